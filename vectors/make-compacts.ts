// Makes vectors/compacts/*.json: `node vectors/make-compacts.ts`. Documents that a reader must take, documents
// that it must refuse with an error at a path, and YAML texts with the line of the first error. spec/compact.md

import { mkdirSync, writeFileSync } from "node:fs";

const FOLDER = new URL("compacts/", import.meta.url);

type Json = Readonly<Record<string, unknown>>;

const BASE: Json = {
  downrung: "compact/1",
  name: "vectors",
  title: "A compact of vectors",
  version: 1,
  mode: "real",
  parties: {
    aurelia: { name: "Aurelia", role: "member", zone: "Europe/Lisbon" },
    borea: { name: "Borea", role: "member", zone: "Asia/Tbilisi" },
    cassia: { name: "Cassia", role: "mediator", zone: "Europe/Zurich" },
  },
  skew: "5m",
  marking: "TLP:AMBER",
  scheme: { name: "vectors", version: 1, low: 0, high: 10 },
  ladder: [
    {
      step: "confirm",
      opens: [{ act: "report" }],
      owes: [{ by: "addressees", act: ["confirm", "refute"], latest: "24h" }],
    },
    {
      step: "convene",
      opens: [{ act: "convene" }],
      earliest: "2h",
      owes: [{ by: "members", act: ["stand-down"], latest: "48h" }],
    },
  ],
  silence: [
    { contact: "other-desk", after: "0s" },
    { contact: "mediator", after: "4h" },
  ],
  "cooling-off": { longest: "12h", each: 1 },
  closing: { latest: "24h" },
};

const SAYS = { en: "Words." };
const HARM = { field: "nature", is: "sabotage" };
const RED_LINE = { line: "supply", says: SAYS, kind: "sabotage", when: HARM };
const MEASURE = { measure: "talks", says: SAYS, category: "cooperative" };

/** The base with one thing set; `undefined` takes it away. */
function withAt(path: readonly (string | number)[], value: unknown, from: unknown = BASE): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (Array.isArray(from)) {
    const list: readonly unknown[] = from;
    const entry = withAt(rest, value, list[Number(head)]);
    return entry === undefined
      ? list.filter((_, i) => i !== head)
      : list.length === head
        ? [...list, entry]
        : list.map((known, i) => (i === head ? entry : known));
  }
  const fields = (from ?? {}) as Json;
  const { [String(head)]: known, ...others } = fields;
  const entry = withAt(rest, value, known);
  return entry === undefined ? others : { ...fields, [String(head)]: entry };
}

export type CompactCase = { readonly name: string; readonly document: unknown };
/** `path`: where an error must be told; `[]` is the document as a whole. */
export type BadCompactCase = CompactCase & { readonly path: readonly string[] };
/** `line`: of the first error, counted from 1; null where the text is one document. */
export type YamlCase = { readonly name: string; readonly text: string; readonly line: number | null };

const good = (name: string, path: readonly (string | number)[], value: unknown): CompactCase => ({
  name,
  document: withAt(path, value),
});

export const validCompacts = (): readonly CompactCase[] => [
  { name: "no section that may be left out", document: BASE },
  good("a drill with its pace", [], { ...BASE, mode: "drill", pace: 60 }),
  good(
    "texts in one language or six",
    ["purposes"],
    [SAYS, { ar: "كلمات.", zh: "词语。", en: "Words.", fr: "Des mots.", ru: "Слова.", es: "Palabras." }],
  ),
  good("every role", ["parties"], {
    ...(BASE["parties"] as Json),
    dunmere: { name: "D", role: "observer", zone: "UTC" },
    estova: { name: "E", role: "verifier", zone: "UTC" },
    fennmark: { name: "F", role: "operator", zone: "UTC" },
    galdora: { name: "G", role: "court", zone: "UTC" },
  }),
  good("a red line with an exclusion and a measure bound to it", [], {
    ...BASE,
    "red-lines": [
      {
        ...RED_LINE,
        except: [{ says: SAYS, when: { field: "malicious", is: "no" } }],
        responses: ["talks"],
        norms: ["c", "f"],
      },
    ],
    responses: { menu: [MEASURE], proportion: [{ row: "any", when: HARM, within: ["talks"] }] },
  }),
  good("a condition of four levels", ["red-lines"], [{ ...RED_LINE, when: { all: [{ any: [{ not: HARM }, HARM] }] } }]),
  good("a step that a lapse opens: read, and left to the check", ["ladder", 1, "opens", 1], { lapse: "confirm" }),
  good("silence that ends with the other desk", ["silence"], [{ contact: "other-desk", after: "0m" }]),
  good("a day that exists in leap years", ["expires"], "2028-02-29"),
  good("a clock of zero where nothing is owed by it", ["skew"], "0s"),
];

type Fault = readonly [
  name: string,
  at: readonly (string | number)[],
  value: unknown,
  path?: readonly (string | number)[],
];

const inRedLine = (when: unknown): unknown => [{ ...RED_LINE, when }];
const WHEN = ["red-lines", 0, "when"] as const;

const FORM: readonly Fault[] = [
  ["an unknown section", ["escalation"], "automatic"],
  ["an unknown field of a party", ["parties", "borea", "rank"], 1],
  ["a section is missing", ["closing"], undefined, []],
  ["another format", ["downrung"], "compact/2"],
  ["a version below one", ["version"], 0],
  ["a version with a fraction", ["version"], 1.5],
  ["a title of control characters", ["title"], "A\u0007 compact"],
  ["a title that reads backwards", ["title"], "A \u202etcapmoc"],
  ["a party with a name that no act can carry", ["parties", "Delmar"], { name: "D", role: "member", zone: "UTC" }],
  ["a role that is none", ["parties", "cassia", "role"], "judge"],
  ["a negative clock", ["skew"], "-4h"],
  ["a clock with a fraction", ["skew"], "1.5h"],
  ["a clock in weeks", ["closing", "latest"], "1w"],
  ["a clock without a unit", ["closing", "latest"], "24"],
  ["a clock that is a number", ["closing", "latest"], 24],
  ["a clock of seven figures", ["closing", "latest"], "1000000s"],
  ["a marking that TLP 2.0 does not have", ["marking"], "TLP:WHITE"],
  ["a text in a seventh language", ["purposes"], [{ de: "Worte." }], ["purposes", 0, "de"]],
  ["a text in no language", ["purposes"], [{}], ["purposes", 0]],
  ["no steps", ["ladder"], []],
  ["a trigger of no kind", ["ladder", 1, "opens", 0], {}],
  [
    "a trigger of two kinds",
    ["ladder", 1, "opens", 0],
    { act: "convene", after: "confirm" },
    ["ladder", 1, "opens", 0, "after"],
  ],
  ["an unknown trigger", ["ladder", 1, "opens", 0], { when: "convene" }, ["ladder", 1, "opens", 0, "when"]],
  ["a norm beyond the eleventh", ["norms"], [{ norm: "l" }], ["norms", 0, "norm"]],
  ["a contact that is none", ["silence", 1, "contact"], "countermeasure"],
  [
    "a key that is too short",
    ["parties", "aurelia", "keys"],
    { act: "A", log: "A", witness: "A", line: "A" },
    ["parties", "aurelia", "keys", "act"],
  ],
  ["a day in a thirteenth month", ["expires"], "2028-13-01"],
];

const CONDITIONS: readonly Fault[] = [
  ["a condition over an unknown fact", ["red-lines"], inRedLine({ field: "colour", is: "red" }), [...WHEN, "field"]],
  ["an unknown comparison", ["red-lines"], inRedLine({ field: "nature", like: "x" }), [...WHEN, "like"]],
  ["no comparison", ["red-lines"], inRedLine({ field: "nature" }), WHEN],
  ["two comparisons", ["red-lines"], inRedLine({ ...HARM, in: ["sabotage"] }), [...WHEN, "in"]],
  ["a group beside a comparison", ["red-lines"], inRedLine({ ...HARM, not: HARM }), [...WHEN, "field"]],
  ["an empty group", ["red-lines"], inRedLine({ all: [] }), [...WHEN, "all"]],
  [
    "a condition of five levels",
    ["red-lines"],
    inRedLine({ all: [{ any: [{ not: { all: [HARM] } }] }] }),
    [...WHEN, "all", 0, "any", 0, "not", "all"],
  ],
  ["a negative count", ["red-lines"], inRedLine({ field: "people", "at-least": -1 }), [...WHEN, "at-least"]],
  ["a word that the fact never takes", ["red-lines"], inRedLine({ field: "nature", is: "espionage" }), WHEN],
  ["a count compared with a word", ["red-lines"], inRedLine({ field: "people", is: "many" }), WHEN],
  ["a set compared with is", ["red-lines"], inRedLine({ field: "sectors", is: "energy" }), WHEN],
  ["a severity beyond the scale", ["red-lines"], inRedLine({ field: "severity-low", "at-least": 11 }), WHEN],
  [
    "33 comparisons",
    ["red-lines"],
    inRedLine({ all: [11, 11, 11].map((n) => ({ any: Array.from({ length: n }, () => HARM) })) }),
    WHEN,
  ],
];

const MEANING: readonly Fault[] = [
  ["a real compact with a pace", ["pace"], 60],
  ["one member", ["parties", "borea", "role"], "observer", ["parties"]],
  ["a scale upside down", ["scheme"], { name: "x", version: 1, low: 5, high: 5 }, ["scheme", "high"]],
  ["a step twice", ["ladder", 1, "step"], "confirm"],
  ["a step that follows itself", ["ladder", 1, "opens", 1], { after: "convene" }, ["ladder", 1, "opens", 1, "after"]],
  [
    "a step that follows an unknown one",
    ["ladder", 1, "opens", 1],
    { after: "assess" },
    ["ladder", 1, "opens", 1, "after"],
  ],
  ["a duty without time", ["ladder", 0, "owes", 0, "latest"], "0h"],
  ["a duty that may be kept only after it is due", ["ladder", 0, "owes", 0, "earliest"], "24h"],
  ["`asked` without the act that asks", ["ladder", 0, "owes", 0, "by"], "asked"],
  ["contacts out of order", ["silence", 2], { contact: "principal", after: "5h" }, ["silence", 2, "contact"]],
  ["a first contact that waits", ["silence", 0, "after"], "5m"],
  ["a contact no later than the one before", ["silence", 1, "after"], "0s"],
  ["a mediator that nobody is", ["parties", "cassia", "role"], "observer", ["silence"]],
  ["a convening that no step opens on", ["ladder", 1, "opens"], [{ after: "confirm" }], ["silence"]],
  ["a clock longer than ten years", ["closing", "latest"], "3654d"],
  ["clocks that differ by more than a day", ["skew"], "25h"],
  ["a day that no calendar has", ["expires"], "2027-02-29"],
  [
    "a red line bound to a measure that is not on the menu",
    ["red-lines"],
    [{ ...RED_LINE, responses: ["war"] }],
    ["red-lines", 0, "responses", 0],
  ],
  ["a red line twice", ["red-lines"], [RED_LINE, RED_LINE], ["red-lines", 1, "line"]],
  [
    "a measure from an unknown step",
    ["responses"],
    { menu: [{ ...MEASURE, from: "assess" }] },
    ["responses", "menu", 0, "from"],
  ],
  [
    "agreement where nobody is consulted",
    ["responses"],
    { menu: [{ ...MEASURE, agreed: "all" }] },
    ["responses", "menu", 0, "agreed"],
  ],
  [
    "a row with a measure that is not on the menu",
    ["responses"],
    { menu: [MEASURE], proportion: [{ row: "grave", when: HARM, within: ["war"] }] },
    ["responses", "proportion", 0, "within", 0],
  ],
  [
    "a quorum for a section that is none",
    ["quorum"],
    { founding: "all", amendment: "all", sections: [{ section: "annex", of: "all" }] },
    ["quorum", "sections", 0, "section"],
  ],
  ["a review every nothing", ["review"], { every: "0d" }, ["review", "every"]],
];

export const invalidCompacts = (): readonly BadCompactCase[] => [
  { name: "a list", document: [], path: [] },
  { name: "nothing", document: null, path: [] },
  ...[...FORM, ...CONDITIONS, ...MEANING].map(([name, at, value, path]) => ({
    name,
    document: withAt(at, value),
    path: (path ?? at).map(String),
  })),
];

export const yamlCases = (): readonly YamlCase[] => [
  { name: "one document", text: "a: 1\nb: [x, y]\n", line: null },
  { name: "yes is a word", text: "a: yes\n", line: null },
  { name: "the directive of 1.2", text: "%YAML 1.2\n---\na: 1\n", line: null },
  { name: "a key twice", text: "a: 1\nb: 2\na: 3\n", line: 3 },
  { name: "a key twice in a flow", text: "a: { b: 1, b: 2 }\n", line: 1 },
  { name: "an anchor", text: "a: 1\nb: &x 2\n", line: 2 },
  { name: "an alias", text: "a: 1\nb: *x\n", line: 2 },
  { name: "an anchor with its alias", text: "a: &x [1]\nb: *x\n", line: 1 },
  { name: "a tag", text: "a: !!js/function 1\n", line: 1 },
  { name: "two documents", text: "a: 1\n---\nb: 2\n", line: 2 },
  { name: "the directive of 1.1", text: "%YAML 1.1\n---\na: 1\n", line: 1 },
  { name: "a list as key", text: "? [a]\n: 1\n", line: 1 },
  { name: "a number as key", text: "1: a\n", line: 1 },
  { name: "nothing", text: "", line: 1 },
  { name: "a comment alone", text: "# nothing\n", line: 1 },
  { name: "33 lists in one another", text: `a: ${"[".repeat(33)}${"]".repeat(33)}\n`, line: 1 },
  { name: "a mark that turns the order of letters", text: "a: 1\nb: x\u202ey\n", line: 2 },
  { name: "a bell", text: "a: \u0007\n", line: 1 },
  { name: "a bracket that nobody closes", text: "a: [1\nb: 2\n", line: 2 },
];

export function compactVectors(): ReadonlyMap<string, string> {
  const print = (cases: readonly unknown[]): string => `${JSON.stringify({ cases }, null, 1)}\n`;
  return new Map([
    ["valid.json", print(validCompacts())],
    ["invalid.json", print(invalidCompacts())],
    ["yaml.json", print(yamlCases())],
  ]);
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of compactVectors()) writeFileSync(new URL(name, FOLDER), text);
}
