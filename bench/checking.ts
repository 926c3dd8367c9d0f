// Checking one act of ten fields (parse, ten digests, leaf hash, signature) beside one bare signature check.

import { verify } from "node:crypto";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { isSignedBy, readToken } from "../src/ledger/token.ts";
import { agreement, tenFieldToken } from "./acts.ts";
import { rate, rowOf, type Row } from "./measure.ts";

const { publicKeys, tokens } = prepared();

function prepared() {
  const keys = agreement.compact.parties.find(({ id }) => id === "aurelia");
  return { publicKeys: keys?.keys, tokens: Array.from({ length: 64 }, (_, i) => tenFieldToken(i + 1)) };
}

async function key() {
  const { openPublicKey } = await import("../src/crypto/keys.ts");
  return openPublicKey("ed25519", publicKeys?.act ?? "");
}

/** Checks a second on this thread, ours or the bare signature. */
export async function checksASecond(which: "ours" | "bare", forMs = 150): Promise<number> {
  const signer = await key();
  const bare = tokens.map((token) => {
    const [jwt = ""] = token.split("~");
    const dot = jwt.lastIndexOf(".");
    return { message: Buffer.from(jwt.slice(0, dot)), signature: Buffer.from(jwt.slice(dot + 1), "base64url") };
  });
  let i = 0;
  if (which === "ours") {
    return rate(() => {
      const read = readToken(tokens[i++ % tokens.length] ?? "");
      if (!read.ok || !isSignedBy(read.jwt, signer)) throw new Error("a good act was refused");
    }, forMs);
  }
  return rate(() => {
    const { message, signature } = bare[i++ % bare.length] as (typeof bare)[number];
    if (!verify(null, message, signer, signature)) throw new Error("a good signature was refused");
  }, forMs);
}

const onWorker = (which: "ours" | "bare" = "ours"): Promise<number> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { checks: which } });
    worker.once("message", resolve);
    worker.once("error", reject);
  });

/** Checks a second of two workers together. */
export async function onTwoWorkers(which: "ours" | "bare" = "ours"): Promise<number> {
  const [a, b] = await Promise.all([onWorker(which), onWorker(which)]);
  return a + b;
}

export async function checking(): Promise<readonly Row[]> {
  const pairs: (readonly [number, number])[] = [];
  await checksASecond("ours", 300);
  await checksASecond("bare", 300);
  for (let round = 0; round < 9; round += 1) pairs.push([await checksASecond("ours"), await checksASecond("bare")]);
  const two: (readonly [number, number])[] = [];
  for (let round = 0; round < 3; round += 1) {
    two.push([await onTwoWorkers(), await onWorker()]);
  }
  return [
    rowOf("check one act of ten fields", "one Ed25519 verification", "acts/s", pairs, { at: "least", ratio: 0.85 }),
    rowOf("check on two workers", "the same on one worker", "acts/s", two, { at: "least", ratio: 1.8 }),
  ];
}

const { checks } = (workerData ?? {}) as { readonly checks?: "ours" | "bare" };
if (!isMainThread && checks !== undefined) {
  await checksASecond(checks, 400);
  parentPort?.postMessage(await checksASecond(checks, 1_000));
}
