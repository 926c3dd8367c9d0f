import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { explore, labelBetween, wayTo, type System } from "./engine.ts";
import { canReach, mayStay, reverse } from "./passes.ts";

/** A random graph of some vertices, each with up to four edges, as a system of two words a state. */
const graphs = fc
  .integer({ min: 1, max: 40 })
  .chain((size) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }));

const systemOf = (edges: readonly (readonly number[])[]): System => ({
  words: 2,
  most: 4,
  start: (out) => {
    out[0] = 0;
    out[1] = 7;
    return 1;
  },
  next: (pool, at, out, labels) => {
    const next = edges[pool[at] as number] ?? [];
    next.forEach((to, i) => {
      out[i * 2] = to;
      out[i * 2 + 1] = 7;
      labels[i] = i + 1;
    });
    return next.length;
  },
});

const LIMITS = { mostStates: 1000, parents: true, labels: true } as const;

/** Everything that can be reached from a vertex, and in how many steps, found without any cleverness. */
function distances(edges: readonly (readonly number[])[], from: number): ReadonlyMap<number, number> {
  const found = new Map([[from, 0]]);
  for (const [at, steps] of found) {
    for (const to of edges[at] ?? []) if (!found.has(to)) found.set(to, steps + 1);
  }
  return found;
}

test("the engine finds exactly the states that a plain search finds, each by a shortest way", () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const graph = explore(systemOf(edges), LIMITS);
      const plain = distances(edges, 0);
      const names = Array.from({ length: graph.count }, (_, i) => graph.pool[i * 2] as number);
      assert.deepEqual(names.toSorted(), [...plain.keys()].toSorted());
      assert.equal(
        graph.transitions,
        names.reduce((sum, name) => sum + (edges[name]?.length ?? 0), 0),
      );
      names.forEach((name, state) => {
        const way = wayTo(graph, state);
        assert.equal(way.length - 1, plain.get(name));
        way.slice(1).forEach((to, i) => assert.ok(labelBetween(graph, way[i] as number, to) > 0));
      });
    }),
  );
});

test("what can reach a goal, and what may stay in a set for ever, are what a plain search says", () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (edges, marked) => {
      const graph = explore(systemOf(edges), LIMITS);
      const names = Array.from({ length: graph.count }, (_, i) => graph.pool[i * 2] as number);
      const goal = Uint8Array.from(names, (name) => (marked[name] === true ? 1 : 0));
      const reached = canReach(graph.count, reverse(graph), goal);
      const stays = mayStay(graph, reverse(graph), goal);
      const within = edges.map((next, at) => (marked[at] === true ? next.filter((to) => marked[to] === true) : []));
      names.forEach((name, state) => {
        const reachable = [...distances(edges, name).keys()];
        assert.equal(
          reached[state] === 1,
          reachable.some((to) => marked[to] === true),
        );
        // Staying means to come, within the set, to a vertex without a way on or back to one that was there before.
        const inside = [...distances(within, name).keys()];
        const round = inside.some((at) => (within[at] ?? []).some((to) => distances(within, to).has(at)));
        const ends = inside.some((at) => (edges[at]?.length ?? 0) === 0);
        assert.equal(stays[state] === 1, marked[name] === true && (round || ends));
      });
    }),
  );
});

test("a search that meets its limit says that it is not complete", () => {
  const line = Array.from({ length: 100 }, (_, i) => [i + 1]);
  assert.equal(explore(systemOf(line), { ...LIMITS, mostStates: 10 }).complete, false);
  assert.equal(explore(systemOf(line), LIMITS).complete, true);
});
