// The body of a thin act: canonical JSON in which ids, instants and parties are marks, in the letters of one
// language, deflated against that language's dictionary; the values of the marks follow. spec/thin.md

import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { LANGUAGES, LIMITS, type PartyId } from "../core/kernel/act.ts";
import { parseInstant, printInstant } from "../core/kernel/instant.ts";
import { createReader, type Reader, varint } from "./thin-bytes.ts";
import { fromBytes, toBytes } from "./thin-text.ts";
import { DICTIONARIES } from "./thin-words.ts";

/** What stands for a value in quotes. RFC 8785 leaves no raw control character in a text. */
const MARK = { digest: "\u0001", act: "\u0002", instant: "\u0003", party: "\u0004", bytes: "\u0005" } as const;

const DIGEST_BYTES = 32;

const VALUE = /"(?:([A-Za-z0-9_-]{40,})|(\d{4}-\d\d-\d\dT[0-9:.]{12}Z)|([a-z][a-z0-9-]{1,30}))"/g;

export type ActPlace = { readonly by: PartyId; readonly seq: number };

/** Acts that the reader surely holds, for the writer; both count parties in the same order. */
export type BodyWriting = {
  readonly parties: readonly PartyId[];
  readonly placeOf: (id: string) => ActPlace | undefined;
};
export type BodyReading = {
  readonly parties: readonly PartyId[];
  readonly idAt: (by: PartyId, seq: number) => string | undefined;
};

/** The bytes of a body's text: the language's number, the deflated text, the values of its marks. */
export function writeBody(text: string, { parties, placeOf }: BodyWriting): Buffer {
  const values: Buffer[] = [];
  const marked = text.replaceAll(VALUE, (whole, digest?: string, instant?: string, party?: string) => {
    const value = digest !== undefined ? idValue(digest) : instant !== undefined ? instantValue(instant) : null;
    const index = party === undefined ? -1 : parties.indexOf(party);
    if (index >= 0) {
      values.push(Buffer.of(index));
      return MARK.party;
    }
    if (value === null) return whole;
    values.push(value.bytes);
    return value.mark;
  });

  function idValue(digest: string): { mark: string; bytes: Buffer } | null {
    const place = placeOf(digest);
    const index = place === undefined ? -1 : parties.indexOf(place.by);
    if (place !== undefined && index >= 0) {
      return { mark: MARK.act, bytes: Buffer.concat([Buffer.of(index), varint(place.seq)]) };
    }
    const bytes = Buffer.from(digest, "base64url");
    if (bytes.toString("base64url") !== digest) return null;
    if (bytes.length === DIGEST_BYTES) return { mark: MARK.digest, bytes };
    return { mark: MARK.bytes, bytes: Buffer.concat([varint(bytes.length), bytes]) };
  }

  return Buffer.concat([smallest(marked), ...values]);
}

function instantValue(text: string): { mark: string; bytes: Buffer } | null {
  const at = parseInstant(text);
  if (at === undefined || at < 0) return null;
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(at, 0, 6);
  return { mark: MARK.instant, bytes };
}

/** The shortest of a text in each language's letters and dictionary. */
function smallest(text: string): Buffer {
  const tries = LANGUAGES.flatMap((language, index) =>
    [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED].map((strategy) => {
      const options = { dictionary: DICTIONARIES[language], level: 9, memLevel: 9, strategy };
      return Buffer.concat([Buffer.of(index), deflateRawSync(toBytes(text, language), options)]);
    }),
  );
  return tries.reduce((best, one) => (one.length < best.length ? one : best));
}

type BodyText = { readonly text: string };

/** A body's text. Undefined when the bytes are no body, or name an act that is not held. Gives at most an act's size. */
export function readBody(bytes: Uint8Array, { parties, idAt }: BodyReading): BodyText | "missing-act" | undefined {
  const language = LANGUAGES[bytes[0] ?? 255];
  if (language === undefined) return undefined;
  const inflated = inflate(bytes.subarray(1), DICTIONARIES[language]);
  const marked = inflated === undefined ? undefined : fromBytes(inflated.text, language);
  if (inflated === undefined || marked === undefined) return undefined;
  const reader = createReader(bytes.subarray(1 + inflated.used));
  let missing = false;
  // oxlint-disable-next-line no-control-regex -- the marks are control characters because no text has them.
  const text = marked.replaceAll(/[\u0001-\u0005]/g, (mark) => {
    // What is not there is not made up, or a short message would be a long text.
    if (!reader.good()) return "";
    const value = valueOf(mark, reader, parties, idAt);
    missing ||= value === "missing-act";
    return `"${value}"`;
  });
  if (missing) return "missing-act";
  return reader.ended() && text.length <= LIMITS.actBytes ? { text } : undefined;
}

function valueOf(mark: string, reader: Reader, parties: readonly PartyId[], idAt: BodyReading["idAt"]): string {
  switch (mark) {
    case MARK.digest:
      return reader.take(DIGEST_BYTES).toString("base64url");
    case MARK.bytes:
      return reader.take(Math.min(reader.varint(), LIMITS.actBytes)).toString("base64url");
    case MARK.instant:
      return printInstant(reader.uint48());
    case MARK.act: {
      const by = parties[reader.byte()] ?? "";
      return idAt(by, reader.varint()) ?? "missing-act";
    }
    default:
      return parties[reader.byte()] ?? "";
  }
}

function inflate(bytes: Uint8Array, dictionary: Buffer): { text: Buffer; used: number } | undefined {
  try {
    const options = { dictionary, maxOutputLength: LIMITS.actBytes, info: true } as const;
    // With `info` the engine comes along, which tells where the deflated text ends.
    const { buffer, engine } = inflateRawSync(bytes, options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { text: buffer, used: engine.bytesWritten };
  } catch {
    return undefined;
  }
}
