// What the hotline cannot do without: the disk twice, the wire there and back, two signatures made and
// checked, a letter sealed and opened each way. Nothing of ours in it but the keys.

import { fork } from "node:child_process";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPublicKey } from "../src/crypto/keys.ts";
import { sign, verify } from "../src/crypto/sign.ts";
import { agreement } from "./acts.ts";
import { medianOf } from "./measure.ts";
import { DELIVERIES } from "./peer.ts";

/** A letter with one act and its answer are as long as the 4 KiB class. */
const SEALED = 4 * 1024;
const NONCE = Buffer.alloc(12);

/** Seals a text with AES-256-GCM and opens it again. */
export function sealAndOpen(key: Buffer, text: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, NONCE);
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const decipher = createDecipheriv("aes-256-gcm", key, NONCE);
  decipher.setAuthTag(cipher.getAuthTag());
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

export const FLOOR = "2 fdatasync + 1 HTTP round trip + 2 sign + 2 verify + 2 seal + 2 open";

export type Floor = {
  /** Median microseconds of the whole. */
  readonly median: () => Promise<number>;
  /** The same with the disk waited for three times. */
  readonly withThree: () => Promise<number>;
  readonly stop: () => void;
};

/** A process that answers every POST with as many bytes, for the bare round trip. */
if (process.argv[2] === "echo") {
  const answer = randomBytes(SEALED);
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.on("end", () => response.end(answer));
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
}

export async function startFloor(dir: string): Promise<Floor> {
  const echo = fork(fileURLToPath(import.meta.url), ["echo"], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const port = await new Promise<number>((resolve) => echo.once("message", (message) => resolve(Number(message))));
  const file = openSync(join(dir, "floor"), "w+");
  const page = randomBytes(512);
  for (let i = 0; i < 4096; i += 1) writeSync(file, page, 0, 512, i * 512);
  fdatasyncSync(file);
  const key = agreement.rings["aurelia"]?.act as never;
  const opened = openPublicKey("ed25519", agreement.compact.parties[0]?.keys.act ?? "");
  const [message, secret, text] = [randomBytes(700), randomBytes(32), randomBytes(SEALED)];
  let place = 0;
  const sync = (): void => {
    writeSync(file, page, 0, 512, (place++ % 4096) * 512);
    fdatasyncSync(file);
  };
  const once = async (syncs: number): Promise<void> => {
    for (let i = 0; i < syncs; i += 1) sync();
    for (let twice = 0; twice < 2; twice += 1) {
      verify(message, opened, sign(message, key));
      sealAndOpen(secret, text);
    }
    await roundTrip(port);
  };
  return {
    median: () => medianOf(DELIVERIES, () => once(2)),
    withThree: () => medianOf(DELIVERIES, () => once(3)),
    stop: () => void echo.kill("SIGKILL"),
  };
}

const LETTER = randomBytes(SEALED);

const roundTrip = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { port, host: "127.0.0.1", method: "POST", headers: { "content-length": LETTER.length } };
    const outgoing = request(options, (incoming) => {
      incoming.resume();
      incoming.on("end", () => resolve());
    });
    outgoing.on("error", reject);
    outgoing.end(LETTER);
  });
