// The command line. One file a command; each takes --json. `downrung help` lists them. Only the command
// that is asked for is loaded, so that each starts at once.

import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { fail } from "./output.ts";

// What was compiled once is read back, so that a node starts sooner. Where the folder cannot be written, nothing is lost.
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/compiled", import.meta.url)));

// A reader that has read enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

type Register = (program: Command) => void | Promise<void>;

const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  start: async () => (await import("./start-command.ts")).startCommand,
  demo: async () => (await import("./demo.ts")).demoCommand,
  watch: async () => (await import("./watch.ts")).watchCommand,
  matter: async () => (await import("./matter.ts")).matterCommand,
  report: async () => (await import("./report.ts")).reportCommand,
  message: async () => (await import("./message.ts")).messageCommand,
  measures: async () => (await import("./measures.ts")).measuresCommand,
  notice: async () => (await import("./notice.ts")).noticeCommand,
  act: async () => (await import("./act.ts")).actCommand,
  assess: async () => (await import("./assess.ts")).assessCommand,
  export: async () => (await import("./export.ts")).exportCommand,
  verify: async () => (await import("./verify.ts")).verifyCommand,
  drill: async () => (await import("./drill.ts")).drillCommand,
  compact: async () => (await import("./compact.ts")).compactCommand,
  contacts: async () => (await import("./contacts.ts")).contactsCommand,
  pair: async () => (await import("./pair.ts")).pairCommand,
  keys: async () => (await import("./keys.ts")).keysCommand,
  channel: async () => (await import("./channel.ts")).channelCommand,
  courier: async () => (await import("./courier.ts")).courierCommand,
  backup: async () => (await import("./backup.ts")).backupCommand,
  rebuild: async () => (await import("./backup.ts")).rebuildCommand,
  node: async () => (await import("./node.ts")).nodeCommand,
  why: async () => (await import("./why.ts")).whyCommand,
  line: async () => (await import("./line.ts")).lineCommand,
  attribution: async () => (await import("./attribution.ts")).attributionCommand,
  thin: async () => (await import("./thin.ts")).thinCommand,
};

const program = new Command("downrung")
  .description("Every ladder needs a way down: keeps a cyber incident from becoming a war.")
  .showHelpAfterError("(downrung help COMMAND tells more)")
  .exitOverride();

try {
  const [asked = ""] = process.argv.slice(2);
  const wanted = Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS);
  for (const name of wanted) await (await COMMANDS[name]?.())?.(program);
  await program.parseAsync();
} catch (error) {
  // A call that no command understands is 2, so that 1 stays a command's own answer.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else fail(error, process.argv.includes("--json"));
}
