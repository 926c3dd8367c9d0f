// The words of exchanges of steps down: of the part of the matter's page and of its forms.

import type { Words } from "../words/say.ts";
import { usePartWords, type PartWords } from "../words/part.ts";
import type english from "../words/exchange/en.json";

const files = import.meta.glob<{ readonly default: Words }>("../words/exchange/*.json");

export type ExchangeWords = PartWords<keyof typeof english>;

/** Null until the words are there. */
export const useExchangeWords = (): ExchangeWords | null => usePartWords(files);
