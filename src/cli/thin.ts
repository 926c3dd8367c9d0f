// `downrung thin pack ID --to PARTY`: an act as lines of letters, to be read aloud over any telephone or typed.
// `downrung thin read [FILE]`: takes such lines, from a file or from standard input.

import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { ConfigError } from "../node/config-error.ts";
import type { ThinPacked, ThinRead } from "../node/http/thin-api.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function thinCommand(program: Command): void {
  const thin = program.command("thin").description("bring an act by voice or keyboard, letter by letter");
  withSeat(thin.command("pack").description("print an act of ours, sealed for one party, as lines to read out"))
    .argument("<id>", "the act: its id, or party/number such as aurelia/7")
    .requiredOption("--to <party>", "for whom it is sealed")
    .action(async (id: string, options: SeatOptions & { readonly to: string }) => {
      const packed = await clientFor(options).post<ThinPacked>("/api/thin/pack", { act: id, to: options.to });
      print(options.json, packed, () => packedLines(packed));
    });
  withSeat(thin.command("read").description("take an act from lines that were read out"))
    .argument("[file]", "the lines as text; standard input when left out")
    .action(async (file: string | undefined, options: SeatOptions) => {
      const read = await clientFor(options).post<ThinRead>("/api/thin/read", { text: textOf(file) });
      print(options.json, read, () => readLines(read));
      if (read.stopped !== null) process.exitCode = 1;
    });
}

function packedLines({ act, to, bytes, lines, first }: ThinPacked): readonly string[] {
  return [
    `act ${act.seq}, ${act.kind}, sealed for ${to}: ${bytes} bytes in ${lines.length} lines`,
    ...(first === null ? [] : [`${to} is not known to hold act ${first}; read that one first, then those after it`]),
    "",
    ...lines,
  ];
}

function readLines({ from, held, stopped, receipt }: ThinRead): readonly string[] {
  if (stopped !== null) return [`NOT TAKEN: ${stopped.because} [${stopped.code}]`];
  const back = receipt === null ? [] : [`read the receipt back: downrung thin pack with act ${receipt}, to ${from}`];
  return [`taken: ${held} acts of ${from} are held here now`, ...back];
}

function textOf(file: string | undefined): string {
  try {
    return readFileSync(file ?? 0, "utf8");
  } catch (cause) {
    throw new ConfigError(`${file ?? "standard input"} cannot be read`, { cause });
  }
}
