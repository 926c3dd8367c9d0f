// What is wrong with the form of a compact document. Conditions and triggers are judged by themselves,
// everything else by the schema. spec/compact.md

import type { TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
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

/** A section of so many characters is looked into for the very place; of a longer one only the name is told. */
const LOOKED_INTO = 1_000;

const validators = new Map<string, Validator>();

/** Whether a section fits by itself; one that is left out fits where it may be. */
function sectionFits(document: Readonly<Record<string, unknown>>, name: string): boolean {
  if (!Object.hasOwn(document, name)) return !REQUIRED.includes(name);
  const known = validators.get(name);
  const validator = known ?? Compile(SECTIONS[name] ?? CompactDocument);
  if (known === undefined) validators.set(name, validator);
  return validator.Check(document[name]);
}

const SECTIONS: Readonly<Record<string, TSchema>> = CompactDocument.properties;
const REQUIRED: readonly string[] = CompactDocument.required;

/**
 * The first fault of a document that does not fit, for a judge of what strangers bring: to tell everything that is
 * wrong with 60 KB made for the purpose takes a second, to name the section a few milliseconds.
 */
export function firstFault(document: unknown): readonly ShapeProblem[] {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return formFaults(document);
  const fields = document as Readonly<Record<string, unknown>>;
  const strange = Object.keys(fields).find((name) => !Object.hasOwn(SECTIONS, name));
  if (strange !== undefined) return [{ path: [strange], message: "there is no such section; remove it" }];
  const name = Object.keys(SECTIONS).find((each) => !sectionFits(fields, each)) ?? "";
  const section = { [name]: fields[name] };
  const short = Object.hasOwn(fields, name) && JSON.stringify(section).length <= LOOKED_INTO;
  const found = short ? formFaults(section).find(({ path }) => path[0] === name) : undefined;
  return [found ?? { path: [name], message: "this section does not fit; check the document by itself" }];
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
