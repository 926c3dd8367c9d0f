import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../core/kernel/act.ts";
import { bundleOf, draft, incident, object, refusal, said, uuid, type Fields } from "./testing/stix-sample.ts";

test("a STIX 2.0 bundle is read as 2.0 and says so", () => {
  const { spec_version: _, ...campaign } = object("campaign", 1, { name: "Old", first_seen: "2015-01-01T00:00:00Z" });
  const text = JSON.stringify({ type: "bundle", id: `bundle--${uuid(9)}`, spec_version: "2.0", objects: [campaign] });
  const report = draft(text);
  assert.equal(report.body.attachments[0]?.type, "application/stix+json;version=2.0");
  assert.equal(report.body.observed, "2015-01-01T00:00:00.000Z");
  said(report, /STIX 2\.0/);
});

test("the newest version of an object speaks, and revoked objects do not", () => {
  const newer = incident(undefined, { name: "Substations lose control", modified: "2026-11-21T00:00:00Z" });
  const gone = object("identity", 3, { name: "Gone", revoked: true });
  const report = draft(bundleOf(newer, incident(), gone));
  assert.equal(report.body.title, "Substations lose control");
  said(report, /Older versions .*: 1/);
  said(report, /Revoked .*: 1/);
});

test("what is broken is refused with its place and what to do", () => {
  const at = (text: string): string =>
    refusal(text)
      .map(({ path, message }) => `${path} ${message}`)
      .join("\n");
  const bad = (fields: Fields): string => at(bundleOf({ ...incident(), ...fields }));
  assert.match(at('{\n  "type": "bundle",\n  "id" "x"\n}'), /line 3, column 8/);
  assert.match(at('{"type": "bundle"'), /line 1, column 18/);
  assert.match(at("[]"), /^\$ .*JSON object/);
  assert.match(at('{"type": "indicator"}'), /^\$\.type .*bundle/);
  assert.match(at(JSON.stringify({ type: "bundle", id: "bundle--1", objects: [] })), /^\$\.id/);
  const empty = { type: "bundle", id: `bundle--${uuid(9)}` };
  assert.match(
    at(JSON.stringify({ ...empty, spec_version: "1.2", objects: [1] })),
    /^\$\.spec_version .*2\.0 and 2\.1/,
  );
  assert.match(at(JSON.stringify(empty)), /^\$\.objects .*needs/);
  assert.match(at(JSON.stringify({ ...empty, objects: [] })), /^\$\.objects .*no objects/);
  assert.match(bad({ id: "incident--1" }), /^\$\.objects\[0\]\.id .*UUID/);
  assert.match(bad({ id: `campaign--${uuid(1)}` }), /^\$\.objects\[0\]\.id .*begin/);
  assert.match(bad({ created: "2026-11-20 08:00" }), /^\$\.objects\[0\]\.created .*RFC 3339/);
  assert.match(bad({ created: "2026-11-20T08:00:00+01:00" }), /RFC 3339/);
  assert.match(bad({ created: "2026-02-30T08:00:00Z" }), /day that exists/);
  assert.match(bad({ modified: "2026-11-19T00:00:00Z" }), /^\$\.objects\[0\]\.modified .*before `created`/);
  assert.match(bad({ spec_version: "3.0" }), /^\$\.objects\[0\]\.spec_version/);
  assert.match(bad({ name: undefined }), /^\$\.objects\[0\] .*name/);
  assert.match(
    bad({ external_references: [{ url: "x" }] }),
    /^\$\.objects\[0\]\.external_references\[0\] .*source_name/,
  );
  assert.match(
    at(bundleOf(incident(), { ...incident(), name: "Otherwise" })),
    /^\$\.objects\[1\]\.id .*\$\.objects\[0\]/,
  );
  assert.match(at(bundleOf({ ...incident(), revoked: true })), /revoked/);
});

test("the same object twice is read once", () => {
  const { name, ...rest } = incident();
  said(draft(bundleOf(incident(), { ...rest, name })), /twice/);
});

test("too many objects, too much nesting and too many bytes are refused before anything is built", () => {
  const many = `{"type":"bundle","id":"bundle--${uuid(1)}","objects":[${"0,".repeat(50_000)}0]}`;
  assert.match(refusal(many)[0]?.message ?? "", /50001 objects/);
  assert.match(refusal("[".repeat(1_000_000))[0]?.message ?? "", /nest deeper/);
  assert.match(refusal(`"${"x".repeat(LIMITS.attachmentBytes)}"`)[0]?.message ?? "", /split the bundle/);
});

test("errors are bounded, however many there are", () => {
  assert.ok(refusal(bundleOf(...Array.from({ length: 5_000 }, () => 1))).length <= 50);
});
