// Reads a STIX 2.1 or 2.0 bundle: limits first, then JSON, then the form of every object, then what
// stands between objects. What comes out is one version of each object that still stands.
// STIX 2.1 sections 2, 3 and 8.

import { LIMITS } from "../core/kernel/act.ts";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import { nestingOf, placeOfJsonError } from "./json-place.ts";
import { formErrors, READ_TYPES, STIX_VERSIONS, TIME_ADVICE, TYPE_PATTERN, type StixVersion } from "./stix-schema.ts";

export const STIX_LIMITS = {
  bytes: LIMITS.attachmentBytes,
  objects: 50_000,
  depth: 64,
  errors: 50,
  notes: 64,
} as const;

/** One thing wrong with a bundle: where, as a JSON path, and what to do. */
export type StixError = { readonly path: string; readonly message: string };

/** An object whose form has been checked for its type; fields of other types are whatever they are. */
export type StixObject = { readonly type: string; readonly id: string; readonly [field: string]: unknown };

export type StixBundle = {
  readonly version: StixVersion;
  readonly objects: readonly StixObject[];
  /** What a person should know about how the bundle was read. */
  readonly notes: readonly string[];
};

export type StixReading =
  | { readonly ok: true; readonly bundle: StixBundle }
  | { readonly ok: false; readonly errors: readonly StixError[] };

const refuse = (path: string, message: string): StixReading => ({ ok: false, errors: [{ path, message }] });

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?Z$/;

/** A STIX timestamp as an instant, cut to milliseconds; undefined for any other spelling and for days that do not exist. */
export function parseStixTime(text: unknown): Instant | undefined {
  const m = typeof text === "string" ? TIME.exec(text) : null;
  if (m === null) return undefined;
  const at = Date.parse(`${m[1]}.${(m[2] ?? "").padEnd(3, "0").slice(0, 3)}Z`);
  // A day that does not exist is either not read or rolled over to the next month.
  return Number.isNaN(at) || printInstant(at).slice(0, 19) !== m[1] ? undefined : at;
}

/** The same as text that sorts by time, with the digits that an instant drops. */
function sortableTime(text: unknown): string | undefined {
  const m = typeof text === "string" ? TIME.exec(text) : null;
  return m === null ? undefined : `${m[1]}.${(m[2] ?? "").padEnd(12, "0")}`;
}

/** Reads the text of a bundle. */
export function readStix(text: string): StixReading {
  const bytes = Buffer.byteLength(text);
  if (bytes > STIX_LIMITS.bytes) {
    return refuse("$", `the file has ${bytes} bytes and at most ${STIX_LIMITS.bytes} are read; split the bundle`);
  }
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (nestingOf(json, STIX_LIMITS.depth + 1) > STIX_LIMITS.depth) {
    return refuse("$", `arrays and objects nest deeper than ${STIX_LIMITS.depth}; no STIX bundle needs that`);
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    const { line, column } = placeOfJsonError(json);
    return refuse("$", `this is not JSON: see line ${line}, column ${column}`);
  }
  return readBundle(value);
}

function readBundle(value: unknown): StixReading {
  if (!isRecord(value))
    return refuse("$", 'a STIX bundle is a JSON object: {"type": "bundle", "id": ..., "objects": [...]}');
  if (value["type"] !== "bundle") {
    const advice = 'the type must be "bundle"; put single objects into the `objects` of a bundle';
    return refuse("$.type", advice);
  }
  const version = value["spec_version"];
  if (version !== undefined && !STIX_VERSIONS.includes(version as StixVersion)) {
    return refuse("$.spec_version", `this reads STIX ${STIX_VERSIONS.join(" and ")}; export the bundle in one of them`);
  }
  const [idError] = formErrors({ ...value, spec_version: undefined, type: "bundle" }, "bundle", "2.1").filter(
    ({ path }) => path === "/id" || path === "",
  );
  if (idError !== undefined || !String(value["id"]).startsWith("bundle--")) {
    return refuse("$.id", "a bundle needs an id: bundle-- and a UUID");
  }
  const objects = value["objects"];
  if (!Array.isArray(objects)) return refuse("$.objects", "a bundle needs `objects`, a list of STIX objects");
  if (objects.length === 0) return refuse("$.objects", "the bundle holds no objects, so there is nothing to report");
  if (objects.length > STIX_LIMITS.objects) {
    const message = `the bundle holds ${objects.length} objects and at most ${STIX_LIMITS.objects} are read; split it`;
    return refuse("$.objects", message);
  }
  return readObjects(objects, version as StixVersion | undefined);
}

/** A 2.0 bundle states its version; a 2.1 bundle leaves it to the objects. */
const versionOf = (object: Readonly<Record<string, unknown>>, stated: StixVersion | undefined): StixVersion =>
  object["spec_version"] === "2.1" ? "2.1" : object["spec_version"] === "2.0" ? "2.0" : (stated ?? "2.0");

function readObjects(objects: readonly unknown[], stated: StixVersion | undefined): StixReading {
  const errors: StixError[] = [];
  const standing = new Map<string, { readonly object: StixObject; readonly place: number }>();
  const tally = { older: 0, repeated: 0, unread: new Map<string, number>() };
  objects.forEach((value, i) => {
    if (errors.length >= STIX_LIMITS.errors) return;
    const found = errorsOf(value, `$.objects[${i}]`, stated);
    errors.push(...found);
    if (found.length > 0) return;
    const object = value as StixObject;
    if (!READ_TYPES.has(object.type)) tally.unread.set(object.type, (tally.unread.get(object.type) ?? 0) + 1);
    const known = standing.get(object.id);
    if (known === undefined) standing.set(object.id, { object, place: i });
    else if (versionTime(known.object) !== versionTime(object)) {
      tally.older += 1;
      if (versionTime(object) > versionTime(known.object)) standing.set(object.id, { object, place: i });
    } else if (sameContent(known.object, object)) tally.repeated += 1;
    else {
      const message = `${object.id} stands already at $.objects[${known.place}] with the same \`modified\` and other content; keep one`;
      errors.push({ path: `$.objects[${i}].id`, message });
    }
  });
  if (errors.length > 0) return { ok: false, errors: errors.slice(0, STIX_LIMITS.errors) };
  const present = [...standing.values()].map(({ object }) => object).filter((object) => object["revoked"] !== true);
  const revoked = standing.size - present.length;
  if (present.length === 0)
    return refuse("$.objects", "every object in the bundle is revoked, so there is nothing to report");
  const version = stated ?? (present.some((object) => object["spec_version"] === "2.1") ? "2.1" : "2.0");
  return { ok: true, bundle: { version, objects: present, notes: notesOn(version, tally, revoked) } };
}

type Tally = { readonly older: number; readonly repeated: number; readonly unread: ReadonlyMap<string, number> };

function notesOn(version: StixVersion, tally: Tally, revoked: number): readonly string[] {
  const notes: string[] = [];
  if (version === "2.0") notes.push("The bundle is STIX 2.0; it is read as such. New exchanges should use STIX 2.1.");
  if (tally.older > 0) notes.push(`Older versions of objects are left out: ${tally.older}.`);
  if (tally.repeated > 0)
    notes.push(`Objects that stand twice with the same content are read once: ${tally.repeated}.`);
  if (revoked > 0) notes.push(`Revoked objects are left out: ${revoked}.`);
  const types = [...tally.unread.keys()].toSorted();
  if (types.length > 0) {
    const shown = types.slice(0, 16).map((type) => `${type} ${tally.unread.get(type)}`);
    const more = types.length > shown.length ? ` and ${types.length - shown.length} more types` : "";
    notes.push(`Counted but not read further: ${shown.join(", ")}${more}.`);
  }
  return notes;
}

const versionTime = (object: StixObject): string =>
  sortableTime(object["modified"]) ?? sortableTime(object["created"]) ?? "";

const sameContent = (a: StixObject, b: StixObject): boolean => sorted(a) === sorted(b);

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  );

/** Pairs of times of which the second may not come before the first. */
const SPANS: readonly (readonly [string, string])[] = [
  ["created", "modified"],
  ["first_seen", "last_seen"],
  ["first_observed", "last_observed"],
  ["valid_from", "valid_until"],
  ["start_time", "stop_time"],
  ["start_time", "end_time"],
];
const TIMES: readonly string[] = [...new Set(SPANS.flat()), "published"];

const TYPE = new RegExp(TYPE_PATTERN);

function errorsOf(value: unknown, path: string, stated: StixVersion | undefined): readonly StixError[] {
  if (!isRecord(value)) return [{ path, message: "an entry of `objects` must be a STIX object" }];
  const type = value["type"];
  if (typeof type !== "string" || type.length > 250 || !TYPE.test(type)) {
    return [
      { path: `${path}.type`, message: "an object needs a type: small letters, digits and hyphens, as in indicator" },
    ];
  }
  if (type === "bundle")
    return [{ path: `${path}.type`, message: "a bundle cannot stand in a bundle; lift its objects out" }];
  const version = versionOf(value, stated);
  const errors = formErrors(value, type, version).map((error) => ({
    path: path + jsonPath(error.path),
    message: error.message,
  }));
  if (errors.length > 0) return errors;
  if (!(value["id"] as string).startsWith(`${type}--`)) {
    return [{ path: `${path}.id`, message: `the id must begin with the object's type: ${type}--` }];
  }
  return [...timeErrors(value, path, READ_TYPES.has(type)), ...whatIsMissing(value, type, path)];
}

function timeErrors(value: Readonly<Record<string, unknown>>, path: string, read: boolean): readonly StixError[] {
  const fields = read ? TIMES : ["created", "modified"];
  const bad = fields.filter((field) => Object.hasOwn(value, field) && parseStixTime(value[field]) === undefined);
  if (bad.length > 0) return bad.map((field) => ({ path: `${path}.${field}`, message: TIME_ADVICE }));
  return SPANS.filter(([first, last]) => {
    const [a, b] = [sortableTime(value[first]), sortableTime(value[last])];
    return read && a !== undefined && b !== undefined && b < a;
  }).map(([first, last]) => ({
    path: `${path}.${last}`,
    message: `this time is before \`${first}\`; correct one of them`,
  }));
}

/** What a schema cannot say: one of several fields must be there. */
function whatIsMissing(value: Readonly<Record<string, unknown>>, type: string, path: string): readonly StixError[] {
  const has = (...fields: readonly string[]): boolean => fields.some((field) => Object.hasOwn(value, field));
  if (type === "location" && !has("region", "country", "latitude")) {
    return [{ path, message: "a location needs a region, a country, or a latitude and longitude" }];
  }
  if (type === "location" && has("latitude") !== has("longitude")) {
    return [{ path, message: "latitude and longitude come together; give both or neither" }];
  }
  if (type === "observed-data" && !has("object_refs", "objects")) {
    return [{ path, message: "observed data needs `object_refs` (in STIX 2.0, `objects`)" }];
  }
  if (type === "marking-definition" && !has("definition", "extensions")) {
    return [{ path, message: "a marking definition needs `definition` or an extension that defines it" }];
  }
  return [];
}

/** `/a/0/b-c` as `.a[0]["b-c"]`. */
const jsonPath = (pointer: string): string =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) =>
      /^\d+$/.test(part) ? `[${part}]` : /^\w{1,250}$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`,
    )
    .join("");
