// The one table: kind -> rule. Adding an act is one line here. CONTRIBUTING.md shows the rest.

import { assess } from "../assessment/assess.ts";
import { dispute } from "../assessment/dispute.ts";
import { confirm, refute } from "../assessment/finding.ts";
import { report } from "../assessment/report.ts";
import { ATTRIBUTION_RULES } from "../attribution/rules.ts";
import type { ActRule } from "../compact/rule.ts";
import { accept } from "../ladder/accept.ts";
import { ask, clarify } from "../ladder/clarify.ts";
import { convene } from "../ladder/convene.ts";
import { coolOff } from "../ladder/cool-off.ts";
import { acknowledge, notify } from "../ladder/notify.ts";
import { propose } from "../ladder/propose.ts";
import { refuse } from "../ladder/refuse.ts";
import { close, standDown } from "../ladder/stand-down.ts";
import { MEDIATION_RULES, SITTING_RULES } from "../mediation/rules.ts";
import { adoptMeasure } from "../response/adopt-measure.ts";
import { consultMeasure } from "../response/consult-measure.ts";
import { extendMeasure } from "../response/extend-measure.ts";
import { EXCHANGE_RULES } from "../response/exchange-rules.ts";
import { liftMeasure } from "../response/lift-measure.ts";
import { proposeMeasure } from "../response/propose-measure.ts";
import { resumeMeasure, suspendMeasure } from "../response/suspend-measure.ts";

const rules = {
  report,
  confirm,
  refute,
  assess,
  notify,
  acknowledge,
  ask,
  clarify,
  convene,
  propose,
  accept,
  refuse,
  "cool-off": coolOff,
  "stand-down": standDown,
  close,
  dispute,
  "propose-measure": proposeMeasure,
  "consult-measure": consultMeasure,
  "adopt-measure": adoptMeasure,
  "lift-measure": liftMeasure,
  "extend-measure": extendMeasure,
  "suspend-measure": suspendMeasure,
  "resume-measure": resumeMeasure,
  ...EXCHANGE_RULES,
  ...MEDIATION_RULES,
  ...SITTING_RULES,
  ...ATTRIBUTION_RULES,
} as const;

export type MatterKind = keyof typeof rules;

export const MATTER_KINDS = Object.keys(rules) as readonly MatterKind[];

/** The rule of a kind, or undefined for a kind that the compact's version does not know. */
export const ruleOf = (kind: string): ActRule | undefined =>
  Object.hasOwn(rules, kind) ? rules[kind as MatterKind] : undefined;
