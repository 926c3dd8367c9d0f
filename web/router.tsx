// A handful of pages does not need a library: the History API, a list of routes, and a link.

import { useSyncExternalStore, type MouseEvent, type ReactNode } from "react";

export type Route =
  | { readonly page: "watch" }
  | { readonly page: "matter"; readonly id: string }
  | { readonly page: "attribution"; readonly id: string }
  | { readonly page: "proof"; readonly id: string }
  | { readonly page: "compact"; readonly part: CompactPart }
  | { readonly page: "messages" }
  | { readonly page: "measures" }
  | { readonly page: "notices" }
  | { readonly page: "line" }
  | { readonly page: "channel" }
  | { readonly page: "lost" };

export const COMPACT_PARTS = ["agreed", "versions", "proposed", "write"] as const;
export type CompactPart = (typeof COMPACT_PARTS)[number];

/** The clauses stand at the page's own address, the other parts below it. */
export const compactPath = (part: CompactPart): string => (part === "agreed" ? "/compact" : `/compact/${part}`);

/** Who it was has a page below its matter's. */
export const attributionPath = (matter: string): string => `/matter/${encodeURIComponent(matter)}/attribution`;

export function routeOf(path: string): Route {
  const [first, second, ...rest] = path.split("/").filter((part) => part !== "");
  if (first === undefined) return { page: "watch" };
  if (first === "compact" && rest.length === 0) {
    const part = COMPACT_PARTS.find(
      (known) => compactPath(known) === (second === undefined ? "/compact" : `/compact/${second}`),
    );
    return part === undefined ? { page: "lost" } : { page: "compact", part };
  }
  if (first === "measures" && second === undefined) return { page: "measures" };
  if (first === "messages" && second === undefined) return { page: "messages" };
  if (first === "notices" && second === undefined) return { page: "notices" };
  if (first === "channel" && second === undefined) return { page: "channel" };
  if (first === "line" && second === undefined) return { page: "line" };
  if (second === undefined) return { page: "lost" };
  const id = decoded(second);
  if (first === "matter" && rest.length === 1 && rest[0] === "attribution") return { page: "attribution", id };
  if (rest.length > 0) return { page: "lost" };
  if (first === "matter") return { page: "matter", id };
  if (first === "proof") return { page: "proof", id };
  return { page: "lost" };
}

/** What cannot be decoded is looked up as it stands, and not found. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const watchers = new Set<() => void>();

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  addEventListener("popstate", watcher);
  return () => {
    watchers.delete(watcher);
    removeEventListener("popstate", watcher);
  };
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);

export function go(path: string): void {
  if (path === location.pathname) return;
  history.pushState(null, "", path);
  scrollTo(0, 0);
  for (const watcher of watchers) watcher();
}

type LinkProps = {
  readonly to: string;
  readonly className?: string | undefined;
  readonly current?: boolean | undefined;
  readonly label?: string | undefined;
  /** Done instead of going there, on a plain click: a proof opens in a dialog. */
  readonly instead?: (() => void) | undefined;
  readonly children: ReactNode;
};

/** A real link: a new tab, copying and the keyboard work as everywhere. */
export function Link({ to, className, current, label, instead, children }: LinkProps): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    if (instead === undefined) go(to);
    else instead();
  };
  return (
    <a href={to} className={className} aria-current={current ? "page" : undefined} aria-label={label} onClick={follow}>
      {children}
    </a>
  );
}
