// What people carry in, file or codes: each thing is a letter, which goes through the same door as any, or
// another node's hello. Letters that come before those which they follow are tried again when these have
// come, so that their order does not matter. What leaves by hand is noted in the trail. spec/courier.md

import type { PartyId } from "../core/kernel/act.ts";
import { LETTER_MAGIC, readHead } from "../line/letter.ts";
import type { Fate } from "./http/courier-api.ts";
import type { Node } from "./node.ts";

type ByHand = "courier" | "codes";

/** Brings what was carried here to the node; says of each, in the order given, what became of it. */
export async function bringCarried(node: Node, things: readonly Uint8Array[], route: ByHand): Promise<readonly Fate[]> {
  const fates: Fate[] = [];
  let early: readonly number[] = things.keys().toArray();
  let progress = true;
  while (progress && early.length > 0) {
    progress = false;
    const still: number[] = [];
    for (const place of early) {
      const fate = await bringOne(node, things[place] ?? new Uint8Array(), route);
      const known = fates[place];
      const acts = actsOf(known) + actsOf(fate);
      fates[place] = "acts" in fate ? { ...fate, acts } : fate;
      if (isEarly(fate)) still.push(place);
      if (actsOf(fate) > 0) progress = true;
    }
    early = still;
  }
  return fates;
}

/** Everything that waited for a party has left by hand. Whether it came, only its receipts tell. */
export function noteLeft(node: Node, to: PartyId, route: ByHand): void {
  const through = node.ledgers().head(node.identity.party);
  node.trails.note(to, { way: "out", route, via: null, through, outcome: "sent", code: null, because: null });
}

/** It may be brought again when more has come. */
export const isEarly = (fate: Fate): boolean => fate.is === "stopped" && fate.code === "gap";

const actsOf = (fate: Fate | undefined): number => (fate !== undefined && "acts" in fate ? fate.acts : 0);

async function bringOne(node: Node, thing: Uint8Array, route: ByHand): Promise<Fate> {
  if (!startsAsLetter(thing)) {
    const from = node.lineKeys.learn(Buffer.from(thing.buffer, thing.byteOffset, thing.length).toString("utf8"), true);
    const because = "it is neither a letter nor a key under this compact that can still be sealed to";
    return from === undefined ? { is: "refused", from: null, code: "not-a-letter", because } : { is: "key", from };
  }
  const read = readHead(thing);
  // What is for another is not ours to judge, and leaves no trace here.
  if (read.ok && read.head.to !== node.identity.party) {
    return { is: "for-another", from: read.head.from, to: read.head.to };
  }
  const before = read.ok ? node.ledgers().head(read.head.from) : 0;
  const brought = await node.bring(thing, route);
  if (!brought.ok) {
    const { from, code, because } = brought;
    return code === "replayed" && from !== null ? { is: "held", from } : { is: "refused", from, code, because };
  }
  const { from, said } = brought;
  const acts = Math.max(0, (said.heads[from] ?? 0) - before);
  if (said.stopped !== null) return { is: "stopped", from, acts, ...said.stopped };
  return acts === 0 ? { is: "held", from } : { is: "taken", from, acts };
}

const startsAsLetter = (thing: Uint8Array): boolean => LETTER_MAGIC.equals(thing.subarray(0, LETTER_MAGIC.length));
