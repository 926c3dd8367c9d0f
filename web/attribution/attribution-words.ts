// The words of attribution.

import type english from "../words/attribution/en.json";
import { usePartWords, type PartWords } from "../words/part.ts";
import type { Words } from "../words/say.ts";

export type AttributionWords = PartWords<keyof typeof english>;

const files = import.meta.glob<{ readonly default: Words }>("../words/attribution/*.json");

export const useAttributionWords = (): AttributionWords | null => usePartWords(files);
