// A matter is entangled when somebody states that a strategic system is touched: nuclear command, early
// warning, strategic communications. Then the way to contact is shorter, and nothing else. spec/assessment.md

import type { Matter, StatedFacts } from "../kernel/matter.ts";

const touches = (facts: StatedFacts): readonly string[] => {
  const stated = facts["strategic"];
  return Array.isArray(stated) ? (stated as readonly string[]) : [];
};

/** The strategic systems that the report or any party's assessment states, each once. */
export const strategicIn = ({ facts, assessments }: Matter): readonly string[] => [
  ...new Set([...touches(facts), ...Object.values(assessments).flatMap((held) => touches(held.facts))]),
];

export const isEntangled = (matter: Matter): boolean => strategicIn(matter).length > 0;
