// Worlds and nodes that are broken on purpose, each in one way that a real one could be. The checkers
// must catch every one of them; a checker that catches none is no checker.

import type { PartyId } from "../core/kernel/act.ts";
import { readEnvelope, type Envelope } from "../line/envelope.ts";
import type { Node } from "../node/node.ts";
import type { World } from "../node/world.ts";
import type { Store } from "../store/store.ts";
import type { Mutant } from "./cluster.ts";

const withStore = (change: (store: Store) => Store): Mutant => ({
  world: (world: World) => ({ ...world, store: change(world.store) }),
});

/** Says that a transaction is on disk, and has only what was there some commits ago when it matters. */
const lyingDisk = (): Mutant => ({ lyingDisk: true });

/** The wire changes one character in every act that borea sends. */
const rewritingWire = (): Mutant => ({
  world: (world, party) => ({
    ...world,
    network: {
      send: (to, text, timeout) => world.network.send(to, party === "borea" ? rewrite(text) : text, timeout),
    },
  }),
});

function rewrite(text: string): string {
  const envelope = JSON.parse(text) as Envelope;
  const acts = envelope.acts.map(
    (token) => `${token.slice(0, 120)}${token[120] === "A" ? "B" : "A"}${token.slice(121)}`,
  );
  return JSON.stringify({ ...envelope, acts });
}

/** After its first envelopes cassia keeps nothing any more, answers that it holds everything, and gives receipts to match. */
const lyingReceipts = (): Mutant => {
  const claimed = new Map<PartyId, number>();
  let count = 0;
  const receive = (node: Node, text: string): ReturnType<Node["receive"]> => {
    const read = readEnvelope(text);
    if (!read.ok || read.envelope.acts.length === 0 || (count += 1) < HONEST_ENVELOPES) return node.receive(text);
    return pretend(node, read.envelope, claimed);
  };
  return {
    node: (node) => (node.identity.party === "cassia" ? { ...node, receive: (text) => receive(node, text) } : node),
  };
};

const HONEST_ENVELOPES = 3;

async function pretend(
  node: Node,
  { from, acts }: Envelope,
  claimed: Map<PartyId, number>,
): ReturnType<Node["receive"]> {
  const held = Math.max(claimed.get(from) ?? 0, node.ledgers().head(from));
  const through = held + acts.length;
  claimed.set(from, through);
  const body = { level: "delivered", of: from, from: held + 1, through };
  const { marking } = node.identity.compact;
  await node.sign({ kind: "receipt", matter: null, to: [from], marking, body: { ...body } }).catch(() => undefined);
  return { heads: { ...node.ledgers().heads(), [from]: through }, stopped: null };
}

/** Believes every signature. */
const credulous = (): Mutant => ({
  world: (world) => ({ ...world, verifyAll: async (checks) => checks.map(() => true) }),
});

/** Keeps no evidence of a forked tongue. */
const forgetfulOfForks = (): Mutant =>
  withStore((store) => ({
    ...store,
    transact: (work) => store.transact((writing) => work({ ...writing, addFork: () => {} })),
  }));

/** Never learns that a deadline has passed. */
const deafToTime = (): Mutant => ({
  world: (world, party) => ({
    ...world,
    store: party === "aurelia" ? { ...world.store, jobsDue: () => [], nextJobAt: () => null } : world.store,
  }),
});

/** Signs a question a second time, as a client that retries without need would make it. */
const doubledActs = (): Mutant => ({
  node: (node: Node): Node => ({
    ...node,
    sign: async (draft) => {
      const signed = await node.sign(draft);
      if (draft.kind === "ask") await node.sign(draft).catch(() => undefined);
      return signed;
    },
  }),
});

export const MUTANTS = {
  "lying-disk": lyingDisk,
  "rewriting-wire": rewritingWire,
  "lying-receipts": lyingReceipts,
  credulous,
  "forgetful-of-forks": forgetfulOfForks,
  "deaf-to-time": deafToTime,
  "doubled-acts": doubledActs,
} as const satisfies Record<string, () => Mutant>;

export type MutantName = keyof typeof MUTANTS;
