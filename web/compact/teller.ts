// The check's sentences and lengths in the language of the page.

import { tellLength, type Teller } from "../../src/check/tell.ts";
import type { Millis } from "../../src/core/kernel/instant.ts";
import { languageName } from "../parts/body.tsx";
import { useCompactSpeech, type CompactSpeech } from "./speech.tsx";

const NO_TEXT = "\u0000";

export const tellerOf = ({ say, speech }: Pick<CompactSpeech, "say" | "speech">): Teller => ({
  text: (id, args) => {
    const text = say.name(id, NO_TEXT, args);
    return text === NO_TEXT ? undefined : text;
  },
  all: (items) => speech.list(items, "and"),
  either: (items) => speech.list(items, "or"),
  language: (code) => languageName(say, code),
});

/** A length as a compact writes it, in hours as far as people compare hours. */
export function useLength(): (length: Millis) => string {
  const spoken = useCompactSpeech();
  return (length) => tellLength(length, tellerOf(spoken));
}
