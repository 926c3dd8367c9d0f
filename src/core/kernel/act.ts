// An act: one signed statement by one party. This is its data after the door has checked the token;
// the token itself is src/ledger/token.ts. spec/act.md

import { Type, type Static } from "typebox";
import { INSTANT_PATTERN, type Instant } from "./instant.ts";

export type PartyId = string;
export type ActId = string;
export type MatterId = string;

/** Limits at the door. spec/act.md, "Limits". */
export const LIMITS = {
  actBytes: 64 * 1024,
  attachmentBytes: 25 * 1024 * 1024,
  bodyFields: 24,
  parties: 32,
  textCharacters: 8_000,
  titleCharacters: 120,
  listItems: 32,
  questionsOpen: 8,
  questionsInAll: 256,
  disputesEach: 64,
  noticesInAll: 64,
  proposalsOpen: 4,
  proposalsEach: 64,
  commentsEach: 64,
  measuresEach: 16,
  extensionsEach: 4,
  positionsEach: 16,
  notesInAll: 256,
  draftsInAll: 32,
  paragraphs: 24,
  paragraphCharacters: 1_500,
  offersEach: 16,
  matchesInAll: 32,
  sittingsInAll: 16,
  minutesEach: 8,
  credentialsEach: 16,
  sealedCharacters: 46_000,
  namesInHeading: 8,
  coursesOpen: 4,
  coursesInAll: 64,
  messagesKept: 64,
  statementsKept: 32,
  exchangesEach: 8,
  reportsEach: 8,
  evidenceEach: 64,
  evidenceInAct: 16,
  custodySteps: 16,
  disclosuresEach: 64,
  hypotheses: 12,
  attributionsEach: 8,
} as const;

export const PARTY_PATTERN = "^[a-z][a-z0-9-]{1,30}$";
export const KIND_PATTERN = "^[a-z][a-z-]{1,30}$";
export const MATTER_PATTERN = "^[a-z][a-z0-9-]{1,30}-[1-9][0-9]{0,8}$";
export const DIGEST_PATTERN = "^[A-Za-z0-9_-]{43}$";

/** Traffic Light Protocol 2.0 (FIRST). */
export const MARKINGS = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"] as const;
export type Marking = (typeof MARKINGS)[number];

/** The languages in which people read and write: those of the United Nations. */
export const LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Free text states its language, because the reader may need a translator for it. */
export const Text = Type.Object(
  {
    lang: Type.Enum(LANGUAGES),
    text: Type.String({ minLength: 1, maxLength: LIMITS.textCharacters }),
  },
  { additionalProperties: false },
);
export type Text = Static<typeof Text>;

export const Digest = Type.String({ pattern: DIGEST_PATTERN });
export const InstantText = Type.String({ pattern: INSTANT_PATTERN });

/** Early-warning flags answer yes, no or unknown; NIS2 Article 23(4)(a) asks two of them so. */
export const TriState = Type.Enum(["yes", "no", "unknown"]);

/** The signed payload as it stands in the token. */
export const Payload = Type.Object(
  {
    _sd: Type.Array(Digest, { maxItems: LIMITS.bodyFields, uniqueItems: true }),
    at: InstantText,
    by: Type.String({ pattern: PARTY_PATTERN }),
    compact: Digest,
    kind: Type.String({ pattern: KIND_PATTERN }),
    marking: Type.Enum(MARKINGS),
    matter: Type.Union([Type.String({ pattern: MATTER_PATTERN }), Type.Null()]),
    prev: Digest,
    seen: Type.Record(Type.String({ pattern: PARTY_PATTERN }), Type.Integer({ minimum: 1 }), {
      // Otherwise a record lets every key through that does not fit its pattern.
      additionalProperties: false,
    }),
    seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    to: Type.Array(Type.String({ pattern: PARTY_PATTERN }), { maxItems: LIMITS.parties, uniqueItems: true }),
  },
  { additionalProperties: false },
);
export type Payload = Static<typeof Payload>;

export type Body = Readonly<Record<string, unknown>>;

/**
 * An act as the law reads it. `seq` counts from 1 in its author's ledger; `seen` says, for each other
 * party, how many of its acts the author knew; `body` holds the shown fields.
 */
export type Act<B = Body> = {
  readonly id: ActId;
  readonly kind: string;
  readonly compact: string;
  readonly by: PartyId;
  readonly seq: number;
  readonly prev: string;
  readonly seen: Readonly<Record<PartyId, number>>;
  readonly at: Instant;
  readonly matter: MatterId | null;
  readonly to: readonly PartyId[];
  readonly marking: Marking;
  readonly body: B;
};

/** What an officer fills in; the node adds the rest when it signs. */
export type Draft<B = Body> = Pick<Act<B>, "kind" | "matter" | "to" | "marking" | "body">;
