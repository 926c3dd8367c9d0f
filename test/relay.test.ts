// Three real nodes over HTTP, one of which relays: a cut between the other two costs time and nothing else.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { PartyId } from "../src/core/kernel/act.ts";
import type { PrivateKeys } from "../src/crypto/keys.ts";
import { LETTER_LENGTHS, readHead } from "../src/line/letter.ts";
import { readRelayAnswer } from "../src/line/relay-answer.ts";
import { SHELF } from "../src/line/shelf.ts";
import { lineServer, RELAY_PATH } from "../src/node/http/line-server.ts";
import { openIdentity } from "../src/node/identity.ts";
import { linesView, whyView } from "../src/node/line-views.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { httpNetwork, realWorld } from "../src/node/real-world.ts";
import type { Network } from "../src/node/world.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import type { Store } from "../src/store/store.ts";
import { agree, reportBody } from "./nodes.ts";

const folder = mkdtempSync(join(tmpdir(), "downrung-relay-"));
const agreement = agree();
const parties = agreement.compact.parties.map(({ id }) => id);
const urls: Record<PartyId, string> = {};
const cuts = new Set<string>();

type Running = { readonly node: Node; readonly store: Store; readonly stop: () => Promise<void> };
const running = new Map<PartyId, Running>();

/** The real network with links that a test can cut. */
function cuttable(from: PartyId, network: Network): Network {
  const through = <T>(to: PartyId, go: () => Promise<T>): Promise<T> =>
    cuts.has(`${from} ${to}`) ? Promise.reject(new Error("the link is cut")) : go();
  return {
    send: (to, letter, timeout) => through(to, () => network.send(to, letter, timeout)),
    hello: (to, hello, timeout, of) => through(to, () => network.hello(to, hello, timeout, of)),
    relay: (via, letter, timeout) => through(via, () => network.relay(via, letter, timeout)),
    handOn: (to, letter, timeout) => through(to, () => network.handOn(to, letter, timeout)),
  };
}

async function start(party: PartyId, relays: boolean): Promise<Running> {
  const store = openSqlite(join(folder, `${party}.sqlite`));
  const network = httpNetwork(urls);
  const keys = agreement.privateKeys[party] as PrivateKeys;
  const identity = openIdentity(party, agreement.compact, keys, agreement.document);
  const node = startNode(identity, realWorld(store, cuttable(party, network)), { relays });
  const app: FastifyInstance = lineServer(node, () => {});
  const port = Number(new URL(urls[party] ?? "http://x:0").port || 0);
  await app.listen({ host: "127.0.0.1", port });
  urls[party] = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    running.delete(party);
    node.stop();
    await app.close();
    network.close();
    store.close();
  };
  const run = { node, store, stop };
  running.set(party, run);
  return run;
}

const cut = (one: PartyId, other: PartyId, is: boolean): void => {
  for (const way of [`${one} ${other}`, `${other} ${one}`]) {
    if (is) cuts.add(way);
    else cuts.delete(way);
  }
};

async function until(what: string, holds: () => boolean, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `${what} within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const nodeOf = (party: PartyId): Node => (running.get(party) as Running).node;

const isReceipted = (by: PartyId, seq: number, at: PartyId): boolean =>
  nodeOf(by).ledgers().fold.receipts.of(by, seq, at).delivered !== undefined;

const stateOf = (node: Node, party: PartyId) => node.peers.lines().find((line) => line.party === party)?.is;

/** A report under a compact that nobody has signed is irregular; an officer may still send it, with a reason. */
const report = (by: PartyId) =>
  nodeOf(by).sign({
    kind: "report",
    matter: null,
    to: parties.filter((party) => party !== by),
    marking: agreement.compact.marking,
    body: reportBody({ title: SECRET, override: { lang: "en", text: "to see the line at work" } }),
  });

const SECRET = "three substations at the river";

after(async () => {
  for (const run of running.values()) await run.stop();
  rmSync(folder, { recursive: true });
});

const [A, B, C] = ["aurelia", "borea", "cassia"] as const;

test("two that have never met and cannot reach each other learn each other's keys from the third", async () => {
  cut(A, C, true);
  for (const party of parties) await start(party, party === B);
  const { act } = await report(A);
  await until("cassia's receipt is here", () => isReceipted(A, act.seq, C));
  assert.equal(
    nodeOf(A)
      .peers.lines()
      .find(({ party }) => party === C)?.heardAt,
    null,
    "they never spoke directly",
  );
  cut(A, C, false);
});

test("with the line between two cut, an act goes by the third and its receipt comes back the same way", async () => {
  await until("all have met", () =>
    parties.every((party) =>
      nodeOf(party)
        .peers.lines()
        .every(({ is }) => is === "up"),
    ),
  );
  await until("the keys are known as acts", () =>
    parties.every((party) => Object.keys(nodeOf(party).ledgers().fold.line().keys).length === parties.length),
  );
  cut(A, C, true);
  await until("the cut shows", () => stateOf(nodeOf(A), C) === "cut" && stateOf(nodeOf(C), A) === "cut");
  const { act } = await report(A);
  await until("cassia's receipt is here", () => isReceipted(A, act.seq, C));
  assert.equal(stateOf(nodeOf(A), C), "cut", "the direct line never came back");
  const why = whyView(nodeOf(A), `${A}/${act.seq}`);
  const there = why.to.find(({ party }) => party === C);
  assert.deepEqual([there?.passage.is, there?.fate.reached], ["through", "delivered"]);
  assert.ok(there?.tried.some(({ route, via, outcome }) => route === "relay" && via === B && outcome === "held"));
  assert.equal(
    nodeOf(A)
      .trails.of(C)
      .findLast(({ route }) => route === "direct")?.outcome,
    "failed",
  );
  const held = (party: PartyId) =>
    nodeOf(party)
      .world.store.acts(A, 1, 1_000)
      .map(({ id }) => id);
  assert.deepEqual(held(C), held(A), "each act of aurelia stands once at cassia");
  await until("borea forgets what was answered", () => nodeOf(B).relay.kept().length === 0);
});

test("a relay that goes down between taking a letter and handing it on hands it on when it is back", async () => {
  cut(B, C, true);
  await until("borea sees it", () => stateOf(nodeOf(B), C) === "cut");
  const { act } = await report(A);
  const waiting = () => whyView(nodeOf(A), act.id).to.find(({ party }) => party === C);
  await until("borea keeps it and aurelia knows", () => waiting()?.waitsAt.length === 1);
  const why = waiting();
  assert.equal(why?.passage.is, "underway");
  assert.deepEqual(
    why?.waitsAt.map(({ via }) => via),
    [B],
  );
  const route = linesView(nodeOf(A))
    .lines.find(({ party }) => party === C)
    ?.routes.find(({ via }) => via === B);
  assert.equal(route?.is, "holding");
  const { digest, letter } = nodeOf(B).world.store.nextRelayed(C, A) ?? { digest: "", letter: new Uint8Array() };
  assert.ok(LETTER_LENGTHS.includes(letter.length));
  await (running.get(B) as Running).stop();
  await (running.get(A) as Running).stop();
  cut(B, C, false);
  const back = await start(B, true);
  await until("cassia holds it, from borea alone", () => nodeOf(C).world.store.actById(act.id) !== undefined);
  await until("nothing is left for cassia", () => back.node.relay.kept().every(({ recipient }) => recipient !== C));
  assert.equal(back.store.hasRelayed(digest), false);
  await start(A, false);
  await until("the receipt comes by the relay", () => isReceipted(A, act.seq, C));
});

test("what a relay keeps shows sender, recipient and size class, and no word of what was said", async () => {
  cut(B, C, true);
  // Borea is a party itself and holds the act; the letter is for cassia alone, and so is what is searched here.
  await until("borea sees it", () => stateOf(nodeOf(B), C) === "cut");
  const { act } = await report(A);
  await until("borea keeps it", () => nodeOf(B).relay.kept().length > 0);
  const kept = nodeOf(B).world.store.nextRelayed(C, A);
  const letter = Buffer.from(kept?.letter ?? []);
  const reading = readHead(letter);
  assert.ok(reading.ok && reading.head.from === A && reading.head.to === C);
  const token = nodeOf(A).world.store.act(A, act.seq)?.token ?? "";
  const words = [
    SECRET,
    act.id,
    "report",
    "aurelia-",
    "downrung",
    "envelope",
    token.slice(0, 40),
    token.slice(-60, -2),
  ];
  const body = letter.subarray(4 + 2 * 32);
  for (const word of words) assert.equal(body.includes(word), false, `the letter shows ${word}`);
  cut(B, C, false);
  await until("delivered", () => isReceipted(A, act.seq, C));
});

test("when the direct line is back it brings everything, and nobody is asked to relay", async () => {
  cut(A, C, false);
  await until("up", () => stateOf(nodeOf(A), C) === "up" && stateOf(nodeOf(C), A) === "up");
  const before = nodeOf(A)
    .trails.of(C)
    .findLast(({ route }) => route === "relay")?.count;
  const { act } = await report(A);
  await until("delivered", () => isReceipted(A, act.seq, C));
  assert.equal(
    nodeOf(A)
      .trails.of(C)
      .findLast(({ route }) => route === "relay")?.count,
    before,
  );
});

test("what cannot wait goes to a relay at once, beside a direct line that is up", async () => {
  assert.equal(stateOf(nodeOf(A), C), "up");
  const words = (said: string) => ({ lang: "en", text: said });
  const message = (precedence: string) =>
    nodeOf(A).sign({
      kind: "message",
      matter: null,
      to: [C],
      marking: agreement.compact.marking,
      body: {
        type: "notify",
        heading: { precedence, subject: "The bridge", names: {}, asks: "none", why: words("It is the quickest.") },
        text: words("The bridge is closed to all traffic."),
        override: words("to see the line at work"),
      },
    });
  const relayed = () =>
    nodeOf(A)
      .trails.of(C)
      .filter(({ route }) => route === "relay")
      .reduce((sum, { count }) => sum + count, 0);
  const before = relayed();
  const routine = await message("routine");
  await until("delivered", () => isReceipted(A, routine.act.seq, C));
  assert.equal(relayed(), before, "what can wait goes by the direct line alone");
  const flash = await message("flash");
  await until("a relay was asked too", () => relayed() > before, 3);
  await until("delivered", () => isReceipted(A, flash.act.seq, C));
  assert.equal(stateOf(nodeOf(A), C), "up");
});

test("a relay refuses what is no letter, from strangers, wrongly signed, beyond its room or without its consent", async () => {
  const ask = async (party: PartyId, letter: Uint8Array): Promise<string> => {
    const response = await fetch(new URL(RELAY_PATH, urls[party]), {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: letter as unknown as BodyInit,
    });
    const answer = readRelayAnswer(await response.text());
    return answer === undefined ? String(response.status) : answer.held ? "held" : answer.code;
  };
  cut(B, C, true);
  await until("borea sees it", () => stateOf(nodeOf(B), C) === "cut");
  const [letter = new Uint8Array()] = await sealedFor(nodeOf(A), C);
  const changed = (place: number, byte: string): Uint8Array => {
    const bytes = Buffer.from(letter);
    bytes.write(byte, place, "latin1");
    return bytes;
  };
  assert.equal(await ask(B, randomBytes(1_000)), "not-a-letter");
  assert.equal(await ask(B, letter.subarray(0, 500)), "not-a-letter");
  assert.equal(await ask(B, Buffer.alloc(5 * 1024 * 1024)), "413");
  assert.equal(await ask(B, changed(4, "x")), "unknown-party");
  assert.equal(await ask(B, changed(300, "\u00ff\u0000")), "wrong-session-signature");
  assert.equal(await ask(C, letter), "wrong-recipient");
  const [other = new Uint8Array()] = await sealedFor(nodeOf(B), C);
  assert.equal(await ask(A, other), "no-consent");
  const noted = nodeOf(B)
    .trails.of(A)
    .filter(({ way, route }) => way === "in" && route === "relay");
  assert.deepEqual(new Set(noted.map(({ code }) => code)), new Set(["wrong-session-signature"]));
  assert.ok(
    nodeOf(B)
      .trails.of(null)
      .some(({ code }) => code === "not-a-letter"),
    "and what came from nobody",
  );
  assert.equal(await ask(B, letter), "held");
  // The shelf is filled behind the door, where it is quick.
  const filler = { sender: A, recipient: C, takenAt: Date.now(), letter: Buffer.alloc(SHELF.bytes / 8) };
  running.get(B)?.store.transact((writing) => {
    for (let i = 0; i < 8; i += 1) writing.addRelayed({ ...filler, digest: `filler ${i}` });
  });
  assert.ok(letter.length > SHELF.smallBytes);
  assert.equal(await ask(B, letter), "held", "the same letter again takes no room");
  const [another = new Uint8Array()] = await nodeOf(A).pack(C);
  assert.equal(await ask(B, another), "shelf-full");
  const [small = new Uint8Array()] = await nodeOf(A).pack(C, { bytes: 1 });
  assert.ok(small.length <= SHELF.smallBytes, `${small.length}`);
  const kept = running.get(B)?.store.relayedSize(A).letters ?? 0;
  assert.equal(await ask(B, small), "held", "a short act finds its place");
  assert.equal(await ask(B, small), "held", "and the same letter again is held once");
  assert.equal(running.get(B)?.store.relayedSize(A).letters, kept + 1);
  cut(B, C, false);
});

/** A long letter for a party: acts that only this letter needs. */
async function sealedFor(node: Node, to: PartyId): Promise<readonly Uint8Array[]> {
  const from = node.identity.party;
  cut(from, to, true);
  await until("cut", () => stateOf(node, to) === "cut");
  for (let i = 0; i < 6; i += 1) await report(from);
  return node.pack(to);
}
