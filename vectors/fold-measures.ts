// The stories of the fold vectors that are about what a proposal states, extensions and suspensions.
// spec/measures.md

import { printInstant } from "../src/core/kernel/instant.ts";
import { proposes, RESPONSES, withFullMenu, withMenu } from "../src/core/testing/menu.ts";
import { checklist, statedAt } from "../src/core/testing/stating.ts";
import { climbedTo, ms, type Story } from "../src/core/testing/story.ts";
import type { Body } from "../src/core/kernel/act.ts";
import type { Case } from "./make-folds.ts";

const MENU = { responses: RESPONSES };
const FULL = { responses: { ...RESPONSES, preconditions: "full" } };

/** Aurelia proposes a listing that states everything, but for what is given. */
function stated(but: Body = {}): readonly [Story, string] {
  const story = climbedTo("notify", withFullMenu());
  const finding = story.matter().confirmations["borea"]?.act ?? "";
  const { id } = proposes(story, "aurelia", "listing", { body: { ...statedAt(finding, story.now()), ...but } });
  return [story, id];
}

/** A listing without preconditions is in force for ten days. */
function inForce(): readonly [Story, string] {
  const story = climbedTo("notify", withMenu());
  const { id } = proposes(story, "aurelia", "listing");
  story.passes("6h");
  story.gives("aurelia", "adopt-measure", { of: id });
  return [story, id];
}

const inDays = (story: Story, days: number): string => printInstant(story.now() + ms(`${days}d`));

export const MORE_MEASURES: Readonly<Record<string, Case>> = {
  "valid-measure-stated": {
    about: "A restrictive measure that states everything is adopted where the compact asks for everything.",
    parts: FULL,
    tell: () => {
      const [story, of] = stated();
      story.passes("6h");
      story.gives("aurelia", "adopt-measure", { of });
      return story;
    },
  },
  "valid-measure-suspended": {
    about: "A suspended measure runs on to its end, and time alone does not take it up again.",
    parts: MENU,
    tell: () => {
      const [story, of] = inForce();
      story.gives("aurelia", "suspend-measure", { of, body: { until: inDays(story, 1) } });
      story.passes("3d");
      return story;
    },
  },
  "valid-measure-resumed": {
    about: "A suspended measure is taken up again until the end that it had.",
    parts: MENU,
    tell: () => {
      const [story, of] = inForce();
      story.gives("aurelia", "suspend-measure", { of });
      story.passes("1d");
      story.gives("aurelia", "resume-measure", { of });
      return story;
    },
  },
  "valid-measure-extended": {
    about: "An end moves with the signature of one who was asked, and not before.",
    parts: MENU,
    tell: () => {
      const [story, of] = inForce();
      const { id } = story.gives("aurelia", "extend-measure", { of, body: { until: inDays(story, 12) } });
      story.gives("borea", "consult-measure", { of: id, body: { view: "objects" } });
      story.gives("cassia", "consult-measure", { of: id });
      return story;
    },
  },
  "irregular-measure-finding": {
    about: "One's own report is no verified finding.",
    parts: FULL,
    tell: () => {
      const [story] = stated();
      return stated({ finding: story.matter().opened.act })[0];
    },
  },
  "irregular-measure-protected": {
    about: "What would touch mutual deterrence is filed under no compact.",
    parts: MENU,
    tell: () => {
      const story = climbedTo("notify", withMenu());
      proposes(story, "aurelia", "demarche", { body: { protected: { deterrence: "yes" } } });
      return story;
    },
  },
  "irregular-measure-checklist": {
    about: "An item of the checklist that is open is not yes.",
    parts: FULL,
    tell: () => stated({ checklist: checklist({ commensurate: "unknown" }) })[0],
  },
  "irregular-measure-review": {
    about: "A review does not come after the end.",
    parts: FULL,
    tell: () => stated({ review: "2027-12-01T00:00:00.000Z" })[0],
  },
  "irregular-measure-running": {
    about: "A party does not propose beside a measure in force another of its name.",
    parts: MENU,
    tell: () => {
      const [story] = inForce();
      proposes(story, "aurelia", "listing");
      return story;
    },
  },
  "irregular-measure-stale": {
    about: "A proposal that could have been adopted more than ninety days ago is proposed anew.",
    parts: MENU,
    tell: () => {
      const story = climbedTo("notify", withMenu());
      const { id: of } = proposes(story, "aurelia", "listing");
      story.passes("91d");
      story.gives("aurelia", "adopt-measure", { of });
      return story;
    },
  },
  "irregular-measure-collective": {
    about: "A collective measure needs the checklist of a countermeasure.",
    parts: FULL,
    tell: () => stated({ ground: "collective", checklist: [] })[0],
  },
  "irregular-measure-not-urgent": {
    about: "Urgency stands in for the notice and the offer, and not for the call to comply.",
    parts: FULL,
    tell: () =>
      stated({
        urgent: { lang: "en", text: "The assets would be gone within hours." },
        checklist: checklist({ "call-to-comply": "no" }),
      })[0],
  },
  "valid-measure-not-extended": {
    about: "A signature moves no end when the finding does not stand any more.",
    parts: FULL,
    tell: () => {
      const [story, of] = stated();
      story.passes("6h");
      story.gives("aurelia", "adopt-measure", { of });
      const times = { until: inDays(story, 12), review: inDays(story, 11) };
      const { id } = story.gives("aurelia", "extend-measure", { of, body: times });
      story.gives("borea", "refute");
      story.gives("cassia", "consult-measure", { of: id });
      return story;
    },
  },
  "irregular-measure-resumed-early": {
    about: "A promise not to resume before an instant is kept.",
    parts: MENU,
    tell: () => {
      const [story, of] = inForce();
      story.gives("aurelia", "suspend-measure", { of, body: { until: inDays(story, 2) } });
      story.passes("1d");
      story.gives("aurelia", "resume-measure", { of });
      return story;
    },
  },
};
