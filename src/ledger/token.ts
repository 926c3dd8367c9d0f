// The token: one act as an SD-JWT (RFC 9901). Every field of the body is a salted digest in the signed
// payload and a disclosure beside it, so that an act can be shown in part and still be proven.
// The payload has exactly one spelling (RFC 8785), and so have the base64url parts: whatever does not
// print back to the same bytes is refused. spec/act.md

import { createHmac, type KeyObject } from "node:crypto";
import canonicalize from "canonicalize";
import { Compile } from "typebox/compile";
import { LIMITS, Payload, type Act, type Body } from "../core/kernel/act.ts";
import { parseInstant, printInstant } from "../core/kernel/instant.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { sign, verify } from "../crypto/sign.ts";

export type Mode = "drill" | "real";

export const TYPE_OF = { real: "downrung-act+sd-jwt", drill: "downrung-drill-act+sd-jwt" } as const;

const b64u = (text: string): string => Buffer.from(text, "utf8").toString("base64url");

const header = (mode: Mode): string => b64u(`{"alg":"Ed25519","typ":"${TYPE_OF[mode]}"}`);
const HEADER = { real: header("real"), drill: header("drill") } as const;

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

export type TokenReading =
  | ({ readonly ok: true } & Token)
  | { readonly ok: false; readonly error: TokenError; readonly because: string };

/** The salt of a field: HMAC-SHA-256 of its name under the act's seed, cut to 16 bytes. */
const saltOf = (seed: Uint8Array, name: string): string =>
  createHmac("sha256", seed).update(name).digest().subarray(0, 16).toString("base64url");

/** The id of an act is the RFC 6962 leaf hash of its JWT, in base64url. */
export const idOf = (jwt: string): string => sha256Base64url(`\0${jwt}`);

/** The payload in its one spelling: RFC 8785 orders these names so. */
function printPayload(payload: Payload): string {
  const { _sd, at, by, compact, kind, marking, matter, prev, seq, to } = payload;
  const seen: Record<string, number> = {};
  for (const party of Object.keys(payload.seen).sort()) seen[party] = payload.seen[party] ?? 0;
  return JSON.stringify({ _sd, at, by, compact, kind, marking, matter, prev, seen, seq, to });
}

/**
 * Signs an act. `seed` is 16 bytes of chance: with it and the fields anyone can rebuild the very same
 * token. Gives the token (JWT and all disclosures) and the act's id.
 */
export function signToken(
  act: Omit<Act, "id">,
  { mode, seed, key }: { readonly mode: Mode; readonly seed: Uint8Array; readonly key: KeyObject },
): { readonly token: string; readonly id: string } {
  const disclosures = Object.keys(act.body)
    .sort()
    .map((name) => b64u(canonicalize([saltOf(seed, name), name, act.body[name]]) ?? ""));
  const { at, by, compact, kind, marking, matter, prev, seen, seq, to } = act;
  const payload: Payload = {
    _sd: disclosures.map((disclosure) => sha256Base64url(disclosure)).sort(),
    at: printInstant(at),
    by,
    compact,
    kind,
    marking,
    matter,
    prev,
    seen,
    seq,
    to: [...to],
  };
  const input = `${HEADER[mode]}.${b64u(printPayload(payload))}`;
  const jwt = `${input}.${sign(input, key).toString("base64url")}`;
  return { token: [jwt, ...disclosures, ""].join("~"), id: idOf(jwt) };
}

const isPayload = Compile(Payload);

// Ed25519 signatures are 64 bytes: 86 characters, of which the last carries four unused bits that must be zero.
const SIGNATURE = /^[A-Za-z0-9_-]{85}[AQgw]$/;
const PARTS = /^[A-Za-z0-9_.~-]+$/;

const failure = (error: TokenError, because: string): TokenReading => ({
  ok: false,
  error,
  because,
});

/** Reads a token without judging who signed it: size, shape, one spelling, and the digests of what is shown. */
export function readToken(text: string): TokenReading {
  if (text.length > LIMITS.actBytes)
    return failure("too-large", `${text.length} bytes; at most ${LIMITS.actBytes}`);
  if (!PARTS.test(text)) return failure("not-a-token", "characters outside base64url, `.` and `~`");
  const [jwt = "", ...disclosures] = text.split("~");
  if (disclosures.pop() !== "") return failure("not-a-token", "a token ends in `~`");
  const [head, body, signature, ...rest] = jwt.split(".");
  if (
    rest.length > 0 ||
    head === undefined ||
    body === undefined ||
    !SIGNATURE.test(signature ?? "")
  ) {
    return failure(
      "not-a-token",
      "a token begins with three parts joined by `.`, the last a signature",
    );
  }
  const mode: Mode | undefined =
    head === HEADER.real ? "real" : head === HEADER.drill ? "drill" : undefined;
  if (mode === undefined)
    return failure("unknown-header", "the header is neither that of an act nor of a drill act");
  const payloadText = Buffer.from(body, "base64url").toString("utf8");
  const payload = parseJson(payloadText);
  if (!isPayload.Check(payload))
    return failure("bad-payload", "the payload does not have the fields of an act");
  if (printPayload(payload) !== payloadText || b64u(payloadText) !== body) {
    return failure(
      "not-canonical",
      "the payload is not spelled as RFC 8785 and base64url spell it",
    );
  }
  const at = parseInstant(payload.at);
  if (at === undefined) return failure("bad-payload", `there is no instant ${payload.at}`);
  const shown = readDisclosures(payload._sd, disclosures);
  if (!shown.ok) return failure(shown.error, shown.because);
  const { by, compact, kind, marking, matter, prev, seen, seq, to } = payload;
  const act: Act = {
    id: idOf(jwt),
    kind,
    compact,
    by,
    seq,
    prev,
    seen,
    at,
    matter,
    to,
    marking,
    body: shown.body,
  };
  return { ok: true, act, mode, jwt, withheld: payload._sd.length - disclosures.length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Shown =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly error: TokenError; readonly because: string };

function readDisclosures(digests: readonly string[], disclosures: readonly string[]): Shown {
  const body: Record<string, unknown> = {};
  const undeclared = new Set(digests);
  for (const disclosure of disclosures) {
    if (!undeclared.delete(sha256Base64url(disclosure))) {
      return {
        ok: false,
        error: "undeclared-disclosure",
        because: "a disclosure whose digest the payload lacks",
      };
    }
    const text = Buffer.from(disclosure, "base64url").toString("utf8");
    const parsed = parseJson(text);
    const [salt, name, value] = Array.isArray(parsed) && parsed.length === 3 ? parsed : [];
    const named =
      typeof name === "string" && /^[a-z][A-Za-z]{0,39}$/.test(name) && !Object.hasOwn(body, name);
    if (typeof salt !== "string" || salt.length !== 22 || !named) {
      return {
        ok: false,
        error: "bad-disclosure",
        because: "a disclosure is a salt, a field's name and its value",
      };
    }
    // A nested object could repeat a key, and readers would differ on which counts.
    if (typeof value === "object" && value !== null && JSON.stringify(parsed) !== text) {
      return {
        ok: false,
        error: "bad-disclosure",
        because: `the field ${name} has more than one spelling`,
      };
    }
    body[name] = value;
  }
  return { ok: true, body };
}

/** True when the JWT's signature is by this key. */
export function isSignedBy(jwt: string, key: KeyObject): boolean {
  const dot = jwt.lastIndexOf(".");
  return verify(jwt.slice(0, dot), key, Buffer.from(jwt.slice(dot + 1), "base64url"));
}

/** The same act with only the named fields shown. What was signed stays as it was. */
export function withhold(token: string, shown: (field: string) => boolean): string {
  const [jwt = "", ...disclosures] = token.split("~");
  const kept = disclosures.filter((disclosure) => {
    const parsed = parseJson(Buffer.from(disclosure, "base64url").toString("utf8"));
    return Array.isArray(parsed) && shown(String(parsed[1]));
  });
  return [jwt, ...kept, ""].join("~");
}
