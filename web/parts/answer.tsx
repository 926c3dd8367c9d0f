// The answer first: who owes what, how long is left, and what happens when the time passes. What
// happens is contact, so nothing here hurries anyone: no red, no blinking.

import type { ReactNode } from "react";
import { partyOf, type Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import type { Duty, Matter } from "../../src/core/kernel/matter.ts";
import { standingDuties, type Answer as LawAnswer } from "../../src/core/law/views.ts";
import { sayAnswer, sayContact, sayDuty, stepName } from "../words/law.ts";
import { hueOf, onLadder, type Voice } from "../words/voice.tsx";
import { shareOf, stationsOf } from "./duty-clock.ts";
import { TableBehind } from "./small.tsx";

type AnswerProps = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly answer: LawAnswer;
  readonly me: PartyId;
  readonly voice: Voice;
  readonly now: number;
};

export function Answer(props: AnswerProps): ReactNode {
  const { compact, matter, answer, me, voice, now } = props;
  const duty = "duty" in answer ? answer.duty : undefined;
  const others = standingDuties(matter).filter(({ id }) => id !== duty?.id);
  return (
    <section className={`answer answer-${answer.is}`} aria-labelledby="answer">
      <div className="answer-words">
        <p className="answer-line" id="answer">
          {sayAnswer(voice, compact, matter, answer, me)}
        </p>
        {duty !== undefined && (
          <p className="answer-step">{voice.name(`step.${duty.step}.question`, stepName(voice, duty.step))}</p>
        )}
      </div>
      {duty !== undefined && <TimeLeft {...props} duty={duty} />}
      {answer.is === "cooling-off" && (
        <div className="left">
          <p className="left-large">{voice.length(answer.until - now)}</p>
          <p>{voice.say("time.until", { at: voice.clock(answer.until) })}</p>
        </div>
      )}
      {duty !== undefined && <SilenceRail {...props} duty={duty} />}
      {others.length > 0 && <AlsoOwed {...props} duties={others} />}
    </section>
  );
}

function TimeLeft({ compact, duty, me, voice, now }: AnswerProps & { readonly duty: Duty }): ReactNode {
  const passed = duty.due <= now;
  const length = passed ? now - duty.due : duty.due - now;
  const party = partyOf(compact, duty.by);
  const mine = duty.by === me;
  const here = voice.clock(duty.due, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const there = voice.clock(duty.due, party?.zone ?? "UTC");
  const until = { at: voice.clock(duty.due), here, there, party: party?.name ?? duty.by };
  return (
    <div className="left">
      <p className="left-label">{voice.say(passed ? "matter.left.passed" : "matter.left")}</p>
      <p className="left-large" role="timer">
        {voice.length(length)}
      </p>
      {compact.pace > 1 && (
        <p className="left-ladder">
          {voice.say("time.on-ladder", { length: voice.length(onLadder(compact, length)) })}
        </p>
      )}
      <p>
        {passed
          ? voice.say("time.passed-at", { at: until.at })
          : voice.say(mine ? "time.until.here" : "time.until.there", until)}
      </p>
    </div>
  );
}

function SilenceRail({ compact, duty, me, voice, now }: AnswerProps & { readonly duty: Duty }): ReactNode {
  const stations = stationsOf(compact, duty);
  const heading = duty.due <= now ? "matter.silent-now" : duty.by === me ? "matter.if-silent.you" : "matter.if-silent";
  const waiting = duty.earliest > now;
  return (
    <div className="rail">
      <p className="rail-heading">
        {voice.say(heading)} <span>{voice.say("matter.no-harsher")}</span>
      </p>
      <ol className="rail-line">
        <li className="rail-window">
          <progress
            max={1}
            value={shareOf(duty, now)}
            aria-label={voice.say("matter.rail", { from: voice.clock(duty.from), due: voice.clock(duty.due) })}
          />
          {duty.earliest > duty.from && (
            <i className="rail-earliest" style={{ insetInlineStart: `${100 * shareOf(duty, duty.earliest)}%` }} />
          )}
          <span className="rail-times">
            <span>
              {voice.say("matter.rail.from")} <time>{voice.clock(duty.from)}</time>
            </span>
            {waiting && (
              <span>
                {voice.say("matter.rail.earliest")} <time>{voice.clock(duty.earliest)}</time>
              </span>
            )}
          </span>
        </li>
        {stations.map(({ contact, at, is }) => (
          <li key={contact} className={`station station-${is}`}>
            <time>{voice.clock(at)}</time>
            <span>{sayContact(voice, compact, contact, duty.by, is === "ahead" ? "then" : "reached")}</span>
          </li>
        ))}
      </ol>
      <TableBehind
        caption={voice.say(heading)}
        columns={[voice.say("table.when"), voice.say("table.what")]}
        rows={[
          [voice.clock(duty.from), voice.say("matter.rail.from")],
          ...(duty.earliest > duty.from ? [[voice.clock(duty.earliest), voice.say("matter.rail.earliest")]] : []),
          [voice.clock(duty.due), voice.say("matter.rail.due")],
          ...stations.map(({ contact, at, is }) => [
            voice.clock(at),
            sayContact(voice, compact, contact, duty.by, is === "ahead" ? "then" : "reached"),
          ]),
          ...(compact.silentAfter === null
            ? []
            : [
                [
                  voice.clock((stations.at(-1)?.at ?? duty.due) + compact.silentAfter),
                  voice.say("matter.then-silent", {
                    length: voice.roundLength(onLadder(compact, compact.silentAfter)),
                  }),
                ],
              ]),
        ]}
      />
    </div>
  );
}

function AlsoOwed({
  compact,
  matter,
  me,
  voice,
  now,
  duties,
}: AnswerProps & { readonly duties: readonly Duty[] }): ReactNode {
  return (
    <details className="also" open={duties.length <= 3}>
      <summary>{voice.say("matter.also", { count: duties.length })}</summary>
      <ul>
        {duties.map((duty) => (
          <li key={duty.id}>
            <span className={hueOf(compact, duty.by)}>{sayDuty(voice, compact, matter, duty, me)}</span>
            <time>
              {duty.due > now
                ? voice.say("time.left", { length: voice.length(duty.due - now) })
                : voice.say("time.passed-at", { at: voice.clock(duty.due) })}
            </time>
          </li>
        ))}
      </ul>
    </details>
  );
}
