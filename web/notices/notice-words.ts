// The words of the page of notices and of matches.

import type english from "../words/notices/en.json";
import { usePartWords, type PartWords } from "../words/part.ts";
import type { Words } from "../words/say.ts";

export type NoticeWords = PartWords<keyof typeof english>;

const files = import.meta.glob<{ readonly default: Words }>("../words/notices/*.json");

export const useNoticeWords = (): NoticeWords | null => usePartWords(files);
