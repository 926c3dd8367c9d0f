// `downrung act KIND [MATTER]`: gives any act, its body as JSON. The node judges it as it judges the
// console's.

import type { Command } from "commander";
import type { ActSigned } from "../node/http/api.ts";
import { ConfigError } from "../node/config-error.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & { readonly body: string; readonly to?: string };

export function actCommand(program: Command): void {
  withSeat(program.command("act").description("give an act: confirm, assess, notify, ask, stand-down, close, …"))
    .argument("<kind>", "the kind of act")
    .argument("[matter]", "the matter; none for a report, which opens its own")
    .requiredOption("--body <json>", "the act's fields as JSON; spec/ladder.md lists them")
    .option("--to <parties>", "to whom, with commas; by default all whom the matter concerns")
    .action(async (kind: string, matter: string | undefined, options: Options) => {
      const to = options.to === undefined ? {} : { to: options.to.split(",") };
      const request = { kind, matter: matter ?? null, body: bodyOf(options.body), ...to };
      const signed = await clientFor(options).post<ActSigned>("/api/acts", request);
      print(options.json, signed, () => [`signed: ${kind} in ${signed.matter ?? ""}, act ${signed.seq}, ${signed.id}`]);
    });
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`--body is not JSON: ${cause instanceof Error ? cause.message : ""}`, { cause });
  }
}
