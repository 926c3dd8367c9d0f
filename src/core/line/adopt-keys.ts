// `adopt-keys`: the first act that a party's new key signs. From its place on, the party's ledger is
// verified with the new keys; what stands before it stays as it was. spec/pairing.md

import type { Act } from "../kernel/act.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { AdoptKeysBody } from "./key-bodies.ts";
import { confirmations, openChange } from "./key-changes.ts";
import type { LineContext, LineRule } from "./rule.ts";
import type { LineState } from "./state.ts";

function judge(act: Act<AdoptKeysBody>, { keyChanges }: LineState, { founding }: LineContext): Verdict {
  const change = openChange(keyChanges, act.body.of);
  if (change === undefined || change.party !== act.by) return irregular("no-key-change");
  const { confirmed, needed } = confirmations(founding, change);
  return confirmed.length >= needed
    ? REGULAR
    : irregular("keys-not-confirmed", { confirmed: confirmed.length, needed });
}

function adopt(state: LineState, act: Act<AdoptKeysBody>): LineState {
  const { keyChanges } = state;
  const change = openChange(keyChanges, act.body.of);
  if (change === undefined) throw new Error("invariant: keys that nobody said were adopted");
  const adopted = { act: act.id, of: change.act, seq: act.seq, at: act.at, keys: change.keys };
  const before = keyChanges.adopted[act.by] ?? [];
  return {
    ...state,
    keyChanges: {
      ...keyChanges,
      // Whatever else was said of this party's keys was said of the old ones.
      open: keyChanges.open.filter(({ party }) => party !== act.by),
      adopted: { ...keyChanges.adopted, [act.by]: [...before, adopted] },
    },
  };
}

export const adoptKeys: LineRule<AdoptKeysBody> = {
  kind: "adopt-keys",
  body: AdoptKeysBody,
  may: ({ by }, { keyChanges }) =>
    keyChanges.open.some(({ party }) => party === by) ? REGULAR : irregular("no-key-change"),
  judge,
  apply: adopt,
};
