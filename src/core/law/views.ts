// What a party reads off the picture: who acts next, how long they have, what it may do itself and why
// not. The console and the command line both ask here, so no screen has a rule of its own.

import { attributionSubjects } from "../attribution/views.ts";
import type { Compact } from "../compact/compact.ts";
import { hasRole, mediatorsOf } from "../compact/compact.ts";
import type { ActId, Body, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { isStanding, membersOf, type Duty, type Matter } from "../kernel/matter.ts";
import { isOver, isRunning, type Measure } from "../kernel/measure.ts";
import type { Verdict } from "../kernel/verdict.ts";
import { awaitsAnswer } from "../ladder/course-answer.ts";
import { needsMediator } from "../mediation/rules.ts";
import { mediationSubjects } from "../mediation/views.ts";
import { awaitedFrom } from "../response/consult-measure.ts";
import { exchangeSubjects } from "../response/exchange-views.ts";
import { extensionAsks } from "../response/extend-measure.ts";
import { consultedOn, measureIn, ruleOnMenu } from "../response/menu.ts";
import { MATTER_KINDS, ruleOf, type MatterKind } from "./table.ts";

/** One thing that a party could do now, with the rule that stands against it. */
export type Move = { readonly kind: MatterKind; readonly verdict: Verdict };

const OF_MEASURES: readonly MatterKind[] = [
  "propose-measure",
  "consult-measure",
  "adopt-measure",
  "lift-measure",
  "extend-measure",
  "suspend-measure",
  "resume-measure",
];

/**
 * Every kind but the opening one, in the order of the ladder's table, judged for this party at this time.
 * A compact without a menu of measures, or without a mediator, says nothing of them, so none of theirs is shown.
 */
export function movesOf(compact: Compact, matter: Matter, by: PartyId, now: Instant): readonly Move[] {
  const find = (): undefined => undefined;
  const says = (kind: MatterKind): boolean =>
    (compact.measures.length > 0 || !OF_MEASURES.includes(kind)) &&
    (mediatorsOf(compact).length > 0 || !needsMediator(kind));
  return MATTER_KINDS.filter((kind) => kind !== "report" && says(kind)).map((kind) => {
    const verdict = ruleOf(kind)?.may({ by, at: now }, { compact, matter, find }) ?? { ok: true };
    return { kind, verdict };
  });
}

/** Standing duties, the most pressing first: lapsed ones, then by the time left. */
export const standingDuties = (matter: Matter): readonly Duty[] =>
  matter.duties.filter(isStanding).toSorted((a, b) => a.due - b.due);

export const dutiesOf = (matter: Matter, party: PartyId): readonly Duty[] =>
  standingDuties(matter).filter(({ by }) => by === party);

/** The answer that a matter's page gives first. */
export type Answer =
  | { readonly is: "closed"; readonly at: Instant }
  | { readonly is: "silent"; readonly at: Instant }
  | { readonly is: "cooling-off"; readonly by: PartyId; readonly until: Instant }
  | { readonly is: "you-owe"; readonly duty: Duty }
  | { readonly is: "they-owe"; readonly duty: Duty }
  | { readonly is: "you-may-act"; readonly kind: MatterKind }
  | { readonly is: "nobody-owes" };

export function answerFor(compact: Compact, matter: Matter, party: PartyId, now: Instant): Answer {
  const { standing } = matter;
  if (standing.is === "closed" || standing.is === "silent") return { is: standing.is, at: standing.at };
  const [mine] = dutiesOf(matter, party).filter(({ earliest }) => earliest <= now);
  const [theirs] = standingDuties(matter).filter(({ by }) => by !== party);
  // Who acts next is whoever is due sooner; a duty of one's own comes first when both are.
  if (mine !== undefined && (theirs === undefined || mine.due <= theirs.due)) return { is: "you-owe", duty: mine };
  if (mine === undefined && standing.is === "cooling-off") {
    return { is: "cooling-off", by: standing.by, until: standing.until };
  }
  if (theirs !== undefined) return { is: "they-owe", duty: theirs };
  const [soon] = dutiesOf(matter, party);
  if (soon !== undefined) return { is: "you-owe", duty: soon };
  const main = mainMove(compact, matter, party, now);
  return main?.verdict.ok === true ? { is: "you-may-act", kind: main.kind } : { is: "nobody-owes" };
}

/** Which ways a party has besides its duty, the gentlest first. */
const PREFERENCE: readonly MatterKind[] = ["clarify", "ask", "stand-down", "close", "cool-off", "convene", "dispute"];

/**
 * The one main button: what the party owes soonest, even when it may not be given yet (the verdict says
 * why); otherwise the gentlest thing that it may do. Undefined when nothing is open to it.
 */
export function mainMove(compact: Compact, matter: Matter, party: PartyId, now: Instant): Move | undefined {
  const moves = movesOf(compact, matter, party, now);
  const [duty] = dutiesOf(matter, party);
  const owed = duty?.owes.map((kind) => moves.find((move) => move.kind === kind)).filter((move) => move !== undefined);
  const first = owed?.find(({ verdict }) => verdict.ok) ?? owed?.[0];
  if (first !== undefined) return first;
  return PREFERENCE.map((kind) => moves.find((move) => move.kind === kind)).find((move) => move?.verdict.ok === true);
}

/** The acts that a body's `of` may name for this kind and party, newest first. */
export function subjectsOf(
  matter: Matter,
  kind: MatterKind,
  party: PartyId,
  entries: readonly { readonly id: ActId; readonly kind: string; readonly by: PartyId }[],
): readonly ActId[] {
  switch (kind) {
    case "clarify":
      return matter.questions.filter(({ to, answer }) => to === party && answer === null).map(({ act }) => act);
    case "accept":
    case "refuse":
      return matter.courses.filter((course) => awaitsAnswer(course, party, matter.asOf)).map(({ act }) => act);
    case "acknowledge":
      return Object.entries(matter.notices)
        .filter(([notice, by]) => by !== party && !(matter.acknowledged[notice] ?? []).includes(party))
        .map(([notice]) => notice);
    case "dispute":
      return entries
        .filter(({ by, kind: other }) => by !== party && other !== "dispute")
        .map(({ id }) => id)
        .toReversed();
    case "consult-measure":
      return awaitedFrom(matter.measures, party).toReversed();
    case "adopt-measure":
      return proposals(matter, ({ by, state }) => by === party && state.is === "proposed");
    case "lift-measure":
      return proposals(matter, (measure) => measure.by === party && !isOver(measure));
    case "extend-measure":
      return proposals(matter, (measure) => measure.by === party && isRunning(measure));
    case "suspend-measure":
      return proposals(matter, ({ by, state }) => by === party && state.is === "adopted");
    case "resume-measure":
      return proposals(matter, ({ by, state }) => by === party && state.is === "suspended" && state.reason === "pause");
    default:
      return (
        attributionSubjects(matter, kind, party) ??
        exchangeSubjects(matter, kind, party, matter.asOf) ??
        mediationSubjects(matter, kind, party, matter.asOf)
      );
  }
}

const proposals = (matter: Matter, which: (measure: Measure) => boolean): readonly ActId[] =>
  matter.measures
    .filter(which)
    .map(({ act }) => act)
    .toReversed();

/** Whom a measure concerns beyond the matter: those who are, or would be, consulted on it. */
function consultedBy(compact: Compact, matter: Matter, by: PartyId, body: Body): readonly PartyId[] {
  const rule = ruleOnMenu(compact, String(body["measure"]));
  if (rule !== undefined) return consultedOn(compact, matter, by, rule);
  const measure = measureIn(matter, String(body["of"]));
  if (measure === undefined) return [];
  // A later end is asked of everyone where nobody was consulted at first.
  return isRunning(measure) && body["until"] !== undefined ? extensionAsks(measure, compact) : measure.consulted;
}

/**
 * To whom an act goes by default: everyone else whom the matter concerns, the mediators, and for a measure
 * those who are consulted on it.
 */
export function addresseesOf(
  compact: Compact,
  matter: Matter | undefined,
  by: PartyId,
  body: Body = {},
): readonly PartyId[] {
  const concerned =
    matter === undefined
      ? compact.parties.map(({ id }) => id)
      : [...membersOf(matter), ...consultedBy(compact, matter, by, body)];
  return compact.parties
    .map(({ id }) => id)
    .filter((id) => id !== by && (concerned.includes(id) || hasRole(compact, id, "mediator")));
}
