// The public samples and the object vectors of the OASIS validator, where they are at hand.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { checkBody } from "../core/law/validate.ts";
import { READ_TYPES } from "./stix-schema.ts";
import { readStix } from "./stix-read.ts";
import { reportFromStix, type StixReport } from "./stix.ts";

const SHARED = new URL("../../../shared/data/stix/", import.meta.url);
const NOW = Date.UTC(2026, 10, 22, 12, 0, 0, 0);

function shared(t: TestContext, name: string): string | undefined {
  const url = new URL(name, SHARED);
  if (existsSync(url)) return readFileSync(url, "utf8");
  t.skip("no shared data");
  return undefined;
}

function draft(text: string, name: string): Extract<StixReport, { ok: true }> {
  const digest = createHash("sha256").update(text).digest("base64url");
  const report = reportFromStix(text, { lang: "en", now: NOW, name, digest, bytes: Buffer.byteLength(text) });
  assert.ok(report.ok, JSON.stringify(report));
  assert.equal(checkBody("report", report.body), undefined);
  return report;
}

test("the APT1 bundle gives a report titled by its one report, with nothing determined", (t) => {
  const text = shared(t, "apt1.json");
  if (text === undefined) return;
  const { body } = draft(text, "apt1.json");
  assert.match(body.title, /APT1/);
  assert.deepEqual([body.nature, body.malicious, body.effect], ["undetermined", "unknown", "unknown"]);
  assert.match(body.summary.text, /Objects in the file: 76 \(relationship 30, indicator 12,/);
});

test("the Poison Ivy bundle is one report about three campaigns", (t) => {
  const text = shared(t, "poisonivy.json");
  if (text === undefined) return;
  const { body } = draft(text, "poisonivy.json");
  assert.match(body.title, /Poison Ivy/);
  assert.match(body.summary.text, /Objects in the file: 155/);
});

test("a sighting gives the time at which it was seen", (t) => {
  const text = shared(t, "sighting-of-an-indicator.json");
  if (text === undefined) return;
  const first = (JSON.parse(text) as { objects: readonly { first_seen?: string }[] }).objects.find(
    ({ first_seen }) => first_seen !== undefined,
  )?.first_seen;
  assert.ok(first);
  assert.equal(Date.parse(draft(text, "sighting.json").body.observed), Date.parse(first));
});

test("granular markings mark the draft", (t) => {
  const text = shared(t, "using-granular-markings.json");
  if (text === undefined) return;
  assert.notEqual(draft(text, "granular.json").marking, null);
});

test("ATT&CK for ICS, 1,826 objects, is read whole, and its techniques are cut with a note", (t) => {
  const text = shared(t, "ics-attack-18.1.json");
  if (text === undefined) return;
  const { body, notes } = draft(text, "ics-attack-18.1.json");
  assert.equal(body.techniques.length, 32);
  assert.ok(notes.some((note) => /ATT&CK techniques; the first 32/.test(note)));
  assert.ok(notes.some((note) => /hint at disruption or sabotage/.test(note)));
  const started = performance.now();
  draft(text, "ics-attack-18.1.json");
  t.diagnostic(`ics-attack-18.1.json, 3.5 MB, in ${(performance.now() - started).toFixed(0)} ms`);
});

type Vector = {
  readonly n: number;
  readonly test: string;
  readonly expected_valid: boolean;
  readonly object: { readonly type: string };
};

/**
 * Many invalid vectors break rules on fields that no report needs, or options of the validator that ask
 * for more than the standard does. Their share is printed, not held.
 */
test("valid object vectors of the types that are read are accepted, and the share of invalid ones refused is told", (t) => {
  const text = shared(t, "object_vectors.jsonl");
  if (text === undefined) return;
  const vectors = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Vector);
  const accepted = ({ object }: Vector): boolean =>
    readStix(
      JSON.stringify(
        object.type === "bundle"
          ? object
          : { type: "bundle", id: "bundle--44af6c39-c09b-49c5-9de2-394224b04982", objects: [object] },
      ),
    ).ok;
  const read = vectors.filter(({ object }) => object.type === "bundle" || READ_TYPES.has(object.type));
  const wronged = vectors.filter((vector) => vector.expected_valid && !accepted(vector));
  assert.deepEqual(
    wronged.map(({ n, test: name }) => `${n} ${name}`),
    [],
  );
  const invalid = (of: readonly Vector[]): readonly Vector[] => of.filter(({ expected_valid }) => !expected_valid);
  const refused = (of: readonly Vector[]): number => invalid(of).filter((vector) => !accepted(vector)).length;
  const share = (of: readonly Vector[]): string =>
    `${refused(of)} of ${invalid(of).length} (${Math.round((100 * refused(of)) / invalid(of).length)} %)`;
  t.diagnostic(`valid vectors accepted: all ${vectors.length - invalid(vectors).length}`);
  t.diagnostic(`invalid vectors refused: ${share(read)} of the types read, ${share(vectors)} of all`);
  const times = read.filter(
    ({ test: name, object }) => name.endsWith("test_invalid_timestamp") && object.type !== "bundle",
  );
  assert.equal(refused(times), invalid(times).length, "every bad time in a type that is read is refused");
});
