// `dispute`: a party says that it holds an act of another to be wrong. Both stay side by side; a
// dispute of a closing takes that closing back. spec/ladder.md

import { type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { LIMITS, Text } from "../kernel/act.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";

export const DisputeBody = body({ of: Of, statement: Text });
export type DisputeBody = Static<typeof DisputeBody>;

export const dispute: ActRule<DisputeBody> = {
  kind: "dispute",
  body: DisputeBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), ({ matter }) =>
      matter.disputes.filter(({ by }) => by === occasion.by).length < LIMITS.disputesEach
        ? REGULAR
        : irregular("too-many-disputes"),
    ),
  judge: (act, { matter, find }) =>
    firstRefusal(
      () => (find(act.body.of) === undefined ? irregular("unknown-act") : REGULAR),
      () => (find(act.body.of)?.by === act.by ? irregular("own-act") : REGULAR),
      () =>
        matter?.disputes.some(({ by, about }) => by === act.by && about === act.body.of)
          ? irregular("already-disputed")
          : REGULAR,
    ),
  apply: (matter, act) => ({
    ...matter,
    disputes: [...matter.disputes, { act: act.id, by: act.by, about: act.body.of, at: act.at }],
    closings: Object.fromEntries(Object.entries(matter.closings).filter(([, closing]) => closing !== act.body.of)),
  }),
};
