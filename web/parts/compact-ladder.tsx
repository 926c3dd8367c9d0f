// The ladder as a compact lays it down: climbed from the ground, one clock a duty with its earliest and its
// latest end on one scale, the ways down from every rung, and the one line on which silence leads to contact.

import type { CSSProperties, ReactNode } from "react";
import type { Climb, ClockBar, StepPicture, Axis } from "../compact/climb.ts";
import { useCompactSpeech } from "../compact/speech.tsx";
import { useLength } from "../compact/teller.ts";
import { kindName, stepName } from "../words/law.ts";
import { useVoice, type Voice } from "../words/voice.tsx";
import { ClauseLink } from "./compact-clause.tsx";
import { TableBehind } from "./small.tsx";

export function CompactLadder({ picture }: { readonly picture: Climb }): ReactNode {
  const { t } = useCompactSpeech();
  const { steps, clocks } = picture;
  return (
    <section className="climb-section" aria-labelledby="climb">
      <h2 id="climb">{t("compact.ladder")}</h2>
      <p className="climb-lead">{t("compact.ladder.lead")}</p>
      <div className="climb">
        <div className="climb-axis" aria-hidden="true">
          <span className="climb-axis-name">{t("compact.ladder.axis")}</span>
          <Ticks axis={clocks} />
        </div>
        <ol className="climb-steps">
          {steps.map((step, i) => (
            <Rung key={step.step} step={step} axis={clocks} last={i === steps.length - 1} />
          ))}
        </ol>
        <Ground picture={picture} />
      </div>
      <p className="climb-key" aria-hidden="true">
        <span>
          <i className="key-early" /> {t("compact.ladder.key.early")}
        </span>
        <span>
          <i className="key-open" /> {t("compact.ladder.key.open")}
        </span>
        <span>
          <CallMark /> {t("compact.ladder.key.call")}
        </span>
        <span>
          <i className="key-down" /> {t("compact.ladder.key.down")}
        </span>
      </p>
      <Silence picture={picture} />
      <LadderTable picture={picture} />
    </section>
  );
}

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
const from = (share: number): CSSProperties => ({ insetInlineStart: percent(share) });
const span = (start: number, end: number): CSSProperties => ({
  insetInlineStart: percent(start),
  inlineSize: percent(end - start),
});

function Ticks({ axis }: { readonly axis: Axis }): ReactNode {
  const length = useLength();
  return (
    <span className="ticks">
      <i style={from(0)}>0</i>
      {axis.ticks.map((tick) => (
        <i key={tick} style={from(axis.place(tick))}>
          {length(tick)}
        </i>
      ))}
    </span>
  );
}

/** A handset: at the end of every clock somebody calls, and nothing harsher happens. */
const CallMark = (): ReactNode => (
  <svg className="call-mark" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d="M3.2 1.8 5.4 1.5 6.7 4.6 5.2 6c.8 1.7 2.1 3 3.9 3.9l1.4-1.5 3.1 1.3-.3 2.2c-.2 1.2-1.1 2-2.3 1.9C6 13.400 2.600 9.900 2.200 4.900 2 3.200 2 2 3.200 1.800z" />
  </svg>
);

function Rung({
  step,
  axis,
  last,
}: {
  readonly step: StepPicture;
  readonly axis: Axis;
  readonly last: boolean;
}): ReactNode {
  const { t } = useCompactSpeech();
  const voice = useVoice();
  const length = useLength();
  return (
    <li className={last ? "rung rung-top" : "rung"}>
      <span className="rung-wood" aria-hidden="true">
        <i className="rung-way" />
      </span>
      <div className="rung-words">
        <p className="rung-name">
          {stepName(voice, step.step)} <ClauseLink clause={step.clause} />
        </p>
        <p className="rung-opens">{step.opens?.text}</p>
        {step.earliest > 0 && (
          <p className="rung-opens">{t("compact.ladder.not-before", { length: length(step.earliest) })}</p>
        )}
      </div>
      <ul className="rung-clocks">
        {step.bars.map((bar, i) => (
          <Bar key={i} bar={bar} axis={axis} />
        ))}
      </ul>
    </li>
  );
}

const owesText = (voice: Voice, { owes }: ClockBar): string => owes.map((kind) => kindName(voice, kind)).join(" / ");

function Bar({ bar, axis }: { readonly bar: ClockBar; readonly axis: Axis }): ReactNode {
  const { t } = useCompactSpeech();
  const voice = useVoice();
  const length = useLength();
  const early = axis.place(bar.earliest);
  const end = axis.place(bar.latest);
  const lengths = { earliest: length(bar.earliest), latest: length(bar.latest) };
  return (
    <li className="clock-bar">
      <p>
        <span>
          <b>{voice.name(`who.${bar.by}`, bar.by)}</b>: {owesText(voice, bar)}
          {bar.on !== null && <> {t("compact.ladder.on", { kind: kindName(voice, bar.on) })}</>}{" "}
          <ClauseLink clause={bar.clause} />
        </span>
        <span className="clock-ends">
          {t(bar.earliest > 0 ? "compact.ladder.between" : "compact.ladder.within", lengths)}
        </span>
      </p>
      <span className="clock-track" aria-hidden="true">
        {bar.earliest > 0 && <i className="clock-early" style={span(0, early)} />}
        <i className="clock-open" style={span(early, end)} />
        <span className="clock-call" style={from(end)}>
          <CallMark />
        </span>
      </span>
    </li>
  );
}

function Ground({ picture: { coolingOff, closing } }: { readonly picture: Climb }): ReactNode {
  const { t } = useCompactSpeech();
  const voice = useVoice();
  const length = useLength();
  return (
    <div className="climb-ground">
      <p className="rung-name">{voice.say("matter.ladder.ground")}</p>
      <ul>
        <li>
          <b>{kindName(voice, "stand-down")}</b> {t("compact.ladder.stand-down")}
        </li>
        <li>
          <b>{kindName(voice, "cool-off")}</b>{" "}
          {t("compact.ladder.cool-off", { length: length(coolingOff.longest), count: coolingOff.each })}
        </li>
        <li>
          <b>{kindName(voice, "close")}</b> {t("compact.ladder.close", { length: length(closing) })}
        </li>
      </ul>
    </div>
  );
}

const stationName = (voice: Voice, contact: string): string => voice.name(`contact.${contact}`, contact);

function Silence({ picture }: { readonly picture: Climb }): ReactNode {
  const { t } = useCompactSpeech();
  const voice = useVoice();
  const length = useLength();
  const { silence, silentAfter } = picture;
  const ends = (silence.at(-1)?.after ?? 0) + (silentAfter ?? 0);
  return (
    <div className="silence">
      <h3>{t("compact.ladder.silence")}</h3>
      <p className="climb-lead">{voice.say("matter.no-harsher")}</p>
      <ol className="silence-line">
        {silence.map(({ contact, after, clause }) => (
          <li key={contact}>
            <span className="silence-at">
              {after === 0 ? t("compact.ladder.at-once") : t("compact.ladder.after", { length: length(after) })}
            </span>
            <span>
              {stationName(voice, contact)} <ClauseLink clause={clause} />
            </span>
          </li>
        ))}
        {silentAfter !== null && (
          <li className="silence-end">
            <span className="silence-at">{t("compact.ladder.after", { length: length(ends) })}</span>
            <span>{t("compact.ladder.silent")}</span>
          </li>
        )}
      </ol>
    </div>
  );
}

function LadderTable({ picture: { steps, silence, silentAfter } }: { readonly picture: Climb }): ReactNode {
  const { t } = useCompactSpeech();
  const voice = useVoice();
  const length = useLength();
  const rows = steps.flatMap((step) =>
    step.bars.map((bar) => [
      stepName(voice, step.step),
      voice.name(`who.${bar.by}`, bar.by),
      owesText(voice, bar),
      bar.earliest === 0 ? "–" : length(bar.earliest),
      length(bar.latest),
    ]),
  );
  const led = silence.map(({ contact, after }) => [
    t("compact.ladder.silence"),
    "–",
    stationName(voice, contact),
    length(after),
    "–",
  ]);
  const end = (silence.at(-1)?.after ?? 0) + (silentAfter ?? 0);
  const declared =
    silentAfter === null ? [] : [[t("compact.ladder.silence"), "–", t("compact.ladder.silent"), length(end), "–"]];
  return (
    <TableBehind
      caption={t("compact.ladder")}
      columns={[
        voice.say("table.step"),
        t("compact.table.who"),
        t("compact.table.owes"),
        t("compact.table.earliest"),
        t("compact.table.latest"),
      ]}
      rows={[...rows, ...led, ...declared]}
    />
  );
}
