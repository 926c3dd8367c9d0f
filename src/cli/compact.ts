// `downrung compact …`: what can be done with a compact. One file a subcommand; only the one that is
// asked for is loaded.

import type { Command } from "commander";

type Register = (compact: Command) => void;

const SUBCOMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  check: async () => (await import("./compact-check.ts")).compactCheck,
  replay: async () => (await import("./compact-replay.ts")).compactReplay,
  read: async () => (await import("./compact-read.ts")).compactRead,
  print: async () => (await import("./compact-print.ts")).compactPrint,
  diff: async () => (await import("./compact-diff.ts")).compactDiff,
  propose: async () => (await import("./compact-propose.ts")).compactPropose,
  comment: async () => (await import("./compact-comment.ts")).compactComment,
  sign: async () => (await import("./compact-sign.ts")).compactSign,
  withdraw: async () => (await import("./compact-withdraw.ts")).compactWithdraw,
  review: async () => (await import("./compact-review.ts")).compactReview,
  status: async () => (await import("./compact-status.ts")).compactStatus,
};

export async function compactCommand(program: Command): Promise<void> {
  const compact = program.command("compact").description("work with a compact");
  const asked = process.argv[3] ?? "";
  const wanted = Object.hasOwn(SUBCOMMANDS, asked) ? [asked] : Object.keys(SUBCOMMANDS);
  for (const name of wanted) (await SUBCOMMANDS[name]?.())?.(compact);
}
