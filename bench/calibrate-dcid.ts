// Rows of DCID as facts that a first report could state: method and objective say what it was, the supply
// chain says how far it went. Severity is coded by itself there, so no other column is hidden.

import { NO_FACTS, type Facts } from "../src/core/compact/facts.ts";
import { valueOf, type DataRow } from "./calibrate-data.ts";
import { MAY_HAVE_BROKEN, type Case } from "./calibrate-eurepoc.ts";

/** Codes of the codebook: defacement, denial of service, intrusion, and infiltration in five kinds (4.x). */
const METHOD = { defacement: 1, denial: 2 } as const;
/** Disruption, short-term espionage, long-term espionage, degrading. */
const OBJECTIVE = { disruption: 1, shortEspionage: 2, longEspionage: 3, degrade: 4 } as const;

function natureOf(row: DataRow, nuisance: boolean): string {
  const objective = Number(row["cyber_objective"]);
  if (nuisance || objective === OBJECTIVE.disruption) return "disruption";
  if (objective === OBJECTIVE.degrade) return "sabotage";
  return objective === OBJECTIVE.shortEspionage || objective === OBJECTIVE.longEspionage
    ? "collection"
    : "undetermined";
}

function factsOfRow(row: DataRow): Facts {
  const method = Number(row["method"]);
  const nuisance = method === METHOD.defacement || method === METHOD.denial;
  const whole = !MAY_HAVE_BROKEN.test(`${row["Name"] ?? ""} ${row["Political Objective"] ?? ""}`);
  const [begun, ended] = [valueOf(row, "interactionstartdate"), valueOf(row, "interactionenddate")];
  const supply = row["Supply Ch"] === "1";
  return {
    ...NO_FACTS,
    nature: natureOf(row, nuisance),
    effect: nuisance ? (method === METHOD.denial ? "interrupted" : "degraded") : null,
    information: nuisance ? "none" : null,
    physical: whole ? "none" : null,
    deaths: whole ? "none" : null,
    duration: nuisance && begun === ended ? "hours" : null,
    spread: supply ? "many-networks" : nuisance ? "one-system" : null,
    prepositioned: nuisance ? "no" : null,
    malicious: "yes",
    "cross-border": "yes",
  };
}

export function caseOfDcid(row: DataRow): Case {
  const facts = factsOfRow(row);
  return {
    id: row["Cyberincidentnum"] ?? "",
    facts,
    expert: Number(row["severity"]),
    kind: String(facts.nature),
    year: Number((row["interactionstartdate"] ?? "").slice(0, 4)) || null,
  };
}

const DAY = 86_400_000;
export const WINDOWS = [7, 30, 90, 180, 365] as const;

export type ReplyRate = {
  readonly days: number;
  readonly incidents: number;
  /** Followed by an incident of the other side, and by one of higher severity. */
  readonly replied: number;
  readonly higher: number;
};

/** The next incident the other way within so many days: an upper bound on answers, because it need not be one. */
export function repliesIn(rows: readonly DataRow[]): readonly ReplyRate[] {
  const told = rows.map((row) => ({
    dyad: row["Dyadpair"] ?? "",
    by: row["initiator"] ?? "",
    at: Date.parse(row["interactionstartdate"] ?? ""),
    severity: Number(row["severity"]),
  }));
  return WINDOWS.map((days) => {
    const answers = told.map((one) =>
      told.filter(({ dyad, by, at }) => dyad === one.dyad && by !== one.by && at > one.at && at - one.at <= days * DAY),
    );
    const share = (holds: (i: number) => boolean): number =>
      answers.filter((_list, i) => holds(i)).length / told.length;
    return {
      days,
      incidents: told.length,
      replied: share((i) => (answers[i]?.length ?? 0) > 0),
      higher: share((i) => answers[i]?.some(({ severity }) => severity > (told[i]?.severity ?? 0)) ?? false),
    };
  });
}
