// The fold vectors of mediation and of sittings: their stories, and what of the picture they hold.
// spec/mediation.md

import type { Body } from "../src/core/kernel/act.ts";
import { printInstant } from "../src/core/kernel/instant.ts";
import type { Matter } from "../src/core/kernel/matter.ts";
import { matchesView, offersView, sittingsView, textView, whoMediates } from "../src/core/mediation/views.ts";
import { atTheTable, mediated, regular } from "../src/core/testing/mediating.ts";
import { begin, climbedTo, ms, type Story } from "../src/core/testing/story.ts";
import type { Case } from "./make-folds.ts";

/** The mediation in words and instants; nothing where there is none. */
export function mediationOn(matter: Matter): Readonly<Record<string, unknown>> {
  if (matter.mediation === null && matter.table === null) return {};
  const who = whoMediates(matter);
  const text = textView(matter);
  return {
    mediation: {
      who: { is: who.is, mediator: who.is === "nobody" ? null : who.mediator },
      waitsFor: who.is === "asked" ? who.waitsFor : [],
      positions: (matter.mediation?.positions ?? []).map(({ act, by, opened }) => ({ act, by, opened })),
      text:
        text === null
          ? null
          : {
              version: text.version,
              adoptedAt: text.adoptedAt === null ? null : printInstant(text.adoptedAt),
              paragraphs: text.paragraphs.map(({ paragraph, says, is }) => ({
                id: paragraph.id,
                is,
                says: Object.fromEntries(says.map((one) => [one.party, one.says])),
              })),
            },
      offers: offersView(matter, matter.asOf).map(({ offer, is }) => ({ act: offer.act, by: offer.by, is })),
      matches: matchesView(matter, matter.asOf).map(({ match, is }) => ({ act: match.act, is })),
      sittings: sittingsView(matter, matter.asOf).map(({ sitting, is, present, waitsFor }) => ({
        agenda: sitting.agenda,
        is,
        present: present.toSorted(),
        waitsFor: waitsFor.toSorted(),
      })),
    },
  };
}

const text = (words: string): Body => ({ lang: "en", text: words });

const answers = (...says: readonly string[]): Body => ({
  answers: says.map((each, i) => ({ paragraph: String(i + 1), says: each })),
});

/** Two offers in escrow, and a match of them for a day. */
function matched(): { readonly story: Story; readonly of: string } {
  const story = mediated();
  const until = printInstant(story.now() + ms("48h"));
  const offers = ["aurelia", "borea"].map((by) => regular(story, by, "offer", { body: { until } }).id);
  const body = { offers, until: printInstant(story.now() + ms("24h")) };
  return { story, of: regular(story, "cassia", "match-offers", { body }).id };
}

export const MEDIATIONS: Readonly<Record<string, Case>> = {
  "valid-mediation-asked": {
    about: "One member has asked for a mediator; the mediation waits for the other.",
    tell: () => {
      const story = climbedTo("confirm");
      regular(story, "aurelia", "request-mediation");
      return story;
    },
  },
  "valid-mediation-recused": {
    about: "A mediator recuses itself, and a position that it was given stays.",
    tell: () => {
      const story = mediated();
      regular(story, "borea", "position");
      regular(story, "cassia", "recuse-mediation");
      return story;
    },
  },
  "valid-text-open": {
    about: "A new version keeps the answers to wording that has not changed and asks again for the rest.",
    tell: () => {
      const story = mediated();
      const first = regular(story, "cassia", "draft-text");
      regular(story, "aurelia", "consent-text", { of: first.id, body: answers("accept", "live-with") });
      regular(story, "borea", "consent-text", { of: first.id, body: answers("live-with", "object") });
      const paragraphs = [
        { id: "1", text: text("Both sides keep the peace.") },
        { id: "2", text: text("Both sides open their logs within a week.") },
      ];
      const second = regular(story, "cassia", "draft-text", { body: { paragraphs } });
      regular(story, "borea", "consent-text", {
        of: second.id,
        body: { answers: [{ paragraph: "2", says: "accept" }] },
      });
      return story;
    },
  },
  "valid-text-adopted": {
    about: "Every member has spoken to the newest version and can live with every paragraph: the text is adopted.",
    tell: () => {
      const story = mediated();
      const { id: of } = regular(story, "cassia", "draft-text");
      for (const by of ["aurelia", "borea"])
        regular(story, by, "consent-text", { of, body: answers("accept", "live-with") });
      return story;
    },
  },
  "valid-offers-confirmed": {
    about: "Both confirm in time. No act has been given for anyone.",
    tell: () => {
      const { story, of } = matched();
      for (const by of ["borea", "aurelia"]) regular(story, by, "confirm-offer", { of });
      story.passes("30h");
      return story;
    },
  },
  "valid-offers-lapsed": {
    about: "One confirms and the other does not: both offers lapse.",
    tell: () => {
      const { story, of } = matched();
      regular(story, "borea", "confirm-offer", { of });
      story.passes("30h");
      return story;
    },
  },
  "valid-sitting-stands": {
    about: "All who were present have signed the minutes, one with its dissent noted.",
    tell: () => {
      const { story, agenda } = atTheTable();
      for (const by of ["aurelia", "borea"]) regular(story, by, "attend", { of: agenda });
      const { id: of } = regular(story, "aurelia", "minutes", { of: agenda });
      regular(story, "borea", "sign-minutes", { of, body: { dissent: text("Not on the second item.") } });
      return story;
    },
  },
  "irregular-mediation-not-agreed": {
    about: "A mediator does not begin before every member of the matter wants it.",
    tell: () => {
      const story = begin();
      story.gives("aurelia", "report");
      story.gives("aurelia", "request-mediation");
      story.gives("cassia", "accept-mediation");
      return story;
    },
  },
  "irregular-recused-mediator": {
    about: "A mediator that has recused itself drafts nothing more.",
    tell: () => {
      const story = mediated();
      story.gives("cassia", "recuse-mediation");
      story.gives("cassia", "draft-text");
      return story;
    },
  },
  "irregular-no-quorum": {
    about: "A mediator's presence makes no quorum.",
    tell: () => {
      const { story, agenda: of } = atTheTable();
      for (const by of ["aurelia", "cassia"]) story.gives(by, "attend", { of });
      story.gives("cassia", "minutes", { of });
      return story;
    },
  },
};
