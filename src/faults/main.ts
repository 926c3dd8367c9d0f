// `npm run faults -- --seeds 1000 [--from 1] [--workers 2] [--json]`, and `--seed N` for one run with its story.

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { runCrowd, sumCounts } from "./crowd.ts";
import { simulate, type Outcome } from "./simulate.ts";

const USAGE = "usage: npm run faults -- [--seeds 1000] [--from 1] [--workers 2] [--json] | --seed N [--json]";

type Wish = {
  readonly seed: number | null;
  readonly from: number;
  readonly seeds: number;
  readonly workers: number;
  readonly json: boolean;
};

function readWish(args: readonly string[]): Wish | undefined {
  const text = { type: "string" } as const;
  const options = { seeds: text, from: text, seed: text, workers: text, json: { type: "boolean" } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    const whole = (value: string | undefined, otherwise: number): number => {
      if (value === undefined) return otherwise;
      if (!/^[1-9]\d{0,8}$/.test(value)) throw new RangeError(value);
      return Number(value);
    };
    return {
      seed: values.seed === undefined ? null : whole(values.seed, 1),
      from: whole(values.from, 1),
      seeds: whole(values.seeds, 1000),
      workers: whole(values.workers, availableParallelism()),
      json: values.json === true,
    };
  } catch {
    return undefined;
  }
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function printProblems({ seed, problems }: Outcome): void {
  const checks = Map.groupBy(problems, ({ check }) => check);
  for (const [check, cases] of checks)
    print(`seed ${seed}: ${check} (${cases.length}): ${cases[0]?.detail.slice(0, 600)}`);
  print(`  npm run faults -- --seed ${seed}`);
}

async function runOne(seed: number, json: boolean): Promise<number> {
  const outcome = await simulate(seed, json ? {} : { show: print });
  if (json) print(JSON.stringify(outcome, null, 2));
  else if (outcome.problems.length > 0) printProblems(outcome);
  else print(`seed ${seed} holds: ${outcome.counts.act} acts, ${outcome.events} events, digest ${outcome.digest}`);
  return outcome.problems.length > 0 ? 1 : 0;
}

async function runMany({ from, seeds, workers, json }: Wish): Promise<number> {
  const started = performance.now();
  let done = 0;
  const outcomes = await runCrowd({
    seeds: Array.from({ length: seeds }, (_, i) => from + i),
    workers,
    onOutcome: (outcome) => {
      done += 1;
      if (json) return;
      if (outcome.problems.length > 0) printProblems(outcome);
      if (done % 100 === 0) print(`${done} of ${seeds}`);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  const failed = outcomes
    .filter(({ problems }) => problems.length > 0)
    .map(({ seed, problems }) => ({ seed, problems }));
  const counts = sumCounts(outcomes);
  const virtualHours = outcomes.reduce((sum, { virtualMs }) => sum + (virtualMs ?? 0), 0) / 3_600_000;
  if (json) print(JSON.stringify({ from, seeds, seconds, virtualHours, counts, failed }, null, 2));
  else {
    print(
      Object.entries(counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(" · "),
    );
    print(
      `${seeds} seeds from ${from}: ${failed.length === 0 ? "all hold" : `${failed.length} FAIL`}; ` +
        `${counts.act} acts, ${virtualHours.toFixed(1)} virtual hours in ${seconds.toFixed(0)} s, ${(seeds / seconds).toFixed(2)} seeds a second`,
    );
  }
  return failed.length > 0 ? 1 : 0;
}

const wish = readWish(process.argv.slice(2));
if (wish === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else process.exitCode = wish.seed === null ? await runMany(wish) : await runOne(wish.seed, wish.json);
