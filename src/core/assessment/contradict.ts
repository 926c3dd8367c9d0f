// Facts that cannot both be so. Only those stand here that no incident could show together: what merely
// surprises is for people to judge. Asked of the facts of one act; two acts may disagree. spec/assessment.md

import type { StatedFacts } from "../kernel/matter.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";

type Said = readonly [fact: string, words: readonly (string | number)[]];

const PAIRS: readonly (readonly [Said, Said])[] = [
  // Collection takes and leaves as it was: what destroys is of another kind, or of an undetermined one.
  [
    ["nature", ["collection"]],
    ["information", ["destroyed"]],
  ],
  [
    ["nature", ["collection"]],
    ["physical", ["local", "wide"]],
  ],
  // Between several states there is a border.
  [
    ["spread", ["several-states"]],
    ["cross-border", ["no"]],
  ],
  // Whoever died was affected.
  [
    ["people", [0]],
    ["deaths", ["few", "many"]],
  ],
  // Access is placed for later use by somebody who means to use it.
  [
    ["prepositioned", ["yes"]],
    ["malicious", ["no"]],
  ],
];

const says = (facts: StatedFacts, [fact, words]: Said): boolean => {
  const value = facts[fact];
  return (typeof value === "string" || typeof value === "number") && words.includes(value);
};

/** Whether what one act states can be so all together. */
export function fitTogether(facts: StatedFacts): Verdict {
  const pair = PAIRS.find(([one, other]) => says(facts, one) && says(facts, other));
  return pair === undefined ? REGULAR : irregular("facts-contradict", { first: pair[0][0], second: pair[1][0] });
}
