// One thread of a crowd of seeds: takes a seed, runs it, says how it ended, takes the next.

import { parentPort } from "node:worker_threads";
import { MUTANTS, type MutantName } from "./mutants.ts";
import { simulate, type Outcome } from "./simulate.ts";

export type Task = { readonly seed: number; readonly mutant: MutantName | null };

const port = parentPort;
if (port === null) throw new Error("worker.ts runs in a worker thread");

const failed = (seed: number, error: unknown): Pick<Outcome, "seed" | "problems"> => ({
  seed,
  problems: [
    {
      check: "the simulator itself runs",
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    },
  ],
});

port.on("message", ({ seed, mutant }: Task) => {
  simulate(seed, mutant === null ? {} : { mutant: MUTANTS[mutant]() }).then(
    (outcome) => port.postMessage(outcome),
    (error: unknown) => port.postMessage(failed(seed, error)),
  );
});
