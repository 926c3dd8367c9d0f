// Whether an incident may be what somebody announced. A match clears nobody: it is a reason to put one
// question to one desk before anyone reacts. Every factor of a score is named, so that a reader can
// disagree with one of them. spec/notice.md

import type { ActId, Body, PartyId } from "../kernel/act.ts";
import { HOUR, MINUTE, parseInstant, type Instant, type Millis } from "../kernel/instant.ts";
import { meeting, narrowest, networksIn } from "./network.ts";
import type { Notice, Notices, Planned, Scope } from "./notice.ts";

/** What an incident states, as far as a notice can speak of it. */
export type Incident = {
  readonly observed: Instant;
  readonly nature: string;
  readonly sectors: readonly string[];
  readonly techniques: readonly string[];
  /** Networks that its words name. */
  readonly networks: readonly string[];
};

/** A score below this is no match. Chosen on generated cases: what it costs is in the test's output. */
export const MATCHES_FROM = 0.3;

/** Matches shown for one incident at most. */
export const MOST_MATCHES = 5;

/** What is seen is often seen late; a clock that is not set shows a beginning early. */
const SEEN_LATE: Millis = 6 * HOUR;
const CLOCKS_APART: Millis = 15 * MINUTE;

/**
 * Factors, each between 0 and 1. They say how much less sure a match is, and are a judgement: there were no data on
 * announced drills that were mistaken for attacks to measure them on.
 */
const FACTOR = {
  inWindow: 1,
  seenLate: 0.6,
  clocksApart: 0.6,
  network: 1,
  everySector: 0.9,
  someSectors: 0.7,
  whereUnknown: 0.4,
  everyTechnique: 1,
  someTechniques: 0.8,
  howUnknown: 0.65,
  otherTechniques: 0.3,
  asGrave: 1,
  graver: 0.7,
} as const;

export type MatchReason = {
  readonly is: keyof typeof FACTOR;
  readonly factor: number;
  /** The sectors, networks or techniques that both name. */
  readonly names: readonly string[];
};

export type Match = {
  readonly notice: ActId;
  readonly by: PartyId;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
};

const reason = (is: keyof typeof FACTOR, names: readonly string[] = []): MatchReason => ({
  is,
  factor: FACTOR[is],
  names,
});

type Window = Pick<Scope, "from" | "until">;

function timeOf(observed: Instant, { from, until }: Window, pace: number): MatchReason | undefined {
  // What was called off before it began was never done.
  if (until <= from) return undefined;
  if (observed >= from && observed < until) return reason("inWindow");
  if (observed >= until && observed < until + SEEN_LATE / pace) return reason("seenLate");
  return observed < from && observed >= from - CLOCKS_APART / pace ? reason("clocksApart") : undefined;
}

function whereOf(incident: Incident, { networks, actors, sectors }: Scope): MatchReason | undefined {
  const named = meeting(incident.networks, [...networks, ...actors]);
  if (named.length > 0) return reason("network", named);
  const both = incident.sectors.filter((sector) => sectors.includes(sector));
  if (both.length > 0) return reason(both.length === incident.sectors.length ? "everySector" : "someSectors", both);
  // Where both sides say a sector, or both a network, and none is common, it is another place.
  const silent = sectors.length === 0 && incident.networks.length === 0;
  return silent ? reason("whereUnknown") : undefined;
}

/** A technique and its own parts are one here: `T1110` and `T1110.003`. */
const family = (technique: string): string => technique.slice(0, 5);

function howOf(incident: Incident, { techniques }: Scope): MatchReason {
  if (incident.techniques.length === 0 || techniques.length === 0) return reason("howUnknown");
  const announced = techniques.map(family);
  const both = incident.techniques.filter((technique) => announced.includes(family(technique)));
  if (both.length === 0) return reason("otherTechniques");
  return reason(both.length === incident.techniques.length ? "everyTechnique" : "someTechniques", both);
}

/** What of each nature is no more than what was announced. Whatever was planned, sabotage is graver. */
const EXPLAINS: Readonly<Record<Planned, readonly string[]>> = {
  drill: ["collection", "disruption", "undetermined"],
  scan: ["collection", "undetermined"],
  test: ["collection", "disruption", "undetermined"],
  experiment: ["disruption", "undetermined"],
  maintenance: ["disruption", "undetermined"],
  quiet: [],
};

/** The scope that had been told when the incident was seen; what is said since explains nothing. */
const scopeToldBy = ({ before, scopeAt, scope }: Notice, observed: Instant): Scope | undefined =>
  [...before, { at: scopeAt, scope }].findLast(({ at }) => at <= observed)?.scope;

function matchOf(incident: Incident, notice: Notice, pace: number): Match | undefined {
  if (notice.what === "quiet") return undefined;
  const { observed, nature } = incident;
  const scope = scopeToldBy(notice, observed);
  if (scope === undefined) return undefined;
  const time = timeOf(observed, { ...scope, until: Math.min(scope.until, notice.ended?.at ?? Infinity) }, pace);
  const where = whereOf(incident, scope);
  if (time === undefined || where === undefined) return undefined;
  const grave = reason(EXPLAINS[notice.what].includes(nature) ? "asGrave" : "graver");
  const reasons = [time, where, howOf(incident, scope), grave];
  const product = reasons.reduce((score, { factor }) => score * factor, 1);
  return { notice: notice.act, by: notice.by, score: Math.round(product * 100) / 100, reasons };
}

/** How wide the net is in which a notice caught the incident: of two equal scores the narrower says more. */
const widthOf = ({ observed, networks }: Incident, notice: Notice): number => {
  const scope = scopeToldBy(notice, observed);
  return scope === undefined ? 1 : narrowest([...scope.networks, ...scope.actors], networks);
};

/**
 * The notices that an incident may be, the likeliest first. The best of each author goes before any second, so that
 * nobody crowds out another's notice with many. A drill that runs faster has shorter lags.
 */
export function matchNotices(incident: Incident, notices: Notices, pace = 1): readonly Match[] {
  const found = notices
    .flatMap((notice) => {
      const match = matchOf(incident, notice, pace);
      return match !== undefined && match.score >= MATCHES_FROM ? [{ match, width: widthOf(incident, notice) }] : [];
    })
    .toSorted((a, b) => b.match.score - a.match.score || a.width - b.width)
    .map(({ match }) => match);
  const isBest = ({ by, notice }: Match): boolean => found.find((match) => match.by === by)?.notice === notice;
  const shown = [...found.filter(isBest), ...found.filter((match) => !isBest(match))].slice(0, MOST_MATCHES);
  return found.filter((match) => shown.includes(match));
}

const words = (value: unknown): string =>
  typeof value === "object" && value !== null && "text" in value ? String(value.text) : String(value ?? "");
const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** An incident as a report's body tells it; undefined for a body that says no time. */
export function incidentOf(report: Body): Incident | undefined {
  const observed = parseInstant(String(report["observed"]));
  if (observed === undefined) return undefined;
  return {
    observed,
    nature: String(report["nature"] ?? "undetermined"),
    sectors: list(report["sectors"]),
    techniques: list(report["techniques"]),
    networks: networksIn([report["title"], report["summary"], report["area"]].map(words).join(" ")),
  };
}

/**
 * The one question that follows, and to whom: to the author of the likeliest match, which is told to nobody else.
 * Null where nothing matches, or where the notice is the asker's own.
 */
export function questionOf(matches: readonly Match[], asker: PartyId): Match | null {
  const [first] = matches;
  return first === undefined || first.by === asker ? null : first;
}
