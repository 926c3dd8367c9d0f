// The fold: acts in, picture out. It is the same on every node, in the simulator and in the hands of
// a stranger: no clock, no chance, no I/O. Acts may arrive in any order; each finds its place, and a
// late one refolds its own matter from the nearest snapshot. Acts about the compact fold into the
// agreement, which says under which version every other act is judged. spec/order.md, spec/agreement.md
//
// The fold owns growing tables, so it is a resource with methods; what it returns is immutable data.

import type { Agreement, Version } from "../compact/agreement.ts";
import { versionAt } from "../compact/agreement.ts";
import type { Compact } from "../compact/compact.ts";
import type { CompactDocument } from "../compact/document.ts";
import type { Context } from "../compact/rule.ts";
import type { Act, ActId, MatterId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { compareOrder, placeOf, type OrderKey } from "../kernel/order.ts";
import { RECEIPT, type ReceiptBody } from "../kernel/receipt.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { nextEvent } from "../ladder/ladder.ts";
import type { LineState } from "../line/state.ts";
import { agreementRuleOf, createAgreementFold, type AgreementChange } from "./agreement.ts";
import { passThrough, timeEventsOf, type TimeEvents } from "./crossing.ts";
import {
  entryOf,
  findEntry,
  insertInto,
  newHistory,
  refold,
  type Entry,
  type History,
  type Load,
  type Stepping,
} from "./history.ts";
import { createLineFold, lineRuleOf, type LineMove } from "./line-fold.ts";
import { createReceipts, type Receipts } from "./receipts.ts";
import { stepMatter, verdictOn } from "./step.ts";

/** What inserting one act changed. */
export type Change = {
  readonly matter: MatterId | null;
  /** Asked for when it is wanted: acts about the line are judged together. */
  readonly verdict: () => Verdict;
  /** Acts that already stood and were judged again because this one came late. */
  readonly refolded: number;
  /**
   * Other matters that changed: an act in them had seen this one and is dated no later, or this one moved the
   * boundary between two versions of the compact.
   */
  readonly alsoChanged: readonly MatterId[];
};

type MatterRecord = History<Matter>;

/**
 * A closed matter that nobody has looked at for a while: only where its acts are, eight bytes each. It is folded
 * again from its acts when it is asked for or an act comes late, so that a long history is not held in memory.
 */
type Sealed = { readonly places: readonly number[]; readonly lastAt: Instant };

/** Closed matters that are kept unfolded at hand. */
const CLOSED_AT_HAND = 256;

/** A party's place in the compact and a sequence number in one number: sequence numbers stay far below 2 ** 48. */
const PLACES = 32;

type Waiting = OrderKey & { readonly id: ActId; readonly kind: string; readonly matter: MatterId | null };

export type Fold = {
  /** The founding version. */
  readonly compact: Compact;
  readonly insert: (act: Act) => Change;
  /** The verdict on a draft if it were signed at `act.at`. */
  readonly judge: (act: Act) => Verdict;
  readonly head: (party: PartyId) => number;
  /** The latest date of any act of this party. */
  readonly lastAt: (party: PartyId) => Instant;
  readonly matter: (id: MatterId, now: Instant) => Matter | undefined;
  readonly matters: () => readonly MatterId[];
  /** The name of the next matter that this party may open. */
  readonly nextMatter: (party: PartyId) => MatterId;
  readonly entries: (id: MatterId) => readonly Entry[];
  /** What time alone did to a matter after `after` and up to `until`, and when it next does something. */
  readonly timeEvents: (id: MatterId, after: Instant, until: Instant) => TimeEvents;
  readonly receipts: Receipts;
  /** The agreement as it stands at `now`. */
  readonly agreement: (now: Instant) => Agreement;
  readonly agreementEntries: () => readonly Entry[];
  /** Every version that takes force by the acts known, those to come too. */
  readonly versions: () => readonly Version[];
  /** The compact in force at `now`; the founding one while none is. */
  readonly compactAt: (now: Instant) => Compact;
  /** What follows from the acts about the line. */
  readonly line: () => LineState;
  readonly lineMoves: (by: PartyId, at: Instant) => readonly LineMove[];
  readonly lineEntries: () => readonly Entry[];
  /** The date of the first act under the compact. */
  readonly began: () => Instant | null;
};

/** `document` is the founding document; a fold without it cannot judge an amendment. */
export function createFold(compact: Compact, load: Load, document: CompactDocument | null = null): Fold {
  const records = new Map<MatterId, MatterRecord | Sealed>();
  const numbers = new Map<PartyId, number>();
  const parties = compact.parties.map(({ id }) => id);
  let closedAtHand: MatterId[] = [];
  /** For each act of a party the latest date that the party has used so far: one act dated back clears no way for the next. */
  const latest = new Map<PartyId, Instant[]>(compact.parties.map(({ id }) => [id, []]));
  const waiting = new Map<PartyId, Map<number, Waiting[]>>(compact.parties.map(({ id }) => [id, new Map()]));
  const receipts = createReceipts();
  let firstAt: Instant = Infinity;

  const findIn =
    (record: MatterRecord | undefined, before: OrderKey): Context["find"] =>
    (id) => {
      const entry = record === undefined ? undefined : findEntry(record, id);
      // By the one order, not by time alone: an act of the same instant that comes after is not there yet,
      // on whichever node it arrived first.
      return entry !== undefined && compareOrder(entry, before) < 0 ? entry : undefined;
    };

  /** An act is dated later than all that it has seen of others, and not before any of the author's own acts. */
  const causality = (act: Act): Verdict => {
    const previous = latest.get(act.by)?.[act.seq - 2];
    if (previous !== undefined && act.at < previous) return irregular("before-cause", { party: act.by });
    for (const party in act.seen) {
      const seenAt = latest.get(party)?.[(act.seen[party] ?? 0) - 1];
      if (seenAt !== undefined && seenAt >= act.at) return irregular("before-cause", { party });
    }
    return REGULAR;
  };

  const agreement = createAgreementFold(compact, document, load, causality);
  const line = createLineFold(compact, agreement.versions, agreement.members, load, causality);

  /** What is asked of every act before its own rule. Only the opening of a matter asks the agreement. */
  const first = (act: Act): Verdict =>
    firstRefusal(
      () => causality(act),
      () => (act.kind === "report" ? agreement.mayOpen(act) : REGULAR),
    );

  /** One act applied to the matter as it stood: the matter after, and the verdict of the version in force. */
  const step: Stepping<Matter> = (before, act, record) => {
    const versions = agreement.versions();
    const inForce = versionAt(versions, act.at);
    if (inForce === undefined) {
      const verdict = firstRefusal(
        () => causality(act),
        () => irregular("not-in-force"),
      );
      return { after: before, verdict, version: null };
    }
    const crossed = before === undefined ? undefined : passThrough(before, act.at, versions);
    const context = { compact: agreement.binding(inForce.compact, crossed, act.at), find: findIn(record, act) };
    const { matter, verdict } = stepMatter(crossed, act, context, first);
    return { after: matter, verdict, version: inForce.version };
  };

  /** The record of a matter, unsealed if need be; undefined when no act has named it. */
  const recordIn = (id: MatterId): MatterRecord | undefined => {
    const known = records.get(id);
    if (known === undefined || "entries" in known) return known;
    const entries = known.places.map((place): Entry =>
      entryOf(load(parties[place % PLACES] ?? "", Math.floor(place / PLACES))),
    );
    const record = newHistory<Matter>(entries);
    refold(record, 0, undefined, load, step);
    records.set(id, record);
    keepAtHand(id, record);
    return record;
  };

  const recordOf = (id: MatterId): MatterRecord => {
    const known = recordIn(id);
    if (known !== undefined) return known;
    const made = newHistory<Matter>();
    records.set(id, made);
    return made;
  };

  /** Closed, and time does nothing more in it. */
  const isAtRest = (record: MatterRecord | Sealed | undefined): record is MatterRecord =>
    record !== undefined &&
    "entries" in record &&
    record.present?.standing.is === "closed" &&
    nextEvent(record.present, compact) === null;

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
    if (!isAtRest(record) || closedAtHand.lastIndexOf(id) >= CLOSED_AT_HAND) return;
    const places = record.entries.map(({ by, seq }) => parties.indexOf(by) + seq * PLACES);
    records.set(id, { places, lastAt: record.entries.at(-1)?.at ?? 0 });
  };

  /** Acts that had seen this one before it came, and are dated no later than it, turn out irregular. */
  const convict = (act: Act): readonly MatterId[] => {
    const changed: MatterId[] = [];
    const told = waiting.get(act.by)?.get(act.seq);
    waiting.get(act.by)?.delete(act.seq);
    for (const waiter of told ?? []) {
      if (waiter.at > (latest.get(act.by)?.[act.seq - 1] ?? act.at)) continue;
      if (waiter.matter !== null) {
        const record = recordOf(waiter.matter);
        refold(record, placeOf(record.entries, waiter), undefined, load, step);
        changed.push(waiter.matter);
      } else if (agreementRuleOf(waiter.kind) !== undefined) changed.push(...turned(agreement.again(waiter)));
      else if (lineRuleOf(waiter.kind) !== undefined) line.again(waiter);
      else receipts.withdraw(waiter.id);
    }
    return changed;
  };

  /** Matters that are judged anew because the law moved: those with acts from then on, and the clocks of all that are open. */
  const turned = ({ turnedFrom }: AgreementChange): readonly MatterId[] => {
    if (turnedFrom === null) return [];
    line.again({ at: turnedFrom, by: "", seq: 0 });
    const changed: MatterId[] = [];
    for (const [id, known] of records) {
      if (!("entries" in known)) {
        if (known.lastAt < turnedFrom) continue;
        recordIn(id);
        changed.push(id);
        continue;
      }
      const place = placeOf(known.entries, { at: turnedFrom, by: "", seq: 0 });
      if (place < known.entries.length) refold(known, place, undefined, load, step);
      else if (isAtRest(known)) continue;
      changed.push(id);
    }
    return changed;
  };

  const remember = (act: Act): void => {
    const own = latest.get(act.by);
    own?.push(Math.max(own.at(-1) ?? act.at, act.at));
    firstAt = Math.min(firstAt, act.at);
    for (const party in act.seen) {
      const seq = act.seen[party] ?? 0;
      const missing = seq > (latest.get(party)?.length ?? 0) ? waiting.get(party) : undefined;
      if (missing === undefined) continue;
      const list = missing.get(seq) ?? [];
      list.push({ at: act.at, by: act.by, seq: act.seq, id: act.id, kind: act.kind, matter: act.matter });
      missing.set(seq, list);
    }
  };

  const insertInMatter = (act: Act, id: MatterId): Change => {
    const record = recordOf(id);
    // Only a party's own reports use up its names: another cannot squat them.
    if (act.kind === "report" && id.startsWith(`${act.by}-`)) {
      numbers.set(act.by, Math.max(numbers.get(act.by) ?? 0, Number(id.slice(id.lastIndexOf("-") + 1))));
    }
    const { entry, refolded } = insertInto(record, act, load, step);
    keepAtHand(id, record);
    return { matter: id, verdict: () => entry.refusal ?? REGULAR, refolded, alsoChanged: [] };
  };

  const insertReceipt = (act: Act<ReceiptBody>): Change => {
    const verdict = firstRefusal(
      () => causality(act),
      () => receipts.judge(act),
    );
    if (verdict.ok) receipts.apply(act);
    return { matter: null, verdict: () => verdict, refolded: 0, alsoChanged: [] };
  };

  const insertAboutCompact = (act: Act): Change => {
    const change = agreement.insert(act);
    return { matter: null, verdict: () => change.verdict, refolded: change.refolded, alsoChanged: turned(change) };
  };

  const insertHere = (act: Act): Change => {
    if (act.kind === RECEIPT) return insertReceipt(act as unknown as Act<ReceiptBody>);
    if (act.matter !== null) return insertInMatter(act, act.matter);
    if (agreementRuleOf(act.kind) !== undefined) return insertAboutCompact(act);
    if (lineRuleOf(act.kind) !== undefined) return { matter: null, ...line.insert(act), alsoChanged: [] };
    return { matter: null, verdict: () => irregular("unknown-matter"), refolded: 0, alsoChanged: [] };
  };

  const insert = (act: Act): Change => {
    const expected = (latest.get(act.by)?.length ?? 0) + 1;
    if (act.seq !== expected) throw new Error(`invariant: act ${act.by} ${act.seq} inserted where ${expected} follows`);
    remember(act);
    const change = insertHere(act);
    const convicted = convict(act);
    return convicted.length === 0 ? change : { ...change, alsoChanged: [...change.alsoChanged, ...convicted] };
  };

  const judgeInMatter = (act: Act): Verdict => {
    const versions = agreement.versions();
    const inForce = versionAt(versions, act.at);
    const record = act.matter === null ? undefined : recordIn(act.matter);
    const present = record?.present;
    if (inForce === undefined) return irregular("not-in-force");
    const matter = present === undefined ? undefined : passThrough(present, act.at, versions);
    const binding = agreement.binding(inForce.compact, matter, act.at);
    return verdictOn(act, { compact: binding, matter, find: findIn(record, act) }, first);
  };

  return {
    compact,
    insert,
    judge: (act) => {
      if (act.kind === RECEIPT) return receipts.judge(act as unknown as Act<ReceiptBody>);
      if (act.matter !== null) return judgeInMatter(act);
      if (agreementRuleOf(act.kind) !== undefined) return agreement.judge(act);
      return lineRuleOf(act.kind) === undefined ? judgeInMatter(act) : line.judge(act);
    },
    head: (party) => latest.get(party)?.length ?? 0,
    lastAt: (party) => latest.get(party)?.at(-1) ?? 0,
    matter: (id, now) => {
      const present = recordIn(id)?.present;
      return present === undefined ? undefined : passThrough(present, now, agreement.versions());
    },
    matters: () =>
      [...records].filter(([, record]) => !("entries" in record) || record.present !== undefined).map(([id]) => id),
    nextMatter: (party) => `${party}-${(numbers.get(party) ?? 0) + 1}`,
    entries: (id) => recordIn(id)?.entries ?? [],
    timeEvents: (id, after, until) => {
      const record = records.get(id);
      // Only matters in which time does nothing more are sealed.
      const matter = record !== undefined && "entries" in record ? record.present : undefined;
      return matter === undefined
        ? { passed: [], next: null }
        : timeEventsOf(matter, agreement.versions(), after, until);
    },
    receipts,
    agreement: agreement.at,
    agreementEntries: agreement.entries,
    versions: agreement.versions,
    compactAt: (now) => versionAt(agreement.versions(), now)?.compact ?? compact,
    line: line.state,
    lineMoves: line.moves,
    lineEntries: line.entries,
    began: () => (firstAt === Infinity ? null : firstAt),
  };
}
