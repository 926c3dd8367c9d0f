// Helpers for stories about the line itself: tests and their answers, absences, limits.

import type { Compact } from "../compact/compact.ts";
import type { ActId, Body, PartyId } from "../kernel/act.ts";
import { lineDuties, type LineDuty } from "../line/line-duties.ts";
import { readinessOf, type LineReadiness } from "../line/readiness.ts";
import { about } from "./amending.ts";
import { begin, demo, MONDAY, type Story, type Told, type With } from "./story.ts";

/** A story under the demo compact with lines that are tested so often. */
export const onTheLine = (line: unknown = { automatic: "1h", human: "12h" }, more: object = {}): Story =>
  begin(demo({ line, ...more }));

export const tests = (story: Story, by: PartyId, to: PartyId, more: With = {}): Told =>
  about(story, by, "test-line", { kind: "automatic", text: 1, ...more.body }, { to: [to], ...more });

/** A person of one party asks for an office of another. */
export const calls = (story: Story, by: PartyId, to: PartyId, role = "watch", more: With = {}): Told =>
  about(story, by, "test-line", { kind: "human", role, text: 2 }, { to: [to], ...more });

export const answers = (
  story: Story,
  by: PartyId,
  { id }: { readonly id: ActId },
  body: Body = {},
  more: With = {},
): Told => about(story, by, "answer-test", { of: id, ...body }, more);

export const dutiesOnLine = (story: Story): readonly LineDuty[] =>
  lineDuties(story.fold.line(), story.compact, MONDAY, story.now());

export const readinessIn = (
  story: Story,
  by: PartyId,
  to: PartyId,
  compact: Compact = story.compact,
): LineReadiness => {
  const found = readinessOf(story.fold.line(), compact, story.now()).find((line) => line.by === by && line.to === to);
  if (found === undefined) throw new Error(`there is no line from ${by} to ${to}`);
  return found;
};
