// A commitment binds an author to words that only some can read yet, and tells nobody what they are.
// spec/mediation.md

import { sha256Base64url } from "./hash.ts";

export type SaltedText = {
  /** Sixteen bytes of chance, in base64url. */
  readonly salt: string;
  readonly words: { readonly lang: string; readonly text: string };
};

export const commitmentOf = ({ salt, words }: SaltedText): string =>
  sha256Base64url(`downrung/1 words\n${salt}\n${words.lang}\n${words.text}`);
