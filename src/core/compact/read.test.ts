import assert from "node:assert/strict";
import { test } from "node:test";
import { compactFrom, demoDocument, ms } from "../testing/story.ts";
import { readCompact } from "./read.ts";

type Change = (document: Record<string, never>) => void;

/** The demo compact with one thing changed, and where the reading says that it is wrong. */
function faultsOf(change: (document: ReturnType<typeof demoDocument>) => void): readonly string[] {
  const document = structuredClone(demoDocument());
  change(document);
  const reading = readCompact(document);
  return reading.ok ? [] : reading.errors.map(({ path }) => path.join("."));
}

type Ladder = { step: string; opens: object[]; earliest?: string; owes: Record<string, unknown>[] }[];
type Silence = { contact: string; after: string }[];
const ladder = (document: Readonly<Record<string, unknown>>): Ladder => document["ladder"] as Ladder;
const silence = (document: Readonly<Record<string, unknown>>): Silence => document["silence"] as Silence;

test("the demo compact reads as it is written, at the pace of real hours", () => {
  const compact = compactFrom(demoDocument());
  assert.deepEqual(
    compact.parties.map(({ id, role }) => `${id} ${role}`),
    ["aurelia member", "borea member", "cassia mediator"],
  );
  assert.deepEqual(
    compact.ladder.map(({ id }) => id),
    ["confirm", "assess", "notify", "deconflict", "convene"],
  );
  assert.equal(compact.ladder[1]?.owes[0]?.earliest, ms("30m"));
  assert.equal(compact.ladder[4]?.earliest, ms("2h"));
  assert.deepEqual(
    compact.silence.map(({ after }) => after),
    ["0m", "2h", "4h", "8h"].map(ms),
  );
});

test("a drill's pace shortens every clock of the ladder, none of them to nothing, and not the skew", () => {
  const compact = compactFrom({ ...demoDocument(), pace: 86_400 });
  assert.equal(compact.ladder[1]?.owes[0]?.earliest, Math.ceil(ms("30m") / 86_400));
  assert.ok(compact.ladder.flatMap(({ owes }) => owes).every(({ latest }) => latest >= 1));
  assert.equal(compact.skew, ms("5m"));
});

test("a compact that is real has no pace", () => {
  assert.deepEqual(
    faultsOf((d) => Object.assign(d, { mode: "real" })),
    ["pace"],
  );
});

test("a compact needs two members, and a mediator where silence leads to one", () => {
  const one = {
    aurelia: { name: "Aurelia", role: "member", zone: "UTC" },
    cassia: { name: "C", role: "mediator", zone: "UTC" },
  };
  assert.deepEqual(
    faultsOf((d) => Object.assign(d, { parties: one })),
    ["parties"],
  );
  const none = { aurelia: one.aurelia, borea: { ...one.aurelia, name: "Borea" } };
  assert.deepEqual(
    faultsOf((d) => Object.assign(d, { parties: none })),
    ["silence"],
  );
});

test("a party has no name that stands on every object of the language", () => {
  for (const name of ["constructor"]) {
    const party = { name: "Delmar", role: "member", zone: "UTC" };
    assert.deepEqual(
      faultsOf((d) => Object.assign(d["parties"] as object, { [name]: party })),
      [`parties.${name}`],
    );
  }
});

test("silence leads from contact to contact in one order, and begins at once", () => {
  const swapped: Change = (d) => {
    silence(d).splice(1, 2, { contact: "mediator", after: "2h" }, { contact: "principal", after: "4h" });
  };
  assert.deepEqual(faultsOf(swapped as never), ["silence.2.contact"]);
  assert.deepEqual(
    faultsOf((d) => Object.assign(silence(d)[0] ?? {}, { after: "5m" })),
    ["silence.0.after"],
  );
  assert.deepEqual(
    faultsOf((d) => Object.assign(silence(d)[2] ?? {}, { after: "2h" })),
    ["silence.2.after"],
  );
});

test("no silence leads to anything harsher: the contacts are a closed list", () => {
  assert.ok(
    faultsOf((d) => silence(d).push({ contact: "countermeasure", after: "9h" })).some((path) =>
      path.startsWith("silence"),
    ),
  );
});

test("steps stand once and follow only what stands before them", () => {
  assert.deepEqual(faultsOf((d) => Object.assign(ladder(d)[2] ?? {}, { step: "confirm" })).slice(0, 1), [
    "ladder.2.step",
  ]);
  assert.deepEqual(
    faultsOf((d) => Object.assign(ladder(d)[1] ?? {}, { opens: [{ after: "notify" }] })),
    ["ladder.1.opens.0.after"],
  );
  assert.deepEqual(
    faultsOf((d) => Object.assign(ladder(d)[1] ?? {}, { opens: [{ after: "nowhere" }] })),
    ["ladder.1.opens.0.after"],
  );
});

test("a duty needs time, and a time in which it may be kept", () => {
  const first = (d: Record<string, unknown>): Record<string, unknown> => ladder(d)[0]?.owes[0] ?? {};
  assert.deepEqual(
    faultsOf((d) => Object.assign(first(d), { latest: "0h" })),
    ["ladder.0.owes.0.latest"],
  );
  assert.deepEqual(
    faultsOf((d) => Object.assign(first(d), { earliest: "24h" })),
    ["ladder.0.owes.0.earliest"],
  );
  assert.deepEqual(
    faultsOf((d) => Object.assign(first(d), { by: "asked" })),
    ["ladder.0.owes.0.by"],
  );
});

test("a field that the form does not know is refused by name", () => {
  assert.deepEqual(
    faultsOf((d) => Object.assign(d, { escalation: "automatic" })),
    ["escalation"],
  );
});

const SAYS = { en: "Words." };
const HARM = { field: "nature", is: "sabotage" };
const faultsAs = (document: Readonly<Record<string, unknown>>): readonly string[] => {
  const reading = readCompact(document);
  return reading.ok ? [] : reading.errors.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

test("what a measure leaves unsaid is what the compact promises, and practice where it promises nothing", () => {
  const menu = [
    { measure: "talks", says: SAYS, category: "cooperative" },
    { measure: "listing", says: SAYS, category: "restrictive" },
    { measure: "statement", says: SAYS, category: "preventive", active: true, notice: "72h" },
  ];
  const [talks, listing, statement] = compactFrom({ ...demoDocument(), responses: { menu } }).measures;
  assert.deepEqual([talks?.active, talks?.notice, talks?.consults], [false, 0, "none"]);
  assert.deepEqual([listing?.active, listing?.notice, listing?.consults], [true, ms("24h"), "all"]);
  assert.deepEqual([listing?.reply, listing?.agreed, listing?.lasts], [ms("48h"), null, ms("365d")]);
  assert.equal(statement?.notice, ms("72h"));
  assert.equal(talks?.lasts, null);
  const strict = compactFrom({ ...demoDocument(), responses: { preconditions: "full", menu } }).measures;
  assert.deepEqual(
    [strict[1]?.lasts, strict[2]?.lasts],
    [null, ms("365d")],
    "an end that is to be named is not filled in",
  );
  const promising = compactFrom({ ...demoDocument(), responses: { notice: "36h", consultation: "12h", menu } });
  assert.deepEqual([promising.measures[1]?.notice, promising.measures[1]?.reply], [ms("36h"), ms("12h")]);
  assert.deepEqual(promising.promised, { notice: ms("36h"), consultation: ms("12h") });
});

test("under full preconditions a restrictive measure cannot be declared inactive, and so escape its notice", () => {
  const menu = [{ measure: "listing", says: SAYS, category: "restrictive", active: false }];
  assert.deepEqual(faultsAs({ ...demoDocument(), responses: { menu } }), []);
  assert.deepEqual(faultsAs({ ...demoDocument(), responses: { preconditions: "full", menu } }), [
    "responses.menu.0.active: under full preconditions a restrictive measure is active; remove it",
  ]);
});

test("a compact that says nothing of quorum, review, withdrawal and expiry has no end and needs all to change", () => {
  const compact = compactFrom(demoDocument());
  assert.deepEqual(compact.quorum, { founding: "none", amendment: "all", sections: [] });
  assert.deepEqual([compact.review, compact.withdrawal, compact.expires], [null, null, null]);
  assert.equal(compact.tellWithin, ms("24h"));
  const timed = compactFrom({ ...demoDocument(), review: { every: "180d" }, expires: "2028-02-29" });
  assert.deepEqual(timed.review, { every: ms("180d"), latest: ms("30d") });
  assert.equal(timed.expires, Date.UTC(2028, 1, 29));
});

test("a compact does not expire on a day that no calendar has", () => {
  assert.deepEqual(faultsAs({ ...demoDocument(), expires: "2027-02-29" }), ["expires: there is no such day"]);
  assert.deepEqual(faultsAs({ ...demoDocument(), expires: "2027-04-31" }), ["expires: there is no such day"]);
});

test("a condition compares severities only within the compact's own scale", () => {
  const line = (when: object): object => ({ line: "supply", says: SAYS, kind: "sabotage", when });
  const beyond = { field: "severity-low", "at-least": 11 };
  assert.deepEqual(faultsAs({ ...demoDocument(), "red-lines": [line({ all: [HARM, { not: beyond }] })] }), [
    "red-lines.0.when.all.1.not: the scale runs from 0 to 10",
  ]);
  assert.deepEqual(faultsAs({ ...demoDocument(), "red-lines": [line({ ...beyond, "at-least": 10 })] }), []);
});

test("a faulty trigger gets one sentence that says what to write", () => {
  const opens = (trigger: unknown): readonly string[] => {
    const document = structuredClone(demoDocument());
    Object.assign(ladder(document)[1] ?? {}, { opens: [trigger] });
    return faultsAs(document);
  };
  assert.deepEqual(opens({ ater: "confirm" }), ['ladder.1.opens.0.ater: "ater" opens no step; did you mean "after"?']);
  assert.match(
    opens({ act: "report", after: "confirm" })[0] ?? "",
    /^ladder\.1\.opens\.0\.after: one trigger an entry/,
  );
  assert.match(opens("confirm")[0] ?? "", /^ladder\.1\.opens\.0: a trigger is needed here; write \{ act: report \}/);
  assert.match(opens({ act: "Report!" })[0] ?? "", /"Report!" is no name of a kind of act/);
});

test("an unknown field is told with the field that was probably meant", () => {
  assert.deepEqual(faultsAs({ ...demoDocument(), redLines: [] }), [
    'redLines: there is no such field here; did you mean "red-lines"?',
  ]);
  assert.deepEqual(faultsAs({ ...demoDocument(), xyzzy: [] }), ["xyzzy: there is no such field here; remove it"]);
});
