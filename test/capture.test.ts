// Two nodes over HTTP with a tap on the cable between them: what it hears is sender, recipient, size class
// and time, and nothing of what they say.

import assert from "node:assert/strict";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { PartyId } from "../src/core/kernel/act.ts";
import { ANSWER_LENGTHS, LETTER_LENGTHS } from "../src/line/letter.ts";
import type { PrivateKeys } from "../src/crypto/keys.ts";
import { HELLO_PATH, LETTER_PATH, lineServer } from "../src/node/http/line-server.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { httpNetwork, realWorld } from "../src/node/real-world.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { agree, reportBody, text } from "./nodes.ts";

/** Everything that went over the cables, one entry a direction of a connection. */
const heard: Buffer[] = [];
const ends: (() => unknown)[] = [];

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

/** A forwarder that writes down what passes, in both directions. */
async function tap(target: () => number): Promise<number> {
  const server = createServer((near) => {
    const far = connect(target(), "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const place = heard.push(Buffer.alloc(0)) - 1;
      from.on("data", (chunk: Buffer) => {
        heard[place] = Buffer.concat([heard[place] ?? Buffer.alloc(0), chunk]);
        to.write(chunk);
      });
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroy());
    }
  });
  ends.push(() => server.close());
  return listening(server);
}

const agreement = agree("drill", 60);
const nodes = new Map<PartyId, Node>();

before(async () => {
  const doors = new Map<PartyId, FastifyInstance>();
  const portOf = (party: PartyId): number => {
    const address = doors.get(party)?.server.address();
    if (typeof address !== "object" || address === null) throw new Error(`${party} does not listen yet`);
    return address.port;
  };
  for (const [party, other] of [
    ["aurelia", "borea"],
    ["borea", "aurelia"],
  ] as const) {
    const store = openSqlite(":memory:");
    const network = httpNetwork({ [other]: `http://127.0.0.1:${await tap(() => portOf(other))}` });
    const keys = agreement.privateKeys[party] as PrivateKeys;
    const identity = openIdentity(party, agreement.compact, keys, agreement.document);
    const node = startNode(identity, realWorld(store, network));
    const door = lineServer(node, () => {});
    await door.listen({ host: "127.0.0.1", port: 0 });
    doors.set(party, door);
    nodes.set(party, node);
    ends.unshift(
      () => node.stop(),
      () => door.close(),
      () => network.close(),
    );
    ends.push(() => store.close());
  }
});
after(async () => {
  for (const end of ends) await end();
});

const nodeOf = (party: PartyId): Node => {
  const node = nodes.get(party);
  if (node === undefined) throw new Error(`${party} has no node`);
  return node;
};

async function until(claim: () => boolean): Promise<void> {
  const began = performance.now();
  while (!claim()) {
    if (performance.now() - began > 10_000) assert.fail("not within ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Pieces of what was said that are too long to come by chance. */
function secrets(): readonly string[] {
  const said = [...nodes.values()].flatMap((node) => [...node.world.store.all()]);
  const fragments = said.flatMap(({ token }) =>
    Array.from({ length: Math.floor(token.length / 16) }, (_, i) => token.slice(i * 16, i * 16 + 16)),
  );
  const kinds = said.map(({ kind }) => kind).filter((kind) => kind.length >= 6);
  const matters = said.flatMap(({ matter }) => (matter === null ? [] : [matter]));
  const ids = said.map(({ id }) => id);
  return [...new Set([...fragments, ...kinds, ...matters, ...ids, ...WORDS])];
}

const WORDS = [
  "Three substations",
  "Loss of supply",
  "interrupted",
  "230000",
  "Is the maintenance window yours?",
  "We insist on an answer.",
  "TLP:AMBER",
  "envelope/1",
  "checkpoint",
  "heads",
] as const;

/** The heads of the HTTP messages in a stream, with the lengths of their bodies. */
function messagesIn(stream: Buffer): readonly { readonly first: string; readonly length: number }[] {
  const messages: { first: string; length: number }[] = [];
  for (let place = 0; place < stream.length;) {
    const end = stream.indexOf("\r\n\r\n", place);
    if (end < 0) break;
    const head = stream.subarray(place, end).toString("latin1");
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    messages.push({ first: head.split("\r\n", 1)[0] ?? "", length });
    place = end + 4 + length;
  }
  return messages;
}

test("what passes on the cable shows nothing of what is said, and only size classes", async () => {
  const [aurelia, borea] = [nodeOf("aurelia"), nodeOf("borea")];
  const to = ["borea"];
  await aurelia.sign({ kind: "report", matter: null, to, marking: "TLP:AMBER", body: reportBody() });
  const override = text("We insist on an answer.");
  const asks = { question: text("Is the maintenance window yours?"), override };
  await aurelia.sign({ kind: "ask", matter: "aurelia-1", to, marking: "TLP:AMBER", body: asks });
  await until(() => borea.ledgers().fold.entries("aurelia-1").length === 2);
  const body = { statement: text(`Not ours. ${"We looked at every station. ".repeat(200)}`), override };
  await borea.sign({ kind: "refute", matter: "aurelia-1", to: ["aurelia"], marking: "TLP:AMBER", body });
  const all = (node: Node): string => JSON.stringify(node.ledgers().heads());
  await aurelia.checkpoint();
  await borea.checkpoint();
  await until(() => all(aurelia) === all(borea) && (aurelia.ledgers().head("borea") ?? 0) > 2);
  const bytes = Buffer.concat(heard);
  for (const secret of secrets()) assert.ok(!bytes.includes(secret), `the cable shows ${secret}`);

  const messages = heard.flatMap(messagesIn);
  const hellos = messages.filter(({ first }) => first.startsWith(`POST ${HELLO_PATH}`));
  const letters = messages.filter(({ first }) => first.startsWith(`POST ${LETTER_PATH}`));
  assert.ok(letters.length >= 4);
  assert.equal(hellos.length + letters.length, messages.filter(({ first }) => first.startsWith("POST")).length);
  for (const { length } of letters) assert.ok(LETTER_LENGTHS.includes(length), `${length} is the length of no letter`);
  assert.ok(new Set(letters.map(({ length }) => length)).size >= 2, "more than one class was seen");
  const answers = messages.filter(({ first }) => first.startsWith("HTTP/1.1 200")).map(({ length }) => length);
  const ofLetters = answers.filter((length) => ANSWER_LENGTHS.includes(length));
  assert.ok(ofLetters.length >= letters.length - 1, "all but what is under way is answered in a size class");
  assert.ok(answers.length - ofLetters.length <= hellos.length, "whatever else was answered was a hello");
});

test("the tap would show what is not sealed", () => {
  const [act] = nodeOf("aurelia").world.store.acts("aurelia", 2, 1);
  const envelope = JSON.stringify({ downrung: "envelope/1", acts: [act?.token] });
  assert.ok(secrets().filter((secret) => envelope.includes(secret)).length > 20);
});
