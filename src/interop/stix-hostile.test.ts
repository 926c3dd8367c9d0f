import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkBody } from "../core/law/validate.ts";
import { reportFromStix } from "./stix.ts";
import { bundleOf, draft, fileOf, incident, link, object, T, uuid } from "./testing/stix-sample.ts";

test("hostile strings are answered in milliseconds", () => {
  const hostile = "a-".repeat(15_000);
  const texts = [
    bundleOf({ ...incident(), type: hostile }),
    bundleOf({ ...incident(), id: hostile }),
    bundleOf({ ...incident(), id: `${hostile}--${uuid(1)}` }),
    bundleOf({ ...incident(), created_by_ref: `identity--${hostile}` }),
    bundleOf({ ...incident(), created: "2026-11-20T08:00:00." + "1".repeat(30_000) }),
    bundleOf({ ...link(3, "x", incident(), incident()), relationship_type: `${hostile}!` }),
    bundleOf(incident(undefined, { name: " \u202e".repeat(15_000) })),
    `{"a": "${"\\\\".repeat(15_000)}`,
  ];
  for (const text of texts) {
    const took = [1, 2, 3].map(() => {
      const start = performance.now();
      reportFromStix(text, fileOf(text));
      return performance.now() - start;
    });
    assert.ok(Math.min(...took) < 50, `${took.join(", ")} ms for ${text.slice(0, 80)}`);
  }
});

test("names that objects inherit are not words of a bundle", () => {
  const core = {
    determination: "constructor",
    incident_types: ["__proto__", "toString"],
    functional_impact: "valueOf",
  };
  const victim = object("identity", 4, { name: "V", sectors: ["constructor"] });
  const { body } = draft(bundleOf(incident(core), victim, link(5, "targets", incident(), victim)));
  assert.deepEqual([body.nature, body.effect, body.sectors], ["undetermined", "unknown", ["other"]]);
});

test("any JSON in the place of any field is refused or gives a draft that can be signed; nothing is thrown", () => {
  const victim = object("identity", 11, { name: "Grid", sectors: ["energy"] });
  const pattern = object("attack-pattern", 3, {
    name: "P",
    external_references: [{ source_name: "mitre-attack", external_id: "T0827" }],
    kill_chain_phases: [{ kill_chain_name: "mitre-attack", phase_name: "impact" }],
  });
  const core = {
    determination: "confirmed",
    incident_types: ["destruction"],
    recoverability: ["regular"],
    attacker_activities: [{ start_time: T }],
  };
  const impact = object("impact", 6, { incident_ref: incident()["id"], impact_details: { availability_impact: 40 } });
  const whole = JSON.parse(
    bundleOf(incident(core), victim, pattern, impact, link(20, "targets", incident(), victim)),
  ) as object;
  const places = placesIn(whole);
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom("", "a-".repeat(99), -1, 1e308, [], {}, null, T));
  const mutation = fc.record({ place: fc.nat(places.length - 1), value: anything, drop: fc.boolean() });
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const copy = structuredClone(whole);
      for (const { place, value, drop } of mutations) put(copy, places[place] ?? [], structuredClone(value), drop);
      const text = JSON.stringify(copy);
      const report = reportFromStix(text, fileOf(text));
      if (report.ok) assert.equal(checkBody("report", report.body), undefined, text);
      else assert.ok(report.errors.every(({ path }) => path.startsWith("$")));
    }),
    { numRuns: 3_000 },
  );
});

test("a bundle cut or flipped at any byte is refused or read; nothing is thrown", () => {
  const text = bundleOf(incident({ determination: "confirmed" }));
  fc.assert(
    fc.property(
      fc.nat(text.length),
      fc.nat(2),
      fc.constantFrom("{", "]", '"', "\\", "0", "\u0000", ","),
      (i, kind, sign) => {
        const broken =
          kind === 0
            ? text.slice(0, i)
            : kind === 1
              ? text.slice(0, i) + sign + text.slice(i + 1)
              : text.slice(0, i) + sign + text.slice(i);
        const report = reportFromStix(broken, fileOf(broken));
        if (report.ok) assert.equal(checkBody("report", report.body), undefined);
      },
    ),
    { numRuns: 2_000 },
  );
});

type Steps = readonly (string | number)[];

function placesIn(value: unknown, here: Steps = []): Steps[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const path = [...here, Array.isArray(value) ? Number(key) : key];
    return [path, ...placesIn(part, path)];
  });
}

function put(root: object, path: Steps, value: unknown, drop: boolean): void {
  let node: unknown = root;
  for (const step of path.slice(0, -1)) node = (node as Record<string, unknown> | undefined)?.[step];
  if (typeof node !== "object" || node === null) return;
  const last = path.at(-1) ?? "";
  if (drop) Reflect.deleteProperty(node, last);
  else Reflect.set(node, last, value);
}
