// Deliveries beside the single one: many acts under way at once, and those that waited for a cut link.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTwoWorkers } from "./checking.ts";
import { startPair, type LinePair } from "./line-pair.ts";
import { rowOf, type Row } from "./measure.ts";

const IN_FLIGHT = 64;
/** Turns in one round of the first, and rounds of both: together far below what a node takes of one peer at once. */
const TURNS = 8;
const ROUNDS = 5;
const WAITING = 16;

/** Acts a second, each signed, durable here, sealed, verified, durable there, and receipted here. */
async function many(pair: LinePair): Promise<number> {
  const began = performance.now();
  const oneAfterTheOther = async (): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) await pair.receipted(await pair.sign());
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, oneAfterTheOther));
  return (IN_FLIGHT * TURNS * 1000) / (performance.now() - began);
}

/** Milliseconds from the link's return until all that waited is receipted. */
async function catchUp(pair: LinePair): Promise<number> {
  pair.setCut(true);
  const seqs = await Promise.all(Array.from({ length: WAITING }, pair.sign));
  while (!pair.isCut()) await new Promise((resolve) => setTimeout(resolve, 50));
  // Long enough that the tries are as far apart as they become.
  await new Promise((resolve) => setTimeout(resolve, 3_000 + Math.random() * 1_000));
  const began = performance.now();
  pair.setCut(false);
  await Promise.all(seqs.map(pair.receipted));
  return performance.now() - began;
}

export async function delivering(): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), "downrung-bench-"));
  const pair = await startPair(root, true);
  try {
    await many(pair);
    const rates: [number, number][] = [];
    for (let round = 0; round < ROUNDS; round += 1) rates.push([await many(pair), await onTwoWorkers("bare")]);
    const waits: [number, number][] = [];
    for (let round = 0; round < ROUNDS; round += 1) waits.push([await catchUp(pair), 2_000]);
    return [
      rowOf(
        `${IN_FLIGHT} acts in flight, each verified and receipted`,
        "two workers that only verify",
        "acts/s",
        rates,
        {
          at: "least",
          ratio: 0.85,
        },
      ),
      rowOf(`catch-up of ${WAITING} acts after a cut link`, "2 s", "ms", waits, { at: "most", ratio: 1 }),
    ];
  } finally {
    await pair.stop();
    rmSync(root, { recursive: true, force: true });
  }
}
