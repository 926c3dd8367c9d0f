// The first look at a YAML text, one word or sign after the other, before anything is built from it. What
// no compact has (anchors, aliases, tags, deep nesting, hundreds of thousands of signs) is refused here, so
// that a hostile file costs no more than its reading. spec/compact.md

import { CST, Lexer } from "yaml";

/** What is wrong, and at which character of the text. */
export type Fault = { readonly at: number; readonly message: string };

export const YAML_LIMITS = {
  /** Compacts and scenarios are read by people; more than this is neither. */
  bytes: 1024 * 1024,
  /** Words, signs and ends of line. The longest ready compact has some 10,000. */
  tokens: 60_000,
  /** Brackets within brackets, or list within list on one line. */
  depth: 32,
  /** How far a line is set in; each level of nesting sets it in further. */
  indent: 200,
  /** So many errors are told; a file with more has one cause. */
  errors: 20,
} as const;

/** Control characters, and marks that make a line read otherwise than it is written. */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;
const ORDINARY = new Set(["\t", "\n", "\r"]);

/** The faults that show before parsing, in the order of the text. */
export function scanYaml(text: string): readonly Fault[] {
  const faults = unseenIn(text);
  let at = 0;
  let depth = 0;
  let onLine = 0;
  let tokens = 0;
  let raw = false;
  let fresh = true;
  for (const lexeme of new Lexer().lex(text)) {
    if (faults.length >= YAML_LIMITS.errors) break;
    tokens += 1;
    if (tokens > YAML_LIMITS.tokens) {
      return [...faults, { at, message: `the file has more than ${YAML_LIMITS.tokens} words and signs; shorten it` }];
    }
    const type: string | null = raw ? "text" : CST.tokenType(lexeme);
    raw = type === "scalar";
    if (type === "scalar" || type === "doc-mode" || type === "flow-error-end") continue;
    if (type === "flow-map-start" || type === "flow-seq-start") depth += 1;
    else if (type === "flow-map-end" || type === "flow-seq-end") depth -= 1;
    else if (type === "newline") onLine = 0;
    else if (type === "seq-item-ind" || type === "explicit-key-ind" || type === "map-value-ind") onLine += 1;
    const indent = type === "space" && fresh ? lexeme.length : 0;
    fresh = type === "newline";
    if (depth > YAML_LIMITS.depth || (depth === 0 && onLine > YAML_LIMITS.depth) || indent > YAML_LIMITS.indent) {
      return [...faults, { at, message: `nested too deep; write it flatter` }];
    }
    const message = refusalOf(type, lexeme);
    if (message !== undefined) faults.push({ at, message });
    at += lexeme.length;
  }
  return faults;
}

function unseenIn(text: string): Fault[] {
  const faults: Fault[] = [];
  for (const { 0: character, index } of text.matchAll(UNSEEN)) {
    if (ORDINARY.has(character) || (character === "\ufeff" && index === 0)) continue;
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    faults.push({ at: index, message: `a character that cannot be seen (U+${code}); remove it` });
    if (faults.length >= YAML_LIMITS.errors) break;
  }
  return faults;
}

function refusalOf(type: string | null, lexeme: string): string | undefined {
  switch (type) {
    case "alias":
      return "aliases (*name) are not read; write the value out";
    case "anchor":
      return "anchors (&name) are not read; write the value out";
    case "tag":
      return "tags (!name) are not read; remove it";
    case "directive-line":
      return /^%YAML\s+1\.2\b/.test(lexeme) ? undefined : "only YAML 1.2 is read; remove this line";
    default:
      return undefined;
  }
}
