// The properties that need the whole graph: what is reachable from everywhere, what time alone leads to, and
// what nothing leads to. spec/check.md

import { mediatorsOf } from "../core/compact/compact.ts";
import type { PartyId } from "../core/kernel/act.ts";
import { dutyKey, TIME, type Reached } from "./compile.ts";
import type { Model } from "./model.ts";
import { conveningPlace, type Breach } from "./monitor.ts";
import { canReach, reverse } from "./passes.ts";
import { isOwed, type Place } from "./places.ts";
import type { Property } from "./report.ts";
import type { Graphed } from "./replay.ts";

/** A property broken at a state, by what can or cannot follow from it. */
export type BrokenAt = { readonly breach: Breach; readonly state: number };

const placeAt = ({ tables, graph }: Graphed, state: number): Place =>
  tables.places.at(graph.pool[state * graph.words] as number);

/** The step that the matter has reached, for a sentence and for the place in the document. */
function stepReached(
  graphed: Graphed,
  state: number,
): { readonly step: string; readonly path: readonly (string | number)[] } {
  const { steps, standing } = placeAt(graphed, state).scene.matter;
  const open = steps.findLastIndex((step) => step.state.is === "open");
  const place = Math.max(open < 0 ? steps.findLastIndex((step) => step.state.is !== "ahead") : open, 0);
  if (standing.is === "stood-down") return { step: "closing", path: ["closing"] };
  return { step: steps[place]?.id ?? "", path: ["ladder", place] };
}

function flags(graphed: Graphed, holds: (place: Place) => boolean): Uint8Array {
  const { tables, graph } = graphed;
  const byPlace = new Uint8Array(tables.places.count());
  for (let id = 0; id < byPlace.length; id += 1) if (holds(tables.places.at(id))) byPlace[id] = 1;
  const marks = new Uint8Array(graph.count);
  for (let i = 0; i < graph.count; i += 1) marks[i] = byPlace[graph.pool[i * graph.words] as number] as number;
  return marks;
}

/** The first state for each step at which a mark is missing. */
function missing(graphed: Graphed, marks: Uint8Array, breach: (state: number) => Breach): readonly BrokenAt[] {
  const seen = new Set<string>();
  const broken: BrokenAt[] = [];
  for (let state = 0; state < marks.length; state += 1) {
    if (marks[state] === 1) continue;
    const { step } = stepReached(graphed, state);
    if (seen.has(step)) continue;
    seen.add(step);
    broken.push({ breach: breach(state), state });
  }
  return broken;
}

/** From every state the way down can be reached, with every party and without any one of them. */
export function wayDown(graphed: Graphed): readonly BrokenAt[] {
  const { model, tables, graph } = graphed;
  const down = flags(graphed, ({ scene }) => ["closed", "stood-down"].includes(scene.matter.standing.is));
  const all = canReach(graph.count, reverse(graph), down);
  const property: Property = "a-way-down";
  const none = missing(graphed, all, (state) => {
    const { step, path } = stepReached(graphed, state);
    return { property, case: "no-way", path, args: { step } };
  });
  if (none.length > 0) return none;
  return model.parties.flatMap((party) => {
    const without = Array.from(
      { length: tables.labels() },
      (_, label) => label === TIME || tables.moveOf(label).by !== party,
    );
    const reached = canReach(
      graph.count,
      reverse(graph, (label) => without[label] === true),
      down,
    );
    const first = missing(graphed, reached, (state) => {
      const { step } = stepReached(graphed, state);
      return { property, case: "one-side", path: ["silence"], args: { step, party, part: partOf(graphed, party) } };
    });
    return first.slice(0, 1);
  });
}

const partOf = ({ model }: Graphed, party: PartyId): string =>
  party === model.reporter ? "reporter" : mediatorsOf(model.compact).includes(party) ? "mediator" : "addressee";

/** For each state the state that time alone leads to; itself where time changes nothing more. */
function byTime({ graph }: Graphed): Uint32Array {
  const next = new Uint32Array(graph.count);
  for (let state = 0; state < graph.count; state += 1) {
    const last = (graph.rows[state + 1] as number) - 1;
    const timed = last >= (graph.rows[state] as number) && graph.labels[last] === TIME;
    next[state] = timed ? (graph.targets[last] as number) : state;
  }
  return next;
}

/** The states from which time alone comes by a marked one. Time never goes round, so each way is walked once. */
function comesBy(next: Uint32Array, marks: Uint8Array): Uint8Array {
  const result = marks.slice();
  const known = marks.slice();
  for (let state = 0; state < next.length; state += 1) {
    const way: number[] = [];
    let at = state;
    for (; known[at] === 0; at = next[at] as number) {
      way.push(at);
      if (next[at] === at) break;
    }
    const good = result[at] as number;
    for (const passed of way) {
      result[passed] = good;
      known[passed] = 1;
    }
  }
  return result;
}

/** Wherever the matter stands open, time alone leads to somebody who owes something, or to a convening. */
export function noStall(graphed: Graphed): readonly BrokenAt[] {
  const convening = conveningPlace(graphed.model.compact);
  const settled = flags(graphed, (place) => {
    const { standing, steps } = place.scene.matter;
    return (
      standing.is === "closed" || standing.is === "silent" || isOwed(place) || steps[convening]?.state.is === "open"
    );
  });
  return missing(graphed, comesBy(byTime(graphed), settled), (state) => {
    const { step, path } = stepReached(graphed, state);
    return { property: "no-stall", case: "nothing-owed", path, args: { step } };
  });
}

/** Without any further act, time ends in a declared state. */
export function allSilent(graphed: Graphed): readonly BrokenAt[] {
  const declared = flags(graphed, ({ scene }) => ["closed", "silent"].includes(scene.matter.standing.is));
  return missing(graphed, comesBy(byTime(graphed), declared), (state) => {
    const { step } = stepReached(graphed, state);
    return { property: "all-silent", case: "never-ends", path: ["silence"], args: { step } };
  });
}

/** Clauses of the ladder and the menu that no story reaches. */
export function deadClauses({ compact, measures: tried }: Model, reached: Reached): readonly Breach[] {
  const { ladder, measures } = compact;
  const adopted = new Set([...reached.measures].flatMap((id) => tried.get(id) ?? []));
  const property: Property = "no-dead-clause";
  return [
    ...ladder.flatMap((step, place): readonly Breach[] => {
      if (!reached.steps.has(step.id))
        return [{ property, case: "step-never-opens", path: ["ladder", place], args: { step: step.id } }];
      return step.owes.flatMap(({ act, by, on }, i): readonly Breach[] =>
        reached.duties.has(dutyKey(step.id, act, on !== null))
          ? []
          : [
              {
                property,
                case: "duty-never-called",
                path: ["ladder", place, "owes", i],
                args: { step: step.id, act: act.join(" "), by },
              },
            ],
      );
    }),
    ...measures.flatMap(({ id }, place): readonly Breach[] =>
      adopted.has(id)
        ? []
        : [{ property, case: "measure-never-adopted", path: ["responses", "menu", place], args: { measure: id } }],
    ),
  ];
}
