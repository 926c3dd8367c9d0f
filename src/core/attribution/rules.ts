// The acts of attribution, kind by kind, for the one table of the law. spec/attribution.md

import { addEvidence } from "./add-evidence.ts";
import { answerAttribution } from "./answer-attribution.ts";
import { attribute } from "./attribute.ts";
import { discloseEvidence } from "./disclose-evidence.ts";

export const ATTRIBUTION_RULES = {
  "add-evidence": addEvidence,
  "disclose-evidence": discloseEvidence,
  attribute,
  "answer-attribution": answerAttribution,
} as const;

/** Kinds that turn nothing on any ladder, and have their own place on a screen. */
export const isOfAttribution = (kind: string): boolean => Object.hasOwn(ATTRIBUTION_RULES, kind);
