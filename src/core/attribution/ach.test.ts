import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  INFORMATION_GRADES,
  MARKS,
  SOURCE_GRADES,
  type Evidence,
  type Hypothesis,
  type MatrixRow,
} from "../kernel/attribution.ts";
import { digestOf } from "../kernel/sha256.ts";
import { mostTelling, ranking, telling, weightOf } from "./ach.ts";

const evidence = (
  name: string,
  source: Evidence["source"] = "A",
  information: Evidence["information"] = 1,
): Evidence => ({
  act: "a",
  by: "aurelia",
  name,
  at: 0,
  kind: "log",
  source,
  information,
  bound: { is: "open", digest: digestOf(name), custody: [], commitment: null },
  shown: [],
  cost: "none",
  disclosed: [],
});

const hypothesis = (id: string): Hypothesis => ({
  id,
  kind: "unknown",
  actor: null,
  responsibility: null,
  likelihood: "unlikely",
});

const row = (
  name: string,
  marks: MatrixRow["marks"],
  source: MatrixRow["source"] = "A",
  information = 1,
): MatrixRow => ({
  item: `aurelia/${name}`,
  marks,
  source,
  information: information as MatrixRow["information"],
});
const HYPOTHESES = ["a", "b", "c"].map(hypothesis);

test("a grade that cannot be judged weighs the middle, and never the worst", () => {
  const weights = SOURCE_GRADES.map((source) => weightOf({ source, information: 1 }));
  assert.equal(weightOf({ source: "F", information: 1 }), weightOf({ source: "C", information: 1 }));
  assert.equal(weightOf({ source: "A", information: 6 }), weightOf({ source: "A", information: 3 }));
  assert.equal(Math.min(...weights), weightOf({ source: "E", information: 1 }));
  assert.equal(weightOf({ source: "E", information: 5 }), 0);
});

test("that stands first against which least speaks, however much fits the others", () => {
  const matrix = [row("one", { a: "cc", b: "c", c: "i" }), row("two", { a: "i", b: "n", c: "ii" }, "C", 3)];
  assert.deepEqual(
    ranking({ hypotheses: HYPOTHESES, matrix }).map(({ id, against, rank }) => [id, against, rank]),
    [
      ["b", 0, 1],
      ["a", 4, 2],
      ["c", 16, 3],
    ],
  );
});

test("the item without which another hypothesis would stand first is the one that tells most, with its cost", () => {
  const matrix = [
    row("wide", { a: "c", b: "c", c: "ii" }),
    row("decides", { a: "c", b: "i", c: "i" }),
    row("idle", { a: "cc", b: "cc", c: "cc" }),
  ];
  const items = [evidence("wide"), { ...evidence("decides"), cost: "high" as const }, evidence("idle")];
  const most = mostTelling(telling({ hypotheses: HYPOTHESES, matrix }, items));
  assert.equal(most?.item, "aurelia/decides");
  assert.equal(most.changesFirst, "without");
  assert.deepEqual(most.without, ["a", "b"]);
  assert.equal(most.evidence.cost, "high");
});

test("where all items say the same of all, none tells anything by its absence", () => {
  const matrix = [row("same", { a: "i", b: "i", c: "i" })];
  assert.equal(mostTelling(telling({ hypotheses: HYPOTHESES, matrix }, [evidence("same")])), undefined);
  assert.equal(mostTelling(telling({ hypotheses: HYPOTHESES, matrix: [] }, [])), undefined);
});

test("a hypothesis is ranked whatever it is called, also as every object's own parts are", () => {
  const hypotheses = ["constructor", "valueof", "b"].map(hypothesis);
  const told = ranking({ hypotheses, matrix: [row("one", { b: "i" })] });
  assert.deepEqual(
    told.map(({ id, against, rank }) => [id, against, rank]),
    [
      ["constructor", 0, 1],
      ["valueof", 0, 1],
      ["b", 8, 3],
    ],
  );
});

const judged = fc
  .array(
    fc.record({
      source: fc.constantFrom(...SOURCE_GRADES),
      information: fc.constantFrom(...INFORMATION_GRADES),
      marks: fc.record({
        a: fc.constantFrom(...MARKS),
        b: fc.constantFrom(...MARKS),
        c: fc.constantFrom(...MARKS),
      }),
    }),
    { maxLength: 6 },
  )
  .map((items) => ({
    items: items.map(({ source, information }, i) => evidence(`e${i}`, source, information)),
    matrix: items.map(({ marks, source, information }, i) => row(`e${i}`, marks, source, information)),
  }));

/** The other way round on the scale from very consistent to very inconsistent. */
const turnedOf = (marks: MatrixRow["marks"]): MatrixRow["marks"] =>
  Object.fromEntries(Object.entries(marks).map(([id, mark]) => [id, MARKS.toReversed()[MARKS.indexOf(mark)] ?? "n"]));

test("what an item does is what the ranking is without it and with its opposite", () => {
  const first = (matrix: readonly MatrixRow[]): readonly string[] =>
    ranking({ hypotheses: HYPOTHESES, matrix })
      .filter(({ rank }) => rank === 1)
      .map(({ id }) => id);
  fc.assert(
    fc.property(judged, ({ items, matrix }) => {
      const told = telling({ hypotheses: HYPOTHESES, matrix }, items);
      assert.equal(told.length, items.length);
      for (const { item, without, opposite, changesFirst } of told) {
        const turned = matrix.map((each) => (each.item === item ? { ...each, marks: turnedOf(each.marks) } : each));
        assert.deepEqual(opposite, first(turned));
        assert.deepEqual(without, first(matrix.filter((each) => each.item !== item)));
        if (changesFirst === "without") assert.notDeepEqual([...without].toSorted(), [...first(matrix)].toSorted());
      }
    }),
  );
});

test("a worse grade never makes an item speak louder, and a mark against never helps", () => {
  const against = (matrix: readonly MatrixRow[], id: string): number =>
    ranking({ hypotheses: HYPOTHESES, matrix }).find((each) => each.id === id)?.against ?? 0;
  fc.assert(
    fc.property(judged, ({ matrix }) => {
      const [marked, ...rows] = matrix;
      if (marked === undefined) return;
      const worse = [{ ...marked, source: "E" as const }, ...rows];
      const harder = [{ ...marked, marks: { ...marked.marks, a: "ii" as const } }, ...rows];
      assert.ok(against(worse, "a") <= against(matrix, "a"));
      assert.ok(against(harder, "a") >= against(matrix, "a"));
    }),
  );
});
