// The ready compacts pass their check, and each flawed one fails with the property that its drafter broke
// and with a story that names the right party and step. The command is run as people run it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, globSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { CheckOptions } from "../src/check/check.ts";
import { PROPERTIES, type Property } from "../src/check/report.ts";
import { examineHere } from "../src/cli/check-aside.ts";
import { openCompact } from "../src/cli/compact-file.ts";
import { createSpeaker } from "../src/cli/speak.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "downrung-compacts-"));
after(() => rmSync(scratch, { recursive: true }));

type Flaw = {
  /** The properties that it breaks: one, where one does not entail another. */
  readonly breaks: readonly Property[];
  /** Where the finding points. */
  readonly at: string;
  readonly says: RegExp;
  /** What the story tells; null where no order of acts is needed to see the flaw. */
  readonly story: RegExp | null;
};

const FLAWED: Readonly<Record<string, Flaw>> = {
  "dead-end": {
    // Where time changes nothing any more, silence ends nothing either.
    breaks: ["no-stall", "all-silent"],
    at: "ladder.1",
    says: /“Assess” nobody owes anything/,
    story: /Norland reported.*The step “Assess” opens.*gave its assessment/,
  },
  "one-side-holds-it-open": {
    breaks: ["a-way-down"],
    at: "silence",
    says: /no way down without (Valmark|Tessaly)/,
    story: /Valmark reported an incident/,
  },
  "quick-sanctions": {
    breaks: ["no-response-without-notice"],
    at: "responses.menu.0",
    says: /“licences-suspended” comes into force after 24 h of notice; the compact promises 48 h/,
    story: /The measure: licences-suspended/,
  },
  "hurried-consultation": {
    breaks: ["no-response-without-notice"],
    at: "responses.menu.0",
    says: /“licences-suspended” comes into force although (Marenia|Ossia|Lindor) had neither replied/,
    story: /The measure: licences-suspended/,
  },
  "steps-without-waiting": {
    breaks: ["no-haste"],
    at: "ladder.2",
    says: /“Convene” opens .* after “Deconflict”; the compact says not before 24 h/,
    story: /The step “Deconflict” opens.*The step “Convene” opens/,
  },
  "lapse-escalates": {
    breaks: ["no-automatic-escalation"],
    at: "ladder.1.opens.1",
    says: /Silence on the step “Confirm” alone opens the step “Deconflict”/,
    story: /Tessaly has said nothing in time.*The step “Deconflict” opens/,
  },
  "told-too-late": {
    breaks: ["nobody-surprised"],
    at: "ladder.2",
    says: /“Notify” opens, and within 24 h, cooling-off not counted, nothing tells (Norland|Sudria)/,
    story: /The step “Notify” opens/,
  },
  "shadowed-row": {
    breaks: ["no-dead-clause"],
    at: "responses.proportion.1.when",
    says: /“grave” of the proportion table is never reached: “serious” stands above it/,
    story: null,
  },
  "swallowed-line": {
    breaks: ["no-dead-clause"],
    at: "red-lines.0.except",
    says: /exclusions of the red line “power-grids” leave nothing of it/,
    story: null,
  },
  "unreachable-step": {
    breaks: ["no-dead-clause"],
    at: "ladder.1",
    says: /No order of acts ever opens the step “Notify”/,
    story: null,
  },
  "cannot-be-kept": {
    breaks: ["no-contradiction"],
    at: "ladder.1.owes.1",
    says: /Sudria owes this on the step “Notify” .*: Acknowledgement/,
    story: /The step “Notify” opens.*Sudria has said nothing in time/,
  },
  "opposite-duties": {
    breaks: ["no-contradiction"],
    at: "ladder.1",
    says: /(Valmark|Tessaly) owes at once two things that exclude each other/,
    story: /The step “Deconflict” opens/,
  },
  "final-report-first": {
    breaks: ["no-contradiction"],
    at: "disclosure.final",
    says: /report is due after 72 h and the final report after 48 h/,
    story: null,
  },
  "never-declared": {
    breaks: ["all-silent"],
    at: "silence",
    says: /the incident never ends: it stands at the step/,
    story: /Norland reported an incident/,
  },
};

const pathOf = (name: string): string => join(ROOT, "compacts", "flawed", `${name}.yaml`);
const speaker = createSpeaker("en");

function examined(
  path: string,
  options: CheckOptions = {},
): {
  readonly is: string;
  readonly broken: readonly Property[];
  readonly problems: readonly { property: Property; at: string; says: string; story: string }[];
  readonly errors: readonly string[];
} {
  const file = openCompact(path);
  assert.ok(file.ok, JSON.stringify(file));
  const { is, answers, problems, remarks, compact } = examineHere(file.document, options);
  return {
    is,
    broken: PROPERTIES.filter((property) => answers[property].is !== "holds"),
    problems: problems.map(({ property, path: place, says, story }) => ({
      property,
      at: place.join("."),
      says: speaker.tell(says, compact),
      story: story.flatMap((item) => item.says.map((sentence) => speaker.tell(sentence, compact))).join(" "),
    })),
    errors: remarks.filter(({ level }) => level === "error").map(({ says }) => speaker.tell(says, compact)),
  };
}

/** Checked to their end here; the others take minutes, and the command checks them whole. docs/performance.md */
const CHECKED_WHOLE = ["demo", "operators"];
const FIRST_STATES = 40_000;

for (const path of globSync("compacts/*.yaml", { cwd: ROOT })) {
  if (CHECKED_WHOLE.includes(basename(path, ".yaml"))) {
    test(`${path} keeps what it promises`, () => {
      const { is, problems, errors } = examined(join(ROOT, path));
      assert.deepEqual({ is, problems, errors }, { is: "holds", problems: [], errors: [] });
    });
  } else {
    test(`${path} breaks nothing in its first ${FIRST_STATES} states`, () => {
      const { is, problems, errors } = examined(join(ROOT, path), { mostStates: FIRST_STATES });
      assert.deepEqual({ is, problems, errors }, { is: "undecided", problems: [], errors: [] });
    });
  }
}

test("every flawed compact is in the table, and every property is broken by one", () => {
  const there = globSync("compacts/flawed/*.yaml", { cwd: ROOT }).map((path) => basename(path, ".yaml"));
  assert.deepEqual(there.toSorted(), Object.keys(FLAWED).toSorted());
  const broken = new Set(Object.values(FLAWED).flatMap(({ breaks }) => breaks));
  assert.deepEqual(
    PROPERTIES.filter((property) => !broken.has(property)),
    [],
  );
});

for (const [name, flaw] of Object.entries(FLAWED)) {
  test(`compacts/flawed/${name}.yaml breaks ${flaw.breaks.join(" and ")} and nothing else`, () => {
    const { is, broken, problems, errors } = examined(pathOf(name));
    assert.deepEqual({ is, broken, errors }, { is: "broken", broken: flaw.breaks, errors: [] });
    const found = problems.find(
      ({ property, at, says }) => property === flaw.breaks[0] && at.startsWith(flaw.at) && flaw.says.test(says),
    );
    assert.ok(found, JSON.stringify(problems, null, 2));
    if (flaw.story !== null) assert.match(found.story, flaw.story);
  });
}

test("each flawed compact opens with its drafter’s mistake in one sentence", () => {
  for (const name of Object.keys(FLAWED)) {
    const [first = "", second = ""] = readFileSync(pathOf(name), "utf8").split("\n");
    assert.match(first, /^# [A-Z].*\.$/, name);
    assert.match(second, /^downrung:/, name);
  }
});

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

function downrung(...args: readonly string[]): Ran {
  const main = join(ROOT, "src/cli/main.ts");
  const node = ["--disable-warning=ExperimentalWarning", main, "compact", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, node, {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 120_000,
  });
  return { code: status, out: stdout, err: stderr };
}

test("the command says which property is broken, at which line, with the story, and exits with 1", () => {
  const { code, out } = downrung("check", "compacts/flawed/never-declared.yaml");
  assert.equal(code, 1);
  assert.match(out, /BROKEN All silent \[all-silent\]/);
  assert.match(out, /compacts\/flawed\/never-declared\.yaml:\d+:\d+: silen/);
  assert.match(out, /\n {4}1\. At 0 h: Norland reported an incident\./);
  assert.match(out, /Every state within these bounds was looked at\./);
});

/** A small compact in which everything holds: a flawed one without its flaw. */
function mendedCompact(): string {
  const path = join(scratch, "mended.yaml");
  writeFileSync(path, readFileSync(pathOf("lapse-escalates"), "utf8").replace(", { lapse: confirm }", ""));
  return path;
}

test("the command exits with 0 on a compact in which everything holds, and says what it looked at", () => {
  const { code, out } = downrung("check", mendedCompact(), "--json");
  assert.equal(code, 0, out);
  const { ok, files } = JSON.parse(out) as {
    ok: boolean;
    files: readonly { is: string; states: number; complete: boolean; properties: Record<string, { is: string }> }[];
  };
  assert.equal(ok, true);
  assert.deepEqual(
    files.map(({ is, complete }) => ({ is, complete })),
    [{ is: "holds", complete: true }],
  );
  assert.ok((files[0]?.states ?? 0) > 100);
  assert.deepEqual(Object.keys(files[0]?.properties ?? {}), [...PROPERTIES]);
});

test("a trace leads where it says under its own wording, and elsewhere under a mended one", () => {
  const trace = join(scratch, "trace.json");
  assert.equal(downrung("check", "compacts/flawed/lapse-escalates.yaml", "--trace", trace).code, 1);
  const again = downrung("replay", trace);
  assert.equal(again.code, 0, again.out);
  assert.match(again.out, /It leads where it says: no-automatic-escalation/);
  const under = downrung("replay", trace, mendedCompact());
  assert.equal(under.code, 1);
  assert.match(under.out, /IT DOES NOT LEAD WHERE IT SAYS/);
});

test("a trace that was written by hand and does not fit is refused with its place", () => {
  const trace = join(scratch, "odd.json");
  writeFileSync(trace, JSON.stringify({ downrung: "trace/1", trace: [] }));
  const { code, err } = downrung("replay", trace);
  assert.equal(code, 1);
  assert.match(err, /odd\.json: trace: needs at least one entry/);
});

test("a file that cannot be read is one more thing that is wrong, with its place, and the others are checked", () => {
  const bad = join(scratch, "bad.yaml");
  writeFileSync(bad, "downrung: compact/1\nname: &a one\n");
  const { code, out } = downrung("check", bad, join(scratch, "none.yaml"), mendedCompact());
  assert.equal(code, 1);
  assert.match(out, /bad\.yaml:2:\d+: anchors/);
  assert.match(out, /none\.yaml: there is no such file/);
  assert.match(out, /Everything holds\./);
});

test("a wrong call exits with 2 and says what is right", () => {
  const { code, err } = downrung("check", "compacts/demo.yaml", "--lang", "tlh");
  assert.equal(code, 2);
  assert.match(err, /Allowed choices are ar, zh, en, fr, ru, es/);
  assert.equal(downrung("check").code, 2);
  assert.equal(downrung("check", "compacts/demo.yaml", "--states", "few").code, 2);
});

test("a search that is cut short holds nothing that it did not see, and does not pass", () => {
  const { code, out } = downrung("check", "compacts/demo.yaml", "--states", "50", "--json");
  assert.equal(code, 1);
  const [file] = (JSON.parse(out) as { files: readonly { is: string; complete: boolean }[] }).files;
  assert.deepEqual([file?.is, file?.complete], ["undecided", false]);
});

test("the stories are told in every language, with the same names", () => {
  for (const lang of ["ar", "zh", "fr", "ru", "es"]) {
    const { code, out } = downrung("check", "compacts/flawed/cannot-be-kept.yaml", "--lang", lang);
    assert.equal(code, 1);
    assert.match(out, /Norland/);
    assert.match(out, /Sudria/);
    assert.ok(!/\b(finding|story|property|clause)\.[a-z]/.test(out), `${lang}: ${out}`);
  }
});
