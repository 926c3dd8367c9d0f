// What a redline says of two versions: every change and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FULL } from "../testing/full-compact.ts";
import { everyClause, type Clause } from "./clause.ts";
import { clausesOf } from "./clauses.ts";
import { changedSections, diffClauses, redline } from "./diff.ts";
import type { CompactDocument } from "./document.ts";

const diff = (after: CompactDocument): readonly string[] =>
  diffClauses(clausesOf(FULL), clausesOf(after)).map(({ is, id }) => `${is} ${id}`);

test("a compact does not differ from itself", () => {
  assert.deepEqual(diff(FULL), []);
  assert.deepEqual(changedSections(FULL, FULL), []);
});

test("a new latest time changes its own clause and no other", () => {
  const ladder = FULL.ladder.map((step) =>
    step.step === "confirm" ? { ...step, owes: step.owes.map((owed) => ({ ...owed, latest: "12h" })) } : step,
  );
  assert.deepEqual(diff({ ...FULL, ladder }), ["changed ladder/confirm/owes/confirm+refute"]);
  assert.deepEqual(changedSections(FULL, { ...FULL, ladder, version: 4 }), ["ladder"]);
});

test("a clause that only moves has not changed", () => {
  const purposes = [{ en: "A new first purpose." }, ...(FULL.purposes ?? [])];
  assert.deepEqual(diff({ ...FULL, purposes }), ["added purposes/0"]);
  const { norms: _norms, ...without } = FULL;
  assert.deepEqual(diff(without), ["removed norms"]);
});

test("what is removed stands where it stood", () => {
  const lines = FULL["red-lines"] ?? [];
  const changes = diff({ ...FULL, "red-lines": lines.slice(1), skew: "91s", expires: "2032-05-01" });
  assert.deepEqual(changes, ["changed skew", "removed red-lines/hospitals", "changed expires"]);
});

test("a default that is written out is a change: the words of the compact are other words", () => {
  const responses = FULL.responses;
  assert.ok(responses !== undefined && responses.consultation === undefined);
  assert.deepEqual(diff({ ...FULL, responses: { ...responses, consultation: "48h" } }), [
    "changed responses/consultation",
  ]);
});

/** The clauses without those that changed, were added or were removed. */
function kept(clauses: readonly Clause[], gone: ReadonlySet<Clause>): readonly string[] {
  return clauses
    .filter((clause) => !gone.has(clause))
    .flatMap(({ key, args, children, ...clause }) => [
      JSON.stringify([key, args]),
      ...kept(children, gone),
      clause.form,
    ]);
}

test("what a diff does not name is the same in both, whatever was cut from either", () => {
  const parts = Object.keys(FULL.responses ?? {}).length;
  assert.ok(parts > 0);
  const cut = (seed: readonly boolean[]): CompactDocument => ({
    ...FULL,
    purposes: (FULL.purposes ?? []).filter((_, i) => seed[i] === true || i === 0),
    norms: (FULL.norms ?? []).filter((_, i) => seed[i] === true),
    sharing: (FULL.sharing ?? []).filter((_, i) => seed[i] === true),
    ladder: FULL.ladder.map((step) => ({ ...step, owes: step.owes.filter((_, i) => seed[i] === true) })),
  });
  const seeds = fc.array(fc.boolean(), { minLength: 11, maxLength: 11 });
  fc.assert(
    fc.property(seeds, seeds, (a, b) => {
      const [before, after] = [clausesOf(cut(a)), clausesOf(cut(b))];
      const changes = diffClauses(before, after);
      const gone = new Set(
        changes.flatMap((change) => [
          ...("before" in change ? [change.before] : []),
          ...("after" in change ? [change.after] : []),
        ]),
      );
      const removed = changes.every(({ is }) => is !== "changed");
      if (removed) assert.deepEqual(kept(after, gone), kept(before, gone));
      assert.ok(everyClause(after).length > 0);
    }),
    { numRuns: 60 },
  );
});

test("a redline holds both sentences whole", () => {
  const sentences = fc.array(fc.constantFrom("a", "bb", "24", "hours", "契", "约", ",", ".", " ", "é"), {
    maxLength: 24,
  });
  fc.assert(
    fc.property(sentences, sentences, (a, b) => {
      const [before, after] = [a.join(""), b.join("")];
      const pieces = redline(before, after);
      const text = (not: string): string =>
        pieces
          .filter(({ is }) => is !== not)
          .map((piece) => piece.text)
          .join("");
      assert.equal(text("new"), before);
      assert.equal(text("struck"), after);
    }),
  );
});

test("a redline strikes words and leaves the rest of the sentence", () => {
  assert.deepEqual(redline("no later than 24 hours after this", "no later than 12 hours after this"), [
    { is: "same", text: "no later than " },
    { is: "struck", text: "24" },
    { is: "new", text: "12" },
    { is: "same", text: " hours after this" },
  ]);
  assert.deepEqual(
    redline("至迟 24 小时内", "至迟 2 天内").map(({ is }) => is),
    ["same", "struck", "new", "same"],
  );
});
