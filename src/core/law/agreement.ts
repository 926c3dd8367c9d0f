// The agreement at work: the acts about the compact, folded like a matter, and the versions that follow
// from them. Every version stands at the instants that it ruled, so that a matter can be judged under
// the one in force at each of its acts. spec/agreement.md
//
// Like the fold that owns it, this is a resource with methods; what it returns is immutable data.

import {
  advanceAgreement,
  beginAgreement,
  hasLeft,
  membersAt,
  versionAt,
  type Agreement,
  type AgreementRule,
  type Version,
} from "../compact/agreement.ts";
import { comment } from "../compact/comment.ts";
import type { Compact } from "../compact/compact.ts";
import type { CompactDocument } from "../compact/document.ts";
import { propose } from "../compact/propose.ts";
import { review } from "../compact/review.ts";
import { sign } from "../compact/sign.ts";
import { withdraw } from "../compact/withdraw.ts";
import type { Act, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { placeOf, type OrderKey } from "../kernel/order.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { insertInto, newHistory, refold, type Entry, type Load, type Stepping } from "./history.ts";

const rules = {
  "propose-compact": propose,
  "comment-compact": comment,
  "sign-compact": sign,
  "withdraw-compact": withdraw,
  "review-compact": review,
} as const;

export type AgreementKind = keyof typeof rules;
export const AGREEMENT_KINDS = Object.keys(rules) as readonly AgreementKind[];

/** The rule of a kind of act about the compact, or undefined for any other kind. */
export const agreementRuleOf = (kind: string): AgreementRule | undefined =>
  Object.hasOwn(rules, kind) ? rules[kind as AgreementKind] : undefined;

/** What a party may do about the compact now, with the rule that stands against it. */
export type AgreementMove = { readonly kind: AgreementKind; readonly verdict: Verdict };

export const agreementMoves = (agreement: Agreement, by: PartyId, at: Instant): readonly AgreementMove[] =>
  AGREEMENT_KINDS.map((kind) => ({ kind, verdict: rules[kind].may({ by, at }, advanceAgreement(agreement, at)) }));

/** Asked of every act before its own rule: whether it is dated after what it has seen. */
type Causality = (act: Act) => Verdict;

export type AgreementFold = {
  readonly insert: (act: Act) => AgreementChange;
  /** Judges an act that stands here again, and those after it: something that it had seen came late. */
  readonly again: (key: OrderKey) => AgreementChange;
  readonly judge: (act: Act) => Verdict;
  readonly at: (now: Instant) => Agreement;
  /** Every version that takes force by the acts known, those to come too. */
  readonly versions: () => readonly Version[];
  /** The members that the compact binds at an instant. */
  readonly members: (at: Instant) => readonly PartyId[];
  /** Opening a matter has conditions that only the agreement knows. */
  readonly mayOpen: (act: Act) => Verdict;
  /** The compact as it binds in a matter: who has left is a member only where it was one before. */
  readonly binding: (compact: Compact, matter: Matter | undefined, at: Instant) => Compact;
  readonly entries: () => readonly Entry[];
};

export type AgreementChange = {
  readonly verdict: Verdict;
  readonly refolded: number;
  /** From this instant on acts are judged otherwise than before; null when the law moved nowhere. */
  readonly turnedFrom: Instant | null;
};

export function createAgreementFold(
  compact: Compact,
  document: CompactDocument | null,
  load: Load,
  causality: Causality,
): AgreementFold {
  const history = newHistory<Agreement>();
  const beginning = beginAgreement(compact, document);
  let present = beginning;
  let versions = timelineOf(present);

  const verdictIn = (agreement: Agreement, act: Act): Verdict => {
    const rule = agreementRuleOf(act.kind);
    if (rule === undefined || act.matter !== null) return irregular("unknown-act", { kind: act.kind });
    return firstRefusal(
      () => causality(act),
      () => rule.may(act, agreement),
      () => rule.judge(act as Act<never>, agreement),
    );
  };

  const step: Stepping<Agreement> = (before, act) => {
    const agreement = advanceAgreement(before ?? beginning, act.at);
    const verdict = verdictIn(agreement, act);
    const after = verdict.ok ? agreementRuleOf(act.kind)?.apply(agreement, act as Act<never>) : agreement;
    return { after, verdict, version: versionAt(agreement.versions, act.at)?.version ?? null };
  };

  /** The versions and departures as the acts now give them, and the first instant at which they differ from before. */
  const turn = (): Instant | null => {
    const before = { versions, present };
    present = history.present ?? beginning;
    versions = timelineOf(present);
    return firstTurn([
      firstDifference(
        before.versions,
        versions,
        ({ from }) => from ?? -Infinity,
        ({ from, proposal }) => `${from} ${proposal}`,
      ),
      firstDifference(
        departures(before.present),
        departures(present),
        ({ from }) => from,
        ({ from, by }) => `${from} ${by}`,
      ),
    ]);
  };

  return {
    insert: (act) => {
      const { entry, refolded } = insertInto(history, act, load, step);
      return { verdict: entry.refusal ?? REGULAR, refolded, turnedFrom: turn() };
    },
    again: (key) => {
      const place = placeOf(history.entries, key);
      refold(history, place, undefined, load, step);
      const entry = history.entries[place];
      return { verdict: entry?.refusal ?? REGULAR, refolded: history.entries.length - place, turnedFrom: turn() };
    },
    judge: (act) => verdictIn(advanceAgreement(present, act.at), act),
    at: (now) => advanceAgreement(present, now),
    versions: () => versions,
    members: (at) => membersAt(present, at),
    mayOpen: ({ by, to, at }) => {
      const expires = versionAt(versions, at)?.compact.expires ?? null;
      if (expires !== null && expires <= at) return irregular("expired", { at: expires });
      const left = [by, ...to].find((party) => hasLeft(present, party, at));
      return left === undefined ? REGULAR : irregular("withdrawn", { party: left });
    },
    binding: (wording, matter, at) => {
      const concerned = matter === undefined ? [] : membersOf(matter);
      const gone = present.withdrawals.filter(({ by, from }) => from <= at && !concerned.includes(by));
      if (gone.length === 0) return wording;
      const parties = wording.parties.map((party) =>
        gone.some(({ by }) => by === party.id) ? { ...party, role: "observer" as const } : party,
      );
      return { ...wording, parties };
    },
    entries: () => history.entries,
  };
}

/** No date of an act or of a proposal is later: the wire has four digits for a year. */
const FOREVER: Instant = 1e15;

/** The versions when every open proposal has come to its day with the signatures that it has now. */
const timelineOf = (agreement: Agreement): readonly Version[] => advanceAgreement(agreement, FOREVER).versions;

const departures = ({ withdrawals }: Agreement) => withdrawals.toSorted((a, b) => a.from - b.from);

/** From when on two timelines differ: at the earlier of the first two that are not the same. */
function firstDifference<T>(
  one: readonly T[],
  other: readonly T[],
  when: (each: T) => Instant,
  name: (each: T) => string,
): Instant | null {
  const longer = Math.max(one.length, other.length);
  for (let i = 0; i < longer; i += 1) {
    const [a, b] = [one[i], other[i]];
    if (a !== undefined && b !== undefined && name(a) === name(b)) continue;
    return Math.min(a === undefined ? Infinity : when(a), b === undefined ? Infinity : when(b));
  }
  return null;
}

function firstTurn(turns: readonly (Instant | null)[]): Instant | null {
  const known = turns.filter((turn) => turn !== null);
  return known.length === 0 ? null : Math.min(...known);
}
