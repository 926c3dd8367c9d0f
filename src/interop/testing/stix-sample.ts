// Small bundles for tests, written so that a test reads as what it claims.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { checkBody } from "../../core/law/validate.ts";
import { INCIDENT_CORE } from "../stix-schema.ts";
import { reportFromStix, type StixFile, type StixReport } from "../stix.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0, 0);
export const T = "2026-11-20T08:00:00.000Z";

export const fileOf = (text: string, lang: StixFile["lang"] = "en"): StixFile => ({
  lang,
  now: NOW,
  name: "grid.json",
  digest: createHash("sha256").update(text).digest("base64url"),
  bytes: Buffer.byteLength(text),
});

export type Fields = Readonly<Record<string, unknown>>;

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const object = (type: string, n: number, fields: Fields = {}): Fields => ({
  type,
  spec_version: "2.1",
  id: `${type}--${uuid(n)}`,
  created: T,
  modified: T,
  ...fields,
});
export const bundleOf = (...objects: readonly unknown[]): string =>
  JSON.stringify({ type: "bundle", id: `bundle--${uuid(999)}`, objects });

export const incident = (core?: Fields, fields: Fields = {}): Fields =>
  object("incident", 1, {
    name: "Substations lose telemetry",
    ...(core === undefined
      ? {}
      : { extensions: { [INCIDENT_CORE]: { extension_type: "property-extension", ...core } } }),
    ...fields,
  });
export const link = (n: number, type: string, from: Fields, to: Fields): Fields =>
  object("relationship", n, { relationship_type: type, source_ref: from["id"], target_ref: to["id"] });

export type Draft = Extract<StixReport, { ok: true }>;

/** The draft, which the law itself has found fit to be signed. */
export function draft(text: string, lang: StixFile["lang"] = "en"): Draft {
  const report = reportFromStix(text, fileOf(text, lang));
  assert.ok(report.ok, JSON.stringify(report));
  assert.equal(checkBody("report", report.body), undefined);
  return report;
}

export function refusal(text: string): readonly { readonly path: string; readonly message: string }[] {
  const report = reportFromStix(text, fileOf(text));
  assert.ok(!report.ok, "the bundle was taken");
  assert.ok(report.errors.length > 0);
  return report.errors;
}

export const said = (report: Draft, words: RegExp): void =>
  assert.ok(
    report.notes.some((note) => words.test(note)),
    `no note says ${words}: ${report.notes.join(" | ")}`,
  );
