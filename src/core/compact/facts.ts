// The facts that a compact may speak of: a closed table, each with its type and the values it can take.
// They are what reports and assessments state, so both sides put the same question to the same acts.
// Any of them may be unknown. spec/condition.md

import {
  DEATHS,
  DURATIONS,
  FUNCTIONAL_EFFECTS,
  INFORMATION_EFFECTS,
  NATURES,
  PHYSICAL_EFFECTS,
  RECOVERABILITIES,
  SECTORS,
  SPREADS,
  STRATEGIC_SYSTEMS,
} from "../kernel/taxonomy.ts";

export const TRI_STATE = ["yes", "no", "unknown"] as const;

/** A word from a list; a set of words from a list; a count, 0 or above. */
export type FactType =
  | { readonly is: "word"; readonly values: readonly string[]; readonly unknown: string }
  | { readonly is: "set"; readonly values: readonly string[] }
  | { readonly is: "count"; readonly unit: "people" | "severity" };

export const FACTS = {
  /** What it is; an assessment's word for it goes before the report's. */
  nature: { is: "word", values: NATURES, unknown: "undetermined" },
  effect: { is: "word", values: FUNCTIONAL_EFFECTS, unknown: "unknown" },
  information: { is: "word", values: INFORMATION_EFFECTS, unknown: "unknown" },
  physical: { is: "word", values: PHYSICAL_EFFECTS, unknown: "unknown" },
  recovery: { is: "word", values: RECOVERABILITIES, unknown: "unknown" },
  duration: { is: "word", values: DURATIONS, unknown: "unknown" },
  spread: { is: "word", values: SPREADS, unknown: "unknown" },
  sectors: { is: "set", values: SECTORS },
  /** Strategic systems touched. A matter in which somebody states one is entangled. */
  strategic: { is: "set", values: STRATEGIC_SYSTEMS },
  people: { is: "count", unit: "people" },
  deaths: { is: "word", values: DEATHS, unknown: "unknown" },
  malicious: { is: "word", values: TRI_STATE, unknown: "unknown" },
  "cross-border": { is: "word", values: TRI_STATE, unknown: "unknown" },
  civilians: { is: "word", values: TRI_STATE, unknown: "unknown" },
  ongoing: { is: "word", values: TRI_STATE, unknown: "unknown" },
  /** Access that waits for later use. */
  prepositioned: { is: "word", values: TRI_STATE, unknown: "unknown" },
  /** One of a series. */
  campaign: { is: "word", values: TRI_STATE, unknown: "unknown" },
  /** The ends of an assessment's interval on the compact's scale; unknown until somebody has assessed. */
  "severity-low": { is: "count", unit: "severity" },
  "severity-high": { is: "count", unit: "severity" },
} as const satisfies Readonly<Record<string, FactType>>;

export type FactName = keyof typeof FACTS;
export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[];

/** What is stated of an incident: a word, a list of words, a count; null where nothing is known. */
export type Facts = { readonly [name in FactName]: string | readonly string[] | number | null };

export const NO_FACTS: Facts = {
  nature: null,
  effect: null,
  information: null,
  physical: null,
  recovery: null,
  duration: null,
  spread: null,
  sectors: null,
  strategic: null,
  people: null,
  deaths: null,
  malicious: null,
  "cross-border": null,
  civilians: null,
  ongoing: null,
  prepositioned: null,
  campaign: null,
  "severity-low": null,
  "severity-high": null,
};
