// What the ladder's picture and its table both show: each step with its times and duties, and the ways
// down with what stands against them. Pure.

import type { Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import type { Instant } from "../../src/core/kernel/instant.ts";
import {
  presentStep,
  stepOf,
  type Duty,
  type Matter,
  type StepId,
  type StepState,
} from "../../src/core/kernel/matter.ts";
import type { Move } from "../../src/core/law/views.ts";

export type StepRow = {
  readonly id: StepId;
  readonly state: StepState;
  readonly present: boolean;
  /** The latest time of a duty that stands on this step. */
  readonly by: Instant | null;
  readonly notBefore: Instant | null;
  readonly duties: readonly Duty[];
};

const WAYS = ["stand-down", "cool-off", "close"] as const;
type Way = (typeof WAYS)[number];

export type WayRow = {
  readonly way: Way;
  readonly is: "open" | "shut";
  readonly takenBy: readonly PartyId[];
};

function notBeforeOf(compact: Compact, matter: Matter, place: number): Instant | null {
  const step = compact.ladder[place];
  const before = compact.ladder[place - 1];
  if (step === undefined || before === undefined || step.earliest === 0) return null;
  const state = stepOf(matter, before.id);
  return state.is === "ahead" ? null : state.since + step.earliest;
}

export function stepRows(compact: Compact, matter: Matter): readonly StepRow[] {
  const present = presentStep(matter)?.id;
  return matter.steps.map(({ id, state }, place) => {
    const duties = matter.duties.filter((duty) => duty.step === id);
    const owed = duties.filter((duty) => duty.state.is === "owed").map(({ due }) => due);
    const earliest = Math.max(0, ...duties.filter(({ state: { is } }) => is === "owed").map((duty) => duty.earliest));
    const early = state.is === "ahead" ? notBeforeOf(compact, matter, place) : earliest;
    return {
      id,
      state,
      present: id === present,
      by: owed.length === 0 ? null : Math.max(...owed),
      notBefore: early !== null && early > matter.asOf ? early : null,
      duties,
    };
  });
}

export function wayRows(matter: Matter, moves: readonly Move[]): readonly WayRow[] {
  const taken: Readonly<Record<Way, readonly PartyId[]>> = {
    "stand-down": Object.keys(matter.standDowns),
    "cool-off": matter.coolingOffs.map(({ by }) => by),
    close: Object.keys(matter.closings),
  };
  return WAYS.map((way) => ({
    way,
    is: moves.find(({ kind }) => kind === way)?.verdict.ok === true ? "open" : "shut",
    takenBy: [...new Set(taken[way])],
  }));
}

const SHOWN = 5;

/** The duties that the picture has room for: what stands first, then the latest; the table has all. */
export function shownDuties(duties: readonly Duty[]): readonly Duty[] {
  const known = duties.filter(({ state }) => state.is !== "released");
  const standing = known.filter(({ state }) => state.is === "owed" || state.is === "lapsed");
  const rest = known.filter((duty) => !standing.includes(duty));
  const shown = [...standing, ...rest.slice(-Math.max(0, SHOWN - standing.length))].slice(0, SHOWN);
  return known.filter((duty) => shown.includes(duty));
}
