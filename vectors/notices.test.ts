// The vectors of notices.

import { noticePicture, noticeVectors } from "./make-notices.ts";
import { tellStories } from "./retold.ts";

type Expected = { readonly judged: Readonly<Record<string, string | null>> };

tellStories<Expected>({
  folder: new URL("notices/", import.meta.url),
  made: noticeVectors(),
  pictureOf: noticePicture,
  rulesOf: ({ judged }) => Object.values(judged),
});
