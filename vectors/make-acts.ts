// Makes vectors/acts/*.json: `node vectors/make-acts.ts`. Tokens that a reader must take, with what they say,
// and tokens that it must refuse, with the code that it must give. spec/act.md

import { hash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import type { Act } from "../src/core/kernel/act.ts";
import { printInstant } from "../src/core/kernel/instant.ts";
import { sign } from "../src/crypto/sign.ts";
import { saltOf, signToken } from "../src/ledger/sign-token.ts";
import { readToken, TYPE_OF, withhold, type Mode, type TokenError } from "../src/ledger/token.ts";
import { keysOf, START } from "./story.ts";

const FOLDER = new URL("acts/", import.meta.url);
const { act: key, public: publicKeys } = keysOf("aurelia");
const seed = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
const digest = (words: string): string => hash("sha256", words, "base64url");

const BASE: Omit<Act, "id"> = {
  kind: "report",
  compact: digest("the compact"),
  by: "aurelia",
  seq: 7,
  prev: digest("the act before"),
  seen: { borea: 3, cassia: 12 },
  at: START,
  matter: "aurelia-1",
  to: ["cassia", "borea"],
  marking: "TLP:AMBER+STRICT",
  body: {
    title: "Loss of supply",
    summary: { lang: "en", text: 'Three substations "opened" their breakers.\nMore follows.' },
    people: 225_000,
    area: null,
    ongoing: true,
    note: { lang: "ru", text: "Подстанции отключены 🔌" },
    techniques: ["T0816", "T0855"],
  },
};

/** `seed` is public here so that every salt can be made again; a real one is 16 bytes of chance. */
export type ValidAct = {
  readonly name: string;
  readonly mode: Mode;
  readonly seed: string;
  readonly key: string;
  readonly act: Omit<Act, "at"> & { readonly at: string };
  readonly withheld: number;
  readonly token: string;
};
export type InvalidAct = {
  readonly name: string;
  readonly error: TokenError;
  readonly key: string;
  readonly token: string;
};

function valid(
  name: string,
  mode: Mode,
  over: Partial<Act> = {},
  shown: (field: string) => boolean = () => true,
): ValidAct {
  const act = { ...BASE, ...over };
  const { token, id } = signToken(act, { mode, seed, key });
  const body = Object.fromEntries(
    Object.entries(act.body)
      .filter(([field]) => shown(field))
      .sort(),
  );
  const withheld = Object.keys(act.body).length - Object.keys(body).length;
  const told = { ...act, id, body, at: printInstant(act.at) };
  return {
    name,
    mode,
    seed: seed.toString("base64url"),
    key: publicKeys.act,
    act: told,
    withheld,
    token: withhold(token, shown),
  };
}

const b64u = (text: string | Uint8Array): string => Buffer.from(text).toString("base64url");
const disclosureOf = (field: string, value: unknown): string =>
  b64u(JSON.stringify([saltOf(seed, field), field, value]));
const HEADER = b64u(`{"alg":"Ed25519","typ":"${TYPE_OF.real}"}`);

/** Signs any header and payload: what an author with the key, and no care, could make. */
function signed(header: string, payload: string, disclosures: readonly string[]): string {
  const input = `${header}.${payload}`;
  return [`${input}.${b64u(sign(input, key))}`, ...disclosures, ""].join("~");
}

type Payload = Record<string, unknown>;
const disclosures = [disclosureOf("people", 225_000), disclosureOf("title", "Loss of supply")];
const digests = (of: readonly string[]): readonly string[] => of.map(digest).sort();

function payloadOf(over: Payload = {}, of: readonly string[] = disclosures): Payload {
  const { at, by, compact, kind, marking, matter, prev, seen, seq, to } = BASE;
  return { _sd: digests(of), at: printInstant(at), by, compact, kind, marking, matter, prev, seen, seq, to, ...over };
}
const withPayload = (over: Payload, of: readonly string[] = disclosures): string =>
  signed(HEADER, b64u(JSON.stringify(payloadOf(over, of))), of);
const withText = (change: (text: string) => string): string =>
  signed(HEADER, b64u(change(JSON.stringify(payloadOf()))), disclosures);
const withDisclosures = (...of: readonly string[]): string => withPayload({}, of);
const withHeader = (header: string): string => signed(b64u(header), b64u(JSON.stringify(payloadOf())), disclosures);
const salted = (rest: string): string => b64u(`["${saltOf(seed, "title")}",${rest}]`);

const good = withPayload({});
const [jwt = ""] = good.split("~");
const signature = jwt.slice(jwt.lastIndexOf(".") + 1);
/** The same signature with one of its four unused bits set. */
const loose = `${signature.slice(0, -1)}${{ A: "B", Q: "R", g: "h", w: "x" }[signature.slice(-1)] ?? ""}`;
const long = { lang: "en", text: "x".repeat(8000) };
/** Payload parts with and without unused bits in their last character. */
const payloads = ["aurelia", "aureliab", "aureliabc"].map((by) => b64u(JSON.stringify(payloadOf({ by }))));
const uneven = payloads.find((part) => part.length % 4 !== 0) ?? "";
const even = payloads.find((part) => part.length % 4 === 0) ?? "";

/** Four disclosures that fill whole groups of four letters. */
const fourEven = ["a", "b", "c", "d"].map(
  (name) => ["", "x", "xx"].map((pad) => disclosureOf(name, pad)).find(({ length }) => length % 4 === 0) ?? "",
);

/** A disclosure in base64 whose spelling has this letter, which base64url does not have, and no padding. */
function inBase64(letter: "+" | "/"): string {
  const value = letter === "+" ? ">>>" : "???";
  const spelled = Array.from({ length: 9 }, (_, i) =>
    Buffer.from(`["${saltOf(seed, "title")}","title","${"x".repeat(i % 3)}${value}${"x".repeat(Math.floor(i / 3))}"]`),
  ).map((bytes) => bytes.toString("base64"));
  return spelled.find((part) => part.includes(letter) && !part.includes("=")) ?? "";
}

const invalidOnes = (): readonly (readonly [TokenError, string, string])[] => [
  [
    "too-large",
    "an act of more than 65,536 characters",
    withDisclosures(..."abcdefgh".split("").map((name) => disclosureOf(name, long))),
  ],
  ["not-a-token", "nothing", ""],
  ["not-a-token", "no `~` at the end", good.slice(0, -1)],
  ["not-a-token", "truncated in the last disclosure", good.slice(0, -5)],
  ["not-a-token", "truncated in the signature", `${jwt.slice(0, -3)}~`],
  ["not-a-token", "four parts", good.replace(jwt, `${jwt}.e30`)],
  ["not-a-token", "no signature", `${jwt.slice(0, jwt.lastIndexOf("."))}~`],
  ["not-a-token", "an unused bit of the signature is set", good.replace(signature, loose)],
  ["not-a-token", "padding after the payload", signed(HEADER, `${b64u(JSON.stringify(payloadOf()))}==`, disclosures)],
  [
    "not-a-token",
    "a payload in base64 instead of base64url",
    signed(HEADER, Buffer.from(JSON.stringify(payloadOf({ note: "???>>>" }))).toString("base64"), disclosures),
  ],
  ["not-a-token", "an unused bit of the payload is set", signed(HEADER, setBit(uneven), disclosures)],
  [
    "not-a-token",
    "a character beyond ASCII whose low byte is a letter",
    good.replace(jwt, jwt.replace(".eyJfc2", ".\u0165yJfc2")),
  ],
  [
    "not-a-token",
    "one letter too many in each of four disclosures",
    withDisclosures(...fourEven.map((part) => `${part}A`)),
  ],
  ["not-a-token", "one letter too many in the payload", signed(HEADER, `${even}A`, disclosures)],
  ["unknown-header", "the type of another token", withHeader('{"alg":"Ed25519","typ":"JWT"}')],
  ["unknown-header", "the algorithm by its older name", withHeader(`{"alg":"EdDSA","typ":"${TYPE_OF.real}"}`)],
  ["unknown-header", "no algorithm", withHeader(`{"alg":"none","typ":"${TYPE_OF.real}"}`)],
  ["unknown-header", "the names in another order", withHeader(`{"typ":"${TYPE_OF.real}","alg":"Ed25519"}`)],
  ["unknown-header", "a key id", withHeader(`{"alg":"Ed25519","kid":"1","typ":"${TYPE_OF.real}"}`)],
  ["bad-payload", "an unknown field", withPayload({ iat: 1 })],
  ["bad-payload", "a field is missing", withText((text) => text.replace(/"by":"aurelia",/, ""))],
  ["bad-payload", "seq 0", withPayload({ seq: 0 })],
  ["bad-payload", "seq beyond 2^53", withText((text) => text.replace('"seq":7', '"seq":9007199254740993'))],
  ["bad-payload", "seq with a fraction", withPayload({ seq: 1.5 })],
  ["bad-payload", "30 February", withPayload({ at: "2026-02-30T10:00:00.000Z" })],
  ["bad-payload", "29 February in a year that has none", withPayload({ at: "2100-02-29T10:00:00.000Z" })],
  ["bad-payload", "an instant without milliseconds", withPayload({ at: "2026-11-22T10:00:00Z" })],
  ["bad-payload", "an instant with an offset", withPayload({ at: "2026-11-22T10:00:00.000+00:00" })],
  ["bad-payload", "a leap second", withPayload({ at: "2016-12-31T23:59:60.000Z" })],
  ["bad-payload", "a marking that TLP does not have", withPayload({ marking: "TLP:WHITE" })],
  ["bad-payload", "a party seen under a name that no party can have", withPayload({ seen: { "Borea ": 3 } })],
  ["bad-payload", "a party seen with no act", withPayload({ seen: { borea: 0 } })],
  ["bad-payload", "an addressee twice", withPayload({ to: ["borea", "borea"] })],
  ["bad-payload", "33 addressees", withPayload({ to: Array.from({ length: 33 }, (_, i) => `party-${i}`) })],
  ["not-canonical", "a digest twice", withPayload({ _sd: [digest("x"), digest("x")] }, [])],
  ["bad-payload", "25 digests", withPayload({ _sd: digests(Array.from({ length: 25 }, (_, i) => `${i}`)) }, [])],
  ["bad-payload", "not JSON", withText((text) => text.slice(1))],
  [
    "bad-payload",
    "not UTF-8",
    signed(
      HEADER,
      b64u(Buffer.from(JSON.stringify(payloadOf()).replace("aurelia", "aureli\u00e1"), "latin1")),
      disclosures,
    ),
  ],
  ["not-canonical", "a space after a colon", withText((text) => text.replace(":", ": "))],
  [
    "not-canonical",
    "the names in another order",
    withText((text) => text.replace('"by":"aurelia",', "").replace(/}$/, ',"by":"aurelia"}')),
  ],
  [
    "not-canonical",
    "a name twice",
    withText((text) => text.replace('"by":"aurelia",', '"by":"borea","by":"aurelia",')),
  ],
  ["not-canonical", "a letter written as an escape", withText((text) => text.replace("aurelia", "\\u0061urelia"))],
  ["not-canonical", "a number with an exponent", withText((text) => text.replace('"seq":7', '"seq":7e0'))],
  ["not-canonical", "the parties in `seen` in another order", withPayload({ seen: { cassia: 12, borea: 3 } })],
  ["not-canonical", "the digests in another order", withPayload({ _sd: [...digests(disclosures)].toReversed() })],
  ["undeclared-disclosure", "a field that the author did not sign", `${good}${disclosureOf("area", "west")}~`],
  ["undeclared-disclosure", "a changed value", good.replace(disclosures[0] ?? "", disclosureOf("people", 3))],
  ["undeclared-disclosure", "one disclosure twice", `${good}${disclosures[0] ?? ""}~`],
  [
    "bad-disclosure",
    "one field with two values",
    withDisclosures(disclosureOf("title", "One"), salted('"title","Two"')),
  ],
  ["bad-disclosure", "two parts instead of three", withDisclosures(b64u('["AAAAAAAAAAAAAAAAAAAAAA","title"]'))],
  ["bad-disclosure", "a short salt", withDisclosures(b64u('["AAAA","title","x"]'))],
  ["bad-disclosure", "a field named with a capital", withDisclosures(salted('"Title","x"'))],
  ["bad-disclosure", "a field named like the prototype", withDisclosures(salted('"__proto__","x"'))],
  ["bad-disclosure", "a space after a comma", withDisclosures(b64u(`["${saltOf(seed, "title")}", "title","x"]`))],
  ["bad-disclosure", "a key that stands twice in a value", withDisclosures(salted('"title",{"a":1,"a":2}'))],
  ["bad-disclosure", "the keys of a value in another order", withDisclosures(salted('"title",{"b":1,"a":2}'))],
  ["bad-disclosure", "a number with a needless fraction", withDisclosures(salted('"title",1.0'))],
  ["bad-disclosure", "minus zero", withDisclosures(salted('"title",-0'))],
  ["bad-disclosure", "a letter written as an escape", withDisclosures(salted('"title","\\u0041"'))],
  ["bad-disclosure", "half of a surrogate pair", withDisclosures(salted('"title","\\ud800"'))],
  [
    "bad-disclosure",
    "not UTF-8",
    withDisclosures(b64u(Buffer.from(`["${saltOf(seed, "title")}","title","\u00e9"]`, "latin1"))),
  ],
  ["bad-disclosure", "not JSON", withDisclosures(salted('"title",undefined'))],
  ["not-a-token", "padding after a disclosure", withDisclosures(`${salted('"title","x"')}=`)],
  ["not-a-token", "a `+` of base64 in a disclosure", withDisclosures(inBase64("+"))],
  ["not-a-token", "a `/` of base64 in a disclosure", withDisclosures(inBase64("/"))],
  ["bad-disclosure", "an empty disclosure", withDisclosures("")],
];

/** Sets an unused bit in the last character of a part that has any. */
function setBit(part: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return `${part.slice(0, -1)}${letters[letters.indexOf(part.slice(-1)) + 1] ?? ""}`;
}

const validOnes = (): readonly ValidAct[] => [
  valid("a report under a real compact", "real"),
  valid("the same under a drill compact", "drill"),
  valid("some fields withheld", "real", {}, (field) => field === "title" || field === "note"),
  valid("every field withheld", "real", {}, () => false),
  valid("the first act of a ledger, with nothing seen, nobody addressed and no body", "real", {
    seq: 1,
    prev: BASE.compact,
    seen: {},
    to: [],
    matter: null,
    body: {},
  }),
  valid("the last day of February in a leap year", "real", { at: Date.UTC(2028, 1, 29, 23, 59, 59, 999) }),
  valid("seq at its limit", "real", { seq: Number.MAX_SAFE_INTEGER }),
  valid("values of every form", "real", {
    body: { a: [], b: {}, c: -1, d: 1.5, e: 1e21, f: "", g: '\\"\u0001\u2028\u{1f50c}', h: [[{ k: null }]], i: false },
  }),
];

/** Both files. Throws when this reader finds something else. */
export function makeActs(): { readonly valid: readonly ValidAct[]; readonly invalid: readonly InvalidAct[] } {
  const invalid = invalidOnes().map(([error, name, token]): InvalidAct => ({
    name,
    error,
    key: publicKeys.act,
    token,
  }));
  const forged = { name: "signed with another key", error: "wrong-signature" as const, token: good };
  const flipped = {
    name: "one bit of the signature is changed",
    error: "wrong-signature" as const,
    key: publicKeys.act,
  };
  const bits = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
  return {
    valid: validOnes(),
    invalid: [
      ...invalid,
      { ...forged, key: keysOf("borea").public.act },
      { ...flipped, token: good.replace(signature, bits) },
    ],
  };
}

export const errorOf = (token: string, isSigned: (jwt: string) => boolean): TokenError | "ok" => {
  const read = readToken(token);
  return read.ok ? (isSigned(read.jwt) ? "ok" : "wrong-signature") : read.error;
};

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, cases] of Object.entries(makeActs())) {
    writeFileSync(new URL(`${name}.json`, FOLDER), `${JSON.stringify({ cases }, null, 2)}\n`);
  }
}
