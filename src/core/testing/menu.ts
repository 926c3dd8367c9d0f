// A menu of measures for tests: words that need no consent, a restrictive measure with everything that can
// stand before it, and one that is open at once. The rest of the compact is the demo's.

import type { Compact } from "../compact/compact.ts";
import type { ActId } from "../kernel/act.ts";
import { demo, demoDocument, compactFrom, type Story, type Told, type With } from "./story.ts";

const says = (words: string): { readonly en: string } => ({ en: words });

export const RESPONSES = {
  notice: "24h",
  consultation: "48h",
  menu: [
    { measure: "demarche", says: says("A démarche."), category: "preventive" },
    {
      measure: "suspension",
      says: says("Suspension of the exchange of visits."),
      category: "restrictive",
      from: "assess",
      lasts: "30d",
      when: { field: "severity-low", "at-least": 2 },
    },
    {
      measure: "listing",
      says: says("Listing."),
      category: "restrictive",
      notice: "6h",
      consults: "none",
      lasts: "10d",
    },
    {
      measure: "joint",
      says: says("A joint statement with measures."),
      category: "restrictive",
      notice: "0s",
      consults: "addressees",
      reply: "12h",
      agreed: "all",
    },
  ],
};

export const RED_LINES = [
  {
    line: "power",
    says: says("No sabotage of power."),
    kind: "sabotage",
    when: {
      all: [
        { field: "nature", is: "sabotage" },
        { field: "sectors", has: ["energy"] },
      ],
    },
    except: [{ says: says("An accident that was explained."), when: { field: "malicious", is: "no" } }],
    responses: ["suspension"],
  },
];

/** The demo compact with this menu, and with the given parts replaced. */
export const withMenu = (parts: Readonly<Record<string, unknown>> = {}): Compact =>
  demo({ responses: RESPONSES, ...parts });

/** The demo compact with this menu and with Delmar, a member whom Aurelia's report need not concern. */
export function withMenuOfFour(parts: Readonly<Record<string, unknown>> = {}): Compact {
  const document = demoDocument();
  const delmar = { name: "Delmar", role: "member", zone: "Africa/Dakar" };
  const parties = { ...(document["parties"] as Readonly<Record<string, unknown>>), delmar };
  return compactFrom({ ...document, parties, responses: RESPONSES, ...parts });
}

/** The same where a restrictive measure is filed only with everything that a proposal can state. */
export const withFullMenu = (parts: Readonly<Record<string, unknown>> = {}): Compact =>
  withMenu({ responses: { ...RESPONSES, preconditions: "full" }, ...parts });

/** A party proposes a measure of this name. */
export const proposes = (story: Story, by: string, measure: string, { body, ...more }: With = {}): Told =>
  story.gives(by, "propose-measure", { ...more, body: { measure, ...body } });

/** How a measure stands: its state's name. */
export const measureState = (story: Story, proposal: ActId): string =>
  story.matter().measures.find(({ act }) => act === proposal)?.state.is ?? "none";
