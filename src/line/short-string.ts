// What two people read to each other over another way, to know that both nodes hold the same keys. Each
// side first says six digits of chance, then both read the same five groups of three. The chance is spoken
// when the keys are fixed, so that nobody can have looked for two sets of keys that read alike.
// spec/pairing.md

import canonicalize from "canonicalize";
import type { PartyId } from "../core/kernel/act.ts";
import { sha256, sha256Base64url } from "../crypto/hash.ts";
import type { PublicKeys } from "../crypto/keys.ts";

const CHALLENGE_DIGITS = 6;
const GROUP_DIGITS = 3;
const GROUPS = 5;

const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

const inDigits = (bytes: Uint8Array, digits: number): string =>
  (number(bytes) % 10n ** BigInt(digits)).toString().padStart(digits, "0");

/** Digits as people read them aloud: three at a time. */
export const grouped = (digits: string): string =>
  digits.match(new RegExp(`.{1,${GROUP_DIGITS}}`, "g"))?.join(" ") ?? "";

/** Six digits from 16 random bytes. */
export const challengeOf = (chance: Uint8Array): string => inDigits(chance, CHALLENGE_DIGITS);

/** Digits as a person typed them, with spaces or without; undefined when they are not so many. */
export function readDigits(typed: string, digits: number): string | undefined {
  const read = typed.replaceAll(/[\s.-]/g, "");
  return new RegExp(`^[0-9]{${digits}}$`).test(read) ? read : undefined;
}

export const readChallenge = (typed: string): string | undefined => readDigits(typed, CHALLENGE_DIGITS);
export const readShortString = (typed: string): string | undefined => readDigits(typed, GROUP_DIGITS * GROUPS);

type Side = { readonly party: PartyId; readonly challenge: string };

/** The fifteen digits: the same at both sides when both hold the same subject and heard each other rightly. */
export function shortString(subject: string, one: Side, other: Side): string {
  const sides = [one, other].toSorted((a, b) => (a.party < b.party ? -1 : 1));
  const said = sides.flatMap(({ party, challenge }) => [party, challenge]);
  return inDigits(sha256(["downrung/1 read aloud", subject, ...said, ""].join("\n")), GROUP_DIGITS * GROUPS);
}

/** What is read aloud when a party's keys change: the compact, whose keys, those before and those after. */
export const keyChangeSubject = (compact: string, party: PartyId, before: PublicKeys, after: PublicKeys): string =>
  sha256Base64url(`downrung/1 change of keys\n${canonicalize({ after, before, compact, party }) ?? ""}`);
