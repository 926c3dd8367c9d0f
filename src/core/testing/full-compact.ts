// A compact that says everything that a compact can say, in six languages: each optional field, each kind
// of trigger, each way to count, each choice at least once. For tests of what is printed.

import type { CompactDocument, Words } from "../compact/document.ts";
import { MEASURE_CATEGORIES } from "../compact/compact.ts";
import { NORMS } from "../kernel/taxonomy.ts";

/** A text that differs in every language and holds no figure. */
const six = (text: string): Words => ({
  ar: `نص ${text}.`,
  zh: `文本 ${text}。`,
  en: `Text ${text}.`,
  fr: `Texte ${text}.`,
  ru: `Текст ${text}.`,
  es: `Escrito ${text}.`,
});

const KEYS = { act: "A".repeat(43), log: "L".repeat(43), witness: "W".repeat(1750), line: "N".repeat(43) };

export const FULL: CompactDocument = {
  downrung: "compact/1",
  name: "full",
  title: "Compact of everything",
  version: 3,
  mode: "drill",
  pace: 60,
  purposes: [six("purpose"), six("aim")],
  parties: {
    aurelia: { name: "Aurelia", role: "member", zone: "Europe/Lisbon", keys: KEYS },
    borea: { name: "Borea", role: "member", zone: "Asia/Tbilisi" },
    cassia: { name: "Cassia", role: "mediator", zone: "Europe/Zurich" },
    delos: { name: "Delos", role: "observer", zone: "Africa/Kigali" },
    elis: { name: "Elis", role: "verifier", zone: "UTC" },
    firma: { name: "Firma", role: "operator", zone: "UTC" },
    gades: { name: "Gades", role: "court", zone: "UTC" },
  },
  skew: "90s",
  marking: "TLP:AMBER",
  scheme: { name: "scale", version: 2, low: 0, high: 10 },
  taxonomy: { name: "downrung", version: 1 },
  norms: NORMS.map((norm) => (norm === "c" ? { norm, says: six("norm") } : { norm })),
  "red-lines": [
    {
      line: "hospitals",
      says: six("line"),
      kind: "sabotage",
      when: {
        all: [
          { field: "nature", is: "sabotage" },
          {
            any: [
              { field: "sectors", has: ["health", "energy"] },
              { field: "people", "at-least": 25_000 },
            ],
          },
          { not: { field: "civilians", is: "no" } },
        ],
      },
      except: [{ says: six("exclusion"), when: { field: "malicious", in: ["no", "unknown"] } }],
      responses: ["demarche", "freeze"],
      norms: ["c", "f"],
    },
    { line: "reading", says: six("second line"), kind: "collection", when: { field: "severity-high", "at-most": 7 } },
  ],
  indicators: [
    { indicator: "scan", says: six("indicator"), means: "probing", when: { field: "effect", is: "none" } },
    { indicator: "quiet", says: six("restraint"), means: "restraint" },
  ],
  protected: [{ object: "grid", says: six("object"), sectors: ["energy", "space"] }],
  ladder: [
    {
      step: "confirm",
      opens: [{ act: "report" }],
      owes: [{ by: "addressees", act: ["confirm", "refute"], latest: "24h" }],
    },
    {
      step: "notify",
      opens: [{ after: "confirm" }],
      owes: [
        { by: "reporter", act: ["notify"], earliest: "30m", latest: "4h" },
        { by: "addressees", act: ["acknowledge"], on: "notify", earliest: "1m", latest: "2h" },
        { by: "asked", act: ["clarify"], on: "ask", latest: "1h" },
        { by: "mediator", act: ["ask"], latest: "3d" },
      ],
    },
    {
      step: "convene",
      opens: [{ act: "convene" }, { lapse: "notify" }],
      earliest: "2h",
      owes: [
        { by: "members", act: ["stand-down"], latest: "48h" },
        { by: "members", act: ["stand-down"], earliest: "5m", latest: "50h" },
      ],
    },
  ],
  silence: [
    { contact: "other-desk", after: "0s" },
    { contact: "principal", after: "2h" },
    { contact: "mediator", after: "4h" },
    { contact: "convening", after: "11h" },
  ],
  entangled: { contact: "30m" },
  "silent-after": "7d",
  "cooling-off": { longest: "12h", each: 2 },
  closing: { latest: "21d" },
  responses: {
    notice: "72h",
    preconditions: "full",
    menu: [
      { measure: "demarche", says: six("démarche"), category: "preventive", consults: "none" },
      {
        measure: "freeze",
        says: six("freeze"),
        category: "restrictive",
        active: true,
        from: "notify",
        notice: "96h",
        consults: "all",
        reply: "36h",
        agreed: "two-thirds",
        lasts: "180d",
        when: {
          all: [
            { field: "malicious", is: "yes" },
            { field: "severity-low", "at-least": 3 },
          ],
        },
      },
      ...MEASURE_CATEGORIES.map((category) => ({
        measure: `some-${category}`,
        says: six(category),
        category,
        consults: "mediator" as const,
        agreed: "majority" as const,
      })),
      { measure: "asked", says: six("asked"), category: "restrictive", consults: "addressees", agreed: "all" },
      { measure: "members", says: six("members"), category: "support", consults: "members" },
    ],
    proportion: [
      {
        row: "grave",
        says: six("row"),
        when: { field: "recovery", is: "not-recoverable" },
        within: ["demarche", "asked"],
        consult: ["freeze"],
      },
      { row: "else", when: { field: "cross-border", is: "yes" }, within: [] },
    ],
  },
  notices: { ahead: "26h", steps: "6h", quiet: [{ from: "22:00", to: "06:30", zone: "Europe/Lisbon" }] },
  disclosure: {
    early: "24h",
    report: "73h",
    publish: [{ says: six("publication"), when: { field: "ongoing", is: "yes" }, within: "14d", consent: "all" }],
  },
  sharing: [
    { marking: "TLP:CLEAR", with: "public", onward: "yes" },
    { marking: "TLP:GREEN", with: "parties", onward: "with-consent", keep: "365d" },
    { marking: "TLP:AMBER", with: "members", onward: "no" },
    { marking: "TLP:RED", with: "addressees", onward: "no" },
  ],
  line: { automatic: "10m", human: "8d", readiness: "public" },
  quorum: { founding: "all", amendment: "majority", sections: [{ section: "red-lines", of: "all" }] },
  review: { every: "366d" },
  withdrawal: { notice: "90d" },
  expires: "2031-05-01",
};
