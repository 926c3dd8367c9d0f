// A matter crosses from one version of the compact to the next: what has been said and what is owed stays,
// what the new wording no longer knows falls away, and what it opens begins. Until the boundary the old
// version rules, from it on the new one; nothing is judged twice. spec/agreement.md

import type { Compact, LadderStep } from "../compact/compact.ts";
import { isSame } from "../compact/place.ts";
import type { Instant } from "../kernel/instant.ts";
import { BELOW_THE_LADDER, stepOf, type Duty, type Matter, type Step } from "../kernel/matter.ts";
import { conveningStep, endSteps, openStep, reachedOn, release } from "./ladder.ts";
import { hastened, pathOf, type SilencePath } from "./silence-path.ts";

/** The matter taken over at `at` from the version under which it stood until then, brought up to `at` already. */
export function carryOver(matter: Matter, old: Compact, next: Compact, at: Instant): Matter {
  const sameScale = old.scheme.low === next.scheme.low && old.scheme.high === next.scheme.high;
  const sameScheme = sameScale && old.scheme.name === next.scheme.name && old.scheme.version === next.scheme.version;
  const moved: Matter = {
    ...matter,
    version: next.version,
    steps: stepsUnder(matter, next),
    // An interval on one scale says nothing on another; the acts stay, and a new assessment may be given.
    assessments: sameScheme ? matter.assessments : {},
    asOf: at,
  };
  const kept = release(moved, at, (duty) => !isStillAsked(duty, next));
  const path = pathOf(next, kept);
  const placed = { ...kept, duties: kept.duties.map((duty) => onSilencePath(duty, path, at)) };
  const present = hastened(placed, at, next);
  if (present.standing.is !== "open" && present.standing.is !== "cooling-off") return present;
  // Twice, for what opens here may find nobody left who owes anything on it.
  return endSteps(openWhatFollows(endSteps(present, at, next), at, old, next), at, next);
}

/** The steps of the new ladder as they stand: a step keeps its state by its name. */
const stepsUnder = (matter: Matter, { ladder }: Compact): readonly Step[] =>
  ladder.map(({ id }) => ({ id, state: stepOf(matter, id) }));

/** What is owed stays owed, with its times, while the new wording still lets it be given. */
function isStillAsked({ step, owes, answers }: Duty, next: Compact): boolean {
  if (Object.values<string>(BELOW_THE_LADDER).includes(step)) return true;
  const own = next.ladder.find(({ id }) => id === step);
  if (own === undefined) return false;
  // What silence calls the mediator to: a convening, or the closing where all have stood down.
  const called = conveningStep(next)?.id === step && (owes.includes("convene") || owes.includes("close"));
  const asks = own.owes.some(
    ({ act, on }) => (on === null) === (answers === null) && act.some((kind) => owes.includes(kind)),
  );
  return called || asks;
}

/** Silence goes on from where it has come to, along the new path. A contact that is still to come keeps its time. */
function onSilencePath(duty: Duty, path: SilencePath, at: Instant): Duty {
  const { state } = duty;
  if (state.is !== "lapsed") return duty;
  const following = path[reachedOn(path, state.contact) + 1];
  if (following === undefined) return state.next === null ? duty : { ...duty, state: { ...state, next: null } };
  const when = state.next?.at ?? Math.max(at + 1, state.at + following.after);
  return { ...duty, state: { ...state, next: { contact: following.contact, at: when } } };
}

/**
 * A step whose way was opened before it was written opens now, unless the matter stands beyond it already:
 * it follows a step that is done, or on what opened the matter, or on a convening that was called. A step that
 * the old wording opened on the same and had left closed stays closed: an amendment of something else moves nobody.
 */
function openWhatFollows(matter: Matter, at: Instant, old: Compact, next: Compact): Matter {
  return next.ladder.reduce((present, step, i) => {
    const before = old.ladder.find(({ id }) => id === step.id);
    if (before !== undefined && isSame(before.opens, step.opens)) return present;
    const beyond = next.ladder.slice(i).some(({ id }) => stepOf(present, id).is !== "ahead");
    return beyond || !isCalled(present, step) ? present : openStep(present, step, at, next);
  }, matter);
}

const isCalled = (matter: Matter, { opens }: LadderStep): boolean =>
  opens.some((trigger) => {
    switch (trigger.is) {
      case "after":
        return stepOf(matter, trigger.step).is === "done";
      case "act":
        return trigger.kind === "report" || (trigger.kind === "convene" && matter.convened !== null);
      case "lapse":
        return false;
      default:
        return trigger satisfies never;
    }
  });
