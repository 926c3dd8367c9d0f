// `assess`: how serious one party holds it to be, as an interval on the compact's scale and never a
// point. A later assessment by the same party replaces its earlier one. spec/ladder.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { isConcerned, isDueOnItsStep, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text, TriState } from "../kernel/act.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";
import { NATURES } from "../kernel/taxonomy.ts";

export const AssessBody = body({
  nature: Type.Enum(NATURES),
  low: Type.Integer({ minimum: 0, maximum: 100 }),
  high: Type.Integer({ minimum: 0, maximum: 100 }),
  civilians: TriState,
  reasons: Text,
});
export type AssessBody = Static<typeof AssessBody>;

export const assess: ActRule<AssessBody> = {
  kind: "assess",
  body: AssessBody,
  may: (occasion, context) => onMatter(context, isConcerned(occasion), isDueOnItsStep(occasion, "assess")),
  judge: (act, { compact: { scheme } }) =>
    scheme.low <= act.body.low && act.body.low <= act.body.high && act.body.high <= scheme.high
      ? REGULAR
      : irregular("severity-out-of-scale", { low: scheme.low, high: scheme.high }),
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
      },
    },
  }),
};
