// A counterexample as a file: the compact that it is about, the events, and where they lead, so that
// anyone can run it through the law again and see whether it still does. spec/check.md, "Traces"

import { readFileSync } from "node:fs";
import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import type { Replayed } from "../check/replay.ts";
import type { Problem } from "../check/examine.ts";
import { PROPERTIES } from "../check/report.ts";
import { CompactDocument } from "../core/compact/document.ts";
import { KIND_PATTERN, LIMITS, PARTY_PATTERN } from "../core/kernel/act.ts";
import type { Matter } from "../core/kernel/matter.ts";
import { problemsOf } from "../core/kernel/shape.ts";
import { ConfigError } from "../node/config-error.ts";

const closed = { additionalProperties: false } as const;
const Moment = Type.Integer({ minimum: 0 });
const Name = Type.String({ maxLength: 200 });
/** A trace is a shortest one; none comes near this. */
const MOST_EVENTS = 1000;
const TRACE_BYTES = 4 * 1024 * 1024;

const Event = Type.Union([
  Type.Object({ is: Type.Literal("time"), at: Moment }, closed),
  Type.Object(
    {
      is: Type.Literal("act"),
      at: Moment,
      by: Type.String({ pattern: PARTY_PATTERN }),
      kind: Type.String({ pattern: KIND_PATTERN }),
      to: Type.Array(Type.String({ pattern: PARTY_PATTERN }), { maxItems: LIMITS.parties }),
      of: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
      choices: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    },
    closed,
  ),
]);

/** How the matter stands at the end, in words that two runs can be compared by. */
const Picture = Type.Object(
  { standing: Name, steps: Type.Record(Type.String(), Name), duties: Type.Array(Name) },
  closed,
);
export type Picture = Static<typeof Picture>;

export const TraceFile = Type.Object(
  {
    downrung: Type.Literal("trace/1"),
    compact: CompactDocument,
    property: Type.Enum(PROPERTIES),
    case: Name,
    path: Type.Array(Type.Union([Type.String(), Type.Number()])),
    args: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    trace: Type.Array(Event, { minItems: 1, maxItems: MOST_EVENTS }),
    leads: Picture,
  },
  closed,
);
export type TraceFile = Static<typeof TraceFile>;

export function pictureOf(matter: Matter | undefined): Picture {
  if (matter === undefined) return { standing: "none", steps: {}, duties: [] };
  const after = (at: number): number => at - matter.opened.at;
  return {
    standing: matter.standing.is,
    steps: Object.fromEntries(matter.steps.map(({ id, state }) => [id, state.is])),
    duties: matter.duties.map(
      ({ by, owes, due, state }) => `${by}: ${owes.join(" or ")} by ${after(due)} ms, ${state.is}`,
    ),
  };
}

export function traceFileOf(document: CompactDocument, problem: Problem, run: readonly Replayed[]): TraceFile {
  return {
    downrung: "trace/1",
    compact: document,
    property: problem.property,
    case: problem.case,
    path: [...problem.path],
    args: { ...problem.args },
    trace: (problem.trace ?? []).map((event) =>
      event.is === "time" ? { ...event } : { ...event, to: [...event.to], choices: { ...event.choices } },
    ),
    leads: pictureOf(run.at(-1)?.matter),
  };
}

export function readTraceFile(path: string): TraceFile {
  let value: unknown;
  try {
    const text = readFileSync(path, "utf8");
    if (text.length > TRACE_BYTES) throw new ConfigError(`${path} has more than ${TRACE_BYTES} bytes; it is no trace`);
    value = JSON.parse(text);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    const why = cause instanceof SyntaxError ? `is not JSON: ${cause.message}` : "cannot be read";
    throw new ConfigError(`${path} ${why}; write one with "downrung compact check --trace FILE"`, { cause });
  }
  if (Value.Check(TraceFile, value)) return value;
  const [first] = problemsOf(TraceFile, value);
  throw new ConfigError(`${path}: ${first?.path.join(".") ?? ""}: ${first?.message ?? "this is no trace"}`);
}
