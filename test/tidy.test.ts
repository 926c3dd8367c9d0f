// The style as a test: who may import whom, what the core may not ask, how long a file and a function may
// be, and which words no file contains. A rule that can be checked is checked here and nowhere else.

import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A folder imports itself and what stands before it. */
const ORDER = [
  "core/kernel",
  "core/compact",
  "core/assessment",
  "core/attribution",
  "core/ladder",
  "core/response",
  "core/notice",
  "core/words",
  "core/sector",
  "core/risk",
  "core/line",
  "core/mediation",
  "core/drill",
  "core/law",
  "check",
  "crisis",
  "crypto",
  "ledger",
  "line",
  "interop",
  "store",
  "node",
  "cli",
  "faults",
];

const PURE = ["core", "check", "crisis"];
const SCHEMA_LIBRARY = /^typebox(\/|$)/;
const LONGEST_FILE = 400;
const LONGEST_FUNCTION = 70;

const sources = ["src/**/*.ts", "web/**/*.{ts,tsx}", "test/**/*.ts", "bench/**/*.ts", "vectors/**/*.ts"].flatMap(
  (glob) => globSync(glob, { cwd: ROOT, exclude: (name) => name.includes("dist") || name.includes("node_modules") }),
);
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const isTest = (file: string): boolean => file.endsWith(".test.ts") || file.startsWith("src/core/testing/");

/** The text without comments and without what stands in quotes, so that words in sentences are not taken for code. */
const code = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/(^|\s)\/\/.*$/gm, "")
    .replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");

type Import = { readonly from: string; readonly typeOnly: boolean };

function importsOf(text: string): readonly Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+["']([^"']+)["']/gms);
  const bare = text.matchAll(/^import\s+["']([^"']+)["']/gm);
  const dynamic = text.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  return [
    ...[...statements].map(([, type, from = ""]) => ({ from, typeOnly: type !== undefined })),
    ...[...bare, ...dynamic].map(([, from = ""]) => ({ from, typeOnly: false })),
  ];
}

const placeOf = (path: string): number =>
  ORDER.findIndex((folder) => path === `src/${folder}` || path.startsWith(`src/${folder}/`));

const targetOf = (file: string, from: string): string => relative(ROOT, resolve(ROOT, dirname(file), from));

test("every source file stands in a room of the house", () => {
  const strays = sources.filter((file) => file.startsWith("src/") && !isTest(file) && placeOf(file) < 0);
  assert.deepEqual(strays, []);
  assert.ok(sources.length > 60, "the test reads the real tree");
});

test("a folder imports itself and what stands before it in the one list", () => {
  const wrong = sources
    .filter((file) => file.startsWith("src/") && !isTest(file))
    .flatMap((file) =>
      importsOf(read(file))
        .filter(({ from }) => from.startsWith("."))
        .map(({ from }) => targetOf(file, from))
        .filter((target) => target.startsWith("src/") && placeOf(target) > placeOf(file))
        .map((target) => `${file} imports ${target}`),
    );
  assert.deepEqual(wrong, []);
});

test("every relative import names a file that exists", () => {
  const missing = sources.flatMap((file) =>
    importsOf(read(file))
      .filter(({ from }) => from.startsWith("."))
      .map(({ from }) => targetOf(file, from))
      .filter((target) => !existsSync(join(ROOT, target)))
      .map((target) => `${file} imports ${target}`),
  );
  assert.deepEqual(missing, []);
});

test("the core imports nothing but its own and the schema library", () => {
  const wrong = sources
    .filter((file) => PURE.some((room) => file.startsWith(`src/${room}/`)) && !isTest(file))
    .flatMap((file) =>
      importsOf(read(file))
        .filter(({ from }) => !from.startsWith(".") && !SCHEMA_LIBRARY.test(from))
        .map(({ from }) => `${file} imports ${from}`),
    );
  assert.deepEqual(wrong, []);
});

/** What would make the same acts give another picture: a clock, chance, waiting, the process, the outside. */
const IMPURE = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bTemporal\.Now\b/,
  /\bperformance\b/,
  /\bMath\.random\b/,
  /\bcrypto\b/,
  /\bawait\b/,
  /\basync\b/,
  /\bprocess\b/,
  /\bconsole\b/,
  /\bsetTimeout\b/,
  /\bfetch\b/,
  /\bglobalThis\b/,
  /\bIntl\b/,
  /\btoLocale/,
];

test("the core asks no clock, no chance, awaits nothing and prints nothing", () => {
  const wrong = sources
    .filter((file) => PURE.some((room) => file.startsWith(`src/${room}/`)) && !isTest(file))
    .flatMap((file) => IMPURE.filter((ban) => ban.test(code(read(file)))).map((ban) => `${file} has ${String(ban)}`));
  assert.deepEqual(wrong, []);
});

/**
 * The editor of compacts reads YAML with the function that the command line and the node read it with, and
 * a code on the screen is drawn as it is on paper.
 */
const ALSO_IN_THE_WEB: readonly string[] = ["src/interop/yaml.ts", "src/interop/code-drawing.ts"];

test("the web imports the core at run time, the reader of YAML, the drawing of codes, and only types of the node", () => {
  const wrong = sources
    .filter((file) => file.startsWith("web/"))
    .flatMap((file) =>
      importsOf(read(file))
        .filter(({ from }) => from.startsWith("."))
        .map(({ from, typeOnly }) => ({ target: targetOf(file, from), typeOnly }))
        .filter(({ target }) => target.startsWith("src/"))
        .filter(
          ({ target, typeOnly }) =>
            !PURE.some((room) => target.startsWith(`src/${room}/`)) &&
            !ALSO_IN_THE_WEB.includes(target) &&
            !(typeOnly && target.startsWith("src/node/http/")),
        )
        .map(({ target }) => `${file} imports ${target}`),
    );
  assert.deepEqual(wrong, []);
});

test("node's own modules are named with their prefix", () => {
  const wrong = sources.flatMap((file) =>
    importsOf(read(file))
      .filter(({ from }) => !from.startsWith("node:") && builtinModules.includes(from))
      .map(({ from }) => `${file} imports ${from}`),
  );
  assert.deepEqual(wrong, []);
});

test(`no file is longer than ${LONGEST_FILE} lines`, () => {
  const long = sources
    .map((file) => ({ file, lines: read(file).split("\n").length - 1 }))
    .filter(({ lines }) => lines > LONGEST_FILE)
    .map(({ file, lines }) => `${file}: ${lines}`);
  assert.deepEqual(long, []);
});

/** Top-level functions by their braces: from the line that opens one to the line that closes it at the margin. */
function longFunctions(file: string): readonly string[] {
  const lines = read(file).split("\n");
  const found: string[] = [];
  let from = -1;
  let name = "";
  lines.forEach((line, i) => {
    const opened =
      /^(?:export )?(?:default )?(?:async )?function\*? (\w+)|^(?:export )?const (\w+) = (?:async )?\(?.*=> \{$/.exec(
        line,
      );
    if (opened !== null) {
      from = i;
      name = opened[1] ?? opened[2] ?? "";
    }
    if (from >= 0 && line.startsWith("}")) {
      if (i - from + 1 > LONGEST_FUNCTION) found.push(`${file} ${name}: ${i - from + 1}`);
      from = -1;
    }
  });
  return found;
}

/** A factory of a resource closes its state over many short functions: those are measured, and it may be as long as a file allows. */
const FACTORY = /^(create|start|open)[A-Z]/;

function longInner(file: string): readonly string[] {
  const lines = read(file).split("\n");
  const found: string[] = [];
  let from = -1;
  let name = "";
  lines.forEach((line, i) => {
    const opened = /^ {2}const (\w+) = .*=> \{$/.exec(line);
    if (opened !== null) {
      from = i;
      name = opened[1] ?? "";
    }
    if (from >= 0 && /^ {2}\}[);]*$/.test(line)) {
      if (i - from + 1 > LONGEST_FUNCTION) found.push(`${file} ${name}: ${i - from + 1}`);
      from = -1;
    }
  });
  return found;
}

test(`no function is longer than ${LONGEST_FUNCTION} lines`, () => {
  const measured = sources.filter((file) => file.startsWith("src/") && !isTest(file));
  const long = measured.flatMap(longFunctions).filter((found) => !FACTORY.test(found.split(" ")[1] ?? ""));
  assert.deepEqual([...long, ...measured.flatMap(longInner)], []);
});

const BANNED: readonly (readonly [RegExp, string])[] = [
  [/:\s*any\b|<any>|\bas any\b/, "say the type; `unknown` where it is not known"],
  [/\benum\s+\w+\s*\{/, "use an `as const` table"],
  [/\bnamespace\s+\w+\s*\{/, "a file is a namespace"],
  [/\bexport default\b/, "name what is exported"],
  [/@ts-ignore|@ts-expect-error|@ts-nocheck/, "say the type"],
  [/\bconsole\.(log|error|warn)\b/, "commands print through src/cli/output.ts, nodes log through pino"],
];

test("no file has a banned construction", () => {
  const wrong = sources
    .filter((file) => file !== "test/tidy.test.ts")
    .flatMap((file) =>
      BANNED.filter(([ban]) => ban.test(code(read(file)))).map(
        ([ban, instead]) => `${file} has ${String(ban)}: ${instead}`,
      ),
    );
  assert.deepEqual(wrong, []);
});

const ALL_TEXT = globSync("**/*.{ts,tsx,md,mjs,json,yaml,sql,html,css}", {
  cwd: ROOT,
  exclude: (name) => /node_modules|dist$|^\.git$|\.downrung/.test(name),
});

test("nothing is left open in the text, and no path of a machine stands in it", () => {
  const marks = new RegExp(
    [
      ["TO", "DO"],
      ["FIX", "ME"],
      ["XX", "X"],
    ]
      .map((parts) => `\\b${parts.join("")}\\b`)
      .join("|"),
  );
  const paths = /(^|[^A-Za-z.])\/(work|root|home)\/[a-z]/;
  const wrong = ALL_TEXT.filter((file) => !/package-lock\.json$|tidy\.test\.ts$/.test(file)).filter((file) => {
    const text = read(file);
    return marks.test(text) || paths.test(text);
  });
  assert.deepEqual(wrong, []);
});
