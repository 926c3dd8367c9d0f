// `sign-on`: a desk that was away is back before the time that it had said. spec/readiness.md

import type { Static } from "typebox";
import { body } from "../compact/fields.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";
import { absenceAt, endAbsence } from "./presence.ts";
import type { LineRule } from "./rule.ts";

const SignOnBody = body({});
type SignOnBody = Static<typeof SignOnBody>;

export const signOn: LineRule<SignOnBody> = {
  kind: "sign-on",
  body: SignOnBody,
  may: ({ by, at }, { presence }) =>
    absenceAt(presence, by, at) === undefined ? irregular("not-signed-off", { party: by }) : REGULAR,
  judge: () => REGULAR,
  apply: (state, { by, at }) => ({ ...state, presence: endAbsence(state.presence, by, at) }),
};
