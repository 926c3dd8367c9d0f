// The whole check of a document: advice, what the clauses show by themselves, and what every order of
// acts shows, put together as one answer for each property. The command line, the console and a node
// before it signs all ask here. spec/check.md

import type { Compact } from "../core/compact/compact.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { readCompact } from "../core/compact/read.ts";
import { checkCompact, type CheckOptions } from "./check.ts";
import { clausesOf, type Clauses, type Path } from "./clauses.ts";
import { lint, type LintOptions, type Remark } from "./lint.ts";
import { PROPERTIES, type Case, type FindingArgs, type Property, type Report, type Trace } from "./report.ts";
import type { Sentence } from "./sentence.ts";
import { replay } from "./replay.ts";
import { findingSentence, storyOf, type StoryItem } from "./story.ts";

/** One place that breaks a property. */
export type Problem = {
  readonly property: Property;
  /** The way in which it is broken: a case of the model check, or the clause's own sentence. */
  readonly case: Case | "clause";
  readonly path: Path;
  readonly args: FindingArgs;
  readonly says: Sentence;
  readonly trace: Trace | null;
  /** The trace in words; empty where no order of acts is needed to see the problem. */
  readonly story: readonly StoryItem[];
};

export type Answer =
  | { readonly is: "holds" }
  | { readonly is: "broken" }
  | { readonly is: "undecided"; readonly because: "too-many-states" | "not-modelled" | "too-many-values" };

export type Examined = {
  /** `holds`: every property holds and nothing is an error. `undecided`: nothing is known to be wrong. */
  readonly is: "holds" | "broken" | "undecided";
  readonly answers: Readonly<Record<Property, Answer>>;
  readonly problems: readonly Problem[];
  readonly remarks: readonly Remark[];
  readonly report: Report;
  /** The compact that was checked: at the pace of its own clocks, also where a drill runs faster. */
  readonly compact: Compact;
};

/** A drill is checked on its written clocks: the pace shortens all of them alike and rounds the shortest. */
export function checkedCompact(document: CompactDocument): Compact {
  const { pace: _pace, ...unhurried } = document;
  const reading = readCompact(unhurried);
  if (!reading.ok) throw new Error("invariant: a document that was read is read again");
  return reading.compact;
}

export function examine(document: CompactDocument, options: CheckOptions & LintOptions = {}): Examined {
  const compact = checkedCompact(document);
  const report = checkCompact(compact, options);
  const clauses = clausesOf(document);
  const remarks = lint(document, options);
  const found = report.findings.map((finding): Problem => ({
    property: finding.property,
    case: finding.case,
    path: finding.path,
    args: finding.args,
    says: findingSentence(finding),
    trace: finding.trace,
    story: finding.trace === null ? [] : storyOf(compact, replay(compact, finding.trace), finding),
  }));
  const seen = clauses.clashes.map(({ property, path, says }): Problem => ({
    property,
    case: "clause",
    path,
    args: {},
    says,
    trace: null,
    story: [],
  }));
  const problems = PROPERTIES.flatMap((property) => [...found, ...seen].filter((one) => one.property === property));
  const answers = Object.fromEntries(
    PROPERTIES.map((property) => [property, answerOf(property, report, clauses, problems)] as const),
  ) as Readonly<Record<Property, Answer>>;
  return { is: wholeOf(answers, remarks), answers, problems, remarks, report, compact };
}

function wholeOf(answers: Examined["answers"], remarks: readonly Remark[]): Examined["is"] {
  const all = PROPERTIES.map((property) => answers[property].is);
  if (all.includes("broken") || remarks.some(({ level }) => level === "error")) return "broken";
  return all.includes("undecided") ? "undecided" : "holds";
}

function answerOf(property: Property, report: Report, clauses: Clauses, problems: readonly Problem[]): Answer {
  if (problems.some((problem) => problem.property === property)) return { is: "broken" };
  const decided = report.decided[property];
  if (decided.is === "holds" && property === "no-dead-clause" && clauses.undecided.length > 0) {
    return { is: "undecided", because: "too-many-values" };
  }
  return decided;
}
