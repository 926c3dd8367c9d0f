// The bodies of the acts about keys, by themselves: whoever verifies a case file reads them, and needs no law
// for it. spec/pairing.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { PARTY_PATTERN } from "../kernel/act.ts";

/** 32 bytes in base64url, in their one spelling. */
const Short = Type.String({ pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$", $comment: "a raw Ed25519 public key" });
/** 1,312 bytes. */
const Long = Type.String({ pattern: "^[A-Za-z0-9_-]{1749}[AQgw]$", $comment: "a raw ML-DSA-44 public key" });

const closed = { additionalProperties: false } as const;

/** The four public keys of a party. */
export const KeysOfParty = Type.Object({ act: Short, log: Short, witness: Long, line: Short }, closed);

/** Those of its keys that change; the others stay. */
export const ChangedKeys = Type.Partial(KeysOfParty, { ...closed, minProperties: 1 });
export type ChangedKeys = Static<typeof ChangedKeys>;

export const ChangeKeysBody = body({ keys: ChangedKeys });
export type ChangeKeysBody = Static<typeof ChangeKeysBody>;

/** Never the line itself: who stands in it could read both parts. */
export const WAYS_OF_READING = ["in-person", "telephone", "video", "radio"] as const;
export type WayOfReading = (typeof WAYS_OF_READING)[number];

export const ConfirmKeysBody = body({
  /** The compact's id, for the keys that it was founded with; or the act that says new ones. */
  of: Of,
  /** With whom it was read: the holder of the keys. */
  with: Type.String({ pattern: PARTY_PATTERN }),
  over: Type.Enum(WAYS_OF_READING),
});
export type ConfirmKeysBody = Static<typeof ConfirmKeysBody>;

export const AdoptKeysBody = body({
  /** The act that said the keys. */
  of: Of,
});
export type AdoptKeysBody = Static<typeof AdoptKeysBody>;

export const ReplaceKeysBody = body({
  party: Type.String({ pattern: PARTY_PATTERN }),
  keys: KeysOfParty,
  /** How the author read them aloud with the party. */
  over: Type.Enum(WAYS_OF_READING),
});
export type ReplaceKeysBody = Static<typeof ReplaceKeysBody>;
