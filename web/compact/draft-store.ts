// The wording that is being written. It stays in this browser until it is thrown away, because a compact is
// written over days; other drafts live as long as their tab (web/api/drafts.ts).

import type { PartyId } from "../../src/core/kernel/act.ts";

export type CompactDraft = {
  /** An amendment of the running compact, or a new compact that began as a copy of a ready one. */
  readonly is: "amendment" | "new";
  readonly text: string;
  readonly reason: string;
  /** The day of taking force, as the form writes it; empty until it is chosen. */
  readonly from: string;
};

const keyOf = (compact: string, party: PartyId): string => `downrung.compact ${compact} ${party}`;

export function keptDraft(compact: string, party: PartyId): CompactDraft | null {
  const text = localStorage.getItem(keyOf(compact, party));
  return text === null ? null : (JSON.parse(text) as CompactDraft);
}

export function keepCompactDraft(compact: string, party: PartyId, draft: CompactDraft | null): void {
  if (draft === null) localStorage.removeItem(keyOf(compact, party));
  else localStorage.setItem(keyOf(compact, party), JSON.stringify(draft));
}
