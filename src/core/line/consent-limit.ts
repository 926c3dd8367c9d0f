// `consent-limit`: a member agrees that a line be limited as another has asked. spec/readiness.md

import type { Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isMember } from "../compact/occasion.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";
import { withConsent } from "./limit-line.ts";
import { isLimitOver } from "./limits.ts";
import type { LineRule } from "./rule.ts";

const ConsentLimitBody = body({ of: Of });
type ConsentLimitBody = Static<typeof ConsentLimitBody>;

export const consentLimit: LineRule<ConsentLimitBody> = {
  kind: "consent-limit",
  body: ConsentLimitBody,
  may: ({ by }, _state, { compact }) => isMember(compact, by),
  judge: ({ by, at, body: { of } }, { limits }) => {
    const limit = limits.find(({ act }) => act === of);
    if (limit === undefined) return irregular("unknown-limit");
    if (isLimitOver(limit, at)) return irregular("limit-over");
    return Object.hasOwn(limit.consents, by) ? irregular("already-consented", { party: by }) : REGULAR;
  },
  apply: (state, act, context) => ({
    ...state,
    limits: state.limits.map((limit) => (limit.act === act.body.of ? withConsent(limit, act, context) : limit)),
  }),
};
