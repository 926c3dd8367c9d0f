// One act in few bytes: its fields, its seed and its signature, from which the reader builds the very same
// token. What the reader knows already is left out: the compact, the author, the act before. A token that
// would not come out the same to the letter is sent as it stands. spec/thin.md

import canonicalize from "canonicalize";
import { LIMITS, MARKINGS, type Body, type MatterId, type PartyId } from "../core/kernel/act.ts";
import { rebuildToken } from "../ledger/sign-token.ts";
import { readToken, type Mode } from "../ledger/token.ts";
import { readBody, writeBody, type ActPlace } from "./thin-body.ts";
import { createReader, varint, type Reader } from "./thin-bytes.ts";

/** The number of each kind is its place, from 1. New kinds are added at the end. Zero: the kind is spelled out. */
export const KINDS: readonly string[] = [
  ..."receipt notify acknowledge report confirm refute assess ask clarify convene cool-off stand-down".split(" "),
  ..."close dispute propose-measure consult-measure adopt-measure lift-measure propose-compact".split(" "),
  ..."comment-compact sign-compact withdraw-compact review-compact message propose accept refuse".split(" "),
  ..."line-key test-line answer-test sign-off sign-on limit-line consent-limit restore-line contacts".split(" "),
  ..."change-keys confirm-keys adopt-keys replace-keys rebuilt request-mediation agree-mediation".split(" "),
  ..."accept-mediation decline-mediation recuse-mediation leave-mediation position shuttle-note".split(" "),
  ..."open-sealed draft-text consent-text offer match-offers confirm-offer set-agenda credential attend".split(" "),
  ..."minutes sign-minutes joint-statement".split(" "),
  ..."announce amend-notice end-notice".split(" "),
  ..."extend-measure suspend-measure resume-measure".split(" "),
  ..."add-evidence disclose-evidence attribute answer-attribution".split(" "),
  ..."offer-exchange accept-exchange report-step check-step".split(" "),
];

const VERSION = 0;
const FORM = { fields: 0, asItStands: 1 } as const;

const SEED_BYTES = 16;
const SIGNATURE_BYTES = 64;

/** Why a message is no act. Closed. */
export const THIN_CODES = ["not-thin", "unknown-version", "missing-act", "too-large"] as const;
export type ThinCode = (typeof THIN_CODES)[number];

/** What both sides know: whose act it is, under which compact. */
export type ThinContext = {
  readonly compact: string;
  readonly mode: Mode;
  readonly by: PartyId;
  /** Every party of the compact, in any order: they are counted in the order of their names. */
  readonly parties: readonly PartyId[];
};

export type ThinWriting = ThinContext & {
  /** The 16 bytes of chance behind the salts. Null when they are not known: the token is sent as it stands. */
  readonly seed: Uint8Array | null;
  /** The place of an act that the reader surely holds. */
  readonly placeOf: (id: string) => ActPlace | undefined;
};

export type ThinReading = ThinContext & {
  readonly idAt: (by: PartyId, seq: number) => string | undefined;
};

export type Decoded =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly code: ThinCode; readonly because: string };

/** The bytes of an act. Whatever the token is, `decodeAct` gives the very same back. */
export function encodeAct(token: string, context: ThinWriting): Buffer {
  const short = encodeFields(token, context);
  if (short !== undefined) {
    const again = decodeAct(short, mirrorOf(token, context));
    if (again.ok && again.token === token) return short;
  }
  return Buffer.concat([
    headOf(FORM.asItStands, false, 0),
    writeBody(token, { parties: [], placeOf: () => undefined }),
  ]);
}

const headOf = (form: number, toAll: boolean, marking: number): Buffer =>
  Buffer.of((VERSION << 6) | (form << 4) | (toAll ? 8 : 0) | marking);

const inOrder = (parties: readonly PartyId[]): readonly PartyId[] => [...parties].sort();

/** What the reader will know when this act comes, as the writer expects it. */
function mirrorOf(token: string, context: ThinWriting): ThinReading {
  const read = readToken(token);
  const known = new Map<string, string>();
  if (read.ok) {
    known.set(`${read.act.by} ${read.act.seq - 1}`, read.act.prev);
    for (const id of JSON.stringify(read.act.body).match(/[A-Za-z0-9_-]{43}/g) ?? []) {
      const place = context.placeOf(id);
      if (place !== undefined) known.set(`${place.by} ${place.seq}`, id);
    }
  }
  return { ...context, idAt: (by, seq) => known.get(`${by} ${seq}`) };
}

/** Undefined when a field cannot be said shortly. */
function encodeFields(token: string, context: ThinWriting): Buffer | undefined {
  const read = readToken(token);
  if (!read.ok || context.seed === null) return undefined;
  const { act, jwt } = read;
  const parties = inOrder(context.parties);
  const others = parties.filter((party) => party !== act.by);
  const toAll = act.to.length === others.length && others.every((party, i) => party === act.to[i]);
  const matter = matterBytes(act.matter, parties);
  const strange = [...act.to, ...Object.keys(act.seen)].some((party) => !others.includes(party));
  if (act.at < 0 || matter === undefined || strange) return undefined;
  const at = Buffer.alloc(6);
  at.writeUIntBE(act.at, 0, 6);
  return Buffer.concat([
    headOf(FORM.fields, toAll, MARKINGS.indexOf(act.marking)),
    kindBytes(act.kind),
    varint(act.seq),
    at,
    ...others.map((party) => varint(act.seen[party] ?? 0)),
    matter,
    toAll ? Buffer.of() : Buffer.from([act.to.length, ...act.to.map((party) => parties.indexOf(party))]),
    context.seed,
    Buffer.from(jwt.slice(jwt.lastIndexOf(".") + 1), "base64url"),
    writeBody(canonicalize(act.body) ?? "", { parties, placeOf: context.placeOf }),
  ]);
}

function kindBytes(kind: string): Buffer {
  const number = KINDS.indexOf(kind) + 1;
  return number > 0 ? Buffer.of(number) : Buffer.concat([Buffer.of(0, kind.length), Buffer.from(kind, "latin1")]);
}

/** Zero for no matter; else the place of the party that opened it, from 1, and its number. */
function matterBytes(matter: MatterId | null, parties: readonly PartyId[]): Buffer | undefined {
  if (matter === null) return Buffer.of(0);
  const dash = matter.lastIndexOf("-");
  const index = parties.indexOf(matter.slice(0, dash));
  return index < 0 ? undefined : Buffer.concat([Buffer.of(index + 1), varint(Number(matter.slice(dash + 1)))]);
}

const refuse = (code: ThinCode, because: string): Decoded => ({ ok: false, code, because });
const NOT_THIN = refuse("not-thin", "the bytes are no act in its thin form");
const MISSING = refuse("missing-act", "it builds on an act that is not held here yet; bring that one first");

/** The token of an act. Throws nothing, whatever the bytes; who signed it is for the door to say. */
export function decodeAct(bytes: Uint8Array, context: ThinReading): Decoded {
  const head = bytes[0] ?? 0;
  if (bytes.length > 0 && head >>> 6 !== VERSION) {
    return refuse("unknown-version", "the message is of a later version; this node must be brought up to date");
  }
  const form = (head >>> 4) & 3;
  try {
    if (form === FORM.asItStands) return asItStands(bytes);
    return form === FORM.fields ? decodeFields(createReader(bytes), context) : NOT_THIN;
  } catch {
    // A body nested so deeply that printing it exhausts the stack.
    return NOT_THIN;
  }
}

function asItStands(bytes: Uint8Array): Decoded {
  const read = readBody(bytes.subarray(1), { parties: [], idAt: () => undefined });
  if (read === undefined || read === "missing-act" || bytes[0] !== FORM.asItStands << 4) return NOT_THIN;
  return { ok: true, token: read.text };
}

function decodeFields(reader: Reader, context: ThinReading): Decoded {
  const { by, compact, mode, idAt } = context;
  const parties = inOrder(context.parties);
  const others = parties.filter((party) => party !== by);
  const head = reader.byte();
  const marking = MARKINGS[head & 7];
  const kind = kindFrom(reader);
  const seq = reader.varint();
  const at = reader.uint48();
  const seen = others.map((party) => [party, reader.varint()] as const).filter(([, count]) => count > 0);
  const matter = matterFrom(reader, parties);
  const to = (head & 8) !== 0 ? others : listFrom(reader, parties);
  const seed = reader.take(SEED_BYTES);
  const signature = reader.take(SIGNATURE_BYTES);
  const bodyBytes = reader.rest();
  if (!reader.good() || marking === undefined || kind === undefined || matter === undefined || to === undefined) {
    return NOT_THIN;
  }
  const prev = seq === 1 ? compact : idAt(by, seq - 1);
  const read = readBody(bodyBytes, { parties, idAt });
  if (prev === undefined || read === "missing-act") return MISSING;
  const body = read === undefined ? undefined : bodyFrom(read.text);
  if (body === undefined) return NOT_THIN;
  const fields = { kind, compact, by, seq, prev, seen: Object.fromEntries(seen), at, matter, to, marking, body };
  const token = rebuildToken(fields, { mode, seed, signature });
  return token.length > LIMITS.actBytes
    ? refuse("too-large", `an act has at most ${LIMITS.actBytes} bytes`)
    : { ok: true, token };
}

function kindFrom(reader: Reader): string | undefined {
  const number = reader.byte();
  if (number > 0) return KINDS[number - 1];
  return reader.take(reader.byte()).toString("latin1");
}

function matterFrom(reader: Reader, parties: readonly PartyId[]): MatterId | null | undefined {
  const number = reader.byte();
  if (number === 0) return null;
  const party = parties[number - 1];
  return party === undefined ? undefined : `${party}-${reader.varint()}`;
}

function listFrom(reader: Reader, parties: readonly PartyId[]): readonly PartyId[] | undefined {
  const list = [...reader.take(reader.byte())].map((index) => parties[index]);
  return list.every((party) => party !== undefined) ? list : undefined;
}

function bodyFrom(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}
