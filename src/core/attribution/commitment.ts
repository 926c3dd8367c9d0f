// What binds a party to an item before anyone sees it. The opening has everything that the item is; the
// commitment is its digest behind a salt, so that nobody finds by trying what has not been opened.
// spec/attribution.md

import { Type, type Static } from "typebox";
import { Digest, InstantText, LANGUAGES, LIMITS, type MatterId, type PartyId } from "../kernel/act.ts";
import type { Custody } from "../kernel/attribution.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import { LINE_PATTERN } from "../kernel/one-line.ts";
import { digestOf } from "../kernel/sha256.ts";

/** Who held it from when on, and the digest of what was held. */
export const CustodyStep = Type.Object(
  {
    holder: Type.String({ minLength: 1, maxLength: LIMITS.titleCharacters, pattern: LINE_PATTERN }),
    at: InstantText,
    hash: Digest,
  },
  { additionalProperties: false },
);
export type CustodyStep = Static<typeof CustodyStep>;

export const Opening = Type.Object(
  {
    /** Thirty-two bytes of chance. */
    salt: Digest,
    digest: Digest,
    custody: Type.Array(CustodyStep, { maxItems: LIMITS.custodySteps }),
    /** What the item is and shows, in a few words: an opening has to fit under a seal. */
    about: Type.Object(
      { lang: Type.Enum(LANGUAGES), text: Type.String({ minLength: 1, maxLength: LIMITS.paragraphCharacters }) },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type Opening = Static<typeof Opening>;

/** Whose item it is: a commitment that is copied into another's list opens there to nothing. */
type ItemPlace = { readonly matter: MatterId; readonly by: PartyId; readonly name: string };

export const commitmentTo = ({ matter, by, name }: ItemPlace, { salt, digest, custody, about }: Opening): string =>
  digestOf(
    `downrung/1 evidence\n${JSON.stringify([
      salt,
      matter,
      by,
      name,
      digest,
      custody.map(({ holder, at, hash }) => [holder, at, hash]),
      about.lang,
      about.text,
    ])}`,
  );

/** Each holder took it over no earlier than the one before, and none later than this was said. */
export function runsForward(custody: readonly CustodyStep[], until: Instant): boolean {
  const times = custody.map(({ at }) => parseInstant(at) ?? Infinity);
  return times.every((time, i) => time <= until && (times[i - 1] ?? 0) <= time);
}

export const custodyOf = (steps: readonly CustodyStep[]): readonly Custody[] =>
  steps.map(({ holder, at, hash }) => ({ holder, at: parseInstant(at) ?? 0, hash }));

export const opensCommitment = (place: ItemPlace, opening: Opening, commitment: string): boolean =>
  commitmentTo(place, opening) === commitment;
