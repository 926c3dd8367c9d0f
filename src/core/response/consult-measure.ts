// `consult-measure`: what a consulted party says of a proposal, or of an extension, once. Its silence is no
// consent and no veto: when its time has passed, a proposal goes on without it and an extension does not. An
// extension holds with the reply that makes enough of them agree. spec/measures.md

import { Type, type Static } from "typebox";
import { quorumOf, type Compact, type MeasureRule } from "../compact/compact.ts";
import { body, Of } from "../compact/fields.ts";
import { onMatter } from "../compact/occasion.ts";
import type { ActRule, Context } from "../compact/rule.ts";
import { Text, type ActId, type PartyId } from "../kernel/act.ts";
import type { Matter } from "../kernel/matter.ts";
import { isOver, MEASURE_VIEWS, type Extension, type Measure, type MeasureReply } from "../kernel/measure.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { isPromised, isTold, notCoolingOff, ruleOnMenu, stillFits } from "./menu.ts";
import { LONGEST_TO_REVIEW } from "./preconditions.ts";

export const ConsultMeasureBody = body({ of: Of, view: Type.Enum(MEASURE_VIEWS), statement: Text });
export type ConsultMeasureBody = Static<typeof ConsultMeasureBody>;

/** What is asked of the consulted: a proposal, or a later end of what is in force. */
type Asked = Pick<Measure | Extension, "act" | "consulted" | "replies">;

const askedOf = (measure: Measure): readonly Asked[] => {
  if (isOver(measure)) return [];
  return measure.extension === null ? [measure] : [measure, measure.extension];
};

/** The acts on which this party was asked, has not replied, and its word still matters; in their order. */
export const awaitedFrom = (measures: readonly Measure[], party: PartyId): readonly ActId[] =>
  measures
    .flatMap(askedOf)
    .filter(({ consulted, replies }) => consulted.includes(party) && replies[party] === undefined)
    .map(({ act }) => act);

const isAbout = (measure: Measure, of: ActId): boolean => measure.act === of || measure.extension?.act === of;

/** The act that is named is a proposal, or an extension that is still open. */
function namesAsked(of: ActId, { matter, find }: Context): Verdict {
  const known = find(of);
  if (known === undefined) return irregular("unknown-act");
  if (matter?.measures.some((measure) => isAbout(measure, of)) === true) return REGULAR;
  return known.kind === "extend-measure"
    ? irregular("measure-over")
    : irregular("wrong-kind-of-act", { kind: "propose-measure" });
}

export const consultMeasure: ActRule<ConsultMeasureBody> = {
  kind: "consult-measure",
  body: ConsultMeasureBody,
  may: ({ by }, context) =>
    onMatter(context, ({ matter }) =>
      awaitedFrom(matter.measures, by).length > 0 ? REGULAR : irregular("no-measure", { party: by }),
    ),
  judge: (act, context) => {
    const { of } = act.body;
    const measure = context.matter?.measures.find((known) => isAbout(known, of));
    const asked = measure?.extension?.act === of ? measure.extension : measure;
    return firstRefusal(
      () => namesAsked(of, context),
      () => (asked?.consulted.includes(act.by) === true ? REGULAR : irregular("not-consulted", { party: act.by })),
      () => (asked?.replies[act.by] === undefined ? REGULAR : irregular("already-given", { party: act.by })),
      () => (measure !== undefined && isOver(measure) ? irregular("measure-over") : REGULAR),
      () => isTold(act.to, measure === undefined ? [] : [measure.by]),
    );
  },
  apply: (matter: Matter, { id, by, at, body: { of, view } }, compact) => {
    const given = { [by]: { act: id, at, view } };
    return { ...matter, measures: matter.measures.map((measure) => replied(measure, of, given, compact, matter)) };
  },
};

function replied(
  measure: Measure,
  of: ActId,
  given: Readonly<Record<PartyId, MeasureReply>>,
  compact: Compact,
  matter: Matter,
): Measure {
  if (measure.act === of) return { ...measure, replies: { ...measure.replies, ...given } };
  if (measure.extension?.act !== of) return measure;
  const extension = { ...measure.extension, replies: { ...measure.extension.replies, ...given } };
  const rule = ruleOnMenu(compact, measure.measure);
  // What is asked of the request is asked again when the end would move: the facts may have changed meanwhile.
  const moves =
    rule !== undefined &&
    isAgreed(extension, rule) &&
    notCoolingOff({ matter }).ok &&
    !isPromised(measure, matter) &&
    stillFits(measure, rule, compact, matter).ok;
  return moves ? prolonged(measure, extension, rule) : { ...measure, extension };
}

/** As many agree as the menu asks for, and one other party at least. */
function isAgreed({ consulted, replies }: Extension, { agreed }: MeasureRule): boolean {
  const needed = agreed === null ? 1 : Math.max(1, quorumOf(agreed, consulted.length));
  return consulted.filter((party) => replies[party]?.view === "agrees").length >= needed;
}

/** A version that came after the request may give the measure a shorter length than was asked for. */
function prolonged(measure: Measure, extension: Extension, { lasts }: MeasureRule): Measure {
  const { state } = measure;
  if ((state.is !== "adopted" && state.is !== "suspended") || state.until === null) return measure;
  const until = Math.min(extension.until, state.until + (lasts ?? LONGEST_TO_REVIEW));
  const review = extension.review === null ? measure.review : Math.min(extension.review, until);
  return { ...measure, extension: null, review, state: { ...state, until } };
}
