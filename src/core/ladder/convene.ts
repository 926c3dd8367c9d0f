// `convene`: the parties sit at one table. A member may call it when deconflicting has had its time;
// the mediator, then too, and at any step once silence has reached it. spec/ladder.md

import { Type, type Static } from "typebox";
import { hasRole, type Compact } from "../compact/compact.ts";
import { body } from "../compact/fields.ts";
import { isConcernedOrMediator, mayOpenStep, onMatter } from "../compact/occasion.ts";
import type { ActRule, Occasion } from "../compact/rule.ts";
import { InstantText, Text } from "../kernel/act.ts";
import { silenceReached, type Matter } from "../kernel/matter.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";

export const ConveneBody = body({
  agenda: Text,
  /** When the parties are asked to meet, if a time is proposed. */
  meet: Type.Optional(InstantText),
});
export type ConveneBody = Static<typeof ConveneBody>;

/** The mediator needs to be called by silence, or asked by the ladder having come this far. */
const mediatorIsCalled =
  (occasion: Occasion) =>
  (known: { readonly compact: Compact; readonly matter: Matter }): Verdict => {
    if (!hasRole(known.compact, occasion.by, "mediator")) return mayOpenStep(occasion, "convene")(known);
    if (silenceReached(known.matter, "mediator")) return REGULAR;
    return mayOpenStep(occasion, "convene")(known).ok ? REGULAR : irregular("mediator-not-called");
  };

export const convene: ActRule<ConveneBody> = {
  kind: "convene",
  body: ConveneBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isConcernedOrMediator(occasion),
      ({ matter }) => (matter.convened === null ? REGULAR : irregular("already-convened", { at: matter.convened.at })),
      ({ matter }) => (matter.standing.is === "stood-down" ? irregular("step-not-open", { step: "convene" }) : REGULAR),
      ({ matter }) =>
        matter.standing.is === "cooling-off" ? irregular("cooling-off", { until: matter.standing.until }) : REGULAR,
      mediatorIsCalled(occasion),
    ),
  judge: () => REGULAR,
  apply: (matter, act) => ({ ...matter, convened: { by: act.by, at: act.at } }),
};
