// `downrung message …`: formal messages. One file a subcommand; only the one that is asked for is loaded.

import type { Command } from "commander";

type Register = (message: Command) => void;

const SUBCOMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  list: async () => (await import("./message-list.ts")).messageList,
  print: async () => (await import("./message-print.ts")).messagePrint,
  send: async () => (await import("./message-send.ts")).messageSend,
};

export async function messageCommand(program: Command): Promise<void> {
  const message = program.command("message").description("formal messages: list them, print one, send one");
  const asked = process.argv[3] ?? "";
  const wanted = Object.hasOwn(SUBCOMMANDS, asked) ? [asked] : Object.keys(SUBCOMMANDS);
  for (const name of wanted) (await SUBCOMMANDS[name]?.())?.(message);
}
