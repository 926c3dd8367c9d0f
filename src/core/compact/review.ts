// `review-compact`: a member says after an agreed time whether the compact should stay as it is. What
// should change is then proposed, with its lessons as comments. spec/agreement.md

import { Type, type Static } from "typebox";
import { Text } from "../kernel/act.ts";
import { firstRefusal, REGULAR } from "../kernel/verdict.ts";
import { FINDINGS, isBound, isInForce, type AgreementRule } from "./agreement.ts";
import { body } from "./fields.ts";

export const ReviewBody = body({ finding: Type.Enum(FINDINGS), text: Text });
export type ReviewBody = Static<typeof ReviewBody>;

export const review: AgreementRule<ReviewBody> = {
  kind: "review-compact",
  body: ReviewBody,
  may: (occasion, agreement) =>
    firstRefusal(
      () => isBound(occasion, agreement),
      () => isInForce(occasion, agreement),
    ),
  judge: () => REGULAR,
  apply: (agreement, { id, by, at, body: { finding } }) => ({
    ...agreement,
    reviews: { ...agreement.reviews, [by]: { act: id, at, finding } },
  }),
};
