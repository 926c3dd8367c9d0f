// Keys and letters between real nodes: how they meet, how keys come and go, what is left on the disk.

import assert from "node:assert/strict";
import { randomBytes, verify } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { PartyId } from "../src/core/kernel/act.ts";
import { HOUR, MINUTE, parseInstant, type Instant, type Millis } from "../src/core/kernel/instant.ts";
import { KEY_GRACE, KEY_LEAD, KEY_LIFE } from "../src/core/line/line-key.ts";
import { createKem } from "../src/crypto/kem.ts";
import type { PrivateKeys } from "../src/crypto/keys.ts";
import { ENVELOPE_LIMITS, readAnswer } from "../src/line/envelope.ts";
import { proofOf, printHello, readHello } from "../src/line/hello.ts";
import { LETTER_LENGTHS, readRefusal } from "../src/line/letter.ts";
import { QUOTA } from "../src/line/quota.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import type { Store } from "../src/store/store.ts";
import { aheadClock } from "./ahead-clock.ts";
import { agree, forge, nodeAlone, reportBody, sealerFor, text, type Agreement } from "./nodes.ts";

const kem = createKem();

/** Nodes in one process on one clock that can be put forward; a message goes straight to the other's door. */
type Gathering = {
  readonly start: (party: PartyId, store?: Store) => Node;
  readonly forward: (by: Millis) => void;
  /** Every timer goes off now. */
  readonly wake: () => void;
  /** How many hellos went out. */
  readonly hellos: () => number;
  readonly setCut: (cut: boolean) => void;
};

function gather(t: TestContext, agreement: Agreement): Gathering {
  const nodes = new Map<PartyId, Node>();
  const ends: (() => void)[] = [];
  const { clock, forward, wake } = aheadClock();
  let hellos = 0;
  let cut = false;
  const reach = (to: PartyId): Node => {
    const node = cut ? undefined : nodes.get(to);
    if (node === undefined) throw new Error("nobody is there");
    return node;
  };
  t.after(async () => {
    for (const node of nodes.values()) node.stop();
    // What the writers had begun ends first.
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const end of ends) end();
  });
  return {
    start: (party, store = openSqlite(":memory:")) => {
      const identity = openIdentity(
        party,
        agreement.compact,
        agreement.privateKeys[party] as PrivateKeys,
        agreement.document,
      );
      const node = startNode(identity, {
        store,
        clock,
        chance: (count) => randomBytes(count),
        network: {
          send: async (to, letter) => reach(to).receive(letter, "direct"),
          hello: async (to, hello) => {
            hellos += 1;
            return reach(to).hello(hello);
          },
          relay: () => Promise.reject(new Error("no relay")),
          handOn: () => Promise.reject(new Error("no relay")),
        },
        kem,
        verifyAll: async (checks) => checks.map(({ message, key, signature }) => verify(null, message, key, signature)),
      });
      nodes.set(party, node);
      ends.push(store.close);
      return node;
    },
    forward,
    wake,
    hellos: () => hellos,
    setCut: (is) => {
      cut = is;
    },
  };
}

async function until(claim: () => boolean, what: string): Promise<void> {
  const began = performance.now();
  while (!claim()) {
    if (performance.now() - began > 8_000) assert.fail(`not within eight seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const report = (node: Node) =>
  node.sign({ kind: "report", matter: null, to: ["borea"], marking: "TLP:AMBER", body: reportBody() });

const delivered = (node: Node, seq: number, to: PartyId): boolean =>
  node.ledgers().fold.receipts.of(node.identity.party, seq, to).delivered !== undefined;

test("two nodes that have never met say hello once, and then their acts and receipts come sealed", async (t) => {
  const gathering = gather(t, agree());
  const aurelia = gathering.start("aurelia");
  const borea = gathering.start("borea");
  await until(() => aurelia.lineKeys.hello() !== null && borea.lineKeys.hello() !== null, "keys");
  const { act } = await report(aurelia);
  await until(() => delivered(aurelia, act.seq, "borea"), "the receipt");
  assert.ok(gathering.hellos() >= 1);
  const before = gathering.hellos();
  const second = await aurelia.sign({
    kind: "ask",
    matter: "aurelia-1",
    to: ["borea"],
    marking: "TLP:AMBER",
    body: { question: { lang: "en", text: "Is it yours?" }, override: { lang: "en", text: "A test." } },
  });
  await until(() => delivered(aurelia, second.act.seq, "borea"), "the second receipt");
  // Cassia is not there: only hellos to her go on.
  assert.equal(borea.lineKeys.of("aurelia")?.number, readHello(aurelia.lineKeys.hello() ?? "")?.said.number);
  assert.ok(gathering.hellos() >= before);
});

/** Whether bytes stand in any file of a folder. */
const stands = (dir: string, bytes: Uint8Array): boolean =>
  readdirSync(dir).some((file) => readFileSync(join(dir, file)).includes(Buffer.from(bytes)));

test("a key is followed by the next at half its life, and its private part is destroyed on the day, down to the files", async (t) => {
  const dir = mkdtempSync(join(tmpdir(), "downrung-keys-"));
  const gathering = gather(t, agree());
  const store = openSqlite(join(dir, "store.sqlite"));
  const node = gathering.start("aurelia", store);
  await until(() => node.lineKeys.hello() !== null, "the first key");
  const [first] = store.lineKeys();
  assert.ok(first !== undefined);
  const seed = Buffer.from(first.seed);
  assert.ok(stands(dir, seed), "the search finds a key that is there");
  const said = readHello(node.lineKeys.hello() ?? "")?.said;
  assert.equal((parseInstant(said?.until ?? "") ?? 0) - (parseInstant(said?.from ?? "") ?? 0), KEY_LIFE);
  gathering.forward(KEY_LEAD - MINUTE);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(store.lineKeys().length, 1, "not before half of its life");
  gathering.forward(2 * MINUTE);
  await until(() => store.lineKeys().length === 2, "the second key");
  await until(() => (readHello(node.lineKeys.hello() ?? "")?.said.number ?? 0) > first.number, "the new hello");
  for (let hours = 0; hours < (KEY_LEAD + KEY_GRACE) / HOUR - 1; hours += 11) {
    gathering.forward(11 * HOUR);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  gathering.forward(2 * HOUR);
  await until(() => store.lineKeys().every(({ number }) => number !== first.number), "the first key's end");
  await until(() => !stands(dir, seed), "no file holds it");
  assert.ok(stands(dir, store.lineKeys().at(-1)?.seed ?? seed), "the newest is still there");
  t.after(() => rmSync(dir, { recursive: true, force: true }));
});

test("a node that lost its keys says so, and is reached again at once with its new one", async (t) => {
  const agreement = agree();
  const gathering = gather(t, agreement);
  const aurelia = gathering.start("aurelia");
  const old = gathering.start("borea");
  const { act } = await report(aurelia);
  await until(() => delivered(aurelia, act.seq, "borea"), "the receipt");
  const number = aurelia.lineKeys.of("borea")?.number ?? 0;
  old.stop();
  gathering.forward(2 * MINUTE);
  const fresh = gathering.start("borea");
  await until(() => fresh.ledgers().head("aurelia") >= act.seq, "the act at the new store");
  assert.ok((readHello(fresh.lineKeys.hello() ?? "")?.said.number ?? 0) > number);
});

test("a hello is taken only with its party's proof, under this compact, and while its key lives", async (t) => {
  const agreement = agree();
  const gathering = gather(t, agreement);
  const node = gathering.start("borea");
  await until(() => node.lineKeys.hello() !== null, "the key");
  const { publicKey } = await kem.generate();
  const announce = (from: Instant, number = 5) => ({
    number,
    key: Buffer.from(publicKey).toString("base64url"),
    from: new Date(from).toISOString(),
    until: new Date(from + KEY_LIFE).toISOString(),
    relays: false,
  });
  const helloOf = (signer: PartyId, from: Instant, compact = agreement.compact.id): string => {
    const said = announce(from);
    const key = agreement.rings[signer]?.line;
    assert.ok(key !== undefined);
    return printHello(compact, "aurelia", { ...said, proof: proofOf(compact, "aurelia", said, key) });
  };
  await assert.rejects(node.hello(helloOf("cassia", Date.now())));
  await assert.rejects(node.hello(helloOf("aurelia", Date.now(), "A".repeat(43))));
  await assert.rejects(node.hello(helloOf("aurelia", Date.now() - KEY_LIFE - 2 * HOUR)));
  await assert.rejects(node.hello(helloOf("aurelia", Date.now()).replace(`"number":5`, `"number":6`)));
  assert.equal(node.lineKeys.of("aurelia"), undefined);
  const good = helloOf("aurelia", Date.now());
  assert.equal(readHello(await node.hello(good))?.party, "borea");
  assert.equal(node.lineKeys.of("aurelia")?.number, 5);
  // A proof that was found good vouches for what it signs, and for nothing that is put beside it.
  const stranger = Buffer.from((await kem.generate()).publicKey).toString("base64url");
  const key = readHello(good)?.said.key ?? "";
  await assert.rejects(node.hello(good.replace(key, stranger).replace(`"number":5`, `"number":6`)));
  assert.equal(node.lineKeys.of("aurelia")?.key, key);
});

test("no key of a day to come, or for longer than a day, is learned, and one that is over stands in no other's way", async (t) => {
  const agreement = agree();
  const gathering = gather(t, agreement);
  const node = gathering.start("borea");
  await until(() => node.lineKeys.hello() !== null, "the key");
  const { publicKey } = await kem.generate();
  const line = agreement.rings["aurelia"]?.line;
  assert.ok(line !== undefined);
  const now = Date.now();
  const helloOf = (number: number, from: Instant, life = KEY_LIFE): string => {
    const said = {
      number,
      key: Buffer.from(publicKey).toString("base64url"),
      from: new Date(from).toISOString(),
      until: new Date(from + life).toISOString(),
      relays: false,
    };
    const { id } = agreement.compact;
    return printHello(id, "aurelia", { ...said, proof: proofOf(id, "aurelia", said, line) });
  };
  assert.equal(node.lineKeys.learn(helloOf(7, now + KEY_LIFE + MINUTE)), undefined);
  assert.equal(node.lineKeys.learn(helloOf(7, now, KEY_LIFE + 1)), undefined);
  assert.equal(node.lineKeys.learn(helloOf(7, now, -1)), undefined);
  // Two clocks may differ by hours: the acts of the one that is ahead are put off, and it has to be told so.
  assert.equal(node.lineKeys.learn(helloOf(7, now + 2 * HOUR)), "aurelia");
  assert.equal(node.lineKeys.learn(helloOf(2 ** 32 - 1, now)), "aurelia");
  assert.equal(node.lineKeys.of("aurelia")?.number, 2 ** 32 - 1);
  gathering.forward(KEY_LIFE + 2 * HOUR);
  assert.equal(node.lineKeys.learn(helloOf(8, now + KEY_LIFE)), "aurelia");
  assert.equal(node.lineKeys.of("aurelia")?.number, 8);
});

test("a node whose clock was far ahead makes a new key once it is right again", async (t) => {
  const gathering = gather(t, agree());
  gathering.forward(365 * 24 * HOUR);
  const store = openSqlite(":memory:");
  const node = gathering.start("borea", store);
  await until(() => node.lineKeys.hello() !== null, "the key");
  const ahead = store.lineKeys().at(-1)?.number ?? 0;
  gathering.forward(-365 * 24 * HOUR);
  // The node looks again within a minute of its own time.
  gathering.wake();
  await until(() => store.lineKeys().every(({ number }) => number > ahead), "the next key, and the end of that one");
  const said = readHello(node.lineKeys.hello() ?? "")?.said;
  assert.ok((parseInstant(said?.until ?? "") ?? Infinity) <= Date.now() + KEY_LIFE);
});

test("packed letters bring everything that was not receipted by any way, and again they change nothing", async (t) => {
  const gathering = gather(t, agree());
  const aurelia = gathering.start("aurelia");
  const borea = gathering.start("borea");
  await until(
    () => aurelia.lineKeys.of("borea") !== undefined && borea.lineKeys.of("aurelia") !== undefined,
    "they met",
  );
  gathering.setCut(true);
  for (let i = 0; i < 4; i += 1) await report(aurelia);
  await aurelia.checkpoint();
  const letters = await aurelia.pack("borea", { bytes: LETTER_LENGTHS[1] ?? 0 });
  assert.ok(letters.length > 1);
  for (const letter of letters) assert.ok(LETTER_LENGTHS.includes(letter.length));
  for (const letter of letters) assert.equal(readRefusal(await borea.receive(letter, "courier")), undefined);
  const head = aurelia.ledgers().head("aurelia");
  assert.equal(borea.ledgers().head("aurelia"), head);
  const own = borea.ledgers().head("borea");
  for (const letter of letters) assert.equal(readRefusal(await borea.receive(letter, "courier")), "replayed");
  assert.equal(borea.ledgers().head("borea"), own, "no receipt is signed twice");
  for (const letter of await borea.pack("aurelia")) await aurelia.receive(letter, "courier");
  assert.ok(delivered(aurelia, head, "borea"));
});

test("a peer that floods is put off with a time to come again, while its FLASH and its receipts still come", async () => {
  const agreement = agree();
  const bench = nodeAlone("borea", agreement);
  const sealing = await sealerFor(bench, agreement, "aurelia");
  const envelope = (acts: readonly string[]): string =>
    JSON.stringify({
      downrung: "envelope/1",
      compact: agreement.compact.id,
      from: "aurelia",
      to: "borea",
      heads: {},
      acts,
      checkpoint: null,
      cosigned: [],
    });
  const say = async (acts: readonly string[], route: "direct" | "relay" = "direct") => {
    const sealed = await sealing.seal("borea", envelope(acts));
    const bytes = await bench.node.receive(sealed.letter, route);
    return { code: readRefusal(bytes), answer: readAnswer(sealed.openAnswer(bytes) ?? "") };
  };
  const report = forge(agreement, "aurelia", { kind: "report" });
  const body = { subject: "Stop", precedence: "flash", statement: text("Now."), asks: text("Answer.") };
  const flash = forge(agreement, "aurelia", { kind: "notify", body }, { seq: 2, prev: report.id });
  // Acts of another party are refused one by one, and weigh no less for it.
  const heavy = Array.from({ length: ENVELOPE_LIMITS.acts }, () => "x".repeat(2_000));
  for (let i = 0; i < QUOTA.most.acts / heavy.length; i += 1) await say(heavy);
  // More than comes back while this test runs.
  const rest = heavy.slice(0, 100);
  const put = await say([report.token, ...rest]);
  assert.equal(put.answer?.stopped?.code, "over-quota");
  assert.match(put.answer.stopped.because, /come again after 20\d\d-/);
  assert.equal(
    (await say([report.token, ...rest], "relay")).code,
    "over-quota",
    "a relay is told in clear, and keeps it",
  );
  assert.equal(bench.node.ledgers().head("aurelia"), 0);
  assert.equal(bench.node.refused()[0]?.code, "over-quota");
  assert.equal((await say([report.token, flash.token, ...rest])).answer?.stopped?.code, "not-a-token");
  assert.equal(bench.node.ledgers().head("aurelia"), 2);
  bench.stop();
});
