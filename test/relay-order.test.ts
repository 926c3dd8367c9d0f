// A relay handing letters on: what one sender has too much of holds up nobody else's, and who comes back waits for nothing.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test, type TestContext } from "node:test";
import { readCompact } from "../src/core/compact/read.ts";
import type { PartyId } from "../src/core/kernel/act.ts";
import { createKem, KEM_BYTES } from "../src/crypto/kem.ts";
import { generateKeys, openPrivateKeys } from "../src/crypto/keys.ts";
import { sign } from "../src/crypto/sign.ts";
import { compactIdOf } from "../src/ledger/compact-id.ts";
import { openingMessage, readHead, refusalBytes, sealLetter } from "../src/line/letter.ts";
import { withKeys } from "../src/node/config.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode } from "../src/node/node.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { agree } from "./nodes.ts";

/** The demo's compact with a fourth party. */
function agreeOfFour() {
  const { document } = agree();
  const dorada = { ...document.parties["borea"], name: "Dorada" };
  const parties = { ...document.parties, dorada } as typeof document.parties;
  const pairs = Object.fromEntries(Object.keys(parties).map((party) => [party, generateKeys()]));
  const publicKeys = Object.fromEntries(Object.entries(pairs).map(([party, pair]) => [party, pair.publicKeys]));
  const whole = withKeys({ ...document, parties }, publicKeys);
  const reading = readCompact(whole, compactIdOf(whole));
  assert.ok(reading.ok, JSON.stringify(reading));
  return { document: whole, compact: reading.compact, pairs };
}

/** Borea's node, which keeps letters and hands them on like this. */
function relayOf(t: TestContext, handOn: (letter: Uint8Array) => Promise<Uint8Array>) {
  const { document, compact, pairs } = agreeOfFour();
  const store = openSqlite(":memory:");
  const nobody = (): Promise<never> => Promise.reject(new Error("nobody is there"));
  const node = startNode(
    openIdentity("borea", compact, pairs["borea"]?.privateKeys ?? assert.fail(), document),
    {
      store,
      clock: {
        now: Date.now,
        after: (wait, work) => {
          const timer = setTimeout(work, wait);
          return () => clearTimeout(timer);
        },
        soon: (work) => void setImmediate(work),
      },
      chance: (count) => randomBytes(count),
      network: {
        send: nobody,
        hello: nobody,
        relay: nobody,
        handOn: (_to, letter) => handOn(letter),
      },
      kem: createKem(),
      verifyAll: async (checks) => checks.map(() => true),
    },
    { relays: true },
  );
  t.after(() => {
    node.stop();
    store.close();
  });
  const letterOf = (from: PartyId): Uint8Array => {
    const opening = { from, to: "cassia", keyNumber: 1, enc: randomBytes(KEM_BYTES.enc) };
    const keys = pairs[from]?.privateKeys ?? assert.fail();
    const signature = sign(openingMessage(compact.id, opening), openPrivateKeys(keys).line);
    return sealLetter(compact.id, { ...opening, signature, counter: 0 }, randomBytes(32), "x") ?? assert.fail();
  };
  const kept = (): string =>
    node.relay
      .kept()
      .map(({ sender }) => sender)
      .join();
  const untilKept = async (wanted: string): Promise<string> => {
    const end = Date.now() + 1_000;
    while (kept() !== wanted && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    return kept();
  };
  return { relay: node.relay, letterOf, untilKept };
}

test("a recipient that takes no more of one sender still gets the letters of another from the relay", async (t) => {
  const { relay, letterOf, untilKept } = relayOf(t, async (letter) => {
    const reading = readHead(letter);
    const from = reading.ok ? reading.head.from : "nobody";
    return from === "aurelia" ? refusalBytes("over-quota") : Buffer.alloc(0);
  });
  assert.deepEqual(await relay.take(letterOf("aurelia")), { held: true });
  assert.deepEqual(await relay.take(letterOf("dorada")), { held: true });
  assert.equal(await untilKept("aurelia"), "aurelia", "Dorada's letter goes past Aurelia's, which waits");
});

test("a recipient that comes back gets what is kept at once, whatever was sent into the cut before", async (t) => {
  let isCut = true;
  const { relay, letterOf, untilKept } = relayOf(t, () =>
    isCut ? new Promise(() => {}) : Promise.resolve(Buffer.alloc(0)),
  );
  assert.deepEqual(await relay.take(letterOf("aurelia")), { held: true });
  await new Promise((resolve) => setTimeout(resolve, 20));
  isCut = false;
  relay.wake("cassia");
  assert.equal(await untilKept(""), "");
});
