// Two hundred seeds of the real node in a world that fails, and the proof that the checkers would notice
// if something were wrong.

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { runCrowd, sumCounts } from "./crowd.ts";
import type { MutantName } from "./mutants.ts";
import { COUNTS } from "./notes.ts";
import { simulate, type Outcome } from "./simulate.ts";

const SEEDS = 200;
const workers = Math.min(8, availableParallelism());

const seedsFrom = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => from + i);

const describe = ({ seed, problems }: Outcome): string =>
  `npm run faults -- --seed ${seed}: ${problems.map(({ check, detail }) => `${check} (${detail.slice(0, 200)})`).join("; ")}`;

test("two hundred seeds lose nothing, double nothing and leave all nodes equal, and every kind of fault happens", async () => {
  const outcomes = await runCrowd({ seeds: seedsFrom(1, SEEDS), workers });
  const failed = outcomes.filter(({ problems }) => problems.length > 0);
  assert.deepEqual(failed.map(describe), []);
  assert.equal(outcomes.length, SEEDS);
  const counts = sumCounts(outcomes);
  const never = COUNTS.filter((name) => counts[name] === 0);
  assert.deepEqual(never, [], "a fault that never happened tests nothing");
});

test("one seed is one run", async () => {
  const first = await simulate(8);
  const second = await simulate(8);
  assert.equal(second.digest, first.digest);
  assert.deepEqual(second, first);
  assert.notEqual((await simulate(9)).digest, first.digest);
});

/** Runs a broken world until a checker complains, and says which. */
async function caughtBy(mutant: MutantName): Promise<readonly string[]> {
  const caught = new Set<string>();
  const enough = (outcome: Outcome): boolean => {
    for (const { check } of outcome.problems) caught.add(check);
    return caught.size > 0;
  };
  await runCrowd({ seeds: seedsFrom(1, 24), workers, mutant, enough });
  return [...caught];
}

const catches = (name: string, mutant: MutantName, check: RegExp): void => {
  test(name, async () => {
    const caught = await caughtBy(mutant);
    assert.match(caught.join("; "), check);
  });
};

catches("a disk that lies about saving is caught", "lying-disk", /nothing that was signed is lost|one act at one seq/);
catches("a wire that rewrites acts is caught", "rewriting-wire", /every act is on every node/);
catches("a node that receipts what it did not keep is caught", "lying-receipts", /every act is on every node/);
catches(
  "a node that believes every signature is caught",
  "credulous",
  /only what its author signed is stored|accused|evidence proves a fork/,
);
catches(
  "a node that keeps no evidence of a forked tongue is caught",
  "forgetful-of-forks",
  /a forked tongue is found out/,
);
catches("a node that misses its deadlines is caught", "deaf-to-time", /deadline/);
catches("a node that signs one wish twice is caught", "doubled-acts", /nothing is doubled/);
catches("relays that throw away what they took are caught", "lying-relay", /a relay brings acts and receipts/);
