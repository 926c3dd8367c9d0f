// Every scenario in scenarios/ is read and played through the real law, exactly as it is written.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readYaml } from "../../interop/yaml.ts";
import type { Compact } from "../compact/compact.ts";
import { readCompact } from "../compact/read.ts";
import type { Act, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { createFold } from "../law/fold.ts";
import { checkBody } from "../law/validate.ts";
import { bodyOf, planOf, readScenario, seatsWithoutParty, type Scenario } from "./scenario.ts";

const ROOT = new URL("../../../", import.meta.url);
const START: Instant = Date.UTC(2026, 10, 23, 9, 0, 0, 0);

function documentAt(path: string): Record<string, unknown> {
  const reading = readYaml(readFileSync(new URL(path, ROOT), "utf8"));
  assert.ok(reading.ok, `${path}: ${JSON.stringify(reading)}`);
  return reading.value as Record<string, unknown>;
}

function scenarioIn(path: string): Scenario {
  const reading = readScenario(documentAt(path));
  assert.ok(reading.ok, `${path}: ${JSON.stringify(reading)}`);
  return reading.scenario;
}

function demoCompact(pace: number): Compact {
  const reading = readCompact({ ...documentAt("compacts/demo.yaml"), pace }, "C".repeat(43));
  assert.ok(reading.ok);
  return reading.compact;
}

const idOf = (name: string): string => name.padEnd(43, "_");

type Play = { readonly acts: readonly Act[]; readonly verdicts: readonly string[]; readonly end: Matter };

/** Gives each move as an act of its seat, at its planned time, with everything before it seen. */
function play(scenario: Scenario, compact: Compact): Play {
  const acts: Act[] = [];
  const heads = new Map<PartyId, number>();
  const fold = createFold(compact, (by, seq) => {
    const act = acts.find((known) => known.by === by && known.seq === seq);
    assert.ok(act);
    return act;
  });
  const matter = `${scenario.moves[0]?.seat}-1`;
  const ids = new Map<string, string>();
  const verdicts = planOf(scenario, compact.pace).map(({ move, offset }) => {
    const at = START + offset;
    const body = bodyOf(move, { at, pace: compact.pace, ids });
    assert.ok(body, `${move.name} is about an act that has not been given`);
    assert.equal(checkBody(move.kind, body), undefined, `${move.name}: ${JSON.stringify(checkBody(move.kind, body))}`);
    const seq = (heads.get(move.seat) ?? 0) + 1;
    const seen = Object.fromEntries([...heads].filter(([party]) => party !== move.seat));
    const named = { id: idOf(move.name), prev: idOf("prev"), compact: compact.id, marking: compact.marking };
    const act: Act = { ...named, kind: move.kind, by: move.seat, seq, seen, at, matter, to: move.to, body };
    acts.push(act);
    heads.set(move.seat, seq);
    ids.set(move.name, act.id);
    const verdict = fold.insert(act).verdict();
    return verdict.ok ? "regular" : `${move.name}: ${verdict.rule} ${JSON.stringify(verdict.args)}`;
  });
  const end = fold.matter(matter, START + (planOf(scenario, compact.pace).at(-1)?.offset ?? 0));
  assert.ok(end);
  return { acts, verdicts, end };
}

const files = readdirSync(new URL("scenarios/", ROOT)).filter((name) => name.endsWith(".yaml"));
const scenarios = files.map((file) => ({ file, scenario: scenarioIn(`scenarios/${file}`) }));

test("there are at least three scenarios", () => {
  assert.ok(scenarios.length >= 3);
});

for (const { file, scenario } of scenarios) {
  test(`${file} is named as its file is and can be seated under the demo compact`, () => {
    assert.equal(`${scenario.name}.yaml`, file);
    assert.deepEqual(seatsWithoutParty(scenario, demoCompact(60)), []);
  });

  test(`${file} has no source and no fact that nothing uses`, () => {
    const cited = new Set(scenario.facts.flatMap((fact) => fact.sources));
    assert.deepEqual(
      scenario.sources.filter(({ id }) => !cited.has(id)).map(({ id }) => id),
      [],
    );
    const used = new Set(scenario.moves.flatMap((move) => move.facts));
    assert.deepEqual(
      scenario.facts.filter(({ id }) => !used.has(id)).map(({ id }) => id),
      [],
    );
  });

  // A pace of seven leaves fractions of a millisecond in every clock of the compact.
  for (const pace of [1, 7, 60, 3600]) {
    test(`${file}, played as written at pace ${pace}, is regular throughout, lets no duty lapse and ends closed`, () => {
      const { verdicts, end } = play(scenario, demoCompact(pace));
      assert.deepEqual(
        verdicts.filter((verdict) => verdict !== "regular"),
        [],
      );
      assert.equal(end.standing.is, "closed");
      const late = end.duties.filter(({ state }) => state.is === "lapsed" || state.is === "kept-late");
      assert.deepEqual(
        late.map(({ id }) => id),
        [],
      );
    });
  }

  test(`${file} shows every rung: two assessments, a dispute, a notice, a question, and both sides on the way down`, () => {
    const by = (kind: string): readonly PartyId[] =>
      scenario.moves.filter((m) => m.kind === kind).map(({ seat }) => seat);
    for (const kind of ["report", "confirm", "dispute", "notify", "acknowledge", "ask", "clarify"]) {
      assert.ok(by(kind).length > 0, `no ${kind}`);
    }
    for (const kind of ["assess", "stand-down", "close"]) {
      assert.ok(by(kind).includes("aurelia") && by(kind).includes("borea"), `${kind} is not given by both members`);
    }
  });
}

test("one scenario at least cools off, and one is convened by the mediator", () => {
  const moves = scenarios.flatMap(({ scenario }) => scenario.moves);
  assert.ok(moves.some(({ kind }) => kind === "cool-off"));
  assert.ok(moves.some(({ kind, seat }) => kind === "convene" && seat === "cassia"));
});

test("the plan counts each move from the start, shortened by the pace", () => {
  const grid = scenarioIn("scenarios/western-grid.yaml");
  const [first, second, third] = planOf(grid, 60);
  assert.deepEqual([first?.offset, second?.offset, third?.offset], [0, 38_000, 98_000]);
  assert.equal(planOf(grid, 1)[1]?.offset, 38 * 60_000);
});

test("a body gets its instants and the id of the act that it is about when it is played", () => {
  const grid = scenarioIn("scenarios/western-grid.yaml");
  const named = (name: string) => {
    const move = grid.moves.find((known) => known.name === name);
    assert.ok(move);
    return move;
  };
  const playing = { at: START, pace: 60, ids: new Map([["notice", idOf("notice")]]) };
  assert.equal(bodyOf(named("report"), playing)?.["observed"], "2026-11-23T08:59:05.000Z");
  assert.equal(bodyOf(named("table"), playing)?.["meet"], "2026-11-23T09:04:00.000Z");
  assert.equal(bodyOf(named("received"), playing)?.["of"], idOf("notice"));
  assert.equal(bodyOf(named("answer"), playing), undefined);
});

type Path = readonly (string | number)[];

/** A copy of a document in which one value stands at one place. */
function replaced(document: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(document)) {
    const list: unknown[] = [...document];
    list[Number(key)] = replaced(list[Number(key)], rest, value);
    return list;
  }
  const fields = document as Readonly<Record<string, unknown>>;
  return { ...fields, [key]: replaced(fields[key], rest, value) };
}

/** Where the reading says that the grid scenario is wrong when one value in it is another. */
function faultsWith(path: Path, value: unknown): readonly string[] {
  const reading = readScenario(replaced(documentAt("scenarios/western-grid.yaml"), path, value));
  return reading.ok ? [] : reading.errors.map((error) => error.path.join("."));
}

test("a scenario that contradicts itself is refused at the place", () => {
  assert.deepEqual(faultsWith(["facts", 0, "sources", 2], "s99"), ["facts.0.sources.2"]);
  assert.deepEqual(faultsWith(["sources", 1, "id"], "s1")[0], "sources.1.id");
  assert.deepEqual(faultsWith(["facts", 1, "id"], "scale")[0], "facts.1.id");
  assert.deepEqual(faultsWith(["moves", 2, "name"], "seen"), ["moves.2.name", "moves.4.of"]);
  assert.deepEqual(faultsWith(["moves", 6, "of"], "answer"), ["moves.6.of"]);
  assert.deepEqual(faultsWith(["moves", 3, "seat"], "delmar"), ["moves.3.seat"]);
  assert.deepEqual(faultsWith(["moves", 1, "to", 2], "borea"), ["moves.1.to.2"]);
  assert.deepEqual(faultsWith(["moves", 1, "after"], "0m"), ["moves.1.after"]);
  assert.deepEqual(faultsWith(["moves", 0, "body", "observed"], "2015-12-23T13:35:00.000Z"), ["moves.0.body.observed"]);
  assert.deepEqual(faultsWith(["moves", 0, "facts", 3], "rumour"), ["moves.0.facts.3"]);
  assert.deepEqual(faultsWith(["happened"], "2015-02-30"), ["happened"]);
  assert.deepEqual(faultsWith(["opening"], 17), ["opening"]);
});

test("a field that the form does not know is refused", () => {
  assert.ok(faultsWith(["culprit"], "borea").length > 0);
  assert.ok(faultsWith(["moves", 0, "when"], "now").length > 0);
});
