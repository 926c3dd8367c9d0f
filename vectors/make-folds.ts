// Makes vectors/folds/*.json: `node vectors/make-folds.ts`. Each is a story: a compact, acts in the order in
// which they arrived, an instant, and the picture that every implementation must then compute. What is
// expected here is written down by this program and read by people; the rules are spec/ladder.md and
// spec/order.md, and they outrank these files.

import { mkdirSync, writeFileSync } from "node:fs";
import { printInstant } from "../src/core/kernel/instant.ts";
import type { Course, DutyState, Matter } from "../src/core/kernel/matter.ts";
import type { MeasureState } from "../src/core/kernel/measure.ts";
import { proposes, RED_LINES, RESPONSES, withMenu } from "../src/core/testing/menu.ts";
import { begin, climbedTo, demo, demoDocument, type Story } from "../src/core/testing/story.ts";
import { ASSESSMENTS } from "./fold-assessment.ts";
import { ATTRIBUTIONS, attributionOn } from "./fold-attribution.ts";
import { COURSES } from "./fold-courses.ts";
import { MORE_MEASURES } from "./fold-measures.ts";
import { EXCHANGES, exchangesOn } from "./fold-exchanges.ts";
import { mediationOn, MEDIATIONS } from "./fold-mediation.ts";

const FOLDER = new URL("folds/", import.meta.url);

export type Case = {
  readonly about: string;
  readonly tell: () => Story;
  readonly parts?: Readonly<Record<string, unknown>>;
};

/** What a duty's state says on paper: its name, and the instants that belong to it. */
function stateOf(state: DutyState): Readonly<Record<string, unknown>> {
  switch (state.is) {
    case "owed":
      return { is: state.is };
    case "kept":
      return { is: state.is, act: state.act, at: printInstant(state.at) };
    case "kept-late":
      return { is: state.is, act: state.act, at: printInstant(state.at), lapsedAt: printInstant(state.lapsedAt) };
    case "lapsed":
      return {
        is: state.is,
        at: printInstant(state.at),
        contact: state.contact,
        contactSince: printInstant(state.contactSince),
        next: state.next === null ? null : { contact: state.next.contact, at: printInstant(state.next.at) },
      };
    case "released":
      return { is: state.is, at: printInstant(state.at) };
    default:
      return state satisfies never;
  }
}

/** What a measure's state says on paper. */
function measureOn(state: MeasureState): Readonly<Record<string, unknown>> {
  switch (state.is) {
    case "proposed":
      return { is: state.is };
    case "adopted":
      return { ...state, at: printInstant(state.at), until: state.until === null ? null : printInstant(state.until) };
    case "suspended": {
      const { act, at, until, reason } = state;
      return { is: state.is, act, at: printInstant(at), until: until === null ? null : printInstant(until), reason };
    }
    case "withdrawn":
    case "lifted":
    case "expired":
      return { ...state, at: printInstant(state.at) };
    default:
      return state satisfies never;
  }
}

/** A proposed course with the words that were given to it. Only where there is one. */
const courseOn = ({ act, by, to, until, answers }: Course): Readonly<Record<string, unknown>> => ({
  act,
  by,
  to,
  until: until === null ? null : printInstant(until),
  answers: Object.fromEntries(Object.entries(answers).map(([party, { is }]) => [party, is])),
});

/** The picture in words and instants, without the order in which a program keeps it. */
export function pictureOf(matter: Matter): Readonly<Record<string, unknown>> {
  return {
    standing: matter.standing.is,
    reporter: matter.reporter,
    addressees: matter.addressees,
    steps: Object.fromEntries(matter.steps.map(({ id, state }) => [id, state.is])),
    duties: matter.duties.map(({ step, by, owes, answers, earliest, due, state }) => ({
      step,
      by,
      owes,
      answers,
      earliest: printInstant(earliest),
      due: printInstant(due),
      state: stateOf(state),
    })),
    assessments: Object.fromEntries(
      Object.entries(matter.assessments).map(([party, { nature, low, high }]) => [party, { nature, low, high }]),
    ),
    disputes: matter.disputes.map(({ by, about }) => ({ by, about })),
    openQuestions: matter.questions.filter(({ answer }) => answer === null).map(({ act, to }) => ({ act, to })),
    convenedBy: matter.convened?.by ?? null,
    stoodDown: Object.keys(matter.standDowns).toSorted(),
    closedBy: Object.keys(matter.closings).toSorted(),
    ...(matter.courses.length === 0 ? {} : { courses: matter.courses.map(courseOn) }),
    measures: matter.measures.map(({ act, by, measure, consulted, replies, state }) => ({
      act,
      by,
      measure,
      consulted: consulted.toSorted(),
      replies: Object.fromEntries(Object.entries(replies).map(([party, { view }]) => [party, view])),
      state: measureOn(state),
    })),
    ...exchangesOn(matter),
    ...mediationOn(matter),
    ...attributionOn(matter),
  };
}

const passing = (story: Story, duration: string): Story => {
  story.passes(duration);
  return story;
};

const MENU = { responses: RESPONSES, "red-lines": RED_LINES };

/** Aurelia has proposed a measure with everything before it: a condition, a notice and a consultation of all. */
function proposed(): readonly [Story, string] {
  const story = climbedTo("notify", withMenu(MENU));
  return [story, proposes(story, "aurelia", "suspension").id];
}

/** And it has been adopted: one of the consulted has replied, the time of the other has passed. */
function adopted(): readonly [Story, string] {
  const [story, of] = proposed();
  story.gives("borea", "consult-measure", { of, body: { view: "objects" } });
  story.passes("48h");
  story.gives("aurelia", "adopt-measure", { of });
  return [story, of];
}

const MEASURES: Readonly<Record<string, Case>> = {
  "valid-measure-proposed": {
    about: "A proposal asks those whom the menu names, and puts nothing in force.",
    parts: MENU,
    tell: () => passing(proposed()[0], "1h"),
  },
  "valid-measure-adopted": {
    about: "After its notice and the time of the consulted a measure is adopted, over an objection.",
    parts: MENU,
    tell: () => adopted()[0],
  },
  "valid-measure-expired": {
    about: "A measure in force ends by itself at its agreed time.",
    parts: MENU,
    tell: () => passing(adopted()[0], "30d"),
  },
  "valid-measure-lifted": {
    about: "A measure is lifted in a matter that is closed.",
    parts: MENU,
    tell: () => {
      const [story, of] = adopted();
      for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) story.gives(by, kind);
      story.gives("aurelia", "lift-measure", { of });
      return story;
    },
  },
  "valid-measure-withdrawn": {
    about: "Who stands down takes back what it has proposed, and nobody owes a reply on it.",
    parts: MENU,
    tell: () => {
      const [story] = proposed();
      story.gives("aurelia", "stand-down");
      return story;
    },
  },
  "irregular-measure-too-early": {
    about: "A measure is not adopted before its notice has run, whatever the consulted say.",
    parts: MENU,
    tell: () => {
      const [story, of] = proposed();
      for (const by of ["borea", "cassia"]) story.gives(by, "consult-measure", { of });
      story.gives("aurelia", "adopt-measure", { of });
      return story;
    },
  },
  "irregular-measure-not-consulted": {
    about: "A measure is not adopted while one who is consulted still has time to reply.",
    parts: MENU,
    tell: () => {
      const [story, of] = proposed();
      story.gives("cassia", "consult-measure", { of });
      story.passes("47h");
      story.gives("aurelia", "adopt-measure", { of });
      return story;
    },
  },
  "irregular-measure-line": {
    about: "A red line that is not known to be crossed is not answered.",
    parts: MENU,
    tell: () => {
      const story = climbedTo("notify", withMenu(MENU));
      proposes(story, "aurelia", "suspension", { body: { answers: "power" } });
      return story;
    },
  },
};

const CASES: Readonly<Record<string, Case>> = {
  "valid-report": { about: "A report opens the ladder at its first step.", tell: () => climbedTo("confirm") },
  "valid-climb": {
    about: "Each party does what it owes, as far as deconflicting.",
    tell: () => climbedTo("deconflict"),
  },
  "valid-convened": {
    about: "A member convenes when deconflicting has had its time.",
    tell: () => climbedTo("convene"),
  },
  "valid-closed": {
    about: "Both stand down and both close.",
    tell: () => {
      const story = climbedTo("deconflict");
      for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) story.gives(by, kind);
      return passing(story, "1h");
    },
  },
  "valid-silence": {
    about: "Borea does not answer: the other desk, the principal, the mediator, and nothing harsher.",
    tell: () => passing(climbedTo("confirm"), "29h"),
  },
  "valid-all-silent": {
    about: "Everyone falls silent: the compact convenes, and at last the matter is declared silent.",
    tell: () => passing(climbedTo("confirm"), "30d"),
  },
  "valid-kept-late": {
    about: "An answer after the lapse keeps the duty late.",
    tell: () => {
      const story = passing(climbedTo("confirm"), "25h");
      story.gives("borea", "confirm");
      return story;
    },
  },
  "valid-cooling-off": {
    about: "Cooling-off moves what is owed, and a question put meanwhile begins when it ends.",
    tell: () => {
      const story = climbedTo("notify");
      story.gives("borea", "cool-off");
      story.gives("aurelia", "ask", { to: ["borea"] });
      return passing(story, "1h");
    },
  },
  "valid-disputed-closing": {
    about: "A disputed closing is taken back and owed again.",
    tell: () => {
      const story = climbedTo("deconflict");
      for (const by of ["aurelia", "borea"]) story.gives(by, "stand-down");
      const closing = story.gives("aurelia", "close");
      story.gives("borea", "dispute", { of: closing.id });
      return story;
    },
  },
  "valid-late-act": {
    about: "A confirmation arrives after a question that was put later; the picture is that of the true order.",
    tell: () => {
      const story = climbedTo("confirm");
      const late = story.gives("borea", "confirm", { held: true });
      story.gives("aurelia", "ask", { to: ["borea"], seen: {} });
      story.arrives(late);
      return passing(story, "1h");
    },
  },
  "valid-paced": {
    about: "A drill at pace 60: one hour on the ladder passes in a minute.",
    parts: { pace: 60 },
    tell: () => passing(climbedTo("confirm", demo({ pace: 60 })), "25m"),
  },
  "irregular-too-early": {
    about: "An assessment before its earliest time is irregular and changes nothing.",
    tell: () => {
      const story = climbedTo("assess");
      story.gives("aurelia", "assess");
      return story;
    },
  },
  "irregular-before-cause": {
    about: "An act dated before something that it has seen is irregular.",
    tell: () => {
      const story = climbedTo("confirm");
      story.passes("2h");
      story.gives("borea", "confirm", { ago: "3h" });
      return story;
    },
  },
  "irregular-not-the-reporter": {
    about: "Only the reporter notifies.",
    tell: () => {
      const story = climbedTo("notify");
      story.gives("borea", "notify", { to: ["aurelia"] });
      return story;
    },
  },
  "irregular-closed": {
    about: "A closed matter takes no more acts.",
    tell: () => {
      const story = climbedTo("deconflict");
      for (const kind of ["stand-down", "close"]) for (const by of ["aurelia", "borea"]) story.gives(by, kind);
      story.gives("aurelia", "ask", { to: ["borea"] });
      return story;
    },
  },
  "irregular-matter-name": {
    about: "A party cannot open a matter in another's name, and one that is not open takes nothing.",
    tell: () => {
      const story = begin();
      story.gives("borea", "report", { to: ["aurelia"] });
      story.gives("aurelia", "ask", { to: ["borea"] });
      return story;
    },
  },
  "irregular-mediator-not-called": {
    about: "The mediator convenes only when the ladder or silence has come so far.",
    tell: () => {
      const story = climbedTo("assess");
      story.gives("cassia", "convene");
      return story;
    },
  },
  ...MEASURES,
  ...MORE_MEASURES,
  ...COURSES,
  ...ASSESSMENTS,
  ...EXCHANGES,
  ...MEDIATIONS,
  ...ATTRIBUTIONS,
};

/** The text of one vector. */
function vectorOf({ about, tell, parts = {} }: Case): string {
  const story = tell();
  const rules = story.fold.entries("aurelia-1").map(({ id, refusal }) => [id, refusal?.rule ?? null]);
  const matter = story.fold.matter("aurelia-1", story.now());
  const vector = {
    about,
    compact: { ...demoDocument(), ...parts },
    acts: story.acts.map(({ at, compact: _compact, ...act }) => ({ ...act, at: printInstant(at) })),
    at: printInstant(story.now()),
    expect: { rules: Object.fromEntries(rules), matter: matter === undefined ? null : pictureOf(matter) },
  };
  return `${JSON.stringify(vector, null, 1)}\n`;
}

/** Every vector by its file's name. */
export const foldVectors = (): ReadonlyMap<string, string> =>
  new Map(Object.entries(CASES).map(([name, one]) => [`${name}.json`, vectorOf(one)]));

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of foldVectors()) writeFileSync(new URL(name, FOLDER), text);
}
