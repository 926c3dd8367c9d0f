// `assess`: how serious one party holds it to be, as an interval on the compact's scale. A later
// assessment by the same party replaces its earlier one. spec/ladder.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { isConcerned, isDueOnItsStep, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { LIMITS, MATTER_PATTERN, Text, TriState } from "../kernel/act.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import { NATURES } from "../kernel/taxonomy.ts";
import { fitTogether } from "./contradict.ts";
import { StatedBody, statedIn } from "./stated.ts";

export const AssessBody = body({
  nature: Type.Enum(NATURES),
  low: Type.Integer({ minimum: 0, maximum: 100 }),
  high: Type.Integer({ minimum: 0, maximum: 100 }),
  civilians: TriState,
  reasons: Text,
  facts: Type.Optional(StatedBody),
  /** In which scheme the party has judged, where it has read its range off one. */
  scheme: Type.Optional(
    Type.Object(
      { name: Type.String({ minLength: 1, maxLength: 40 }), version: Type.String({ minLength: 1, maxLength: 20 }) },
      { additionalProperties: false },
    ),
  ),
  /** Other matters of the same campaign. */
  part: Type.Optional(
    Type.Array(Type.String({ pattern: MATTER_PATTERN }), { maxItems: LIMITS.listItems, uniqueItems: true }),
  ),
});
export type AssessBody = Static<typeof AssessBody>;

export const assess: ActRule<AssessBody> = {
  kind: "assess",
  body: AssessBody,
  may: (occasion, context) => onMatter(context, isConcerned(occasion), isDueOnItsStep(occasion, "assess")),
  judge: ({ body: stated }, { compact: { scheme } }) =>
    firstRefusal(
      () =>
        scheme.low <= stated.low && stated.low <= stated.high && stated.high <= scheme.high
          ? REGULAR
          : irregular("severity-out-of-scale", { low: scheme.low, high: scheme.high }),
      () => fitTogether({ ...statedIn(stated.facts ?? {}), nature: stated.nature, civilians: stated.civilians }),
    ),
  apply: (matter, act) => ({
    ...matter,
    assessments: {
      ...matter.assessments,
      [act.by]: {
        act: act.id,
        at: act.at,
        nature: act.body.nature,
        low: act.body.low,
        high: act.body.high,
        civilians: act.body.civilians,
        facts: statedIn(act.body.facts ?? {}),
        scheme: act.body.scheme ?? null,
        part: act.body.part ?? [],
      },
    },
  }),
};
