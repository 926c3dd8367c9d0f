// What the page knows: the node's views as last read, the state of the connection, and what has just
// changed. Events say what to read again; nothing is computed from an event alone.

import { useSyncExternalStore } from "react";
import type { MatterId } from "../../src/core/kernel/act.ts";
import type { MatterView, NodeEvent, NodeView, WatchView } from "../../src/node/http/api.ts";
import type { LineView } from "../../src/node/http/line-api.ts";
import { read, type Outcome } from "./client.ts";
import { nodeNow, setClock } from "./clock.ts";
import { listen } from "./events.ts";

/** One thing that has happened, to be said once. */
export type News = { readonly id: number; readonly at: number; readonly event: Told };

/** That officers speak aside is nobody else's news. */
type Told = Exclude<NodeEvent, { readonly event: "channel" }>;

export type State = {
  readonly link: "connecting" | "up" | "cut";
  readonly heardAt: number;
  readonly node: NodeView | null;
  readonly watch: WatchView | null;
  readonly matters: Readonly<Record<MatterId, MatterView | "missing">>;
  readonly news: readonly News[];
  /** Counts what has come in, for pages that look again when something new arrives. */
  readonly changes: number;
};

const NEWS_KEPT = 3;
const GATHER_MS = 60;

let state: State = {
  link: "connecting",
  heardAt: Date.now(),
  node: null,
  watch: null,
  matters: {},
  news: [],
  changes: 0,
};
const watchers = new Set<() => void>();
let newsId = 0;

function set(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const watcher of watchers) watcher();
}

const AGAIN_MS = 1_000;
const insisting = new Set<string>();

/**
 * Reads until the node has said something final. A node under load may leave one request unanswered
 * while its stream of events stays up, so nothing else would ask again.
 */
async function insist<T>(path: string, take: (answer: Outcome<T>) => void): Promise<void> {
  const answer = await read<T>(path);
  if (answer.ok || (answer.problem !== null && answer.problem.status < 500)) return take(answer);
  if (insisting.has(path)) return;
  insisting.add(path);
  setTimeout(() => {
    insisting.delete(path);
    if (state.link === "up") void insist(path, take);
  }, AGAIN_MS);
}

const readNode = (): Promise<void> =>
  insist<NodeView>("/api/node", (answer) => {
    if (!answer.ok) return;
    setClock(answer.value.now);
    set({ node: answer.value });
  });

const readWatch = (): Promise<void> =>
  insist<WatchView>("/api/watch", (answer) => {
    if (!answer.ok) return;
    setClock(answer.value.now);
    set({ watch: answer.value });
  });

export const readMatter = (id: MatterId): Promise<void> =>
  insist<MatterView>(`/api/matters/${encodeURIComponent(id)}`, (answer) => {
    if (answer.ok) set({ matters: { ...state.matters, [id]: answer.value } });
    else if (answer.problem?.status === 404) set({ matters: { ...state.matters, [id]: "missing" } });
  });

const readAll = (): void => {
  void readNode();
  void readWatch();
  for (const id of Object.keys(state.matters)) void readMatter(id);
};

let gathering: ReturnType<typeof setTimeout> | undefined;
const toRead = new Set<MatterId>();

/** Several events that come together are read once. */
function readSoon(matter: MatterId | null): void {
  if (matter === null) for (const id of Object.keys(state.matters)) toRead.add(id);
  else if (state.matters[matter] !== undefined) toRead.add(matter);
  gathering ??= setTimeout(() => {
    gathering = undefined;
    void readWatch();
    for (const id of toRead) void readMatter(id);
    toRead.clear();
    set({ changes: state.changes + 1 });
  }, GATHER_MS);
}

function setLine(line: LineView): void {
  const before = state.watch?.lines.find(({ party }) => party === line.party);
  if (state.watch !== null) {
    const lines = state.watch.lines.map((known) => (known.party === line.party ? line : known));
    set({ watch: { ...state.watch, lines } });
  }
  if (before !== undefined && before.is !== line.is && before.is !== "untried") tell({ event: "line", line });
}

function tell(event: Told): void {
  newsId += 1;
  set({ news: [...state.news, { id: newsId, at: nodeNow(), event }].slice(-NEWS_KEPT) });
}

export const dismiss = (id: number): void => set({ news: state.news.filter((news) => news.id !== id) });

function onEvent(event: NodeEvent): void {
  switch (event.event) {
    case "act":
      if (event.by !== state.node?.party && event.kind !== "receipt") tell(event);
      if (event.matter === null && event.kind !== "receipt") void readNode();
      return readSoon(event.matter);
    case "time":
      tell(event);
      return readSoon(event.matter);
    case "compact":
      // Time alone has moved the agreement: the node may stand under another version now.
      tell(event);
      void readNode();
      return readSoon(null);
    case "line":
      return setLine(event.line);
    case "channel":
      return set({ changes: state.changes + 1 });
    case "fork":
      tell(event);
      return readSoon(null);
    default:
      return event satisfies never;
  }
}

/** Begins to listen; everything is read anew whenever the connection comes back. */
export const connect = (): (() => void) =>
  listen({
    onEvent,
    onHeard: () => {
      state = { ...state, heardAt: Date.now() };
    },
    onLink: (up) => {
      if (up) {
        set({ link: "up", heardAt: Date.now() });
        readAll();
      } else if (state.link !== "cut") set({ link: "cut" });
    },
  });

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** `pick` must give the same thing for the same state, or the part is drawn without end. */
export const useStore = <T>(pick: (state: State) => T): T => useSyncExternalStore(subscribe, () => pick(state));
