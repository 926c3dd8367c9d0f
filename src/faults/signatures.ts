// Signatures in the simulator: all nodes of a run stand in one process and verify the same ones, acts, sessions and
// checkpoints alike. What this process signed, or found good once, is not computed again: whether a signature is
// good is a pure function of message, key and signature. A node knows nothing of it.

import crypto, { createPublicKey, hash, KeyObject } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

type Call<T> = (...asked: readonly unknown[]) => T;

const sign = crypto.sign.bind(crypto) as Call<unknown>;
const verify = crypto.verify.bind(crypto) as Call<boolean>;
const good = new Set<string>();
const names = new WeakMap<KeyObject, Buffer>();

/** One name for the two halves of a pair. */
function pairName(key: KeyObject): Buffer {
  const known = names.get(key);
  if (known !== undefined) return known;
  const half = key.type === "private" ? createPublicKey(key) : key;
  const name = hash("sha256", half.export({ format: "der", type: "spki" }), "buffer");
  names.set(key, name);
  return name;
}

/** Undefined for whatever is no plain Ed25519 or ML-DSA signature over bytes. */
function nameOf(algorithm: unknown, message: unknown, key: unknown, signature: unknown): string | undefined {
  if (algorithm !== null || !(key instanceof KeyObject)) return undefined;
  if (!(message instanceof Uint8Array) || !(signature instanceof Uint8Array)) return undefined;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  return hash("sha256", Buffer.concat([pairName(key), length, message, signature]), "base64url");
}

crypto.sign = ((...asked: readonly unknown[]) => {
  const [algorithm, message, key] = asked;
  const signature = sign(...asked);
  const name = nameOf(algorithm, message, key, signature);
  if (name !== undefined) good.add(name);
  return signature;
}) as typeof crypto.sign;

crypto.verify = (...asked: readonly unknown[]): boolean => {
  const [algorithm, message, key, signature] = asked;
  const name = nameOf(algorithm, message, key, signature);
  if (name !== undefined && good.has(name)) return true;
  const is = verify(...asked);
  if (is && name !== undefined) good.add(name);
  return is;
};

syncBuiltinESMExports();

/** A new run: what another one asked does not come again. */
export const forgetSignatures = (): void => good.clear();
