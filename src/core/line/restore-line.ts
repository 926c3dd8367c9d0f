// `restore-line`: any member or mediator ends a limit at once. To close a line takes the quorum, to open it
// again takes one. spec/readiness.md

import type { Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";
import { isLimitOver } from "./limits.ts";
import type { LineRule } from "./rule.ts";
import { hasLine } from "./test-line.ts";

const RestoreLineBody = body({ of: Of });
type RestoreLineBody = Static<typeof RestoreLineBody>;

export const restoreLine: LineRule<RestoreLineBody> = {
  kind: "restore-line",
  body: RestoreLineBody,
  may: hasLine,
  judge: ({ at, body: { of } }, { limits }) => {
    const limit = limits.find(({ act }) => act === of);
    if (limit === undefined) return irregular("unknown-limit");
    return isLimitOver(limit, at) ? irregular("limit-over") : REGULAR;
  },
  apply: (state, { id, by, at, body: { of } }) => ({
    ...state,
    limits: state.limits.map((limit) => (limit.act === of ? { ...limit, restored: { act: id, by, at } } : limit)),
  }),
};
