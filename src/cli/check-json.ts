// The result of a check as JSON: every finding with its place, its trace and its story, for programs.

import { boundsSentences } from "../check/bounds.ts";
import type { Problem } from "../check/examine.ts";
import type { Compact } from "../core/compact/compact.ts";
import type { Checked } from "./compact-check.ts";
import type { Place } from "./compact-file.ts";
import type { Speaker } from "./speak.ts";

type Placed = (path: readonly (string | number)[]) => Place;

export const checkJson = (checked: readonly Checked[], speaker: Speaker): unknown => ({
  ok: checked.every(({ examined }) => examined?.is === "holds"),
  files: checked.map((one) => fileJson(one, speaker)),
});

function fileJson({ path, file, examined, seconds }: Checked, speaker: Speaker): unknown {
  if (!file.ok || examined === null) return { file: path, is: "unreadable", errors: file.ok ? [] : file.errors };
  const { compact, report } = examined;
  return {
    file: path,
    is: examined.is,
    compact: { name: compact.name, title: compact.title, version: compact.version },
    properties: examined.answers,
    findings: examined.problems.map((problem) => problemJson(problem, compact, file.placeOf, speaker)),
    remarks: examined.remarks.map(({ level, path: place, says }) => ({
      level,
      id: says.id,
      path: place,
      ...file.placeOf(place),
      message: speaker.tell(says, compact),
    })),
    bounds: report.bounds,
    says: boundsSentences(report).map((sentence) => speaker.tell(sentence, compact)),
    states: report.states,
    transitions: report.transitions,
    complete: report.complete,
    seconds,
  };
}

const problemJson = (problem: Problem, compact: Compact, placeOf: Placed, speaker: Speaker): unknown => ({
  property: problem.property,
  case: problem.case === "clause" ? problem.says.id : problem.case,
  path: problem.path,
  ...placeOf(problem.path),
  args: problem.args,
  message: speaker.tell(problem.says, compact),
  story: problem.story.map(({ after, says }) => ({
    after,
    says: says.map((sentence) => speaker.tell(sentence, compact)),
  })),
  trace: problem.trace,
});
