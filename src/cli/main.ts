// The command line. One file a command; each takes --json. `downrung help` lists them.

import { Command, CommanderError } from "commander";
import { actCommand } from "./act.ts";
import { compactCommand } from "./compact.ts";
import { demoCommand } from "./demo.ts";
import { drillCommand } from "./drill.ts";
import { exportCommand } from "./export.ts";
import { matterCommand } from "./matter.ts";
import { nodeCommand } from "./node.ts";
import { fail } from "./output.ts";
import { reportCommand } from "./report.ts";
import { startCommand } from "./start-command.ts";
import { verifyCommand } from "./verify.ts";
import { watchCommand } from "./watch.ts";

const program = new Command("downrung")
  .description("Every ladder needs a way down: keeps a cyber incident from becoming a war.")
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError("(downrung help COMMAND tells more)")
  .exitOverride();

for (const command of [
  startCommand,
  demoCommand,
  watchCommand,
  matterCommand,
  reportCommand,
  actCommand,
  exportCommand,
  verifyCommand,
  drillCommand,
  compactCommand,
  nodeCommand,
]) {
  command(program);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else fail(error, process.argv.includes("--json"));
}
