// Limits on a line: hard to put on, easy to take off, and never in the way of what must pass.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Body, Draft } from "../kernel/act.ts";
import { PRECEDENCES } from "../kernel/heading.ts";
import { printInstant } from "../kernel/instant.ts";
import { RECEIPT } from "../kernel/receipt.ts";
import { limitOn } from "../law/limited.ts";
import { LINE_KINDS } from "../law/line-fold.ts";
import { AGREEMENT_KINDS } from "../law/agreement.ts";
import { MATTER_KINDS } from "../law/table.ts";
import { about, beginUnder, ofThree } from "../testing/amending.ts";
import { onTheLine } from "../testing/lines.ts";
import { begin, climbedTo, HEADING, MATTER, ms, owes, type Story, type Told } from "../testing/story.ts";
import { LIMITINGS, limitBetween, limitsInForce, LONGEST_LIMIT } from "./limits.ts";
import { MESSAGE_TYPES } from "./message.ts";

const text = (words: string) => ({ lang: "en" as const, text: words });

const limits = (story: Story, by: string, body: Body = {}): Told =>
  about(story, by, "limit-line", { until: printInstant(story.now() + ms("5d")), ...body });
const consents = (story: Story, by: string, { id }: Told): Told => about(story, by, "consent-limit", { of: id });
const restores = (story: Story, by: string, { id }: Told): Told => about(story, by, "restore-line", { of: id });

const isLimited = (story: Story, one: string, other: string): boolean =>
  limitBetween(story.fold.line().limits, one, other, story.now() + 1) !== undefined;

test("a limit changes nothing until the quorum of the compact has consented, and then both directions", () => {
  const story = onTheLine();
  const asked = limits(story, "aurelia", { with: "borea" });
  assert.equal(asked.rule, null);
  assert.equal(isLimited(story, "aurelia", "borea"), false);
  assert.equal(consents(story, "cassia", asked).rule, "not-a-member");
  assert.equal(consents(story, "aurelia", asked).rule, "already-consented", "its author has consented");
  assert.equal(consents(story, "borea", asked).rule, null);
  assert.equal(isLimited(story, "aurelia", "borea"), true);
  assert.equal(isLimited(story, "borea", "aurelia"), true);
  assert.equal(isLimited(story, "aurelia", "cassia"), false);
});

test("the quorum is that of the section on the line, of the members whom the compact still binds", () => {
  const two = beginUnder(
    ofThree({ founding: "none", amendment: "all", sections: [{ section: "line", of: "majority" }] }),
  );
  const asked = limits(two, "aurelia", { with: "borea" });
  consents(two, "delmar", asked);
  assert.equal(isLimited(two, "aurelia", "borea"), true, "two of three are a majority");
  const all = beginUnder(ofThree({ founding: "none", amendment: "all" }));
  const wanted = limits(all, "aurelia", { with: "borea" });
  consents(all, "delmar", wanted);
  assert.equal(isLimited(all, "aurelia", "borea"), false);
});

test("a limit ends at its time or when any one member or mediator restores the line", () => {
  for (const by of ["aurelia", "borea", "cassia"]) {
    const story = onTheLine();
    const asked = limits(story, "aurelia", { with: "borea" });
    consents(story, "borea", asked);
    assert.equal(restores(story, by, asked).rule, null, by);
    assert.equal(isLimited(story, "aurelia", "borea"), false);
    assert.equal(restores(story, by, asked).rule, "limit-over");
  }
  const story = onTheLine();
  consents(story, "borea", limits(story, "aurelia", { with: "borea" }));
  story.passes("5d");
  assert.deepEqual(limitsInForce(story.fold.line().limits, story.now()), []);
});

test("a limit has an end within a week, a party that exists, and not too many beside it", () => {
  const story = onTheLine();
  const until = (after: number) => printInstant(story.now() + after);
  assert.equal(limits(story, "aurelia", { until: until(LONGEST_LIMIT + ms("1h")) }).rule, "limit-end");
  assert.equal(limits(story, "aurelia", { until: until(-1) }).rule, "limit-end");
  assert.equal(limits(story, "aurelia", { with: "nobody" }).rule, "not-a-party");
  assert.equal(limits(story, "aurelia", { with: "aurelia" }).rule, "not-a-party");
  assert.equal(limits(story, "cassia", { with: "borea" }).rule, "not-a-member");
  assert.deepEqual(
    [limits(story, "aurelia").rule, limits(story, "aurelia").rule, limits(story, "aurelia").rule],
    [null, null, "too-many-limits"],
  );
});

/** The line between all is closed, by everyone's word. */
function closed(story: Story, what: (typeof LIMITINGS)[number]): Story {
  consents(story, "borea", limits(story, "aurelia", { what }));
  consents(story, "aurelia", limits(story, "borea", { what }));
  return story;
}

const draft = (kind: string, body: Body, matter: string | null = null): Draft => ({
  kind,
  matter,
  to: ["aurelia", "borea", "cassia"],
  marking: "TLP:AMBER",
  body,
});

const messageBody = (type: string, precedence: string): Body => ({
  type,
  heading: { ...HEADING, precedence },
  text: text("…"),
});

test("no limit ever holds back receipts, tests, keys, FLASH, answers, ways down, the compact, or what is owed", () => {
  const kinds = [RECEIPT, ...LINE_KINDS, ...AGREEMENT_KINDS, ...MATTER_KINDS];
  const mayBeHeld = ["message", "ask", "notify", "propose"];
  const stories = LIMITINGS.map((what) => [what, closed(climbedTo("deconflict"), what)] as const);
  fc.assert(
    fc.property(
      fc.constantFrom(...stories),
      fc.constantFrom(...kinds),
      fc.constantFrom(...PRECEDENCES),
      fc.constantFrom(...MESSAGE_TYPES),
      fc.constantFrom("aurelia", "borea", "cassia"),
      ([what, story], kind, precedence, type, by) => {
        const inMatter = (MATTER_KINDS as readonly string[]).includes(kind);
        const body: Body = kind === "notify" ? { precedence } : messageBody(type, precedence);
        const verdict = limitOn(story.fold, draft(kind, body, inMatter ? MATTER : null), by, story.now());
        const isTalk = mayBeHeld.includes(kind) && ["notify", "ask", "propose"].includes(type || "ask");
        const isUrgent = precedence === "flash" || (what === "throttle" && precedence !== "routine");
        const passes = kind === "notify" ? isUrgent : !isTalk || isUrgent;
        if (passes) assert.equal(verdict.ok, true, `${what} ${kind} ${type} ${precedence}`);
        if (precedence === "flash") assert.equal(verdict.ok, true, "FLASH always passes");
        if (!mayBeHeld.includes(kind)) assert.equal(verdict.ok, true, `${kind} always passes`);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a limit does hold back ordinary talk, and a duty of the ladder passes even then", () => {
  const story = closed(climbedTo("deconflict"), "close");
  const held = (kind: string, body: Body, by = "aurelia", matter: string | null = MATTER) =>
    limitOn(story.fold, draft(kind, body, matter), by, story.now()).ok === false;
  assert.equal(held("message", messageBody("ask", "immediate"), "aurelia", null), true);
  assert.equal(held("ask", { question: text("Who?") }), true);
  assert.equal(held("notify", { precedence: "immediate" }), true);
  const owing = closed(climbedTo("notify"), "close");
  assert.ok(owes(owing.matter(), "aurelia").includes("notify"));
  assert.equal(
    limitOn(owing.fold, draft("notify", { precedence: "routine" }, MATTER), "aurelia", owing.now()).ok,
    true,
  );
  const throttled = closed(begin(), "throttle");
  const said = (precedence: string) =>
    limitOn(throttled.fold, draft("message", messageBody("notify", precedence)), "borea", throttled.now()).ok;
  assert.deepEqual(PRECEDENCES.map(said), [false, true, true, true]);
});

test("what was signed in spite of a limit is carried and judged like any other act", () => {
  const story = closed(climbedTo("deconflict"), "close");
  assert.equal(story.gives("aurelia", "ask", { to: ["borea"] }).rule, null);
});
