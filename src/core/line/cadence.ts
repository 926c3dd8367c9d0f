// Between whom lines are kept, how often each is tested, and how long an answer may take. The compact says
// how often; what it leaves unsaid follows from that. spec/readiness.md

import { hasRole, type Compact } from "../compact/compact.ts";
import type { PartyId } from "../kernel/act.ts";
import { HOUR, MINUTE, SECOND, type Millis } from "../kernel/instant.ts";

/** `automatic`: one node asks the other. `human`: one person asks another, by office. */
export const TEST_KINDS = ["automatic", "human"] as const;
export type TestKind = (typeof TEST_KINDS)[number];

/** However fast a drill runs, no line is tested more often: a test takes time on the wire. */
const SHORTEST_CADENCE: Millis = 10 * SECOND;

/**
 * An answer is in time within `most`, and within this part of the cadence, so that the answer to one test comes
 * before the next. A machine is given time for routes that store and forward, a person time to be called to the desk.
 */
const ANSWER = {
  automatic: { most: 15 * MINUTE, parts: 4 },
  human: { most: 4 * HOUR, parts: 2 },
} as const satisfies Record<TestKind, { readonly most: Millis; readonly parts: number }>;

/** How often tests of a kind are owed; null where the compact agreed on none. */
export function cadenceOf({ line }: Compact, kind: TestKind): Millis | null {
  const agreed = line?.[kind] ?? null;
  return agreed === null ? null : Math.max(SHORTEST_CADENCE, agreed);
}

/** How long an answer to a test of a kind may take. */
export function answerWithin(compact: Compact, kind: TestKind): Millis {
  const { most, parts } = ANSWER[kind];
  const every = cadenceOf(compact, kind) ?? most * parts;
  return Math.max(
    Math.ceil(SHORTEST_CADENCE / parts),
    Math.min(Math.ceil(most / compact.pace), Math.ceil(every / parts)),
  );
}

/** Members keep lines with each other and with the mediators. */
export const keepLine = (compact: Compact, one: PartyId, other: PartyId): boolean =>
  one !== other &&
  ((hasRole(compact, one, "member") && (hasRole(compact, other, "member") || hasRole(compact, other, "mediator"))) ||
    (hasRole(compact, one, "mediator") && hasRole(compact, other, "member")));

export type Line = { readonly by: PartyId; readonly to: PartyId };

/** Every line, once in each direction, in the order of the compact's parties. */
export const linesOf = (compact: Compact): readonly Line[] =>
  compact.parties.flatMap(({ id: by }) =>
    compact.parties.filter(({ id: to }) => keepLine(compact, by, to)).map(({ id: to }) => ({ by, to })),
  );
