// The vectors of the lines.

import { linePicture, lineVectors } from "./make-lines.ts";
import { tellStories } from "./retold.ts";

type Expected = { readonly judged: Readonly<Record<string, string | null>> };

tellStories<Expected>({
  folder: new URL("lines/", import.meta.url),
  made: lineVectors(),
  pictureOf: linePicture,
  rulesOf: ({ judged }) => Object.values(judged),
});
