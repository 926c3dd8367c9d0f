// `downrung line …`: the line to the other nodes. One file a subcommand; only the one that is asked for
// is loaded.

import type { Command } from "commander";

type Register = (line: Command) => void;

const SUBCOMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  status: async () => (await import("./line-status.ts")).lineStatus,
  test: async () => (await import("./line-test.ts")).lineTest,
  answer: async () => (await import("./line-answer.ts")).lineAnswer,
  readiness: async () => (await import("./line-readiness.ts")).lineReadiness,
};

export async function lineCommand(program: Command): Promise<void> {
  const line = program.command("line").description("the line to the other nodes: how it stands, and its tests");
  const asked = process.argv[3] ?? "";
  const wanted = Object.hasOwn(SUBCOMMANDS, asked) ? [asked] : Object.keys(SUBCOMMANDS);
  for (const name of wanted) (await SUBCOMMANDS[name]?.())?.(line);
}
