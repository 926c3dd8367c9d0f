// Hello: two nodes that have never met tell each other the key to seal to. It is public, signed by the
// party's `line` key from the compact, and says nothing else. spec/seal.md

import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import type { KeyObject } from "node:crypto";
import { DIGEST_PATTERN, PARTY_PATTERN, type PartyId } from "../core/kernel/act.ts";
import { AnnouncedKey, announcementText, type Announcement } from "../core/line/line-key.ts";
import { sign, verify } from "../crypto/sign.ts";

export const HELLO_LIMITS = { bytes: 4 * 1024 } as const;

const Hello = Type.Object(
  {
    downrung: Type.Literal("hello/1"),
    compact: Type.String({ pattern: DIGEST_PATTERN }),
    party: Type.String({ pattern: PARTY_PATTERN }),
    ...AnnouncedKey,
  },
  { additionalProperties: false },
);
export type Hello = Static<typeof Hello>;

const isHello = Compile(Hello);

/** The party's word that this is its key. */
export const proofOf = (
  compact: string,
  party: PartyId,
  announcement: Omit<Announcement, "proof">,
  lineKey: KeyObject,
): string => sign(announcementText(compact, party, announcement), lineKey).toString("base64url");

export const isProven = (compact: string, party: PartyId, said: Announcement, lineKey: KeyObject): boolean =>
  verify(announcementText(compact, party, said), lineKey, Buffer.from(said.proof, "base64url"));

export function printHello(compact: string, party: PartyId, said: Announcement): string {
  // What is known from an act says more of it than a hello may.
  const { number, key, from, until, relays, proof } = said;
  return JSON.stringify({
    downrung: "hello/1",
    compact,
    party,
    number,
    key,
    from,
    until,
    relays,
    proof,
  } satisfies Hello);
}

/** Reads a hello; undefined when it is none. Its proof is still to be checked. */
export function readHello(
  text: string,
): { readonly compact: string; readonly party: PartyId; readonly said: Announcement } | undefined {
  if (text.length > HELLO_LIMITS.bytes) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isHello.Check(value)) return undefined;
    const { downrung: _, compact, party, ...said } = value;
    return { compact, party, said };
  } catch {
    return undefined;
  }
}
