// The words of directories of contacts and of keys.

import type english from "../words/contacts/en.json";
import { usePartWords, type PartWords } from "../words/part.ts";
import type { Words } from "../words/say.ts";

export type ContactsWords = PartWords<keyof typeof english>;

const files = import.meta.glob<{ readonly default: Words }>("../words/contacts/*.json");

export const useContactsWords = (): ContactsWords | null => usePartWords(files);
