// The engine of the model check beside SPIN (safety alone) and Rumur (safety and the way down) on one model,
// whole processes in turn. Where a tool is not installed its row says so instead of a figure.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { notInstalled, rowOf, type Row } from "./measure.ts";
import { murphi, promela, type Size } from "./modelcheck-ladder.ts";

const RUN = fileURLToPath(new URL("modelcheck-run.ts", import.meta.url));

/** The model of the comparison: 1,943,346 states and 13,069,215 transitions. */
const SIZE: Size = { parties: 3, rungs: 7, ticks: 6 };
const ROUNDS = 1;

type Ran = { readonly seconds: number; readonly peakMib: number; readonly states: number };

const isInstalled = (tool: string): boolean => spawnSync("which", [tool]).status === 0;

/** One whole process: its wall time, its peak memory and the number of states that it says it found. */
function run(dir: string, command: readonly string[], states: RegExp): Ran {
  const peak = join(dir, "peak");
  const began = performance.now();
  const done = spawnSync("time", ["-o", peak, "-f", "%M", ...command], {
    cwd: dir,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const seconds = (performance.now() - began) / 1000;
  if (done.status !== 0) throw new Error(`${command[0]} ended with ${done.status}: ${done.stderr}`);
  const found = states.exec(done.stdout)?.[1]?.replaceAll(",", "") ?? "";
  return { seconds, peakMib: Number(readFileSync(peak, "utf8").trim()) / 1024, states: Number(found) };
}

const built = (dir: string, command: string, args: readonly string[]): void => {
  const done = spawnSync(command, args, { cwd: dir, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (done.status !== 0) throw new Error(`${command} ended with ${done.status}: ${done.stderr}`);
};

export function modelcheck(): readonly Row[] {
  const dir = mkdtempSync(join(tmpdir(), "downrung-modelcheck-"));
  try {
    return ["time", "gcc"].every(isInstalled) ? rowsIn(dir) : [notInstalled("model check", ["time", "gcc"], "s")];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function rowsIn(dir: string): readonly Row[] {
  const ours = (): Ran =>
    run(dir, [process.execPath, RUN, ...[SIZE.parties, SIZE.rungs, SIZE.ticks].map(String)], /"states":(\d+)/);
  const spin = isInstalled("spin") ? buildSpin(dir) : null;
  const rumur = isInstalled("rumur") ? buildRumur(dir) : null;
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ours: ours(),
    spin: spin?.() ?? null,
    rumur: rumur?.() ?? null,
  }));
  const beside = (tool: "spin" | "rumur", figure: "seconds" | "peakMib"): readonly (readonly [number, number])[] =>
    rounds.flatMap((round) => {
      const limit = round[tool];
      return limit === null ? [] : [[round.ours[figure], limit[figure]] as const];
    });
  for (const round of rounds) agree(round.ours, round.spin, round.rumur);
  const what = `model check, ${rounds[0]?.ours.states.toLocaleString("en") ?? ""} states, all properties`;
  return [
    spin === null
      ? notInstalled(what, ["spin"], "s")
      : rowOf(what, "SPIN, safety alone", "s", beside("spin", "seconds"), { at: "most", ratio: 0.8 }),
    rumur === null
      ? notInstalled(what, ["rumur"], "s")
      : rowOf(what, "Rumur with the way down", "s", beside("rumur", "seconds"), { at: "most", ratio: 0.15 }),
    spin === null
      ? notInstalled("model check, peak memory", ["spin"], "MiB")
      : rowOf("model check, peak memory", "SPIN", "MiB", beside("spin", "peakMib"), { at: "most", ratio: 2 }),
  ];
}

/** SPIN counts the state before its initial step as one more. */
function agree(ours: Ran, spin: Ran | null, rumur: Ran | null): void {
  const wrong = [spin === null ? ours.states : spin.states - 1, rumur?.states ?? ours.states].find(
    (states) => states !== ours.states,
  );
  if (wrong !== undefined) throw new Error(`the tools count ${wrong} states where the engine counts ${ours.states}`);
}

function buildSpin(dir: string): () => Ran {
  writeFileSync(join(dir, "ladder.pml"), promela(SIZE));
  built(dir, "spin", ["-a", "ladder.pml"]);
  built(dir, "gcc", ["-O3", "-DSAFETY", "-DNOREDUCE", "-w", "-o", "pan", "pan.c"]);
  return () => run(dir, ["./pan", "-m1000000", "-w22"], /(\d+) states, stored/);
}

function buildRumur(dir: string): () => Ran {
  writeFileSync(join(dir, "ladder.m"), murphi(SIZE));
  // Where all is resolved the model rests in itself, which is no deadlock.
  built(dir, "rumur", ["--threads", "1", "--deadlock-detection", "stuck", "--output", "rumur.c", "ladder.m"]);
  built(dir, "gcc", ["-O3", "-w", "-mcx16", "-o", "rumur-check", "rumur.c", "-lpthread", "-latomic"]);
  return () => run(dir, ["./rumur-check"], /Explored:\s+([\d,]+) states/);
}
