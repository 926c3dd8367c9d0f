// The fold: acts in, picture out. It is the same on every node, in the simulator and in the hands of
// a stranger: no clock, no chance, no I/O. Acts may arrive in any order; each finds its place, and a
// late one refolds its own matter from the nearest snapshot. spec/order.md
//
// The fold owns growing tables, so it is a resource with methods; what it returns is immutable data.

import type { Compact } from "../compact/compact.ts";
import type { Context } from "../compact/rule.ts";
import type { Act, ActId, MatterId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { compareOrder, placeOf, type OrderKey } from "../kernel/order.ts";
import { RECEIPT, type ReceiptBody } from "../kernel/receipt.ts";
import { firstRefusal, irregular, REGULAR, type Refusal, type Verdict } from "../kernel/verdict.ts";
import { advance, nextEvent } from "../ladder/ladder.ts";
import { createReceipts, type Receipts } from "./receipts.ts";
import { stepMatter, verdictOn, type Step } from "./step.ts";

/** One line of a matter's timeline: an act in its place, with the rule that stands against it, if any. */
export type Entry = OrderKey & { readonly id: ActId; readonly kind: string; refusal: Refusal | null };

/** Hands back an act that was inserted before. Pure over the acts: it may read them from anywhere. */
export type Load = (by: PartyId, seq: number) => Act;

/** What inserting one act changed. */
export type Change = {
  readonly matter: MatterId | null;
  readonly verdict: Verdict;
  /** Acts that already stood and were judged again because this one came late. */
  readonly refolded: number;
  /** Other matters in which an act turned out irregular because it had seen this one and is dated no later. */
  readonly alsoChanged: readonly MatterId[];
};

const SNAPSHOT_EVERY = 16;

type MatterRecord = {
  readonly entries: Entry[];
  /** Entries by id, once there are too many to look through. */
  index: Map<ActId, Entry> | null;
  /** The matter after every sixteenth entry; undefined before an opening report. */
  readonly snapshots: (Matter | undefined)[];
  present: Matter | undefined;
};

/**
 * A closed matter that nobody has looked at for a while: only where its acts are, eight bytes each. It is folded
 * again from its acts when it is asked for or an act comes late, so that a long history is not held in memory.
 */
type Sealed = { readonly places: readonly number[] };

/** Closed matters that are kept unfolded at hand. */
const CLOSED_AT_HAND = 256;

/** A party's place in the compact and a sequence number in one number: sequence numbers stay far below 2 ** 48. */
const PLACES = 32;

type Waiting = OrderKey & { readonly id: ActId; readonly matter: MatterId | null };

export type Fold = {
  readonly compact: Compact;
  readonly insert: (act: Act) => Change;
  /** The verdict on a draft if it were signed at `act.at`. */
  readonly judge: (act: Act) => Verdict;
  readonly head: (party: PartyId) => number;
  readonly lastAt: (party: PartyId) => Instant;
  readonly matter: (id: MatterId, now: Instant) => Matter | undefined;
  readonly matters: () => readonly MatterId[];
  /** The name of the next matter that this party may open. */
  readonly nextMatter: (party: PartyId) => MatterId;
  readonly entries: (id: MatterId) => readonly Entry[];
  /** The instants after `after` and up to `until` at which time alone changed the matter, and the next one after that. */
  readonly timeEvents: (
    id: MatterId,
    after: Instant,
    until: Instant,
  ) => { readonly passed: readonly Instant[]; readonly next: Instant | null };
  readonly receipts: Receipts;
};

/** Few entries are looked through; an index costs more than it saves until there are this many. */
const INDEX_FROM = 64;

function entryOf(record: MatterRecord, id: ActId): Entry | undefined {
  if (record.entries.length < INDEX_FROM) return record.entries.findLast((entry) => entry.id === id);
  record.index ??= new Map(record.entries.map((entry) => [entry.id, entry]));
  return record.index.get(id);
}

export function createFold(compact: Compact, load: Load): Fold {
  const records = new Map<MatterId, MatterRecord | Sealed>();
  const numbers = new Map<PartyId, number>();
  const parties = compact.parties.map(({ id }) => id);
  let closedAtHand: MatterId[] = [];
  const ats = new Map<PartyId, Instant[]>(compact.parties.map(({ id }) => [id, []]));
  const waiting = new Map<PartyId, Map<number, Waiting[]>>(compact.parties.map(({ id }) => [id, new Map()]));
  const receipts = createReceipts();

  const findIn =
    (record: MatterRecord | undefined, before: OrderKey): Context["find"] =>
    (id) => {
      const entry = record === undefined ? undefined : entryOf(record, id);
      // By the one order, not by time alone: an act of the same instant that comes after is not there yet,
      // on whichever node it arrived first.
      return entry !== undefined && compareOrder(entry, before) < 0 ? entry : undefined;
    };

  /** An act is dated later than what it has seen of others, and not before the author's own last act. */
  const causality = (act: Act): Verdict => {
    const own = ats.get(act.by);
    const previous = own?.[act.seq - 2];
    if (previous !== undefined && act.at < previous) return irregular("before-cause", { party: act.by });
    for (const party in act.seen) {
      const seenAt = ats.get(party)?.[(act.seen[party] ?? 0) - 1];
      if (seenAt !== undefined && seenAt >= act.at) return irregular("before-cause", { party });
    }
    return REGULAR;
  };

  /** One act applied to the matter as it stood: the matter after, and the verdict. */
  const step = (before: Matter | undefined, act: Act, record: MatterRecord): Step =>
    stepMatter(before, act, { compact, find: findIn(record, act) }, causality);

  /** The record of a matter, unsealed if need be; undefined when no act has named it. */
  const recordIn = (id: MatterId): MatterRecord | undefined => {
    const known = records.get(id);
    if (known === undefined || "entries" in known) return known;
    const entries = known.places.map((place): Entry => {
      const { id: act, by, seq, at, kind } = load(parties[place % PLACES] ?? "", Math.floor(place / PLACES));
      return { at, by, seq, id: act, kind, refusal: null };
    });
    const record: MatterRecord = { entries, index: null, snapshots: [], present: undefined };
    refold(record, 0, undefined);
    records.set(id, record);
    keepAtHand(id, record);
    return record;
  };

  const recordOf = (id: MatterId): MatterRecord => {
    const known = recordIn(id);
    if (known !== undefined) return known;
    const made: MatterRecord = { entries: [], index: null, snapshots: [], present: undefined };
    records.set(id, made);
    return made;
  };

  /** Notes a closed matter as the newest at hand, and seals the oldest when there are too many. */
  const keepAtHand = (id: MatterId, record: MatterRecord): void => {
    if (record.present?.standing.is !== "closed") return;
    closedAtHand.push(id);
    if (closedAtHand.length < 2 * CLOSED_AT_HAND) return;
    for (const old of new Set(closedAtHand.slice(0, CLOSED_AT_HAND))) seal(old);
    closedAtHand = closedAtHand.slice(CLOSED_AT_HAND);
  };

  const seal = (id: MatterId): void => {
    const record = records.get(id);
    const isClosed = record !== undefined && "entries" in record && record.present?.standing.is === "closed";
    if (!isClosed || closedAtHand.lastIndexOf(id) >= CLOSED_AT_HAND) return;
    records.set(id, { places: record.entries.map(({ by, seq }) => parties.indexOf(by) + seq * PLACES) });
  };

  /** Judges every entry from `place` on, starting from the snapshot before it. */
  const refold = (record: MatterRecord, place: number, newest: Act | undefined): void => {
    const from = Math.floor(place / SNAPSHOT_EVERY) * SNAPSHOT_EVERY;
    let matter = from === 0 ? undefined : record.snapshots[from / SNAPSHOT_EVERY - 1];
    if (newest !== undefined && place === record.entries.length - 1) matter = record.present;
    const start = newest !== undefined && place === record.entries.length - 1 ? place : from;
    record.snapshots.length = Math.floor(start / SNAPSHOT_EVERY);
    for (let i = start; i < record.entries.length; i += 1) {
      const entry = record.entries[i] as Entry;
      const act = newest !== undefined && entry.id === newest.id ? newest : load(entry.by, entry.seq);
      const after = step(matter, act, record);
      entry.refusal = after.verdict.ok ? null : after.verdict;
      matter = after.matter;
      if ((i + 1) % SNAPSHOT_EVERY === 0) record.snapshots.push(matter);
    }
    record.present = matter;
  };

  /** Acts that had seen this one before it came, and are dated no later than it, turn out irregular. */
  const convict = (act: Act): readonly MatterId[] => {
    const changed: MatterId[] = [];
    const told = waiting.get(act.by)?.get(act.seq);
    waiting.get(act.by)?.delete(act.seq);
    for (const waiter of told ?? []) {
      if (waiter.at > act.at) continue;
      if (waiter.matter === null) {
        receipts.withdraw(waiter.id);
        continue;
      }
      const record = recordOf(waiter.matter);
      refold(record, placeOf(record.entries, waiter), undefined);
      changed.push(waiter.matter);
    }
    return changed;
  };

  const remember = (act: Act): void => {
    ats.get(act.by)?.push(act.at);
    for (const party in act.seen) {
      const seq = act.seen[party] ?? 0;
      const missing = seq > (ats.get(party)?.length ?? 0) ? waiting.get(party) : undefined;
      if (missing === undefined) continue;
      const list = missing.get(seq) ?? [];
      list.push({ at: act.at, by: act.by, seq: act.seq, id: act.id, matter: act.matter });
      missing.set(seq, list);
    }
  };

  const insertInMatter = (act: Act, id: MatterId): Change => {
    const record = recordOf(id);
    // Only a party's own reports use up its names: another cannot squat them.
    if (act.kind === "report" && id.startsWith(`${act.by}-`)) {
      numbers.set(act.by, Math.max(numbers.get(act.by) ?? 0, Number(id.slice(id.lastIndexOf("-") + 1))));
    }
    const place = placeOf(record.entries, act);
    const entry: Entry = { at: act.at, by: act.by, seq: act.seq, id: act.id, kind: act.kind, refusal: null };
    if (place === record.entries.length) record.entries.push(entry);
    else record.entries.splice(place, 0, entry);
    record.index?.set(act.id, entry);
    refold(record, place, act);
    keepAtHand(id, record);
    const verdict: Verdict = entry.refusal ?? REGULAR;
    return { matter: id, verdict, refolded: record.entries.length - place - 1, alsoChanged: [] };
  };

  const insert = (act: Act): Change => {
    const expected = (ats.get(act.by)?.length ?? 0) + 1;
    if (act.seq !== expected) throw new Error(`invariant: act ${act.by} ${act.seq} inserted where ${expected} follows`);
    remember(act);
    let change: Change = { matter: null, verdict: REGULAR, refolded: 0, alsoChanged: [] };
    if (act.kind === RECEIPT) {
      const verdict = firstRefusal(
        () => causality(act),
        () => receipts.judge(act as unknown as Act<ReceiptBody>),
      );
      if (verdict.ok) receipts.apply(act as unknown as Act<ReceiptBody>);
      change = { ...change, verdict };
    } else if (act.matter === null) change = { ...change, verdict: irregular("unknown-matter") };
    else change = insertInMatter(act, act.matter);
    const alsoChanged = convict(act);
    return alsoChanged.length === 0 ? change : { ...change, alsoChanged };
  };

  return {
    compact,
    insert,
    judge: (act) => {
      if (act.kind === RECEIPT) return receipts.judge(act as unknown as Act<ReceiptBody>);
      const record = act.matter === null ? undefined : recordIn(act.matter);
      const present = record?.present;
      const matter = present === undefined ? undefined : advance(present, act.at, compact);
      return verdictOn(act, { compact, matter, find: findIn(record, act) }, causality);
    },
    head: (party) => ats.get(party)?.length ?? 0,
    lastAt: (party) => ats.get(party)?.at(-1) ?? 0,
    matter: (id, now) => {
      const present = recordIn(id)?.present;
      return present === undefined ? undefined : advance(present, now, compact);
    },
    matters: () =>
      [...records].filter(([, record]) => !("entries" in record) || record.present !== undefined).map(([id]) => id),
    nextMatter: (party) => `${party}-${(numbers.get(party) ?? 0) + 1}`,
    entries: (id) => recordIn(id)?.entries ?? [],
    timeEvents: (id, after, until) => {
      const record = records.get(id);
      // Time does nothing more in a matter that is closed, and only closed ones are sealed.
      let matter = record !== undefined && "entries" in record ? record.present : undefined;
      const passed: Instant[] = [];
      if (matter === undefined) return { passed, next: null };
      let next = nextEvent(matter, compact);
      while (next !== null && next <= until) {
        if (next > after) passed.push(next);
        matter = advance(matter, next, compact);
        next = nextEvent(matter, compact);
      }
      return { passed, next };
    },
    receipts,
  };
}
