// What would follow if this act were signed now: the law itself is asked, with the act as it stands in
// the form. Nothing here is sent, and nothing here decides.

import { isOfAttribution } from "../../src/core/attribution/rules.ts";
import { isWellHeaded } from "../../src/core/compact/headed.ts";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { Act, Body, MatterId, PartyId } from "../../src/core/kernel/act.ts";
import { isStanding, type Duty, type Matter, type Standing, type StepId } from "../../src/core/kernel/matter.ts";
import { irregular, REGULAR, type Verdict } from "../../src/core/kernel/verdict.ts";
import { advance } from "../../src/core/ladder/ladder.ts";
import { stepMatter } from "../../src/core/law/step.ts";
import { movesOf } from "../../src/core/law/views.ts";
import { isOfExchange } from "../../src/core/response/exchange-rules.ts";
import { isOfMediation } from "../../src/core/mediation/rules.ts";
import type { EntryView } from "../../src/node/http/api.ts";
import { isOfNotices, noticeVerdict } from "./notice-forms.ts";

export type Intent = {
  readonly kind: string;
  readonly by: PartyId;
  readonly at: number;
  readonly matter: MatterId | null;
  readonly to: readonly PartyId[];
  readonly body: Body;
};

export type Foresight = {
  readonly verdict: Verdict;
  /** The matter afterwards; undefined when the act would be irregular. */
  readonly after: Matter | undefined;
  readonly kept: readonly Duty[];
  readonly called: readonly Duty[];
  readonly released: readonly Duty[];
  readonly opened: readonly StepId[];
  readonly done: readonly StepId[];
  /** Null when the matter stands as before. */
  readonly standing: Standing | null;
};

const DRAFT_ID = "draft";

function draftOf(compact: Compact, intent: Intent): Act {
  const matter = intent.matter ?? `${intent.by}-1`;
  const { kind, by, at, to, body } = intent;
  return {
    id: DRAFT_ID,
    kind,
    compact: compact.id,
    by,
    seq: 1,
    prev: "",
    seen: {},
    at,
    matter,
    to,
    marking: compact.marking,
    body,
  };
}

/** Whether such an act may be given at all, whatever it will say. */
const moveVerdict = (compact: Compact, before: Matter | undefined, { kind, by, at }: Intent): Verdict =>
  (before === undefined ? undefined : movesOf(compact, before, by, at).find((move) => move.kind === kind)?.verdict) ??
  REGULAR;

/**
 * Asks the law for its verdict and for the matter afterwards. `whole`: nothing is missing in the form. What follows an
 * act of mediation, of attribution or of an exchange, the law reads from lists and times that a half-filled form does not have yet.
 */
export function foresee(
  compact: Compact,
  before: Matter | undefined,
  entries: readonly EntryView[],
  intent: Intent,
  whole = true,
): Foresight {
  if (!whole && (isOfMediation(intent.kind) || isOfAttribution(intent.kind) || isOfExchange(intent.kind)))
    return nothing(moveVerdict(compact, before, intent));
  if (isOfNotices(intent.kind)) return nothing(whole ? noticeVerdict(compact, intent) : REGULAR);
  if (intent.kind === "message") return nothing(messageVerdict(compact, intent));
  const act = draftOf(compact, intent);
  const find = (id: string): Act | undefined => entries.find((entry) => entry.act.id === id)?.act;
  const { matter, verdict } = stepMatter(before, act, { compact, find });
  if (!verdict.ok || matter === undefined) return nothing(verdict);
  return compare(before === undefined ? undefined : advance(before, intent.at, compact), matter, verdict);
}

/** A message lies in no matter. Whether it fits what it answers, the node says. */
const messageVerdict = (compact: Compact, { to, body }: Intent): Verdict =>
  to.length === 0 ? irregular("not-addressed") : isWellHeaded(compact, body);

const nothing = (verdict: Verdict): Foresight => ({
  verdict,
  after: undefined,
  kept: [],
  called: [],
  released: [],
  opened: [],
  done: [],
  standing: null,
});

function compare(before: Matter | undefined, after: Matter, verdict: Verdict): Foresight {
  const earlier = (id: string): Duty | undefined => before?.duties.find((duty) => duty.id === id);
  const became = (duty: Duty, ...states: readonly string[]): boolean =>
    states.includes(duty.state.is) && earlier(duty.id)?.state.is !== duty.state.is;
  const stepBefore = (id: StepId): string => before?.steps.find((step) => step.id === id)?.state.is ?? "ahead";
  return {
    verdict,
    after,
    kept: after.duties.filter((duty) => became(duty, "kept", "kept-late")),
    called: after.duties.filter((duty) => isStanding(duty) && earlier(duty.id) === undefined),
    released: after.duties.filter((duty) => became(duty, "released") && earlier(duty.id) !== undefined),
    opened: after.steps
      .filter(({ id, state }) => state.is === "open" && stepBefore(id) === "ahead")
      .map(({ id }) => id),
    done: after.steps.filter(({ id, state }) => state.is === "done" && stepBefore(id) !== "done").map(({ id }) => id),
    standing: before !== undefined && before.standing.is === after.standing.is ? null : after.standing,
  };
}
