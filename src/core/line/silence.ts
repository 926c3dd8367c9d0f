// What became of one act at one of those to whom it went: how far it has come, and where it ended in silence,
// which kind of silence it is. The law tells these apart from signed acts and clocks alone: delayed, absent,
// unanswered, refused. Which hop was faulty only the node knows that tried. spec/readiness.md

import { HOUR, MINUTE, SECOND, type Instant, type Millis } from "../kernel/instant.ts";
import type { ActId } from "../kernel/act.ts";
import type { ReceiptLevel } from "../kernel/receipt.ts";
import type { Compact } from "../compact/compact.ts";
import type { Absence } from "./presence.ts";

/** A machine takes an act within this, by routes that store and forward too; after it the delivery is delayed. */
const DELIVERED_WITHIN: Millis = 15 * MINUTE;

/** Below this a drill's pace makes no time shorter. */
const SHORTEST: Millis = 10 * SECOND;

/** The reply to a message that asks for one and to which the compact gives no time of its own (Vienna Document, chapter III). */
const REPLIED_WITHIN: Millis = 48 * HOUR;

const paced = ({ pace }: Compact, written: Millis): Millis => Math.max(SHORTEST, Math.ceil(written / pace));

export const deliveryTime = (compact: Compact): Millis => paced(compact, DELIVERED_WITHIN);
export const replyTime = (compact: Compact): Millis => paced(compact, REPLIED_WITHIN);

type Marked = { readonly act: ActId; readonly at: Instant };

/** What is known of one act and one addressee. */
export type Heard = {
  readonly sentAt: Instant;
  /** By when delivery is not delayed yet. */
  readonly deliverBy: Instant;
  /** By when an answer is owed; null where the act calls for none. */
  readonly answerBy: Instant | null;
  readonly receipts: Readonly<Partial<Record<ReceiptLevel, Marked>>>;
  readonly answer: Marked | null;
  readonly refusal: Marked | null;
  readonly absences: readonly Absence[];
};

export type Silence =
  /** Not delivered yet, and still in time. */
  | { readonly is: "underway" }
  /** Not delivered, and past its time: something on the way is faulty, or the other node is down. */
  | { readonly is: "undelivered"; readonly since: Instant }
  /** The desk had said that it was away when the act should have come or been answered. */
  | { readonly is: "absent"; readonly from: Instant; readonly until: Instant; readonly deputy: string | null }
  /** It is there, its time is over, and there is no answer. */
  | { readonly is: "unanswered"; readonly since: Instant }
  /** It came, or was answered, later than the compact gives. */
  | { readonly is: "delayed"; readonly what: "delivery" | "answer"; readonly by: Millis }
  | { readonly is: "refused"; readonly act: ActId; readonly at: Instant };

export type Fate = {
  /** How far the act has come. */
  readonly reached: "sent" | ReceiptLevel | "answered";
  /** When it got there. */
  readonly at: Instant;
  /** The receipt or the answer that says so; null for what was only sent. */
  readonly act: ActId | null;
  readonly answerBy: Instant | null;
  /** Null where nothing is silent: all that was due by now has come in its time. */
  readonly silence: Silence | null;
};

const absentFrom = (absences: readonly Absence[], from: Instant, until: Instant): Silence | null => {
  const away = absences.findLast((absence) => absence.from < until && from < absence.until);
  return away === undefined ? null : { is: "absent", from: away.from, until: away.until, deputy: away.deputy };
};

function silenceOf(heard: Heard, now: Instant): Silence | null {
  const { sentAt, deliverBy, answerBy, receipts, answer, refusal, absences } = heard;
  const arrivedAt = receipts.delivered?.at ?? answer?.at ?? refusal?.at;
  if (refusal !== null) return { is: "refused", act: refusal.act, at: refusal.at };
  if (answer !== null) {
    const late = answerBy !== null && answer.at >= answerBy;
    return late ? { is: "delayed", what: "answer", by: answer.at - answerBy } : null;
  }
  if (arrivedAt === undefined) {
    // A desk that is away says nothing of its node, so that what does not arrive may be a fault all the same.
    return now < deliverBy ? { is: "underway" } : { is: "undelivered", since: deliverBy };
  }
  if (answerBy !== null && now >= answerBy)
    return absentFrom(absences, sentAt, now) ?? { is: "unanswered", since: answerBy };
  const away = answerBy === null ? null : absentFrom(absences, now, now + 1);
  if (away !== null) return away;
  return arrivedAt >= deliverBy ? { is: "delayed", what: "delivery", by: arrivedAt - deliverBy } : null;
}

/** The fate of an act at one addressee, as it stands at `now`. */
export function fateFrom(heard: Heard, now: Instant): Fate {
  const { sentAt, answerBy, receipts, answer, refusal } = heard;
  const silence = silenceOf(heard, now);
  const word = answer ?? refusal;
  if (word !== null) return { reached: "answered", at: word.at, act: word.act, answerBy, silence };
  for (const level of ["read", "opened", "delivered"] as const) {
    const receipt = receipts[level];
    if (receipt !== undefined) return { reached: level, at: receipt.at, act: receipt.act, answerBy, silence };
  }
  return { reached: "sent", at: sentAt, act: null, answerBy, silence };
}
