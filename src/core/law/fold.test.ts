import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Act, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { FOREVER, foldOf, picture, told } from "../testing/folding.ts";
import { arrivalOf, historyOf } from "../testing/random.ts";
import { actId, begin, climbedTo, demo, loaderOf, MATTER } from "../testing/story.ts";
import { createFold, type Fold } from "./fold.ts";

test("a late act refolds the matter to what it would have been", () => {
  const [late, prompt] = [climbedTo("deconflict"), climbedTo("deconflict")];
  const held = late.gives("borea", "stand-down", { held: true });
  prompt.gives("borea", "stand-down");
  for (const story of [late, prompt]) {
    story.gives("cassia", "ask", { to: ["aurelia"], seen: { aurelia: 3 } });
    story.passes("50h");
    story.gives("aurelia", "stand-down", { seen: {} });
  }
  assert.notDeepEqual(late.matter(), prompt.matter());
  assert.equal(late.arrives(held), null);
  assert.deepEqual(late.matter(), prompt.matter());
  assert.equal(late.matter().standing.is, "stood-down");
});

test("a verdict may turn when an act that was underway comes in", () => {
  const story = begin();
  const report = story.gives("aurelia", "report", { held: true });
  assert.equal(story.gives("borea", "confirm", { seen: {} }).rule, "unknown-matter");
  assert.equal(story.arrives(report), null);
  assert.deepEqual(
    story.fold.entries(MATTER).map(({ kind, refusal }) => [kind, refusal]),
    [
      ["report", null],
      ["confirm", null],
    ],
  );
});

test("an act dated before what its author had seen is irregular, even when what it had seen comes later", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("2h");
  const finding = story.gives("borea", "confirm", { held: true });
  const question = story.gives("cassia", "ask", { to: ["aurelia"], seen: { borea: 1 }, ago: "1h" });
  assert.equal(question.rule, null, "nobody here knows yet when Borea's act was given");
  assert.equal(story.matter().questions.length, 1);
  story.arrives(finding);
  assert.equal(story.fold.entries(MATTER).find(({ id }) => id === question.id)?.refusal?.rule, "before-cause");
  assert.equal(story.matter().questions.length, 0);
});

test("an act dated before its author's own last one is irregular", () => {
  const story = begin();
  story.gives("aurelia", "report");
  story.passes("2h");
  story.gives("borea", "confirm");
  assert.equal(story.gives("borea", "cool-off", { ago: "1h", seen: {} }).rule, "before-cause");
});

/** Two acts of one instant, of which the first in order names the second: on both nodes it names nothing. */
test("an act cannot be about one of the same instant that comes after it, whichever arrives first", () => {
  const compact = demo();
  const story = climbedTo("deconflict", compact);
  const at = story.now() + 10;
  const heads = (by: PartyId): number => story.fold.head(by);
  const base = {
    compact: compact.id,
    prev: actId("x", 1),
    seen: {},
    at,
    matter: MATTER,
    marking: compact.marking,
  } as const;
  const question: Act = {
    ...base,
    id: actId("cassia", heads("cassia") + 1),
    kind: "ask",
    by: "cassia",
    seq: heads("cassia") + 1,
    to: ["borea"],
    body: {},
  };
  const dispute: Act = {
    ...base,
    id: actId("aurelia", heads("aurelia") + 1),
    kind: "dispute",
    by: "aurelia",
    seq: heads("aurelia") + 1,
    to: ["borea"],
    body: { of: question.id },
  };
  const [one, other] = [
    [...story.acts, question, dispute],
    [...story.acts, dispute, question],
  ].map((acts) => foldOf(compact, acts));
  assert.ok(one && other);
  assert.deepEqual(picture(one), picture(other));
  assert.equal(one.entries(MATTER).find(({ id }) => id === dispute.id)?.refusal?.rule, "unknown-act");
});

test("one more act costs the same in any history: nothing that stands is read or judged again", () => {
  const story = climbedTo("deconflict");
  let loads = 0;
  const fold = createFold(story.compact, (by, seq) => {
    loads += 1;
    return loaderOf(acts)(by, seq);
  });
  const acts: Act[] = [...story.acts];
  for (const act of acts) fold.insert(act);
  for (let i = 0; i < 600; i += 1) {
    const act: Act = { ...(story.acts.find(({ kind, by }) => kind === "assess" && by === "borea") as Act) };
    const seq = fold.head("borea") + 1;
    const next: Act = { ...act, id: actId("borea", seq), seq, at: story.now() + i + 1, seen: {} };
    acts.push(next);
    const change = fold.insert(next);
    assert.deepEqual([change.verdict().ok, change.refolded], [true, 0]);
  }
  assert.equal(loads, 0);
});

test("an act that comes late by a few costs a few, however long the history", () => {
  const compact = demo();
  const story = climbedTo("deconflict", compact);
  const acts: Act[] = [...story.acts];
  let loads = 0;
  const fold = createFold(compact, (by, seq) => {
    loads += 1;
    return loaderOf(acts)(by, seq);
  });
  for (const act of acts) fold.insert(act);
  const assess = story.acts.find(({ kind, by }) => kind === "assess" && by === "borea") as Act;
  const give = (by: PartyId, at: Instant): void => {
    const seq = fold.head(by) + 1;
    const act: Act = { ...assess, id: actId(by, seq), by, seq, at, seen: {} };
    acts.push(act);
    fold.insert(act);
  };
  for (let i = 1; i <= 1_000; i += 1) give("borea", story.now() + 10 * i);
  loads = 0;
  give("aurelia", story.now() + 10 * 997 + 5);
  // From the snapshot before its place: at most fifteen, and the three that it came before.
  assert.ok(loads <= 15 + 3, `${loads}`);
});

test("the picture stays bounded: no party can make a matter grow without end", () => {
  const size = (rounds: number): number => {
    const story = climbedTo("deconflict");
    const notice = story.acts.find(({ kind }) => kind === "notify")?.id ?? "";
    for (let i = 0; i < rounds; i += 1) {
      for (const kind of ["confirm", "refute", "assess", "notify", "acknowledge", "convene", "cool-off", "dispute"]) {
        for (const by of ["aurelia", "borea", "cassia"]) story.gives(by, kind, { of: notice });
      }
      for (const to of ["aurelia", "borea"])
        for (const by of ["aurelia", "borea", "cassia"]) story.gives(by, "ask", { to: [to] });
    }
    return JSON.stringify(story.matter()).length;
  };
  assert.equal(size(120) - size(80), 0);
});

test("acts of one matter leave every other as it was", () => {
  const compact = demo();
  fc.assert(
    fc.property(historyOf(compact, 20), (acts) => {
      const story = begin(compact);
      story.gives("borea", "report", { matter: "borea-1" });
      const alone = story.fold.matter("borea-1", FOREVER);
      const both = createFold(compact, loaderOf([...story.acts, ...acts]));
      const [first, ...rest] = [...story.acts, ...acts.filter(({ by }) => by !== "borea")];
      for (const act of [first, ...rest]) if (act !== undefined) both.insert(act);
      assert.deepEqual(both.matter("borea-1", FOREVER), alone);
    }),
    { numRuns: 100 },
  );
});

test("receipts too are one picture in any order of arrival", () => {
  const compact = demo();
  const withReceipts = fc
    .array(
      fc.record({
        by: fc.constantFrom("aurelia", "borea", "cassia"),
        of: fc.constantFrom("aurelia", "borea", "cassia"),
        back: fc.constantFrom(0, 0, 0, 7),
        receipt: fc.boolean(),
      }),
      { maxLength: 25 },
    )
    .map((moves) => {
      const acts: Act[] = [];
      const heads = new Map<PartyId, number>();
      moves.forEach(({ by, of, back, receipt }, i) => {
        const seq = (heads.get(by) ?? 0) + 1;
        const through = heads.get(of) ?? 0;
        const seen = Object.fromEntries([...heads].filter(([party]) => party !== by));
        const common = {
          id: actId(by, seq),
          compact: compact.id,
          by,
          seq,
          prev: "",
          seen,
          at: 1_000 + 3 * i - back,
          to: [],
          marking: compact.marking,
        };
        acts.push(
          receipt
            ? {
                ...common,
                kind: "receipt",
                matter: null,
                body: { level: "delivered", of, from: 1, through: Math.max(1, through) },
              }
            : { ...common, kind: "report", matter: `${by}-${seq}`, body: {} },
        );
        heads.set(by, seq);
      });
      return acts;
    })
    .chain((acts) => arrivalOf(acts).map((arrived) => [acts, arrived] as const));
  fc.assert(
    fc.property(withReceipts, ([acts, arrived]) => {
      const parties = compact.parties.map(({ id }) => id);
      const shown = (fold: Fold): unknown =>
        parties.flatMap((author) =>
          parties.flatMap((at) => [
            fold.receipts.deliveredThrough(author, at),
            ...[1, 2, 3, 4, 5, 6].map((seq) => fold.receipts.of(author, seq, at)),
          ]),
        );
      assert.deepEqual(shown(foldOf(compact, arrived)), shown(foldOf(compact, acts)), told(arrived));
    }),
    { numRuns: 600 },
  );
});
