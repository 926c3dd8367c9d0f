// `downrung line readiness`: how ready each line is, and what is owed on it. spec/readiness.md

import { Option, type Command } from "commander";
import { READINESS_FOR } from "../core/compact/compact.ts";
import { TEST_KINDS } from "../core/line/cadence.ts";
import type { LineDuty } from "../core/line/line-duties.ts";
import type { LineReadiness, TestFigures } from "../core/line/readiness.ts";
import type { PublicReadiness, ReadinessView } from "../node/http/readiness-api.ts";
import { inWords, print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & {
  readonly csv?: boolean;
  readonly acts?: boolean;
  readonly for: (typeof READINESS_FOR)[number];
};

export function lineReadiness(line: Command): void {
  withSeat(line.command("readiness").description("how ready each line has been over the last thirty days"))
    .option("--csv", "print CSV")
    .option("--acts", "with --json: the signed acts by which anyone can count again")
    .addOption(new Option("--for <readers>", "for whom").choices(READINESS_FOR).default("parties"))
    .action(async (options: Options) => {
      const client = clientFor(options);
      if (options.csv === true) {
        process.stdout.write(await client.text(`/api/readiness?format=csv&for=${options.for}`));
        return;
      }
      const view = await client.get<PublicReadiness & Partial<ReadinessView>>(
        `/api/readiness?for=${options.for}${options.acts === true ? "&acts=true" : ""}`,
      );
      const lapsed = (view.duties ?? []).filter(({ state }) => state.is === "lapsed");
      print(options.json, view, () => [
        ...view.lines.flatMap(linesOf),
        ...lapsed.map((duty) => dutyOf(duty, view.now ?? view.window.until)),
      ]);
    });
}

const linesOf = (line: LineReadiness): readonly string[] =>
  TEST_KINDS.filter((kind) => line[kind].given > 0).map(
    (kind) => `${line.by} to ${line.to}, ${kind}: ${figuresOf(line[kind])}${kind === "human" ? timesOf(line) : ""}`,
  );

const figuresOf = ({ given, answered, late, missed, share }: TestFigures): string =>
  `${share === null ? "-" : `${Math.round(share * 1_000) / 10}%`} answered in time (${answered} of ${given}, ${late} late, ${missed} missed)`;

const timesOf = ({ humanAnswer: { median, p95 } }: LineReadiness): string =>
  median === null || p95 === null ? "" : `, answered after ${inWords(median)} (median), ${inWords(p95)} (95%)`;

function dutyOf({ by, with: other, owes, test, due, state, absent }: LineDuty, now: number): string {
  const contact = state.is === "lapsed" ? `, now ${state.contact}` : "";
  return `${by} owes ${other} ${owes === "test-line" ? "a test" : "an answer"} (${test}), overdue ${inWords(now - due)}${contact}${absent ? ", signed off" : ""}`;
}
