// The hotline: from signing an act to its signed receipt on this side's disk, between two node processes,
// beside what disk, wire and cipher alone would take, and beside programs that carry things between two
// places, each of them measured in turn in one run.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FLOOR, startFloor } from "./floor.ts";
import { startPair, type LinePair } from "./line-pair.ts";
import { figureOf, notInstalled, rowOf, type Row } from "./measure.ts";
import { DELIVERIES, type Peer, type StartPeer } from "./peer.ts";
import { startPostfix } from "./peer-postfix.ts";
import { startPostgres } from "./peer-postgres.ts";
import { startProsody } from "./peer-prosody.ts";

const ROUNDS = 5;
const NAME = "hotline: signed to receipted, durable on both sides";

type Neighbour = {
  readonly program: string;
  readonly beside: string;
  readonly start: StartPeer;
  readonly most: number;
};

const NEIGHBOURS: readonly Neighbour[] = [
  {
    program: "postgresql",
    beside: "PostgreSQL, synchronous standby (no signature, no sealing)",
    start: startPostgres,
    most: 1.3,
  },
  { program: "postfix", beside: "Postfix to Postfix, one way, kept on both", start: startPostfix, most: 0.2 },
  { program: "prosody", beside: "Prosody to Prosody with receipt (keeps nothing)", start: startProsody, most: 2 },
];

async function sendMany(pair: LinePair): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < DELIVERIES; i += 1) {
    const began = performance.now();
    await pair.receipted(await pair.sign());
    times.push((performance.now() - began) * 1000);
    // The checkpoint that follows is not part of the way there and back.
    if (i % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return figureOf(times).median;
}

export async function hotline(): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), "downrung-bench-"));
  const stops: (() => Promise<void> | void)[] = [];
  try {
    const pair = await startPair(join(root, "nodes"), false);
    stops.push(pair.stop);
    const floor = await startFloor(root);
    stops.push(floor.stop);
    const peers: (Peer | null)[] = [];
    for (const { start } of NEIGHBOURS) {
      const peer = await start(root);
      if (peer !== null) stops.push(peer.stop);
      peers.push(peer);
    }
    await sendMany(pair);
    const pairs: [number, number][] = [];
    const three: [number, number][] = [];
    const beside = peers.map((): [number, number][] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      const ours = await sendMany(pair);
      pairs.push([ours, await floor.median()]);
      three.push([ours, await floor.withThree()]);
      for (const [i, peer] of peers.entries()) if (peer !== null) beside[i]?.push([ours, await peer.median()]);
    }
    return [
      rowOf(NAME, FLOOR, "µs", pairs, { at: "most", ratio: 1.25 }),
      rowOf(NAME, `the same with the third fdatasync, that of the act before it is sent`, "µs", three, null),
      ...NEIGHBOURS.map(({ program, beside: words, most }, i) =>
        peers[i] === null
          ? notInstalled(`${NAME}, beside ${program}`, [program], "µs")
          : rowOf(NAME, words, "µs", beside[i] ?? [], { at: "most", ratio: most }),
      ),
    ];
  } finally {
    for (const stop of stops.toReversed()) await stop();
    rmSync(root, { recursive: true, force: true });
  }
}
