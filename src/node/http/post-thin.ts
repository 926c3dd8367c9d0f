// POST /api/thin/pack: an act of ours as lines that can be read aloud or typed, sealed for one party.
// POST /api/thin/read: such lines, as they were heard here. They end at the same door as every act. spec/thin.md

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { PARTY_PATTERN } from "../../core/kernel/act.ts";
import { RECEIPT } from "../../core/kernel/receipt.ts";
import { fromVoice, toVoice, VOICE } from "../../line/thin-voice.ts";
import type { StoredAct } from "../../store/store.ts";
import { NodeFailure } from "../failure.ts";
import type { Node } from "../node.ts";
import { createThinActs, type ThinActs } from "../thin-acts.ts";
import { openThinKeys } from "../thin-keys.ts";
import type { Desk } from "./desk.ts";
import type { ThinPacked, ThinRead } from "./thin-api.ts";

const closed = { additionalProperties: false } as const;
const Pack = Type.Object(
  { act: Type.String({ minLength: 1, maxLength: 80 }), to: Type.String({ pattern: PARTY_PATTERN }) },
  closed,
);
const Read = Type.Object({ text: Type.String({ minLength: 1, maxLength: VOICE.characters }) }, closed);

export function postThin(app: FastifyInstance, { node }: Desk): void {
  const acts = createThinActs(node, openThinKeys(node.identity.party, node.world));
  app.post<{ Body: Static<typeof Pack> }>("/api/thin/pack", { schema: { body: Pack } }, ({ body }): ThinPacked =>
    pack(node, acts, body),
  );
  app.post<{ Body: Static<typeof Read> }>(
    "/api/thin/read",
    { schema: { body: Read } },
    async ({ body }): Promise<ThinRead> => read(node, acts, body.text),
  );
}

function pack(node: Node, acts: ThinActs, { act: name, to }: Static<typeof Pack>): ThinPacked {
  if (!node.identity.peers.includes(to)) throw new NodeFailure("bad-request", `${to} is no other party to the compact`);
  const act = ownAct(node, name);
  const held = acts.heldBy(to);
  const message = acts.seal(act, to);
  const { id, seq, kind } = act;
  const first = held + 1 < seq ? held + 1 : null;
  return { act: { id, seq, kind }, to, bytes: message.length, lines: toVoice(message), first };
}

function ownAct({ identity, world }: Node, name: string): StoredAct {
  const [by, seq = ""] = name.split("/");
  const numbered = /^[1-9]\d{0,8}$/.test(seq) && by === identity.party;
  const act = numbered ? world.store.act(identity.party, Number(seq)) : world.store.actById(name);
  if (act === undefined) {
    throw new NodeFailure(
      "unknown-act",
      `no act of ${identity.party} has this name; say its id, or ${identity.party}/7`,
    );
  }
  if (act.by !== identity.party) throw new NodeFailure("bad-request", "a node brings only its own party's acts");
  return act;
}

async function read(node: Node, acts: ThinActs, text: string): Promise<ThinRead> {
  const heard = fromVoice(text);
  if (!heard.ok) throw new NodeFailure("bad-request", heard.because);
  const opening = acts.open(heard.message, node.identity.peers);
  if (!opening.ok) throw new NodeFailure(opening.code === "no-thin-key" ? "no-key" : "bad-request", opening.because);
  const { from, stopped } = await acts.take(opening.from, opening.coded);
  const { store } = node.world;
  const { party } = node.identity;
  const last = store.act(party, node.ledgers().head(party));
  return {
    from,
    held: node.ledgers().head(from),
    stopped: stopped && { code: stopped.code, because: stopped.because },
    receipt: stopped === null && last?.kind === RECEIPT ? last.seq : null,
  };
}
