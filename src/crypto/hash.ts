// SHA-256 as every digest in the protocol uses it. spec/ledger.md

import { hash } from "node:crypto";

/** SHA-256 of bytes, or of a string as UTF-8: 32 bytes. */
export const sha256 = (data: Uint8Array | string): Buffer => hash("sha256", data, "buffer");

/** SHA-256 of bytes, or of a string as UTF-8: 43 characters of base64url without padding. */
export const sha256Base64url = (data: Uint8Array | string): string => hash("sha256", data, "base64url");
