// Whether the heading of an act holds under the compact: what it names is there, and what is sent as FLASH
// says why. An act without a heading says nothing that could be wrong. spec/message.md

import { headingOf } from "../kernel/heading.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import type { Compact } from "./compact.ts";

export function isWellHeaded({ redLines, clauses }: Compact, body: Parameters<typeof headingOf>[0]): Verdict {
  const heading = headingOf(body);
  if (heading === null) return REGULAR;
  const { names, precedence, why } = heading;
  const line = names.lines?.find((name) => redLines.every(({ id }) => id !== name));
  const clause = names.clauses?.find((name) => !Object.hasOwn(clauses, name));
  return firstRefusal(
    () => (line === undefined ? REGULAR : irregular("no-such-line", { line })),
    () => (clause === undefined ? REGULAR : irregular("unknown-clause", { clause })),
    () => (precedence !== "flash" || why !== undefined ? REGULAR : irregular("flash-without-why")),
  );
}
