// The list of evidence with its custody as CASE/UCO JSON-LD, for a laboratory's or a court's own tools. Grades
// travel as machine tags of the MISP taxonomy; an item under a commitment is named and not shown. The same
// picture gives the same document, to the letter. spec/attribution.md

import { refOf } from "../core/attribution/occasion.ts";
import type { Custody, Evidence } from "../core/kernel/attribution.ts";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import type { Matter } from "../core/kernel/matter.ts";
import type { Marking } from "../core/kernel/act.ts";
import { sha256 } from "../crypto/hash.ts";

const CONTEXT = {
  kb: "urn:downrung:case:",
  "case-investigation": "https://ontology.caseontology.org/case/investigation/",
  "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
  "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
  "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
  "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
  "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
  "uco-vocabulary": "https://ontology.unifiedcyberontology.org/uco/vocabulary/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

type Thing = { readonly "@id": string; readonly "@type": string } & Readonly<Record<string, unknown>>;
type Ref = { readonly "@id": string };

export type CaseUco = { readonly "@context": typeof CONTEXT; readonly "@graph": readonly Thing[] };

/** What the matter does not say of itself. */
type CaseInfo = {
  readonly title: string;
  readonly marking: Marking;
  readonly drill: boolean;
  readonly nameOf: (party: string) => string;
};

/** An id that ends with a UUID, as UCO asks, made from what it names (RFC 9562, version 8). */
function idOf(type: string, ...of: readonly (string | number)[]): string {
  const bytes = sha256(JSON.stringify(["downrung/1 case", type, ...of])).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `kb:${type}-${parts.join("-")}`;
}

const ref = ({ "@id": id }: Ref): Ref => ({ "@id": id });
const time = (at: Instant): object => ({ "@type": "xsd:dateTime", "@value": printInstant(at) });
const tagsOf = ({ source, information }: Evidence): readonly string[] => [
  `admiralty-scale:source-reliability="${source.toLowerCase()}"`,
  `admiralty-scale:information-credibility="${information}"`,
];

/** Some bytes by their digest. What a holder had with another digest is another thing. */
const observable = (matter: string, item: string, digest: string): Thing => ({
  "@id": idOf("observable-object", matter, item, digest),
  "@type": "uco-observable:ObservableObject",
  "uco-core:hasFacet": [
    {
      "@id": idOf("content-data-facet", matter, item, digest),
      "@type": "uco-observable:ContentDataFacet",
      "uco-observable:hash": [
        {
          "@id": idOf("hash", matter, item, digest),
          "@type": "uco-types:Hash",
          "uco-types:hashMethod": { "@type": "uco-vocabulary:HashNameVocab", "@value": "SHA256" },
          "uco-types:hashValue": {
            "@type": "xsd:hexBinary",
            "@value": Buffer.from(digest, "base64url").toString("hex").toUpperCase(),
          },
        },
      ],
    },
  ],
});

const identity = (matter: string, name: string): Thing => ({
  "@id": idOf("identity", matter, name),
  "@type": "uco-identity:Identity",
  "uco-core:name": name,
});

/** One took it over: an action on what it then held, after the one before. */
const handover = (
  matter: string,
  item: string,
  [i, { holder, at, hash }]: readonly [number, Custody],
  record: string,
): Thing => ({
  "@id": idOf("investigative-action", matter, item, i),
  "@type": "case-investigation:InvestigativeAction",
  "uco-core:name": `${item}: custody ${i + 1}`,
  "uco-action:startTime": time(at),
  "uco-action:performer": ref(identity(matter, holder)),
  "uco-action:object": [ref(observable(matter, item, hash))],
  "uco-action:result": [{ "@id": record }],
  ...(i === 0
    ? {}
    : { "case-investigation:wasInformedBy": [{ "@id": idOf("investigative-action", matter, item, i - 1) }] }),
});

function thingsOf(matter: string, evidence: Evidence, nameOf: CaseInfo["nameOf"]): readonly Thing[] {
  const { by, kind, at, bound, cost } = evidence;
  const item = refOf(evidence);
  const record = idOf("provenance-record", matter, item);
  const held = bound.is === "open" ? bound : { digest: null, custody: [] };
  const digests = [
    ...new Set([...(held.digest === null ? [] : [held.digest]), ...held.custody.map(({ hash }) => hash)]),
  ];
  const binds =
    bound.commitment === null
      ? ""
      : ` Bound by the commitment ${bound.commitment}${bound.is === "open" ? ", opened" : ""}.`;
  return [
    {
      "@id": record,
      "@type": "case-investigation:ProvenanceRecord",
      "case-investigation:exhibitNumber": item,
      "uco-core:description": `${kind}, of ${nameOf(by)}. Cost of showing it: ${cost}.${binds}`,
      "uco-core:objectCreatedTime": time(at),
      "uco-core:tag": tagsOf(evidence),
      ...(held.digest === null ? {} : { "uco-core:object": [ref(observable(matter, item, held.digest))] }),
    },
    ...digests.map((digest) => observable(matter, item, digest)),
    ...held.custody.map(({ holder }) => identity(matter, holder)),
    ...[...held.custody.entries()].map((step) => handover(matter, item, step, record)),
  ];
}

export function toCaseUco({ id, attribution }: Matter, { title, marking, drill, nameOf }: CaseInfo): CaseUco {
  const things = (attribution?.evidence ?? []).flatMap((evidence) => thingsOf(id, evidence, nameOf));
  const once = [...new Map(things.map((thing) => [thing["@id"], thing])).values()];
  const investigation: Thing = {
    "@id": idOf("investigation", id),
    "@type": "case-investigation:Investigation",
    "uco-core:name": title,
    "uco-core:description": drill ? `DRILL. Matter ${id}.` : `Matter ${id}.`,
    "uco-core:tag": [marking.toLowerCase()],
    ...(once.length === 0 ? {} : { "uco-core:object": once.map(ref) }),
  };
  return { "@context": CONTEXT, "@graph": [investigation, ...once] };
}
