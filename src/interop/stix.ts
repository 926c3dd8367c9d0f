// A STIX bundle as the draft of an incident report. Nothing is guessed: what the bundle does not say of
// this incident is `unknown`, and every field left open has its note, so that the officer who reads the
// draft knows where to look. The bundle itself goes along as an attachment, named by its digest.
//
// STIX mostly describes what attackers can do; a report says what has happened. So only incidents,
// sightings and observed data, and what they are linked to, speak for the incident here. Threat actors
// are never taken over: attribution is an act of its own. docs/howto/report-from-stix.md

import type { ReportBody } from "../core/assessment/report.ts";
import type { SECTORS } from "../core/kernel/taxonomy.ts";
import { LIMITS, MARKINGS, type Language, type Marking } from "../core/kernel/act.ts";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import { createGraph, type Graph } from "./stix-graph.ts";
import { natureOf, readIncident } from "./stix-incident.ts";
import { isRecord, parseStixTime, readStix, STIX_LIMITS, type StixError, type StixObject } from "./stix-read.ts";
import { TLP_2_EXTENSION } from "./stix-schema.ts";
import { ATTACK_SOURCES, SECTORS_OF, TLP_BY_ID, TLP_BY_WORD } from "./stix-terms.ts";
import { STIX_WORDS } from "./stix-words.ts";
import { cut, fieldText, fieldTexts, oneLine } from "./stix-text.ts";

export type StixFile = {
  /** The language of the draft. */
  readonly lang: Language;
  readonly now: Instant;
  readonly name: string;
  /** SHA-256 of the file's bytes, base64url. */
  readonly digest: string;
  readonly bytes: number;
};

export type StixReport =
  | {
      readonly ok: true;
      readonly body: ReportBody;
      /** The strictest TLP marking that the bundle carries; null when it carries none. */
      readonly marking: Marking | null;
      /** What was left open or cut, and why, for the officer. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly errors: readonly StixError[] };

type Notes = { readonly add: (note: string) => void; readonly all: () => readonly string[] };

function createNotes(first: readonly string[]): Notes {
  const notes = new Set(first);
  return {
    add: (note) => {
      if (notes.size < STIX_LIMITS.notes) notes.add(note);
    },
    all: () => [...notes],
  };
}

const SUMMARY_QUOTE = 2_000;
const AREA_CHARACTERS = 120;
const NAME_CHARACTERS = 120;
const MOST_SECTORS = 8;

/** The draft of a report from the text of a STIX bundle. Pure: the caller has hashed the bytes. */
export function reportFromStix(text: string, more: StixFile): StixReport {
  const reading = readStix(text);
  if (!reading.ok) return reading;
  const { bundle } = reading;
  const notes = createNotes(bundle.notes);
  const graph = createGraph(bundle.objects);
  const lead = leadOf(graph, notes);
  const times = timesOf(graph, lead, more.now, notes);
  const incident = readIncident(graph, notes.add);
  const area = areaOf(graph, notes);
  const actors = graph.ofType("threat-actor", "intrusion-set").length;
  if (actors > 0)
    notes.add(
      `The bundle names ${actors} threat actors or intrusion sets; attribution is an act of its own, and the draft takes none over.`,
    );
  const body: ReportBody = {
    title: titleOf(lead, bundle.objects.length, more.lang),
    summary: { lang: more.lang, text: summaryOf(graph, lead, times, more, notes) },
    observed: printInstant(times.observed),
    nature: natureOf(graph, incident, notes.add),
    effect: incident.effect,
    sectors: sectorsOf(graph, notes),
    ...(area.text === "" ? {} : { area: area.text }),
    people: incident.people,
    malicious: incident.malicious,
    // Two countries among the places hit cross a border; one alone does not show that none was crossed.
    crossBorder: area.countries.size > 1 ? "yes" : "unknown",
    // STIX has no word for harm to civilians.
    civilians: "unknown",
    recovery: incident.recovery,
    ongoing: incident.ongoing,
    techniques: techniquesOf(graph, notes),
    attachments: [
      {
        digest: more.digest,
        name: cut(oneLine(more.name), NAME_CHARACTERS) || "bundle.json",
        type: `application/stix+json;version=${bundle.version}`,
        bytes: more.bytes,
      },
    ],
  };
  return { ok: true, body, marking: markingOf(bundle.objects), notes: notes.all() };
}

/** The kinds of object that can stand for the whole, the closest to an incident first. */
const LEADS = ["incident", "report", "grouping", "campaign"] as const;

/** The one object that the bundle is about. Several of a kind are several matters, and none of them leads. */
function leadOf(graph: Graph, notes: Notes): StixObject | undefined {
  for (const type of LEADS) {
    const found = graph.ofType(type);
    if (found.length > 1) {
      notes.add(
        `The bundle holds ${found.length} objects of type ${type}; a report is about one. Title and text name none of them.`,
      );
      return undefined;
    }
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

function titleOf(lead: StixObject | undefined, objects: number, lang: Language): string {
  const name = cut(oneLine(fieldText(lead, "name")), LIMITS.titleCharacters);
  return name.length >= 3 ? name : STIX_WORDS[lang].title(objects);
}

type Times = { readonly observed: Instant; readonly first: Instant | null; readonly last: Instant | null };

/**
 * When it was observed: the earliest time that belongs to the incident itself or to what was sighted in
 * it; failing that, to the one campaign. Several campaigns are told as a span and date no incident. When
 * an indicator began to be valid, or when a malware family or an actor was first seen anywhere, says
 * nothing of this incident.
 */
function timesOf(graph: Graph, lead: StixObject | undefined, now: Instant, notes: Notes): Times {
  const campaigns = graph.ofType("campaign");
  const own = spanOf(graph, graph.ofType("incident", "event", "impact", "sighting", "observed-data"), now, notes);
  const span = own ?? spanOf(graph, campaigns, now, notes);
  if (span !== undefined && (own !== undefined || campaigns.length === 1)) return { observed: span.first, ...span };
  const told = span ?? { first: null, last: null };
  const made = (lead === undefined ? graph.objects : [lead])
    .map((object) => parseStixTime(object["created"]))
    .filter((at) => at !== undefined)
    .filter((at) => at <= now);
  if (made.length > 0) {
    notes.add(
      "The bundle does not say when the incident was observed; `observed` is when its record was created. Put it right if you know better.",
    );
    return { observed: made.reduce((a, b) => Math.min(a, b)), ...told };
  }
  notes.add("The bundle holds no time that is past; `observed` is now. Put it right.");
  return { observed: now, ...told };
}

/** From the first to the last past time of these objects. */
function spanOf(
  graph: Graph,
  objects: readonly StixObject[],
  now: Instant,
  notes: Notes,
): { readonly first: Instant; readonly last: Instant } | undefined {
  const { starts, ends } = graph.spansOf(objects);
  const past = (at: Instant): boolean => at <= now;
  if (![...starts, ...ends].every(past)) notes.add("Times later than now are left out.");
  const begun = starts.filter(past);
  if (begun.length === 0) return undefined;
  const last = [...begun, ...ends.filter(past)].reduce((a, b) => Math.max(a, b));
  return { first: begun.reduce((a, b) => Math.min(a, b)), last };
}

function summaryOf(graph: Graph, lead: StixObject | undefined, times: Times, more: StixFile, notes: Notes): string {
  const words = STIX_WORDS[more.lang];
  const instant = (at: Instant | null): string => (at === null ? words.unknown : printInstant(at));
  const producers = graph.producersOf(lead === undefined ? graph.objects : [lead]);
  const names = producers.slice(0, 3).map((name) => cut(oneLine(name), NAME_CHARACTERS));
  if (producers.length === 0) notes.add("The bundle does not say who produced it.");
  const sentences = [
    words.source(cut(oneLine(more.name), NAME_CHARACTERS)),
    words.holds(graph.objects.length, countsOf(graph.objects)),
    words.producer(names.length === 0 ? words.unknown : names.join(", ") + (producers.length > 3 ? ", …" : "")),
    words.seen(instant(times.first), instant(times.last)),
  ];
  const quote = cut(oneLine(fieldText(lead, "description")), SUMMARY_QUOTE);
  // STIX 2.1, 3.2: content without `lang` is in English. A quotation in another language than the
  // text around it would pass for that language, so it is left to the attachment.
  const quoted = (fieldText(lead, "lang") || "en").slice(0, 2).toLowerCase();
  if (quote !== "" && quoted === more.lang) sentences.push(words.quote(quote));
  else if (quote !== "")
    notes.add(`The description in the bundle is in another language (${quoted}) and is not quoted.`);
  return cut(sentences.join("\n"), LIMITS.textCharacters);
}

const TYPES_NAMED = 8;

function countsOf(objects: readonly StixObject[]): string {
  const counts = new Map<string, number>();
  for (const { type } of objects) counts.set(type, (counts.get(type) ?? 0) + 1);
  const sorted = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const named = sorted.slice(0, TYPES_NAMED).map(([type, count]) => `${cut(type, 60)} ${count}`);
  return named.join(", ") + (sorted.length > TYPES_NAMED ? ", …" : "");
}

/** Sectors of those who were hit. The sector of whoever wrote the bundle, or is merely named, is not the incident's. */
function sectorsOf(graph: Graph, notes: Notes): ReportBody["sectors"] {
  const words = new Set(graph.victims().flatMap((victim) => fieldTexts(victim, "sectors")));
  const untranslated = [...words].filter((word) => !SECTORS_OF.has(word));
  const found = [
    ...new Set([...words].flatMap((word): readonly (typeof SECTORS)[number][] => SECTORS_OF.get(word) ?? [])),
  ];
  if (untranslated.length > 0) {
    const shown = untranslated.slice(0, 8).map((word) => cut(oneLine(word), 40));
    notes.add(`Sectors without a clear counterpart: ${shown.join(", ")}.`);
    if (found.length < MOST_SECTORS) found.push("other");
  }
  if (found.length > MOST_SECTORS)
    notes.add(`The bundle names ${found.length} sectors; the first ${MOST_SECTORS} are taken.`);
  if (found.length > 0) return found.slice(0, MOST_SECTORS);
  notes.add(
    "No sector is known: the bundle marks no victim with a sector (by targets, impacts or a sighting). `other` stands for unknown; put it right.",
  );
  return ["other"];
}

type Area = { readonly text: string; readonly countries: ReadonlySet<string> };

/** Places that were hit. Where an actor or its servers are is not where the incident is. */
function areaOf(graph: Graph, notes: Notes): Area {
  const places = graph.placesHit();
  const countries = new Set(
    places.map((place) => fieldText(place, "country").toUpperCase()).filter((code) => code !== ""),
  );
  const names = new Set<string>();
  for (const place of places) {
    const name = oneLine(fieldText(place, "name"));
    const where = oneLine(fieldText(place, "country") || fieldText(place, "region"));
    const text = name !== "" && where !== "" && name !== where ? `${name} (${where})` : name || where;
    if (text !== "") names.add(text);
  }
  if (graph.ofType("location").length > 0 && places.length === 0) {
    notes.add("The bundle names locations, but none as the place that was hit; the area is left open.");
  }
  const text = [...names].join(", ");
  if (text.length > AREA_CHARACTERS) notes.add(`The area is cut to ${AREA_CHARACTERS} characters.`);
  return { text: cut(text, AREA_CHARACTERS), countries };
}

const TECHNIQUE = /^T[0-9]{4}(\.[0-9]{3})?$/;

/** ATT&CK ids, as attack patterns give them. A kill chain phase alone is a tactic and names no technique. */
function techniquesOf(graph: Graph, notes: Notes): string[] {
  const found = new Set<string>();
  for (const pattern of graph.ofType("attack-pattern")) {
    const references = pattern["external_references"];
    for (const reference of Array.isArray(references) ? references : []) {
      if (!isRecord(reference) || !ATTACK_SOURCES.has(String(reference["source_name"]))) continue;
      const id = reference["external_id"];
      if (typeof id === "string" && TECHNIQUE.test(id)) found.add(id);
    }
  }
  if (found.size > LIMITS.listItems) {
    notes.add(`The bundle names ${found.size} ATT&CK techniques; the first ${LIMITS.listItems} are taken.`);
  }
  return [...found].slice(0, LIMITS.listItems);
}

/** The strictest marking on any object or part of one: the draft may repeat any of them. */
function markingOf(objects: readonly StixObject[]): Marking | null {
  const defined = new Map<string, Marking>(TLP_BY_ID);
  for (const object of objects) {
    const marking = object.type === "marking-definition" ? tlpOf(object) : undefined;
    if (marking !== undefined && !TLP_BY_ID.has(object.id)) defined.set(object.id, marking);
  }
  let strictest = -1;
  for (const object of objects) {
    const granular = object["granular_markings"];
    const partly = (Array.isArray(granular) ? granular : []).map((mark: unknown) =>
      isRecord(mark) ? String(mark["marking_ref"]) : "",
    );
    // A definition in the bundle counts even where nothing refers to it: erring on the strict side.
    for (const id of [object.id, ...fieldTexts(object, "object_marking_refs"), ...partly]) {
      const marking = defined.get(id);
      if (marking !== undefined) strictest = Math.max(strictest, MARKINGS.indexOf(marking));
    }
  }
  return MARKINGS[strictest] ?? null;
}

function tlpOf(definition: StixObject): Marking | undefined {
  const old = definition["definition"];
  const extensions = definition["extensions"];
  const extension = isRecord(extensions) ? extensions[TLP_2_EXTENSION] : undefined;
  const word = isRecord(extension) ? extension["tlp_2_0"] : isRecord(old) ? old["tlp"] : undefined;
  return typeof word === "string" ? TLP_BY_WORD.get(word.toLowerCase()) : undefined;
}
