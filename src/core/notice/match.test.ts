// Matching: an incident that somebody announced finds its notice, others seldom do, and every reason is named.
// How seldom is measured on generated cases and printed; the limits below are what was found, and a little.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRandom } from "../../faults/random.ts";
import { HOUR, printInstant } from "../kernel/instant.ts";
import { about } from "../testing/amending.ts";
import { announced, anyNotice, LOOKALIKES, lookalike, type Lookalike } from "../testing/incidents.ts";
import { begin, bodyFor, MONDAY, ms, type Story } from "../testing/story.ts";
import { incidentOf, matchNotices, MATCHES_FROM, MOST_MATCHES, questionOf, type Incident } from "./match.ts";
import type { Notice } from "./notice.ts";

const CASES = 3_000;

/** Notices that stand at one time in a region: announced windows overlap, and several parties are busy. */
const NOTICES_AT_ONCE = 6;

const LIMITS = {
  /** Of incidents that were announced, those that do not find their notice. */
  missed: 0.22,
  /** Of incidents that were not, those that match any notice at all. */
  falseMatch: {
    nothing: 0.04,
    time: 0.03,
    // A desk that names no technique cannot tell it from what was announced for that sector.
    "time-and-sector": 0.4,
    "place-and-way": 0.04,
    "time-and-way": 0.06,
    // Nobody can tell who hides behind a notice from who gave it: that is why a match only asks.
    all: 1,
  },
  /** Of announced incidents that match, those whose one question goes to another desk. */
  wrongDesk: 0.01,
} as const satisfies {
  readonly missed: number;
  readonly falseMatch: Readonly<Record<Lookalike, number>>;
  readonly wrongDesk: number;
};

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

test("on generated cases few announced incidents are missed and few others match", (t) => {
  const random = createRandom("notices");
  const world = (): readonly Notice[] => Array.from({ length: NOTICES_AT_ONCE }, (_, i) => anyNotice(random, i + 1));
  let [missed, wrongDesk] = [0, 0];
  for (let i = 0; i < CASES; i += 1) {
    const notices = world();
    const notice = random.pick(notices);
    const matches = matchNotices(announced(random, notice), notices);
    if (!matches.some((match) => match.notice === notice.act)) missed += 1;
    else if (questionOf(matches, "cassia")?.by !== notice.by) wrongDesk += 1;
  }
  const rates = LOOKALIKES.map((like) => {
    let matched = 0;
    for (let i = 0; i < CASES; i += 1) {
      const notices = world();
      if (matchNotices(lookalike(random, random.pick(notices), like), notices).length > 0) matched += 1;
    }
    return [like, matched / CASES] as const;
  });
  t.diagnostic(`${CASES} cases of each kind, ${NOTICES_AT_ONCE} notices at once, seed "notices"`);
  t.diagnostic(`missed: ${percent(missed / CASES)} of announced incidents (limit ${percent(LIMITS.missed)})`);
  t.diagnostic(`asked another desk: ${percent(wrongDesk / CASES)} (limit ${percent(LIMITS.wrongDesk)})`);
  for (const [like, rate] of rates) {
    t.diagnostic(`false match, in common ${like}: ${percent(rate)} (limit ${percent(LIMITS.falseMatch[like])})`);
  }
  assert.ok(missed / CASES <= LIMITS.missed);
  assert.ok(wrongDesk / CASES <= LIMITS.wrongDesk);
  for (const [like, rate] of rates) assert.ok(rate <= LIMITS.falseMatch[like], like);
});

const INCIDENT: Incident = {
  observed: MONDAY + ms("50h"),
  nature: "undetermined",
  sectors: ["energy"],
  techniques: ["T1595.001"],
  networks: [],
};

/** Aurelia scans the energy sector from Wednesday to Thursday; spoken of as an incident that Borea has seen. */
function told(body: object = {}): Story {
  const story = begin();
  assert.equal(about(story, "aurelia", "announce", { ...body }).rule, null);
  return story;
}

const matches = (story: Story, incident: Partial<Incident> = {}) =>
  matchNotices({ ...INCIDENT, ...incident }, story.fold.line().notices, story.compact.pace);
const reasonsIn = (story: Story, incident: Partial<Incident> = {}) =>
  matches(story, incident).flatMap(({ reasons }) => reasons.map(({ is }) => is));

test("a match names every factor of its score, and the score is their product", () => {
  const [found, ...more] = matches(told());
  assert.equal(more.length, 0);
  assert.deepEqual(
    found?.reasons.map(({ is, names }) => [is, names]),
    [
      ["inWindow", []],
      ["everySector", ["energy"]],
      ["everyTechnique", ["T1595.001"]],
      ["asGrave", []],
    ],
  );
  assert.equal(found?.score, 0.9);
  assert.deepEqual(reasonsIn(told(), { sectors: ["health"], networks: ["203.0.113.77"], nature: "sabotage" }), [
    "inWindow",
    "network",
    "everyTechnique",
    "graver",
  ]);
  assert.deepEqual(reasonsIn(told(), { observed: MONDAY + ms("74h") })[0], "seenLate");
  assert.deepEqual(reasonsIn(told(), { observed: MONDAY + ms("48h") - ms("10m") })[0], "clocksApart");
});

test("another time, another place, quiet and what was called off match nothing", () => {
  assert.deepEqual(matches(told(), { observed: MONDAY + ms("47h") }), []);
  assert.deepEqual(matches(told(), { observed: MONDAY + ms("79h") }), []);
  assert.deepEqual(matches(told(), { sectors: ["health"] }), []);
  assert.deepEqual(matches(told({ what: "quiet" })), []);
  const stopped = told();
  about(stopped, "aurelia", "end-notice", { of: stopped.fold.line().notices[0]?.act ?? "" });
  assert.deepEqual(matches(stopped), []);
  assert.deepEqual(matches(stopped, { observed: stopped.now() + ms("1h") }), [], "it was called off before it began");
});

test("what was announced when it was seen counts, not what is said since", () => {
  const story = told({ sectors: ["health"], networks: [] });
  const of = story.fold.line().notices[0]?.act ?? "";
  assert.deepEqual(matches(story), []);
  story.passes("51h");
  const widened = about(story, "aurelia", "amend-notice", {
    of,
    sectors: ["energy"],
    urgent: bodyFor("notify", "")["asks"],
  });
  assert.equal(widened.rule, null);
  assert.deepEqual(matches(story), [], "it spoke of health when it was seen in energy");
  assert.equal(matches(story, { observed: story.now() + ms("1h") }).length, 1);
  const after = begin();
  after.passes("51h");
  const window = { from: printInstant(after.now() + 1), until: printInstant(after.now() + ms("9h")) };
  about(after, "aurelia", "announce", { ...window, urgent: bodyFor("notify", "")["asks"] });
  assert.deepEqual(matches(after, { observed: after.now() - ms("5m") }), [], "told five minutes later");
  assert.equal(matches(after, { observed: after.now() + ms("5m") }).length, 1);
});

test("one question goes to the author of the likeliest notice, and none where it is one's own", () => {
  const story = told();
  about(story, "borea", "announce", { what: "maintenance", sectors: ["energy", "health"], techniques: [] });
  const found = matches(story);
  assert.deepEqual(
    found.map(({ by }) => by),
    ["aurelia", "borea"],
  );
  assert.equal(questionOf(found, "borea")?.by, "aurelia");
  assert.equal(questionOf(found, "aurelia"), null, "who gave the likeliest answers, and does not ask");
  assert.equal(questionOf([], "borea"), null);
});

test("in a drill that runs faster the time in which something is seen late is shorter", () => {
  const { notices } = told().fold.line();
  const late = { ...INCIDENT, observed: MONDAY + ms("72h") + 3 * HOUR };
  assert.equal(matchNotices(late, notices, 1).length, 1);
  assert.equal(matchNotices(late, notices, 10).length, 0);
});

test("a report is read as it stands, and one that is no report is no incident", () => {
  const summary = { lang: "en", text: "Scans from 198.51.100.20 against relay.grid.example." };
  const found = incidentOf({ ...bodyFor("report", undefined), summary });
  assert.deepEqual(found?.networks, ["198.51.100.20", "relay.grid.example"]);
  assert.equal(
    matchNotices({ ...INCIDENT, ...found, observed: INCIDENT.observed }, told().fold.line().notices).length,
    1,
  );
  assert.equal(incidentOf({}), undefined);
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom("title", "summary", "observed", "sectors", "techniques"), fc.anything()),
      (body) => {
        const incident = incidentOf({ observed: printInstant(MONDAY), ...body });
        const some = incident === undefined ? [] : matchNotices(incident, told().fold.line().notices);
        assert.ok(some.every(({ score }) => score >= MATCHES_FROM && score <= 1));
      },
    ),
    { numRuns: 200 },
  );
});

test("many notices of one author never crowd out another's, and of two equal scores the narrower goes first", () => {
  const story = begin();
  const blanket = { networks: ["203.0.0.0/8"], sectors: ["energy"], techniques: ["T1595"] };
  for (let i = 0; i < 8; i += 1) about(story, "borea", "announce", { ...blanket });
  const { id } = about(story, "aurelia", "announce", { ...blanket, networks: ["203.0.113.0/24"] });
  const found = matches(story, { networks: ["203.0.113.7"] });
  assert.equal(found.length, MOST_MATCHES);
  assert.deepEqual([found[0]?.notice, found[0]?.score, found[1]?.score], [id, 1, 1]);
});

test("however many notices match, only so many are shown", () => {
  const story = begin();
  for (const by of ["aurelia", "borea", "cassia"]) for (let i = 0; i < 8; i += 1) about(story, by, "announce");
  assert.equal(matches(story).length, MOST_MATCHES);
});
