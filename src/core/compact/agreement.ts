// The agreement: which version of the compact is in force when, who has proposed and signed what, who leaves.
// It is a fold of the acts about the compact, and like a matter it is immutable data that JSON can carry.
// A proposal takes force at its own date when enough members have signed before it; nothing else moves
// the law, so the version at an instant follows from the acts alone. spec/agreement.md

import type { TSchema } from "typebox";
import type { Act, ActId, MatterId, PartyId } from "../kernel/act.ts";
import { DAY, type Instant, type Millis } from "../kernel/instant.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { partyOf, quorumOf, QUORUMS, type Compact, type Quorum } from "./compact.ts";
import type { CompactDocument } from "./document.ts";
import type { Occasion } from "./rule.ts";

export type Signature = { readonly act: ActId; readonly by: PartyId; readonly at: Instant };

/** One wording with the time in which acts are judged under it. */
export type Version = {
  readonly version: number;
  /** Null for a founding version that is in force from the beginning. */
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** The act that proposed it; null for the founding version. */
  readonly proposal: ActId | null;
  readonly compact: Compact;
  /** With the keys of the founding document. Null where a fold was given none. */
  readonly document: CompactDocument | null;
};

/** Why a proposal can no longer take force. */
export const VOID_REASONS = ["quorum-missed", "superseded", "replaced"] as const;

export type ProposalState =
  | { readonly is: "open" }
  | { readonly is: "in-force"; readonly at: Instant }
  | { readonly is: "void"; readonly at: Instant; readonly why: (typeof VOID_REASONS)[number] };

export type Proposal = {
  readonly id: ActId;
  readonly by: PartyId;
  readonly at: Instant;
  readonly version: number;
  readonly from: Instant;
  readonly document: CompactDocument;
  readonly compact: Compact;
  /** The sections that it changes. */
  readonly sections: readonly string[];
  /** The strictest quorum of these sections, by the version in force. */
  readonly quorum: Quorum;
  readonly signatures: readonly Signature[];
  readonly state: ProposalState;
};

export type Comment = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly at: Instant;
  /** A proposal, or the compact itself. */
  readonly of: string;
  readonly clause: string | null;
  /** The matter from whose review a lesson comes. */
  readonly lesson: MatterId | null;
};

export type Withdrawal = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly at: Instant;
  readonly from: Instant;
};

export const FINDINGS = ["keep", "amend"] as const;
export type Review = { readonly act: ActId; readonly at: Instant; readonly finding: (typeof FINDINGS)[number] };

export type Agreement = {
  readonly founding: {
    readonly compact: Compact;
    readonly document: CompactDocument | null;
    readonly signatures: readonly Signature[];
  };
  /** The versions that have taken force, the oldest first. Empty while the founding version waits for signatures. */
  readonly versions: readonly Version[];
  readonly proposals: readonly Proposal[];
  readonly comments: readonly Comment[];
  readonly withdrawals: readonly Withdrawal[];
  /** Each member's last review. */
  readonly reviews: Readonly<Record<PartyId, Review>>;
};

/** The rule of one kind of act about the compact. One file an act; src/core/law/agreement.ts lists them. */
export type AgreementRule<B = never> = {
  readonly kind: string;
  readonly body: TSchema;
  /** May this party give this act now, whatever its body says? */
  readonly may: (occasion: Occasion, agreement: Agreement) => Verdict;
  readonly judge: (act: Act<B>, agreement: Agreement) => Verdict;
  readonly apply: (agreement: Agreement, act: Act<B>) => Agreement;
};

export function beginAgreement(compact: Compact, document: CompactDocument | null): Agreement {
  const founded = compact.quorum.founding === "none";
  return {
    founding: { compact, document, signatures: [] },
    versions: founded ? [foundingVersion(compact, document, null)] : [],
    proposals: [],
    comments: [],
    withdrawals: [],
    reviews: {},
  };
}

export const foundingVersion = (compact: Compact, document: CompactDocument | null, from: Instant | null): Version => ({
  version: compact.version,
  from,
  until: null,
  proposal: null,
  compact,
  document,
});

/** The version under which an act of this instant is judged; undefined while none is in force. */
export const versionAt = (versions: readonly Version[], at: Instant): Version | undefined =>
  versions.findLast(({ from }) => from === null || from <= at);

export const hasLeft = ({ withdrawals }: Agreement, party: PartyId, at: Instant): boolean =>
  withdrawals.some(({ by, from }) => by === party && from <= at);

/** The members that the compact binds at this instant: they sign, and their number is what a quorum counts. */
export const membersAt = (agreement: Agreement, at: Instant): readonly PartyId[] =>
  agreement.founding.compact.parties
    .filter(({ id, role }) => role === "member" && !hasLeft(agreement, id, at))
    .map(({ id }) => id);

/** The strictest of what the compact asks for a change of these sections. */
export function quorumFor({ quorum }: Compact, sections: readonly string[]): Quorum {
  // A quorum protects what it is for: who may change it easily would change the section itself in two steps.
  const named = sections.includes("quorum") ? quorum.sections.map(({ section }) => section) : [];
  const asked = [...sections, ...named].map(
    (name) => quorum.sections.find(({ section }) => section === name)?.of ?? quorum.amendment,
  );
  return QUORUMS.find((each) => asked.includes(each)) ?? quorum.amendment;
}

/** Who has signed a proposal and is bound at this instant, and who is bound and has not. */
export function countAt(
  agreement: Agreement,
  { quorum, signatures }: Pick<Proposal, "quorum" | "signatures">,
  at: Instant,
): { readonly signed: readonly PartyId[]; readonly missing: readonly PartyId[]; readonly needed: number } {
  const members = membersAt(agreement, at);
  const signed = members.filter((member) => signatures.some(({ by }) => by === member));
  const missing = members.filter((member) => !signed.includes(member));
  return { signed, missing, needed: quorumOf(quorum, members.length) };
}

/** Whether a proposal has its quorum, counted at an instant. Nobody is bound by the signatures of no one. */
export function hasQuorum(agreement: Agreement, proposal: Proposal, at: Instant): boolean {
  const { signed, needed } = countAt(agreement, proposal, at);
  return signed.length > 0 && signed.length >= needed;
}

/** The agreement as it stands at `at`: every proposal whose date has come has taken force or is void. Idempotent. */
export function advanceAgreement(agreement: Agreement, at: Instant): Agreement {
  let present = agreement;
  for (;;) {
    const due = present.proposals
      .filter(({ state, from }) => state.is === "open" && from <= at)
      .reduce<Proposal | undefined>(
        (first, each) => (first === undefined || each.from < first.from ? each : first),
        undefined,
      );
    if (due === undefined) return present;
    present = decide(present, due);
  }
}

/** The next instant at which time alone changes the agreement: a proposal is decided, or a member has left. */
export function nextTurn({ proposals, withdrawals }: Agreement, now: Instant): Instant | null {
  const open = proposals.filter(({ state }) => state.is === "open").map(({ from }) => from);
  const next = Math.min(...open, ...withdrawals.map(({ from }) => from).filter((from) => from > now));
  return next === Infinity ? null : next;
}

function decide(agreement: Agreement, due: Proposal): Agreement {
  const { from } = due;
  const withState = (of: (proposal: Proposal) => ProposalState): Agreement => ({
    ...agreement,
    proposals: agreement.proposals.map((each) => ({ ...each, state: of(each) })),
  });
  if (!hasQuorum(agreement, due, from)) {
    return withState((each) => (each === due ? { is: "void", at: from, why: "quorum-missed" } : each.state));
  }
  const { version, id, compact, document } = due;
  const decided = withState((each) =>
    each === due
      ? { is: "in-force", at: from }
      : each.state.is === "open"
        ? { is: "void", at: from, why: "superseded" }
        : each.state,
  );
  return {
    ...decided,
    versions: [
      ...agreement.versions.map((each) => (each.until === null ? { ...each, until: from } : each)),
      { version, from, until: null, proposal: id, compact, document },
    ],
  };
}

/** A member that the compact still binds. */
export const isBound = ({ by, at }: Occasion, agreement: Agreement): Verdict => {
  const party = partyOf(agreement.founding.compact, by);
  if (party === undefined) return irregular("not-a-party", { party: by });
  if (party.role !== "member") return irregular("not-a-member", { party: by });
  return hasLeft(agreement, by, at) ? irregular("withdrawn", { party: by }) : REGULAR;
};

export const isInForce = (_occasion: Occasion, { versions }: Agreement): Verdict =>
  versions.length > 0 ? REGULAR : irregular("not-in-force");

/** The members whose signature the founding version still waits for. */
export const unsigned = ({ compact, signatures }: Agreement["founding"]): readonly PartyId[] =>
  compact.parties
    .filter(({ id, role }) => role === "member" && !signatures.some(({ by }) => by === id))
    .map(({ id }) => id);

/** A right of withdrawal that no clause shortens is used with twelve months' notice: VCLT, Article 56(2). */
const TWELVE_MONTHS: Millis = 365 * DAY;

export const withdrawalNotice = ({ withdrawal, pace }: Compact): Millis =>
  withdrawal?.notice ?? Math.ceil(TWELVE_MONTHS / pace);

/** A review that a member owes. A signature is never a duty: nobody owes consent. */
export type ReviewDuty = {
  readonly by: PartyId;
  readonly owes: "review-compact";
  readonly from: Instant;
  readonly due: Instant;
  readonly is: "owed" | "lapsed";
};

/** What reviews are counted from: the founding, or the first act under a compact that is in force from the beginning. */
const reviewsBegan = ({ versions }: Agreement, began: Instant | null): Instant | null => versions[0]?.from ?? began;

/** When the next review comes round; null for a compact that agreed on none. */
export function nextReview(agreement: Agreement, began: Instant | null, now: Instant): Instant | null {
  const review = versionAt(agreement.versions, now)?.compact.review ?? null;
  const base = reviewsBegan(agreement, began);
  if (review === null || base === null) return null;
  return base + (Math.floor(Math.max(0, now - base) / review.every) + 1) * review.every;
}

/** The reviews that are owed at `now`: of the last time that they came round. */
export function reviewsOwed(agreement: Agreement, began: Instant | null, now: Instant): readonly ReviewDuty[] {
  const review = versionAt(agreement.versions, now)?.compact.review ?? null;
  const next = nextReview(agreement, began, now);
  if (review === null || next === null) return [];
  const from = next - review.every;
  if (from <= (reviewsBegan(agreement, began) ?? Infinity)) return [];
  const due = from + review.latest;
  return membersAt(agreement, now)
    .filter((by) => (agreement.reviews[by]?.at ?? -Infinity) < from)
    .map((by) => ({ by, owes: "review-compact", from, due, is: now < due ? "owed" : "lapsed" }));
}
