// The words of the Line page: its own, and those of the law of the line.

import type law from "../../src/core/words/line/en.json";
import type english from "../words/line/en.json";
import { usePartWords, type PartFiles, type PartWords } from "../words/part.ts";
import type { Words } from "../words/say.ts";

export type LineWords = PartWords<keyof typeof english | keyof typeof law>;

const files: PartFiles = {
  ...import.meta.glob<{ readonly default: Words }>("../words/line/*.json"),
  ...import.meta.glob<{ readonly default: Words }>("../../src/core/words/line/*.json"),
};

export const useLineWords = (): LineWords | null => usePartWords(files);
