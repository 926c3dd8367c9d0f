// Where a JSON text stops being JSON. JSON.parse says that it is broken, but not always where; this
// second reading happens only then, and only to name the line and the column. RFC 8259

export type Place = { readonly line: number; readonly column: number };

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;

const length = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0].length ?? 0;
};

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The length of the string that begins at `from`, or 0. A loop: one pattern for it runs out of stack on a long one. */
function stringAt(text: string, from: number): number {
  if (text.charCodeAt(from) !== 0x22) return 0;
  for (let i = from + 1; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return i + 1 - from;
    if (code < 0x20) return 0;
    if (code !== 0x5c) continue;
    const escape = length(ESCAPE, text, i);
    if (escape === 0) return 0;
    i += escape - 1;
  }
  return 0;
}

/** How deep arrays and objects nest, stopping at `most`: a cheap look before the parser builds anything. */
export function nestingOf(text: string, most: number): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length && deepest < most; i += 1) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}

type Wants = "value" | "first-element" | "first-key" | "key" | "colon" | "comma";

/** The offset at which the text first breaks the grammar, or its length when it ends too early. */
function breakOf(text: string): number {
  const open: ("{" | "[")[] = [];
  let wants: Wants = "value";
  let i = 0;
  for (;;) {
    i += length(SPACE, text, i);
    const sign = text[i];
    if (sign === undefined || (wants === "comma" && open.length === 0)) return i;
    const within = open.at(-1);
    const closes = within === "{" ? "}" : "]";
    const mayClose = wants === "comma" || wants === "first-element" || wants === "first-key";
    let step = 0;
    if (mayClose && sign === closes) {
      open.pop();
      wants = "comma";
      step = 1;
    } else if (wants === "comma") {
      if (sign !== ",") return i;
      wants = within === "{" ? "key" : "value";
      step = 1;
    } else if (wants === "colon") {
      if (sign !== ":") return i;
      wants = "value";
      step = 1;
    } else if (wants === "key" || wants === "first-key") {
      step = stringAt(text, i);
      wants = "colon";
    } else if (sign === "{" || sign === "[") {
      open.push(sign);
      wants = sign === "{" ? "first-key" : "first-element";
      step = 1;
    } else {
      step = stringAt(text, i) || length(WORD, text, i) || length(NUMBER, text, i);
      wants = "comma";
    }
    if (step === 0) return i;
    i += step;
  }
}

/** Line and column, from 1, of the first place where `text` is not JSON. */
export function placeOfJsonError(text: string): Place {
  const before = text.slice(0, breakOf(text));
  const start = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let i = before.indexOf("\n"); i >= 0; i = before.indexOf("\n", i + 1)) line += 1;
  return { line, column: before.length - start + 1 };
}
