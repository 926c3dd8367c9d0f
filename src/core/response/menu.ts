// What the acts of a measure share: the menu, who is consulted, and whether a proposal is ready to be
// adopted. spec/measures.md

import { factsOf } from "../assessment/facts.ts";
import { mediatorsOf, quorumOf, type Compact, type MeasureRule } from "../compact/compact.ts";
import { evaluate } from "../compact/condition.ts";
import { notBefore, whenRan } from "../compact/occasion.ts";
import type { Context, Occasion } from "../compact/rule.ts";
import type { ActId, PartyId } from "../kernel/act.ts";
import { isUnderway } from "../kernel/exchange.ts";
import { DAY, type Instant } from "../kernel/instant.ts";
import { BELOW_THE_LADDER, membersOf, type Matter } from "../kernel/matter.ts";
import { isRunning, type Measure } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { asksForAll, isVerified } from "./preconditions.ts";
import { linesOf, proportionOf } from "./views.ts";

export const ruleOnMenu = (compact: Compact, measure: string): MeasureRule | undefined =>
  compact.measures.find(({ id }) => id === measure);

export const measureIn = (matter: Matter | undefined, proposal: ActId): Measure | undefined =>
  matter?.measures.find(({ act }) => act === proposal);

/** The act that is named is a regular proposal of a measure in this matter. */
export function namesMeasure(of: ActId, { matter, find }: Context): Verdict {
  if (find(of) === undefined) return irregular("unknown-act");
  return measureIn(matter, of) === undefined ? irregular("wrong-kind-of-act", { kind: "propose-measure" }) : REGULAR;
}

/** The act that is named is a proposal of this party's own. */
export const namesOwnMeasure = (of: ActId, by: PartyId, context: Context): Verdict =>
  firstRefusal(
    () => namesMeasure(of, context),
    () => {
      const proposer = measureIn(context.matter, of)?.by ?? by;
      return proposer === by ? REGULAR : irregular("not-own-measure", { party: proposer });
    },
  );

/** A party that has taken the way down begins nothing any more; what it has in force it may still lift. */
export const hasNotStoodDown =
  ({ by }: Occasion) =>
  ({ matter }: { readonly matter: Matter }): Verdict =>
    matter.standDowns[by] === undefined ? REGULAR : irregular("stood-down", { party: by });

/** While the matter cools off nobody puts anything in force, takes it up again or asks for a later end. */
export const notCoolingOff = ({ matter: { standing } }: { readonly matter: Matter }): Verdict =>
  standing.is === "cooling-off" ? irregular("cooling-off", { until: standing.until }) : REGULAR;

/**
 * Who is asked before this party adopts this measure. Where the menu asks nobody and the proportion table
 * asks for a consultation, everyone is.
 */
export function consultedOn(compact: Compact, matter: Matter, by: PartyId, rule: MeasureRule): readonly PartyId[] {
  switch (rule.consults) {
    case "none":
      return rule.active && proportionOf(compact, factsOf(matter, by), rule.id).is === "needs-consultation"
        ? othersOf(compact, by)
        : [];
    case "addressees":
      return membersOf(matter).filter((party) => party !== by);
    case "members":
      return otherMembers(compact, by);
    case "mediator":
      return mediatorsOf(compact);
    case "all":
      return othersOf(compact, by);
    default:
      return rule.consults satisfies never;
  }
}

/** Everyone whom a measure concerns: the others in the matter and those who are asked. */
export const toldOf = (matter: Matter, by: PartyId, consulted: readonly PartyId[]): readonly PartyId[] => [
  ...new Set([...membersOf(matter).filter((party) => party !== by), ...consulted]),
];

const otherMembers = ({ parties }: Compact, by: PartyId): readonly PartyId[] =>
  parties.filter(({ id, role }) => id !== by && role === "member").map(({ id }) => id);

/** Every other member of the compact and its mediators. */
export const othersOf = (compact: Compact, by: PartyId): readonly PartyId[] => [
  ...otherMembers(compact, by),
  ...mediatorsOf(compact),
];

/** The act is addressed to each of these. */
export function isTold(to: readonly PartyId[], parties: readonly PartyId[]): Verdict {
  const missing = parties.find((party) => !to.includes(party));
  return missing === undefined ? REGULAR : irregular("not-told", { party: missing });
}

/** The measure's own condition holds in this party's view. What is unknown does not hold. */
export const conditionHolds = ({ when, id }: MeasureRule, matter: Matter, by: PartyId): Verdict =>
  when === null || evaluate(when, factsOf(matter, by)) === "yes"
    ? REGULAR
    : irregular("measure-condition", { measure: id });

/** The red line that a measure answers, if any, is in the compact and crossed in the view of the party that answers it. */
export function lineIsCrossed(line: string | null, by: PartyId, compact: Compact, matter: Matter): Verdict {
  if (line === null) return REGULAR;
  const view = linesOf(compact, matter, by).find((known) => known.line === line);
  if (view === undefined) return irregular("no-such-line", { line });
  return view.crossed === "yes" ? REGULAR : irregular("line-not-crossed", { line });
}

/** Everything but its own wording that an adoption of this proposal needs at this instant. */
export function mayAdopt(measure: Measure, at: number, compact: Compact, matter: Matter): Verdict {
  const rule = ruleOnMenu(compact, measure.measure);
  if (rule === undefined) return irregular("not-on-the-menu", { measure: measure.measure });
  return firstRefusal(
    () => isProposed(measure),
    () => notBefore(matter, measure.at, rule.notice, at, BELOW_THE_LADDER.measures),
    () => hasBegun(measure, at),
    () => isConsulted(measure, matter),
    () => isFresh(measure, rule, at, matter),
    () => hasNoTwin(rule, measure.by, matter),
    () => wasAsked(measure, rule, compact, matter),
    () => isAgreed(measure, rule),
    () => stillFits(measure, rule, compact, matter),
  );
}

function isProposed({ state }: Measure): Verdict {
  if (state.is === "proposed") return REGULAR;
  return state.is === "adopted" ? irregular("already-adopted", { at: state.at }) : irregular("measure-over");
}

/** What was announced and consented to longer ago than this is asked for anew. */
const STALE_AFTER = 90 * DAY;

/** Its notice, the time to reply and its start have not been over for too long. */
function isFresh({ at: since, starts, consulted }: Measure, rule: MeasureRule, at: Instant, matter: Matter): Verdict {
  const waited = Math.max(rule.notice, consulted.length > 0 ? rule.reply : 0);
  const ready = Math.max(whenRan(matter, since, waited), starts ?? 0);
  return at <= ready + STALE_AFTER ? REGULAR : irregular("proposal-stale", { measure: rule.id });
}

/** An exchange that both have accepted asks for its lifting. */
export const isPromised = ({ act }: Measure, { exchanges }: Matter): boolean =>
  exchanges.some(
    (exchange) =>
      isUnderway(exchange) && exchange.sides.some(({ step }) => step.is === "lift-measure" && step.measure === act),
  );

/**
 * A party has one active measure of a name at a time, set aside or not, and none beside one that it has promised to
 * lift: a second one would make the notice, the length and the promise of the first worth nothing.
 */
export function hasNoTwin({ id, active }: MeasureRule, by: PartyId, matter: Matter): Verdict {
  const twin = matter.measures.some(
    (known) => known.by === by && known.measure === id && isRunning(known) && (active || isPromised(known, matter)),
  );
  return twin ? irregular("measure-running", { measure: id }) : REGULAR;
}

/** A version that came after the proposal may ask for a consultation where nobody was asked. */
const wasAsked = ({ by, consulted }: Measure, rule: MeasureRule, compact: Compact, matter: Matter): Verdict =>
  consulted.length > 0 || consultedOn(compact, matter, by, rule).length === 0
    ? REGULAR
    : irregular("needs-consultation", { measure: rule.id });

/** The start that its proposal names has come. */
const hasBegun = ({ starts }: Measure, at: number): Verdict =>
  starts === null || at >= starts ? REGULAR : irregular("too-early", { step: BELOW_THE_LADDER.measures, from: starts });

/** What the facts say of it now: its condition, its line, its finding, and its proportion. */
export const stillFits = (measure: Measure, rule: MeasureRule, compact: Compact, matter: Matter): Verdict =>
  firstRefusal(
    () => conditionHolds(rule, matter, measure.by),
    () => lineIsCrossed(measure.answers, measure.by, compact, matter),
    () => preconditionsHold(measure, rule, compact, matter),
    () => isProportionate(measure, rule, compact, matter),
  );

/** A finding may have been taken back since the proposal, and a later version may ask for more than it states. */
function preconditionsHold(measure: Measure, rule: MeasureRule, compact: Compact, matter: Matter): Verdict {
  if (measure.finding !== null && !isVerified(matter, measure.finding, measure.by))
    return irregular("finding-not-verified");
  return asksForAll(compact, rule) && !measure.statesAll ? irregular("precondition-missing", { item: "all" }) : REGULAR;
}

/** Each of the consulted has replied, or its time to do so has passed. */
function isConsulted({ act }: Measure, matter: Matter): Verdict {
  const owed = matter.duties.find(
    ({ step, answers, state }) => step === BELOW_THE_LADDER.measures && answers === act && state.is === "owed",
  );
  return owed === undefined ? REGULAR : irregular("consultation-running", { party: owed.by, until: owed.due });
}

/** Enough of the consulted have agreed: silence is no consent, and where nobody was asked nobody has. */
function isAgreed({ consulted, replies }: Measure, { agreed }: MeasureRule): Verdict {
  if (agreed === null) return REGULAR;
  const needed = quorumOf(agreed, consulted.length);
  const given = consulted.filter((party) => replies[party]?.view === "agrees").length;
  return consulted.length > 0 && given >= needed ? REGULAR : irregular("not-agreed", { given, needed });
}

/** Only what changes something for the other side is held to the table: words may always be said. */
function isProportionate({ by, consulted }: Measure, rule: MeasureRule, compact: Compact, matter: Matter): Verdict {
  if (!rule.active || compact.proportion.length === 0) return REGULAR;
  const proportion = proportionOf(compact, factsOf(matter, by), rule.id);
  switch (proportion.is) {
    case "within":
      return REGULAR;
    case "needs-consultation":
      return consulted.length > 0 ? REGULAR : irregular("needs-consultation", { measure: rule.id });
    case "exceeds":
    case "no-row":
      return irregular("exceeds-proportion", { measure: rule.id });
    default:
      return proportion satisfies never;
  }
}
