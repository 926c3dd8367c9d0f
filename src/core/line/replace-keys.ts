// `replace-keys`: when a party has lost its keys, or another has them, a member says for it which keys it
// will sign with. The members confirm them each for itself, having read aloud with the party; the
// proposal counts as its author's own confirmation. spec/pairing.md

import { isMember } from "../compact/occasion.ts";
import { partyOf } from "../compact/compact.ts";
import type { Act } from "../kernel/act.ts";
import { irregular, type Verdict } from "../kernel/verdict.ts";
import { ReplaceKeysBody } from "./key-bodies.ts";
import { areFresh, withChange } from "./key-changes.ts";
import type { LineContext, LineRule } from "./rule.ts";
import type { LineState } from "./state.ts";

function judge(act: Act<ReplaceKeysBody>, { keyChanges }: LineState, { compact }: LineContext): Verdict {
  const { party, keys } = act.body;
  if (partyOf(compact, party) === undefined) return irregular("not-a-party", { party });
  if (party === act.by) return irregular("own-keys");
  return areFresh(compact, keyChanges, { by: act.by, party, keys });
}

export const replaceKeys: LineRule<ReplaceKeysBody> = {
  kind: "replace-keys",
  body: ReplaceKeysBody,
  may: ({ by }, _state, { compact }) => isMember(compact, by),
  judge,
  apply: (state, { id, by, at, body: { party, keys } }) => ({
    ...state,
    keyChanges: withChange(state.keyChanges, { act: id, by, party, at, keys, confirmed: [by] }),
  }),
};
