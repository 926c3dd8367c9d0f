// Three parties as three processes, for the tests of a file: laid out before the first, stopped after the last.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { clientOf, type Client } from "../src/cli/client.ts";
import { freeBase, layOut, startCluster, type Cluster } from "../src/cli/cluster.ts";
import { demoCompact } from "../src/cli/demo-root.ts";

export type ThreeNodes = {
  readonly root: string;
  /** Once the tests run. */
  readonly cluster: () => Cluster;
  readonly at: (party: string) => Client;
};

/** The demo compact's parties under a fresh folder; its clocks run `pace` times as fast as written. */
export function threeNodes(name: string, pace = 60): ThreeNodes {
  const root = mkdtempSync(join(tmpdir(), `downrung-${name}-`));
  let running: Cluster | undefined;
  const cluster = (): Cluster => {
    assert.ok(running, "the nodes have not started");
    return running;
  };
  before(async () => {
    const document = demoCompact(pace);
    layOut({ root, base: await freeBase() }, document, null);
    running = await startCluster(root, Object.keys(document.parties));
  });
  after(async () => {
    await running?.stop();
    rmSync(root, { recursive: true, force: true });
  });
  return { root, cluster, at: (party) => clientOf(cluster().member(party).url) };
}
