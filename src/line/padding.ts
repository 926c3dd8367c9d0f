// Size classes: what is sealed is first filled up with zeros to one of a few sizes, so that its length
// tells no more than the class. spec/seal.md

const KIB = 1024;

/** The sizes of a letter's plaintext. */
export const LETTER_CLASSES = [1, 4, 16, 64, 256, 1024, 4096].map((size) => size * KIB) as readonly number[];

/** The sizes of an answer's plaintext. */
export const ANSWER_CLASSES = [1, 4, 16].map((size) => size * KIB) as readonly number[];

/** Four bytes say how long the text is. */
const LENGTH_BYTES = 4;

/** The most bytes of text that the largest class holds. */
export const mostText = (classes: readonly number[]): number => (classes.at(-1) ?? 0) - LENGTH_BYTES;

/** The smallest class that holds so many bytes of text, or undefined when none does. */
export const classFor = (bytes: number, classes: readonly number[]): number | undefined =>
  classes.find((size) => bytes + LENGTH_BYTES <= size);

/** Length, text, zeros; undefined when the text is too long for every class. */
export function pad(text: string, classes: readonly number[]): Buffer | undefined {
  const bytes = Buffer.byteLength(text, "utf8");
  const size = classFor(bytes, classes);
  if (size === undefined) return undefined;
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(bytes, 0);
  padded.write(text, LENGTH_BYTES, "utf8");
  return padded;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a padded plaintext; undefined when the class, the length, the zeros or the UTF-8 do not fit. */
export function unpad(padded: Uint8Array, classes: readonly number[]): string | undefined {
  const bytes = Buffer.from(padded.buffer, padded.byteOffset, padded.byteLength);
  if (bytes.length < LENGTH_BYTES) return undefined;
  const length = bytes.readUInt32BE(0);
  if (classFor(length, classes) !== bytes.length) return undefined;
  const rest = bytes.subarray(LENGTH_BYTES + length);
  if (!rest.equals(Buffer.alloc(rest.length))) return undefined;
  try {
    return decoder.decode(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
  } catch {
    return undefined;
  }
}
