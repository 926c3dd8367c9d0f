// The simulator's own notebook of a run: what was asked of each node and what came of it, what reached a
// disk, what left on the wire, which faults happened. The checkers compare the nodes with it.

import { createHash } from "node:crypto";
import type { ActId, MatterId, PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { readToken } from "../ledger/token.ts";
import type { Timeline } from "./clock.ts";

/** Everything that a run counts, so that a checker that never met a fault is seen. */
export const COUNTS = [
  "crash",
  "crash-unsaved",
  "crash-torn",
  "crash-saved",
  "restart",
  "cut",
  "cut-request",
  "cut-answer",
  "lost-request",
  "lost-answer",
  "duplicate",
  "slow",
  "disk-full",
  "saved-but-failed",
  "clock-forward",
  "clock-back",
  "clock-wild",
  "drift",
  "forged",
  "twin-act",
  "twin-checkpoint",
  "fork-kept",
  "split",
  "deposited",
  "handed-on",
  "detour",
  "act",
  "at-once",
  "refused",
  "irregular",
  "failed",
  "person-receipt",
  "attachment",
  "matter",
  "closed-matter",
  "amended",
  "crossed",
  "refolded",
  "passed",
  "passed-while-down",
] as const;
export type Count = (typeof COUNTS)[number];
export type Counts = Readonly<Record<Count, number>>;

/** One call of `sign` or `receipt` and what came of it. */
export type Attempt = {
  readonly by: PartyId;
  /** Stands in a text of the act, so that it is found again whatever its id. Null for receipts. */
  readonly marker: string | null;
  /** `signed` and `refused` are promises; `unknown` may have gone either way. */
  outcome: "unknown" | "signed" | "refused";
  id: ActId | null;
  seq: number;
};

/** A deadline that passed while a node was down, as its own disk tells at the next start. */
export type Missed = { readonly party: PartyId; readonly matter: MatterId; readonly dueAt: Instant };

/** An act signed by a party's keys behind its node's back. */
export type TwinAct = {
  readonly by: PartyId;
  readonly seq: number;
  readonly id: ActId;
  readonly to: PartyId;
  /** How the receiving node answered: undefined until it did. */
  answer: { readonly held: number; readonly stopped: string | null } | undefined;
};

export type Problem = { readonly check: string; readonly detail: string };

export type Notes = {
  readonly counts: Record<Count, number>;
  readonly count: (what: Count) => void;
  readonly attempts: Attempt[];
  missed: readonly Missed[];
  readonly twins: TwinAct[];
  readonly problems: Problem[];
  readonly problem: (check: string, detail: string) => void;
  /** This act of this party has been on its own disk, or has left its node. */
  readonly own: (by: PartyId, seq: number, id: ActId) => void;
  readonly sent: (token: string) => void;
  readonly isOwn: (by: PartyId, seq: number, id: ActId) => boolean;
  /** One line of the story; the digest covers all of them. */
  readonly tell: (line: string) => void;
  readonly digest: () => string;
};

export function createNotes(timeline: Timeline, show: ((line: string) => void) | undefined): Notes {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<Count, number>;
  const story = createHash("sha256");
  const problems: Problem[] = [];
  const ids = new Map<string, ActId>();
  const read = new Set<string>();

  const tell = (line: string): void => {
    const dated = `${timeline.now().toFixed(3)} ${line}`;
    story.update(`${dated}\n`);
    show?.(dated);
  };
  const problem = (check: string, detail: string): void => {
    problems.push({ check, detail });
    tell(`PROBLEM ${check}: ${detail}`);
  };
  const own = (by: PartyId, seq: number, id: ActId): void => {
    const known = ids.get(`${by} ${seq}`);
    if (known === undefined) {
      ids.set(`${by} ${seq}`, id);
      tell(`own ${by} ${seq} ${id}`);
    } else if (known !== id) problem("one act at one seq", `${by} signed both ${known} and ${id} as act ${seq}`);
  };
  return {
    counts,
    count: (what) => {
      counts[what] += 1;
    },
    attempts: [],
    missed: [],
    twins: [],
    problems,
    problem,
    own,
    sent: (token) => {
      if (read.has(token)) return;
      read.add(token);
      const reading = readToken(token);
      if (!reading.ok) problem("what leaves is an act", reading.because);
      else own(reading.act.by, reading.act.seq, reading.act.id);
    },
    isOwn: (by, seq, id) => ids.get(`${by} ${seq}`) === id,
    tell,
    digest: () => story.copy().digest("hex").slice(0, 16),
  };
}
