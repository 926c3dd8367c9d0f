// The case file: one matter exported with its acts, proofs and compact, so that anyone can verify it with
// nothing but the file and the compact's id. Its form: one spelling, RFC 8785 and a newline. spec/casefile.md

import canonicalize from "canonicalize";
import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { QUORUMS } from "../core/compact/compact.ts";
import { Digest, InstantText, LIMITS, MATTER_PATTERN, PARTY_PATTERN, type PartyId } from "../core/kernel/act.ts";
import { parseInstant } from "../core/kernel/instant.ts";
import type { CaseError, CaseRefusal } from "./case-types.ts";
import { MAX_NOTE_BYTES } from "./note.ts";

export const CASE_LIMITS = {
  bytes: 64 * 1024 * 1024,
  /** Brackets and braces: no honest file nears it, and parsing more of them could exhaust memory. */
  brackets: 100_000,
  acts: 65_536,
  checkpoints: 256,
  forks: 64,
  attachments: 64,
} as const;

const closed = { additionalProperties: false } as const;
const Party = Type.String({ pattern: PARTY_PATTERN });
const NoteText = Type.String({ minLength: 1, maxLength: MAX_NOTE_BYTES });
const TokenText = Type.String({ minLength: 1, maxLength: LIMITS.actBytes });
const Count = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Base64url = Type.String({ pattern: "^[A-Za-z0-9_-]*$" });

export const LedgerPart = Type.Object(
  {
    acts: Type.Array(TokenText, { maxItems: CASE_LIMITS.acts }),
    before: Type.Array(Digest, { maxItems: 53 }),
    checkpoint: Type.Union([NoteText, Type.Null()]),
    first: Count,
  },
  closed,
);

export const ForkPart = Type.Object(
  {
    by: Party,
    kind: Type.Enum(["acts", "checkpoint"]),
    one: Type.String({ maxLength: MAX_NOTE_BYTES }),
    other: Type.String({ maxLength: MAX_NOTE_BYTES }),
  },
  closed,
);

const AttachmentPart = Type.Object(
  {
    bytes: Base64url,
    digest: Digest,
    name: Type.String({ minLength: 1, maxLength: 120 }),
    type: Type.String({ minLength: 1, maxLength: 120 }),
  },
  closed,
);

/** The form of a case file. */
export const CaseFile = Type.Object(
  {
    attachments: Type.Array(AttachmentPart, { maxItems: CASE_LIMITS.attachments }),
    checkpoints: Type.Array(Type.Object({ by: Party, note: NoteText }, closed), { maxItems: CASE_LIMITS.checkpoints }),
    compact: Type.Unknown(),
    downrung: Type.Literal("case/1"),
    exported: Type.Object({ at: InstantText, by: Party }, closed),
    forks: Type.Array(ForkPart, { maxItems: CASE_LIMITS.forks }),
    ledgers: Type.Record(Party, LedgerPart, closed),
    matter: Type.String({ pattern: MATTER_PATTERN }),
    signature: Type.String({ pattern: "^[A-Za-z0-9_-]{85}[AQgw]$" }),
  },
  closed,
);
export type LedgerPart = Static<typeof LedgerPart>;
export type ForkPart = Static<typeof ForkPart>;
export type CaseFile = Static<typeof CaseFile>;

const Key = (characters: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${characters}}$` });
/** Of the compact only what verifying needs is looked at; its id, which every act names, binds the rest. */
export const CompactPart = Type.Object({
  downrung: Type.Literal("compact/1"),
  title: Type.String(),
  version: Type.Integer(),
  mode: Type.Enum(["drill", "real"]),
  /** Whose word changes keys. */
  quorum: Type.Optional(
    Type.Object({
      sections: Type.Optional(Type.Array(Type.Object({ section: Type.String(), of: Type.Enum(QUORUMS) }))),
    }),
  ),
  parties: Type.Record(
    Party,
    Type.Object({
      name: Type.String(),
      role: Type.String(),
      keys: Type.Object({ act: Key(43), log: Key(43), witness: Key(1750), line: Key(43) }, closed),
    }),
    closed,
  ),
});
export type CompactPart = Static<typeof CompactPart>;

const isCaseFile = Compile(CaseFile);

export const refuse = (
  reason: CaseError,
  because: string,
  party?: PartyId,
  seq: number | null = null,
): CaseRefusal => ({
  ok: false,
  reason,
  where: party === undefined ? null : { party, seq },
  because,
});

/** Reads the form of a case file. Nothing in it is verified yet. */
export function readCaseFile(text: string): { readonly ok: true; readonly file: CaseFile } | CaseRefusal {
  if (text.length > CASE_LIMITS.bytes || Buffer.byteLength(text) > CASE_LIMITS.bytes) {
    return refuse("too-large", `the file is larger than ${CASE_LIMITS.bytes} bytes`);
  }
  if (hasTooMany(text, "[", CASE_LIMITS.brackets) || hasTooMany(text, "{", CASE_LIMITS.brackets)) {
    return refuse("too-large", "the file has more lists and objects than a case");
  }
  let file: unknown;
  let printed: string | undefined;
  try {
    file = JSON.parse(text);
    printed = canonicalize(file);
  } catch {
    return refuse("not-json", "the file is not JSON");
  }
  if (!isCaseFile.Check(file)) return refuse("not-a-case", "the file does not have the fields of case/1");
  if (parseInstant(file.exported.at) === undefined)
    return refuse("not-a-case", `there is no instant ${file.exported.at}`);
  return `${printed}\n` === text
    ? { ok: true, file }
    : refuse("not-canonical", "the file is not spelled as RFC 8785 spells it, with one newline at its end");
}

function hasTooMany(text: string, character: string, most: number): boolean {
  let [count, at] = [0, text.indexOf(character)];
  for (; at >= 0 && count <= most; at = text.indexOf(character, at + 1)) count += 1;
  return count > most;
}
