// The mailbox: what this node still has to bring to one other, and when to try next. A pure state
// machine: it is told what happened and when, and says what to do. It keeps trying for as long as
// something is undelivered, at most a second and a half apart, so that a returning link is noticed
// within two without any new traffic. What counts as delivered is what the other has signed a receipt for.
// spec/line.md

import type { Instant, Millis } from "../core/kernel/instant.ts";

export const PACE = {
  /** An idle line is tried this often, so that a cut shows within five seconds. */
  heartbeat: 2_000,
  firstRetry: 50,
  longestRetry: 1_000,
  /** A node that refuses our acts is asked again this often: time may cure it, haste will not. */
  refused: 5_000,
  /** An act that was taken but not receipted for so long is brought again. */
  receiptWait: 5_000,
  timeout: 5_000,
  timeoutWhileCut: 1_500,
} as const satisfies Record<string, Millis>;

/** What an envelope carries: how many acts, and up to which size our checkpoint is there when it is taken. */
export type Carried = { readonly checkpoint: number; readonly acts: number };

export type Mailbox = {
  /** How many of our acts the other said it holds. */
  readonly acked: number;
  /** Our acts through this one went along in an answer: they are no mail until their time has passed without a word. */
  readonly answered: number;
  /** The size of our newest checkpoint that it has taken. */
  readonly checkpointAcked: number;
  readonly sending: (Carried & { readonly since: Instant }) | null;
  /** Tries in a row that brought nothing forward. */
  readonly failures: number;
  readonly notBefore: Instant;
  readonly heardAt: Instant | null;
  readonly cutSince: Instant | null;
  readonly ackedAt: Instant;
  readonly roundTrip: Millis | null;
  readonly stopped: { readonly code: string; readonly seq: number; readonly because: string } | null;
};

export const emptyMailbox: Mailbox = {
  acked: 0,
  answered: 0,
  checkpointAcked: 0,
  sending: null,
  failures: 0,
  notBefore: 0,
  heardAt: null,
  cutSince: null,
  ackedAt: 0,
  roundTrip: null,
  stopped: null,
};

/** What lies ready on our side. */
export type Ready = {
  /** How many acts our ledger holds. */
  readonly head: number;
  readonly checkpoint: number;
  /** Whether a cosignature waits to be brought. */
  readonly cosigned: boolean;
  /** Whether acts of the other wait to be brought back to it. */
  readonly returns: boolean;
  /** Whether items of a back-channel wait. */
  readonly items?: boolean;
};

const hasMail = (mailbox: Mailbox, ready: Ready): boolean =>
  ready.head > Math.max(mailbox.acked, mailbox.answered) ||
  ready.checkpoint > mailbox.checkpointAcked ||
  ready.cosigned ||
  ready.returns ||
  ready.items === true;

/** When to try next; null while an envelope is under way. */
export function nextTry(mailbox: Mailbox, ready: Ready): Instant | null {
  if (mailbox.sending !== null) return null;
  const idle = (mailbox.heardAt ?? 0) + PACE.heartbeat;
  return hasMail(mailbox, ready) || mailbox.heardAt === null || mailbox.cutSince !== null
    ? mailbox.notBefore
    : Math.max(mailbox.notBefore, idle);
}

/** We have heard the other, and no try has failed since. */
export const isUp = ({ heardAt, cutSince }: Mailbox): boolean => heardAt !== null && cutSince === null;

export const timeoutOf = (mailbox: Mailbox): Millis => (isUp(mailbox) ? PACE.timeout : PACE.timeoutWhileCut);

export const onSent = (mailbox: Mailbox, carried: Carried, now: Instant): Mailbox => ({
  ...mailbox,
  sending: { ...carried, since: now },
});

const retryWait = (failures: number): Millis =>
  Math.min(PACE.longestRetry, PACE.firstRetry * 2 ** Math.min(failures, 10));

/** The other answered: it holds `held` of our acts, and has taken the checkpoint that went along. */
export function onAnswer(mailbox: Mailbox, held: number, stopped: Mailbox["stopped"], now: Instant): Mailbox {
  const { sending } = mailbox;
  // One that answers and takes nothing, without saying why, is asked again ever more slowly.
  const stuck = stopped === null && sending !== null && sending.acts > 0 && held <= mailbox.acked;
  const refused = stopped !== null && held <= mailbox.acked;
  return {
    ...mailbox,
    acked: held,
    ackedAt: held === mailbox.acked ? mailbox.ackedAt : now,
    checkpointAcked: stopped === null ? (sending?.checkpoint ?? 0) : mailbox.checkpointAcked,
    sending: null,
    failures: stuck ? mailbox.failures + 1 : 0,
    notBefore: now + (refused ? PACE.refused : stuck ? retryWait(mailbox.failures) : 0),
    heardAt: now,
    cutSince: null,
    roundTrip: sending === null ? mailbox.roundTrip : now - sending.since,
    stopped,
  };
}

export function onFailure(mailbox: Mailbox, now: Instant): Mailbox {
  const wait = retryWait(mailbox.failures);
  // Counted from the start of the try: one that ran out of time has waited already.
  const since = mailbox.sending?.since ?? now;
  return {
    ...mailbox,
    sending: null,
    failures: mailbox.failures + 1,
    notBefore: Math.max(now, since + wait),
    cutSince: mailbox.cutSince ?? now,
  };
}

/**
 * The other sent us something, with its own word of what it holds of ours. Hearing it ends the wait for
 * a retry. Its word may be old, so while our own envelope is under way only that one's answer counts.
 */
export function onHeard(mailbox: Mailbox, held: number, now: Instant): Mailbox {
  const heard = {
    ...mailbox,
    heardAt: now,
    notBefore: mailbox.stopped === null ? Math.min(mailbox.notBefore, now) : mailbox.notBefore,
  };
  if (mailbox.sending !== null || held === mailbox.acked) return heard;
  if (held < mailbox.acked) return { ...heard, acked: held, answered: 0, ackedAt: now };
  return held <= mailbox.answered ? { ...heard, acked: held, ackedAt: now } : heard;
}

/** We answered the other, and our acts through this one went along. An answer that is lost shows as its silence. */
export const onAnswered = (mailbox: Mailbox, through: number): Mailbox => ({ ...mailbox, answered: through });

/**
 * The same by another way than the direct one: it says nothing of the direct line, and may be days old, so
 * it can only tell that more is held than we knew.
 */
export const onWord = (mailbox: Mailbox, held: number, now: Instant): Mailbox =>
  mailbox.sending !== null || held <= mailbox.acked ? mailbox : { ...mailbox, acked: held, ackedAt: now };

/** The clock was put back: a wait that was counted by the old time would not end for as long, so it ends now. */
export const onClockBack = (mailbox: Mailbox, now: Instant): Mailbox => ({
  ...mailbox,
  sending: mailbox.sending && { ...mailbox.sending, since: Math.min(mailbox.sending.since, now) },
  notBefore: Math.min(mailbox.notBefore, now),
  heardAt: mailbox.heardAt && Math.min(mailbox.heardAt, now),
  cutSince: mailbox.cutSince && Math.min(mailbox.cutSince, now),
  ackedAt: Math.min(mailbox.ackedAt, now),
});

/** Acts were taken long enough ago that their receipts should be here. */
export const mayGoBack = (mailbox: Mailbox, now: Instant): boolean =>
  mailbox.sending === null && now - mailbox.ackedAt >= PACE.receiptWait;

/** An act was taken and never receipted: bring it again, whatever the answers said. */
export const goBack = (mailbox: Mailbox, firstUnreceipted: number, now: Instant): Mailbox =>
  mailbox.acked >= firstUnreceipted ? { ...mailbox, acked: firstUnreceipted - 1, answered: 0, ackedAt: now } : mailbox;
