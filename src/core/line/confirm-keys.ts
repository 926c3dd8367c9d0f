// `confirm-keys`: a party says that it has read the short string aloud with the holder of the keys, over a
// way that is not the line, and that it fitted. Of the compact's own keys, or of keys that are to take
// their place. spec/pairing.md

import { partyOf } from "../compact/compact.ts";
import type { Act } from "../kernel/act.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { ConfirmKeysBody } from "./key-bodies.ts";
import { openChange, type KeyChanges } from "./key-changes.ts";
import type { LineContext, LineRule } from "./rule.ts";

function judgeFounding({ by, body: given }: Act<ConfirmKeysBody>, { compact }: LineContext): Verdict {
  return partyOf(compact, given.with) === undefined
    ? irregular("not-a-party", { party: given.with })
    : isAnother(by, given.with);
}

const isAnother = (by: string, holder: string): Verdict => (by === holder ? irregular("own-keys") : REGULAR);

function judgeChange({ by, body: { of, with: holder } }: Act<ConfirmKeysBody>, changes: KeyChanges): Verdict {
  const change = openChange(changes, of);
  if (change === undefined || change.party !== holder) return irregular("no-key-change");
  if (change.confirmed.includes(by)) return irregular("keys-confirmed", { party: by });
  return isAnother(by, holder);
}

export const confirmKeys: LineRule<ConfirmKeysBody> = {
  kind: "confirm-keys",
  body: ConfirmKeysBody,
  may: () => REGULAR,
  judge: (act, { keyChanges }, context) =>
    act.body.of === context.compact.id ? judgeFounding(act, context) : judgeChange(act, keyChanges),
  apply: (state, act, { compact }) => {
    const { keyChanges } = state;
    const { of, with: holder, over } = act.body;
    if (of === compact.id) {
      const mine = { ...keyChanges.readings[act.by], [holder]: { act: act.id, at: act.at, over } };
      return { ...state, keyChanges: { ...keyChanges, readings: { ...keyChanges.readings, [act.by]: mine } } };
    }
    const open = keyChanges.open.map((change) =>
      change.act === of ? { ...change, confirmed: [...change.confirmed, act.by] } : change,
    );
    return { ...state, keyChanges: { ...keyChanges, open } };
  },
};
