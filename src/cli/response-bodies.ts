// What the parties of the demo of responses say: the compact's menu, the evidence, the judgement, and what a
// proposal of a measure states. spec/measures.md, spec/attribution.md

import { randomBytes } from "node:crypto";
import type { CompactDocument } from "../core/compact/document.ts";
import type { ActId, Body, PartyId } from "../core/kernel/act.ts";
import { printInstant, type Millis } from "../core/kernel/instant.ts";

export const text = (words: string): { readonly lang: "en"; readonly text: string } => ({ lang: "en", text: words });

const soon = (ms: Millis): string => printInstant(Date.now() + ms);

const measure = (name: string, says: string, more: object) => ({
  measure: name,
  says: { en: says },
  category: "restrictive" as const,
  notice: "1h",
  consults: "addressees" as const,
  reply: "4h",
  ...more,
});

/** What the demo's menu gives each measure: at the demo's pace one hour passes in a second. */
const LISTING_LASTS = "9h";

/** The demo's compact with a menu, a table of proportion, and everything asked for before a restrictive measure. */
export const withResponses = (document: CompactDocument): CompactDocument => ({
  ...document,
  notices: { ahead: "1h" },
  responses: {
    notice: "1h",
    consultation: "4h",
    preconditions: "full",
    menu: [
      measure("listing", "Listing of the persons responsible.", { consults: "all", lasts: LISTING_LASTS }),
      measure("visits", "Suspension of the exchange of visits.", { lasts: "30d" }),
      measure("transit-ban", "A ban on transit by rail.", { lasts: "30d" }),
    ],
    proportion: [
      {
        row: "slight",
        when: { field: "severity-low", "at-most": 6 },
        within: ["visits"],
        consult: ["listing"],
      },
    ],
  },
});

/** A scan that Borea tells ahead, and what it will look like. */
export const scanOf = (from: number, until: number): Body => ({
  what: "scan",
  title: "Yearly scan of the cross-border relays",
  from: printInstant(from),
  until: printInstant(until),
  actors: ["198.51.100.0/24"],
  networks: ["203.0.113.0/24"],
  sectors: ["energy"],
  techniques: ["T1595"],
  seen: text("Many short connections to relay controllers; some of them restart."),
  contact: { office: "Borea, cyber desk", reach: "the line, then the red telephone" },
  stopWord: "Harvest",
});

const digest = (): string => randomBytes(32).toString("base64url");

/** One item that all may see, and one of which all see the grade and nobody the thing. */
export function evidenceOf(shown: readonly PartyId[]): Body {
  const log = digest();
  const custody = [
    { holder: "The relay's operator", at: soon(-3_000), hash: log },
    { holder: "National laboratory", at: soon(-2_000), hash: log },
  ];
  return {
    items: [
      { name: "log", kind: "log", source: "B", information: 2, digest: log, custody, shown, cost: "none" },
      {
        name: "tape",
        kind: "human",
        source: "A",
        information: 3,
        commitment: digest(),
        shown: [],
        cost: "high",
        costs: text("It tells where we listen."),
      },
    ],
  };
}

export const judgementOn = (author: PartyId): Body => ({
  hypotheses: [
    { id: "linked", kind: "state-linked", actor: "A contractor of the rail authority", likelihood: "likely" },
    { id: "crime", kind: "criminal", likelihood: "very-unlikely" },
    { id: "insider", kind: "insider", likelihood: "very-unlikely" },
    { id: "accident", kind: "accident", likelihood: "very-unlikely" },
    { id: "third", kind: "third-party", likelihood: "very-unlikely" },
    { id: "flag", kind: "false-flag", likelihood: "almost-no-chance" },
  ],
  confidence: "moderate",
  reasons: text("One good log, and one source that cannot be shown."),
  matrix: [
    {
      item: `${author}/log`,
      marks: { linked: "c", crime: "i", insider: "ii", accident: "ii", third: "n", flag: "c" },
    },
    {
      item: `${author}/tape`,
      marks: { linked: "cc", crime: "n", insider: "i", accident: "i", third: "ii", flag: "ii" },
    },
  ],
});

const SPARED = { deterrence: "no", "essential-services": "no", medical: "no", csirts: "no" };

/** A proposal that states everything which the compact asks for. */
export const proposalOf = (name: string, addressee: PartyId, finding: ActId, more: Body = {}): Body => ({
  measure: name,
  objective: text("That the intrusion ends and is not repeated."),
  ends: text("The access is closed, and a week without it."),
  addressee,
  finding,
  ground: "retorsion",
  review: soon(6_000),
  undo: text("The order is revoked by the same office within a day."),
  triedOnPaper: "yes",
  civilian: text("Travellers are told a day ahead; medical journeys are exempt."),
  protected: { ...SPARED, "diplomatic-premises": "no" },
  ...more,
});

/** What a proposal looks like that would touch what no compact lets a measure touch. */
export const TOUCHING: Body = { protected: { ...SPARED, "essential-services": "yes", "diplomatic-premises": "no" } };

/** A countermeasure of whose preconditions one is not known to be met. */
export const UNANSWERED: Body = {
  ground: "countermeasure",
  checklist: [{ item: "injury", met: "unknown", because: text("The damage is still being counted.") }],
};
