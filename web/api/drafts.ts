// What is typed and not yet signed. It stays in this browser tab, one draft a matter and kind, and
// survives a reload, a broken connection and a closed dialog.

export type Values = Readonly<Record<string, string | readonly string[]>>;

const keyOf = (matter: string | null, kind: string): string => `downrung.draft ${matter ?? "new"} ${kind}`;

export function readDraft(matter: string | null, kind: string): Values | undefined {
  const text = sessionStorage.getItem(keyOf(matter, kind));
  return text === null ? undefined : (JSON.parse(text) as Values);
}

export const keepDraft = (matter: string | null, kind: string, values: Values): void =>
  sessionStorage.setItem(keyOf(matter, kind), JSON.stringify(values));

export const dropDraft = (matter: string | null, kind: string): void => sessionStorage.removeItem(keyOf(matter, kind));
