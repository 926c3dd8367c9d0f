// Keys of one party under one compact. Four, so that no key serves two kinds of signature: `act` signs
// acts, `log` signs checkpoints, `witness` cosigns them (ML-DSA-44), `line` vouches for the keys to which
// others seal. spec/ledger.md, spec/seal.md

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

export type KeyUse = "act" | "log" | "witness" | "line";
export type Algorithm = "ed25519" | "ml-dsa-44";

export const ALGORITHM_OF = {
  act: "ed25519",
  log: "ed25519",
  witness: "ml-dsa-44",
  line: "ed25519",
} as const satisfies Record<KeyUse, Algorithm>;

/** Public keys as a compact holds them: raw bytes in base64url. Lengths: 32 bytes, and 1,312 for `witness`. */
export type PublicKeys = Readonly<Record<KeyUse, string>>;

/** Private keys as a node keeps them on disk: PKCS #8 DER in base64url. */
export type PrivateKeys = Readonly<Record<KeyUse, string>>;

export type KeyRing = Readonly<Record<KeyUse, KeyObject>>;

const each = <T>(make: (use: KeyUse) => T): Record<KeyUse, T> => ({
  act: make("act"),
  log: make("log"),
  witness: make("witness"),
  line: make("line"),
});

/** Makes four new key pairs from the system's randomness. */
export function generateKeys(): { readonly publicKeys: PublicKeys; readonly privateKeys: PrivateKeys } {
  const pairs = each((use) =>
    ALGORITHM_OF[use] === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ml-dsa-44"),
  );
  return {
    publicKeys: each((use) => rawPublicKey(pairs[use].publicKey)),
    privateKeys: each((use) => pairs[use].privateKey.export({ format: "der", type: "pkcs8" }).toString("base64url")),
  };
}

/** Private keys ready to sign with. Throws what node:crypto throws when the DER is damaged. */
export const openPrivateKeys = (keys: PrivateKeys): KeyRing =>
  each((use) => createPrivateKey({ key: Buffer.from(keys[use], "base64url"), format: "der", type: "pkcs8" }));

/** Public keys ready to verify with; importing costs up to a third of a verification, so it is done once. */
export const openPublicKeys = (keys: PublicKeys): KeyRing => each((use) => openPublicKey(ALGORITHM_OF[use], keys[use]));

// SubjectPublicKeyInfo prefixes: RFC 8410 for Ed25519, RFC 9881 for ML-DSA-44.
const SPKI_PREFIX = {
  ed25519: Buffer.from("302a300506032b6570032100", "hex"),
  "ml-dsa-44": Buffer.from("30820532300b06096086480165030403110382052100", "hex"),
} as const;

/** A raw public key in base64url made into a key object. Throws when the length does not fit the algorithm. */
export function openPublicKey(algorithm: Algorithm, raw: string): KeyObject {
  const key = Buffer.concat([SPKI_PREFIX[algorithm], Buffer.from(raw, "base64url")]);
  return createPublicKey({ key, format: "der", type: "spki" });
}

/** The raw public key in base64url. */
export function rawPublicKey(key: KeyObject): string {
  const der = key.export({ format: "der", type: "spki" });
  const algorithm: Algorithm = key.asymmetricKeyType === "ed25519" ? "ed25519" : "ml-dsa-44";
  return der.subarray(SPKI_PREFIX[algorithm].length).toString("base64url");
}
