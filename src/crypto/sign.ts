// Signatures: Ed25519 (RFC 8032) and ML-DSA-44 (FIPS 204, empty context) through node:crypto.

import { sign as nodeSign, verify as nodeVerify, type KeyObject } from "node:crypto";

const bytes = (message: Uint8Array | string): Uint8Array =>
  typeof message === "string" ? Buffer.from(message, "utf8") : message;

/** Signs with whichever algorithm the key is of: 64 bytes for Ed25519, 2,420 for ML-DSA-44. */
export const sign = (message: Uint8Array | string, key: KeyObject): Buffer => nodeSign(null, bytes(message), key);

/** True when the signature fits. A signature of the wrong length is false, never an error. */
export const verify = (message: Uint8Array | string, key: KeyObject, signature: Uint8Array): boolean =>
  nodeVerify(null, bytes(message), key, signature);
