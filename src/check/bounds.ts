// What the check looked at, in sentences: within these bounds its answers are complete, and beyond them
// it says nothing. spec/check.md, "Bounds"

import { count, length, names, parties, party, type Sentence } from "./sentence.ts";
import type { Bounds, Report } from "./report.ts";

export const boundsSentences = ({ bounds, complete, states }: Report): readonly Sentence[] => [
  {
    id: "bounds.parties",
    args: { reporter: party(bounds.parties.reporter), addressees: parties(bounds.parties.addressees) },
  },
  ...(bounds.parties.mediator === null
    ? []
    : [{ id: "bounds.mediator", args: { mediator: party(bounds.parties.mediator) } }]),
  { id: "bounds.acts", args: { acts: { is: "acts", most: bounds.acts }, count: count(bounds.actsInAll) } },
  ...measuresSentences(bounds),
  { id: `bounds.${bounds.instants}`, args: { tick: length(bounds.tick) } },
  ...lengthsSentences(bounds),
  ...(bounds.entangled ? [{ id: "bounds.entangled", args: {} }] : []),
  complete ? { id: "bounds.complete", args: {} } : { id: "bounds.cut", args: { states: count(states) } },
];

const measuresSentences = ({ measures, parties: { reporter } }: Bounds): readonly Sentence[] =>
  measures.length === 0
    ? []
    : [{ id: "bounds.measures", args: { measures: names(measures), reporter: party(reporter) } }];

const lengthsSentences = ({ lengths }: Bounds): readonly Sentence[] =>
  lengths.length === 0 ? [] : [{ id: "bounds.lengths", args: { lengths: names(lengths) } }];
