// `answer-attribution`: a party puts its name to another's judgement, abstains, or dissents, each with its
// reasons. A later answer replaces an earlier one; an answer to a text that was replaced stays with that text.
// spec/attribution.md

import { Type, type Static } from "typebox";
import { hasRole, type Compact } from "../compact/compact.ts";
import { body, Of } from "../compact/fields.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text, type Act, type ActId, type PartyId } from "../kernel/act.ts";
import { ATTRIBUTION_ANSWERS, type GivenAnswer, type Judgement } from "../kernel/attribution.ts";
import type { Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { joinedBy } from "./attribute.ts";
import { attributionOf, judgementIn, mayAnswer, withAttribution } from "./occasion.ts";

export const AnswerAttributionBody = body({ of: Of, answer: Type.Enum(ATTRIBUTION_ANSWERS), reasons: Text });
export type AnswerAttributionBody = Static<typeof AnswerAttributionBody>;

/** The judgements of others that stand, oldest first. */
export const openToAnswer = (matter: Matter, party: PartyId): readonly Judgement[] =>
  attributionOf(matter).judgements.filter(({ by, replaced }) => by !== party && replaced === null);

const isAssessor = (compact: Compact, party: PartyId): boolean => hasRole(compact, party, "mediator");

/**
 * Nobody stands behind two texts of others at once. One's own, whoever has joined it, never stands in the way: it
 * goes when another's is joined, or a second could bind its author to it for good.
 */
function standsAlone(by: PartyId, of: ActId, matter: Matter): Verdict {
  const joined = joinedBy(matter, by);
  return joined === undefined || joined.act === of ? REGULAR : irregular("two-joint-texts", { party: joined.by });
}

function judge({ by, body: said }: Act<AnswerAttributionBody>, compact: Compact, matter: Matter | undefined): Verdict {
  const judgement = judgementIn(matter, said.of);
  if (matter === undefined || judgement === undefined) return irregular("wrong-kind-of-act", { kind: "attribute" });
  return firstRefusal(
    () => (judgement.by === by ? irregular("own-act") : REGULAR),
    () => (judgement.replaced === null ? REGULAR : irregular("attribution-replaced")),
    () => (said.answer === "join" && !isAssessor(compact, by) ? standsAlone(by, said.of, matter) : REGULAR),
  );
}

export const answerAttribution: ActRule<AnswerAttributionBody> = {
  kind: "answer-attribution",
  body: AnswerAttributionBody,
  may: ({ by }, { compact, matter }) => {
    if (matter === undefined) return irregular("unknown-matter");
    return firstRefusal(
      () => mayAnswer(compact, by),
      () => (openToAnswer(matter, by).length > 0 ? REGULAR : irregular("no-attribution")),
    );
  },
  judge: (act, { compact, matter }) => judge(act, compact, matter),
  apply: (matter, { id, by, at, body: { of, answer } }, compact) => {
    const as = isAssessor(compact, by) ? "assessor" : "party";
    const given: GivenAnswer = { act: id, at, is: answer, as };
    const judgements = attributionOf(matter).judgements.map((judgement): Judgement => {
      if (judgement.act === of) return { ...judgement, answers: { ...judgement.answers, [by]: given } };
      // Who joins another's text lets its own go.
      const left = answer === "join" && as === "party" && judgement.by === by && judgement.replaced === null;
      return left ? { ...judgement, replaced: id } : judgement;
    });
    return withAttribution(matter, { judgements });
  },
};
