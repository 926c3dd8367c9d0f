// `sign-off`: a desk says that it will be away, until when, and who can be reached meanwhile. A new one takes
// the place of the one before. spec/readiness.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { InstantText, Text } from "../kernel/act.ts";
import { DAY, parseInstant } from "../kernel/instant.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";
import { OfficeId } from "./contacts.ts";
import { ABSENCES_KEPT, endAbsence, LONGEST_ABSENCE } from "./presence.ts";
import type { LineRule } from "./rule.ts";

const SignOffBody = body({
  until: InstantText,
  reason: Type.Optional(Text),
  /** An office of the party's directory (contacts.md). */
  deputy: Type.Optional(OfficeId),
});
type SignOffBody = Static<typeof SignOffBody>;

export const signOff: LineRule<SignOffBody> = {
  kind: "sign-off",
  body: SignOffBody,
  may: () => REGULAR,
  judge: ({ at, body: { until } }) => {
    const ends = parseInstant(until);
    const fits = ends !== undefined && at < ends && ends - at <= LONGEST_ABSENCE;
    return fits ? REGULAR : irregular("absence-end", { days: LONGEST_ABSENCE / DAY });
  },
  apply: (state, { id, by, at, body: { until, deputy } }) => {
    const ended = endAbsence(state.presence, by, at);
    const absence = { act: id, from: at, until: parseInstant(until) ?? at, deputy: deputy ?? null };
    return { ...state, presence: { ...ended, [by]: [...(ended[by] ?? []), absence].slice(-ABSENCES_KEPT) } };
  },
};
