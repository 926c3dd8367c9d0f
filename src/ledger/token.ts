// The token: one act as an SD-JWT (RFC 9901). Every field of the body is a salted digest in the signed
// payload and a disclosure beside it, so that an act can be shown in part and still be proven.
// Payload and disclosures have exactly one spelling (RFC 8785), and so have the base64url parts: what
// does not print back to the same bytes is refused. One spelling is a regular language, so a payload and
// most disclosures are read by one expression each, which costs a tenth of parsing and printing them.
// Signing is sign-token.ts. spec/act.md

import type { KeyObject } from "node:crypto";
import canonicalize from "canonicalize";
import { Compile } from "typebox/compile";
import { DIGEST_PATTERN, KIND_PATTERN, LIMITS, MARKINGS, MATTER_PATTERN, PARTY_PATTERN } from "../core/kernel/act.ts";
import { Payload, type Act, type Body, type Marking } from "../core/kernel/act.ts";
import { INSTANT_PATTERN, parseInstant } from "../core/kernel/instant.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { verify } from "../crypto/sign.ts";

export type Mode = "drill" | "real";

export const TYPE_OF = { real: "downrung-act+sd-jwt", drill: "downrung-drill-act+sd-jwt" } as const;

const header = (mode: Mode): string => Buffer.from(`{"alg":"Ed25519","typ":"${TYPE_OF[mode]}"}`).toString("base64url");
export const HEADER = { real: header("real"), drill: header("drill") } as const;

/** Why a token is not one. Closed: the door maps each to advice. */
export const TOKEN_ERRORS = [
  "too-large",
  "not-a-token",
  "unknown-header",
  "bad-payload",
  "not-canonical",
  "bad-disclosure",
  "undeclared-disclosure",
  "wrong-signature",
] as const;
export type TokenError = (typeof TOKEN_ERRORS)[number];

export type Token = {
  readonly act: Act;
  readonly mode: Mode;
  /** The issuer-signed JWT: what the signature and the ledger's leaf cover. */
  readonly jwt: string;
  /** How many fields of the body are withheld in this copy. */
  readonly withheld: number;
};

type TokenFailure = { readonly ok: false; readonly error: TokenError; readonly because: string };
export type TokenReading = ({ readonly ok: true } & Token) | TokenFailure;

/** The id of an act is the RFC 6962 leaf hash of its JWT, in base64url. */
export const idOf = (jwt: string): string => sha256Base64url(`\0${jwt}`);

// Ed25519 signatures are 64 bytes: 86 characters, of which the last carries four unused bits that must be zero.
const SIGNATURE = /^[A-Za-z0-9_-]{85}[AQgw]$/;

const failure = (error: TokenError, because: string): TokenFailure => ({ ok: false, error, because });

/** Reads a token without judging who signed it: size, shape, one spelling, and the digests of what is shown. */
export function readToken(text: string): TokenReading {
  if (text.length > LIMITS.actBytes) return failure("too-large", `${text.length} bytes; at most ${LIMITS.actBytes}`);
  // node's decoder takes `+` and `/` too, and 0x141 for 0x41.
  if (Buffer.byteLength(text) !== text.length || text.includes("+") || text.includes("/"))
    return failure("not-a-token", "characters outside base64url, `.` and `~`");
  const [jwt = "", ...disclosures] = text.split("~");
  if (disclosures.pop() !== "") return failure("not-a-token", "a token ends in `~`");
  const [head, body, signature, ...rest] = jwt.split(".");
  if (body === undefined || rest.length > 0 || !SIGNATURE.test(signature ?? ""))
    return failure("not-a-token", "a token begins with three parts joined by `.`, the last a signature");
  const mode: Mode | undefined = head === HEADER.real ? "real" : head === HEADER.drill ? "drill" : undefined;
  if (mode === undefined) return failure("unknown-header", "the header is neither that of an act nor of a drill act");
  const [payload, ...fields] = decode([body, ...disclosures]) ?? [];
  if (payload === undefined) return failure("not-a-token", "a part is not base64url in its one spelling");
  const read = readPayload(payload);
  if ("error" in read) return read;
  const shown = readDisclosures(read.digests, disclosures, fields);
  if (!("body" in shown)) return shown;
  const act: Act = { id: idOf(jwt), ...read.payload, ...shown };
  return { ok: true, act, mode, jwt, withheld: countOf(read.digests) - disclosures.length };
}

const scratch = Buffer.allocUnsafeSlow(LIMITS.actBytes + 4 * (LIMITS.bodyFields + 2));
const FILL = ["", "", "AA", "A"] as const;

/**
 * The bytes of base64url parts, one character a byte; undefined when a part has another spelling. One call decodes
 * all parts: each is filled up to a group of four, and what the filling decodes to is zero unless the part's last
 * character has unused bits set. node skips what is not base64, so the count of bytes tells.
 */
function decode(parts: readonly string[]): readonly string[] | undefined {
  let filled = "";
  for (const part of parts) {
    if (part.length % 4 === 1) return undefined;
    filled += part + (FILL[part.length % 4] ?? "");
  }
  const bytes = scratch.write(filled, "base64url");
  if (bytes !== (filled.length / 4) * 3) return undefined;
  const text = scratch.toString("latin1", 0, bytes);
  const texts: string[] = [];
  let at = 0;
  for (const { length } of parts) {
    const end = at + Math.floor((length * 3) / 4);
    if (length % 4 !== 0 && text.charCodeAt(end) !== 0) return undefined;
    texts.push(text.slice(at, end));
    at += Math.ceil(length / 4) * 3;
  }
  return texts;
}

const inner = (pattern: string): string => pattern.slice(1, -1);
const list = (item: string): string => `((?:${item}(?:,${item})*)?)`;
const [digest, party, count] = [inner(DIGEST_PATTERN), inner(PARTY_PATTERN), "[1-9][0-9]{0,15}"];

/** The one spelling of a payload: RFC 8785 orders the names so. */
const PAYLOAD = new RegExp(
  [
    String.raw`^\{"_sd":\[${list(`"${digest}"`)}\],"at":"(${inner(INSTANT_PATTERN)})","by":"(${party})"`,
    String.raw`"compact":"(${digest})","kind":"(${inner(KIND_PATTERN)})","marking":"(${MARKINGS.map(RegExp.escape).join("|")})"`,
    String.raw`"matter":(?:null|"(${inner(MATTER_PATTERN)})"),"prev":"(${digest})"`,
    String.raw`"seen":\{${list(`"${party}":${count}`)}\},"seq":(${count}),"to":\[${list(`"${party}"`)}\]\}$`,
  ].join(","),
);

/** The digests stay the text that they are in the payload: splitting it costs more than searching it. */
type PayloadReading = { readonly payload: Omit<Act, "id" | "body">; readonly digests: string };

const split = (listed: string): string[] => (listed === "" ? [] : listed.slice(1, -1).split('","'));

/** From one digest to the next: 43 characters, two quotes and a comma. */
const STRIDE = 46;
const countOf = (digests: string): number => Math.ceil(digests.length / STRIDE);

function ascends(digests: string): boolean {
  for (let at = STRIDE; at < digests.length; at += STRIDE) {
    let i = 1;
    while (i < 44 && digests.charCodeAt(at + i) === digests.charCodeAt(at + i - STRIDE)) i += 1;
    if (i === 44 || digests.charCodeAt(at + i) < digests.charCodeAt(at + i - STRIDE)) return false;
  }
  return true;
}

function readPayload(text: string): PayloadReading | TokenFailure {
  const found = PAYLOAD.exec(text);
  if (found === null) return misspelt(text);
  const [, sd = "", atText = "", by = "", compact = "", kind = "", marking, matter, prev = "", seenText = ""] = found;
  const [to, seq] = [split(found[11] ?? ""), Number(found[10])];
  const at = parseInstant(atText);
  if (at === undefined) return failure("bad-payload", `there is no instant ${atText}`);
  const seen: Record<string, number> = {};
  let [least, most, last] = ["", seq, 0];
  for (const entry of seenText === "" ? [] : seenText.split(",")) {
    const colon = entry.indexOf(":");
    const name = entry.slice(1, colon - 1);
    last = Number(entry.slice(colon + 1));
    if (name <= least) return failure("not-canonical", "the parties in `seen` are not in order");
    [least, most] = [name, Math.max(most, last)];
    seen[name] = last;
  }
  if (!ascends(sd)) return failure("not-canonical", "the digests are not in order");
  const sizes = countOf(sd) <= LIMITS.bodyFields && to.length <= LIMITS.parties && most <= Number.MAX_SAFE_INTEGER;
  if (!sizes || new Set(to).size < to.length)
    return failure("bad-payload", "the payload goes beyond the limits of an act");
  return {
    payload: { kind, compact, by, seq, prev, seen, at, matter: matter ?? null, to, marking: marking as Marking },
    digests: sd,
  };
}

const isPayload = Compile(Payload);

/** A payload that is not spelled as it must be: a foreign shape, or the right one spelled otherwise. */
function misspelt(latin1: string): TokenFailure {
  return isPayload.Check(parseUtf8(latin1))
    ? failure("not-canonical", "the payload is not spelled as RFC 8785 spells it")
    : failure("bad-payload", "the payload does not have the fields of an act");
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The JSON value in bytes that stand one to a character; undefined when they are not UTF-8 or not JSON. */
function parseUtf8(latin1: string): unknown {
  try {
    return JSON.parse(utf8.decode(Buffer.from(latin1, "latin1")));
  } catch {
    return undefined;
  }
}

/** A disclosure whose value is a plain string, a truth value, null or a small whole number. */
const PLAIN =
  /^\["[A-Za-z0-9_-]{22}","([a-z][A-Za-z]{0,39})",(?:"([ !#-[\]-~]*)"|(true|false|null|0|-?[1-9][0-9]{0,14}))\]$/;
const NAME = /^[a-z][A-Za-z]{0,39}$/;
const SALT = /^[A-Za-z0-9_-]{22}$/;

const undeclared = failure("undeclared-disclosure", "a disclosure whose digest the payload lacks");
const misshapen = failure("bad-disclosure", "a disclosure is a salt, a field's name and its value, spelled in one way");

function readDisclosures(
  digests: string,
  disclosures: readonly string[],
  texts: readonly string[],
): { readonly body: Body } | TokenFailure {
  const body: Record<string, unknown> = {};
  let used = 0;
  for (let i = 0; i < disclosures.length; i += 1) {
    const at = digests.indexOf(sha256Base64url(disclosures[i] ?? ""));
    const bit = 1 << ((at - 1) / STRIDE);
    if (at < 0 || (used & bit) !== 0) return undeclared;
    used |= bit;
    const field = readField(texts[i] ?? "");
    if (field === undefined || Object.hasOwn(body, field.name)) return misshapen;
    body[field.name] = field.value;
  }
  return { body };
}

type Field = { readonly name: string; readonly value: unknown };

function readField(latin1: string): Field | undefined {
  const [, plain, text, literal] = PLAIN.exec(latin1) ?? [];
  if (plain !== undefined) return { name: plain, value: text ?? JSON.parse(literal ?? "null") };
  const parsed = parseUtf8(latin1);
  if (!Array.isArray(parsed) || parsed.length !== 3) return undefined;
  const [salt, name, value] = parsed as readonly unknown[];
  if (typeof salt !== "string" || !SALT.test(salt) || typeof name !== "string" || !NAME.test(name)) return undefined;
  return isSpelledOnce(parsed, latin1) ? { name, value } : undefined;
}

/** A nested object could repeat a key, a number have two forms: readers would differ on what was said. */
function isSpelledOnce(value: unknown, latin1: string): boolean {
  try {
    return Buffer.from(canonicalize(value) ?? "").toString("latin1") === latin1;
  } catch {
    return false;
  }
}

/** True when the JWT's signature is by this key. */
export function isSignedBy(jwt: string, key: KeyObject): boolean {
  const dot = jwt.lastIndexOf(".");
  return verify(Buffer.from(jwt.slice(0, dot), "latin1"), key, Buffer.from(jwt.slice(dot + 1), "base64url"));
}

/** The same act with only the named fields shown. What was signed stays as it was. */
export function withhold(token: string, shown: (field: string) => boolean): string {
  const [jwt = "", ...disclosures] = token.split("~");
  const kept = disclosures.filter((disclosure) => {
    const field = readField(decode([disclosure])?.[0] ?? "");
    return field !== undefined && shown(field.name);
  });
  return [jwt, ...kept, ""].join("~");
}
