// The fold vectors of attribution: their stories, and what of the picture they hold. spec/attribution.md

import { attributionView } from "../src/core/attribution/views.ts";
import type { Matter } from "../src/core/kernel/matter.ts";
import { attributed, committedItem, HYPOTHESES, openItem, OPENING } from "../src/core/testing/attributing.ts";
import { regular } from "../src/core/testing/mediating.ts";
import { climbedTo } from "../src/core/testing/story.ts";
import type { Case } from "./make-folds.ts";

/** The attribution in words; nothing where there is none. */
export function attributionOn(matter: Matter): Readonly<Record<string, unknown>> {
  const view = attributionView(matter);
  if (view === null) return {};
  return {
    attribution: {
      evidence: view.evidence.map(
        ({ item, evidence: { kind, source, information, bound, shown, cost, disclosed } }) => ({
          item,
          kind,
          grade: `${source}${information}`,
          bound: bound.is,
          digest: bound.is === "open" ? bound.digest : null,
          shown: shown.toSorted(),
          cost,
          disclosed: disclosed.map(({ to }) => to),
        }),
      ),
      judgements: view.judgements.map(({ judgement, is, ranking, most, answers }) => ({
        act: judgement.act,
        by: judgement.by,
        is,
        confidence: judgement.confidence,
        likelihoods: Object.fromEntries(judgement.hypotheses.map(({ id, likelihood }) => [id, likelihood])),
        against: Object.fromEntries(ranking.map(({ id, against }) => [id, against])),
        most: most?.item ?? null,
        answers: Object.fromEntries(answers.map((answer) => [answer.party, `${answer.is} as ${answer.as}`])),
      })),
    },
  };
}

export const ATTRIBUTIONS: Readonly<Record<string, Case>> = {
  "valid-evidence": {
    about: "An item named by its digest and one under a commitment, of which all see the grade.",
    tell: () => {
      const story = climbedTo("confirm");
      const items = [openItem("log"), committedItem("aurelia", "tape")];
      regular(story, "aurelia", "add-evidence", { body: { items } });
      return story;
    },
  },
  "valid-evidence-opened": {
    about: "The item that was committed to is opened to all: salt, digest, custody and words give the commitment.",
    tell: () => {
      const { story } = attributed();
      regular(story, "aurelia", "disclose-evidence", { body: { opening: OPENING } });
      return story;
    },
  },
  "valid-attribution-dissent": {
    about: "A judgement that one party dissents from and that an assessor finds to follow from its evidence.",
    tell: () => {
      const { story, of } = attributed();
      regular(story, "borea", "answer-attribution", { of, body: { answer: "dissent" } });
      regular(story, "cassia", "answer-attribution", { of });
      return story;
    },
  },
  "valid-attribution-anew": {
    about: "A newer judgement replaces the party's own; the answers to the old one stay with it.",
    tell: () => {
      const { story, of } = attributed();
      regular(story, "borea", "answer-attribution", { of });
      regular(story, "aurelia", "attribute", { body: { confidence: "low" } });
      return story;
    },
  },
  "irregular-evidence-unbound": {
    about: "An item without a digest and without a commitment binds nobody.",
    tell: () => {
      const story = climbedTo("confirm");
      const { digest: _digest, custody: _custody, ...item } = openItem("log");
      story.gives("aurelia", "add-evidence", { body: { items: [item] } });
      return story;
    },
  },
  "irregular-evidence-other": {
    about: "What is opened is not what was committed to.",
    tell: () => {
      const { story } = attributed();
      const opening = { ...OPENING, custody: [] };
      story.gives("aurelia", "disclose-evidence", { body: { opening } });
      return story;
    },
  },
  "irregular-attribution-sum": {
    about: "Words of estimate that cannot mean a hundred percent together, and a judgement that leaves out accident.",
    tell: () => {
      const story = climbedTo("confirm");
      const sure = HYPOTHESES.map((one) => ({ ...one, likelihood: "likely" }));
      story.gives("aurelia", "attribute", { body: { hypotheses: sure } });
      const hypotheses = HYPOTHESES.filter(({ kind }) => kind !== "accident");
      story.gives("aurelia", "attribute", { body: { hypotheses } });
      return story;
    },
  },
  "irregular-two-texts": {
    about: "Who has put its name to another's text gives none of its own before it takes its name back.",
    tell: () => {
      const { story, of } = attributed();
      regular(story, "borea", "answer-attribution", { of });
      story.gives("borea", "attribute");
      regular(story, "borea", "answer-attribution", { of, body: { answer: "abstain" } });
      regular(story, "borea", "attribute");
      return story;
    },
  },
};
