// The law as tables. A step of the law in a place is taken once, on the place's own scene with its marks, and
// read off as: which place comes next, and for each of its slots which old slot it is and by how many ticks
// moved, or how many ticks from now. From then on it is a look-up. The law itself is asked through
// stepMatter and advance alone; nothing here knows what an act does. spec/check.md

import type { ActId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { isStanding, type Duty, type Matter } from "../core/kernel/matter.ts";
import { advance } from "../core/ladder/ladder.ts";
import { stepMatter, verdictOn } from "../core/law/step.ts";
import type { Model } from "./model.ts";
import {
  escalatedBy,
  hastyIn,
  hopelessIn,
  oppositeIn,
  surprisedAt,
  unannouncedIn,
  untoldAfter,
  type Breach,
} from "./monitor.ts";
import { actOf, candidates, isCounted, type Move } from "./moves.ts";
import { createPlaces, fill, mark, type Origin, type Place, type Places } from "./places.ts";
import { normalise, NOW, type Scene } from "./scene.ts";

/** What a step does to the packed state: the next place, and for each of its slots where it comes from. */
export type Outcome = {
  readonly place: number;
  /** The old slot, or -1 for a number of ticks from now. */
  readonly from: Int32Array;
  readonly ticks: Int32Array;
  readonly breaches: readonly Breach[];
};

/** A permitted move. What it leads to is asked of the law when the bounds first allow it. */
export type MoveOutcome = {
  readonly outcome: () => Outcome;
  /** The number of the move, the same wherever it is permitted; 0 is time. */
  readonly label: number;
  /** Which count this act uses up; -1 for an act that is not counted. */
  readonly counter: number;
};

/** What a place leads to, filled in as it is asked. */
type Row = {
  moves: readonly MoveOutcome[] | null;
  /** The scene in which every duty that can be kept here is marked as able. */
  scene: Scene;
  readonly events: Map<number, Outcome>;
  readonly waited: Map<number, number>;
};

/** What the whole ladder came to: steps that opened, rules that were called for, measures in force. */
export type Reached = { readonly steps: Set<string>; readonly duties: Set<string>; readonly measures: Set<string> };

export type Tables = {
  readonly places: Places;
  readonly start: Scene;
  readonly first: Place;
  /** The clocks that run after the opening report. */
  readonly opening: { readonly origins: readonly Origin[] };
  readonly moves: (place: number) => readonly MoveOutcome[];
  /** The place after so many ticks in which no slot ends before the last of them. */
  readonly wait: (place: number, ticks: number) => number;
  /** What happens where these slots, by their bits, end now. */
  readonly event: (place: number, ended: number) => Outcome;
  readonly moveOf: (label: number) => Move;
  readonly labels: () => number;
  /** How often each counted act may be given: by the number of its counter. */
  readonly spare: (counter: number) => number;
  readonly reached: Reached;
};

/** The name of the act that a move would add. */
export const FRESH: ActId = "act-new".padEnd(43, "_");

export const TIME = 0;

/** Counts of acts are packed into one word, two bits each. */
export const COUNTER_BITS = 2;
const MOST_COUNTERS = 15;

export const dutyKey = (step: string, act: readonly string[], answers: boolean): string =>
  `${step}/${act.join("+")}/${answers ? "on" : ""}`;

/** Whether the law stands against this move here. */
const permits = (model: Model, { matter, known }: Scene, move: Move): boolean =>
  verdictOn(actOf(model, move, FRESH, NOW), { compact: model.compact, matter, find: (of) => known[of] }).ok;

/** The scene after a permitted move, not yet in its normal form; null when the law stands against it. */
export function sceneAfter(model: Model, scene: Scene, move: Move, id: ActId, now: Instant): Scene | null {
  const act = actOf(model, move, id, now);
  const { matter, verdict } = stepMatter(scene.matter, act, { compact: model.compact, find: (of) => scene.known[of] });
  if (!verdict.ok || matter === undefined) return null;
  return {
    matter,
    known: { ...scene.known, [id]: { kind: move.kind, by: move.by } },
    untold: untoldAfter(model, scene, matter, move),
    able: scene.able,
  };
}

/** The scene after what time alone does at this instant. */
export function sceneAt(model: Model, scene: Scene, now: Instant): Scene {
  const matter = advance(scene.matter, now, model.compact);
  const untold = Object.fromEntries(
    Object.entries(untoldAfter(model, scene, matter, null)).filter(([, { until }]) => until > now),
  );
  return { ...scene, matter, untold };
}

/** The opening report, and the scene after it. */
export const REPORT = (model: Model): Move => ({
  by: model.reporter,
  kind: "report",
  to: model.addressees,
  of: null,
  choices: model.strategic === null ? {} : { strategic: model.strategic },
});

export function openingScene(model: Model, id: ActId, now: Instant): Scene {
  const move = REPORT(model);
  const { matter, verdict } = stepMatter(undefined, actOf(model, move, id, now), {
    compact: model.compact,
    find: () => undefined,
  });
  if (!verdict.ok || matter === undefined)
    throw new Error("invariant: the law refuses the opening report of the model");
  const nothing: Matter = {
    ...matter,
    steps: matter.steps.map(({ id: step }) => ({ id: step, state: { is: "ahead" } })),
    duties: [],
  };
  const before: Scene = { matter: nothing, known: {}, untold: {}, able: [] };
  return {
    matter,
    known: { [id]: { kind: "report", by: model.reporter } },
    untold: untoldAfter(model, before, matter, move),
    able: [],
  };
}

export function createTables(model: Model): Tables {
  const places = createPlaces(model);
  const rows: (Row | undefined)[] = [];
  const moveList: Move[] = [{ by: "", kind: "", to: [], of: null, choices: {} }];
  const counters: string[] = [];
  const spare: number[] = [];
  const moveLabels = new Map<string, number>();
  const reached: Reached = { steps: new Set(), duties: new Set(), measures: new Set() };

  const labelOf = (move: Move): number => {
    const { by, kind, of, to, choices } = move;
    const key = `${by} ${kind} ${of} ${to.join()} ${Object.values(choices).join()}`;
    const known = moveLabels.get(key);
    if (known !== undefined) return known;
    moveLabels.set(key, moveList.length);
    moveList.push(move);
    return moveList.length - 1;
  };

  const counterOf = ({ kind, by }: Move): number => {
    const key = `${kind}/${by}`;
    const known = counters.indexOf(key);
    if (known >= 0) return known;
    if (counters.length === MOST_COUNTERS)
      throw new Error(`invariant: more than ${MOST_COUNTERS} kinds of acts are counted`);
    spare.push(model.spare[kind] ?? 0);
    return counters.push(key) - 1;
  };

  const rowOf = (place: number): Row => {
    const known = rows[place];
    if (known !== undefined) return known;
    const { scene } = places.at(place);
    const row: Row = { moves: null, scene, events: new Map(), waited: new Map() };
    rows[place] = row;
    return row;
  };

  const note = ({ matter }: Scene): void => {
    for (const { id, state } of matter.steps) if (state.is !== "ahead") reached.steps.add(id);
    for (const { step, owes, answers } of matter.duties) reached.duties.add(dutyKey(step, owes, answers !== null));
  };

  const outcomeOf = (scene: Scene, quiet: number, breaches: readonly Breach[]): Outcome => {
    // The law keeps duties in their order and adds new ones at the end; of those it is asked at once.
    const { duties } = scene.matter;
    const moves = duties.length > scene.able.length ? candidates(model, scene) : [];
    const able = duties.map((duty, i) => scene.able[i] ?? canKeep(model, scene, duty, moves));
    const marked = mark(model, normalise(model, { ...scene, able }, NOW).scene, quiet);
    const known = places.count();
    const place = places.of(marked);
    if (places.count() > known) note(place.scene);
    // The normal form does not follow a measure that is in force.
    for (const { measure, state } of scene.matter.measures) if (state.is === "adopted") reached.measures.add(measure);
    return {
      place: place.id,
      from: Int32Array.from(marked.origins, ({ from }) => from),
      ticks: Int32Array.from(marked.origins, ({ ticks }) => ticks),
      breaches,
    };
  };

  const movedTo = (place: Place, row: Row, move: Move): Outcome => {
    const after = sceneAfter(model, place.scene, move, FRESH, NOW);
    if (after === null) throw new Error(`invariant: the law permits a ${move.kind} and refuses it`);
    const before = place.scene.matter;
    const breaches = [
      ...hastyIn(model, before, after.matter, move),
      ...oppositeIn(model, after.matter),
      ...unannouncedIn(model, before, move, NOW),
    ];
    return outcomeOf({ ...after, able: row.scene.able }, place.quiet, breaches);
  };

  const takeMoves = (id: number, row: Row): readonly MoveOutcome[] => {
    const place = places.at(id);
    const { scene } = place;
    const permitted = candidates(model, scene).filter((move) => permits(model, scene, move));
    row.scene = { ...scene, able: ableIn(scene, permitted) };
    const moves = permitted.flatMap((move): readonly MoveOutcome[] => {
      const counted = isCounted(model, scene, move);
      if (counted && (model.spare[move.kind] ?? 0) === 0) return [];
      let known: Outcome | null = null;
      const outcome = (): Outcome => (known ??= movedTo(place, row, move));
      return [{ outcome, label: labelOf(move), counter: counted ? counterOf(move) : -1 }];
    });
    row.moves = moves;
    return moves;
  };

  const takeEvent = (id: number, row: Row, ended: number): Outcome => {
    const place = places.at(id);
    const before = fill(model, place, (slot) => (((ended >>> slot) & 1) === 1 ? 0 : null));
    const after = sceneAt(model, before, NOW);
    const breaches = [
      ...escalatedBy(model, before.matter, after.matter),
      ...hastyIn(model, before.matter, after.matter, null),
      ...hopelessIn(model, before, after.matter),
      ...oppositeIn(model, after.matter),
      ...surprisedAt(model, untoldAfter(model, before, after.matter, null), NOW),
    ];
    const outcome = outcomeOf(after, place.quiet, breaches);
    row.events.set(ended, outcome);
    return outcome;
  };

  const movesOf = (id: number): readonly MoveOutcome[] => {
    const row = rowOf(id);
    return row.moves ?? takeMoves(id, row);
  };

  const start = openingScene(model, FRESH, NOW);
  note(start);
  const opening = mark(model, normalise(model, start, NOW).scene, -1);
  const first = places.of(opening);
  return {
    places,
    start,
    first,
    opening,
    moves: movesOf,
    wait: (id, ticks) => {
      movesOf(id);
      const row = rowOf(id);
      const place = places.at(id);
      // Once every clock that counts up has passed its last threshold, more time makes no difference to the place.
      const capped = Math.min(ticks, place.waits.at(-1) ?? 0);
      const known = row.waited.get(capped);
      if (known !== undefined) return known;
      const later = normalise(model, row.scene, NOW + capped * model.tick).scene;
      const next = places.of(mark(model, later, place.quiet)).id;
      row.waited.set(capped, next);
      return next;
    },
    event: (id, ended) => {
      const row = rowOf(id);
      return row.events.get(ended) ?? takeEvent(id, row, ended);
    },
    moveOf: (label) => moveList[label] as Move,
    labels: () => moveList.length,
    spare: (counter) => spare[counter] ?? 0,
    reached,
  };
}

const keeps = (duty: Duty, { by, kind, of }: Move): boolean =>
  by === duty.by && duty.owes.includes(kind) && (duty.answers === null || duty.answers === of);

/** Whether the law permits the owner of a duty to keep it here. */
const canKeep = (model: Model, scene: Scene, duty: Duty, moves: readonly Move[]): boolean =>
  isStanding(duty) && moves.some((move) => keeps(duty, move) && permits(model, scene, move));

/** For each duty whether its owner can keep it here or could before. */
const ableIn = ({ matter, able }: Scene, permitted: readonly Move[]): readonly boolean[] =>
  matter.duties.map((duty, i) => able[i] === true || permitted.some((move) => keeps(duty, move)));
