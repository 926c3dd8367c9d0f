// The forms of the STIX objects that a report is drafted from: the common properties and the core
// fields of each type that is read. Other properties pass untouched, since the bundle itself travels
// as an attachment. STIX 2.1 sections 3, 4, 5 and 7; where 2.0 asks for less, the 2.0 form asks for less.
//
// The patterns here have no nested quantifiers and bounded lengths: the published pattern for `type`
// takes exponential time on hostile strings.

import { Type, type TProperties, type TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { Value } from "typebox/value";

export const STIX_VERSIONS = ["2.0", "2.1"] as const;
export type StixVersion = (typeof STIX_VERSIONS)[number];

/** The STIX incident core extension, of which two drafts are in use; fields of both are read. */
export const INCIDENT_CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";
/** How TLP 2.0 is written in STIX 2.1, whose own markings are TLP 1.0. */
export const TLP_2_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

const UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
const ID_CHARACTERS = 290;

export const TYPE_PATTERN = "^[a-z][a-z0-9-]{1,248}[a-z0-9]$";
const Id = Type.String({ maxLength: ID_CHARACTERS, pattern: `^[a-z][a-z0-9-]{1,248}--${UUID}$` });
const idOf = (...types: readonly string[]) =>
  Type.String({ maxLength: ID_CHARACTERS, pattern: `^(${types.join("|")})--${UUID}$` });
const Ids = Type.Array(Id, { minItems: 1 });
const Time = Type.String({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?Z$` });
const Strings = Type.Array(Type.String(), { minItems: 1 });
const Name = Type.String({ minLength: 1 });

const ExternalReference = Type.Object({
  source_name: Name,
  external_id: Type.Optional(Type.String()),
  url: Type.Optional(Type.String()),
});
const KillChainPhase = Type.Object({ kill_chain_name: Name, phase_name: Name });
const GranularMarking = Type.Object({
  selectors: Strings,
  marking_ref: Type.Optional(idOf("marking-definition")),
  lang: Type.Optional(Type.String()),
});

const IncidentCore = Type.Object({
  extension_type: Type.Optional(Type.Literal("property-extension")),
  determination: Type.Optional(Type.String()),
  investigation_status: Type.Optional(Type.String()),
  incident_types: Type.Optional(Strings),
  functional_impact: Type.Optional(Type.String()),
  malicious: Type.Optional(Type.Boolean()),
  recoverability: Type.Optional(Type.Union([Type.String(), Strings])),
  impacted_entity_counts: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
  impact_refs: Type.Optional(Ids),
  attacker_activities: Type.Optional(
    Type.Array(Type.Object({ start_time: Type.Optional(Time), end_time: Type.Optional(Time) })),
  ),
});

/** What every object may carry. `created` and `modified` are asked for by type: not all have them. */
const optionalCommon = {
  spec_version: Type.Optional(Type.Enum(STIX_VERSIONS)),
  // The standard wants an identity here; a reference to anything else names no producer and does no harm.
  created_by_ref: Type.Optional(Id),
  revoked: Type.Optional(Type.Boolean()),
  labels: Type.Optional(Strings),
  confidence: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  lang: Type.Optional(Type.String()),
  external_references: Type.Optional(Type.Array(ExternalReference, { minItems: 1 })),
  object_marking_refs: Type.Optional(Type.Array(idOf("marking-definition"), { minItems: 1 })),
  granular_markings: Type.Optional(Type.Array(GranularMarking, { minItems: 1 })),
  extensions: Type.Optional(Type.Record(Type.String(), Type.Object({}))),
};

/** The least that an object of any type must be. */
const AnyObject = Type.Object({
  type: Type.String({ maxLength: 250, pattern: TYPE_PATTERN }),
  id: Id,
  ...optionalCommon,
  created: Type.Optional(Time),
  modified: Type.Optional(Time),
});

const seen = { first_seen: Type.Optional(Time), last_seen: Type.Optional(Time) };
const phases = { kill_chain_phases: Type.Optional(Type.Array(KillChainPhase, { minItems: 1 })) };
const described = { description: Type.Optional(Type.String()) };

type Fields = Readonly<Record<string, TProperties>>;

/** What STIX 2.1 asks for and 2.0 does not. */
const from21 = <S extends TSchema>(version: StixVersion, schema: S) =>
  version === "2.1" ? schema : Type.Optional(schema);

/** What describes the incident, its surroundings and what was used. */
const descriptionsIn = (version: StixVersion): Fields => ({
  identity: {
    name: Name,
    identity_class: version === "2.0" ? Type.String() : Type.Optional(Type.String()),
    sectors: Type.Optional(Strings),
    ...described,
  },
  incident: {
    name: Name,
    ...described,
    ...seen,
    extensions: Type.Optional(Type.Object({ [INCIDENT_CORE]: Type.Optional(IncidentCore) })),
  },
  report: { name: Name, published: Time, object_refs: Ids, report_types: Type.Optional(Strings), ...described },
  grouping: { context: Name, object_refs: Ids, name: Type.Optional(Type.String()), ...described },
  indicator: {
    pattern: Name,
    pattern_type: from21(version, Name),
    valid_from: Time,
    valid_until: Type.Optional(Time),
    indicator_types: Type.Optional(Strings),
    ...phases,
  },
  malware: { is_family: from21(version, Type.Boolean()), malware_types: Type.Optional(Strings), ...seen, ...phases },
  tool: { name: Name, tool_types: Type.Optional(Strings), ...phases },
  "attack-pattern": { name: Name, ...described, ...phases },
  campaign: { name: Name, ...described, ...seen },
  "intrusion-set": { name: Name, ...described, ...seen },
  "threat-actor": { name: Name, threat_actor_types: Type.Optional(Strings), ...described, ...seen },
  vulnerability: { name: Name, ...described },
  infrastructure: { name: Name, infrastructure_types: Type.Optional(Strings), ...seen, ...phases },
  location: {
    name: Type.Optional(Type.String()),
    region: Type.Optional(Type.String()),
    country: Type.Optional(Type.String()),
    latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  },
});

/** What was seen, and what links one object to others. */
const linksIn = (version: StixVersion): Fields => ({
  "observed-data": {
    first_observed: Time,
    last_observed: Time,
    number_observed: Type.Integer({ minimum: 1, maximum: 999_999_999 }),
    object_refs: Type.Optional(Ids),
    objects: Type.Optional(Type.Object({})),
  },
  sighting: {
    sighting_of_ref: Id,
    observed_data_refs: Type.Optional(Type.Array(idOf("observed-data"), { minItems: 1 })),
    where_sighted_refs: Type.Optional(Type.Array(idOf("identity", "location"), { minItems: 1 })),
    count: Type.Optional(Type.Integer({ minimum: 0, maximum: 999_999_999 })),
    ...seen,
  },
  relationship: {
    relationship_type: Type.String({ maxLength: 250, pattern: "^[a-z0-9-]{1,250}$" }),
    source_ref: Id,
    target_ref: Id,
    start_time: Type.Optional(Time),
    stop_time: Type.Optional(Time),
  },
  note: { content: from21(version, Name), object_refs: Ids },
  "course-of-action": { name: Name, ...described },
});

const MarkingDefinition = Type.Object({
  ...AnyObject.properties,
  created: Time,
  definition_type: Type.Optional(Type.String()),
  definition: Type.Optional(
    Type.Object({ tlp: Type.Optional(Type.String()), statement: Type.Optional(Type.String()) }),
  ),
});

type Check = { readonly schema: TSchema; readonly validator: Validator };

const compile = (schema: TSchema): Check => ({ schema, validator: Compile(schema) });

const compileAll = (version: StixVersion): ReadonlyMap<string, Check> =>
  new Map(
    Object.entries({ ...descriptionsIn(version), ...linksIn(version) })
      .map(([type, fields]): [string, Check] => [
        type,
        compile(Type.Object({ ...AnyObject.properties, created: Time, modified: Time, ...fields })),
      ])
      .concat([["marking-definition", compile(MarkingDefinition)]]),
  );

const checks = { "2.0": compileAll("2.0"), "2.1": compileAll("2.1") } as const;
const anyCheck = compile(AnyObject);

/** The types of which more than the common properties is read. */
export const READ_TYPES: ReadonlySet<string> = new Set(checks["2.1"].keys());

export type FieldError = { readonly path: string; readonly message: string };

const ERRORS_EACH = 8;

/** What is wrong with the form of one object; empty when it fits. Paths are JSON pointers into it. */
export function formErrors(object: unknown, type: string, version: StixVersion): readonly FieldError[] {
  const { schema, validator } = checks[version].get(type) ?? anyCheck;
  if (validator.Check(object)) return [];
  return Value.Errors(schema, object)
    .slice(0, ERRORS_EACH)
    .map(({ instancePath, message }) => ({ path: instancePath, message: adviceOn(instancePath, message) }));
}

/** The schema library's words, or better ones where people get stuck. */
function adviceOn(path: string, message: string): string {
  const field = path.slice(path.lastIndexOf("/") + 1);
  const list = path.split("/").at(-2) ?? "";
  if (
    /^(created|modified|published|valid_(from|until)|(first|last)_(seen|observed)|(start|stop|end)_time)$/.test(field)
  ) {
    return TIME_ADVICE;
  }
  if (field === "id")
    return "an id is the type, two hyphens and a UUID, as in incident--dd8651ee-d529-44fe-b063-bb6f006fbe5c";
  if (field.endsWith("_ref") || list.endsWith("_refs")) {
    return `this must be the id of an object that may stand here (${message})`;
  }
  if (field === "spec_version")
    return `this reads STIX ${STIX_VERSIONS.join(" and ")}; convert the object to one of them`;
  return message;
}

export const TIME_ADVICE =
  "write the time as RFC 3339 in UTC, ending in Z, on a day that exists, as in 2026-11-22T10:00:00Z";
