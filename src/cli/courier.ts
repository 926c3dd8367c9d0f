// `downrung courier …`: letters that people carry, in a file for removable media or as codes on paper and
// screens. One file a subcommand; only the one that is asked for is loaded. spec/courier.md

import type { Command } from "commander";

type Register = (courier: Command) => void;

const SUBCOMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  pack: async () => (await import("./courier-file.ts")).courierPack,
  unpack: async () => (await import("./courier-file.ts")).courierUnpack,
  codes: async () => (await import("./courier-codes.ts")).courierCodes,
  scan: async () => (await import("./courier-codes.ts")).courierScan,
};

export async function courierCommand(program: Command): Promise<void> {
  const courier = program.command("courier").description("letters that people carry: as a file, or as codes");
  const asked = process.argv[3] ?? "";
  const wanted = Object.hasOwn(SUBCOMMANDS, asked) ? [asked] : Object.keys(SUBCOMMANDS);
  for (const name of wanted) (await SUBCOMMANDS[name]?.())?.(courier);
}
