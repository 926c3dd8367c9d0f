// Base45: bytes as the 45 characters that a QR code holds most tightly and that every scanner passes on
// as plain text. RFC 9285. One text for each bytes: what does not print again to the same is refused.
// spec/courier.md

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const VALUES = new Map([...ALPHABET].map((char, value) => [char, value]));

export function toBase45(bytes: Uint8Array): string {
  const chars: string[] = [];
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length;
    let value = pair ? (bytes[i] ?? 0) * 256 + (bytes[i + 1] ?? 0) : (bytes[i] ?? 0);
    for (let digit = 0; digit < (pair ? 3 : 2); digit += 1) {
      chars.push(ALPHABET[value % 45] ?? "");
      value = Math.floor(value / 45);
    }
  }
  return chars.join("");
}

/** The bytes that a text stands for; undefined when it stands for none. */
export function fromBase45(text: string): Uint8Array | undefined {
  const rest = text.length % 3;
  if (rest === 1) return undefined;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
  let at = 0;
  for (let i = 0; i < text.length; i += 3) {
    const [one, two] = [VALUES.get(text[i] ?? ""), VALUES.get(text[i + 1] ?? "")];
    const pair = i + 2 < text.length;
    const three = pair ? VALUES.get(text[i + 2] ?? "") : 0;
    if (one === undefined || two === undefined || three === undefined) return undefined;
    const value = one + two * 45 + three * 45 * 45;
    if (value > (pair ? 0xffff : 0xff)) return undefined;
    if (pair) bytes[at++] = value >> 8;
    bytes[at++] = value & 0xff;
  }
  return bytes;
}
