// `downrung demo --headless`: the whole incident played by script, with a kill and a cut, and counted.

import type { Command } from "commander";
import { DEMO_SCENARIO } from "./demo-root.ts";
import { playHeadless } from "./headless.ts";
import { print } from "./output.ts";
import { wholeNumber } from "./start-command.ts";

/** At this pace the longest scenario passes in half a minute. */
const HEADLESS_PACE = 7_200;

export function demoCommand(program: Command): void {
  program
    .command("demo")
    .description("play a whole incident by script across three processes, with one killed and one link cut")
    .requiredOption("--headless", "without a console; to play it yourself use start")
    .option("--scenario <name>", "which scenario of scenarios/", DEMO_SCENARIO)
    .option(
      "--pace <times>",
      "how many times faster than written the clocks run",
      wholeNumber(60, 86_400),
      HEADLESS_PACE,
    )
    .option("--json", "print JSON")
    .action(async ({ scenario, pace, json }: { scenario: string; pace: number; json?: boolean }) => {
      const say = (line: string): void => {
        process.stderr.write(`${line}\n`);
      };
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
    });
}
