// The check of a compact: explores every state within its bounds and says which properties hold. spec/check.md

import type { Compact } from "../core/compact/compact.ts";
import { createTables, type Reached } from "./compile.ts";
import { explore } from "./engine.ts";
import { boundsOf, clocksOf, entangledModelOf, modelOf, type Model, type ModelOptions } from "./model.ts";
import type { Breach } from "./monitor.ts";
import { allSilent, deadClauses, noStall, wayDown, type BrokenAt } from "./properties.ts";
import { kindsLeftOut } from "./moves.ts";
import {
  FINDINGS_EACH,
  PROPERTIES,
  type Decided,
  type Finding,
  type Property,
  type REASONS,
  type Report,
} from "./report.ts";
import { storyTo, type Graphed } from "./replay.ts";
import { createSystem, TooManySlots } from "./system.ts";

export { replay } from "./replay.ts";

export type CheckOptions = ModelOptions;

/** States whose stories are told by the law again in every run, spread over the whole search. */
const SAMPLES = 64;

const FIRST_SLOTS = 8;
const SMALLEST_LARGE = 0x8000;

export function graphOf(model: Model): Graphed {
  const tables = createTables(model);
  const longest = clocksOf(model.compact).reduce((sum, clock) => Math.max(sum, clock), 0) / model.tick;
  for (let slots = FIRST_SLOTS; ;) {
    const system = createSystem(model, tables, slots, longest < SMALLEST_LARGE);
    try {
      const graph = explore(system, { mostStates: model.mostStates, parents: true, labels: true });
      return { model, tables, system, graph };
    } catch (cause) {
      if (!(cause instanceof TooManySlots)) throw cause;
      slots = cause.slots + 2;
    }
  }
}

/** The law tells a sample of the states again; a difference stops the check. */
function sampleStories(graphed: Graphed): void {
  const { count } = graphed.graph;
  const step = Math.max(1, Math.floor(count / SAMPLES));
  for (let state = 0; state < count; state += step) storyTo(graphed, state);
}

type Explored = {
  readonly findings: readonly Finding[];
  readonly reached: Reached;
  readonly states: number;
  readonly transitions: number;
  readonly complete: boolean;
};

function exploreModel(model: Model): Explored {
  const graphed = graphOf(model);
  const { graph, system, tables } = graphed;
  sampleStories(graphed);
  // What is reachable from everywhere is known only when everything was looked at.
  const whole: readonly BrokenAt[] =
    graph.complete && kindsLeftOut(model).length === 0
      ? [...noStall(graphed), ...wayDown(graphed), ...allSilent(graphed)]
      : [];
  const stepped = system.broken.map(({ breach, state, label }) => ({
    breach,
    story: () => storyTo(graphed, state, label),
  }));
  const stated = whole.map(({ breach, state }) => ({ breach, story: () => storyTo(graphed, state) }));
  const findings = [...stepped, ...stated].map(({ breach, story }): Finding => ({ ...breach, trace: story() }));
  return {
    findings,
    reached: tables.reached,
    states: graph.count,
    transitions: graph.transitions,
    complete: graph.complete,
  };
}

const keyOf = ({ property, case: name, path, args }: Breach): string => JSON.stringify([property, name, path, args]);

/** At most so many of each property, each place once. */
function listed(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  const counts = new Map<Property, number>();
  return findings
    .filter((finding) => {
      const key = keyOf(finding);
      const count = counts.get(finding.property) ?? 0;
      if (seen.has(key) || count >= FINDINGS_EACH) return false;
      seen.add(key);
      counts.set(finding.property, count + 1);
      return true;
    })
    .toSorted((a, b) => PROPERTIES.indexOf(a.property) - PROPERTIES.indexOf(b.property));
}

export function checkCompact(compact: Compact, options: CheckOptions = {}): Report {
  const model = modelOf(compact, options);
  const plain = exploreModel(model);
  const other = entangledModelOf(compact, options);
  const entangled = other === null ? null : exploreModel(other);
  const { reached } = plain;
  const met = [...plain.findings, ...(entangled?.findings ?? [])];
  const complete = plain.complete && entangled?.complete !== false;
  const leftOut = kindsLeftOut(model).length > 0;
  // That nothing reaches a clause is known only when everything was looked at.
  const dead =
    complete && !leftOut ? deadClauses(model, reached).map((breach): Finding => ({ ...breach, trace: null })) : [];
  const findings = listed([...met, ...dead]);
  return {
    findings,
    decided: decide(findings, complete ? (leftOut ? "not-modelled" : null) : "too-many-states"),
    bounds: boundsOf(model),
    states: plain.states + (entangled?.states ?? 0),
    transitions: plain.transitions + (entangled?.transitions ?? 0),
    complete,
  };
}

function decide(findings: readonly Finding[], cut: (typeof REASONS)[number] | null): Report["decided"] {
  const decisionOn = (property: Property): Decided => {
    if (findings.some((finding) => finding.property === property)) return { is: "broken" };
    return cut === null ? { is: "holds" } : { is: "undecided", because: cut };
  };
  return Object.fromEntries(PROPERTIES.map((property) => [property, decisionOn(property)])) as Report["decided"];
}
