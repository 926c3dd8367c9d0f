// Worlds and nodes that are broken on purpose, each in one way that a real one could be. The checkers
// must catch every one of them; a checker that catches none is no checker.

import type { Envelope } from "../line/envelope.ts";
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
  const acts = envelope.acts.map((token) => `${token.slice(0, 120)}${token[120] === "A" ? "B" : "A"}${token.slice(121)}`);
  return JSON.stringify({ ...envelope, acts });
}

/** Cassia answers that it holds everything, and gives receipts to match, but keeps every third act from its books. */
const lyingReceipts = (): Mutant => {
  let count = 0;
  return {
    node: (node: Node): Node =>
      node.identity.party !== "cassia" ? node : { ...node, receive: (text) => pretend(node, text, (count += 1)) },
  };
};

async function pretend(node: Node, text: string, count: number): ReturnType<Node["receive"]> {
  let envelope: Envelope;
  try {
    envelope = JSON.parse(text) as Envelope;
  } catch {
    return node.receive(text);
  }
  if (count % 3 !== 0 || envelope.acts === undefined || envelope.acts.length === 0) return node.receive(text);
  const held = node.ledgers().head(envelope.from);
  const through = held + envelope.acts.length;
  const body = { level: "delivered", of: envelope.from, from: held + 1, through };
  const marking = node.identity.compact.marking;
  await node.sign({ kind: "receipt", matter: null, to: [envelope.from], marking, body }).catch(() => undefined);
  return { heads: { ...node.ledgers().heads(), [envelope.from]: through }, stopped: null };
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
