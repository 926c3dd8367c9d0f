// Rows of EuRepoC as facts that a first report could state. The columns that the expert score is summed from
// (data_theft, disruption, hijacking, physical_effects_*), their sum and the multiplier are not looked at.

import { NO_FACTS, type Facts } from "../src/core/compact/facts.ts";
import { valueOf, valuesOf, type DataRow } from "./calibrate-data.ts";

export type Case = {
  readonly id: string;
  readonly facts: Facts;
  readonly expert: number | null;
  readonly kind: string;
  readonly year: number | null;
};

/** Words of a public account in which damage to things, or to people, could hide. */
export const MAY_HAVE_BROKEN =
  /blackout|power (outage|cut|grid|plant)|outage|explo|fire\b|derail|centrifug|physical(ly)? (damage|destr)|furnace|turbine|pipeline|\bdam\b|died|death|kill|injur/i;

const SECTOR_OF: Readonly<Record<string, string>> = {
  Energy: "energy",
  Transportation: "transport",
  Finance: "banking",
  Health: "health",
  Water: "drinking-water",
  Telecommunications: "communications",
  "Digital Provider": "digital-infrastructure",
  Food: "food",
  Chemicals: "chemicals",
  Space: "space",
  Research: "research",
  "Critical Manufacturing": "manufacturing",
  "Waste Water Management": "waste-water",
  "Defence industry": "defence",
  Military: "defence",
};

const DURATION_OF: Readonly<Record<string, string>> = {
  "Day (< 24h)": "hours",
  "Days (< 7 days)": "days",
  "Weeks (< 4 weeks)": "weeks",
  Months: "months",
};

const NO_INTERFERENCE = "No system interference/disruption";

function sectorsOf(row: DataRow): readonly string[] | null {
  const named = valuesOf(row, "receiver_subcategory").flatMap((name) => SECTOR_OF[name] ?? []);
  const state = valuesOf(row, "receiver_category").some((name) => name.startsWith("State institutions"));
  const all = [...new Set([...named, ...(state ? ["public-administration"] : [])])];
  return all.length === 0 ? (valueOf(row, "receiver_category") === null ? null : ["other"]) : all;
}

/** Who held a system stood within a network; who held none reached one system from outside. */
function spreadOf(row: DataRow, typed: boolean, access: boolean): string | null {
  if (new Set(valuesOf(row, "receiver_country")).size > 1) return "several-states";
  if ((valueOf(row, "affected_entities") ?? "1-10") !== "1-10") return "many-networks";
  if (!typed) return null;
  return access ? "one-network" : "one-system";
}

/** The class that is stated, or under a day where it began and ended on one. */
function durationOf(row: DataRow, functional: string | null): string | null {
  if (functional !== null) return DURATION_OF[functional] ?? null;
  const [begun, ended] = [valueOf(row, "start_date"), valueOf(row, "end_date")];
  return begun !== null && begun === ended ? "hours" : null;
}

/** Whoever holds no system cannot have taken control of a service. */
function effectOf(functional: string | null, typed: boolean, disrupts: boolean, access: boolean): string | null {
  if (functional === NO_INTERFERENCE || (typed && !disrupts)) return "none";
  return disrupts && typed && !access ? "interrupted" : null;
}

function informationOf(row: DataRow, theft: boolean, wiped: boolean, typed: boolean): string | null {
  const told = valueOf(row, "intelligence_impact") ?? "";
  if (wiped) return "destroyed";
  if (/^Minor data breach.*but no data corruption/.test(told)) return "privacy";
  if (told.startsWith("Major data breach")) return "proprietary";
  // That something was taken is known; what it was is not.
  if (theft || told !== "") return told.startsWith("No data breach") && !theft ? "none" : null;
  return typed ? "none" : null;
}

const natureOf = (is: Readonly<Record<"theft" | "disrupts" | "access" | "wiped", boolean>>): string => {
  if (is.wiped) return "sabotage";
  if (is.disrupts) return "disruption";
  return is.theft ? "collection" : "undetermined";
};

/** With `types` false the experts' yes or no to each type of incident is hidden as well. */
export function factsOfRow(row: DataRow, types: boolean): Facts {
  const typed = types ? valuesOf(row, "incident_type") : [];
  const has = (name: string): boolean => typed.some((type) => type.startsWith(name));
  const impacts = valuesOf(row, "mitre_impact");
  const functional = valueOf(row, "functional_impact");
  const wiped = impacts.some((name) => name === "Disk Wipe" || name === "Data Destruction");
  const theft = has("Data theft") || impacts.includes("Data Exfiltration");
  const denial = impacts.some((name) => /Denial of Service|Defacement|Encrypted|Shutdown|Service Stop/.test(name));
  const disrupts =
    has("Disruption") || has("Ransomware") || denial || (functional ?? NO_INTERFERENCE) !== NO_INTERFERENCE;
  const access = has("Hijacking");
  const said = `${row["name"] ?? ""} ${row["description"] ?? ""}`;
  const whole = !MAY_HAVE_BROKEN.test(said);
  return {
    ...NO_FACTS,
    nature: natureOf({ theft, disrupts, access, wiped }),
    effect: effectOf(functional, typed.length > 0, disrupts, access),
    information: informationOf(row, theft, wiped, typed.length > 0),
    physical: whole ? "none" : null,
    deaths: whole ? "none" : null,
    duration: durationOf(row, functional),
    spread: spreadOf(row, typed.length > 0, access),
    sectors: sectorsOf(row),
    malicious: "yes",
    "cross-border": "yes",
    prepositioned: has("Hijacking without") ? "yes" : typed.length > 0 && !access ? "no" : null,
  };
}

const yearIn = (text: string | undefined): number | null => {
  const year = Number(/\d{4}/.exec(text ?? "")?.[0]);
  return Number.isNaN(year) ? null : year;
};

/** The expert's value is 1 to 15; a row without the weight of its target has no weighted score. */
export function caseOf(row: DataRow, types = true): Case {
  const facts = factsOfRow(row, types);
  const score = Number(valueOf(row, "weighted_intensity") ?? Number.NaN);
  const weighed = valueOf(row, "target_multiplier") !== null;
  return {
    id: row["incident_id"] ?? "",
    facts,
    expert: Number.isNaN(score) || !weighed ? null : score,
    kind: String(factsOfRow(row, true).nature),
    year: yearIn(row["start_date"]),
  };
}
