import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, demoDocument } from "../core/testing/story.ts";
import { modelOf } from "./model.ts";
import { kindsLeftOut } from "./moves.ts";

type Step = { readonly step: string; readonly owes: readonly object[] };

test("a proposed course turns nothing on a ladder that does not name it, so nothing is left out without it", () => {
  for (const kind of ["propose", "accept", "refuse"]) assert.ok(!kindsLeftOut(modelOf(demo())).includes(kind), kind);
});

test("on a ladder that lets a duty follow from a proposal, the check says that it has not looked at it", () => {
  const owed = { by: "addressees", act: ["accept", "refuse"], on: "propose", latest: "24h" };
  const ladder = (demoDocument()["ladder"] as readonly Step[]).map((step) =>
    step.step === "deconflict" ? { ...step, owes: [...step.owes, owed] } : step,
  );
  const left = kindsLeftOut(modelOf(demo({ ladder })));
  assert.deepEqual(
    ["propose", "accept", "refuse"].filter((kind) => !left.includes(kind)),
    [],
  );
});
