// The agreement: who may propose and sign what, when a version takes force, who leaves, what is reviewed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, type Body } from "../kernel/act.ts";
import { printInstant, type Instant } from "../kernel/instant.ts";
import {
  about,
  agreementOf,
  amended,
  beginUnder,
  foundingOf,
  ofThree,
  proposalOf,
  proposes,
  signs,
  versionsOf,
} from "../testing/amending.ts";
import { demoDocument, MATTER, MONDAY, ms, type Story, type Told } from "../testing/story.ts";
import { checkBody } from "./validate.ts";

const DOCUMENT = foundingOf();
const LONGER_PAUSE = { "cooling-off": { longest: "24h", each: 1 } };
const AMENDED = amended(DOCUMENT, LONGER_PAUSE);
const pause = (length: string) => ({ body: { length } });
const within = (story: Story, duration: string): Instant => story.now() + ms(duration);

const whyVoid = (story: Story, proposal: Told): string => {
  const { state } = proposalOf(story, proposal);
  return state.is === "void" ? state.why : state.is;
};

test("a proposal that all members signed takes force on its day, and each act is judged under the version of its time", () => {
  const story = beginUnder();
  story.gives("aurelia", "report");
  const from = within(story, "10h");
  const proposal = proposes(story, "aurelia", AMENDED, from);
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  assert.equal(story.gives("borea", "cool-off", pause("20h")).rule, "cooling-off-too-long");
  story.passes("10h");
  assert.equal(story.gives("borea", "cool-off", pause("20h")).rule, null);
  assert.deepEqual(versionsOf(story), ["1 always", `2 ${printInstant(from)}`]);
  assert.deepEqual(
    story.fold.entries(MATTER).map(({ kind, version }) => `${kind} ${version}`),
    ["report 1", "cool-off 1", "cool-off 2"],
  );
  assert.equal(story.matter().version, 2);
});

test("an act of the very instant is judged under the new version, one of the millisecond before under the old", () => {
  for (const [offset, rule] of [
    [-1, "cooling-off-too-long"],
    [0, null],
  ] as const) {
    const story = beginUnder();
    story.gives("aurelia", "report");
    const from = within(story, "10h");
    const proposal = proposes(story, "aurelia", AMENDED, from);
    for (const by of ["aurelia", "borea"]) signs(story, by, proposal);
    const { act } = story.gives("borea", "cool-off", { ...pause("20h"), held: true });
    const verdict = story.fold.insert({ ...act, at: from + offset }).verdict();
    assert.equal(verdict.ok ? null : verdict.rule, rule, `${offset}`);
  }
});

test("without its quorum a proposal is void on its day, and the law stays as it was", () => {
  const story = beginUnder();
  const proposal = proposes(story, "aurelia", AMENDED, within(story, "10h"));
  signs(story, "aurelia", proposal);
  story.passes("10h");
  assert.equal(whyVoid(story, proposal), "quorum-missed");
  assert.equal(signs(story, "borea", proposal).rule, "proposal-void");
  assert.deepEqual(versionsOf(story), ["1 always"]);
});

test("to propose is not to sign", () => {
  const story = beginUnder();
  const proposal = proposes(story, "aurelia", AMENDED, within(story, "10h"));
  signs(story, "borea", proposal);
  story.passes("10h");
  assert.equal(whyVoid(story, proposal), "quorum-missed");
});

test("a signature on the day is after it and changes nothing, and a version that is over is signed no more", () => {
  const document = ofThree({ founding: "none", amendment: "majority" });
  const story = beginUnder(document);
  const proposal = proposes(story, "aurelia", amended(document, LONGER_PAUSE), within(story, "1h"));
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("1h");
  assert.equal(signs(story, "delmar", proposal).rule, "already-in-force");
  assert.equal(signs(story, "borea", { id: story.compact.id }).rule, "proposal-void");
});

test("the strictest quorum of the changed sections counts", () => {
  const quorum = { founding: "none", amendment: "majority", sections: [{ section: "ladder", of: "all" }] };
  const document = ofThree(quorum);
  const title = { title: "Compact of the Four" };
  const ladder = (demoDocument()["ladder"] as unknown[])
    .slice(0, 4)
    .concat((demoDocument()["ladder"] as unknown[]).slice(4));
  const story = beginUnder(document);
  const easy = proposes(story, "aurelia", amended(document, title), within(story, "10h"));
  const strict = proposes(
    story,
    "borea",
    amended(document, {
      ...title,
      ladder: ladder.map((step, i) => (i === 0 ? { ...(step as object), earliest: "1h" } : step)),
    }),
    within(story, "20h"),
  );
  assert.deepEqual(
    [easy, strict].map((each) => [proposalOf(story, each).quorum, proposalOf(story, each).sections]),
    [
      ["majority", ["title"]],
      ["all", ["ladder", "title"]],
    ],
  );
  for (const by of ["aurelia", "delmar"]) assert.equal(signs(story, by, easy).rule, null);
  story.passes("10h");
  assert.equal(whyVoid(story, easy), "in-force");
  assert.equal(whyVoid(story, strict), "superseded");
});

test("a party signs one open proposal of a version; when that is void it is free again", () => {
  const story = beginUnder();
  const first = proposes(story, "aurelia", AMENDED, within(story, "10h"));
  const second = proposes(story, "borea", amended(DOCUMENT, { title: "Another title" }), within(story, "20h"));
  assert.equal(signs(story, "borea", first).rule, null);
  assert.equal(signs(story, "borea", second).rule, "signed-other");
  assert.equal(signs(story, "borea", first).rule, "already-signed");
  story.passes("10h");
  assert.equal(signs(story, "borea", second).rule, null);
});

test("a proposer may put another proposal in the place of its own, until enough have signed it", () => {
  const story = beginUnder();
  const first = proposes(story, "aurelia", AMENDED, within(story, "10h"));
  const replaced = (of: Told, by = "aurelia") =>
    about(story, by, "propose-compact", {
      document: amended(DOCUMENT, { title: "Another title" }),
      from: printInstant(within(story, "20h")),
      replaces: of.id,
    });
  assert.equal(replaced(first, "borea").rule, "not-the-proposer");
  signs(story, "aurelia", first);
  const second = replaced(first);
  assert.deepEqual([second.rule, whyVoid(story, first)], [null, "replaced"]);
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, second).rule, null);
  assert.equal(replaced(second).rule, "proposal-agreed");
});

/** What is wrong with a proposal, and where. */
function refusalOf(change: Record<string, unknown>, from = "10h", by = "aurelia", document = DOCUMENT): unknown {
  const story = beginUnder(document);
  const told = proposes(story, by, { ...amended(document, LONGER_PAUSE), ...change }, within(story, from));
  const refusal = story.fold.agreementEntries().find(({ id }) => id === told.id)?.refusal;
  assert.equal(agreementOf(story).proposals.length, told.rule === null ? 1 : 0, "nothing half adopted");
  return refusal === null
    ? null
    : [refusal?.rule, refusal?.args["place"] ?? refusal?.args["party"] ?? refusal?.args["version"] ?? null];
}

test("what an amendment may not change is refused with its place", () => {
  const parties = demoDocument()["parties"] as Record<string, Record<string, unknown>>;
  const { borea: _borea, ...fewer } = parties;
  const key = { act: "A".repeat(43), log: "A".repeat(43), witness: "A".repeat(1750), line: "A".repeat(43) };
  const cases: readonly (readonly [Record<string, unknown>, unknown])[] = [
    [{}, null],
    [{ version: 1 }, ["wrong-version", 2]],
    [{ version: 3 }, ["wrong-version", 2]],
    [{ name: "another" }, ["other-compact", "name"]],
    [{ mode: "real" }, ["other-compact", "mode"]],
    [{ parties: fewer }, ["parties-changed", "borea"]],
    [{ parties: { ...parties, eris: parties["borea"] } }, ["parties-changed", "eris"]],
    [{ parties: { ...parties, borea: { ...parties["borea"], role: "observer" } } }, ["parties-changed", "borea"]],
    [{ parties: { ...parties, borea: { ...parties["borea"], keys: key } } }, ["keys-changed", "borea"]],
    [{ parties: { ...parties, borea: { ...parties["borea"], name: "Republic of Borea" } } }, null],
    [{ surprise: true }, ["bad-document", "surprise"]],
    [{ silence: [] }, ["bad-document", "silence"]],
    [{ "cooling-off": { longest: "-1h", each: 1 } }, ["bad-document", "cooling-off/longest"]],
    [{ closing: { latest: "999999d" } }, ["bad-document", "closing/latest"]],
    [
      { "red-lines": [{ line: "a", says: { en: "A" }, kind: "sabotage", when: { field: "weather", is: "bad" } }] },
      ["bad-document", "red-lines/0/when"],
    ],
    [{ parties: null }, ["parties-changed", "aurelia"]],
  ];
  for (const [change, expected] of cases) {
    const found = refusalOf(change) as readonly unknown[] | null;
    const [rule, place] = found ?? [null, null];
    const [wanted, at] = (expected as readonly unknown[] | null) ?? [null, null];
    assert.equal(rule, wanted, JSON.stringify(change));
    if (at !== null) assert.ok(String(place).startsWith(String(at)), `${String(place)} for ${JSON.stringify(change)}`);
  }
  assert.deepEqual(refusalOf(demoDocument() && { "cooling-off": demoDocument()["cooling-off"] }), [
    "nothing-changed",
    null,
  ]);
});

test("a document that nests without end is refused and costs no stack", () => {
  let deep: unknown = { field: "nature", is: "sabotage" };
  for (let i = 0; i < 4_000; i += 1) deep = { not: deep };
  const line = { line: "a", says: { en: "A" }, kind: "sabotage", when: deep };
  assert.deepEqual(refusalOf({ "red-lines": [line] }), ["bad-document", ""]);
});

test("a proposal takes force no sooner than clocks may differ, and only members and mediators propose", () => {
  assert.deepEqual(refusalOf({}, "5m"), ["force-too-soon", null]);
  assert.equal(refusalOf({}, "6m"), null);
  assert.equal(refusalOf({}, "6m", "cassia"), null);
  const observed = foundingOf({
    parties: { ...(demoDocument()["parties"] as object), eris: { name: "Eris", role: "observer", zone: "Etc/UTC" } },
  });
  assert.deepEqual(refusalOf({}, "10h", "eris", observed), ["not-a-member", "eris"]);
});

test("nobody holds more than four proposals open", () => {
  const story = beginUnder();
  const propose = () =>
    proposes(story, "aurelia", amended(DOCUMENT, { title: `Title ${story.now()}` }), within(story, "10h"));
  assert.deepEqual(
    Array.from({ length: 5 }, () => propose().rule),
    [null, null, null, null, "too-many-proposals"],
  );
  story.passes("10h");
  assert.equal(propose().rule, null);
});

test("only members sign, and only what is known", () => {
  const story = beginUnder();
  const proposal = proposes(story, "aurelia", AMENDED, within(story, "10h"));
  assert.equal(signs(story, "cassia", proposal).rule, "not-a-member");
  assert.equal(signs(story, "borea", { id: "nobody".padEnd(43, "_") }).rule, "unknown-proposal");
});

test("a compact that all must sign is in force from the last signature on; before, only the agreement is spoken of", () => {
  const document = foundingOf({ quorum: { founding: "all", amendment: "all" } });
  const story = beginUnder(document);
  const founding = { id: story.compact.id };
  assert.equal(story.gives("aurelia", "report").rule, "not-in-force");
  assert.equal(proposes(story, "aurelia", amended(document, LONGER_PAUSE), within(story, "10h")).rule, "not-in-force");
  assert.equal(about(story, "cassia", "comment-compact", { of: founding.id, clause: "ladder/confirm" }).rule, null);
  assert.equal(signs(story, "aurelia", founding).rule, null);
  assert.equal(signs(story, "aurelia", founding).rule, "already-signed");
  assert.deepEqual(versionsOf(story), []);
  const last = signs(story, "borea", founding);
  assert.deepEqual(versionsOf(story), [`1 ${printInstant(last.act.at)}`]);
  assert.equal(story.gives("aurelia", "report", { matter: "aurelia-2" }).rule, null);
  assert.equal(story.fold.entries(MATTER)[0]?.refusal?.rule, "not-in-force", "what was said before stays as it was");
});

test("a comment is about a place that the document has", () => {
  const story = beginUnder();
  const proposal = proposes(story, "aurelia", AMENDED, within(story, "10h"));
  const comments = (clause: string, of = proposal.id) => about(story, "borea", "comment-compact", { of, clause }).rule;
  for (const place of [
    "ladder",
    "ladder/confirm",
    "ladder/confirm/latest",
    "ladder/confirm/owes/confirm+refute",
    "cooling-off/longest",
    "silence/principal/after",
    "parties/borea",
  ]) {
    assert.equal(comments(place), null, place);
    assert.equal(comments(place, story.compact.id), null, place);
  }
  for (const place of [
    "ladders",
    "ladder/confrim",
    "ladder/confirm/earliest",
    "red-lines/hospitals",
    "ladder/constructor",
    "ladder/0/length",
  ]) {
    assert.equal(comments(place), "unknown-clause", place);
  }
  assert.equal(comments("ladder", "nobody".padEnd(43, "_")), "unknown-proposal");
  const lesson = about(story, "borea", "comment-compact", {
    of: proposal.id,
    clause: "ladder/confirm",
    lesson: MATTER,
  });
  assert.equal(agreementOf(story).comments.find(({ act }) => act === lesson.id)?.lesson, MATTER);
});

test("a party comments a wording so often and no more", () => {
  const story = beginUnder();
  const rules = Array.from(
    { length: 65 },
    () => about(story, "borea", "comment-compact", { of: story.compact.id }).rule,
  );
  assert.deepEqual([rules[63], rules[64]], [null, "too-many-comments"]);
});

test("an act about the compact that names a matter is none, and the door knows the five kinds", () => {
  const story = beginUnder();
  const told = story.gives("aurelia", "sign-compact", { of: story.compact.id });
  assert.equal(told.rule, "unknown-act");
  assert.equal(agreementOf(story).founding.signatures.length, 0);
  const bad: readonly (readonly [string, Body])[] = [
    ["sign-compact", {}],
    ["sign-compact", { of: "short" }],
    ["propose-compact", { document: [], from: printInstant(MONDAY), reason: { lang: "en", text: "Why" } }],
    ["comment-compact", { of: "A".repeat(43), clause: "../etc", text: { lang: "en", text: "Why" } }],
    ["review-compact", { finding: "burn", text: { lang: "en", text: "Why" } }],
  ];
  for (const [kind, body] of bad) assert.equal(checkBody(kind, body)?.error, "bad-body", kind);
});

test("a section is not opened by way of its quorum: to loosen it needs what it protects", () => {
  const sections = [{ section: "ladder", of: "all" }];
  const document = ofThree({ founding: "none", amendment: "majority", sections });
  const story = beginUnder(document);
  const loosened = amended(document, { quorum: { founding: "none", amendment: "majority" } });
  const proposal = proposes(story, "aurelia", loosened, within(story, "10h"));
  assert.equal(proposalOf(story, proposal).quorum, "all");
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, proposal).rule, null);
  story.passes("10h");
  assert.equal(whyVoid(story, proposal), "quorum-missed");
});

test("nobody holds a signature for ever: a wording waits two years and no more", () => {
  const story = beginUnder();
  assert.equal(proposes(story, "aurelia", AMENDED, within(story, "732d")).rule, "force-too-late");
  assert.equal(proposes(story, "aurelia", AMENDED, within(story, "731d")).rule, null);
});

test("a party brings so many wordings after one version, replaced ones counted, and more after the next", () => {
  const story = beginUnder();
  const from = within(story, "10h");
  let last = proposes(story, "aurelia", AMENDED, from);
  const next = (): Told =>
    about(story, "aurelia", "propose-compact", { document: AMENDED, from: printInstant(from), replaces: last.id });
  for (let n = 1; n < LIMITS.proposalsEach; n += 1) {
    last = next();
    assert.equal(last.rule, null, `${n}`);
  }
  assert.equal(next().rule, "proposals-spent");
  for (const by of ["aurelia", "borea"]) assert.equal(signs(story, by, last).rule, null);
  story.passes("10h");
  const third = amended(DOCUMENT, { "cooling-off": { longest: "20h", each: 1 } }, 3);
  assert.equal(proposes(story, "aurelia", third, within(story, "10h")).rule, null);
});

test("each version in force is a wording of its own to comment", () => {
  const story = beginUnder();
  const remark = (): string | null => about(story, "borea", "comment-compact", { of: story.compact.id }).rule;
  for (let n = 0; n < LIMITS.commentsEach; n += 1) assert.equal(remark(), null);
  assert.equal(remark(), "too-many-comments");
  const proposal = proposes(story, "aurelia", AMENDED, within(story, "10h"));
  for (const by of ["aurelia", "borea"]) signs(story, by, proposal);
  story.passes("10h");
  assert.equal(remark(), null);
});

test("a hostile document of 56 KB costs a judge milliseconds, and its place is short", () => {
  const row = { row: "aa", when: { field: "nature", is: "sabotage" }, within: [] };
  const rows = amended(DOCUMENT, { responses: { menu: [], proportion: Array.from({ length: 700 }, () => row) } });
  const named = amended(DOCUMENT, { ["x".repeat(50_000)]: 1 });
  const story = beginUnder();
  const soon = within(story, "10h");
  assert.equal(proposes(story, "aurelia", rows, soon).rule, "bad-document", "compiled once");
  const before = performance.now();
  for (let n = 0; n < 5; n += 1) assert.equal(proposes(story, "aurelia", rows, soon).rule, "bad-document");
  assert.ok(performance.now() - before < 1_000, `five took ${performance.now() - before} ms`);
  proposes(story, "aurelia", named, soon);
  assert.ok(story.fold.agreementEntries().every(({ refusal }) => JSON.stringify(refusal).length < 400));
});
