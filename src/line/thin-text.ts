// One byte a letter: before it is deflated, a body's text is written in the letters of its own language, as
// SCSU (Unicode Technical Standard 6) does it. ASCII stays; the language's alphabet of at most 128 letters takes
// the upper half; anything else stands in a run of UTF-16 units. Lossless for any text. spec/thin.md

import type { Language } from "../core/kernel/act.ts";

const range = (from: number, through: number): string =>
  String.fromCharCode(...Array.from({ length: through - from + 1 }, (_, i) => from + i));

/** Punctuation that people write in every language, and that no alphabet below has at another place. */
const MARKS = "–—‘’“”„…•€№";

const LATIN = `${MARKS}${range(0xa0, 0xff)}œŒŸ`;

/** The letters of the upper half, from 0x80 on. */
const ALPHABET: Readonly<Record<Language, string>> = {
  ar: `${MARKS}\u00a0«»،؛؟${range(0x620, 0x67f)}`,
  zh: LATIN,
  en: LATIN,
  fr: LATIN,
  ru: `${MARKS}\u00a0«»°§${range(0x400, 0x45f)}`,
  es: LATIN,
};

const placesOf = (letters: string): ReadonlyMap<string, number> =>
  new Map([...letters].map((letter, i) => [letter, 0x80 + i]));
const PLACES: Readonly<Record<Language, ReadonlyMap<string, number>>> = {
  ar: placesOf(ALPHABET.ar),
  zh: placesOf(ALPHABET.zh),
  en: placesOf(ALPHABET.en),
  fr: placesOf(ALPHABET.fr),
  ru: placesOf(ALPHABET.ru),
  es: placesOf(ALPHABET.es),
};

/** Begins a run: how many units, then each in two bytes. RFC 8785 leaves no raw control character in a text. */
const RUN = 0x0f;
const LONGEST_RUN = 255;

/** The bytes of a text. Throws nothing; `fromBytes` gives the same text back. */
export function toBytes(text: string, language: Language): Buffer {
  const places = PLACES[language];
  const bytes: number[] = [];
  let run = -1;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const place = unit < 0x80 && unit !== RUN ? unit : places.get(text.charAt(i));
    if (place !== undefined) {
      bytes.push(place);
      run = -1;
      continue;
    }
    if (run < 0 || bytes[run] === LONGEST_RUN) {
      run = bytes.push(RUN, 0) - 1;
    }
    bytes[run] = (bytes[run] ?? 0) + 1;
    bytes.push(unit >>> 8, unit & 0xff);
  }
  return Buffer.from(bytes);
}

/** The text of bytes; undefined when a run is cut short, or a byte is no letter of the language. */
export function fromBytes(bytes: Uint8Array, language: Language): string | undefined {
  const letters = ALPHABET[language];
  const units: string[] = [];
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte !== RUN) {
      const letter = byte < 0x80 ? String.fromCharCode(byte) : letters.charAt(byte - 0x80);
      if (letter === "") return undefined;
      units.push(letter);
      continue;
    }
    const count = bytes[(i += 1)] ?? 0;
    if (count === 0 || i + 2 * count >= bytes.length) return undefined;
    for (let n = 0; n < count; n += 1) {
      units.push(String.fromCharCode(((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)));
      i += 2;
    }
  }
  return units.join("");
}
