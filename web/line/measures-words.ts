// The words of the Measures page: its own, and the categories of a menu as a compact says them.

import type compact from "../../src/core/words/compact/en.json";
import type english from "../words/measures/en.json";
import { usePartWords, type PartFiles, type PartWords } from "../words/part.ts";
import type { Words } from "../words/say.ts";

export type MeasuresWords = PartWords<keyof typeof english | keyof typeof compact>;

const files: PartFiles = {
  ...import.meta.glob<{ readonly default: Words }>("../words/measures/*.json"),
  ...import.meta.glob<{ readonly default: Words }>("../../src/core/words/compact/*.json"),
};

export const useMeasuresWords = (): MeasuresWords | null => usePartWords(files);
