// `downrung demo --headless`: the whole incident played by script, with a kill and a cut, and counted.
// `downrung demo --amend`: the compact is amended while an incident is open.
// `downrung demo --response`: judgement and responses, from a notice to steps down in escrow.

import type { Command } from "commander";
import { ConfigError } from "../node/config-error.ts";
import type { AmendResult } from "./amend-play.ts";
import { DEMO_SCENARIO } from "./demo-root.ts";
import { playHeadless } from "./headless.ts";
import { print } from "./output.ts";
import { wholeNumber } from "./start-command.ts";

/** At this pace the longest scenario passes in half a minute. */
const HEADLESS_PACE = 7_200;

/** At this pace the checks at all nodes end while the first duty is still owed. */
const AMEND_PACE = 600;

type Options = {
  readonly headless?: boolean;
  readonly amend?: boolean;
  readonly line?: boolean;
  readonly response?: boolean;
  readonly scenario: string;
  readonly pace?: number;
  readonly json?: boolean;
};

export function demoCommand(program: Command): void {
  program
    .command("demo")
    .description("play an incident by script across three processes, and count what came of it")
    .option("--headless", "a whole incident, with one node killed and one link cut")
    .option("--amend", "the compact is amended while an incident is open")
    .option("--line", "the line is cut piece by piece; what is said goes by relay, courier, codes and a thin cable")
    .option("--response", "a notice is matched, a judgement given, measures refused and expired, steps exchanged")
    .option("--scenario <name>", "which scenario of scenarios/, with --headless", DEMO_SCENARIO)
    .option("--pace <times>", "how many times faster than written the clocks run", wholeNumber(60, 86_400))
    .option("--json", "print JSON")
    .action(async (options: Options) => {
      if (options.amend === true) return amend(options);
      if (options.line === true) return cutLine(options);
      if (options.response === true) return respond(options);
      if (options.headless === true) return headless(options);
      throw new ConfigError(
        "say --headless, --amend, --line or --response; to play an incident yourself use downrung start",
      );
    });
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function headless({ scenario, pace = HEADLESS_PACE, json }: Options): Promise<void> {
  const result = await playHeadless(scenario, pace, say);
  const ok =
    result.lost === 0 &&
    result.doubled === 0 &&
    result.equalHeads &&
    result.standing === "closed" &&
    result.caseVerified;
  print(json, { ok, ...result }, () => [
    `lost: ${result.lost}, doubled: ${result.doubled}, of ${result.acts} acts`,
    `heads ${result.equalHeads ? "equal" : "DIFFER"} on all nodes; the matter is ${result.standing}`,
    `caught up ${result.catchUpMs} ms after the link returned; case file ${result.caseVerified ? "verified" : "NOT VERIFIED"}`,
    `${result.seconds.toFixed(1)} s in all`,
  ]);
  if (!ok) process.exitCode = 1;
}

async function amend({ pace = AMEND_PACE, json }: Options): Promise<void> {
  const { playAmendment } = await import("./amend-play.ts");
  const result = await playAmendment(pace, say);
  const ok = isAmended(result);
  print(json, { ok, ...result }, () => amendLines(result));
  if (!ok) process.exitCode = 1;
}

/** A line of fifty bits a second that loses a tenth; the losses are the same at every run. */
const THIN = { bitsPerSecond: 50, loss: 0.1, seed: 4_711 } as const;

async function cutLine({ json }: Options): Promise<void> {
  const { playLine } = await import("./line-play.ts");
  const result = await playLine(THIN, say);
  const { steps, acts, lost, doubled, equalHeads, seconds } = result;
  const ok = lost === 0 && doubled === 0 && equalHeads;
  print(json, { ok, ...result }, () => [
    ...steps.map(
      ({ route, kind, receiptMs, carried }) =>
        `${route.padEnd(8)} ${kind.padEnd(7)} receipt after ${(receiptMs / 1000).toFixed(1)} s  ${Object.entries(
          carried,
        )
          .map(([what, count]) => `${what} ${count}`)
          .join(", ")}`,
    ),
    `lost: ${lost}, doubled: ${doubled}, of ${acts} acts`,
    `heads ${equalHeads ? "equal" : "DIFFER"} on all nodes`,
    `${seconds.toFixed(1)} s in all`,
  ]);
  if (!ok) process.exitCode = 1;
}

async function respond({ json }: Options): Promise<void> {
  const { playResponses } = await import("./response-play.ts");
  const { isAsItMustBe, responseLines } = await import("./response-told.ts");
  const result = await playResponses(say);
  const ok = isAsItMustBe(result);
  print(json, { ok, ...result }, () => responseLines(result));
  if (!ok) process.exitCode = 1;
}

/** The amendment took force during the incident, changed a verdict, and everyone sees the same. */
function isAmended(result: AmendResult): boolean {
  const { differs, acts, versions } = result;
  const changed = differs.before !== null && differs.after === null && differs.unamended === differs.before;
  const across = [1, 2].every((version) => acts.some((act) => act.version === version));
  const refused = Object.values(result.refused).join(" ") === "cooling-off-too-long not-shown not-a-member";
  const equal = result.equalHeads && result.equalAgreements && result.equalVerdicts;
  const proven = result.caseVerified && result.caseRefolds;
  return changed && across && refused && equal && proven && versions.length === 2 && result.standing === "closed";
}

function amendLines(result: AmendResult): readonly string[] {
  const { versions, acts, differs, sentences } = result;
  const word = (rule: string | null): string => (rule === null ? "regular" : `irregular (${rule})`);
  const equal = (is: boolean): string => (is ? "equal" : "DIFFER");
  return [
    ...sentences,
    ...versions.map(
      ({ version, from, signed }) =>
        `version ${version}: from ${from ?? "the beginning"}${signed.length === 0 ? "" : `, signed by ${signed.join(", ")}`}`,
    ),
    ...acts.map(
      ({ at, by, kind, version, rule }) =>
        `  ${at}  ${by.padEnd(8)} ${kind.padEnd(11)} version ${version}: ${word(rule)}`,
    ),
    `the same ${differs.kind}: ${word(differs.before)} before, ${word(differs.after)} after; unamended it would be ${word(differs.unamended)}`,
    `heads ${equal(result.equalHeads)}, agreements ${equal(result.equalAgreements)}, verdicts ${equal(result.equalVerdicts)} on all nodes; the matter is ${result.standing}`,
    `case file ${result.caseVerified ? "verified" : "NOT VERIFIED"}, folded by a stranger: verdicts ${equal(result.caseRefolds)}`,
    `${result.seconds.toFixed(1)} s in all`,
  ];
}
