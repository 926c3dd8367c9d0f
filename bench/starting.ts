// How soon a node answers, and what it holds in memory when idle.

import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freeBase, layOut } from "../src/cli/cluster.ts";
import { demoCompact } from "../src/cli/demo-root.ts";
import { rowOf, type Row } from "./measure.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

export async function starting(): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), "downrung-bench-"));
  layOut({ root, base: await freeBase() }, demoCompact(), null);
  const starts: (readonly [number, number])[] = [];
  const memory: (readonly [number, number])[] = [];
  try {
    for (let round = 0; round < 5; round += 1) {
      const began = performance.now();
      const child = fork(MAIN, ["node", join(root, "cassia")], {
        execArgv: [],
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
      await new Promise((resolve) => child.once("message", resolve));
      starts.push([performance.now() - began, 1_000]);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8"))?.[1];
      memory.push([Number(resident) / 1024, 150]);
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return [
    rowOf("node start", "1 s", "ms", starts.slice(1), { at: "most", ratio: 1 }),
    rowOf("node idle, resident", "150 MB", "MB", memory, { at: "most", ratio: 1 }),
  ];
}
