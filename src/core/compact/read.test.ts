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
    ["ladder.0.owes.0.latest", "ladder.0.owes.0.earliest"],
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
