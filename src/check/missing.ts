// The sections that a document leaves out and that mean something by their absence. A drill needs less:
// nobody withdraws from it and nobody reviews it. spec/check.md

import type { CompactDocument } from "../core/compact/document.ts";

type Section = keyof CompactDocument;

/** Each has a sentence `lint.missing.<section>` that says what its absence means. */
const IN_ANY: readonly Section[] = ["silent-after", "red-lines", "responses"];
const IN_REAL: readonly Section[] = [
  "purposes",
  "norms",
  "protected",
  "notices",
  "disclosure",
  "sharing",
  "line",
  "quorum",
  "review",
  "withdrawal",
  "expires",
];

export const SECTIONS_ADVISED: readonly Section[] = [...IN_ANY, ...IN_REAL];

export const missingFrom = (document: CompactDocument): readonly Section[] =>
  (document.mode === "real" ? SECTIONS_ADVISED : IN_ANY).filter((section) => document[section] === undefined);
