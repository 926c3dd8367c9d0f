// `downrung backup`: a copy of a running node. `downrung rebuild DIR`: a folder whose node was lost learns
// from its peers what it had said, before it signs anything. spec/recovery.md

import type { Command } from "commander";
import { prepareRebuild } from "../node/backup.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function backupCommand(program: Command): void {
  withSeat(
    program.command("backup").description("copy a running node: its keys and everything said; keep it locked away"),
  ).action(async (options: SeatOptions) => {
    const made = await clientFor(options).post<{ path: string }>("/api/backup", {});
    print(options.json, made, () => [
      `backed up to ${made.path}`,
      "It holds the party's keys: move it to where only you can read it.",
    ]);
  });
}

export function rebuildCommand(program: Command): void {
  const command = withSeat(
    program
      .command("rebuild")
      .description("rebuild a lost node from a backup, or from its keys and what its peers hold")
      .argument("[dir]", "the folder: node.json, keys.json, compact.json and, if there is one, an old store.sqlite"),
  ).option("--end", "do not wait any longer for peers that are silent; asks the running node");
  command.action(async (dir: string | undefined, options: SeatOptions & { end?: boolean }) => {
    if (options.end === true) await endRebuild(options);
    else if (dir === undefined) command.error("name the folder, or --end for a node that is running", { exitCode: 2 });
    else beginRebuild(dir, options);
  });
}

async function endRebuild(options: SeatOptions): Promise<void> {
  const ended = await clientFor(options).post<{ ended: boolean }>("/api/rebuild/end", {});
  print(options.json, ended, () => ["the rebuild has ended; the node signs again"]);
}

function beginRebuild(dir: string, { json }: SeatOptions): void {
  const { from, had } = prepareRebuild(dir);
  print(json, { from, had }, () => [
    from === "backup"
      ? `the copy holds ${had} acts of this party; the peers bring what it lacks`
      : "there is no store: the peers bring back everything that this party has said",
    `start the node with "downrung node ${dir}"; it signs nothing before all its peers have been heard`,
  ]);
}
