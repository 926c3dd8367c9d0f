// The seal vectors, read as a second implementation would read them: from the files alone.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createKem } from "../src/crypto/kem.ts";
import { openPublicKey } from "../src/crypto/keys.ts";
import { readEnvelope } from "../src/line/envelope.ts";
import { createSealing } from "../src/node/sealing.ts";
import { sealVectors } from "./make-seals.ts";
import { keysOf } from "./story.ts";

const FOLDER = new URL("seals/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

type Vector = {
  readonly about: string;
  readonly compact: string;
  readonly line: Readonly<Record<string, string>>;
  readonly recipient: { readonly party: string; readonly keys: Readonly<Record<string, string>> };
  readonly letters: readonly string[];
  readonly expect: string;
};

/** What the recipient makes of the last letter, when the others came before it. */
async function outcomeOf({ compact, line, recipient, letters }: Vector): Promise<string> {
  const { party } = recipient;
  const sealing = createSealing({
    compact,
    party,
    peers: Object.keys(line).filter((each) => each !== party),
    lineKey: () => keysOf(party).line,
    lineKeysOf: (each) => [openPublicKey("ed25519", line[each] ?? "")],
    keyOf: () => undefined,
    seedOf: (number) => {
      const seed = recipient.keys[number];
      return seed === undefined ? undefined : Buffer.from(seed, "hex");
    },
    kem: createKem(),
    chance: (count) => new Uint8Array(count),
    clock: { now: () => 0 },
  });
  let outcome = "";
  for (const text of letters) {
    const opened = await sealing.open(Buffer.from(text, "base64url"));
    if (!opened.ok) {
      outcome = opened.code;
      continue;
    }
    const read = readEnvelope(opened.text);
    const fits = read.ok && read.envelope.from === opened.from && read.envelope.to === party;
    outcome = fits ? "taken" : read.ok ? "not-an-envelope" : read.code;
    if (fits) opened.answer("{}", true);
  }
  return outcome;
}

for (const file of files) {
  const vector = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Vector;
  test(`${file}: ${vector.about}`, async () => {
    assert.equal(await outcomeOf(vector), vector.expect);
  });
}

test("the files are what their maker makes, and their names say what must come out", async () => {
  const made = await sealVectors();
  assert.deepEqual([...made.keys()].toSorted(), files.toSorted());
  for (const [name, text] of made) {
    assert.equal(readFileSync(new URL(name, FOLDER), "utf8"), text, name);
    assert.equal((JSON.parse(text) as Vector).expect === "taken", name.startsWith("valid"), name);
  }
});
