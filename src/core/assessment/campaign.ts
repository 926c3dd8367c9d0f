// Several incidents judged together. What none of them is alone, all of them may be: the interval begins
// where the gravest begins, and reaches further the more incidents, sectors and states there are. How much
// further is the compact's own judgement and stands here as data. spec/assessment.md

import type { Facts } from "../compact/facts.ts";
import type { SchemeId } from "./scheme.ts";
import { SCHEMES } from "./schemes.ts";
import { severityOf, type Severity } from "./severity.ts";

export type CampaignIncident = {
  readonly facts: Facts;
  /** States where it was felt. */ readonly states: readonly string[];
};

const WIDENERS = ["incidents", "sectors", "states"] as const;

/** What widens upwards: each doubling of the count is a step, a tenth of the scale. */
export type Widening = { readonly by: (typeof WIDENERS)[number]; readonly count: number; readonly steps: number };

export type CampaignSeverity = {
  readonly scheme: SchemeId;
  readonly version: string;
  readonly low: number;
  readonly high: number;
  /** Each incident by itself, in the order given. */
  readonly each: readonly Severity[];
  readonly widened: readonly Widening[];
};

const STEPS_IN_A_SCALE = 10;

const wordsOf = ({ facts }: CampaignIncident): readonly string[] =>
  Array.isArray(facts.sectors) ? (facts.sectors as readonly string[]) : [];

/** As serious as they are together; null for no incident. */
export function severityOfCampaign(incidents: readonly CampaignIncident[], id: SchemeId): CampaignSeverity | null {
  if (incidents.length === 0) return null;
  const scheme = SCHEMES[id];
  const each = incidents.map(({ facts }) => severityOf(facts, id));
  const counts = {
    incidents: incidents.length,
    sectors: new Set(incidents.flatMap(wordsOf)).size,
    states: new Set(incidents.flatMap(({ states }) => states)).size,
  };
  const widened = WIDENERS.map((by): Widening => ({
    by,
    count: counts[by],
    steps: Math.floor(Math.log2(Math.max(1, counts[by]))),
  })).filter(({ steps }) => incidents.length > 1 && steps > 0);
  const step = Math.max(scheme.grain, Math.ceil((scheme.high - scheme.low) / STEPS_IN_A_SCALE));
  const further = step * widened.reduce((sum, { steps }) => sum + steps, 0);
  const lows = each.map(({ low }) => low);
  const highs = each.map(({ high }) => high);
  const ends =
    scheme.runs === "up"
      ? { low: Math.max(...lows), high: Math.min(scheme.high, Math.max(...highs) + further) }
      : { low: Math.max(scheme.low, Math.min(...lows) - further), high: Math.min(...highs) };
  return { scheme: id, version: scheme.version, ...ends, each, widened };
}
