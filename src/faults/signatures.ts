// Signatures in the simulator: all nodes of a run stand in one process and ask for the same ones, acts and
// checkpoints alike. A signature that was found good is not computed again; whether it is good is a pure function
// of message, key and signature. Only this process knows of it: what a node runs stays as it is.

import crypto, { hash, KeyObject } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

const verify = crypto.verify.bind(crypto) as (...asked: readonly unknown[]) => boolean;
const good = new Set<string>();
const names = new WeakMap<KeyObject, Buffer>();

function nameOf(key: KeyObject): Buffer {
  const name = names.get(key) ?? hash("sha256", key.export({ format: "der", type: "spki" }), "buffer");
  names.set(key, name);
  return name;
}

function verifyOnce(...asked: readonly unknown[]): boolean {
  const [algorithm, message, key, signature] = asked;
  const isPlain = algorithm === null && asked.length === 4 && key instanceof KeyObject && key.type === "public";
  if (!isPlain || !(message instanceof Uint8Array) || !(signature instanceof Uint8Array)) return verify(...asked);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const name = hash("sha256", Buffer.concat([nameOf(key), length, message, signature]), "base64url");
  if (good.has(name)) return true;
  const is = verify(...asked);
  if (is) good.add(name);
  return is;
}

crypto.verify = verifyOnce as typeof crypto.verify;
syncBuiltinESMExports();

/** A new run: what another one asked does not come again. */
export const forgetSignatures = (): void => good.clear();
