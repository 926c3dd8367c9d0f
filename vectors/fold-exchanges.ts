// The fold vectors of exchanges of steps down: their stories, and what of the picture they hold.
// spec/exchange.md

import { printInstant } from "../src/core/kernel/instant.ts";
import type { Matter } from "../src/core/kernel/matter.ts";
import type { StepDown } from "../src/core/kernel/exchange.ts";
import { exchangesView } from "../src/core/response/exchange-views.ts";
import { agreed, bothActing, exchanging, lifts, OTHER_STEP, pauses } from "../src/core/testing/exchanging.ts";
import { regular } from "../src/core/testing/mediating.ts";
import { RESPONSES } from "../src/core/testing/menu.ts";
import { ms, type Story } from "../src/core/testing/story.ts";
import type { Case } from "./make-folds.ts";

/** What a step says on paper. */
const stepOn = (step: StepDown): Readonly<Record<string, unknown>> =>
  step.is === "pause" ? { ...step, from: printInstant(step.from), until: printInstant(step.until) } : step;

/** The exchanges in words and instants, in the order in which they were offered; nothing where there is none. */
export function exchangesOn(matter: Matter): Readonly<Record<string, unknown>> {
  if (matter.exchanges.length === 0) return {};
  return {
    exchanges: exchangesView(matter)
      .toReversed()
      .map(({ exchange, sides, next }) => ({
        act: exchange.act,
        is: exchange.state.is,
        at: "at" in exchange.state ? printInstant(exchange.state.at) : null,
        sides: sides.map(({ by, step, is, checker }) => ({ by, step: stepOn(step), is, checker })),
        next: next === null ? null : { at: printInstant(next.at), does: next.does },
      })),
  };
}

const MENU = { responses: RESPONSES };

const passing = (story: Story, duration: string): Story => {
  story.passes(duration);
  return story;
};

/** A side performs, and the one who checks finds it so or not. */
function performs(
  story: Story,
  by: string,
  of: string,
  holds = "yes",
  checker = by === "aurelia" ? "borea" : "aurelia",
): string {
  const { id } = regular(story, by, "report-step", { of });
  regular(story, checker, "check-step", { of: id, body: { holds } });
  return id;
}

/** Borea pauses its scans for five days, for Aurelia's measure. Both have performed. */
function paused(): { readonly story: Story; readonly report: string } {
  const start = bothActing().story.now();
  const { story, offer } = agreed({ yours: pauses("scanning", start, start + ms("5d")) });
  performs(story, "aurelia", offer);
  return { story, report: performs(story, "borea", offer) };
}

export const EXCHANGES: Readonly<Record<string, Case>> = {
  "valid-exchange-agreed": {
    about: "Both owe their steps by one instant, and cooling-off moves none of it.",
    parts: MENU,
    tell: () => {
      const { story, offer } = exchanging();
      story.gives("borea", "cool-off", { body: { length: "6h" } });
      regular(story, "borea", "accept-exchange", { of: offer });
      return story;
    },
  },
  "valid-exchange-in-escrow": {
    about: "One side has performed: its measure is suspended, and nothing is final.",
    parts: MENU,
    tell: () => {
      const { story, offer } = agreed();
      performs(story, "aurelia", offer);
      return story;
    },
  },
  "valid-exchange-complete": {
    about: "Both steps are found done, and both measures are lifted together.",
    parts: MENU,
    tell: () => {
      const { story, offer } = agreed();
      for (const by of ["aurelia", "borea"]) performs(story, by, offer);
      return story;
    },
  },
  "valid-exchange-reverted": {
    about: "One side has not performed in time: the other's measure is in force again until the end that it had.",
    parts: MENU,
    tell: () => {
      const { story, offer } = agreed();
      performs(story, "aurelia", offer);
      return passing(story, "48h");
    },
  },
  "valid-exchange-lapsed": {
    about: "An offer that nobody accepts lapses.",
    parts: MENU,
    tell: () => passing(exchanging().story, "24h"),
  },
  "valid-exchange-sent-back": {
    about: "A step that was not found done is reported again, and a mediator checks both.",
    parts: MENU,
    tell: () => {
      const { story, offer } = agreed({ mine: OTHER_STEP, yours: OTHER_STEP, verifier: "cassia" });
      performs(story, "aurelia", offer, "no", "cassia");
      performs(story, "aurelia", offer, "yes", "cassia");
      performs(story, "borea", offer, "no", "cassia");
      return story;
    },
  },
  "valid-exchange-holding": {
    about: "Both have performed, and the escrow holds until the pause has run.",
    parts: MENU,
    tell: () => passing(paused().story, "3d"),
  },
  "valid-exchange-pause-run": {
    about: "The pause has run: both steps are final by themselves.",
    parts: MENU,
    tell: () => passing(paused().story, "5d"),
  },
  "valid-exchange-pause-broken": {
    about: "An activity that is seen during its pause reverts the exchange at once.",
    parts: MENU,
    tell: () => {
      const { story, report } = paused();
      story.passes("1d");
      regular(story, "aurelia", "check-step", { of: report, body: { holds: "no" } });
      return story;
    },
  },
  "irregular-exchange-overlaps": {
    about: "Nothing is held in two escrows.",
    parts: MENU,
    tell: () => {
      const { story, of } = agreed();
      const until = (duration: string): string => printInstant(story.now() + ms(duration));
      const body = {
        mine: lifts(of["aurelia"] ?? ""),
        yours: OTHER_STEP,
        acceptBy: until("1h"),
        performBy: until("2h"),
      };
      story.gives("aurelia", "offer-exchange", { body });
      return story;
    },
  },
  "irregular-exchange-offered-twice": {
    about: "What a party gives stands in one open offer of its own.",
    parts: MENU,
    tell: () => {
      const { story, of } = exchanging();
      const until = (duration: string): string => printInstant(story.now() + ms(duration));
      const body = {
        mine: lifts(of["aurelia"] ?? ""),
        yours: OTHER_STEP,
        acceptBy: until("1h"),
        performBy: until("2h"),
      };
      story.gives("aurelia", "offer-exchange", { body });
      return story;
    },
  },
  "irregular-exchange-activity": {
    about: "An activity is the same in capitals, in wide letters and with a space after it.",
    parts: MENU,
    tell: () => {
      const start = bothActing().story.now();
      const { story } = agreed({ mine: pauses("flights", start, start + ms("5d")) });
      const until = (duration: string): string => printInstant(story.now() + ms(duration));
      const mine = pauses("ＦＬＩＧＨＴＳ ", start, start + ms("5d"));
      story.gives("aurelia", "offer-exchange", {
        body: { mine, yours: OTHER_STEP, acceptBy: until("1h"), performBy: until("2h") },
      });
      return story;
    },
  },
  "irregular-exchange-taken-back": {
    about: "A step that was found done is done: it is not found otherwise once the other side has performed.",
    parts: MENU,
    tell: () => {
      const { story, offer } = agreed({ verifier: "cassia" });
      const { id } = regular(story, "aurelia", "report-step", { of: offer });
      regular(story, "cassia", "check-step", { of: id });
      regular(story, "borea", "report-step", { of: offer });
      story.gives("cassia", "check-step", { of: id, body: { holds: "no" } });
      return story;
    },
  },
  "irregular-exchange-times": {
    about: "A pause that is over before the steps are due cannot be held.",
    parts: MENU,
    tell: () => {
      const { story } = bothActing();
      const until = (duration: string): string => printInstant(story.now() + ms(duration));
      const mine = pauses("scanning", story.now(), story.now() + ms("1h"));
      story.gives("aurelia", "offer-exchange", { body: { mine, acceptBy: until("1h"), performBy: until("2h") } });
      return story;
    },
  },
  "irregular-resume-in-escrow": {
    about: "What lies in escrow is not taken up by its proposer while the exchange runs.",
    parts: MENU,
    tell: () => {
      const { story, offer, of } = agreed();
      performs(story, "aurelia", offer);
      story.gives("aurelia", "resume-measure", { of: of["aurelia"] ?? "" });
      return story;
    },
  },
};
