// Verifier keys: how people pass a note key on (c2sp.org/signed-note). spec/ledger.md

import type { Algorithm } from "../crypto/keys.ts";
import { keyIdOf, SIGNATURE_TYPE, uint32, type NoteKey } from "./note.ts";

const PUBLIC_KEY_BYTES = { ed25519: 32, "ml-dsa-44": 1312 } as const satisfies Record<Algorithm, number>;
const ALGORITHMS = ["ed25519", "ml-dsa-44"] as const satisfies readonly Algorithm[];

const VERIFIER_KEY = /^([^\p{White_Space}+]+)\+[0-9a-f]{8}\+([\w+/=]+)$/u;

/** A verifier key: `<name>+<key id>+<type and public key>`. */
export function printVkey(key: NoteKey): string {
  const typed = Buffer.concat([Buffer.of(SIGNATURE_TYPE[key.algorithm]), Buffer.from(key.publicKey, "base64url")]);
  return `${key.name}+${uint32(keyIdOf(key)).toString("hex")}+${typed.toString("base64")}`;
}

/** The key of a vkey, or undefined when it is malformed, of another type, or its key id is not its own. */
export function parseVkey(vkey: string): NoteKey | undefined {
  const [, name, base64] = VERIFIER_KEY.exec(vkey) ?? [];
  const bytes = Buffer.from(base64 ?? "", "base64");
  const algorithm = ALGORITHMS.find((known) => SIGNATURE_TYPE[known] === bytes[0]);
  if (name === undefined || algorithm === undefined || bytes.length !== 1 + PUBLIC_KEY_BYTES[algorithm])
    return undefined;
  const key = { name, algorithm, publicKey: bytes.toString("base64url", 1) };
  return printVkey(key) === vkey ? key : undefined;
}
