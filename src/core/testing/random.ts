// Random histories for property tests: legal and illegal acts by every party of a compact, honest and
// dishonest about time and about what they have seen, and the orders in which they may arrive. Most
// moves are picked from what the law allows, or histories would never climb above the first rung.

import fc from "fast-check";
import { hasRole, type Compact } from "../compact/compact.ts";
import type { Act, ActId, Body, PartyId } from "../kernel/act.ts";
import { MINUTE, type Instant } from "../kernel/instant.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { MEASURE_VIEWS } from "../kernel/measure.ts";
import { createFold, type Fold } from "../law/fold.ts";
import { MATTER_KINDS, type MatterKind } from "../law/table.ts";
import { isOfAttribution } from "../attribution/rules.ts";
import { isOfExchange } from "../response/exchange-rules.ts";
import { isOfMediation } from "../mediation/rules.ts";
import { dutiesOf, movesOf, subjectsOf } from "../law/views.ts";
import { attributionChoice } from "./attributing.ts";
import { exchangeChoice } from "./exchanging.ts";
import { mediationChoice } from "./mediating.ts";
import { laterEnd, ownEnd, statedBy } from "./stating.ts";
import { actId, bodyFor, loaderOf, MATTER, MONDAY, ms } from "./story.ts";

type Move = {
  /** A duty kept, something of a measure or of a mediation, something else that the law allows, or anything at all. */
  readonly bent: "owed" | "measure" | "mediation" | "exchange" | "attribution" | "allowed" | "any";
  /** Which of what is there to choose from. */
  readonly pick: number;
  readonly by: number;
  readonly kind: MatterKind;
  /** How long after the move before it. */
  readonly wait: number;
  readonly length: string;
  /** Dated so much earlier than now, and blind to the newest acts of others. */
  readonly back: number;
  readonly blind: boolean;
};

const WAITS = ["0s", "0s", "1s", "30m", "30m", "2h", "4h", "24h", "48h", "100h"].map(ms);

const seldom = <T>(usual: T, else_: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 11, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: else_ });

const BENTS = ["owed", "owed", "owed", "allowed", "any"] as const;
const BENTS_WITH_MENU = [...BENTS, "measure", "measure", "measure", "measure"] as const;

const BENTS_MEDIATED = [
  ...BENTS,
  "mediation",
  "mediation",
  "mediation",
  "mediation",
  "mediation",
  "mediation",
] as const;

const BENTS_EXCHANGING = [...BENTS_WITH_MENU, ...Array<"exchange">(7).fill("exchange")] as const;

const MEDIATION_ANSWERS: readonly MatterKind[] = [
  "agree-mediation",
  "accept-mediation",
  "consent-text",
  "match-offers",
  "confirm-offer",
  "attend",
  "sign-minutes",
];

/** Acts of attribution and of exchanges stand only in histories that are about them. */
const isAside = (kind: MatterKind): boolean => isOfAttribution(kind) || isOfExchange(kind);

/** Acts of mediation are many: they stand only in histories that are about them, or the others would not climb. */
const KINDS = MATTER_KINDS.filter((kind) => !isOfMediation(kind) && !isAside(kind));

const bentsFor = ({ measures }: Compact, mediated: boolean): readonly Move["bent"][] => {
  if (mediated) return BENTS_MEDIATED;
  return measures.length > 0 ? BENTS_WITH_MENU : BENTS;
};

const BENTS_ATTRIBUTED = [...BENTS, ...Array<"attribution">(6).fill("attribution")] as const;

const anyMove = (compact: Compact, mediated: boolean, bents = bentsFor(compact, mediated)): fc.Arbitrary<Move> =>
  fc.record({
    bent: fc.constantFrom(...bents),
    pick: fc.nat(),
    by: fc.nat(compact.parties.length - 1),
    kind: fc.constantFrom(...(mediated ? MATTER_KINDS.filter((kind) => !isAside(kind)) : KINDS)),
    wait: fc.oneof(
      fc.constantFrom(...WAITS),
      fc.nat(120).map((minutes) => minutes * MINUTE),
    ),
    length: fc.constantFrom("1h", "6h", "12h", "13h"),
    back: seldom(0, fc.constantFrom(...WAITS)),
    blind: seldom(false, fc.constant(true)),
  });

/** Acts in the order in which they were signed. The first is Aurelia's report, so that most are about something. */
export const historyOf = (compact: Compact, most = 40, least = 0): fc.Arbitrary<readonly Act[]> =>
  fc.array(anyMove(compact, false), { minLength: least, maxLength: most }).map((moves) => actsOf(compact, moves));

/** What a party gives at once, whatever else there is to give. */
const given = (by: number, kind: MatterKind): Move => ({
  bent: "any",
  pick: 0,
  by,
  kind,
  wait: 0,
  length: "1h",
  back: 0,
  blind: false,
});

/** Every member asks for the mediator, and it accepts. */
const begun = ({ parties }: Compact): readonly Move[] => [
  ...parties.flatMap(({ role }, i) => (role === "member" ? [given(i, "request-mediation")] : [])),
  ...parties.flatMap(({ role }, i) => (role === "mediator" ? [given(i, "accept-mediation")] : [])),
];

/** The same with sittings in them, and a mediation that three times in four has begun. */
export const mediatedHistoryOf = (compact: Compact, most = 60, least = 0): fc.Arbitrary<readonly Act[]> =>
  fc
    .tuple(fc.nat(3), fc.array(anyMove(compact, true), { minLength: least, maxLength: most }))
    .map(([which, moves]) => actsOf(compact, which === 0 ? moves : [...begun(compact), ...moves]));

/** Each member has a measure in force, or none where the menu asks for more than a proposal. */
const acting = ({ parties }: Compact, pick: number): readonly Move[] => [
  ...parties.flatMap(({ role }, i) => (role === "member" ? [{ ...given(i, "propose-measure"), pick }] : [])),
  ...parties.flatMap(({ role }, i) =>
    role === "member" ? [{ ...given(i, "adopt-measure"), bent: "measure" as const }] : [],
  ),
];

/** The same with exchanges of steps down in them, and measures to lift for them. */
export const exchangingHistoryOf = (compact: Compact, most = 60, least = 0): fc.Arbitrary<readonly Act[]> =>
  fc
    .tuple(fc.nat(3), fc.array(anyMove(compact, false, BENTS_EXCHANGING), { minLength: least, maxLength: most }))
    .map(([which, moves]) => actsOf(compact, [...acting(compact, which), ...moves]));

/** Both sides have confirmed and assessed, so that what a restrictive measure needs can be there. */
const groundwork = ({ parties }: Compact): readonly Move[] =>
  parties.flatMap(({ role }, i) => {
    if (role !== "member") return [];
    return i === 0 ? [given(i, "assess")] : [given(i, "confirm"), given(i, "assess")];
  });

const BENTS_MEASURED = [...BENTS_WITH_MENU, ...Array<"measure">(8).fill("measure")] as const;

/** The same with measures above all, most of them in a matter where measures can be taken. */
export const measuredHistoryOf = (compact: Compact, most = 60, least = 0): fc.Arbitrary<readonly Act[]> =>
  fc
    .tuple(fc.nat(7), fc.array(anyMove(compact, false, BENTS_MEASURED), { minLength: least, maxLength: most }))
    .map(([which, moves]) => actsOf(compact, which === 0 ? moves : [...groundwork(compact), ...moves]));

type Choice = { readonly by: PartyId; readonly kind: MatterKind };

/** What is taken up of a measure: most often that it is proposed and adopted, or nothing would be in force. */
const MEASURE_MOVES: readonly (readonly MatterKind[])[] = [
  ["adopt-measure"],
  ["propose-measure"],
  ["adopt-measure"],
  ["propose-measure"],
  ["suspend-measure", "resume-measure", "extend-measure", "consult-measure"],
];

/** Ways down end a history or a mediation, so they are taken less often than they are open. */
const WAYS_DOWN: readonly MatterKind[] = [
  "stand-down",
  "close",
  "decline-mediation",
  "recuse-mediation",
  "leave-mediation",
];
const isWayDown = (kind: MatterKind): boolean => WAYS_DOWN.includes(kind);

/** The same with evidence and judgements in them, some of them when the law does not take them. */
export const attributedHistoryOf = (compact: Compact, most = 60, least = 0): fc.Arbitrary<readonly Act[]> =>
  fc
    .array(
      fc.tuple(anyMove(compact, false, BENTS_ATTRIBUTED), fc.constantFrom(...MATTER_KINDS.filter(isOfAttribution))),
      { minLength: least, maxLength: most },
    )
    .map((moves) =>
      actsOf(
        compact,
        moves.map(([move, kind]) => (move.bent === "any" && move.pick % 2 === 0 ? { ...move, kind } : move)),
      ),
    );

type Family = "ladder" | "mediation" | "attribution" | "exchange";

function familyOf(kind: MatterKind): Family {
  if (isOfMediation(kind)) return "mediation";
  if (isOfAttribution(kind)) return "attribution";
  return isOfExchange(kind) ? "exchange" : "ladder";
}

const FAMILIES: Partial<Record<Move["bent"], Family>> = {
  mediation: "mediation",
  exchange: "exchange",
  attribution: "attribution",
};

function choiceOf(move: Move, compact: Compact, matter: Matter | undefined, now: Instant): Choice {
  const parties = compact.parties.map(({ id }) => id);
  const anything: Choice = { by: parties[move.by] ?? "aurelia", kind: move.kind };
  if (matter === undefined || move.bent === "any") return anything;
  const allowed = parties.flatMap((by) =>
    movesOf(compact, matter, by, now)
      .filter(({ kind, verdict }) => verdict.ok && familyOf(kind) === (FAMILIES[move.bent] ?? "ladder"))
      .map(({ kind }): Choice => ({ by, kind })),
  );
  const owed = allowed.filter(({ by, kind }) => dutiesOf(matter, by).some(({ owes }) => owes.includes(kind)));
  const bound = allowed.filter(({ kind }) => MEASURE_MOVES[move.pick % MEASURE_MOVES.length]?.includes(kind) === true);
  // Answers come before new things half of the time, or nothing would ever be agreed.
  const answers = allowed.filter(({ kind }) => move.pick % 2 === 0 && MEDIATION_ANSWERS.includes(kind));
  const running = allowed.filter(({ kind }) => kind !== "offer-exchange" && move.pick % 4 !== 1);
  const wanted = { owed, measure: bound, mediation: answers, exchange: running, attribution: [], allowed: [], any: [] }[
    move.bent
  ];
  const open = wanted.length > 0 ? wanted : allowed;
  const up = open.filter(({ kind }) => !isWayDown(kind));
  const list = up.length > 0 && move.pick % 4 !== 0 ? up : open;
  return list[(move.pick >>> 2) % Math.max(1, list.length)] ?? anything;
}

/** What the act is about: something that it may be about, or now and then anything. */
function subjectOf(move: Move, { by, kind }: Choice, matter: Matter | undefined, acts: readonly Act[]): ActId {
  const fitting = matter === undefined || move.bent === "any" ? [] : subjectsOf(matter, kind, by, acts);
  const list = fitting.length > 0 ? fitting : acts.map(({ id }) => id);
  return list[move.pick % Math.max(1, list.length)] ?? actId("nobody", 1);
}

function addresseesOf(
  move: Move,
  { by, kind }: Choice,
  compact: Compact,
  matter: Matter | undefined,
): readonly PartyId[] {
  const others = compact.parties.map(({ id }) => id).filter((id) => id !== by);
  if (kind !== "ask" && kind !== "shuttle-note") return others;
  const members = matter === undefined ? others : membersOf(matter).filter((id) => id !== by);
  const askable = move.bent === "any" ? others : members.filter((id) => hasRole(compact, id, "member"));
  return askable.slice(move.pick % Math.max(1, askable.length)).slice(0, 1);
}

/** What a body holds that depends on the move: how long, or which view, which measure. */
function chosenFor({ by, kind }: Choice, { length, pick }: Move, compact: Compact, matter: Matter | undefined): Body {
  const { measures, preconditions } = compact;
  if (kind === "cool-off") return { length };
  if (kind === "consult-measure") return { view: MEASURE_VIEWS[pick % MEASURE_VIEWS.length] };
  if (kind === "extend-measure") return laterEnd(matter, pick);
  if (kind === "adopt-measure") return ownEnd(compact, matter, pick);
  if (kind !== "propose-measure" || measures.length === 0) return {};
  const measure = measures[pick % measures.length];
  const asked = preconditions === "full" && measure?.category === "restrictive";
  return { ...(asked && matter !== undefined ? statedBy(matter, by, pick >>> 2) : {}), measure: measure?.id };
}

function actsOf(compact: Compact, moves: readonly Move[]): readonly Act[] {
  const acts: Act[] = [];
  const fold: Fold = createFold(compact, loaderOf(acts));
  const parties = compact.parties.map(({ id }) => id);
  let now: Instant = MONDAY;
  for (const move of [given(0, "report"), ...moves]) {
    now += move.wait + 1;
    const matter = fold.matter(MATTER, now);
    const choice = choiceOf(move, compact, matter, now);
    const { by, kind } = choice;
    const seq = fold.head(by) + 1;
    const seen = parties
      .filter((party) => party !== by && fold.head(party) > 0)
      .map((party) => [party, fold.head(party)]);
    const body = bodyFor(kind, subjectOf(move, choice, matter, acts));
    const act: Act = {
      id: actId(by, seq),
      kind,
      compact: compact.id,
      by,
      seq,
      prev: seq === 1 ? compact.id : actId(by, seq - 1),
      seen: move.blind ? {} : (Object.fromEntries(seen) as Readonly<Record<PartyId, number>>),
      at: now - move.back,
      matter: MATTER,
      to: addresseesOf(move, choice, compact, matter),
      marking: compact.marking,
      body: {
        ...body,
        ...chosenFor(choice, move, compact, matter),
        ...mediationChoice(kind, move.pick, matter, now),
        ...attributionChoice(kind, move.pick, by, matter),
        ...exchangeChoice(kind, move.pick, matter, now, by),
      },
    };
    acts.push(act);
    fold.insert(act);
  }
  return acts;
}

/** The same acts in an order in which they might arrive: each party's in its own order, and otherwise anyhow. */
export const arrivalOf = (acts: readonly Act[]): fc.Arbitrary<readonly Act[]> =>
  fc.array(fc.nat(), { minLength: acts.length, maxLength: acts.length }).map((choices) => {
    const ledgers = new Map<PartyId, Act[]>();
    for (const act of acts) ledgers.set(act.by, [...(ledgers.get(act.by) ?? []), act]);
    const arrived: Act[] = [];
    for (const choice of choices) {
      const waiting = [...ledgers.values()].filter((ledger) => ledger.length > 0);
      const next = waiting[choice % waiting.length]?.shift();
      if (next !== undefined) arrived.push(next);
    }
    return arrived;
  });

/** A history and one order of arrival. */
export const arrivingHistory = (compact: Compact, most = 40): fc.Arbitrary<readonly [readonly Act[], readonly Act[]]> =>
  historyOf(compact, most).chain((acts) => arrivalOf(acts).map((arrived) => [acts, arrived] as const));
