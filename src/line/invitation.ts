// An invitation: what a party tells another before there is a compact. Its name, its public keys and where
// its line is, as a file or as a link. It proves that its maker holds the `line` key and nothing about who
// that is: this is what reading aloud is for. spec/pairing.md

import canonicalize from "canonicalize";
import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import type { KeyObject } from "node:crypto";
import { InstantText, PARTY_PATTERN } from "../core/kernel/act.ts";
import { parseInstant } from "../core/kernel/instant.ts";
import { LINE_PATTERN } from "../core/kernel/one-line.ts";
import { problemsOf } from "../core/kernel/shape.ts";
import { openPublicKey } from "../crypto/keys.ts";
import { sign, verify } from "../crypto/sign.ts";

export const INVITATION_LIMITS = {
  /** The four keys take 1,879 characters. */
  bytes: 8 * 1024,
  addresses: 4,
  nameCharacters: 80,
} as const;

export const INVITATION_CODES = ["too-large", "not-an-invitation", "bad-key", "wrong-proof"] as const;
export type InvitationCode = (typeof INVITATION_CODES)[number];

const closed = { additionalProperties: false } as const;
const Key = (characters: number) =>
  Type.String({ pattern: `^[A-Za-z0-9_-]{${characters}}$`, $comment: "a raw public key in base64url" });

/** Scheme, host and port. What a browser would read beyond that, such as a user's name, is no part of an address. */
export const LINE_ADDRESS = String.raw`^https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:.]{2,45}\])(?::[1-9][0-9]{0,4})?$`;

const Invitation = Type.Object(
  {
    downrung: Type.Literal("invitation/1"),
    party: Type.String({ pattern: PARTY_PATTERN, $comment: "small letters, digits and hyphens" }),
    name: Type.String({
      minLength: 1,
      maxLength: INVITATION_LIMITS.nameCharacters,
      pattern: LINE_PATTERN,
      $comment: "one line: the name that people read",
    }),
    keys: Type.Object({ act: Key(43), line: Key(43), log: Key(43), witness: Key(1750) }, closed),
    /** Where the party's line is, the first to be tried first. */
    line: Type.Array(
      Type.String({ pattern: LINE_ADDRESS, $comment: "an address such as https://line.borea.example:7443" }),
      { minItems: 1, maxItems: INVITATION_LIMITS.addresses, uniqueItems: true },
    ),
    /** Whether the party keeps letters for others and hands them on. */
    relays: Type.Boolean(),
    at: InstantText,
    proof: Type.String({ pattern: "^[A-Za-z0-9_-]{86}$" }),
  },
  closed,
);
export type Invitation = Static<typeof Invitation>;

export type InvitationReading =
  | { readonly ok: true; readonly invitation: Invitation }
  | { readonly ok: false; readonly code: InvitationCode; readonly because: string };

const LINK = "downrung:invitation/";

const isInvitation = Compile(Invitation);

/** What the proof signs: everything else that the invitation says, in its one spelling. */
const provenText = (said: Omit<Invitation, "proof">): string => `downrung/1 invitation\n${canonicalize(said) ?? ""}`;

export function makeInvitation(about: Omit<Invitation, "proof" | "downrung">, lineKey: KeyObject): Invitation {
  const said = { downrung: "invitation/1" as const, ...about };
  return { ...said, proof: sign(provenText(said), lineKey).toString("base64url") };
}

export const printInvitation = (invitation: Invitation): string => `${canonicalize(invitation) ?? ""}\n`;

/** The same on one line, for a message or a code to be scanned. */
export const invitationLink = (invitation: Invitation): string =>
  LINK + Buffer.from(canonicalize(invitation) ?? "").toString("base64url");

const refuse = (code: InvitationCode, because: string): InvitationReading => ({ ok: false, code, because });

/** The bytes of a link in base64url; undefined when it has another spelling. */
function fromLink(link: string): string | undefined {
  const encoded = link.slice(LINK.length);
  const bytes = Buffer.from(encoded, "base64url");
  return bytes.toString("base64url") === encoded ? bytes.toString("utf8") : undefined;
}

/** Reads an invitation from its file or its link. */
export function readInvitation(given: string): InvitationReading {
  if (given.length > 2 * INVITATION_LIMITS.bytes)
    return refuse("too-large", `an invitation has at most ${INVITATION_LIMITS.bytes} bytes`);
  const trimmed = given.trim();
  const text = trimmed.startsWith(LINK) ? fromLink(trimmed) : trimmed;
  if (text === undefined) return refuse("not-an-invitation", "the link is cut or changed; ask for it again");
  if (Buffer.byteLength(text) > INVITATION_LIMITS.bytes)
    return refuse("too-large", `an invitation has at most ${INVITATION_LIMITS.bytes} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("not-an-invitation", `this is neither an invitation's file nor a link that begins with ${LINK}`);
  }
  if (!isInvitation.Check(value)) {
    const [first] = problemsOf(Invitation, value);
    return refuse("not-an-invitation", `${first?.path.join(".") ?? ""}: ${first?.message ?? "it does not fit"}`);
  }
  if (parseInstant(value.at) === undefined) return refuse("not-an-invitation", `at: there is no instant ${value.at}`);
  return checkKeys(value);
}

/** The keys are keys, no two are the same, and the holder of the `line` key has said all this. */
function checkKeys(invitation: Invitation): InvitationReading {
  const { act, log, line, witness } = invitation.keys;
  if (new Set([act, log, line]).size < 3) return refuse("bad-key", "each of the keys is another one");
  let lineKey: KeyObject;
  try {
    for (const key of [act, log]) openPublicKey("ed25519", key);
    openPublicKey("ml-dsa-44", witness);
    lineKey = openPublicKey("ed25519", line);
  } catch {
    return refuse("bad-key", "one of the keys is none");
  }
  const { proof, ...said } = invitation;
  const proven = verify(provenText(said), lineKey, Buffer.from(proof, "base64url"));
  return proven
    ? { ok: true, invitation }
    : refuse("wrong-proof", "it was changed on its way, or made without the key that it names; ask for it again");
}
