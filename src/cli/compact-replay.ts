// `downrung compact replay TRACE [COMPACT]`: runs a trace through the real law and prints what the law made
// of each event. Exit code 1 when an act is refused or the end is not the one that the trace names.

import type { Command } from "commander";
import { checkedCompact } from "../check/examine.ts";
import { replay, type Replayed } from "../check/replay.ts";
import { tellLength } from "../check/tell.ts";
import type { Compact } from "../core/compact/compact.ts";
import { readCompact } from "../core/compact/read.ts";
import { ConfigError } from "../node/config-error.ts";
import { openCompact } from "./compact-file.ts";
import { print } from "./output.ts";
import { createSpeaker, type Speaker } from "./speak.ts";
import { pictureOf, readTraceFile, type TraceFile } from "./trace-file.ts";

export function compactReplay(compact: Command): void {
  compact
    .command("replay")
    .description("run a trace of the check through the law, and see whether it leads where it says")
    .argument("<trace>", "a trace in JSON, as `compact check --trace` writes it")
    .argument("[compact]", "another wording to run it under; without it, the one that the trace holds")
    .option("--json", "print JSON")
    .action((path: string, under: string | undefined, { json }: { json?: boolean }) => {
      const file = readTraceFile(path);
      const speaker = createSpeaker("en");
      const wording = under === undefined ? wordingOf(file, path) : wordingFrom(under);
      const run = replay(wording, file.trace);
      const end = pictureOf(run.at(-1)?.matter);
      const refused = run.filter(({ verdict }) => !verdict.ok);
      const leads = JSON.stringify(end) === JSON.stringify(file.leads);
      const ok = refused.length === 0 && leads;
      print(json, { ok, property: file.property, events: run.map(eventJson), leads: file.leads, end }, () => [
        ...run.flatMap((one) => eventLines(one, speaker)),
        "",
        ok
          ? `It leads where it says: ${file.property} is broken there.`
          : `IT DOES NOT LEAD WHERE IT SAYS: ${leads ? "an act is refused" : "the matter ends otherwise"}.`,
      ]);
      if (!ok) process.exitCode = 1;
    });
}

function wordingOf(file: TraceFile, path: string): Compact {
  const reading = readCompact(file.compact);
  if (reading.ok) return checkedCompact(reading.document);
  const [first] = reading.errors;
  throw new ConfigError(`${path}: compact.${first?.path.join(".") ?? ""}: ${first?.message ?? "does not fit"}`);
}

function wordingFrom(path: string): Compact {
  const file = openCompact(path);
  if (file.ok) return checkedCompact(file.document);
  const lines = file.errors.map((error) =>
    "line" in error ? `${path}:${error.line}:${error.column}: ${error.message}` : error.message,
  );
  throw new ConfigError(lines.join("\n"));
}

const eventJson = ({ event, verdict, matter }: Replayed): unknown => ({ event, verdict, picture: pictureOf(matter) });

function eventLines({ event, verdict, matter }: Replayed, speaker: Speaker): readonly string[] {
  const what = event.is === "time" ? "time passes" : `${event.by} ${event.kind} to ${event.to.join(", ")}`;
  const ruled = verdict.ok ? "regular" : `irregular: ${verdict.rule}`;
  const { standing, steps } = pictureOf(matter);
  const reached = Object.entries(steps).filter(([, state]) => state !== "ahead");
  const duties = (matter?.duties ?? []).filter(({ state }) => state.is === "owed" || state.is === "lapsed");
  return [
    `${tellLength(event.at, speaker)}  ${what}${event.is === "time" ? "" : `  (${ruled})`}`,
    `    ${standing}; ${reached.map(([id, state]) => `${id} ${state}`).join(", ")}`,
    ...duties.map(({ by, owes, due, state }) => {
      const end = tellLength(due - (matter?.opened.at ?? 0), speaker);
      const reachedContact = state.is === "lapsed" ? `, silence has reached: ${state.contact}` : "";
      return `    ${by} owes ${owes.join(" or ")} by ${end}, ${state.is}${reachedContact}`;
    }),
  ];
}
