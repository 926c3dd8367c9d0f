// The hotline: from signing an act to its signed receipt on this side's disk, between two node processes,
// beside what the disk, the wire and the signatures alone would take.

import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPublicKey } from "../src/crypto/keys.ts";
import { sign, verify } from "../src/crypto/sign.ts";
import { freeBase, layOut } from "../src/cli/cluster.ts";
import { demoCompact } from "../src/cli/demo-root.ts";
import { openFolder } from "../src/node/config.ts";
import { lineServer } from "../src/node/http/line-server.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { httpNetwork, realWorld } from "../src/node/real-world.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { text } from "../test/nodes.ts";
import { agreement } from "./acts.ts";
import { figureOf, rowOf, type Row } from "./measure.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const SENDS = 150;
const ROUNDS = 5;

/** Waits until the peer's receipt for this act is in our own ledger. */
function receipted(node: Node, seq: number): Promise<void> {
  const is = (): boolean => node.ledgers().fold.receipts.of("aurelia", seq, "borea").delivered !== undefined;
  return new Promise((resolve) => {
    if (is()) resolve();
    const stop = node.subscribe(() => {
      if (!is()) return;
      stop();
      resolve();
    });
  });
}

async function sendMany(node: Node): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < SENDS; i += 1) {
    const began = performance.now();
    const signed = await node.sign({
      kind: "ask",
      matter: "aurelia-1",
      to: ["borea"],
      marking: "TLP:AMBER",
      body: { question: text("Is it yours?"), override: text("A measurement.") },
    });
    await receipted(node, signed.act.seq);
    times.push((performance.now() - began) * 1000);
    // The checkpoint that follows is not part of the way there and back.
    if (i % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return figureOf(times).median;
}

/** Microseconds of two fdatasyncs, one HTTP round trip to another process, two signatures and two checks. */
async function floorOf(dir: string, port: number): Promise<number> {
  const file = openSync(join(dir, "floor"), "w+");
  const page = randomBytes(512);
  for (let i = 0; i < 4096; i += 1) writeSync(file, page, 0, 512, i * 512);
  const key = agreement.rings["aurelia"]?.act as never;
  const opened = openPublicKey("ed25519", agreement.compact.parties[0]?.keys.act ?? "");
  const message = randomBytes(700);
  const times: number[] = [];
  for (let i = 0; i < SENDS; i += 1) {
    const began = performance.now();
    for (let twice = 0; twice < 2; twice += 1) {
      writeSync(file, page, 0, 512, ((2 * i + twice) % 4096) * 512);
      fdatasyncSync(file);
      verify(message, opened, sign(message, key));
    }
    await roundTrip(port);
    times.push((performance.now() - began) * 1000);
  }
  return figureOf(times).median;
}

const roundTrip = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = randomBytes(1_900);
    const outgoing = request(
      { port, host: "127.0.0.1", method: "POST", headers: { "content-length": body.length } },
      (incoming) => {
        incoming.resume();
        incoming.on("end", () => resolve());
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });

/** A process that answers every POST with nothing, for the bare round trip. */
if (process.argv[2] === "echo") {
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.on("end", () => response.end("ok"));
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
}

export async function hotline(): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), "downrung-bench-"));
  const base = await freeBase();
  layOut({ root, base }, demoCompact(60), null);
  const own = openFolder(join(root, "aurelia"));
  const peer = openFolder(join(root, "borea"));
  // Straight to the peer's line: the drill's wires are not measured.
  const network = httpNetwork({ borea: `http://127.0.0.1:${peer.file.line.port}` });
  const store = openSqlite(own.storePath);
  const node = startNode(openIdentity("aurelia", own.compact, own.keys, own.document), realWorld(store, network));
  const server = lineServer(node, () => {});
  // The peer's envelopes come through its own configuration, which names a wire's port.
  await server.listen({ host: "127.0.0.1", port: Number(new URL(peer.file.peers["aurelia"] ?? "").port) });
  const other = fork(MAIN, ["node", join(root, "borea")], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const echo = fork(fileURLToPath(import.meta.url), ["echo"], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  try {
    const [, port] = await Promise.all([
      new Promise((resolve) => other.once("message", resolve)),
      new Promise<number>((resolve) => echo.once("message", (message) => resolve(Number(message)))),
    ]);
    await sendMany(node);
    const pairs: (readonly [number, number])[] = [];
    for (let round = 0; round < ROUNDS; round += 1) pairs.push([await sendMany(node), await floorOf(root, port)]);
    const beside = "2 fdatasync + 1 HTTP round trip + 2 sign + 2 verify";
    return [
      rowOf("hotline: signed to receipted, durable on both sides", beside, "µs", pairs, { at: "most", ratio: 1.25 }),
    ];
  } finally {
    node.stop();
    other.kill("SIGKILL");
    echo.kill("SIGKILL");
    await server.close();
    network.close();
    store.close();
    rmSync(root, { recursive: true, force: true });
  }
}
