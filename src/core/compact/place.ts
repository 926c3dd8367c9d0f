// A place in a compact, named as people name it: `ladder/confirm`, `red-lines/hospitals`, `cooling-off/longest`.
// Comments and lessons point at clauses so, and the name stays when the wording changes. spec/agreement.md

/** What gives an entry of a list its name, in this order. */
const NAMING = [
  "step",
  "line",
  "indicator",
  "object",
  "measure",
  "row",
  "norm",
  "marking",
  "contact",
  "section",
  "on",
  "act",
  "after",
  "lapse",
] as const;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The names by which an entry of a list goes: of what it names, and its number from 0. */
function namesOf(entry: unknown, i: number): readonly string[] {
  if (!isObject(entry)) return [String(i), String(entry)];
  const named = NAMING.map((key) => entry[key]).map((value) => (Array.isArray(value) ? value.join("+") : value));
  return [String(i), ...named.filter((value) => typeof value === "string")];
}

/** Whether the document has such a place. An entry without a name of its own is passed through: `ladder/confirm/latest`. */
export function hasPlace(document: unknown, place: string): boolean {
  const segments = place.split("/");
  const reached = segments.reduce<readonly unknown[]>(
    (values, segment) => {
      const found = values.flatMap((value) => within(value, segment));
      return found.length > 0 ? found : values.flatMap(inner).flatMap((value) => within(value, segment));
    },
    [document],
  );
  return reached.length > 0;
}

function within(value: unknown, segment: string): readonly unknown[] {
  if (Array.isArray(value)) return value.filter((entry, i) => namesOf(entry, i).includes(segment));
  return isObject(value) && Object.hasOwn(value, segment) ? [value[segment]] : [];
}

/** The entries of the lists that a value holds. */
const inner = (value: unknown): readonly unknown[] =>
  isObject(value) ? Object.values(value).filter(Array.isArray).flat() : [];

/** Deeper than any document that reads; a value that goes beyond is not looked at further. */
const DEEPEST = 16;

/** Whether a value from outside nests no deeper than a document can. Looks at one level after the other, so depth costs no stack. */
export function isShallow(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
    if (level.length === 0) return true;
  }
  return false;
}

/** Whether two values that JSON can carry are the same, whatever the order of their keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, i) => isSame(each, b[i]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
