// The stories of the fold vectors that are about stated facts and strategic systems. spec/assessment.md

import { begin, climbedTo, demo } from "../src/core/testing/story.ts";
import type { Case } from "./make-folds.ts";

const CLAUSE = { entangled: { contact: "30m" } };
const STRATEGIC = ["early-warning"];

export const ASSESSMENTS: Readonly<Record<string, Case>> = {
  "valid-entangled": {
    about:
      "The report states that early warning is touched: each contact follows the one before within the clause’s time.",
    parts: CLAUSE,
    tell: () => {
      const story = begin(demo(CLAUSE));
      story.gives("aurelia", "report", { body: { strategic: STRATEGIC } });
      story.passes("24h");
      story.passes("40m");
      return story;
    },
  },
  "valid-entangled-midway": {
    about:
      "An assessment states it after a question has lapsed: the contact that is still to come comes closer, and no duty moves.",
    parts: CLAUSE,
    tell: () => {
      const story = climbedTo("assess", demo(CLAUSE));
      story.gives("aurelia", "ask", { to: ["borea"] });
      story.passes("4h");
      story.passes("10m");
      story.gives("aurelia", "assess", { body: { facts: { strategic: STRATEGIC, duration: "hours" } } });
      return story;
    },
  },
  "irregular-facts-contradict": {
    about: "Who only collects destroys nothing: an assessment that states both is irregular and changes nothing.",
    tell: () => {
      const story = climbedTo("assess");
      story.passes("30m");
      story.gives("aurelia", "assess", { body: { nature: "collection", facts: { information: "destroyed" } } });
      story.gives("borea", "assess", { body: { nature: "collection", facts: { information: "proprietary" } } });
      return story;
    },
  },
};
