// What an incident object says of itself through the incident core extension, and what the rest of the
// bundle only hints at. Both drafts of the extension are read; their words are in stix-terms.ts.

import type { ReportBody } from "../core/assessment/report.ts";
import type { Graph } from "./stix-graph.ts";
import { isRecord, type StixObject } from "./stix-read.ts";
import { INCIDENT_CORE } from "./stix-schema.ts";
import {
  DETERMINATIONS,
  EFFECT_OF_WORD,
  EFFECT_TACTICS,
  effectOfNumber,
  HAPPENED,
  NATURE_HINTS,
  NATURE_OF_INCIDENT,
  NO_IMPACT,
  RECOVERY_OF,
} from "./stix-terms.ts";
import { cut, fieldText, fieldTexts, oneLine } from "./stix-text.ts";

type Note = (text: string) => void;

export type IncidentWords = Pick<ReportBody, "effect" | "people" | "malicious" | "recovery" | "ongoing"> & {
  /** Words for what was done, and whether the incident is said to have happened. */
  readonly types: readonly string[];
  readonly happened: boolean;
};

const NOTHING_SAID: IncidentWords = {
  effect: "unknown",
  people: "unknown",
  malicious: "unknown",
  recovery: "unknown",
  ongoing: "unknown",
  types: [],
  happened: false,
};

/** Reads the one incident of the bundle; several say nothing together, and neither does none. */
export function readIncident(graph: Graph, note: Note): IncidentWords {
  const [incident, ...others] = graph.ofType("incident");
  if (incident === undefined) {
    note("The bundle holds no incident: effect, recovery, intent and whether it goes on are unknown.");
    return NOTHING_SAID;
  }
  if (others.length > 0) {
    note("The bundle holds several incidents: effect, recovery, intent and whether it goes on are left unknown.");
    return NOTHING_SAID;
  }
  const extensions = incident["extensions"];
  const core = isRecord(extensions) ? extensions[INCIDENT_CORE] : undefined;
  if (!isRecord(core)) {
    note("The incident has no incident core extension: effect, recovery, intent and whether it goes on are unknown.");
    return NOTHING_SAID;
  }
  const determination = String(core["determination"] ?? "");
  if (determination !== "" && !DETERMINATIONS.has(determination)) {
    note(`The determination "${word(determination)}" is not in the extension's list and is not taken.`);
  }
  if (determination === "suspected")
    note("The incident is only suspected; the draft says nothing of its nature or intent.");
  if (determination === "false-positive")
    note("The incident is marked as a false positive. Consider whether to report it at all.");
  return {
    effect: effectOf(graph, core, incident, determination, note),
    people: peopleOf(core),
    malicious: maliciousOf(core, determination),
    recovery: recoveryOf(graph, core, incident, note),
    ongoing: ongoingOf(String(core["investigation_status"] ?? ""), note),
    types: textsOf(core["incident_types"]),
    happened: HAPPENED.has(determination),
  };
}

const word = (text: string): string => cut(oneLine(text), 60);

const textsOf = (value: unknown): readonly string[] =>
  typeof value === "string" ? [value] : Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

/** The impacts of this incident, in either draft: named by the incident, or naming it. */
const impactsOf = (
  graph: Graph,
  core: Readonly<Record<string, unknown>>,
  incident: StixObject,
): readonly StixObject[] => {
  const named = new Set(textsOf(core["impact_refs"]));
  return graph.ofType("impact").filter((impact) => named.has(impact.id) || impact["incident_ref"] === incident.id);
};

/** availability_impact stands in `impact_details`, or in an extension named after the category. */
function availabilityOf(impact: StixObject): number | undefined {
  const extensions = impact["extensions"];
  const details = impact["impact_details"];
  const within = [details, isRecord(extensions) ? extensions["availability"] : undefined];
  const found = within.filter(isRecord).map((part) => part["availability_impact"]);
  return found.find((value) => typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 100) as
    | number
    | undefined;
}

/** The incident's own word comes first; then the gravest effect among its impacts; "no impact" by definition last. */
function effectOf(
  graph: Graph,
  core: Readonly<Record<string, unknown>>,
  incident: StixObject,
  determination: string,
  note: Note,
): ReportBody["effect"] {
  const said = core["functional_impact"];
  if (typeof said === "string") {
    const effect = EFFECT_OF_WORD.get(said);
    if (effect !== undefined) return effect;
    note(`The functional impact "${word(said)}" is not in the extension's list and is not taken.`);
  }
  const impacts = impactsOf(graph, core, incident)
    .map(availabilityOf)
    .filter((value) => value !== undefined);
  if (impacts.length > 0) return effectOfNumber(impacts.reduce((a, b) => Math.max(a, b)));
  return NO_IMPACT.has(determination) ? "none" : "unknown";
}

/** A count of individuals is people; organisations and systems are not. */
function peopleOf(core: Readonly<Record<string, unknown>>): ReportBody["people"] {
  const counts = core["impacted_entity_counts"];
  const count = isRecord(counts) && Object.hasOwn(counts, "individual") ? counts["individual"] : undefined;
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : "unknown";
}

/** An attempt is somebody's; a blocked or low-value event need not be. */
function maliciousOf(core: Readonly<Record<string, unknown>>, determination: string): ReportBody["malicious"] {
  if (typeof core["malicious"] === "boolean") return core["malicious"] ? "yes" : "no";
  if (HAPPENED.has(determination)) return "yes";
  return determination === "false-positive" ? "no" : "unknown";
}

function recoveryOf(
  graph: Graph,
  core: Readonly<Record<string, unknown>>,
  incident: StixObject,
  note: Note,
): ReportBody["recovery"] {
  const own = textsOf(core["recoverability"]);
  const said =
    own.length > 0 ? own : impactsOf(graph, core, incident).flatMap((impact) => textsOf(impact["recoverability"]));
  const [first, ...others] = new Set(said);
  if (first === undefined) return "unknown";
  if (others.length > 0) {
    note("The bundle gives several recoverabilities; which holds for the whole is left unknown.");
    return "unknown";
  }
  const recovery = RECOVERY_OF.get(first);
  if (recovery === undefined) note(`The recoverability "${word(first)}" has no counterpart and is left unknown.`);
  return recovery ?? "unknown";
}

/** A closed investigation has ended; an open one does not show that the incident goes on. */
function ongoingOf(status: string, note: Note): ReportBody["ongoing"] {
  if (status === "closed") return "no";
  if (status !== "") note(`The investigation is "${word(status)}"; whether the incident itself goes on is not said.`);
  return "unknown";
}

/**
 * Nature is taken only where the incident itself, held to have happened, names what was done and names
 * one thing. Malware types and techniques say what was possible; they become notes.
 */
export function natureOf(graph: Graph, incident: IncidentWords, note: Note): ReportBody["nature"] {
  const named = new Set(
    incident.types.map((type) => NATURE_OF_INCIDENT.get(type)).filter((nature) => nature !== undefined),
  );
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0 && incident.happened) return only;
  if (only !== undefined && !incident.happened) {
    note(`The incident names ${[...named].join(" and ")}, but not as confirmed; the nature stays undetermined.`);
  }
  if (others.length > 0) note(`The incident names ${[...named].join(" and ")}; a person must decide which it is.`);
  hintsOn(graph, note);
  return "undetermined";
}

function hintsOn(graph: Graph, note: Note): void {
  const kinds = graph
    .ofType("malware")
    .flatMap((malware) => [...fieldTexts(malware, "malware_types"), ...fieldTexts(malware, "labels")]);
  const hinting = new Set(kinds.filter((kind) => NATURE_HINTS.has(kind)));
  for (const kind of hinting) {
    note(
      `Malware of type ${kind} in the bundle hints at ${NATURE_HINTS.get(kind)}; ability is not use, so the nature stays undetermined.`,
    );
  }
  const aiming = graph.ofType("attack-pattern").filter(aimsAtEffect);
  if (aiming.length > 0) {
    const shown = aiming.slice(0, 4).map((pattern) => word(fieldText(pattern, "name")));
    const more = aiming.length > shown.length ? ` and ${aiming.length - shown.length} more` : "";
    note(
      `Techniques that aim at an effect (${shown.join(", ")}${more}) hint at disruption or sabotage; the nature stays undetermined.`,
    );
  }
}

function aimsAtEffect(pattern: StixObject): boolean {
  const phases = pattern["kill_chain_phases"];
  return (
    Array.isArray(phases) &&
    phases.some(
      (phase) =>
        isRecord(phase) && EFFECT_TACTICS.has(`${String(phase["kill_chain_name"])} ${String(phase["phase_name"])}`),
    )
  );
}
