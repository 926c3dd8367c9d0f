// What is wrong with a condition or a trigger, in one sentence each. A schema of alternatives can only say
// that none of them fits; a drafter wants to know which one was meant. spec/condition.md

import { KIND_PATTERN } from "../kernel/act.ts";
import { meant, nearest } from "../kernel/nearest.ts";
import { shown, type ShapeProblem } from "../kernel/shape.ts";
import { CONDITION_LIMITS, COUNT_LIMIT, WORD_PATTERN } from "./condition.ts";
import { FACT_NAMES, FACTS, type FactName } from "./facts.ts";

type Path = readonly string[];
type Fields = Readonly<Record<string, unknown>>;

const GROUPS = ["all", "any", "not"];
const WAYS = ["is", "in", "has", "at-least", "at-most"];
const TRIGGERS = ["act", "after", "lapse"];
const EXAMPLE = "{ field: nature, is: sabotage }";

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const one = (path: Path, message: string): readonly ShapeProblem[] => [{ path, message }];
const ways = (list: readonly string[]): string => `${list.slice(0, -1).join(", ")} or ${list.at(-1)}`;

/** The faults of a value that stands where a condition should. None exactly when it fits the schema. */
export function conditionFaults(value: unknown, path: Path = [], level = 1): readonly ShapeProblem[] {
  if (Array.isArray(value)) return one(path, "a list of conditions needs `all` or `any` before it");
  if (!isFields(value)) return one(path, `a condition is needed here, as in ${EXAMPLE}`);
  const keys = Object.keys(value);
  const group = keys.find((key) => GROUPS.includes(key));
  if (group === undefined) return comparisonFaults(value, path);
  const beside = keys.filter((key) => key !== group);
  if (beside.length > 0) {
    return beside.map((key) => ({
      path: [...path, key],
      message: `\`${group}\` stands alone; write ${shown(key)} inside it, or nothing`,
    }));
  }
  if (level >= CONDITION_LIMITS.depth) {
    return one([...path, group], `conditions nest at most ${CONDITION_LIMITS.depth} deep; split the clause in two`);
  }
  const inner = value[group];
  if (group === "not") return conditionFaults(inner, [...path, group], level + 1);
  if (!Array.isArray(inner) || inner.length === 0)
    return one([...path, group], `\`${group}\` needs a list of conditions`);
  if (inner.length > CONDITION_LIMITS.parts) {
    return one([...path, group], `at most ${CONDITION_LIMITS.parts} conditions stand in one \`${group}\``);
  }
  return inner.flatMap((part: unknown, i) => conditionFaults(part, [...path, group, String(i)], level + 1));
}

function comparisonFaults(value: Fields, path: Path): readonly ShapeProblem[] {
  const keys = Object.keys(value);
  const strange = keys.filter((key) => key !== "field" && !WAYS.includes(key));
  if (!keys.includes("field")) return one(strangePlace(path, strange), withoutField(strange));
  const name = value["field"];
  if (typeof name !== "string" || !isFact(name)) {
    const text = typeof name === "string" ? name : "";
    return one([...path, "field"], `there is no fact ${shown(name)}${meant(text, FACT_NAMES) || `; ${ALL_FACTS}`}`);
  }
  if (strange.length > 0) {
    const used = keys.some((key) => WAYS.includes(key));
    return strange.map((key) => ({
      path: [...path, key],
      message: used
        ? `a comparison has a field and one of ${ways(WAYS)}; remove ${shown(key)}`
        : `${shown(key)} is no comparison; write ${ways(WAYS)}`,
    }));
  }
  const [way, second] = keys.filter((key) => key !== "field");
  if (way === undefined) return one(path, `say how ${shown(name)} compares: ${ways(waysOf(name))}`);
  if (second !== undefined)
    return one([...path, second], `one comparison at a time; write \`${way}\` and \`${second}\` apart, under \`all\``);
  return valueFaults(name, way, value[way], [...path, way]);
}

const ALL_FACTS = `it is one of ${FACT_NAMES.join(", ")}`;
const isFact = (name: string): name is FactName => Object.hasOwn(FACTS, name);

function withoutField(strange: readonly string[]): string {
  const [first] = strange;
  const known = [...GROUPS, "field"];
  if (first === undefined) return `a condition begins with all, any, not or field, as in ${EXAMPLE}`;
  const near = nearest(first, known);
  if (near !== undefined) return `${shown(first)} begins no condition; did you mean "${near}"?`;
  return Object.hasOwn(FACTS, first)
    ? `write the fact after \`field\`, as in { field: ${first}, ${waysOf(first as FactName)[0]}: … }`
    : `${shown(first)} begins no condition; write all, any, not or field`;
}

const strangePlace = (path: Path, [first]: readonly string[]): Path => (first === undefined ? path : [...path, first]);

/** The comparisons that a fact of this type has. */
function waysOf(name: FactName): readonly string[] {
  const { is } = FACTS[name];
  return is === "count" ? ["at-least", "at-most"] : is === "set" ? ["has"] : ["is", "in"];
}

function valueFaults(name: FactName, way: string, value: unknown, path: Path): readonly ShapeProblem[] {
  if (way === "at-least" || way === "at-most") {
    const fits = typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= COUNT_LIMIT;
    return fits ? [] : one(path, `${shown(value)} is no count; write a whole number from 0 to ${COUNT_LIMIT}`);
  }
  const type = FACTS[name];
  const words = type.is === "count" ? "" : `, one of ${type.values.join(", ")}`;
  if (way === "is") return isWord(value) ? [] : one(path, `${shown(value)} is no word; \`is\` takes one word${words}`);
  if (!Array.isArray(value) || value.length === 0)
    return one(path, `\`${way}\` takes a list of words${words.replace(", one of", ", of")}`);
  if (value.length > CONDITION_LIMITS.words)
    return one(path, `at most ${CONDITION_LIMITS.words} words stand in one \`${way}\``);
  const entries: readonly unknown[] = value;
  return entries.flatMap((entry, i) => {
    if (!isWord(entry)) return one([...path, String(i)], `${shown(entry)} is no word`);
    return entries.indexOf(entry) === i ? [] : one([...path, String(i)], `${shown(entry)} stands twice`);
  });
}

const isWord = (value: unknown): boolean => typeof value === "string" && new RegExp(WORD_PATTERN).test(value);

/** The faults of a value that stands where a trigger should. None exactly when it fits the schema. */
export function triggerFaults(value: unknown, path: Path = []): readonly ShapeProblem[] {
  const example = `write { act: report } or { after: confirm }`;
  if (!isFields(value)) return one(path, `a trigger is needed here; ${example}`);
  const keys = Object.keys(value);
  const strange = keys.filter((key) => !TRIGGERS.includes(key));
  if (strange.length > 0) {
    return strange.map((key) => ({
      path: [...path, key],
      message: `${shown(key)} opens no step${meant(key, TRIGGERS) || `; write ${ways(TRIGGERS)}`}`,
    }));
  }
  const [key, second] = keys;
  if (key === undefined) return one(path, `a trigger is needed here; ${example}`);
  if (second !== undefined) return one([...path, second], "one trigger an entry; write them as two entries of `opens`");
  const name = value[key];
  const fits = typeof name === "string" && new RegExp(KIND_PATTERN).test(name);
  return fits
    ? []
    : one(
        [...path, key],
        `${shown(name)} is no name of ${key === "act" ? "a kind of act" : "a step"}; small letters and dashes`,
      );
}
