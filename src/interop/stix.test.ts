import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { LANGUAGES, LIMITS } from "../core/kernel/act.ts";
import { bundleOf, draft, incident, link, object, said, T, uuid, type Fields } from "./testing/stix-sample.ts";

test("an incident that says nothing of itself gives a draft in which everything is unknown", () => {
  const { body, marking, notes } = draft(bundleOf(incident()));
  assert.equal(body.title, "Substations lose telemetry");
  assert.deepEqual(
    [
      body.nature,
      body.effect,
      body.recovery,
      body.malicious,
      body.ongoing,
      body.people,
      body.civilians,
      body.crossBorder,
    ],
    ["undetermined", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown"],
  );
  assert.deepEqual(body.sectors, ["other"]);
  assert.deepEqual(body.techniques, []);
  assert.equal(body.area, undefined);
  assert.equal(marking, null);
  assert.ok(notes.some((note) => note.includes("No sector is known")));
});

test("a confirmed incident that names destruction is sabotage, recovery and effect in its own words", () => {
  const { body } = draft(
    bundleOf(
      incident({
        determination: "confirmed",
        investigation_status: "closed",
        incident_types: ["destruction"],
        functional_impact: "loss-of-control",
        recoverability: "extended",
        impacted_entity_counts: { individual: 120, system: 4 },
      }),
    ),
  );
  assert.deepEqual(
    [body.nature, body.effect, body.recovery, body.malicious, body.ongoing, body.people],
    ["sabotage", "control-lost", "extended", "yes", "no", 120],
  );
});

test("a suspected incident keeps its nature and intent open, whatever it names", () => {
  const report = draft(bundleOf(incident({ determination: "suspected", incident_types: ["destruction"] })));
  assert.equal(report.body.nature, "undetermined");
  assert.equal(report.body.malicious, "unknown");
  said(report, /not as confirmed/);
});

test("an incident that names both disruption and destruction is left to a person", () => {
  const core = { determination: "confirmed", incident_types: ["destruction", "denial-of-service"] };
  const report = draft(bundleOf(incident(core)));
  assert.equal(report.body.nature, "undetermined");
  said(report, /a person must decide/);
});

test("access alone does not tell what it was for", () => {
  const core = { determination: "confirmed", incident_types: ["unauthorized-access", "compromised-system"] };
  assert.equal(draft(bundleOf(incident(core))).body.nature, "undetermined");
});

test("a wiper and an impact technique are hints and never a nature", () => {
  const wiper = object("malware", 2, { name: "Wipe", is_family: false, malware_types: ["wiper"] });
  const technique = object("attack-pattern", 3, {
    name: "Loss of Control",
    kill_chain_phases: [{ kill_chain_name: "mitre-ics-attack", phase_name: "impact" }],
    external_references: [{ source_name: "mitre-attack", external_id: "T0827" }],
  });
  const report = draft(bundleOf(incident({ determination: "confirmed" }), wiper, technique));
  assert.equal(report.body.nature, "undetermined");
  assert.deepEqual(report.body.techniques, ["T0827"]);
  said(report, /wiper .* sabotage/);
  said(report, /Loss of Control/);
});

test("an open investigation does not show that the incident goes on", () => {
  const report = draft(bundleOf(incident({ investigation_status: "open" })));
  assert.equal(report.body.ongoing, "unknown");
  said(report, /investigation is "open"/);
});

test("a blocked attempt has no effect, and a false positive is not malicious", () => {
  assert.equal(draft(bundleOf(incident({ determination: "blocked" }))).body.effect, "none");
  assert.equal(draft(bundleOf(incident({ determination: "false-positive" }))).body.malicious, "no");
});

test("the availability of an impact gives the effect in both drafts of the impact extension", () => {
  const impact = (n: number, part: Fields): Fields => object("impact", n, { impact_category: "availability", ...part });
  const named = impact(5, { extensions: { availability: { availability_impact: 70 } } });
  assert.equal(draft(bundleOf(incident({ impact_refs: [named["id"]] }), named)).body.effect, "interrupted");
  const naming = impact(6, { incident_ref: incident()["id"], impact_details: { availability_impact: 95 } });
  assert.equal(draft(bundleOf(incident({}), naming)).body.effect, "control-lost");
  const other = impact(7, { extensions: { availability: { availability_impact: 95 } } });
  assert.equal(draft(bundleOf(incident({}), other)).body.effect, "unknown", "an impact of something else");
});

test("several recoverabilities leave recovery unknown", () => {
  const report = draft(bundleOf(incident({ recoverability: ["regular", "extended"] })));
  assert.equal(report.body.recovery, "unknown");
  said(report, /several recoverabilities/);
});

test("two incidents speak for neither, and the title names no one of them", () => {
  const second = { ...incident({ determination: "confirmed" }), id: `incident--${uuid(77)}`, name: "Another" };
  const { body } = draft(bundleOf(incident({ determination: "confirmed" }), second));
  assert.equal(body.title, "STIX data (objects: 2)");
  assert.equal(body.malicious, "unknown");
});

test("the sectors are those of the victims and never those of the author or a bystander", () => {
  const author = object("identity", 10, { name: "CERT", identity_class: "organization", sectors: ["technology"] });
  const victim = object("identity", 11, {
    name: "Grid",
    identity_class: "organization",
    sectors: ["energy", "water", "mining"],
  });
  const bystander = object("identity", 12, {
    name: "Bank",
    identity_class: "organization",
    sectors: ["financial-services"],
  });
  const told = { ...incident(), created_by_ref: author["id"] };
  const report = draft(bundleOf(told, author, victim, bystander, link(20, "targets", told, victim)));
  assert.deepEqual(report.body.sectors, ["energy", "drinking-water", "waste-water", "other"]);
  said(report, /mining/);
  assert.match(report.body.summary.text, /Produced by: CERT\n/);
});

test("the area is where the victims are; the actor's country is nobody's business here", () => {
  const victim = object("identity", 11, { name: "Grid" });
  const here = object("location", 12, { country: "PT", name: "Alentejo" });
  const there = object("location", 13, { country: "ES" });
  const home = object("location", 14, { country: "XX" });
  const actor = object("threat-actor", 15, { name: "Shade" });
  const base = [incident(), victim, here, there, home, actor, link(20, "targets", incident(), victim)];
  const one = draft(bundleOf(...base, link(21, "located-at", victim, here), link(22, "located-at", actor, home)));
  assert.equal(one.body.area, "Alentejo (PT)");
  assert.equal(one.body.crossBorder, "unknown", "one country does not show that no border was crossed");
  const two = draft(bundleOf(...base, link(21, "located-at", victim, here), link(23, "located-at", incident(), there)));
  assert.equal(two.body.crossBorder, "yes");
});

test("no draft names a threat actor, because attribution is an act of its own", () => {
  const actor = object("threat-actor", 15, { name: "Shade Serpent" });
  const report = draft(bundleOf(incident(), actor, link(20, "attributed-to", incident(), actor)));
  assert.doesNotMatch(JSON.stringify(report.body), /Shade Serpent/);
  said(report, /attribution is an act of its own/);
});

test("observed is the earliest past time of the incident and its sightings, not of a malware family", () => {
  const family = object("malware", 2, { name: "Old", is_family: true, first_seen: "2009-01-01T00:00:00Z" });
  const indicator = object("indicator", 3, {
    pattern: "[url:value = 'x']",
    pattern_type: "stix",
    valid_from: "2020-01-01T00:00:00Z",
  });
  const sighting = object("sighting", 4, {
    sighting_of_ref: indicator["id"],
    first_seen: "2026-11-19T01:02:03.5Z",
    last_seen: "2026-11-21T00:00:00Z",
  });
  const later = object("sighting", 5, { sighting_of_ref: indicator["id"], first_seen: "2027-01-01T00:00:00Z" });
  const report = draft(bundleOf(incident(), family, indicator, sighting, later));
  assert.equal(report.body.observed, "2026-11-19T01:02:03.500Z");
  assert.match(
    report.body.summary.text,
    /First seen: 2026-11-19T01:02:03\.500Z\. Last seen: 2026-11-21T00:00:00\.000Z/,
  );
  said(report, /later than now/);
});

test("one campaign gives its beginning; several give none, though the text tells their span", () => {
  const first = object("campaign", 2, { name: "One", first_seen: "2025-01-01T00:00:00Z" });
  const second = object("campaign", 3, { name: "Two", first_seen: "2024-01-01T00:00:00Z" });
  const indicator = object("report", 4, { name: "Both", published: T, object_refs: [first["id"]] });
  assert.equal(draft(bundleOf(indicator, first)).body.observed, "2025-01-01T00:00:00.000Z");
  const both = draft(bundleOf(indicator, first, second));
  assert.equal(both.body.observed, T);
  assert.match(both.body.summary.text, /First seen: 2024-01-01/);
});

test("without any such time, observed is when the record was created, and the draft says so", () => {
  const report = draft(bundleOf(incident()));
  assert.equal(report.body.observed, T);
  said(report, /when its record was created/);
  const future = incident(undefined, { created: "2027-01-01T00:00:00Z", modified: "2027-01-01T00:00:00Z" });
  assert.equal(draft(bundleOf(future)).body.observed, "2026-11-22T12:00:00.000Z");
});

test("the strictest marking wins, in TLP 1.0, in TLP 2.0, in a producer's own object and on a part", () => {
  const amberStrict = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003";
  const green = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
  const marked = incident(undefined, { object_marking_refs: [green] });
  assert.equal(draft(bundleOf(marked)).marking, "TLP:GREEN");
  const partly = { ...marked, granular_markings: [{ selectors: ["name"], marking_ref: amberStrict }] };
  assert.equal(draft(bundleOf(partly)).marking, "TLP:AMBER+STRICT");
  const own = {
    type: "marking-definition",
    spec_version: "2.1",
    id: `marking-definition--${uuid(50)}`,
    created: T,
    definition_type: "tlp",
    definition: { tlp: "red" },
  };
  assert.equal(draft(bundleOf({ ...partly, object_marking_refs: [own.id] }, own)).marking, "TLP:RED");
});

test("lists are cut to what a report may hold, and the cut is said", () => {
  const patterns = Array.from({ length: 40 }, (_, i) =>
    object("attack-pattern", 100 + i, {
      name: `P${i}`,
      external_references: [{ source_name: "mitre-attack", external_id: `T${1000 + i}` }],
    }),
  );
  const sectors = [
    "energy",
    "transportation",
    "financial-services",
    "healthcare",
    "water",
    "communications",
    "defense",
    "chemical",
    "manufacturing",
  ];
  const victim = object("identity", 11, { name: "All", sectors });
  const long = incident(undefined, { name: "é".repeat(400), description: "x".repeat(9_000) });
  const report = draft(bundleOf(long, victim, link(20, "targets", long, victim), ...patterns));
  assert.equal(report.body.techniques.length, LIMITS.listItems);
  assert.equal(report.body.sectors.length, 8);
  assert.equal(report.body.title.length, LIMITS.titleCharacters);
  said(report, /40 ATT&CK techniques/);
  said(report, /sectors; the first 8/);
});

test("text that turns around, hides or breaks is made plain", () => {
  const { body } = draft(bundleOf(incident(undefined, { name: "Grid\u202e\u0000 \ud800down\n\nnow" })));
  assert.equal(body.title, "Grid \ufffddown now");
});

test("a description is quoted in its own language only", () => {
  const told = incident(undefined, { description: "Les sous-stations se taisent.", lang: "fr" });
  assert.match(draft(bundleOf(told), "fr").body.summary.text, /sous-stations se taisent/);
  const english = draft(bundleOf(told), "en");
  assert.doesNotMatch(english.body.summary.text, /sous-stations/);
  said(english, /another language \(fr\)/);
});

test("the draft speaks each of the six languages, with the same counts and times", () => {
  for (const lang of LANGUAGES) {
    const { body } = draft(bundleOf(incident(undefined, { first_seen: "2026-11-19T00:00:00Z" })), lang);
    assert.equal(body.summary.lang, lang);
    assert.match(body.summary.text, /grid\.json/);
    assert.match(body.summary.text, /incident 1/);
    assert.match(body.summary.text, /2026-11-19T00:00:00\.000Z/);
  }
});

test("the bundle stays with the report as an attachment, by its digest", () => {
  const text = bundleOf(incident());
  assert.deepEqual(draft(text).body.attachments, [
    {
      digest: createHash("sha256").update(text).digest("base64url"),
      name: "grid.json",
      type: "application/stix+json;version=2.1",
      bytes: Buffer.byteLength(text),
    },
  ]);
});
