// `confirm` and `refute`: whether an addressee sees what was reported. One finding a party, and a
// later one in the other direction replaces it, because facts arrive. spec/ladder.md

import { type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { isDueOnItsStep, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text, TriState, type Act } from "../kernel/act.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";

export const ConfirmBody = body({ seenHere: TriState, statement: Text });
export type ConfirmBody = Static<typeof ConfirmBody>;

export const RefuteBody = body({ statement: Text });
export type RefuteBody = Static<typeof RefuteBody>;

function finding<B>(
  kind: string,
  finds: "confirmed" | "refuted",
  schema: ActRule<B>["body"],
  sees: (act: Act<B>) => boolean,
): ActRule<B> {
  return {
    kind,
    body: schema,
    may: (occasion, context) =>
      onMatter(
        context,
        ({ matter }) =>
          matter.addressees.includes(occasion.by) ? REGULAR : irregular("not-an-addressee", { party: occasion.by }),
        isDueOnItsStep(occasion, kind),
        ({ matter }) =>
          matter.confirmations[occasion.by]?.finds === finds
            ? irregular("already-given", { party: occasion.by })
            : REGULAR,
      ),
    judge: () => REGULAR,
    apply: (matter, act) => ({
      ...matter,
      confirmations: { ...matter.confirmations, [act.by]: { act: act.id, finds, seen: sees(act) } },
    }),
  };
}

export const confirm = finding<ConfirmBody>(
  "confirm",
  "confirmed",
  ConfirmBody,
  ({ body: { seenHere } }) => seenHere === "yes",
);
export const refute = finding<RefuteBody>("refute", "refuted", RefuteBody, () => false);
