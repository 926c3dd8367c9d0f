// One durable signed act beside the disk and the signatures that it needs.

import { fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sign, verify } from "../src/crypto/sign.ts";
import { openPublicKey } from "../src/crypto/keys.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { nodeAlone, text, type Bench } from "../test/nodes.ts";
import { agreement } from "./acts.ts";
import { medianOf, rowOf, type Row } from "./measure.ts";

const ask = {
  kind: "ask",
  matter: "aurelia-1",
  to: ["borea"],
  marking: "TLP:AMBER",
  body: { question: text("Is it yours?") },
} as const;

/** An fdatasync of 512 bytes in a file that is written already, one signature and one verification. */
function bareWork(dir: string): () => void {
  const file = openSync(join(dir, "raw"), "w+");
  const page = randomBytes(512);
  for (let i = 0; i < 4096; i += 1) writeSync(file, page, 0, 512, i * 512);
  fdatasyncSync(file);
  const message = randomBytes(700);
  const publicKey = agreement.compact.parties.find(({ id }) => id === "aurelia")?.keys.act ?? "";
  const opened = openPublicKey("ed25519", publicKey);
  const key = agreement.rings["aurelia"]?.act as never;
  let place = 0;
  return () => {
    writeSync(file, page, 0, 512, (place++ % 4096) * 512);
    fdatasyncSync(file);
    verify(message, opened, sign(message, key));
  };
}

export async function appending(): Promise<readonly Row[]> {
  const dir = mkdtempSync(join(tmpdir(), "downrung-bench-"));
  const bench: Bench = nodeAlone("aurelia", agreement, openSqlite(join(dir, "store.sqlite")));
  const override = { ...ask, body: { ...ask.body, override: text("A measurement.") } };
  try {
    const bare = bareWork(dir);
    const ours = () => bench.node.sign(override);
    await medianOf(200, ours);
    const pairs: (readonly [number, number])[] = [];
    for (let round = 0; round < 7; round += 1) pairs.push([await medianOf(200, ours), await medianOf(200, bare)]);
    return [rowOf("one durable signed act", "fdatasync + sign + verify", "µs", pairs, { at: "most", ratio: 1.25 })];
  } finally {
    bench.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
