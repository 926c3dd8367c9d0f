import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, type Body } from "../kernel/act.ts";
import { printInstant } from "../kernel/instant.ts";
import { agreed, bothActing, exchanging, lifts, OTHER_STEP, pauses, stateOf } from "../testing/exchanging.ts";
import { regular } from "../testing/mediating.ts";
import { measureState, proposes } from "../testing/menu.ts";
import { actId, dutyOf, ms, owes, type Story } from "../testing/story.ts";
import { exchangesView, exchangeSubjects } from "./exchange-views.ts";

const exchangeIs = (story: Story): string | undefined => story.matter().exchanges.at(-1)?.state.is;

/** A side says that it has performed. Gives the report. */
const performs = (story: Story, by: string, of: string): string => regular(story, by, "report-step", { of }).id;

const checks = (story: Story, by: string, of: string, holds = "yes"): string | null =>
  story.gives(by, "check-step", { of, body: { holds } }).rule;

test("both lift: each measure is suspended when it is reported, and lifted when both are found so", () => {
  const { story, offer, of } = agreed();
  assert.deepEqual([owes(story.matter(), "aurelia"), owes(story.matter(), "borea")].flat().toSorted(), [
    "report-step",
    "report-step",
  ]);
  const mine = performs(story, "aurelia", offer);
  assert.equal(measureState(story, of["aurelia"] ?? ""), "suspended");
  assert.equal(measureState(story, of["borea"] ?? ""), "adopted");
  assert.equal(checks(story, "borea", mine), null);
  assert.equal(measureState(story, of["aurelia"] ?? ""), "suspended", "one step alone is final for nobody");
  const yours = performs(story, "borea", offer);
  assert.equal(exchangeIs(story), "agreed");
  assert.equal(checks(story, "aurelia", yours), null);
  assert.equal(exchangeIs(story), "complete");
  for (const by of ["aurelia", "borea"]) assert.equal(measureState(story, of[by] ?? ""), "lifted");
  assert.equal(
    story.matter().duties.filter(({ step, state }) => step === "exchanges" && state.is === "owed").length,
    0,
  );
});

test("when one side does not perform in time both are free, and what was suspended is in force until its own end", () => {
  const { story, offer, of } = agreed();
  const before = stateOf(story.matter(), of["aurelia"]);
  checks(story, "borea", performs(story, "aurelia", offer));
  const [exchange] = story.matter().exchanges;
  story.passes("47h");
  assert.equal(exchangeIs(story), "agreed");
  story.passes("1h");
  assert.deepEqual(exchange && story.matter().exchanges[0]?.state, {
    is: "reverted",
    at: exchange?.performBy,
    by: null,
  });
  assert.deepEqual(stateOf(story.matter(), of["aurelia"]), before);
  assert.equal(dutyOf(story.matter(), "borea", "report-step").state.is, "released", "nobody is held to it any more");
  assert.equal(story.gives("borea", "report-step", { of: offer }).rule, "no-exchange");
});

test("a measure whose own time ends while it is in escrow does not come back", () => {
  const { story, offer, of } = agreed({ performBy: printInstant(bothActing().story.now() + ms("11d")) });
  performs(story, "aurelia", offer);
  story.passes("10d");
  assert.equal(measureState(story, of["aurelia"] ?? ""), "expired");
  story.passes("1d");
  assert.equal(exchangeIs(story), "reverted");
  assert.equal(measureState(story, of["aurelia"] ?? ""), "expired");
});

test("a step that was not found done is reported again, and the time stays as it was agreed", () => {
  const { story, offer } = agreed({ mine: OTHER_STEP, yours: OTHER_STEP });
  const first = performs(story, "aurelia", offer);
  assert.equal(checks(story, "borea", first, "no"), null);
  assert.equal(exchangesView(story.matter())[0]?.sides[0].is, "sent-back");
  assert.equal(dutyOf(story.matter(), "aurelia", "report-step").state.is, "owed");
  assert.equal(checks(story, "borea", first), "no-exchange");
  const second = performs(story, "aurelia", offer);
  assert.equal(checks(story, "borea", first), "step-not-reported", "the newest report counts");
  assert.equal(checks(story, "borea", second), null);
  assert.equal(checks(story, "borea", second), "no-exchange", "found done, once");
  checks(story, "aurelia", performs(story, "borea", offer));
  assert.equal(exchangeIs(story), "complete");
});

test("a pause holds the escrow until it has run, and then both steps are final by themselves", () => {
  const start = bothActing().story.now();
  const pause = pauses("scanning", start + ms("1h"), start + ms("5d"));
  const { story, offer, of } = exchanging({ yours: pause });
  regular(story, "borea", "accept-exchange", { of: offer });
  assert.equal(story.gives("borea", "report-step", { of: offer }).rule, "pause-not-begun");
  checks(story, "borea", performs(story, "aurelia", offer));
  story.passes("2h");
  const paused = performs(story, "borea", offer);
  checks(story, "aurelia", paused);
  assert.equal(exchangeIs(story), "holding");
  assert.equal(measureState(story, of["aurelia"] ?? ""), "suspended");
  story.passes("4d");
  assert.equal(exchangeIs(story), "holding", "the time to perform has passed, and both have");
  story.passes("1d");
  assert.equal(exchangeIs(story), "complete");
  assert.equal(measureState(story, of["aurelia"] ?? ""), "lifted");
});

test("an activity that is seen again during its pause ends the exchange at once, and the other side is not left alone", () => {
  const start = bothActing().story.now();
  const { story, offer, of } = agreed({ yours: pauses("scanning", start, start + ms("5d")) });
  const before = stateOf(story.matter(), of["aurelia"]);
  checks(story, "borea", performs(story, "aurelia", offer));
  const paused = performs(story, "borea", offer);
  checks(story, "aurelia", paused);
  story.passes("3d");
  assert.equal(checks(story, "aurelia", paused, "no"), null);
  assert.equal(exchangeIs(story), "reverted");
  assert.deepEqual(stateOf(story.matter(), of["aurelia"]), before);
  assert.equal(checks(story, "aurelia", paused), "no-exchange");
});

test("a mediator that is named checks both steps, and nobody else does", () => {
  const { story, offer } = agreed({ verifier: "cassia" });
  const report = performs(story, "aurelia", offer);
  assert.equal(checks(story, "borea", report), "no-exchange");
  performs(story, "borea", offer);
  assert.equal(checks(story, "cassia", report), null);
  assert.equal(story.gives("borea", "check-step", { of: report }).rule, "no-exchange");
});

test("an offer that nobody accepts lapses, and binds nobody before", () => {
  const { story, offer, of } = exchanging();
  assert.equal(story.gives("aurelia", "report-step", { of: offer }).rule, "no-exchange");
  assert.equal(story.gives("aurelia", "accept-exchange", { of: offer }).rule, "no-exchange");
  assert.equal(measureState(story, of["aurelia"] ?? ""), "adopted");
  story.passes("24h");
  assert.equal(exchangeIs(story), "lapsed");
  assert.equal(story.gives("borea", "accept-exchange", { of: offer }).rule, "no-exchange");
});

test("nothing is held in two escrows", () => {
  const { story, offer, of } = exchanging();
  const body = {
    with: "borea",
    mine: lifts(of["aurelia"] ?? ""),
    yours: OTHER_STEP,
    acceptBy: printInstant(story.now() + ms("30h")),
    performBy: printInstant(story.now() + ms("60h")),
  };
  const back = { ...body, with: "aurelia", mine: OTHER_STEP, yours: body.mine };
  const other = regular(story, "borea", "offer-exchange", { body: back });
  regular(story, "borea", "accept-exchange", { of: offer });
  assert.equal(story.gives("aurelia", "accept-exchange", { of: other.id }).rule, "exchange-overlaps");
  assert.equal(story.gives("aurelia", "offer-exchange", { body }).rule, "exchange-overlaps");

  const from = story.now() + ms("1h");
  const scans = (activity: string, days: string) => ({
    ...body,
    mine: pauses(activity, from, from + ms(days)),
    yours: OTHER_STEP,
  });
  const pause = regular(story, "aurelia", "offer-exchange", { body: scans("scanning", "5d") });
  regular(story, "borea", "accept-exchange", { of: pause.id });
  assert.equal(story.gives("aurelia", "offer-exchange", { body: scans("scanning", "9d") }).rule, "exchange-overlaps");
  for (const name of ["Scanning", " scanning ", "ｓｃａｎｎｉｎｇ"])
    assert.equal(story.gives("aurelia", "offer-exchange", { body: scans(name, "9d") }).rule, "exchange-overlaps", name);
  assert.equal(story.gives("aurelia", "offer-exchange", { body: scans("flights", "9d") }).rule, null);
});

test("nobody offers one step of its own twice, and who is asked for a step is not blocked by it", () => {
  const { story, of } = exchanging();
  const times = { acceptBy: printInstant(story.now() + ms("30h")), performBy: printInstant(story.now() + ms("60h")) };
  const gives = (by: string, mine: Body, yours: Body = OTHER_STEP): string | null =>
    story.gives(by, "offer-exchange", {
      body: { ...times, with: by === "aurelia" ? "borea" : "aurelia", mine, yours },
    }).rule;
  const twice = lifts(of["aurelia"] ?? "");
  assert.equal(gives("aurelia", twice), "exchange-overlaps");
  assert.equal(gives("borea", OTHER_STEP, twice), null, "asked for in another offer, not given");
  assert.equal(gives("borea", lifts(of["borea"] ?? "")), null, "asked for by Aurelia, offered by its owner");
  const from = story.now() + ms("1h");
  assert.equal(gives("aurelia", pauses("scanning", from, from + ms("5d"))), null);
  assert.equal(gives("aurelia", pauses("Scanning", from, from + ms("9d"))), "exchange-overlaps");
  story.passes("24h");
  assert.equal(gives("aurelia", twice), null, "the first offer has lapsed");
});

test("a step that was found done is done: who checked it cannot wait for the other step and then take that back", () => {
  const { story, offer, of } = agreed();
  const mine = performs(story, "aurelia", offer);
  assert.equal(checks(story, "borea", mine), null);
  assert.equal(checks(story, "borea", mine, "no"), "no-exchange");
  assert.equal(exchangeIs(story), "agreed");
  performs(story, "borea", offer);
  assert.deepEqual(exchangeSubjects(story.matter(), "check-step", "borea", story.now()), []);
  assert.equal(measureState(story, of["aurelia"] ?? ""), "suspended");

  const judged = agreed({ verifier: "cassia" });
  const [one, other] = ["aurelia", "borea"].map((by) => performs(judged.story, by, judged.offer));
  assert.equal(checks(judged.story, "cassia", one ?? ""), null);
  assert.equal(checks(judged.story, "cassia", one ?? "", "no"), "already-given");
  assert.equal(checks(judged.story, "cassia", other ?? ""), null);
  assert.equal(exchangeIs(judged.story), "complete");
});

test("after the last report that is allowed none is owed", () => {
  const { story, offer } = agreed({ mine: OTHER_STEP, yours: OTHER_STEP });
  for (let times = 0; times < LIMITS.reportsEach; times += 1) {
    assert.deepEqual(owes(story.matter(), "aurelia"), ["report-step"]);
    checks(story, "borea", performs(story, "aurelia", offer), "no");
  }
  assert.deepEqual(owes(story.matter(), "aurelia"), []);
  assert.deepEqual(exchangeSubjects(story.matter(), "report-step", "aurelia", story.now()), []);
});

test("a measure that ended by itself before it was put in escrow is no step down", () => {
  const { story, offer, of } = agreed({ performBy: printInstant(bothActing().story.now() + ms("11d")) });
  const promised = story.matter().measures.find(({ act }) => act === of["aurelia"]);
  story.passes("10d");
  assert.equal(promised && measureState(story, promised.act), "expired");
  assert.equal(story.gives("aurelia", "report-step", { of: offer }).rule, "no-exchange");
  const second = regular(story, "borea", "offer-exchange", {
    body: {
      with: "aurelia",
      mine: OTHER_STEP,
      yours: OTHER_STEP,
      acceptBy: printInstant(story.now() + ms("1h")),
      performBy: printInstant(story.now() + ms("2h")),
    },
  });
  regular(story, "aurelia", "accept-exchange", { of: second.id });
  assert.equal(story.gives("aurelia", "report-step", { of: offer }).rule, "measure-over");
  story.passes("1d");
  assert.equal(story.matter().exchanges[0]?.state.is, "reverted");
});

test("an offer whose times or steps do not fit is none", () => {
  const { story, of } = bothActing();
  const at = (duration: string): string => printInstant(story.now() + ms(duration));
  const offers = (more: object): string | null =>
    story.gives("aurelia", "offer-exchange", { body: { acceptBy: at("1h"), performBy: at("2h"), ...more } }).rule;
  assert.equal(offers({ performBy: at("1h") }), "exchange-times");
  assert.equal(offers({ acceptBy: printInstant(story.now()) }), "exchange-times");
  assert.equal(offers({ acceptBy: "2026-02-30T00:00:00.000Z" }), "exchange-times");
  const now = story.now();
  assert.equal(offers({ mine: pauses("scanning", now, now + ms("2h")) }), "exchange-times", "over before it counts");
  assert.equal(
    offers({ mine: pauses("scanning", now + ms("3h"), now + ms("9h")) }),
    "exchange-times",
    "begun too late",
  );
  assert.equal(offers({ performBy: at("366d") }), "exchange-times", "due in more than a year");
  assert.equal(offers({ performBy: "9999-12-31T00:00:00.000Z" }), "exchange-times");
  assert.equal(offers({ mine: pauses("scanning", now, now + ms("366d")) }), "exchange-times", "a pause without end");
  assert.equal(offers({ mine: lifts(of["borea"] ?? "") }), "not-own-measure");
  assert.equal(offers({ mine: lifts(actId("aurelia", 1)) }), "wrong-kind-of-act");
  const { id } = proposes(story, "aurelia", "demarche");
  assert.equal(offers({ mine: lifts(id) }), "measure-not-in-force");
  assert.equal(offers({ with: "aurelia" }), "no-addressee");
  assert.equal(offers({ with: "cassia" }), "not-in-this-matter");
  assert.equal(offers({ verifier: "borea" }), "not-a-mediator");
  assert.equal(story.gives("aurelia", "offer-exchange", { to: ["cassia"] }).rule, "not-told");
  assert.equal(story.gives("cassia", "offer-exchange").rule, "not-in-this-matter");
});

test("neither cooling-off nor standing down nor closing holds an exchange back, and none of them moves its time", () => {
  const { story, offer, of } = exchanging();
  story.gives("borea", "cool-off", { body: { length: "6h" } });
  regular(story, "borea", "accept-exchange", { of: offer });
  assert.equal(dutyOf(story.matter(), "aurelia", "report-step").due, story.matter().exchanges[0]?.performBy);
  const mine = performs(story, "aurelia", offer);
  for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) regular(story, by, kind);
  assert.equal(story.matter().standing.is, "closed");
  checks(story, "borea", mine);
  const yours = performs(story, "borea", offer);
  assert.equal(story.matter().duties.filter(({ state }) => state.is === "owed").length, 0);
  checks(story, "aurelia", yours);
  assert.equal(exchangeIs(story), "complete");
  assert.equal(measureState(story, of["borea"] ?? ""), "lifted");
  assert.equal(story.matter().standing.is, "closed");

  const late = agreed();
  performs(late.story, "aurelia", late.offer);
  for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) regular(late.story, by, kind);
  const [exchange] = late.story.matter().exchanges;
  const { passed } = late.story.fold.timeEvents("aurelia-1", late.story.now(), exchange?.performBy ?? 0);
  assert.deepEqual(passed, [exchange?.performBy], "a node wakes for it, however the matter stands");
  late.story.passes("48h");
  assert.equal(measureState(late.story, late.of["aurelia"] ?? ""), "adopted");
});

test("when all have stood down the steps of an exchange are still owed, and closing lapses an open offer", () => {
  const { story, offer } = agreed();
  const open = regular(story, "borea", "offer-exchange", {
    body: {
      with: "aurelia",
      mine: OTHER_STEP,
      yours: OTHER_STEP,
      acceptBy: printInstant(story.now() + ms("30h")),
      performBy: printInstant(story.now() + ms("60h")),
    },
  });
  for (const by of ["aurelia", "borea"]) regular(story, by, "stand-down");
  assert.equal(story.matter().standing.is, "stood-down");
  for (const by of ["aurelia", "borea"])
    assert.deepEqual(owes(story.matter(), by).toSorted(), ["close", "report-step"]);
  performs(story, "aurelia", offer);
  assert.ok(owes(story.matter(), "borea").includes("check-step"));
  const stateOfOpen = (): string | undefined => story.matter().exchanges.find(({ act }) => act === open.id)?.state.is;
  assert.equal(stateOfOpen(), "offered");
  for (const by of ["aurelia", "borea"]) regular(story, by, "close");
  assert.equal(stateOfOpen(), "lapsed");
  assert.equal(exchangeIs(story), "lapsed");
  assert.equal(story.matter().exchanges[0]?.state.is, "agreed");
  assert.deepEqual(owes(story.matter(), "borea"), []);
});

test("a side may lift for good what it holds in escrow, and resumes nothing of it", () => {
  const { story, offer, of } = agreed();
  performs(story, "aurelia", offer);
  assert.equal(story.gives("aurelia", "resume-measure", { of: of["aurelia"] ?? "" }).rule, "measure-in-escrow");
  regular(story, "aurelia", "lift-measure", { of: of["aurelia"] ?? "" });
  story.passes("48h");
  assert.equal(exchangeIs(story), "reverted");
  assert.equal(measureState(story, of["aurelia"] ?? ""), "lifted");
});
