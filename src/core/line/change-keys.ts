// `change-keys`: a party says which keys it will sign with, still signed with those that it has. They are
// its keys only when the others have confirmed them and it has adopted them. spec/pairing.md

import type { Act } from "../kernel/act.ts";
import { REGULAR } from "../kernel/verdict.ts";
import { ChangeKeysBody } from "./key-bodies.ts";
import { areFresh, keysNow, withChange } from "./key-changes.ts";
import type { LineContext, LineRule } from "./rule.ts";
import type { LineState } from "./state.ts";

function change(state: LineState, act: Act<ChangeKeysBody>, { compact }: LineContext): LineState {
  const present = keysNow(compact, state.keyChanges, act.by);
  if (present === undefined) throw new Error("invariant: the keys of a stranger were changed");
  const keys = { ...present, ...act.body.keys };
  const next = { act: act.id, by: act.by, party: act.by, at: act.at, keys, confirmed: [] };
  return { ...state, keyChanges: withChange(state.keyChanges, next) };
}

export const changeKeys: LineRule<ChangeKeysBody> = {
  kind: "change-keys",
  body: ChangeKeysBody,
  may: () => REGULAR,
  judge: (act, { keyChanges }, { compact }) =>
    areFresh(compact, keyChanges, { by: act.by, party: act.by, keys: act.body.keys }),
  apply: change,
};
