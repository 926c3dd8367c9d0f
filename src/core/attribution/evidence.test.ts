import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LIMITS, type Body } from "../kernel/act.ts";
import { printInstant } from "../kernel/instant.ts";
import { digestOf } from "../kernel/sha256.ts";
import { checkBody } from "../law/validate.ts";
import { attributed, committedItem, openItem, OPENING } from "../testing/attributing.ts";
import { regular } from "../testing/mediating.ts";
import { climbedTo, MATTER, ms, type Story } from "../testing/story.ts";
import { commitmentTo, opensCommitment } from "./commitment.ts";

const adds = (story: Story, by: string, ...items: readonly Body[]): string | null =>
  story.gives(by, "add-evidence", { body: { items } }).rule;

test("items stand on one list with their grades, and whom each belongs to", () => {
  const { story } = attributed();
  regular(story, "borea", "add-evidence", { body: { items: [openItem("log", { source: "F", information: 6 })] } });
  assert.deepEqual(
    story
      .matter()
      .attribution?.evidence.map(({ by, name, source, information, bound }) => [
        `${by}/${name}`,
        `${source}${information}`,
        bound.is,
      ]),
    [
      ["aurelia/log", "B2", "open"],
      ["aurelia/tape", "A3", "committed"],
      ["borea/log", "F6", "open"],
    ],
  );
});

test("an item is bound by a digest or by a commitment, and what is kept back tells no custody", () => {
  const story = climbedTo("confirm");
  const { digest: _digest, custody, ...unbound } = openItem("log");
  assert.equal(adds(story, "aurelia", unbound), "evidence-not-bound");
  assert.equal(adds(story, "aurelia", openItem("log", { commitment: digestOf("x") })), "evidence-not-bound");
  assert.equal(adds(story, "aurelia", committedItem("aurelia", "tape", { custody })), "evidence-not-bound");
  assert.equal(story.matter().attribution, null);
});

test("a grade outside A to F and 1 to 6 is refused with the rule", () => {
  const story = climbedTo("confirm");
  for (const grade of [{ source: "G" }, { source: "Z" }, { information: 0 }, { information: 7 }])
    assert.equal(adds(story, "aurelia", openItem("log", grade)), "grade-out-of-scale", JSON.stringify(grade));
});

test("custody goes forward, and not beyond the act that tells of it", () => {
  const story = climbedTo("confirm");
  const hash = digestOf("x");
  const at = (before: string): object => ({ holder: "Lab", at: printInstant(story.now() - ms(before)), hash });
  const custody = (...steps: readonly object[]): string | null =>
    adds(story, "aurelia", openItem("log", { custody: steps }));
  assert.equal(custody(at("1h"), at("2h")), "custody-times");
  assert.equal(custody({ holder: "Lab", at: printInstant(story.now() + ms("1h")), hash }), "custody-times");
  assert.equal(custody(at("2h"), at("2h"), at("1h")), null);
});

test("a name stands for one item: it is graded anew and never becomes another", () => {
  const { story } = attributed();
  assert.equal(adds(story, "aurelia", openItem("new"), openItem("new")), "evidence-twice");
  assert.equal(adds(story, "aurelia", openItem("log", { digest: digestOf("other") })), "evidence-twice");
  assert.equal(adds(story, "aurelia", committedItem("aurelia", "log")), "evidence-twice");
  assert.equal(adds(story, "aurelia", openItem("log", { source: "D", information: 4 })), null);
  const [log] = story.matter().attribution?.evidence ?? [];
  assert.deepEqual([log?.source, log?.information], ["D", 4]);
  assert.equal(story.matter().attribution?.evidence.length, 2);
});

test("custody is told further and never anew: no step that was told goes or changes", () => {
  const { story } = attributed();
  const log = openItem("log");
  const [first, second] = log["custody"] as readonly Body[];
  const third = { ...second, holder: "Court" };
  const custody = (...steps: ReadonlyArray<Body | undefined>): string | null =>
    adds(story, "aurelia", { ...log, custody: steps });
  for (const steps of [[], [first], [second], [first, third], [second, first], [third, first, second]])
    assert.notEqual(custody(...steps), null, JSON.stringify(steps));
  assert.equal(custody(first, third), "custody-rewritten");
  assert.equal(custody(first, second, third), null);
  const { custody: _custody, ...silent } = log;
  assert.equal(adds(story, "aurelia", { ...silent, source: "C" }), null);
  const { bound } = story.matter().attribution?.evidence[0] ?? {};
  assert.deepEqual(bound?.is === "open" && bound.custody.map(({ holder }) => holder), [
    "The relay's operator",
    "National laboratory",
    "Court",
  ]);
});

test("what stands beside a commitment is what it opened to, whatever its party says of it later", () => {
  const { story } = attributed();
  regular(story, "aurelia", "disclose-evidence", { body: { opening: OPENING } });
  const before = story.matter().attribution?.evidence[1]?.bound;
  const { digest, custody } = OPENING;
  const [step] = custody;
  const again = (steps: Body | undefined): string | null =>
    adds(story, "aurelia", openItem("tape", { digest, custody: steps }));
  assert.equal(again([{ ...step, holder: "Another" }] as never), "custody-rewritten");
  assert.equal(again([step, step] as never), "custody-rewritten");
  assert.equal(again(custody as never), null);
  assert.equal(again(undefined), null);
  assert.deepEqual(story.matter().attribution?.evidence[1]?.bound, before);
});

test("what a party opens to all is provably the item that it had committed to", () => {
  const { story } = attributed();
  const other = { ...OPENING, digest: digestOf("another recording") };
  const resalted = { ...OPENING, salt: digestOf("other chance") };
  for (const opening of [other, resalted, { ...OPENING, custody: [] }])
    assert.equal(story.gives("aurelia", "disclose-evidence", { body: { opening } }).rule, "commitment-not-opened");
  regular(story, "aurelia", "disclose-evidence", { body: { opening: OPENING } });
  const tape = story.matter().attribution?.evidence[1];
  assert.ok(tape?.bound.is === "open");
  assert.equal(tape.bound.digest, OPENING.digest);
  assert.deepEqual(
    tape.disclosed.map(({ to }) => to),
    [null],
  );
  assert.equal(story.gives("aurelia", "disclose-evidence", { body: { opening: OPENING } }).rule, "nothing-to-open");
  // Graded anew by its commitment it stays open.
  assert.equal(adds(story, "aurelia", committedItem("aurelia", "tape", { information: 1 })), null);
  assert.equal(story.matter().attribution?.evidence[1]?.bound.is, "open");
});

test("a commitment that is copied from another's list opens to nothing", () => {
  const { story } = attributed();
  assert.equal(adds(story, "borea", committedItem("aurelia", "tape")), null);
  assert.equal(story.gives("borea", "disclose-evidence", { body: { opening: OPENING } }).rule, "commitment-not-opened");
});

test("an opening that tells of custody going back in time is refused", () => {
  const story = climbedTo("confirm");
  const [step] = OPENING.custody;
  assert.ok(step);
  const later = { ...step, at: printInstant(story.now() + ms("9h")) };
  const opening = { ...OPENING, custody: [later] };
  const commitment = commitmentTo({ matter: MATTER, by: "aurelia", name: "tape" }, opening);
  assert.equal(adds(story, "aurelia", committedItem("aurelia", "tape", { commitment })), null);
  assert.equal(story.gives("aurelia", "disclose-evidence", { body: { opening } }).rule, "custody-times");
});

test("under seal an item goes to one party, and only to one to whom it may be shown", () => {
  const { story } = attributed();
  const sealed = { key: 1, sealed: "A".repeat(40), commitment: digestOf("words") };
  const gives = (to: readonly string[], body: Body = sealed): string | null =>
    story.gives("aurelia", "disclose-evidence", { to, body }).rule;
  assert.equal(gives(["cassia"], {}), "commitment-not-opened");
  for (const part of ["key", "sealed", "commitment"] as const)
    assert.equal(gives(["cassia"], { opening: OPENING, [part]: sealed[part] }), "commitment-not-opened", part);
  assert.equal(gives(["cassia", "borea"]), "one-addressee");
  assert.equal(gives(["borea"]), "not-shown-to");
  assert.equal(gives(["cassia"], { ...sealed, item: "log" }), "nothing-to-open");
  assert.equal(gives(["cassia"], { ...sealed, item: "none" }), "unknown-evidence");
  assert.equal(gives(["cassia"]), null);
  const tape = story.matter().attribution?.evidence[1];
  assert.equal(tape?.bound.is, "committed");
  assert.equal(tape.disclosed[0]?.to, "cassia");
});

test("only so many items stand on a party's list, and only those whom the matter concerns add to it", () => {
  const story = climbedTo("confirm");
  const items = (from: number, count: number): readonly Body[] =>
    Array.from({ length: count }, (_, i) => openItem(`log-${from + i}`));
  for (let from = 0; from < LIMITS.evidenceEach; from += LIMITS.evidenceInAct)
    assert.equal(adds(story, "aurelia", ...items(from, LIMITS.evidenceInAct)), null);
  assert.equal(adds(story, "aurelia", openItem("one-more")), "too-many-acts");
  assert.equal(adds(story, "aurelia", openItem("log-0", { source: "C" })), null);
  assert.equal(adds(story, "borea", openItem("log-0")), null);
  assert.equal(adds(story, "cassia", openItem("log-0")), "not-in-this-matter");
});

test("no two openings fit one commitment: each part and each border between parts is bound", () => {
  const word = fc.string({ unit: "binary", maxLength: 12 });
  const opening = fc.record({
    salt: fc.constantFrom(digestOf("1"), digestOf("2")),
    digest: fc.constantFrom(digestOf("3"), digestOf("4")),
    custody: fc.array(fc.record({ holder: word, at: fc.constant(printInstant(0)), hash: fc.constant(digestOf("5")) }), {
      maxLength: 3,
    }),
    about: fc.record({ lang: fc.constantFrom("en" as const, "fr" as const), text: word }),
  });
  const place = fc.record({ matter: fc.constantFrom("aurelia-1", "aurelia-11"), by: word, name: word });
  fc.assert(
    fc.property(place, opening, place, opening, (at, one, there, other) => {
      const same = JSON.stringify([at, one]) === JSON.stringify([there, other]);
      assert.equal(opensCommitment(there, other, commitmentTo(at, one)), same);
    }),
    { numRuns: 500 },
  );
});

test("the door takes nothing but the shape of an item", () => {
  const body = { items: [openItem("log")] };
  assert.equal(checkBody("add-evidence", body), undefined);
  for (const item of [
    openItem("Log 1"),
    openItem("log", { kind: "rumour" }),
    openItem("log", { digest: "abc" }),
    openItem("log", { source: "AB" }),
    openItem("log", { information: 2.5 }),
    openItem("log", { shown: ["borea", "borea"] }),
    openItem("log", { extra: true }),
    ...["Lab\u001b[2J", "Lab\nSigned", "Lab\u202e", "Lab\u200f", " "].map((holder) =>
      openItem("log", { custody: [{ holder, at: printInstant(0), hash: digestOf("x") }] }),
    ),
  ])
    assert.equal(checkBody("add-evidence", { items: [item] })?.error, "bad-body", JSON.stringify(item));
  fc.assert(
    fc.property(fc.object(), (anything) => {
      assert.equal(checkBody("add-evidence", anything as Body)?.error, "bad-body");
      assert.equal(checkBody("attribute", anything as Body)?.error, "bad-body");
    }),
  );
});
