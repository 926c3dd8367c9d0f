// Many seeds on several cores.

import { Worker } from "node:worker_threads";
import type { MutantName } from "./mutants.ts";
import { COUNTS, type Count } from "./notes.ts";
import type { Outcome } from "./simulate.ts";
import type { Task } from "./worker.ts";

export type Crowd = {
  readonly seeds: readonly number[];
  readonly workers: number;
  readonly mutant?: MutantName;
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Ends the run early, with what there is. */
  readonly enough?: (outcome: Outcome) => boolean;
};

/** Runs every seed once; the outcomes come in the order in which they end. */
export async function runCrowd({ seeds, workers, mutant, onOutcome, enough }: Crowd): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const rest = [...seeds];
  let stopped = false;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./worker.ts", import.meta.url));
      const next = (): void => {
        const seed = stopped ? undefined : rest.shift();
        if (seed === undefined) void worker.terminate().then(() => resolve());
        else worker.postMessage({ seed, mutant: mutant ?? null } satisfies Task);
      };
      worker.on("error", reject);
      worker.on("message", (outcome: Outcome) => {
        outcomes.push(outcome);
        onOutcome?.(outcome);
        if (enough?.(outcome) === true) stopped = true;
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(workers, seeds.length) }, one));
  return outcomes;
}

/** What happened in all runs together. */
export function sumCounts(outcomes: readonly Outcome[]): Record<Count, number> {
  const sum = (name: Count): number => outcomes.reduce((total, { counts }) => total + (counts?.[name] ?? 0), 0);
  return Object.fromEntries(COUNTS.map((name) => [name, sum(name)])) as Record<Count, number>;
}
