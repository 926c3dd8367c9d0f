import assert from "node:assert/strict";
import { test } from "node:test";
import { small } from "../../vectors/case-stories.ts";
import { exportCase } from "../../vectors/story.ts";
import { commitmentOf } from "../crypto/commitment.ts";
import { verifyCaseFile } from "./casefile.ts";

const SALT = "S".repeat(21) + "A";
const words = { lang: "en", text: "We could open our logs." };

/** A case in which Borea has sealed a position and opens it with these words. */
function openingWith(statement: object, by = "borea"): readonly (boolean | null)[] {
  const story = small();
  const commitment = commitmentOf({ salt: SALT, words });
  const body = { key: 1, sealed: "A".repeat(64), commitment };
  const { act } = story.say("borea", "position", { matter: "aurelia-1", body });
  story.say(by, "open-sealed", { matter: "aurelia-1", body: { of: act.id, salt: SALT, statement } });
  const verdict = verifyCaseFile(exportCase(story, "aurelia", "aurelia-1"));
  assert.ok(verdict.ok, "a false opening spoils its author's word and not the case");
  return verdict.openings.map(({ fits }) => fits);
}

test("a stranger with the file sees whether words that were opened are those that were sealed", () => {
  assert.deepEqual(openingWith(words), [true]);
  assert.deepEqual(openingWith({ ...words, text: "We never could." }), [false]);
});

test("nothing is told of an opening that shows too little, or of what another has sealed", () => {
  assert.deepEqual(openingWith({ lang: "en" }), [null]);
  assert.deepEqual(openingWith(words, "aurelia"), [null]);
});
