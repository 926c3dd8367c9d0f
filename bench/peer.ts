// Another program that carries things between two places, for one column of the table: it is started in a
// folder of its own, measured in turn with the node, and leaves neither a process nor a file.

import { spawnSync } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";

export type Peer = {
  /** Median microseconds of one delivery. */
  readonly median: () => Promise<number>;
  readonly stop: () => Promise<void> | void;
};

/** Starts the program in an empty folder; null where it is not installed. */
export type StartPeer = (dir: string) => Promise<Peer | null>;

/** What is carried: as long as the log entries of the comparison. */
export const PAYLOAD = "x".repeat(512);

/** Deliveries in one round. */
export const DELIVERIES = 150;

export const isInstalled = (program: string): boolean => spawnSync("which", [program]).status === 0;

/** Runs a command to its end. Throws with what it said. */
export function ran(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, { encoding: "utf8", timeout: 60_000 });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.error?.message ?? done.stderr}`);
}

/** Ports of this machine that nobody has just now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve) =>
        server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
      ),
  );
  const found = await Promise.all(ports);
  for (const server of servers) server.close();
  return found;
}

/** Tries until it works, for a program that has just been started. */
export async function untilItWorks<T>(work: () => Promise<T>, forMs = 15_000): Promise<T> {
  const until = performance.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
