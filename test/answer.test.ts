// What an answer brings: the recipient's own acts, its receipt first of all. Two real nodes, and one that has
// the keys of a party and lies.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, test } from "node:test";
import type { PartyId } from "../src/core/kernel/act.ts";
import { openPublicKeys, type KeyRing, type PrivateKeys, type PublicKeys } from "../src/crypto/keys.ts";
import { createKem } from "../src/crypto/kem.ts";
import { LETTER_LIMITS } from "../src/line/letter.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { realWorld } from "../src/node/real-world.ts";
import { createSealing } from "../src/node/sealing.ts";
import type { Network } from "../src/node/world.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { agree, forge, text } from "./nodes.ts";

const [A, B] = ["aurelia", "borea"] as const;
const agreement = agree("drill", 60);

type Send = Network["send"];
type World = {
  readonly nodes: Readonly<Record<PartyId, Node>>;
  /** Exchanges so far, as "aurelia borea". */
  readonly exchanges: string[];
  /** What happens on the way to this party; the letter arrives if it says so. */
  readonly way: Record<PartyId, (arrives: () => ReturnType<Send>, letter: Uint8Array) => ReturnType<Send>>;
};

const stops: (() => void)[] = [];
const closes: (() => void)[] = [];
after(async () => {
  for (const stop of stops) stop();
  // What is under way ends first.
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (const close of closes) close();
});

/** Two nodes that have met, with nothing under way. */
async function twoNodes(): Promise<World> {
  const nodes: Record<PartyId, Node> = {};
  const exchanges: string[] = [];
  const way: World["way"] = { [A]: (arrives) => arrives(), [B]: (arrives) => arrives() };
  const reach = (to: PartyId): Node => {
    const node = nodes[to];
    if (node === undefined) throw new Error(`${to} is not there`);
    return node;
  };
  for (const party of [A, B]) {
    const store = openSqlite(":memory:");
    const network: Network = {
      send: async (to, letter) => {
        const receiver = reach(to);
        exchanges.push(`${party} ${to}`);
        const answer = await (way[to] as World["way"][string])(() => receiver.receive(letter, "direct"), letter);
        assert.ok(answer.length <= LETTER_LIMITS.answerBytes);
        return answer;
      },
      hello: async (to, hello, _timeout, of) => reach(to).hello(hello, of),
      relay: () => Promise.reject(new Error("no relay")),
      handOn: () => Promise.reject(new Error("no relay")),
    };
    const keys = agreement.privateKeys[party] as PrivateKeys;
    const identity = openIdentity(party, agreement.compact, keys, agreement.document);
    const node = startNode(identity, realWorld(store, network));
    nodes[party] = node;
    stops.push(node.stop);
    closes.push(store.close);
  }
  const world = { nodes, exchanges, way };
  await until("the two have met", () => [A, B].every((party) => isKnown(world, party)));
  await quiet(world);
  return world;
}

const headAt = ({ nodes }: World, at: PartyId, of: PartyId): number => nodes[at]?.ledgers().head(of) ?? 0;
const isKnown = (world: World, of: PartyId): boolean =>
  headAt(world, of, of) > 1 && [A, B].every((at) => headAt(world, at, of) === headAt(world, of, of));

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Waits until nothing was said for half a second: checkpoints and cosignatures have been exchanged. */
async function quiet({ exchanges }: World): Promise<void> {
  for (let before = -1; before !== exchanges.length;) {
    before = exchanges.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  exchanges.length = 0;
}

const ask = async ({ nodes }: World, by: PartyId, question = "Is it yours?"): Promise<number> => {
  const signed = await (nodes[by] as Node).sign({
    kind: "ask",
    matter: "aurelia-1",
    to: [by === A ? B : A],
    marking: agreement.compact.marking,
    body: { question: text(question), override: text("to see the line at work") },
  });
  return signed.act.seq;
};

const isReceipted = ({ nodes }: World, by: PartyId, seq: number): boolean =>
  nodes[by]?.ledgers().fold.receipts.of(by, seq, by === A ? B : A).delivered !== undefined;

test("one exchange brings an act there and its receipt back onto the sender's disk", async () => {
  const world = await twoNodes();
  const seq = await ask(world, A);
  await until("receipted", () => isReceipted(world, A, seq));
  assert.deepEqual(world.exchanges, [`${A} ${B}`]);
  const receipt = world.nodes[A]?.world.store.act(B, headAt(world, B, B));
  assert.equal(receipt?.kind, "receipt");
});

test("an answer that is lost costs no act and doubles none", async () => {
  const world = await twoNodes();
  let lost = 0;
  world.way[B] = async (arrives) => {
    await arrives();
    lost += 1;
    if (lost <= 3) throw new Error("the answer is lost");
    return arrives();
  };
  const before = headAt(world, B, B);
  const seq = await ask(world, A);
  await until("receipted", () => isReceipted(world, A, seq));
  assert.ok(lost >= 1);
  assert.equal(headAt(world, B, B), before + 1, "one act has one receipt");
});

test("a party whose own way out is cut is heard in its answers", async () => {
  const world = await twoNodes();
  world.way[A] = () => Promise.reject(new Error("cut"));
  const seq = await ask(world, B);
  await until("it is there", () => headAt(world, A, B) >= seq);
  // The receipt for it comes by the way that is open, and its own answer brings nothing that is not known.
  await until("receipted", () => isReceipted(world, B, seq));
});

test("what does not fit into an answer goes whole in an envelope, in order", async () => {
  const world = await twoNodes();
  let cut = true;
  world.way[A] = (arrives) => (cut ? Promise.reject(new Error("cut")) : arrives());
  const before = headAt(world, B, B);
  for (let i = 0; i < 12; i += 1) await ask(world, B, "x".repeat(1_500));
  world.exchanges.length = 0;
  await until("aurelia asks again", () => world.exchanges.filter((each) => each === `${A} ${B}`).length >= 2);
  assert.equal(headAt(world, A, B), before, "no part of it came in an answer");
  cut = false;
  await until("all is there", () => headAt(world, A, B) === headAt(world, B, B));
});

test("acts in an answer pass the same door: what is forged, foreign or out of turn is not taken", async (t) => {
  const world = await twoNodes();
  const [head, last] = [headAt(world, B, B), world.nodes[B]?.world.store.act(B, headAt(world, B, B))];
  const draft = { kind: "ask", body: { question: text("Is it yours?") }, to: [A] } as const;
  const next = { seq: head + 1, prev: last?.id ?? "" };
  const lies = {
    "wrong-signature": forge(agreement, B, draft, { ...next, signer: "cassia" }).token,
    "not-the-sender": forge(agreement, "cassia", draft).token,
    gap: forge(agreement, B, draft, { ...next, seq: head + 2 }).token,
    "not-a-token": "no token at all",
  };
  const seeds = new Map(world.nodes[B]?.world.store.lineKeys().map(({ number, seed }) => [number, seed]));
  const keysOfA = agreement.compact.parties.find(({ id }) => id === A)?.keys as PublicKeys;
  const liar = createSealing({
    compact: agreement.compact.id,
    party: B,
    peers: [A],
    lineKey: () => (agreement.rings[B] as KeyRing).line,
    lineKeysOf: () => [openPublicKeys(keysOfA).line],
    keyOf: () => undefined,
    seedOf: (number) => seeds.get(number),
    kem: createKem(),
    chance: (count) => randomBytes(count),
    clock: { now: () => Date.now() },
  });
  for (const [code, token] of Object.entries(lies)) {
    await t.test(code, async () => {
      let told = 0;
      world.way[B] = async (_arrives, letter) => {
        const opened = await liar.open(letter);
        if (!opened.ok) {
          throw new Error(opened.code);
        }
        told += 1;
        const heads = { [A]: headAt(world, A, A), [B]: head };
        return opened.answer(JSON.stringify({ heads, stopped: null, acts: [token] }), true);
      };
      await ask(world, A);
      const refusedWith = (): boolean =>
        world.nodes[A]?.trails.of(B).some((line) => line.way === "in" && line.code === code) ?? false;
      await until("it is refused and noted", () => told > 0 && refusedWith());
      assert.equal(headAt(world, A, B), head);
      assert.equal(world.nodes[A]?.forks().length, 0);
    });
  }
});
