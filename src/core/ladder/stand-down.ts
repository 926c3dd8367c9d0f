// `stand-down` and `close`: the way down. Standing down is open to each side at every step and at
// every hour; closing needs all sides, or the mediator where a side has fallen silent. spec/ladder.md

import { Type, type Static } from "typebox";
import { hasRole } from "../compact/compact.ts";
import { body } from "../compact/fields.ts";
import { isWellHeaded } from "../compact/headed.ts";
import { isConcerned, isConcernedOrMediator, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { Text } from "../kernel/act.ts";
import { Heading } from "../kernel/heading.ts";
import { allStoodDown, silenceReached } from "../kernel/matter.ts";
import { withdrawProposals } from "../kernel/measure.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";

export const StandDownBody = body({ statement: Text, heading: Type.Optional(Heading) });
export type StandDownBody = Static<typeof StandDownBody>;

export const standDown: ActRule<StandDownBody> = {
  kind: "stand-down",
  body: StandDownBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), ({ matter }) =>
      matter.standDowns[occasion.by] === undefined ? REGULAR : irregular("already-given", { party: occasion.by }),
    ),
  judge: (act, { compact }) => isWellHeaded(compact, act.body),
  apply: (matter, act) => ({
    ...matter,
    standDowns: { ...matter.standDowns, [act.by]: act.id },
    measures: withdrawProposals(matter.measures, act),
  }),
};

export const OUTCOMES = ["explained", "accident", "resolved", "unresolved", "withdrawn"] as const;

export const CloseBody = body({ outcome: Type.Enum(OUTCOMES), statement: Text });
export type CloseBody = Static<typeof CloseBody>;

export const close: ActRule<CloseBody> = {
  kind: "close",
  body: CloseBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isConcernedOrMediator(occasion),
      ({ matter }) =>
        matter.closings[occasion.by] === undefined ? REGULAR : irregular("already-given", { party: occasion.by }),
      ({ compact, matter }) => {
        if (hasRole(compact, occasion.by, "mediator")) {
          return silenceReached(matter, "mediator") ? REGULAR : irregular("mediator-not-called");
        }
        // Also where silence has been declared since: closing is a way down and stays open.
        return allStoodDown(matter) ? REGULAR : irregular("not-all-stood-down");
      },
    ),
  judge: () => REGULAR,
  apply: (matter, act) => ({ ...matter, closings: { ...matter.closings, [act.by]: act.id } }),
};
