// `downrung export MATTER -o FILE`: a matter with its acts, proofs and compact, for anyone to verify.

import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { ConfigError } from "../node/config-error.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & { readonly output: string };

export function exportCommand(program: Command): void {
  withSeat(program.command("export").description("write a matter's case file"))
    .argument("<matter>", "the matter, such as aurelia-1")
    .requiredOption("-o, --output <file>", "where to write it")
    .action(async (matter: string, options: Options) => {
      const text = await clientFor(options).text(`/api/case/${encodeURIComponent(matter)}`);
      try {
        writeFileSync(options.output, text);
      } catch (cause) {
        throw new ConfigError(`${options.output} cannot be written`, { cause });
      }
      print(options.json, { matter, file: options.output, bytes: Buffer.byteLength(text) }, () => [
        `${options.output}: the case file of ${matter}, ${Buffer.byteLength(text)} bytes; check it with downrung verify`,
      ]);
    });
}
