// Bad input at the line's door: each gets its own answer, and nothing of it is stored.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { MINUTE } from "../src/core/kernel/instant.ts";
import { HELLO_LIMITS } from "../src/line/hello.ts";
import { LETTER_LIMITS, readRefusal } from "../src/line/letter.ts";
import { withhold } from "../src/ledger/token.ts";
import { HELLO_PATH, LETTER_PATH, lineServer } from "../src/node/http/line-server.ts";
import { agree, bring, bringText, forge, helloOf, nodeAlone, reportBody, text, type Bench } from "./nodes.ts";

const agreement = agree();
let borea: Bench;

before(() => {
  borea = nodeAlone("borea", agreement);
});
after(() => borea.stop());

const held = (): number => borea.node.ledgers().head("aurelia");
const flip = (token: string, place: number): string => {
  const other = token[place] === "A" ? "B" : "A";
  return `${token.slice(0, place)}${other}${token.slice(place + 1)}`;
};

/** One bad act, the code it is answered with, and that nothing was kept. */
async function refused(tokens: readonly string[], code: string): Promise<void> {
  const before = held();
  const answer = await bring(borea, "aurelia", tokens);
  assert.equal(answer.stopped?.code, code, answer.stopped?.because ?? "nothing stopped it");
  assert.ok((answer.stopped?.because ?? "").length > 10, "the answer says why");
  assert.equal(held(), before);
  assert.equal(borea.store.act("aurelia", before + 1), undefined);
}

test("a token that is none is refused", async () => {
  await refused(["hello"], "not-a-token");
  await refused(["a.b.c~"], "not-a-token");
  await refused([`${forge(agreement, "aurelia", { kind: "report" }).token}x`], "not-a-token");
});

test("a flipped character anywhere in an act is refused", async () => {
  const { token } = forge(agreement, "aurelia", { kind: "report" });
  for (let place = 0; place < token.length; place += 37) {
    const answer = await bring(borea, "aurelia", [flip(token, place)]);
    assert.notEqual(answer.stopped, null, `character ${place}`);
  }
  assert.equal(held(), 0);
});

test("an act beyond 64 KiB is refused", async () => {
  const long = { text: "x".repeat(8_000), lang: "en" };
  const body = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`f${"abcdefghi"[i] ?? ""}`, long]));
  const { token } = forge(agreement, "aurelia", { kind: "report", body });
  assert.ok(token.length > 64 * 1024);
  await assert.rejects(bring(borea, "aurelia", [token]), /not-an-envelope/);
  assert.equal(held(), 0);
});

test("an unknown kind and an unknown field are refused by name", async () => {
  await refused([forge(agreement, "aurelia", { kind: "strike", body: { of: "x" } }).token], "unknown-kind");
  await refused([forge(agreement, "aurelia", { kind: "report", body: reportBody({ extra: 1 }) }).token], "bad-body");
});

test("an act under another compact is refused", async () => {
  await refused([forge(agree(), "aurelia", { kind: "report" }).token], "wrong-compact");
});

test("an act signed with another party's key is refused", async () => {
  await refused([forge(agreement, "aurelia", { kind: "report" }, { signer: "cassia" }).token], "wrong-signature");
});

test("a party may not bring another's act", async () => {
  const { token } = forge(agreement, "cassia", { kind: "report" });
  const answer = await bring(borea, "aurelia", [token]);
  assert.equal(answer.stopped?.code, "not-the-sender");
});

test("an act from the future is not taken until its time", async () => {
  const at = Date.now() + 6 * MINUTE;
  await refused([forge(agreement, "aurelia", { kind: "report" }, { at }).token], "from-the-future");
});

test("an act with a field withheld is refused between parties", async () => {
  const { token } = forge(agreement, "aurelia", { kind: "report" });
  await refused([withhold(token, (field) => field !== "people")], "withheld-fields");
});

test("an act after a gap is not taken", async () => {
  await refused([forge(agreement, "aurelia", { kind: "report" }, { seq: 3 }).token], "gap");
});

test("a drill act under a real compact, and a real act under a drill compact, are refused", async () => {
  await refused([forge(agreement, "aurelia", { kind: "report" }, { mode: "real" }).token], "wrong-mode");
  const real = agree("real");
  const node = nodeAlone("borea", real);
  const answer = await bring(node, "aurelia", [forge(real, "aurelia", { kind: "report" }, { mode: "drill" }).token]);
  assert.equal(answer.stopped?.code, "wrong-mode");
  assert.equal(node.node.ledgers().head("aurelia"), 0);
  node.stop();
});

test("what comes before a bad act in one envelope is kept, and nothing after it", async () => {
  const bench = nodeAlone("cassia", agreement);
  const first = forge(agreement, "aurelia", { kind: "report" });
  const second = forge(
    agreement,
    "aurelia",
    { kind: "ask", body: { question: text("Why?") } },
    { seq: 2, prev: first.id },
  );
  const answer = await bring(bench, "aurelia", [
    first.token,
    flip(second.token, second.token.length - 60),
    second.token,
  ]);
  assert.equal(bench.node.ledgers().head("aurelia"), 1);
  assert.equal(answer.stopped?.seq, 2);
  bench.stop();
});

test("an act brought twice is held once, and the answer says so", async () => {
  const bench = nodeAlone("cassia", agreement);
  const { token } = forge(agreement, "aurelia", { kind: "report" });
  await bring(bench, "aurelia", [token]);
  const again = await bring(bench, "aurelia", [token]);
  assert.equal(again.stopped, null);
  assert.equal(again.heads["aurelia"], 1);
  assert.equal([...bench.store.all()].filter(({ by }) => by === "aurelia").length, 1);
  assert.equal(bench.node.ledgers().head("cassia"), 2, "its key and one receipt, not two");
  bench.stop();
});

test("two histories under one signature are kept as evidence and neither is believed further", async () => {
  const bench = nodeAlone("cassia", agreement);
  const told = forge(agreement, "aurelia", { kind: "report" });
  const other = forge(agreement, "aurelia", { kind: "report", body: reportBody({ people: 5 }) });
  await bring(bench, "aurelia", [told.token]);
  const answer = await bring(bench, "aurelia", [other.token]);
  assert.equal(answer.stopped?.code, "fork");
  const [fork] = bench.node.forks();
  assert.equal(fork?.by, "aurelia");
  assert.deepEqual([fork.one, fork.other], [told.token, other.token]);
  assert.equal(bench.node.ledgers().head("aurelia"), 1);
  bench.stop();
});

test("an envelope that is none or for another is refused by its letter, and noted", async () => {
  const envelope = {
    downrung: "envelope/1",
    compact: agreement.compact.id,
    from: "aurelia",
    to: "borea",
    heads: {},
    acts: [],
    checkpoint: null,
    cosigned: [],
  };
  const say = (text: string) => bringText(borea, agreement, "aurelia", text);
  await assert.rejects(say("{"), /refused: not-json/);
  await assert.rejects(say("{}"), /refused: not-an-envelope/);
  await assert.rejects(say(""), /refused: not-json/);
  assert.equal((await say(JSON.stringify(envelope))).stopped, null);
  await assert.rejects(say(JSON.stringify({ ...envelope, to: "cassia" })), /refused: not-an-envelope/);
  await assert.rejects(say(JSON.stringify({ ...envelope, from: "cassia" })), /refused: not-an-envelope/);
  await assert.rejects(say(JSON.stringify({ ...envelope, compact: "A".repeat(43) })), /refused: not-an-envelope/);
  await assert.rejects(say(JSON.stringify({ ...envelope, more: 1 })), /refused: not-an-envelope/);
  const [last] = borea.node.refused();
  assert.deepEqual([last?.from, last?.route, last?.code], ["aurelia", "direct", "not-an-envelope"]);
});

test("what is no letter, no hello or too large is refused at the wire", async () => {
  const app = lineServer(borea.node, () => {});
  const post = (url: string, type: string, payload: string | Buffer) =>
    app.inject({ method: "POST", url, headers: { "content-type": type }, payload });
  const letter = (payload: Buffer) => post(LETTER_PATH, "application/octet-stream", payload);
  const answer = await letter(Buffer.from("hello"));
  assert.deepEqual([answer.statusCode, readRefusal(answer.rawPayload)], [200, "not-a-letter"]);
  assert.equal((await letter(Buffer.alloc(LETTER_LIMITS.bytes + 1))).statusCode, 413);
  assert.equal((await post(LETTER_PATH, "text/plain", "x")).statusCode, 415);
  const hello = (text: string) => post(HELLO_PATH, "application/json", text);
  const own = await helloOf(borea);
  for (const text of ["", "{}", own, own.replace("borea", "aurelia")])
    assert.equal((await hello(text)).statusCode, 400);
  assert.equal((await hello("x".repeat(HELLO_LIMITS.bytes + 1))).statusCode, 413);
  await app.close();
});
