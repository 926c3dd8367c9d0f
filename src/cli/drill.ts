// `downrung drill …`: break something on purpose in the running demo drill, and mend it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { ConfigError } from "../node/config-error.ts";
import { clientOf } from "./client.ts";
import { DEMO_ROOT } from "./demo-root.ts";
import { CONTROL } from "./cluster.ts";
import { print } from "./output.ts";

type Switchboard = {
  readonly wires: readonly { readonly from: string; readonly to: string; readonly cut: boolean }[];
  readonly nodes: readonly { readonly party: string; readonly url: string; readonly pid: number | null }[];
};

type Options = { readonly json?: boolean };

export function drillCommand(program: Command): void {
  const drill = program.command("drill").description("break and mend the running demo drill on purpose");
  const verb = (name: string, about: string, places: readonly string[]): void => {
    const command = drill.command(name).description(about).option("--json", "print JSON");
    for (const place of places) command.argument(`<${place}>`, "a seat of the drill");
    command.action(async (...args: unknown[]) => {
      const given = args.slice(0, places.length).map((arg) => encodeURIComponent(String(arg)));
      const { json } = args[places.length] as Options;
      const path = `/${[name === "status" ? "" : name, ...given].filter(Boolean).join("/")}`;
      const board = await ask(path, name === "status");
      print(json, board, () => linesOf(board));
    });
  };
  verb("status", "which nodes run and which wires are cut", []);
  verb("cut", "cut the link between two seats", ["a", "b"]);
  verb("join", "join a link that was cut", ["a", "b"]);
  verb("kill", "kill a node without warning", ["party"]);
  verb("revive", "start a killed node again", ["party"]);
}

async function ask(path: string, read: boolean): Promise<Switchboard> {
  let base: number;
  try {
    ({ base } = JSON.parse(readFileSync(join(DEMO_ROOT, "drill.json"), "utf8")) as { base: number });
  } catch (cause) {
    throw new ConfigError('no drill is laid out here; start one with "npm start"', { cause });
  }
  const client = clientOf(`http://localhost:${base + CONTROL}`);
  return read ? client.get<Switchboard>(path) : client.post<Switchboard>(path, {});
}

const linesOf = ({ wires, nodes }: Switchboard): readonly string[] => [
  ...nodes.map(({ party, url, pid }) => `  ${party.padEnd(10)} ${pid === null ? "down" : `process ${pid}`}  ${url}`),
  ...wires.filter(({ cut }) => cut).map(({ from, to }) => `  cut: ${from} to ${to}`),
  ...(wires.some(({ cut }) => cut) ? [] : ["  no wire is cut"]),
];
