// The objects of a bundle with what links them: who was hit, where, who wrote it, and when.

import type { Instant } from "../core/kernel/instant.ts";
import { isRecord, parseStixTime, type StixObject } from "./stix-read.ts";
import { INCIDENT_CORE } from "./stix-schema.ts";
import { fieldText, fieldTexts } from "./stix-text.ts";

type Spans = { readonly starts: readonly Instant[]; readonly ends: readonly Instant[] };

export type Graph = {
  readonly objects: readonly StixObject[];
  readonly find: (id: string) => StixObject | undefined;
  readonly ofType: (...types: readonly string[]) => readonly StixObject[];
  /** Identities that something targets or impacts, or that sighted it. */
  readonly victims: () => readonly StixObject[];
  /** Locations of victims, of the incident itself, or targeted as such. */
  readonly placesHit: () => readonly StixObject[];
  /** Names of the identities that created these objects. */
  readonly producersOf: (objects: readonly StixObject[]) => readonly string[];
  /** When these objects say that something began and ended. */
  readonly spansOf: (objects: readonly StixObject[]) => Spans;
};

const HITS: ReadonlySet<string> = new Set(["targets", "impacts"]);
const STARTS = ["first_seen", "first_observed", "start_time"] as const;
const ENDS = ["last_seen", "last_observed", "end_time"] as const;

export function createGraph(objects: readonly StixObject[]): Graph {
  const byId = new Map(objects.map((object) => [object.id, object]));
  const ofType = (...types: readonly string[]): readonly StixObject[] =>
    objects.filter(({ type }) => types.includes(type));
  const resolve = (ids: Iterable<string>, type: string): readonly StixObject[] =>
    [...new Set(ids)].map((id) => byId.get(id)).filter((object) => object?.type === type) as StixObject[];

  const hit = (): readonly string[] => [
    ...ofType("relationship")
      .filter((link) => HITS.has(fieldText(link, "relationship_type")))
      .map((link) => fieldText(link, "target_ref")),
    ...ofType("sighting").flatMap((sighting) => fieldTexts(sighting, "where_sighted_refs")),
  ];
  const victims = (): readonly StixObject[] => resolve(hit(), "identity");

  return {
    objects,
    find: (id) => byId.get(id),
    ofType,
    victims,
    placesHit: () => {
      const sources = new Set([...victims(), ...ofType("incident")].map(({ id }) => id));
      const located = ofType("relationship")
        .filter(
          (link) => fieldText(link, "relationship_type") === "located-at" && sources.has(fieldText(link, "source_ref")),
        )
        .map((link) => fieldText(link, "target_ref"));
      return resolve([...hit(), ...located], "location");
    },
    producersOf: (made) => [
      ...new Set(
        resolve(
          made.map((object) => fieldText(object, "created_by_ref")),
          "identity",
        ).map((identity) => fieldText(identity, "name")),
      ),
    ],
    spansOf: (timed) => {
      const sources = [...timed, ...timed.flatMap(activitiesOf)];
      const read = (fields: readonly string[]): readonly Instant[] =>
        sources
          .flatMap((source) => fields.map((field) => parseStixTime(source[field])))
          .filter((at) => at !== undefined);
      return { starts: read(STARTS), ends: read(ENDS) };
    },
  };
}

/** attacker_activities of the incident core extension 1.0, each with its own times. */
function activitiesOf(object: StixObject): readonly Readonly<Record<string, unknown>>[] {
  const extensions = object["extensions"];
  const core = isRecord(extensions) ? extensions[INCIDENT_CORE] : undefined;
  const activities = isRecord(core) ? core["attacker_activities"] : undefined;
  return Array.isArray(activities) ? activities.filter(isRecord) : [];
}
