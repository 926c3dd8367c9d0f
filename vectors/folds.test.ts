// The vectors of the fold: one matter, from its report on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { foldVectors, pictureOf } from "./make-folds.ts";
import { tellStories } from "./retold.ts";

type Expected = { readonly rules: Readonly<Record<string, string | null>> };

const MATTER = "aurelia-1";
const rulesOf = ({ rules }: Expected): readonly (string | null)[] => Object.values(rules);
const made = foldVectors();

tellStories<Expected>({
  folder: new URL("folds/", import.meta.url),
  made,
  pictureOf: (fold, at) => {
    const matter = fold.matter(MATTER, at);
    return {
      rules: Object.fromEntries(fold.entries(MATTER).map(({ id, refusal }) => [id, refusal?.rule ?? null])),
      matter: matter === undefined ? null : pictureOf(matter),
    };
  },
  rulesOf,
});

test("a case that is not called irregular holds no irregular act", () => {
  for (const [name, text] of made) {
    if (name.startsWith("irregular")) continue;
    const { expect } = JSON.parse(text) as { readonly expect: Expected };
    assert.ok(
      rulesOf(expect).every((rule) => rule === null),
      name,
    );
  }
});
