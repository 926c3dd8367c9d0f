// Worlds and nodes that are broken on purpose, each in one way that a real one could be. The checkers
// must catch every one of them; a checker that catches none is no checker.

import type { PartyId } from "../core/kernel/act.ts";
import type { Route } from "../core/kernel/route.ts";
import { readEnvelope, type Envelope, type EnvelopeAnswer } from "../line/envelope.ts";
import type { Node } from "../node/node.ts";
import type { World } from "../node/world.ts";
import type { Store } from "../store/store.ts";
import type { Mutant } from "./cluster.ts";
import type { Eye } from "./kem.ts";

const withStore = (change: (store: Store) => Store): Mutant => ({
  world: (world: World) => ({ ...world, store: change(world.store) }),
});

/** Says that a transaction is on disk, and has only what was there some commits ago when it matters. */
const lyingDisk = (): Mutant => ({ lyingDisk: true });

/** The wire changes one byte in every letter that borea sends. */
const rewritingWire = (): Mutant => ({
  world: (world, party) => ({
    ...world,
    network: {
      ...world.network,
      send: (to, letter, timeout) => world.network.send(to, party === "borea" ? rewrite(letter) : letter, timeout),
      relay: (via, letter, timeout) => world.network.relay(via, party === "borea" ? rewrite(letter) : letter, timeout),
    },
  }),
});

const rewrite = (letter: Uint8Array): Uint8Array =>
  letter.map((byte, i) => (i === letter.length - 120 ? byte ^ 1 : byte));

/** After its first envelopes cassia keeps nothing any more, answers that it holds everything, and gives receipts to match. */
const lyingReceipts = (): Mutant => {
  const claimed = new Map<PartyId, number>();
  let count = 0;
  const receive = async (node: Node, eye: Eye, letter: Uint8Array, route: Route): Promise<Uint8Array> => {
    const seen = eye.see(letter);
    const read = readEnvelope(seen?.text ?? "");
    if (seen === undefined || !read.ok || read.envelope.acts.length === 0 || (count += 1) < HONEST_ENVELOPES) {
      return node.receive(letter, route);
    }
    return seen.answer(JSON.stringify(await pretend(node, read.envelope, claimed)));
  };
  return {
    node: (node, eye) =>
      node.identity.party === "cassia"
        ? { ...node, receive: (letter, route) => receive(node, eye, letter, route) }
        : node,
  };
};

const HONEST_ENVELOPES = 3;

async function pretend(node: Node, { from, acts }: Envelope, claimed: Map<PartyId, number>): Promise<EnvelopeAnswer> {
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

/** Relays that say that they keep a letter and throw it away. */
const lyingRelay = (): Mutant => ({
  node: (node) => ({ ...node, relay: { ...node.relay, take: async () => ({ held: true }) } }),
});

export const MUTANTS = {
  "lying-disk": lyingDisk,
  "rewriting-wire": rewritingWire,
  "lying-receipts": lyingReceipts,
  credulous,
  "forgetful-of-forks": forgetfulOfForks,
  "deaf-to-time": deafToTime,
  "doubled-acts": doubledActs,
  "lying-relay": lyingRelay,
} as const satisfies Record<string, () => Mutant>;

export type MutantName = keyof typeof MUTANTS;
