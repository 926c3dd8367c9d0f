// The schemes that are sums: EuRepoC's five sub-scores with the weight of the target, and the weighted mean
// of the US National Cyber Incident Scoring System by its published formula. spec/assessment.md

import {
  all,
  any,
  broad,
  collects,
  damage,
  destroyed,
  essential,
  harmed,
  is,
  oneOf,
  overADay,
  rule,
  taken,
} from "./scheme.ts";
import { hits, type Part, type Scheme, type SchemeRule } from "./scheme.ts";

const disrupts = oneOf("nature", "disruption", "sabotage");
const controlLost = is("effect", "control-lost");
const grave = any(essential, hits("sectors", "defence", "public-administration", "space"));

/** Data theft 0 to 2, disruption 0 to 2, hijacking 0 to 2, physical effect in space and in time 0 to 2 each, times 1 to 1.5. */
export const EUREPOC: Scheme = {
  id: "eurepoc-1.3",
  name: "EuRepoC weighted intensity",
  version: "1.3",
  low: 0,
  high: 15,
  runs: "up",
  grain: 1,
  source: "EuRepoC Global 1.3, Zenodo 14965395; eurepoc.eu/methodology",
  sums: null,
  parts: [
    {
      part: "data-theft",
      weight: 1,
      rules: [
        rule("none", 0, 0),
        rule("suspected", 0, 1, is("information", "suspected")),
        rule("collection", 1, 2, collects),
        rule("privacy", 1, 1, is("information", "privacy")),
        rule("sensitive", 1, 2, oneOf("information", "proprietary", "core-credentials")),
        rule("destroyed", 0, 2, destroyed),
      ],
    },
    {
      part: "disruption",
      weight: 1,
      rules: [
        rule("none", 0, 0),
        rule("harmed", 1, 1, harmed),
        rule("over-a-day", 2, 2, all(harmed, overADay)),
        rule("destroyed", 1, 2, destroyed),
      ],
    },
    // Who reads one system from outside need not hold it; who reads within a network does.
    {
      part: "hijacking",
      weight: 1,
      rules: [
        rule("none", 0, 0),
        rule("access-waits", 1, 1, is("prepositioned", "yes")),
        rule("taken-from-one-system", 0, 1, any(collects, taken)),
        rule("taken-in-several-states", 0, 2, all(any(collects, taken), is("spread", "several-states"))),
        rule("taken-within-networks", 1, 2, all(any(collects, taken), oneOf("spread", "one-network", "many-networks"))),
        rule("destroyed", 1, 2, destroyed),
        rule("sabotage", 0, 2, is("nature", "sabotage")),
        rule("control-lost", 2, 2, controlLost),
      ],
    },
    {
      part: "physical-in-space",
      weight: 1,
      rules: [
        rule("none", 0, 0),
        rule("local", 1, 1, is("physical", "local")),
        rule("wide", 2, 2, is("physical", "wide")),
      ],
    },
    {
      part: "physical-in-time",
      weight: 1,
      rules: [rule("none", 0, 0), rule("damage", 1, 2, damage)],
    },
    // Two coders of one case can differ by a step.
    { part: "coding", weight: 1, rules: [rule("one-step", 0, 1)] },
  ],
  factor: {
    part: "target",
    weight: 1,
    rules: [rule("moderate-or-high", 1, 1), rule("very-high", 1, 1.5, all(any(harmed, damage, destroyed), grave))],
  },
};

const word = (field: "recovery" | "information", name: string, low: number, high = low): SchemeRule =>
  rule(name, low, high, is(field, name));

/** US dependency of other sectors on each: published for the United States, and said to be wrong elsewhere. */
const DEPENDENCY: readonly (readonly [string, number])[] = [
  ["energy", 100],
  ["digital-infrastructure", 80],
  ["digital-providers", 80],
  ["communications", 75],
  ["transport", 75],
  ["drinking-water", 60],
  ["waste-water", 60],
  ["manufacturing", 50],
  ["public-administration", 40],
  ["banking", 35],
  ["financial-markets", 35],
  ["defence", 35],
  ["health", 30],
  ["food", 20],
  ["chemicals", 20],
];

const NCISS_PARTS: readonly Part[] = [
  {
    part: "functional-impact",
    weight: 6,
    rules: [
      rule("no-impact", 0, 20),
      rule("degraded", 35, 70, is("effect", "degraded")),
      rule("degraded-critical", 40, 70, all(is("effect", "degraded"), essential)),
      rule("denial", 60, 100, is("effect", "interrupted")),
      rule("denial-critical", 100, 100, all(is("effect", "interrupted"), essential)),
      rule("control-lost", 100, 100, controlLost),
    ],
  },
  {
    part: "observed-activity",
    weight: 5,
    rules: [
      rule("none-to-engagement", 0, 70),
      rule("presence", 80, 80, any(collects, taken, is("prepositioned", "yes"), broad)),
      rule("effect", 100, 100, any(harmed, damage, disrupts)),
    ],
  },
  // No fact says where in a network it was seen or who did it: the whole range of values.
  { part: "location", weight: 4, rules: [rule("not-stated", 30, 100)] },
  { part: "actor", weight: 4, rules: [rule("not-stated", 20, 100)] },
  {
    part: "information-impact",
    weight: 2,
    rules: [
      rule("none", 0, 0),
      word("information", "suspected", 10),
      word("information", "privacy", 20),
      word("information", "proprietary", 50, 70),
      word("information", "core-credentials", 80),
      word("information", "destroyed", 60, 100),
    ],
  },
  {
    part: "recoverability",
    weight: 4,
    rules: [
      rule("regular", 20, 20),
      word("recovery", "supplemented", 40),
      word("recovery", "extended", 60),
      word("recovery", "not-recoverable", 100),
    ],
  },
  {
    part: "cross-sector-dependency",
    weight: 3,
    rules: [
      rule("least", 15, 15),
      // What the list of sectors calls otherwise has no value of its own there.
      rule("other", 15, 100, hits("sectors", "space", "post", "waste", "research", "other")),
      ...DEPENDENCY.map(([sector, value]) => rule(sector, value, value, hits("sectors", sector))),
    ],
  },
  { part: "potential-impact", weight: 6, rules: [rule("not-stated", 0, 100)] },
];

export const NCISS: Scheme = {
  id: "nciss",
  name: "National Cyber Incident Scoring System",
  version: "CISA, weights as in CMU-SEI CITE.Api 951acce",
  low: 0,
  high: 100,
  runs: "up",
  grain: 1,
  source: "cisa.gov/nciss/demo; github.com/cmu-sei/CITE.Api, appsettings.json",
  factor: null,
  sums: { least: 325, most: 3400 },
  parts: NCISS_PARTS,
};
