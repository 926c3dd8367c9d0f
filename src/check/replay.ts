// Stories: a way through the graph told as acts and passing time, and run again through the real law. A story
// that the law tells otherwise than the tables did is an error in the check and stops it. spec/check.md

import type { Compact } from "../core/compact/compact.ts";
import type { Act, ActId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import type { Matter } from "../core/kernel/matter.ts";
import type { Verdict } from "../core/kernel/verdict.ts";
import { advance } from "../core/ladder/ladder.ts";
import { stepMatter } from "../core/law/step.ts";
import { checkBody } from "../core/law/validate.ts";
import { openingScene, REPORT, sceneAfter, sceneAt, TIME, type Tables } from "./compile.ts";
import { labelBetween, wayTo, type Graph } from "./engine.ts";
import { compactFor, modelOf, type Model } from "./model.ts";
import { actOf, type Move } from "./moves.ts";
import { fill } from "./places.ts";
import type { Event, Trace } from "./report.ts";
import { normalise, NOW as NORMAL_NOW, type Scene } from "./scene.ts";
import type { CompactSystem } from "./system.ts";

/** When stories begin: a Monday, at nine. Nothing depends on it. */
const BEGIN: Instant = Date.UTC(2026, 10, 23, 9);

const idOf = (place: number): ActId => `act-${place + 1}`.padEnd(43, "_");

/** One event of a trace, run through the real law. */
export type Replayed = {
  readonly event: Event;
  /** The act itself, with a body that the door lets in; null where time passed. */
  readonly act: Act | null;
  readonly matter: Matter | undefined;
  readonly verdict: Verdict;
};

/** A transition to tell: a move, or time and how many ticks of it. */
type Step = { readonly move: Move } | { readonly ticks: number };

export type Graphed = {
  readonly model: Model;
  readonly tables: Tables;
  readonly system: CompactSystem;
  readonly graph: Graph;
};

/** The steps along a way of states, and one more by its label where the story goes on from the last. */
function stepsAlong({ tables, system, graph }: Graphed, way: readonly number[], last: number | null): readonly Step[] {
  const stepFrom = (state: number, label: number): Step => {
    if (label !== TIME) return { move: tables.moveOf(label) };
    const { place, left } = system.read(graph.pool, state * graph.words);
    return { ticks: system.nextTurn(place, left) };
  };
  const between = way.slice(1).map((to, i) => stepFrom(way[i] as number, labelBetween(graph, way[i] as number, to)));
  const end = way.at(-1);
  return last === null || end === undefined ? between : [...between, stepFrom(end, last)];
}

/** The scene of a state as the tables hold it. */
export function sceneOf({ model, system, graph }: Graphed, state: number): Scene {
  const { place, left } = system.read(graph.pool, state * graph.words);
  return fill(model, place, (slot) => left[slot] ?? 0);
}

/** The story to a state, and on by one transition; the real law tells it, and must end where the tables did. */
export function storyTo(graphed: Graphed, state: number, last: number | null = null): Trace {
  const { model } = graphed;
  const steps = stepsAlong(graphed, wayTo(graphed.graph, state), last);
  const told = tell(model, steps);
  if (last !== null) return told.trace;
  const real = JSON.stringify(normalise(model, { ...told.scene, able: [] }, told.now).scene);
  const held = JSON.stringify(normalise(model, { ...sceneOf(graphed, state), able: [] }, NORMAL_NOW).scene);
  if (real !== held) throw new Error(`invariant: the law tells a story otherwise than the tables: ${real} not ${held}`);
  return told.trace;
}

/** A story by steps, from the opening report on, as the law of one scene after the other tells it. */
function tell(
  model: Model,
  steps: readonly Step[],
): { readonly trace: Trace; readonly scene: Scene; readonly now: Instant } {
  const report = REPORT(model);
  const trace: Event[] = [
    { is: "act", at: 0, by: report.by, kind: report.kind, to: report.to, of: null, choices: report.choices },
  ];
  let scene = openingScene(model, idOf(0), BEGIN);
  let now = BEGIN;
  for (const step of steps) {
    if ("ticks" in step) {
      now += step.ticks * model.tick;
      scene = sceneAt(model, scene, now);
      trace.push({ is: "time", at: now - BEGIN });
      continue;
    }
    const { names } = normalise(model, scene, now);
    const about = step.move.of === null ? null : ([...names].find(([, name]) => name === step.move.of)?.[0] ?? null);
    const of = about === null ? null : Number(about.slice(4).replaceAll("_", "")) - 1;
    const next = sceneAfter(model, scene, { ...step.move, of: about }, idOf(trace.length), now);
    if (next === null) throw new Error(`invariant: the law refuses ${step.move.kind} where the tables permit it`);
    scene = next;
    const { by, kind, to, choices } = step.move;
    trace.push({ is: "act", at: now - BEGIN, by, kind, to, of, choices });
  }
  return { trace, scene, now };
}

/**
 * Runs a trace through the law under this compact as the model has it: between the parties of the trace, with
 * what measures ask of the incident taken as met. Each act has a body that the door lets in.
 */
export function replay(written: Compact, trace: Trace): readonly Replayed[] {
  const compact = compactFor(written, trace);
  const model = { ...modelOf(written), compact };
  const known = new Map<ActId, { readonly kind: string; readonly by: string }>();
  const replayed: Replayed[] = [];
  let matter: Matter | undefined;
  trace.forEach((event, place) => {
    const at = BEGIN + event.at;
    if (event.is === "time") {
      matter = matter === undefined ? undefined : advance(matter, at, compact);
      replayed.push({ event, act: null, matter, verdict: { ok: true } });
      return;
    }
    const { by, kind, to, choices } = event;
    const act = actOf(model, { by, kind, to, choices, of: event.of === null ? null : idOf(event.of) }, idOf(place), at);
    const problem = checkBody(kind, act.body);
    if (problem !== undefined)
      throw new Error(`invariant: the door refuses the ${kind} of a trace: ${JSON.stringify(problem)}`);
    const step = stepMatter(matter, act, { compact, find: (id) => known.get(id) });
    matter = step.matter;
    if (step.verdict.ok) known.set(act.id, { kind, by });
    replayed.push({ event, act, matter, verdict: step.verdict });
  });
  return replayed;
}
