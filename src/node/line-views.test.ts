import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyMailbox, onAnswer, onFailure, onSent, type Mailbox } from "../line/mailbox.ts";
import { emptyRelayRoute, onDeposited, onDepositing, type Situation } from "../line/route.ts";
import { addTry, type Trail } from "../line/trail.ts";
import { brokenHops, passageOf, routeViews, type Way } from "./line-views.ts";

const up: Mailbox = onAnswer(onSent(emptyMailbox, { checkpoint: 0, acts: 1 }, 990), 3, null, 1_000);
const cut: Mailbox = onFailure(onSent(up, { checkpoint: 0, acts: 1 }, 2_000), 2_000);

const situation: Situation = { direct: "cut", head: 4, held: 3, urgent: false, relays: ["borea"], thin: false };

const failed: Trail = addTry(
  [],
  { way: "out", route: "direct", via: null, through: 4, outcome: "failed", code: "no-answer", because: "in 1500 ms" },
  2_000,
).trail;

const way = (more: Partial<Way> = {}): Way => ({
  party: "cassia",
  mailbox: cut,
  relays: emptyRelayRoute,
  situation,
  trail: failed,
  ...more,
});

/** What `why` says of act 4, signed at 1,900. */
const said = (known: Way, now: number) => {
  const hops = brokenHops(known, "aurelia", 4, now);
  return { passage: passageOf(known, hops, 1_900), hops: hops.map(({ from, to, code }) => `${from} ${to} ${code}`) };
};

const held = onDeposited(onDepositing(emptyRelayRoute, "borea", situation, 3_000), "borea", "held", 4, 3_100);

test("a cut line with nobody to relay is faulty, and the hop is named with its time and code", () => {
  const alone = way({ situation: { ...situation, relays: [] } });
  assert.deepEqual(said(alone, 9_000), { passage: { is: "faulty", since: 2_000 }, hops: ["aurelia cassia no-answer"] });
});

test("an act that a relay has just taken is under way; half a minute later the relay's hop is broken too", () => {
  const relayed = way({ relays: held });
  assert.equal(said(relayed, 20_000).passage.is, "underway");
  assert.deepEqual(said(relayed, 34_000), {
    passage: { is: "faulty", since: 2_000 },
    hops: ["aurelia cassia no-answer", "borea cassia no-receipt"],
  });
});

test("a second relay that has not been asked yet leaves hope", () => {
  const two = way({ relays: held, situation: { ...situation, relays: ["borea", "doria"] } });
  assert.equal(said(two, 90_000).passage.is, "underway");
});

test("a node that answers and does not take the act is no fault of the way", () => {
  const stop = { code: "from-the-future", seq: 4, because: "dated ahead" };
  const stopped = onAnswer(onSent(up, { checkpoint: 0, acts: 1 }, 2_000), 3, stop, 2_010);
  const known = way({ mailbox: stopped, situation: { ...situation, direct: "up" } });
  assert.deepEqual(said(known, 9_000), {
    passage: { is: "stopped", code: "from-the-future", because: "dated ahead" },
    hops: [],
  });
});

test("every route shows how it stands: direct cut with its reason, the relay holding, files and codes offered", () => {
  const shown = routeViews(way({ relays: held }));
  assert.deepEqual(
    shown.map(({ route, via, is, waiting, code }) => [route, via, is, waiting, code]),
    [
      ["direct", null, "cut", 1, "no-answer"],
      ["relay", "borea", "holding", 1, null],
      ["courier", null, "offered", 0, null],
      ["codes", null, "offered", 0, null],
      ["thin", null, "missing", 0, null],
    ],
  );
  const well = routeViews(way({ mailbox: up, situation: { ...situation, direct: "up", head: 3, relays: [] } }));
  assert.deepEqual(
    well.map(({ is }) => is),
    ["up", "missing", "idle", "idle", "missing"],
  );
});
