// `rebuilt`: a party's node was lost and stands again, from its backup or from the copies that the other
// parties hold. The others see when, and from what. spec/recovery.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { Text, type ActId, type PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";
import type { LineRule } from "./rule.ts";

export const RebuiltBody = body({
  /** `backup`: a copy of the node's folder was there, and the peers brought what it lacked; `peers`: only its keys were. */
  from: Type.Enum(["backup", "peers"]),
  /** How many acts of its own were in the copy. */
  had: Type.Integer({ minimum: 0 }),
  /** How many acts of its own the peers brought back. */
  regained: Type.Integer({ minimum: 0 }),
  /** What happened, as far as the party wants to say. */
  reason: Type.Optional(Text),
});
export type RebuiltBody = Static<typeof RebuiltBody>;

/** The newest rebuild of each party's node. */
export type Rebuilds = Readonly<
  Record<PartyId, Pick<RebuiltBody, "from" | "had" | "regained"> & { readonly act: ActId; readonly at: Instant }>
>;

export const rebuilt: LineRule<RebuiltBody> = {
  kind: "rebuilt",
  body: RebuiltBody,
  may: () => REGULAR,
  // What it had and what came back is all that it had said: this act is the next.
  judge: ({ seq, body: { had, regained } }) =>
    had + regained === seq - 1 ? REGULAR : irregular("rebuilt-count", { count: seq - 1 }),
  apply: (state, { id, by, at, body: { from, had, regained } }) => ({
    ...state,
    rebuilds: { ...state.rebuilds, [by]: { act: id, at, from, had, regained } },
  }),
};
