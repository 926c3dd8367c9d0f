// What can be said of a compact's clauses without running it: which can never apply, which stand in the
// shadow of others, and which clocks cannot both be kept. These are the static halves of two properties;
// src/check/check.ts has the halves that need every order of acts. spec/check.md

import type { Condition } from "../core/compact/condition.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { conditionsOf } from "../core/compact/fits.ts";
import { canBe, type Asked, type Found } from "./cells.ts";
import { clocksClash } from "./clocks.ts";
import { name, type Sentence } from "./sentence.ts";

export type Path = readonly (string | number)[];

/** A clause that breaks a property by itself, with its place and the sentence that says how. */
export type Clash = {
  readonly property: "no-dead-clause" | "no-contradiction";
  readonly path: Path;
  readonly says: Sentence;
};

/** What the enumeration could not decide within MOST_CELLS, by place. */
export type Clauses = { readonly clashes: readonly Clash[]; readonly undecided: readonly Path[] };

/** Collects: a clash where an incident is impossible, a note where nobody can tell. */
type Probe = (asked: Asked, path: Path, says: Sentence) => Found;

export function clausesOf(document: CompactDocument): Clauses {
  const clashes: Clash[] = [];
  const undecided: Path[] = [];
  const probe: Probe = (asked, path, says) => {
    const found = canBe(asked, document.scheme);
    if (found === "impossible") clashes.push({ property: "no-dead-clause", path, says });
    if (found === "undecided") undecided.push(path);
    return found;
  };
  const sound = conditionsHold(document, probe);
  redLinesCanBeCrossed(document, sound, probe);
  rowsAreReached(document, sound, probe);
  measuresAreNamed(document, (path, says) => clashes.push({ property: "no-dead-clause", path, says }));
  measuresFitTheirRows(document, sound, probe);
  for (const { path, says } of clocksClash(document)) clashes.push({ property: "no-contradiction", path, says });
  return { clashes, undecided };
}

/** Whether the condition itself can hold: where it cannot, one sentence about it is enough. */
type Sound = (condition: Condition | undefined) => boolean;

function conditionsHold(document: CompactDocument, probe: Probe): Sound {
  const broken = new Set<Condition>();
  const last = (document.responses?.proportion?.length ?? 0) - 1;
  for (const { path, condition } of conditionsOf(document)) {
    const args = { clause: name(clauseOf(path, document)) };
    if (probe({ yes: [condition] }, path, { id: "clause.never", args }) === "impossible") broken.add(condition);
    // The last row of a proportion table may well say "otherwise", and an exclusion that holds always swallows its line.
    const otherwise = path[1] === "proportion" && path[2] === last;
    if (!otherwise && path[2] !== "except") probe({ notYes: [condition] }, path, { id: "clause.always", args });
  }
  return (condition) => condition !== undefined && !broken.has(condition);
}

/** The name of the clause that a path leads into: of the red line, the measure, the row; else the section's. */
function clauseOf(path: Path, document: CompactDocument): string {
  const [section, second, third] = path;
  const place = Number(second);
  if (section === "red-lines") return document["red-lines"]?.[place]?.line ?? "";
  if (section === "indicators") return document.indicators?.[place]?.indicator ?? "";
  if (second === "menu") return document.responses?.menu[Number(third)]?.measure ?? "";
  if (second === "proportion") return document.responses?.proportion?.[Number(third)]?.row ?? "";
  return `${String(second)} ${Number(third) + 1}`;
}

function redLinesCanBeCrossed(document: CompactDocument, sound: Sound, probe: Probe): void {
  (document["red-lines"] ?? []).forEach(({ line, kind, when, except = [], responses = [] }, i) => {
    if (!sound(when)) return;
    const args = { line: name(line) };
    if (kind !== "undetermined") {
      const ofItsKind: Condition = { field: "nature", is: kind };
      const says = { id: "clause.kind", args: { ...args, kind: { is: "nature", nature: kind } as const } };
      probe({ yes: [when, ofItsKind] }, ["red-lines", i, "kind"], says);
    }
    const exclusions = except.map((one) => one.when);
    // A line is crossed where no exclusion applies: each is certainly not met.
    const crossed: readonly Condition[] = [when, ...exclusions.map((one): Condition => ({ not: one }))];
    if (exclusions.length > 0) {
      const swallowed = probe({ yes: crossed }, ["red-lines", i, "except"], { id: "clause.swallowed", args });
      if (swallowed === "impossible") return;
    }
    exclusions.filter(sound).forEach((one, j) => {
      const path = ["red-lines", i, "except", except.findIndex((other) => other.when === one), "when"];
      const says = { id: "clause.idle-exclusion", args: { ...args, place: name(String(j + 1)) } };
      probe({ yes: [when, one] }, path, says);
    });
    responses.forEach((measure, j) => {
      const own = document.responses?.menu.find((entry) => entry.measure === measure)?.when;
      const says = { id: "clause.response-out-of-reach", args: { ...args, measure: name(measure) } };
      if (own !== undefined && sound(own)) probe({ yes: [...crossed, own] }, ["red-lines", i, "responses", j], says);
    });
  });
}

/** The first row whose condition holds says what is proportionate, so a row below must have something left to it. */
function rowsAreReached(document: CompactDocument, sound: Sound, probe: Probe): void {
  const rows = document.responses?.proportion ?? [];
  rows.forEach(({ row, when }, i) => {
    if (i === 0 || !sound(when)) return;
    const above = rows.slice(0, i);
    const covering = above.find((one) => canBe({ yes: [when], notYes: [one.when] }, document.scheme) === "impossible");
    const args = { row: name(row), above: name(covering?.row ?? "") };
    const says = { id: covering === undefined ? "clause.shadowed" : "clause.shadowed-by", args };
    probe({ yes: [when], notYes: above.map((one) => one.when) }, ["responses", "proportion", i, "when"], says);
  });
}

/** Where there is a proportion table, a measure that no row names is never proportionate. */
function measuresAreNamed({ responses }: CompactDocument, add: (path: Path, says: Sentence) => void): void {
  const rows = responses?.proportion ?? [];
  if (rows.length === 0) return;
  const named = new Set(rows.flatMap(({ within, consult = [] }) => [...within, ...consult]));
  responses?.menu.forEach(({ measure }, i) => {
    if (named.has(measure)) return;
    add(["responses", "menu", i, "measure"], { id: "clause.measure-in-no-row", args: { measure: name(measure) } });
  });
}

/** A measure with a condition of its own can be taken in at least one of the rows that name it. */
function measuresFitTheirRows({ responses, scheme }: CompactDocument, sound: Sound, probe: Probe): void {
  const rows = responses?.proportion ?? [];
  responses?.menu.forEach(({ measure, when }, i) => {
    if (when === undefined || !sound(when)) return;
    const naming = rows.flatMap(({ within, consult = [] }, j) =>
      [...within, ...consult].includes(measure)
        ? [{ yes: [rows[j]?.when ?? when, when], notYes: rows.slice(0, j).map((one) => one.when) }]
        : [],
    );
    const [first] = naming;
    if (first === undefined || naming.some((asked) => canBe(asked, scheme) !== "impossible")) return;
    const says = { id: "clause.measure-out-of-rows", args: { measure: name(measure) } };
    probe(first, ["responses", "menu", i, "when"], says);
  });
}
