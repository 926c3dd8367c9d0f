// `limit-line`: a member asks that its line with another, or with everyone, be closed or throttled for a
// time. It says why, and changes nothing until the compact's quorum has consented. spec/readiness.md

import { Type, type Static } from "typebox";
import { quorumFor } from "../compact/agreement.ts";
import { partyOf, quorumOf } from "../compact/compact.ts";
import { body } from "../compact/fields.ts";
import { isMember } from "../compact/occasion.ts";
import { InstantText, PARTY_PATTERN, Text, type PartyId } from "../kernel/act.ts";
import { DAY, parseInstant, type Instant } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import { isLimitOver, LIMITINGS, LIMITS_KEPT, LONGEST_LIMIT, type LineLimit, type LineLimits } from "./limits.ts";
import type { LineContext, LineRule } from "./rule.ts";

const LimitLineBody = body({
  /** Left out, it is with everyone. */
  with: Type.Optional(Type.String({ pattern: PARTY_PATTERN })),
  what: Type.Enum(LIMITINGS),
  reason: Text,
  until: InstantText,
});
type LimitLineBody = Static<typeof LimitLineBody>;

/** How many members must want a limit: as many as change the compact's section on the line. */
export const neededFor = ({ compact, members }: LineContext): number =>
  quorumOf(quorumFor(compact, ["line"]), members.length);

/** The limit with one more who wants it: in force from the moment at which there are enough. */
export function withConsent(
  limit: LineLimit,
  act: { id: string; by: PartyId; at: Instant },
  context: LineContext,
): LineLimit {
  const consents = { ...limit.consents, [act.by]: { act: act.id, at: act.at } };
  const wanting = context.members.filter((member) => Object.hasOwn(consents, member)).length;
  const since = limit.since ?? (wanting >= neededFor(context) ? act.at : null);
  return { ...limit, consents, since };
}

/** The newest limits of each author; one that is not over is never pushed out. */
const kept = (limits: LineLimits, by: PartyId, at: Instant): LineLimits => {
  const own = limits.filter((limit) => limit.by === by);
  const over = own.filter((limit) => isLimitOver(limit, at));
  const old = over.slice(0, Math.max(0, own.length - LIMITS_KEPT.each));
  return limits.filter((limit) => !old.includes(limit));
};

export const limitLine: LineRule<LimitLineBody> = {
  kind: "limit-line",
  body: LimitLineBody,
  may: ({ by, at }, { limits }, { compact }) =>
    firstRefusal(
      () => isMember(compact, by),
      () =>
        limits.filter((limit) => limit.by === by && !isLimitOver(limit, at)).length < LIMITS_KEPT.open
          ? REGULAR
          : irregular("too-many-limits", { most: LIMITS_KEPT.open }),
    ),
  judge: ({ by, at, body: { with: other, until } }, _state, { compact }) => {
    const ends = parseInstant(until);
    const known = other === undefined || (other !== by && partyOf(compact, other) !== undefined);
    if (!known) return irregular("not-a-party", { party: other });
    const fits = ends !== undefined && at < ends && ends - at <= LONGEST_LIMIT;
    return fits ? REGULAR : irregular("limit-end", { days: LONGEST_LIMIT / DAY });
  },
  apply: (state, { id, by, at, body: { with: other, what, until } }, context) => {
    const asked: LineLimit = {
      act: id,
      by,
      with: other ?? null,
      what,
      at,
      until: parseInstant(until) ?? at,
      consents: {},
      since: null,
      restored: null,
    };
    return { ...state, limits: kept([...state.limits, withConsent(asked, { id, by, at }, context)], by, at) };
  },
};
