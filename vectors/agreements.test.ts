// The vectors of the agreement: how a compact comes into force, changes and ends.

import { agreementPicture, agreementVectors } from "./make-agreements.ts";
import { tellStories } from "./retold.ts";

type Judged = { readonly version: number | null; readonly rule: string | null };

tellStories<{ readonly judged: Readonly<Record<string, Judged>> }>({
  folder: new URL("agreements/", import.meta.url),
  made: agreementVectors(),
  pictureOf: agreementPicture,
  rulesOf: ({ judged }) => Object.values(judged).map(({ rule }) => rule),
});
