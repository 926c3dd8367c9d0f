// STIX words and what they are in a report. A word that has no clear counterpart is left out here and
// stays unknown in the draft: a table that guesses is worse than an empty field.

import type { FUNCTIONAL_EFFECTS, NATURES, RECOVERABILITIES, SECTORS } from "../core/kernel/taxonomy.ts";
import type { Marking } from "../core/kernel/act.ts";

type Sector = (typeof SECTORS)[number];
type Nature = (typeof NATURES)[number];
type Effect = (typeof FUNCTIONAL_EFFECTS)[number];
type Recovery = (typeof RECOVERABILITIES)[number];

/** The marking definitions that STIX and OASIS publish: TLP 2.0, and TLP 1.0 read as its successor. */
export const TLP_BY_ID: ReadonlyMap<string, Marking> = new Map([
  ["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "TLP:CLEAR"],
  ["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "TLP:GREEN"],
  ["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "TLP:AMBER"],
  ["marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "TLP:AMBER+STRICT"],
  ["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "TLP:RED"],
  ["marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "TLP:CLEAR"],
  ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "TLP:GREEN"],
  ["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "TLP:AMBER"],
  ["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "TLP:RED"],
]);

/** The same by its word, for producers that write their own definition objects. */
export const TLP_BY_WORD: ReadonlyMap<string, Marking> = new Map([
  ["clear", "TLP:CLEAR"],
  ["white", "TLP:CLEAR"],
  ["green", "TLP:GREEN"],
  ["amber", "TLP:AMBER"],
  ["amber+strict", "TLP:AMBER+STRICT"],
  ["red", "TLP:RED"],
]);

/**
 * industry-sector-ov (STIX 2.1, 10.11; 2.0, 6.6) in the sectors of NIS2. Financial services and water
 * name two NIS2 sectors each, and both are given. Utilities, technology and infrastructure could be
 * several that differ, so they are not translated.
 */
export const SECTORS_OF: ReadonlyMap<string, readonly Sector[]> = new Map<string, readonly Sector[]>([
  ["aerospace", ["manufacturing"]],
  ["agriculture", ["food"]],
  ["automotive", ["manufacturing"]],
  ["chemical", ["chemicals"]],
  ["communications", ["communications"]],
  ["defence", ["defence"]],
  ["defense", ["defence"]],
  ["energy", ["energy"]],
  ["financial-services", ["banking", "financial-markets"]],
  ["government", ["public-administration"]],
  ["government-local", ["public-administration"]],
  ["government-national", ["public-administration"]],
  ["government-public-services", ["public-administration"]],
  ["government-regional", ["public-administration"]],
  ["healthcare", ["health"]],
  ["manufacturing", ["manufacturing"]],
  ["nuclear", ["energy"]],
  ["pharmaceuticals", ["health"]],
  ["telecommunications", ["communications"]],
  ["transportation", ["transport"]],
  ["water", ["drinking-water", "waste-water"]],
]);

/**
 * incident-type-ov words that say what was done, not what was possible. Access alone does not tell
 * collection from preparation, so `unauthorized-access` and `compromised-system` say nothing here.
 */
export const NATURE_OF_INCIDENT: ReadonlyMap<string, Nature> = new Map([
  ["denial-of-service", "disruption"],
  ["destruction", "sabotage"],
]);

/** Malware types that hint at a nature. A tool's ability is not what was done with it: hints only. */
export const NATURE_HINTS: ReadonlyMap<string, Nature> = new Map([
  ["ddos", "disruption"],
  ["keylogger", "collection"],
  ["ransomware", "disruption"],
  ["screen-capture", "collection"],
  ["spyware", "collection"],
  ["wiper", "sabotage"],
]);

/** ATT&CK tactics that aim at an effect: these too are hints, since a technique may fail or be stopped. */
export const EFFECT_TACTICS: ReadonlySet<string> = new Set([
  "mitre-attack impact",
  "mitre-ics-attack impact",
  "mitre-ics-attack inhibit-response-function",
  "mitre-ics-attack impair-process-control",
]);

/** functional_impact, incident core extension 1.0. */
export const EFFECT_OF_WORD: ReadonlyMap<string, Effect> = new Map([
  ["none", "none"],
  ["minimal", "degraded"],
  ["significant", "degraded"],
  ["denial", "interrupted"],
  ["loss-of-control", "control-lost"],
]);

/** availability_impact 0 to 100, impact extension 1.0, Appendix B, "Simple Qualitative". */
export function effectOfNumber(impact: number): Effect {
  if (impact === 0) return "none";
  if (impact < 60) return "degraded";
  return impact < 90 ? "interrupted" : "control-lost";
}

/** Determinations after which the incident is said to have happened, with harm. */
export const HAPPENED: ReadonlySet<string> = new Set(["confirmed", "successful-attempt"]);
/** Determinations that the extension defines as "no impact". */
export const NO_IMPACT: ReadonlySet<string> = new Set(["blocked", "failed-attempt"]);
const OTHER_DETERMINATIONS: readonly string[] = ["suspected", "false-positive", "low-value"];
export const DETERMINATIONS: ReadonlySet<string> = new Set([...HAPPENED, ...NO_IMPACT, ...OTHER_DETERMINATIONS]);

/** `not-applicable` has no counterpart: "no recovery is necessary" is not a length of recovery. */
export const RECOVERY_OF: ReadonlyMap<string, Recovery> = new Map([
  ["regular", "regular"],
  ["supplemented", "supplemented"],
  ["extended", "extended"],
  ["not-recoverable", "not-recoverable"],
]);

/** ATT&CK, as MITRE names itself in external references. */
export const ATTACK_SOURCES: ReadonlySet<string> = new Set(["mitre-attack", "mitre-ics-attack", "mitre-mobile-attack"]);
