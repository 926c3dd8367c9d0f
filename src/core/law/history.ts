// A history: acts in the one order and the picture after each, kept so that one more act costs the same in
// any history and a late one refolds from the nearest snapshot. A matter is one, and so is the agreement.
// spec/order.md

import type { Act, ActId, PartyId } from "../kernel/act.ts";
import { placeOf, type OrderKey } from "../kernel/order.ts";
import type { Refusal, Verdict } from "../kernel/verdict.ts";

/** One line of a timeline: an act in its place, with the version that judged it and the rule that stands against it, if any. */
export type Entry = OrderKey & {
  readonly id: ActId;
  readonly kind: string;
  refusal: Refusal | null;
  /** The version of the compact under which it was judged; null while none was in force. */
  version: number | null;
};

/** Hands back an act that was inserted before. Pure over the acts: it may read them from anywhere. */
export type Load = (by: PartyId, seq: number) => Act;

export type History<S> = {
  readonly entries: Entry[];
  /** Entries by id, once there are too many to look through. */
  index: Map<ActId, Entry> | null;
  /** The picture after every sixteenth entry; undefined before there is one. */
  readonly snapshots: (S | undefined)[];
  present: S | undefined;
};

/** One act applied to the picture as it stood. */
export type Stepped<S> = { readonly after: S | undefined; readonly verdict: Verdict; readonly version: number | null };
export type Stepping<S> = (before: S | undefined, act: Act, history: History<S>) => Stepped<S>;

const SNAPSHOT_EVERY = 16;

/** Few entries are looked through; an index costs more than it saves until there are this many. */
const INDEX_FROM = 64;

export const newHistory = <S>(entries: Entry[] = []): History<S> => ({
  entries,
  index: null,
  snapshots: [],
  present: undefined,
});

export const entryOf = ({ at, by, seq, id, kind }: Act): Entry => ({
  at,
  by,
  seq,
  id,
  kind,
  refusal: null,
  version: null,
});

export function findEntry<S>(history: History<S>, id: ActId): Entry | undefined {
  if (history.entries.length < INDEX_FROM) return history.entries.findLast((entry) => entry.id === id);
  history.index ??= new Map(history.entries.map((entry) => [entry.id, entry]));
  return history.index.get(id);
}

/** Puts an act in its place and folds nothing. */
export function putInto<S>(history: History<S>, act: Act): { readonly entry: Entry; readonly place: number } {
  const place = placeOf(history.entries, act);
  const entry = entryOf(act);
  if (place === history.entries.length) history.entries.push(entry);
  else history.entries.splice(place, 0, entry);
  history.index?.set(act.id, entry);
  return { entry, place };
}

/** Puts an act in its place and folds from there. Gives its entry and how many after it were judged again. */
export function insertInto<S>(
  history: History<S>,
  act: Act,
  load: Load,
  step: Stepping<S>,
): { readonly entry: Entry; readonly refolded: number } {
  const { entry, place } = putInto(history, act);
  refold(history, place, act, load, step);
  return { entry, refolded: history.entries.length - place - 1 };
}

/** Judges every entry from `place` on, starting from the snapshot before it, or from the present when only the newest is new. */
export function refold<S>(
  history: History<S>,
  place: number,
  newest: Act | undefined,
  load: Load,
  step: Stepping<S>,
): void {
  const from = Math.floor(place / SNAPSHOT_EVERY) * SNAPSHOT_EVERY;
  const atEnd = newest !== undefined && place === history.entries.length - 1;
  let picture = atEnd ? history.present : from === 0 ? undefined : history.snapshots[from / SNAPSHOT_EVERY - 1];
  const start = atEnd ? place : from;
  history.snapshots.length = Math.floor(start / SNAPSHOT_EVERY);
  for (let i = start; i < history.entries.length; i += 1) {
    const entry = history.entries[i] as Entry;
    const act = newest !== undefined && entry.id === newest.id ? newest : load(entry.by, entry.seq);
    const { after, verdict, version } = step(picture, act, history);
    entry.refusal = verdict.ok ? null : verdict;
    entry.version = version;
    picture = after;
    if ((i + 1) % SNAPSHOT_EVERY === 0) history.snapshots.push(picture);
  }
  history.present = picture;
}
