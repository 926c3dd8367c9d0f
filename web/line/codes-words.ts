// The words of codes.

import type english from "../../src/core/words/codes/en.json";
import { usePartWords, type PartWords } from "../words/part.ts";
import type { Words } from "../words/say.ts";

export type CodesWords = PartWords<keyof typeof english>;

const files = import.meta.glob<{ readonly default: Words }>("../../src/core/words/codes/*.json");

export const useCodesWords = (): CodesWords | null => usePartWords(files);
