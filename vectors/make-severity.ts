// Makes vectors/severity.json: `node vectors/make-severity.ts`. Facts, and the interval in every scheme. Facts
// that are not named are unknown. spec/assessment.md

import { writeFileSync } from "node:fs";
import { SCHEME_IDS } from "../src/core/assessment/scheme.ts";
import { severityOf } from "../src/core/assessment/severity.ts";
import { NO_FACTS, type Facts } from "../src/core/compact/facts.ts";

const FILE = new URL("severity.json", import.meta.url);

const whole: Partial<Facts> = { physical: "none", deaths: "none" };
const blackout: Partial<Facts> = { nature: "disruption", effect: "interrupted", sectors: ["energy"] };

export const severityCases: readonly { readonly name: string; readonly facts: Partial<Facts> }[] = [
  { name: "nothing is known", facts: {} },
  {
    name: "what is said to be unknown is as if it were not said",
    facts: { nature: "undetermined", deaths: "unknown" },
  },
  {
    name: "a probe without effect",
    facts: { ...whole, nature: "disruption", effect: "none", information: "none", prepositioned: "no" },
  },
  {
    name: "a denial of service for some hours",
    facts: { ...whole, nature: "disruption", effect: "interrupted", duration: "hours", information: "none" },
  },
  { name: "collection: what follows by definition is known", facts: { nature: "collection" } },
  {
    name: "collection in many networks",
    facts: { nature: "collection", information: "proprietary", spread: "many-networks", prepositioned: "no" },
  },
  { name: "access that waits in an essential service", facts: { prepositioned: "yes", sectors: ["energy"] } },
  { name: "a blackout as first reported", facts: blackout },
  { name: "a blackout without physical damage", facts: { ...blackout, ...whole } },
  { name: "a blackout of some days", facts: { ...blackout, ...whole, duration: "days", information: "none" } },
  {
    name: "destruction in many networks",
    facts: { ...whole, nature: "sabotage", information: "destroyed", spread: "many-networks", recovery: "extended" },
  },
  { name: "physical damage over a wide area", facts: { nature: "sabotage", physical: "wide", deaths: "none" } },
  { name: "many deaths", facts: { nature: "sabotage", physical: "wide", deaths: "many" } },
  {
    name: "a strategic system touched raises nothing",
    facts: { ...whole, nature: "collection", strategic: ["early-warning"] },
  },
  { name: "a set that is empty is known to be empty", facts: { ...whole, effect: "interrupted", sectors: [] } },
];

export function severityVectors(): string {
  const cases = severityCases.map(({ name, facts }) => ({
    name,
    facts,
    severity: Object.fromEntries(
      SCHEME_IDS.map((id) => {
        const { low, high, unknown } = severityOf({ ...NO_FACTS, ...facts }, id);
        return [id, { low, high, unknown }];
      }),
    ),
  }));
  return `${JSON.stringify({ cases }, null, 1)}\n`;
}

if (import.meta.main) writeFileSync(FILE, severityVectors());
