// Which node a command speaks to: --node URL, or a seat of the demo drill, by default the reporter's.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { openFolder } from "../node/config.ts";
import { ConfigError } from "../node/config-error.ts";
import { clientOf, type Client } from "./client.ts";
import { DEMO_ROOT } from "./demo-root.ts";

export type SeatOptions = { readonly node?: string; readonly seat?: string; readonly json?: boolean };

/** Adds --node, --seat and --json to a command. */
export const withSeat = (command: Command): Command =>
  command
    .option("--node <url>", "the console address of a node")
    .option("--seat <party>", "a seat of the demo drill, by default the first")
    .option("--json", "print JSON");

export function clientFor({ node, seat }: SeatOptions): Client {
  if (node !== undefined) return clientOf(node);
  const party = seat ?? firstSeat();
  return clientOf(`http://localhost:${openFolder(join(DEMO_ROOT, party)).file.console.port}`);
}

function firstSeat(): string {
  try {
    const { parties } = JSON.parse(readFileSync(join(DEMO_ROOT, "drill.json"), "utf8")) as { parties: string[] };
    return parties[0] ?? "";
  } catch (cause) {
    throw new ConfigError('no drill is laid out here; start one with "npm start", or name a node with --node', {
      cause,
    });
  }
}
