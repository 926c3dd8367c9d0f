// Exchanges of steps down in stories: bodies that the door lets in, and a matter in which an exchange runs.

import type { ActId, Body, PartyId } from "../kernel/act.ts";
import { printInstant, type Instant } from "../kernel/instant.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { isRunning } from "../kernel/measure.ts";
import { measureIn } from "../response/menu.ts";
import { regular } from "./mediating.ts";
import { proposes, withMenu } from "./menu.ts";
import { climbedTo, MONDAY, ms, type Story } from "./story.ts";

const text = (words: string): { readonly lang: "en"; readonly text: string } => ({ lang: "en", text: words });

export const OTHER_STEP: Body = {
  what: "other",
  says: text("The liaison officers return to their posts."),
  undo: text("They are called home."),
};

export const lifts = (measure: ActId): Body => ({ what: "lift-measure", measure });

export const pauses = (activity: string, from: Instant, until: Instant): Body => ({
  what: "pause",
  activity,
  from: printInstant(from),
  until: printInstant(until),
  monitored: text("Each evening's log of the sensors on both sides."),
});

/** A body for each kind of an exchange; undefined for every other kind. */
export function exchangeBody(kind: string, of: ActId | undefined, words = "As we said."): Body | undefined {
  const about = of === undefined ? {} : { of };
  switch (kind) {
    case "offer-exchange":
      return {
        with: "borea",
        mine: OTHER_STEP,
        yours: OTHER_STEP,
        acceptBy: printInstant(MONDAY + ms("20d")),
        performBy: printInstant(MONDAY + ms("25d")),
        statement: text(words),
      };
    case "accept-exchange":
    case "report-step":
      return { ...about, statement: text(words) };
    case "check-step":
      return { ...about, holds: "yes", because: text(words) };
    default:
      return undefined;
  }
}

/** A step that this party could promise: a measure of its own where it has one, a pause, or something else. */
function stepFor(by: PartyId, pick: number, matter: Matter, performBy: Instant): Body {
  const own = matter.measures.find((measure) => measure.by === by && isRunning(measure));
  if (own !== undefined && pick % 4 !== 0) return lifts(own.act);
  if (pick % 3 === 0) return OTHER_STEP;
  return pauses(
    pick % 2 === 0 ? "scanning" : "flights",
    performBy - ms("2h"),
    performBy + ms(pick % 5 === 0 ? "9d" : "3h"),
  );
}

/** What a body of a random history holds that depends on the matter: steps that are there to promise, times to come. */
export function exchangeChoice(
  kind: string,
  pick: number,
  matter: Matter | undefined,
  now: Instant,
  by: PartyId,
): Body {
  if (kind === "check-step") return { holds: pick % 5 === 4 ? "no" : "yes" };
  if (kind !== "offer-exchange" || matter === undefined) return {};
  const others = membersOf(matter).filter((party) => party !== by);
  const other = others[pick % Math.max(1, others.length)] ?? "borea";
  const performBy = now + ms(["6h", "48h", "48h", "100h"][pick % 4] ?? "6h");
  return {
    with: other,
    mine: stepFor(by, pick >>> 3, matter, performBy),
    yours: stepFor(other, pick >>> 5, matter, performBy),
    acceptBy: printInstant(performBy - ms("1h")),
    performBy: printInstant(performBy),
    ...(pick % 7 === 0 ? { verifier: "cassia" } : {}),
  };
}

/** Both members have a measure in force without a notice or a consultation; each ends by itself where the menu says so. */
export function bothActing(story: Story = climbedTo("notify", withMenu())): {
  readonly story: Story;
  readonly of: Readonly<Record<string, ActId>>;
} {
  const adopted = ["aurelia", "borea"].map((by) => {
    const { id } = proposes(story, by, "listing");
    return [by, id] as const;
  });
  story.passes("6h");
  for (const [by, of] of adopted) regular(story, by, "adopt-measure", { of });
  return { story, of: Object.fromEntries(adopted) };
}

/** Aurelia has offered to lift its measure if Borea lifts its own, within two days. */
export function exchanging(more: Body = {}): {
  readonly story: Story;
  readonly offer: ActId;
  readonly of: Readonly<Record<string, ActId>>;
} {
  const { story, of } = bothActing();
  const body = {
    with: "borea",
    mine: lifts(of["aurelia"] ?? ""),
    yours: lifts(of["borea"] ?? ""),
    acceptBy: printInstant(story.now() + ms("24h")),
    performBy: printInstant(story.now() + ms("48h")),
    ...more,
  };
  return { story, of, offer: regular(story, "aurelia", "offer-exchange", { body }).id };
}

/** And Borea has accepted. */
export function agreed(more: Body = {}): ReturnType<typeof exchanging> {
  const told = exchanging(more);
  regular(told.story, "borea", "accept-exchange", { of: told.offer });
  return told;
}

/** The state of a measure with all that it holds. */
export const stateOf = (matter: Matter, proposal: ActId | undefined): unknown =>
  measureIn(matter, proposal ?? "")?.state;
