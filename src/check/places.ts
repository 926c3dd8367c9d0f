// A place is a scene without its running clocks: what the law reads but for the instants that are still to
// come, and for how long the last contact has been silent. Those are slots; a state is a place and the ticks
// that each slot has left. In a place's own scene the slots hold marks, far apart, so that after a step of the
// law one reads off which old instant each new one is, and by what it was moved. spec/check.md

import type { Instant, Millis } from "../core/kernel/instant.ts";
import { isStanding, type Matter } from "../core/kernel/matter.ts";
import type { Model } from "./model.ts";
import { NOW, noticesOf, quietSince, thresholdsOf, type Scene } from "./scene.ts";

/** Marks of slots are so far apart that no sum of a compact's clocks reaches from one to the next. */
const APART: Millis = 2 ** 42;
export const MOST_SLOTS = 30;

const markOf = (slot: number): Instant => NOW + (slot + 1) * APART;

/** The instants that say since when nothing has been heard: one clock that runs towards the declared silence. */
const QUIET: ReadonlySet<string> = new Set(["contactSince", "lastActAt"]);

/** The mark of that clock lies in the past, as the law expects of it, and before its end. */
const quietMark = (model: Model): Instant => NOW - Math.floor((model.compact.silentAfter ?? 0) / 2);

export type Place = {
  readonly id: number;
  readonly scene: Scene;
  readonly slots: number;
  /** The slot of the silence clock; -1 where it does not run. */
  readonly quiet: number;
  /** The slots at whose end a duty is due, by their bits. */
  readonly dues: number;
  /** Ticks until each threshold of a clock that counts up, such as an earliest time; empty when all are reached. */
  readonly waits: readonly number[];
};

/** Where a slot's instant comes from: an old slot moved by some ticks, or so many ticks from now (`from` is -1). */
export type Origin = { readonly from: number; readonly ticks: number };

/** A normal scene read as a place: its key is the same for the same place. */
export type Marked = {
  readonly key: string;
  readonly origins: readonly Origin[];
  readonly quiet: number;
  readonly dues: number;
  /** The scene with a mark in each slot. */
  readonly scene: () => Scene;
};

export function ticksOf(model: Model, length: Millis): number {
  const ticks = length / model.tick;
  if (!Number.isInteger(ticks)) throw new Error(`invariant: ${length} ms is no whole number of ticks`);
  return ticks;
}

/** Finds the slots of a normal scene. `oldQuiet` is the slot that held the silence clock before. */
export function mark(model: Model, scene: Scene, oldQuiet: number): Marked {
  const silent = quietSince(model, scene.matter) !== null;
  const silentAfter = model.compact.silentAfter ?? 0;
  const origins: Origin[] = [];
  let quiet = -1;
  let dues = 0;
  const slotOf = (from: number, ticks: number): number => {
    const known = origins.findIndex((origin) => origin.from === from && origin.ticks === ticks);
    return known >= 0 ? known : origins.push({ from, ticks }) - 1;
  };
  /** The mark of an instant: what is past stands as it is. */
  const markFor = (value: number, name: string): number => {
    if (silent && QUIET.has(name)) {
      // Where a pause still runs, the silence clock begins at its end.
      const pause = Math.round((value - NOW) / APART) - 1;
      const kept = value < NOW && oldQuiet >= 0;
      quiet = kept
        ? slotOf(oldQuiet, 0)
        : pause < 0
          ? slotOf(-1, ticksOf(model, value + silentAfter - NOW))
          : slotOf(pause, ticksOf(model, value + silentAfter - markOf(pause)));
      return quietMark(model);
    }
    if (value <= NOW) return value;
    const from = Math.round((value - NOW) / APART) - 1;
    const slot =
      from < 0 ? slotOf(-1, ticksOf(model, value - NOW)) : slotOf(from, ticksOf(model, value - markOf(from)));
    if (name === "due") dues |= 1 << slot;
    return markOf(slot);
  };
  const { matter, known, untold, able } = scene;
  let key = keyOf(known, "", markFor) + keyOf(untold, "", markFor) + keyOf(able, "", markFor);
  for (const part in matter) {
    if (!SAME_IN_ALL.has(part)) key += part + keyOf(matter[part as keyof Matter], part, markFor);
  }
  if (origins.length > MOST_SLOTS) throw new Error(`invariant: ${origins.length} clocks run at once`);
  return { key, origins, quiet, dues, scene: () => mapNumbers(scene, "", markFor) as Scene };
}

/** What the normal form makes the same in every scene of a model. */
const SAME_IN_ALL: ReadonlySet<string> = new Set([
  "id",
  "version",
  "opened",
  "reporter",
  "addressees",
  "assessments",
  "disputes",
  "asOf",
] satisfies readonly (keyof Matter)[]);

type Each = (value: number, name: string) => number;

/** The same data with every number replaced. */
function mapNumbers(value: unknown, name: string, each: Each): unknown {
  if (typeof value === "number") return each(value, name);
  if (Array.isArray(value)) return value.map((item) => mapNumbers(item, name, each));
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const part in value) copy[part] = mapNumbers((value as Record<string, unknown>)[part], part, each);
  return copy;
}

/** The values of some data in their order; names are written where a record may lack some. */
function keyOf(value: unknown, name: string, each: Each): string {
  if (typeof value === "string") return `${value};`;
  if (typeof value === "number") return `${each(value, name) - NOW};`;
  if (value === null || typeof value === "boolean") return `${value};`;
  let key = "{";
  if (Array.isArray(value)) for (const item of value) key += keyOf(item, name, each);
  else for (const part in value as object) key += part + keyOf((value as Record<string, unknown>)[part], part, each);
  return `${key}}`;
}

/** A place's scene with instants in its slots: `left` gives the ticks of each, or null to leave its mark. */
export function fill(model: Model, place: Place, left: (slot: number) => number | null): Scene {
  const silentAfter = model.compact.silentAfter ?? 0;
  return mapNumbers(place.scene, "", (value, name) => {
    if (place.quiet >= 0 && QUIET.has(name)) {
      const ticks = left(place.quiet);
      return ticks === null ? value : NOW + ticks * model.tick - silentAfter;
    }
    if (value <= NOW) return value;
    const ticks = left(Math.round((value - NOW) / APART) - 1);
    return ticks === null ? value : NOW + ticks * model.tick;
  }) as Scene;
}

export type Places = {
  readonly at: (id: number) => Place;
  readonly count: () => number;
  /** The place of a marked scene, which is added when it is new. */
  readonly of: (marked: Marked) => Place;
};

export function createPlaces(model: Model): Places {
  const places: Place[] = [];
  const byKey = new Map<string, Place>();
  return {
    at: (id) => places[id] as Place,
    count: () => places.length,
    of: (marked) => {
      const known = byKey.get(marked.key);
      if (known !== undefined) return known;
      const scene = marked.scene();
      const place: Place = {
        id: places.length,
        scene,
        slots: marked.origins.length,
        quiet: marked.quiet,
        dues: marked.dues,
        waits: waitsIn(model, scene),
      };
      places.push(place);
      byKey.set(marked.key, place);
      return place;
    },
  };
}

/** Ticks until each earliest time and notice that still runs; none while the clocks stand still. */
function waitsIn(model: Model, { matter }: Scene): readonly number[] {
  if (matter.coolingOffs.length > 0) return [];
  const steps = matter.steps.flatMap(({ state }, place) =>
    state.is === "ahead" ? [] : thresholdsOf(model, matter, place).map((wait) => wait - (NOW - state.since)),
  );
  const measures = matter.measures.flatMap((measure) =>
    measure.state.is === "proposed" ? noticesOf(model, measure).map((wait) => wait - (NOW - measure.at)) : [],
  );
  const waits = [...steps, ...measures].filter((wait) => wait > 0).map((wait) => ticksOf(model, wait));
  return [...new Set(waits)].toSorted((a, b) => a - b);
}

/** Somebody owes something here. */
export const isOwed = ({ scene: { matter } }: Place): boolean => matter.duties.some(isStanding);
