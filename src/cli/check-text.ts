// The result of a check for people: the nine properties, then each finding with its clause and its
// story, then advice, then what was looked at.

import { boundsSentences } from "../check/bounds.ts";
import type { Examined, Problem } from "../check/examine.ts";
import { PROPERTIES } from "../check/report.ts";
import { tellLength } from "../check/tell.ts";
import type { Compact } from "../core/compact/compact.ts";
import type { StoryItem } from "../check/story.ts";
import type { Checked } from "./compact-check.ts";
import type { CompactFile } from "./compact-file.ts";
import type { Speaker } from "./speak.ts";

type Readable = Extract<CompactFile, { ok: true }>;

export function checkText({ path, file, examined, seconds }: Checked, speaker: Speaker): readonly string[] {
  if (!file.ok || examined === null) {
    const errors = file.ok ? [] : file.errors;
    return errors.map((error) =>
      "line" in error ? `${path}:${error.line}:${error.column}: ${error.message}` : error.message,
    );
  }
  const { compact, problems, remarks, report } = examined;
  const figures = {
    states: speaker.number(report.states),
    transitions: speaker.number(report.transitions),
    seconds: speaker.number(Math.round(seconds * 100) / 100),
  };
  return [
    `${path}: ${speaker.say("result.title", { title: compact.title, version: compact.version })}`,
    "",
    ...propertyLines(examined, speaker),
    ...problems.flatMap((problem) => ["", ...problemLines(problem, path, file, compact, speaker)]),
    ...(remarks.length === 0 ? [] : [""]),
    ...remarks.map(({ level, path: place, says }) => {
      const { line, column } = file.placeOf(place);
      return `${path}:${line}:${column}: ${speaker.say(`level.${level}`)}: ${speaker.tell(says, compact)}`;
    }),
    "",
    ...boundsSentences(report).map((sentence) => speaker.tell(sentence, compact)),
    speaker.say("result.figures", figures),
    "",
    wholeLine(examined, speaker),
    "",
  ];
}

function wholeLine({ is, problems, remarks }: Examined, speaker: Speaker): string {
  const errors = remarks.filter(({ level }) => level === "error").length;
  return speaker.say(`result.${is}`, is === "broken" ? { count: problems.length + errors } : {});
}

function propertyLines({ answers }: Examined, speaker: Speaker): readonly string[] {
  const words = PROPERTIES.map((property) => speaker.say(`decision.${answers[property].is}`));
  const width = Math.max(...words.map((word) => word.length));
  return PROPERTIES.flatMap((property, i) => {
    const answer = answers[property];
    const why = answer.is === "undecided" ? ` (${speaker.say(`because.${answer.because}`)})` : "";
    const head = `  ${(words[i] ?? "").padEnd(width)}  ${speaker.say(`property.${property}`)}: `;
    return [`${head}${speaker.say(`property.${property}.about`)}${why}`];
  });
}

function problemLines(
  problem: Problem,
  path: string,
  file: Readable,
  compact: Compact,
  speaker: Speaker,
): readonly string[] {
  const { line, column } = file.placeOf(problem.path);
  const place = `${path}:${line}:${column}: ${problem.path.join(".")}`;
  const name = speaker.say(`property.${problem.property}`);
  return [
    `${speaker.say("decision.broken")} ${name} [${problem.property}]`,
    `  ${place}`,
    `  ${speaker.tell(problem.says, compact)}`,
    ...storyLines(problem.story, compact, speaker).map((text) => `    ${text}`),
  ];
}

/** The story as a numbered list; its last item says what it comes to. */
export function storyLines(story: readonly StoryItem[], compact: Compact, speaker: Speaker): readonly string[] {
  return story.map(({ after, says }, i) => {
    const told = says.map((sentence) => speaker.tell(sentence, compact)).join(" ");
    return `${i + 1}. ${speaker.say("story.at", { moment: tellLength(after, speaker) })}: ${told}`;
  });
}
