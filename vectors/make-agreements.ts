// Makes vectors/agreements/*.json: `node vectors/make-agreements.ts`. Each is a story in which the compact is
// talked about: a founding document, acts in the order of arrival, an instant, and the versions, verdicts and
// picture that every implementation must then compute. The rules are spec/agreement.md, and outrank these files.

import { mkdirSync, writeFileSync } from "node:fs";
import type { Proposal } from "../src/core/compact/agreement.ts";
import type { CompactDocument } from "../src/core/compact/document.ts";
import { printInstant, type Instant } from "../src/core/kernel/instant.ts";
import type { Fold } from "../src/core/law/fold.ts";
import { about, amended, beginUnder, foundingOf, proposes, signs } from "../src/core/testing/amending.ts";
import { demoDocument, ms, type Story, type Told } from "../src/core/testing/story.ts";
import { pictureOf } from "./make-folds.ts";

const FOLDER = new URL("agreements/", import.meta.url);
const MATTER = "aurelia-1";

type Case = {
  readonly about: string;
  readonly document: CompactDocument;
  readonly tell: (story: Story, document: CompactDocument) => void;
};

const instant = (at: Instant | null): string | null => (at === null ? null : printInstant(at));

/** A proposal in words: how it stands, and what it would have changed. */
const proposalPicture = ({ version, from, sections, quorum, signatures, state }: Proposal): unknown => ({
  version,
  from: printInstant(from),
  sections,
  quorum,
  signed: signatures.map(({ by }) => by).toSorted(),
  state: state.is === "void" ? `void: ${state.why}` : state.is,
});

/** What a second implementation must find: the versions, and for each act the version that judged it and the rule against it. */
export function agreementPicture(fold: Fold, at: Instant): Readonly<Record<string, unknown>> {
  const agreement = fold.agreement(at);
  const entries = [...fold.agreementEntries(), ...fold.entries(MATTER)];
  const matter = fold.matter(MATTER, at);
  return {
    versions: fold.versions().map(({ version, from, until, proposal }) => ({
      version,
      from: instant(from),
      until: instant(until),
      proposal,
    })),
    judged: Object.fromEntries(
      entries.map(({ id, version, refusal }) => [id, { version, rule: refusal?.rule ?? null }]),
    ),
    proposals: Object.fromEntries(agreement.proposals.map((each) => [each.id, proposalPicture(each)])),
    left: agreement.withdrawals.map(({ by, from }) => ({ by, from: printInstant(from) })),
    matter: matter === undefined ? null : { version: matter.version, ...pictureOf(matter) },
  };
}

const DEMO = foundingOf();
const LADDER = demoDocument()["ladder"] as readonly Readonly<Record<string, unknown>>[];
const LONGER_PAUSE = { "cooling-off": { longest: "24h", each: 1 } };
const MEMBERS = ["aurelia", "borea"] as const;
const OF_THREE = foundingOf({
  parties: {
    ...(demoDocument()["parties"] as object),
    delmar: { name: "Delmar", role: "member", zone: "Africa/Dakar" },
  },
  quorum: { founding: "none", amendment: "two-thirds", sections: [{ section: "ladder", of: "all" }] },
  withdrawal: { notice: "1d" },
});

const proposed = (story: Story, document: CompactDocument, parts: object, ahead: string, by = "aurelia"): Told =>
  proposes(story, by, amended(document, parts as Readonly<Record<string, unknown>>), story.now() + ms(ahead));

const pause = (story: Story): Told => story.gives("borea", "cool-off", { body: { length: "20h" } });

const CASES: Readonly<Record<string, Case>> = {
  "valid-amended": {
    about:
      "An amendment takes force while an incident is open; the same words are judged by the version of their date.",
    document: DEMO,
    tell: (story, document) => {
      story.gives("aurelia", "report");
      const proposal = proposed(story, document, LONGER_PAUSE, "10h");
      for (const by of MEMBERS) signs(story, by, proposal);
      pause(story);
      story.passes("10h");
      pause(story);
    },
  },
  "valid-late-signature": {
    about: "A signature dated before the day arrives after it: what was judged since is judged again.",
    document: DEMO,
    tell: (story, document) => {
      story.gives("aurelia", "report");
      const proposal = proposed(story, document, LONGER_PAUSE, "10h");
      signs(story, "aurelia", proposal);
      const late = signs(story, "borea", proposal, { held: true });
      story.passes("10h");
      story.gives("aurelia", "cool-off", { body: { length: "20h" }, seen: {} });
      story.arrives(late);
    },
  },
  "valid-step-gone": {
    about: "The amendment drops the open step: it is done, its duties are released, and the ladder goes on.",
    document: DEMO,
    tell: (story, document) => {
      story.gives("aurelia", "report");
      story.gives("borea", "confirm");
      const ladder = LADDER.filter(({ step }) => step !== "assess").map((step) =>
        step["step"] === "notify" ? { ...step, opens: [{ after: "confirm" }] } : step,
      );
      const proposal = proposed(story, document, { ladder }, "3h");
      for (const by of MEMBERS) signs(story, by, proposal);
      story.passes("4h");
    },
  },
  "valid-quorum": {
    about: "Two of three are enough for a clock, all three for the ladder: the one takes force, the other is void.",
    document: OF_THREE,
    tell: (story, document) => {
      const clock = proposed(story, document, LONGER_PAUSE, "5h");
      for (const by of ["aurelia", "delmar"]) signs(story, by, clock);
      story.passes("5h");
      const parts = {
        ...LONGER_PAUSE,
        ladder: LADDER.slice(0, 4).map((step) => step),
        silence: [{ contact: "other-desk", after: "0s" }],
      };
      const ladder = proposes(story, "borea", { ...amended(document, parts), version: 3 }, story.now() + ms("5h"));
      for (const by of MEMBERS) signs(story, by, ladder);
      story.passes("5h");
    },
  },
  "valid-founding": {
    about: "All must sign the founding version: it is in force from the last signature on.",
    document: foundingOf({ quorum: { founding: "all", amendment: "all" } }),
    tell: (story) => {
      for (const by of MEMBERS) signs(story, by, { id: story.compact.id });
      story.gives("aurelia", "report");
    },
  },
  "valid-left": {
    about: "A member has left: it is not counted, and what was begun before goes on with it.",
    document: OF_THREE,
    tell: (story, document) => {
      story.gives("aurelia", "report");
      about(story, "delmar", "withdraw-compact", { from: printInstant(story.now() + ms("25h")) });
      story.passes("26h");
      story.gives("delmar", "confirm");
      const ladder = LADDER.map((step, i) =>
        i === 0 ? { ...step, owes: [{ by: "addressees", act: ["confirm", "refute"], latest: "12h" }] } : step,
      );
      const proposal = proposed(story, document, { ladder }, "5h");
      for (const by of MEMBERS) signs(story, by, proposal);
      story.passes("6h");
    },
  },
  "irregular-not-in-force": {
    about: "Before all have signed, a report is irregular and stays so.",
    document: foundingOf({ quorum: { founding: "all", amendment: "all" } }),
    tell: (story) => {
      signs(story, "aurelia", { id: story.compact.id });
      story.gives("aurelia", "report");
      signs(story, "borea", { id: story.compact.id });
    },
  },
  "irregular-proposals": {
    about: "Proposals that are none: a wrong number, other parties, nothing changed, too soon, what does not read.",
    document: DEMO,
    tell: (story, document) => {
      const parties = demoDocument()["parties"] as Readonly<Record<string, object>>;
      const { borea: _borea, ...fewer } = parties;
      for (const parts of [
        { ...LONGER_PAUSE, version: 3 },
        { parties: fewer },
        {},
        { ...LONGER_PAUSE, name: "another" },
        { closing: { latest: "soon" } },
        { surprise: true },
      ]) {
        proposed(story, document, parts, "10h");
      }
      proposed(story, document, LONGER_PAUSE, "1m");
    },
  },
  "irregular-signatures": {
    about: "Signatures that do not count: twice, of another, by the mediator, of the unknown, after the day.",
    document: DEMO,
    tell: (story, document) => {
      const one = proposed(story, document, LONGER_PAUSE, "10h");
      const other = proposed(story, document, { title: "Another title" }, "10h", "borea");
      signs(story, "aurelia", one);
      signs(story, "aurelia", one);
      signs(story, "aurelia", other);
      signs(story, "cassia", one);
      signs(story, "borea", { id: "nobody".padEnd(43, "_") });
      story.passes("10h");
      signs(story, "borea", one);
    },
  },
  "irregular-left": {
    about: "Too short a notice, twice, and a report by and to a member that has left.",
    document: OF_THREE,
    tell: (story) => {
      for (const ahead of ["20h", "25h", "30h"]) {
        about(story, "delmar", "withdraw-compact", { from: printInstant(story.now() + ms(ahead)) });
      }
      story.passes("26h");
      story.gives("aurelia", "report", { to: ["borea", "delmar"] });
      story.gives("delmar", "report", { matter: MATTER, to: ["borea"] });
    },
  },
  "irregular-comments": {
    about: "A comment on a place that the document does not have.",
    document: DEMO,
    tell: (story) => {
      const of = story.compact.id;
      about(story, "cassia", "comment-compact", { of, clause: "ladder/confirm/latest" });
      about(story, "cassia", "comment-compact", { of, clause: "red-lines/hospitals" });
    },
  },
};

function vectorOf({ about: words, document, tell }: Case): string {
  const story = beginUnder(document);
  tell(story, document);
  const vector = {
    about: words,
    compact: document,
    acts: story.acts.map(({ at, compact: _compact, ...act }) => ({ ...act, at: printInstant(at) })),
    at: printInstant(story.now()),
    expect: agreementPicture(story.fold, story.now()),
  };
  return `${JSON.stringify(vector, null, 1)}\n`;
}

/** Every vector by its file's name. */
export const agreementVectors = (): ReadonlyMap<string, string> =>
  new Map(Object.entries(CASES).map(([name, one]) => [`${name}.json`, vectorOf(one)]));

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of agreementVectors()) writeFileSync(new URL(name, FOLDER), text);
}
