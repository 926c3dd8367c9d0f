// Signing an act: what its author does once. Reading is token.ts. spec/act.md

import { createHmac, type KeyObject } from "node:crypto";
import canonicalize from "canonicalize";
import type { Act } from "../core/kernel/act.ts";
import { printInstant } from "../core/kernel/instant.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { sign } from "../crypto/sign.ts";
import { HEADER, idOf, type Mode } from "./token.ts";

/** The salt of a field: HMAC-SHA-256 of its name under the act's seed, cut to 16 bytes. */
export const saltOf = (seed: Uint8Array, name: string): string =>
  createHmac("sha256", seed).update(name).digest().subarray(0, 16).toString("base64url");

const spell = (value: unknown): string => Buffer.from(canonicalize(value) ?? "").toString("base64url");

/** Chance and fields from which a token's disclosures and payload follow. */
type TokenParts = { readonly mode: Mode; readonly seed: Uint8Array };

/** What the author signs, and the disclosures that stand beside it. */
function spellAct(act: Omit<Act, "id">, { mode, seed }: TokenParts): { input: string; disclosures: readonly string[] } {
  const { at, body, by, compact, kind, marking, matter, prev, seen, seq, to } = act;
  const disclosures = Object.keys(body)
    .sort()
    .map((name) => spell([saltOf(seed, name), name, body[name]]));
  const digests = disclosures.map((disclosure) => sha256Base64url(disclosure)).sort();
  const input = `${HEADER[mode]}.${spell({
    _sd: digests,
    at: printInstant(at),
    by,
    compact,
    kind,
    marking,
    matter,
    prev,
    seen,
    seq,
    to,
  })}`;
  return { input, disclosures };
}

/** The very token that its author made, from fields, seed and signature. Whether it is signed so is the door's to say. */
export function rebuildToken(
  act: Omit<Act, "id">,
  { signature, ...parts }: TokenParts & { readonly signature: Uint8Array },
): string {
  const { input, disclosures } = spellAct(act, parts);
  return [`${input}.${Buffer.from(signature).toString("base64url")}`, ...disclosures, ""].join("~");
}

/**
 * Signs an act. `seed` is 16 bytes of chance: with it and the fields anyone can rebuild the very same
 * token. Gives the token (JWT and all disclosures) and the act's id.
 */
export function signToken(
  act: Omit<Act, "id">,
  { key, ...parts }: TokenParts & { readonly key: KeyObject },
): { readonly token: string; readonly id: string } {
  const { input, disclosures } = spellAct(act, parts);
  const jwt = `${input}.${sign(input, key).toString("base64url")}`;
  return { token: [jwt, ...disclosures, ""].join("~"), id: idOf(jwt) };
}
