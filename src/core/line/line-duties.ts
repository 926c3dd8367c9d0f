// What the tests of the lines make parties owe, and whom silence leads to: the other desk, the principal,
// the mediator, and no further. A line that is silent is a reason to call, and for nothing harsher.
// Computed from the tests at any instant; nothing of it is stored. spec/readiness.md

import type { Compact } from "../compact/compact.ts";
import type { ActId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Contact, DutyState } from "../kernel/matter.ts";
import { cadenceOf, linesOf, TEST_KINDS, type TestKind } from "./cadence.ts";
import { absenceAt } from "./presence.ts";
import type { LineState } from "./state.ts";
import { runOf } from "./tests.ts";

export type LineDuty = {
  readonly by: PartyId;
  readonly owes: "test-line" | "answer-test";
  readonly test: TestKind;
  /** The other end of the line. */
  readonly with: PartyId;
  /** The first test without an answer; null for a test that is owed. */
  readonly answers: ActId | null;
  readonly from: Instant;
  readonly due: Instant;
  readonly state: Extract<DutyState, { readonly is: "owed" | "lapsed" }>;
  /** Its desk has said that it is away. It owes it all the same. */
  readonly absent: boolean;
};

/** Where silence on a line leads, by the compact's own path; a line calls nobody to a table. */
const pathOf = ({ silence }: Compact) => silence.filter(({ contact }) => contact !== "convening");

function stateOf(compact: Compact, due: Instant, now: Instant): LineDuty["state"] {
  if (now < due) return { is: "owed" };
  const path = pathOf(compact).map(({ contact, after }) => ({ contact, at: due + after }));
  const reached = path.findLast(({ at }) => at <= now);
  const first: Contact = path[0]?.contact ?? "other-desk";
  const next = path.find(({ at }) => at > now) ?? null;
  return { is: "lapsed", at: due, contact: reached?.contact ?? first, contactSince: reached?.at ?? due, next };
}

/**
 * What is owed on the lines at `now`, the most pressing first. `since`: from when on the compact has been in
 * force, or null while it is not; before that nobody owes a test.
 */
export function lineDuties(
  { tests, presence }: Pick<LineState, "tests" | "presence">,
  compact: Compact,
  since: Instant | null,
  now: Instant,
): readonly LineDuty[] {
  if (since === null) return [];
  const duties: LineDuty[] = [];
  const add = (duty: Omit<LineDuty, "state" | "absent">): void => {
    const absent = absenceAt(presence, duty.by, now) !== undefined;
    duties.push({ ...duty, state: stateOf(compact, duty.due, now), absent });
  };
  for (const { by, to } of linesOf(compact)) {
    for (const test of TEST_KINDS) {
      const { newest, waiting } = runOf(tests, by, to, test);
      if (waiting !== null)
        add({ by: to, owes: "answer-test", test, with: by, answers: waiting.act, from: waiting.at, due: waiting.due });
      const every = cadenceOf(compact, test);
      if (every === null) continue;
      const from = Math.max(since, newest.at(-1)?.at ?? since);
      add({ by, owes: "test-line", test, with: to, answers: null, from, due: from + every });
    }
  }
  return duties.toSorted((a, b) => a.due - b.due);
}

/** The duties that have lapsed on the line between two parties, in either direction. */
export const lapsedOn = (duties: readonly LineDuty[], one: PartyId, two: PartyId): readonly LineDuty[] =>
  duties.filter(
    (duty) =>
      duty.state.is === "lapsed" && ((duty.by === one && duty.with === two) || (duty.by === two && duty.with === one)),
  );
