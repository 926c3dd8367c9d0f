// Parsers of outside bytes under seeded mutation: whatever comes, each gives a value or a refusal, in time,
// and what it gives is what was signed. One seed is one run.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { resigned } from "../vectors/breaking.ts";
import { small } from "../vectors/case-stories.ts";
import type { ValidAct } from "../vectors/make-acts.ts";
import { readVector } from "../vectors/make-casefiles.ts";
import { readCompact } from "../src/core/compact/read.ts";
import { openPublicKey } from "../src/crypto/keys.ts";
import { readYaml } from "../src/interop/yaml.ts";
import { readCaseFile } from "../src/ledger/case-form.ts";
import { verifyCaseFile } from "../src/ledger/casefile.ts";
import { parseCheckpoint, printCheckpoint, verifyCheckpoint } from "../src/ledger/checkpoint.ts";
import { parseNote, printSignature } from "../src/ledger/note.ts";
import { parseTlogProof, printTlogProof } from "../src/ledger/tlog-proof.ts";
import { isSignedBy, readToken } from "../src/ledger/token.ts";
import { readAnswer, readEnvelope } from "../src/line/envelope.ts";

const SEED = 20_261_122;
/** Far above what any of these inputs needs, and far below a hang. */
const LONGEST_MS = 2_000;

/** A small generator of chance that gives the same run for the same seed (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Pieces on which parsers have stumbled before. */
const PIECES = [
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\\",
  "\\u0000",
  "\\ud800",
  "null",
  "1e999",
  "-0",
  "0.1",
  "__proto__",
  '"constructor":1,',
  "~",
  ".",
  "\n",
  "\n\n",
  "— ",
  "+",
  "/",
  "=",
  " ",
  "\t",
  "\r",
  "\0",
  "é",
  "\u0141",
  "\u2028",
  "🔌",
  "\ud800",
  "\ufeff",
  "&a ",
  "*a",
  "<<: ",
  "!!js ",
  "- ",
  "? ",
  "|\n",
  ">-\n",
  "#",
  "%YAML 1.1\n---\n",
  "---\n",
  "...\n",
  "9".repeat(400),
];

/** One to three changes: a bit, a cut, a copy, a piece, a part of another sample. */
function mutate(text: string, others: readonly string[], random: (below: number) => number): string {
  let changed = text;
  for (let left = 1 + random(3); left > 0; left -= 1) {
    const at = random(changed.length + 1);
    const end = Math.min(changed.length, at + 1 + random(1 << random(10)));
    const [head, middle, rest] = [changed.slice(0, at), changed.slice(at, end), changed.slice(end)];
    const other = others[random(others.length)] ?? "";
    const from = random(other.length + 1);
    const flipped = String.fromCharCode((middle.charCodeAt(0) || 65) ^ (1 << random(8))) + middle.slice(1);
    const ways = [
      () => head + flipped + rest,
      () => head + rest,
      () => head + middle + middle + rest,
      () => head + (PIECES[random(PIECES.length)] ?? "") + middle + rest,
      () => head + other.slice(from, from + 1 + random(200)) + rest,
      () => head,
    ];
    changed = (ways[random(ways.length)] ?? ways[0])?.() ?? changed;
  }
  return changed;
}

/** Runs `check` on mutants of the samples, and names the seed's step when it throws or takes too long. */
function fuzz(samples: readonly string[], runs: number, check: (mutant: string, sample: string) => void): void {
  const random = chance(SEED);
  for (let run = 0; run < runs; run += 1) {
    const sample = samples[random(samples.length)] ?? "";
    const mutant = mutate(sample, samples, random);
    const started = performance.now();
    try {
      check(mutant, sample);
    } catch (cause) {
      throw new Error(`run ${run}: ${JSON.stringify(mutant.slice(0, 400))}`, { cause });
    }
    assert.ok(performance.now() - started < LONGEST_MS, `run ${run} took too long`);
  }
}

const acts = (
  JSON.parse(readFileSync(new URL("../vectors/acts/valid.json", import.meta.url), "utf8")) as { cases: ValidAct[] }
).cases;
const proofs = (
  JSON.parse(readFileSync(new URL("../vectors/proofs/tlog-proof.json", import.meta.url), "utf8")) as {
    cases: { proof: string }[];
  }
).cases;
const story = small();
const note = story.checkpoint("aurelia", ["aurelia", "borea"]);
const minimal = readVector("valid-minimal.json");

test("a mutated token is refused, unsigned, or the same act with no more shown than before", () => {
  const actKey = openPublicKey("ed25519", acts[0]?.key ?? "");
  const known = new Map(acts.map(({ act }) => [act.id, act]));
  fuzz(
    acts.map(({ token }) => token),
    20_000,
    (mutant) => {
      const read = readToken(mutant);
      if (!read.ok || !isSignedBy(read.jwt, actKey)) return;
      const original = known.get(read.act.id);
      assert.ok(original !== undefined);
      // Withheld vectors share an id with the act that shows all.
      const whole = acts.filter(({ act }) => act.id === read.act.id).map(({ act }) => act.body);
      for (const [field, value] of Object.entries(read.act.body)) {
        assert.ok(
          whole.some((body) => JSON.stringify(body[field]) === JSON.stringify(value)),
          field,
        );
      }
    },
  );
});

test("a mutated note prints to the same bytes or is none", () => {
  fuzz([note, `${note}`, "a\n\n— b AAAAAAE=\n"], 4_000, (mutant) => {
    const parsed = parseNote(mutant);
    if (parsed === undefined) return;
    assert.equal(`${parsed.text}\n${parsed.signatures.map(printSignature).join("")}`, mutant);
  });
});

test("a mutated checkpoint prints to the same bytes or is none", () => {
  const text = parseNote(note)?.text ?? "";
  fuzz([text, "downrung/c/p\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"], 4_000, (mutant) => {
    const parsed = parseCheckpoint(mutant);
    if (parsed !== undefined) assert.equal(printCheckpoint(parsed), mutant);
  });
});

test("a mutated signed checkpoint is refused, or says what was signed", () => {
  const { log, act: _act, public: keys } = story.keysFor("aurelia");
  assert.ok(log);
  const origin = `downrung/${story.id}/aurelia`;
  const known = { origin, logPublic: keys.log, logKey: openPublicKey("ed25519", keys.log) };
  const witness = { name: origin, publicKey: keys.witness, key: openPublicKey("ml-dsa-44", keys.witness) };
  fuzz([note], 1_000, (mutant) => {
    const verdict = verifyCheckpoint(mutant, known, [witness]);
    if (verdict.ok) assert.equal(printCheckpoint(verdict.checkpoint), parseNote(note)?.text);
  });
});

test("a mutated portable proof prints to the same bytes or is none", () => {
  fuzz(
    proofs.map(({ proof }) => proof),
    10_000,
    (mutant) => {
      const parsed = parseTlogProof(mutant);
      if (parsed !== undefined && parsed.extra === undefined) assert.equal(printTlogProof(parsed), mutant);
    },
  );
});

test("a mutated case file never verifies", () => {
  fuzz([minimal, readVector("valid-late-acts.json"), readVector("valid-forked-acts.json")], 1_000, (mutant, sample) => {
    assert.equal(typeof readCaseFile(mutant).ok, "boolean");
    if (mutant !== sample) assert.equal(verifyCaseFile(mutant).ok, false);
  });
});

test("a case that its exporter has mutated and signed again is refused or still tells nothing false", () => {
  const { ledgers } = JSON.parse(minimal) as { ledgers: unknown };
  const sample = JSON.stringify(ledgers);
  const ids = [...story.ledger("aurelia"), ...story.ledger("borea")].map(({ act }) => act.id);
  fuzz([sample], 600, (mutant) => {
    const parts = parse(mutant);
    // Half a surrogate pair has no canonical form: nobody can sign it.
    if (typeof parts !== "object" || parts === null || JSON.stringify(parts).includes(String.raw`\ud`)) return;
    const text = resigned((file) => void Object.assign(file, { ledgers: parts }));
    const verdict = verifyCaseFile(text);
    if (verdict.ok) for (const { id } of verdict.acts) assert.ok(ids.includes(id));
  });
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const envelope = JSON.stringify({
  downrung: "envelope/1",
  compact: story.id,
  from: "aurelia",
  to: "borea",
  heads: { aurelia: 2, borea: 1 },
  acts: story.ledger("aurelia").map(({ token }) => token),
  checkpoint: note,
  cosigned: [note],
});
const answer = JSON.stringify({ heads: { aurelia: 2 }, stopped: { code: "gap", seq: 3, because: "acts are missing" } });

test("a mutated envelope or answer is refused or has the fields of one", () => {
  fuzz([envelope], 2_000, (mutant) => {
    const read = readEnvelope(mutant);
    if (!read.ok) return;
    assert.deepEqual(Object.keys(read.envelope).toSorted(), [
      "acts",
      "checkpoint",
      "compact",
      "cosigned",
      "downrung",
      "from",
      "heads",
      "to",
    ]);
    assert.ok(Object.values(read.envelope.heads).every(Number.isSafeInteger));
  });
  fuzz([answer, '{"heads":{},"stopped":null}'], 4_000, (mutant) => {
    const read = readAnswer(mutant);
    if (read !== undefined) assert.ok(Object.values(read.heads).every(Number.isSafeInteger));
  });
});

test("mutated YAML is read, or its errors have lines", () => {
  const demo = readFileSync(new URL("../compacts/demo.yaml", import.meta.url), "utf8");
  fuzz([demo, demo.slice(0, 600), "a: 1\nb: [1, 2, {c: d}]\n"], 500, (mutant) => {
    const read = readYaml(mutant);
    if (read.ok) assert.ok(readCompact(read.value).ok || !readCompact(read.value).ok);
    else assert.ok(read.errors.every(({ line, column }) => line >= 1 && column >= 1));
  });
});

test("a compact made of anything is read or refused, and one that is read has parties with keys of the right length", () => {
  const { document } = story;
  assert.ok(readCompact(document).ok);
  fuzz([JSON.stringify(document)], 1_500, (mutant) => {
    const read = readCompact(parse(mutant));
    if (read.ok) assert.ok(read.compact.parties.every(({ keys }) => keys.act === "" || keys.act.length === 43));
  });
  fc.assert(
    fc.property(fc.jsonValue(), (value) => typeof readCompact(value).ok === "boolean"),
    { seed: SEED, numRuns: 1_000 },
  );
});

test("parsers given nothing but noise refuse it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (noise) => {
      assert.equal(readToken(noise).ok, false);
      assert.equal(parseNote(noise), undefined);
      assert.equal(parseCheckpoint(noise), undefined);
      assert.equal(parseTlogProof(noise), undefined);
      assert.equal(verifyCaseFile(noise).ok, false);
      assert.equal(readEnvelope(noise).ok, false);
      assert.equal(readAnswer(noise), undefined);
      assert.equal(typeof readYaml(noise).ok, "boolean");
    }),
    { seed: SEED, numRuns: 300 },
  );
});
