// The stories of the fold vectors that are about headings and proposed courses. spec/message.md

import { printInstant } from "../src/core/kernel/instant.ts";
import { climbedTo, HEADING, ms, type Story } from "../src/core/testing/story.ts";
import type { Case } from "./make-folds.ts";

const inTwoHours = (story: Story): string => printInstant(story.now() + ms("2h"));

export const COURSES: Readonly<Record<string, Case>> = {
  "valid-course-answered": {
    about: "A course is put to the other side, which refuses it; no duty comes of it.",
    tell: () => {
      const story = climbedTo("notify");
      const { id } = story.gives("aurelia", "propose");
      story.gives("borea", "refuse", { of: id });
      return story;
    },
  },
  "valid-course-late": {
    about: "An answer that was signed in time counts, although it arrives after the end.",
    tell: () => {
      const story = climbedTo("notify");
      const { id } = story.gives("aurelia", "propose", { body: { until: inTwoHours(story) } });
      const late = story.gives("borea", "accept", { of: id, held: true });
      story.passes("3h");
      story.arrives(late);
      return story;
    },
  },
  "valid-heading": {
    about: "A question names a clause and a norm in its heading, and says why it is sent as FLASH.",
    tell: () => {
      const story = climbedTo("notify");
      const why = { lang: "en", text: "It is happening now." };
      const names = { clauses: ["ladder/confirm"], norms: ["f"] };
      const heading = { ...HEADING, precedence: "flash", names, asks: "clarify", why };
      story.gives("aurelia", "ask", { to: ["borea"], body: { heading } });
      return story;
    },
  },
  "irregular-course-over": {
    about: "A course is not answered from its end on.",
    tell: () => {
      const story = climbedTo("notify");
      const { id } = story.gives("aurelia", "propose", { body: { until: inTwoHours(story) } });
      story.gives("aurelia", "propose");
      story.passes("2h");
      story.gives("borea", "accept", { of: id });
      return story;
    },
  },
  "irregular-course-twice": {
    about: "A word that was given to a course stands.",
    tell: () => {
      const story = climbedTo("notify");
      const { id } = story.gives("aurelia", "propose");
      story.gives("aurelia", "propose");
      story.gives("borea", "accept", { of: id });
      story.gives("borea", "refuse", { of: id });
      return story;
    },
  },
  "irregular-course-not-asked": {
    about: "Nobody answers a course that was not put to it.",
    tell: () => {
      const story = climbedTo("notify");
      const { id } = story.gives("aurelia", "propose");
      story.gives("borea", "propose");
      story.gives("aurelia", "accept", { of: id });
      return story;
    },
  },
  "irregular-heading-names": {
    about: "A heading names no clause that the compact does not have.",
    tell: () => {
      const story = climbedTo("notify");
      story.gives("aurelia", "propose", { body: { heading: { ...HEADING, names: { clauses: ["ladder/nowhere"] } } } });
      return story;
    },
  },
  "irregular-heading-flash": {
    about: "What is sent as FLASH says why.",
    tell: () => {
      const story = climbedTo("notify");
      story.gives("aurelia", "propose", { body: { heading: { ...HEADING, precedence: "flash" } } });
      return story;
    },
  },
};
