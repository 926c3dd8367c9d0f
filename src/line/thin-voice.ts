// A thin message for the voice and the keyboard: Crockford's base32 in numbered lines of five groups, each line
// with a check that finds any one letter that is wrong and any two that changed places. spec/thin.md

/** Crockford's letters: no I, L, O or U, which are taken for 1, 0 and V. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const VOICE = { group: 4, groups: 5, characters: 128 * 1024 } as const;
const LINE = VOICE.group * VOICE.groups;

/** A prime below 32², so that two letters say the remainder, and above every product of a place and a letter's value. */
const PRIME = 1021;

/** The sum of each letter's value times its place; the line's number and how many there are come first. */
function checkOf(letters: string, line: number, lines: number): string {
  const values = [line % PRIME, lines % PRIME, ...[...letters].map((letter) => LETTERS.indexOf(letter))];
  const sum = values.reduce((total, value, i) => total + (i + 1) * value, 0) % PRIME;
  return LETTERS.charAt(sum >>> 5) + LETTERS.charAt(sum & 31);
}

/** The lines to read out: number and count, the groups, the check after a dash. */
export function toVoice(message: Uint8Array): readonly string[] {
  const letters = toLetters(message);
  const count = Math.ceil(letters.length / LINE);
  return Array.from({ length: count }, (_, i) => {
    const part = letters.slice(i * LINE, (i + 1) * LINE);
    const groups = part.match(/.{1,4}/g) ?? [];
    return `${i + 1}/${count}  ${groups.join(" ")} - ${checkOf(part, i + 1, count)}`;
  });
}

function toLetters(bytes: Uint8Array): string {
  let [text, bits, value] = ["", 0, 0];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS.charAt((value >>> bits) & 31);
    }
  }
  return bits === 0 ? text : text + LETTERS.charAt((value << (5 - bits)) & 31);
}

export type VoiceReading =
  | { readonly ok: true; readonly message: Buffer }
  /** `line` is the line to hear again; null when the text has no lines of this kind. */
  | { readonly ok: false; readonly line: number | null; readonly because: string };

const refuse = (line: number | null, because: string): VoiceReading => ({ ok: false, line, because });

const SPOKEN = /^\s*(\d{1,5})\s*\/\s*(\d{1,5})\s+([^-]+?)\s*-\s*(\S\s*\S)\s*$/;

/** Takes the lines back, in any order and in small or large letters; O is read as 0, I and L as 1. */
export function fromVoice(text: string): VoiceReading {
  if (text.length > VOICE.characters) return refuse(null, `at most ${VOICE.characters} characters`);
  const parts = new Map<number, string>();
  let lines = 0;
  for (const row of text.split(/\r?\n/).filter((line) => line.trim() !== "")) {
    const [, number = "", count = "", groups = "", check = ""] = SPOKEN.exec(row) ?? [];
    if (number === "") return refuse(null, `this is no line of a thin message: ${row.trim().slice(0, 40)}`);
    const [line, of] = [Number(number), Number(count)];
    lines = lines === 0 ? of : lines;
    const letters = heard(groups);
    const stands = of === lines && line >= 1 && line <= of && checkOf(letters, line, of) === heard(check);
    const whole = letters.length === LINE || (line === of && letters.length > 0 && letters.length < LINE);
    if (!stands || !whole || /[^0-9A-HJKMNP-TV-Z]/.test(letters)) {
      return refuse(line, `line ${line} does not check; hear it again`);
    }
    parts.set(line, letters);
  }
  const missing = Array.from({ length: lines }, (_, i) => i + 1).find((line) => !parts.has(line));
  if (lines === 0) return refuse(null, "there is no line here");
  if (missing !== undefined) return refuse(missing, `line ${missing} of ${lines} is missing`);
  return {
    ok: true,
    message: fromLetters(
      [...parts]
        .sort(([a], [b]) => a - b)
        .map(([, part]) => part)
        .join(""),
    ),
  };
}

const heard = (text: string): string =>
  text.replaceAll(/\s/g, "").toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");

function fromLetters(letters: string): Buffer {
  const bytes: number[] = [];
  let [bits, value] = [0, 0];
  for (const letter of letters) {
    value = ((value << 5) | LETTERS.indexOf(letter)) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}
