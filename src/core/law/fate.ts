// What became of an act at one of those to whom it went, read off the whole picture: the duty that it
// called for, the test, the message or the course that it is. The console, `why` and the reports of
// readiness ask here. spec/readiness.md

import type { Act, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { ANSWERED_BY, type SentMessage } from "../line/message.ts";
import { deliveryTime, fateFrom, replyTime, type Fate, type Heard } from "../line/silence.ts";
import { findTest } from "../line/tests.ts";
import type { Fold } from "./fold.ts";

type Word = Pick<Heard, "answerBy" | "answer" | "refusal">;

const NONE: Word = { answerBy: null, answer: null, refusal: null };

function wordOnMessage(message: SentMessage, by: PartyId, within: number): Word {
  const said = message.answers[by];
  const asks = ANSWERED_BY[message.type].length > 0 && message.type !== "notify" && message.to.includes(by);
  const answerBy = asks ? message.at + within : null;
  if (said === undefined) return { ...NONE, answerBy };
  return said.type === "refuse" ? { answerBy, answer: null, refusal: said } : { answerBy, answer: said, refusal: null };
}

/** By when an answer is owed to this act, and the one that was given. */
function wordOn(fold: Fold, act: Act, by: PartyId, now: Instant): Word {
  const { tests, messages } = fold.line();
  const found = act.kind === "test-line" ? findTest(tests, act.by, act.id) : undefined;
  if (found !== undefined) {
    return found.to === by ? { answerBy: found.test.due, answer: found.test.answer, refusal: null } : NONE;
  }
  const message = messages.find((each) => each.act === act.id);
  if (message !== undefined) return wordOnMessage(message, by, replyTime(fold.compactAt(act.at)));
  const matter = act.matter === null ? undefined : fold.matter(act.matter, now);
  const course = matter?.courses.find((each) => each.act === act.id);
  const said = course?.answers[by];
  if (course !== undefined) {
    const answerBy = course.to.includes(by) ? course.until : null;
    if (said === undefined) return { ...NONE, answerBy };
    const word = { act: said.act, at: said.at };
    return said.is === "refused"
      ? { answerBy, answer: null, refusal: word }
      : { answerBy, answer: word, refusal: null };
  }
  const duty = matter?.duties.findLast((each) => each.answers === act.id && each.by === by);
  if (duty === undefined || duty.state.is === "released") return NONE;
  const kept = duty.state.is === "kept" || duty.state.is === "kept-late" ? duty.state : null;
  return { answerBy: duty.due, answer: kept, refusal: null };
}

/** The fate of an act at one other party, as this fold knows it at `now`. */
export function fateOf(fold: Fold, act: Act, at: PartyId, now: Instant): Fate {
  const heard: Heard = {
    sentAt: act.at,
    deliverBy: act.at + deliveryTime(fold.compactAt(act.at)),
    receipts: fold.receipts.of(act.by, act.seq, at),
    absences: fold.line().presence[at] ?? [],
    ...wordOn(fold, act, at, now),
  };
  return fateFrom(heard, now);
}
