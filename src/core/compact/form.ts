// What is wrong with the form of a compact document. Conditions and triggers are judged by themselves,
// everything else by the schema. spec/compact.md

import { problemsOf, type ShapeProblem } from "../kernel/shape.ts";
import { CompactDocument } from "./document.ts";
import { conditionFaults, triggerFaults } from "./faults.ts";

type Path = readonly string[];

/** Where conditions and triggers stand; `*` is each entry of a list. */
const CONDITION_PLACES: readonly Path[] = [
  ["red-lines", "*", "when"],
  ["red-lines", "*", "except", "*", "when"],
  ["indicators", "*", "when"],
  ["responses", "menu", "*", "when"],
  ["responses", "proportion", "*", "when"],
  ["disclosure", "publish", "*", "when"],
];
const TRIGGER_PLACES: readonly Path[] = [["ladder", "*", "opens", "*"]];

/** What stands in for a faulty condition or trigger while the schema judges the rest. */
const SOUND_CONDITION = { field: "nature", is: "sabotage" };
const SOUND_TRIGGER = { act: "report" };

/** The faults of a document that does not fit the schema; at least one. */
export function formFaults(document: unknown): readonly ShapeProblem[] {
  const faults: ShapeProblem[] = [];
  let rest = document;
  for (const place of CONDITION_PLACES) {
    rest = changed(rest, place, [], (value, path) => {
      const found = conditionFaults(value, path);
      faults.push(...found);
      return found.length === 0 ? value : SOUND_CONDITION;
    });
  }
  for (const place of TRIGGER_PLACES) {
    rest = changed(rest, place, [], (value, path) => {
      const found = triggerFaults(value, path);
      faults.push(...found);
      return found.length === 0 ? value : SOUND_TRIGGER;
    });
  }
  const all = [...faults, ...problemsOf(CompactDocument, rest)];
  return all.length > 0 ? all : problemsOf(CompactDocument, document);
}

type Change = (value: unknown, path: Path) => unknown;

/** A copy in which every value at the place is what `change` makes of it. What is not there stays away. */
function changed(value: unknown, [head, ...tail]: Path, path: Path, change: Change): unknown {
  if (head === undefined) return change(value, path);
  if (head === "*") {
    if (!Array.isArray(value)) return value;
    return value.map((entry: unknown, i) => changed(entry, tail, [...path, String(i)], change));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, head)) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [head]: changed(fields[head], tail, [...path, head], change) };
}
