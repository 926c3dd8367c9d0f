// The private keys in a node's folder, `keys.json`: the set that it began with, and beside it those made since,
// of which the others are told before they count. The old stay: they still open what is under way, and a
// node that was lost still knows no others. spec/pairing.md

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { generateKeys, type PublicKeys } from "../crypto/keys.ts";
import { ConfigError } from "./config-error.ts";
import type { Identity, KeyFile } from "./identity.ts";

/** More sets than a party may ever adopt are not kept. */
const MOST_SETS = 128;

/** Makes a new set of keys in the folder, durable when it returns, and gives the public parts. Throws ConfigError. */
export function makeKeys(dir: string, identity?: Pick<Identity, "learnKeys">): PublicKeys {
  const { publicKeys, privateKeys } = generateKeys();
  const path = join(dir, "keys.json");
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as KeyFile) : null;
  const next = [...(known?.next ?? []), privateKeys];
  if (next.length > MOST_SETS) throw new ConfigError(`${path} holds ${MOST_SETS} sets of new keys; put some aside`);
  const file: KeyFile = known === null ? privateKeys : { ...known, next };
  // Beside the old file first: a machine that stops now has the one or the other.
  const beside = `${path}.new`;
  const descriptor = openSync(beside, "w", 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(file, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, path);
  identity?.learnKeys(privateKeys);
  return publicKeys;
}
