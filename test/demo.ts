// A running demo drill for tests: its own folder, its own free ports, gone afterwards.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeBase, type Cluster } from "../src/cli/cluster.ts";
import { start } from "../src/cli/start.ts";

export type Seat = "aurelia" | "borea" | "cassia";

export type Demo = {
  readonly seats: Readonly<Record<Seat, string>>;
  /** The page on which the first decision waits. */
  readonly url: string;
  readonly cluster: Cluster;
  readonly root: string;
  /** Stops every process and keeps the folder. */
  readonly halt: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts the three nodes of the demo with its opening played. */
export async function startDemo(options: { readonly pace?: number; readonly scenario?: string } = {}): Promise<Demo> {
  const root = mkdtempSync(join(tmpdir(), "downrung-test-"));
  const { cluster, url, seats, stop } = await start({ root, base: await freeBase(), ...options }, () => {});
  return {
    seats,
    url,
    cluster,
    root,
    halt: stop,
    stop: async () => {
      await stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Cuts the link between Aurelia and Borea, or joins it: the drill's keeper listens below its seats' consoles. */
export async function cutLink(seat: string, is: boolean): Promise<void> {
  const base = Number(new URL(seat).port) - 11;
  const response = await fetch(`http://localhost:${base}/${is ? "cut" : "join"}/aurelia/borea`, { method: "POST" });
  assert.equal(response.ok, true, await response.text());
}
