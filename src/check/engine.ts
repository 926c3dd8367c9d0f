// The engine of the model check: every state that a system can reach, held as packed words in typed arrays.
// It knows nothing of compacts; src/check/system.ts gives it the law. The search is breadth-first, so the
// parents make shortest stories.

/** A transition system. A state is a fixed number of 32-bit words, equal when its words are. */
export type System = {
  readonly words: number;
  /** The most successors of one state. */
  readonly most: number;
  /** Writes the first states and returns how many there are. */
  readonly start: (out: Uint32Array) => number;
  /** Writes the successors of the state at `pool[at]` and a label for each, and returns how many there are. */
  readonly next: (pool: Uint32Array, at: number, out: Uint32Array, labels: Uint16Array) => number;
};

export type Limits = {
  readonly mostStates: number;
  /** Whether parents are kept, for stories. */
  readonly parents: boolean;
  /** Whether each transition keeps its label. */
  readonly labels: boolean;
};

/** The states in the order in which they were found, and every transition, row by row. */
export type Graph = {
  readonly words: number;
  readonly count: number;
  readonly pool: Uint32Array;
  /** The state from which each was first reached; a first state is its own parent. */
  readonly parents: Uint32Array;
  /** The transitions of state `i` are those from `rows[i]` to `rows[i + 1]`. */
  readonly rows: Uint32Array;
  readonly targets: Uint32Array;
  readonly labels: Uint16Array;
  readonly transitions: number;
  /** False when the search stopped at its limit. */
  readonly complete: boolean;
};

/** A longer array with the same content. The old one is given back at once, not when memory runs short. */
const grown32 = (array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> =>
  new Uint32Array(array.buffer.transfer(length * 4));
const grown16 = (array: Uint16Array<ArrayBuffer>, length: number): Uint16Array<ArrayBuffer> =>
  new Uint16Array(array.buffer.transfer(length * 2));

const FIRST_STATES = 1 << 12;

function hashOf(words: Uint32Array, at: number, width: number): number {
  let hash = 0;
  for (let i = 0; i < width; i += 1) {
    hash = Math.imul(hash ^ (words[at + i] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Open addressing over the pool: the table holds a state's place plus one, and zero where it is free. */
function createStates(words: number) {
  let pool = new Uint32Array(FIRST_STATES * words);
  let room = FIRST_STATES;
  let table = new Uint32Array(FIRST_STATES * 2);
  let mask = table.length - 1;
  let count = 0;

  const rehash = (): void => {
    const size = table.length * 2;
    // The content is built anew, so nothing is copied.
    table.buffer.transfer(0);
    table = new Uint32Array(size);
    mask = size - 1;
    for (let id = 0; id < count; id += 1) {
      let slot = hashOf(pool, id * words, words) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = id + 1;
    }
  };

  return {
    pool: (): Uint32Array => pool,
    count: (): number => count,
    /** The place of a state, which is added when it is new. */
    place: (from: Uint32Array, at: number): number => {
      let slot = hashOf(from, at, words) & mask;
      for (let held = table[slot] as number; held !== 0; held = table[slot] as number) {
        const base = (held - 1) * words;
        let same = true;
        for (let i = 0; i < words; i += 1) {
          if (pool[base + i] !== from[at + i]) {
            same = false;
            break;
          }
        }
        if (same) return held - 1;
        slot = (slot + 1) & mask;
      }
      if (count === room) {
        room *= 2;
        pool = grown32(pool, room * words);
      }
      for (let i = 0; i < words; i += 1) pool[count * words + i] = from[at + i] as number;
      table[slot] = count + 1;
      count += 1;
      if (count * 4 > table.length * 3) rehash();
      return count - 1;
    },
    /** Ends the table, whose memory the passes over the graph can use. */
    end: (): void => {
      table.buffer.transfer(0);
    },
  };
}

/** Every state that can be reached, up to the limit. */
export function explore(system: System, { mostStates, parents: keepParents, labels: keepLabels }: Limits): Graph {
  const { words } = system;
  const states = createStates(words);
  const out = new Uint32Array(system.most * words);
  const names = new Uint16Array(system.most);
  let parents = new Uint32Array(keepParents ? FIRST_STATES : 0);
  let rows = new Uint32Array(FIRST_STATES + 1);
  let targets = new Uint32Array(FIRST_STATES * 4);
  let labels = new Uint16Array(keepLabels ? targets.length : 0);
  let transitions = 0;

  const first = system.start(out);
  for (let i = 0; i < first; i += 1) states.place(out, i * words);
  for (let i = 0; keepParents && i < states.count(); i += 1) parents[i] = i;

  let from = 0;
  for (; from < states.count() && states.count() <= mostStates; from += 1) {
    if (from + 1 >= rows.length) rows = grown32(rows, rows.length * 2);
    const found = system.next(states.pool(), from * words, out, names);
    if (transitions + found > targets.length) {
      const length = Math.max(Math.ceil(targets.length * 1.5), transitions + found);
      targets = grown32(targets, length);
      if (keepLabels) labels = grown16(labels, length);
    }
    for (let i = 0; i < found; i += 1) {
      const known = states.count();
      const to = states.place(out, i * words);
      targets[transitions] = to;
      if (keepLabels) labels[transitions] = names[i] as number;
      transitions += 1;
      if (!keepParents || to < known) continue;
      if (to >= parents.length) parents = grown32(parents, parents.length * 2);
      parents[to] = from;
    }
    rows[from + 1] = transitions;
  }
  const count = states.count();
  states.end();
  // What was found but not looked at has no transitions that are known.
  if (count >= rows.length) rows = grown32(rows, count + 1);
  for (let i = from; i < count; i += 1) rows[i + 1] = transitions;
  return { words, count, pool: states.pool(), parents, rows, targets, labels, transitions, complete: from === count };
}

/** The states from the first to this one, by shortest way. */
export function wayTo(graph: Graph, state: number): readonly number[] {
  const way = [state];
  for (let at = state; graph.parents[at] !== at;) {
    at = graph.parents[at] as number;
    way.push(at);
  }
  return way.reverse();
}

/** The transition that leads from one state of a way to the next. */
export function labelBetween(graph: Graph, from: number, to: number): number {
  for (let edge = graph.rows[from] as number; edge < (graph.rows[from + 1] as number); edge += 1) {
    if (graph.targets[edge] === to) return graph.labels[edge] as number;
  }
  throw new Error(`invariant: no transition from state ${from} to its child ${to}`);
}
