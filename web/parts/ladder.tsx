// The ladder as a picture: climbed from the bottom, the present rung marked, and the ways down drawn as
// lines that leave it and run to level ground. Words are real text beside the drawing, so they wrap,
// grow and translate; the drawing measures where they stand.

import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { HOUR } from "../../src/core/kernel/instant.ts";
import { stepOf, type Duty, type Matter } from "../../src/core/kernel/matter.ts";
import type { Move } from "../../src/core/law/views.ts";
import { kindName, stepName } from "../words/law.ts";
import { nameOf, onLadder, type Voice } from "../words/voice.tsx";
import { shownDuties, stepRows, wayRows, type StepRow, type WayRow } from "./ladder-rows.ts";
import { Mark, Party, TableBehind } from "./small.tsx";

type LadderProps = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly moves: readonly Move[];
  readonly me: PartyId;
  readonly voice: Voice;
  readonly kindOf: KindOf;
};

/** The kind of an act by its id, as far as it is known here. */
type KindOf = (act: string) => string | undefined;

export function Ladder(props: LadderProps): ReactNode {
  const { compact, matter, moves, me, voice, kindOf } = props;
  const steps = stepRows(compact, matter);
  const ways = wayRows(matter, moves);
  const box = useRef<HTMLDivElement>(null);
  const places = useRungPlaces(box, `${voice.lang} ${JSON.stringify(steps)} ${JSON.stringify(ways)}`);
  const down = matter.standing.is === "stood-down" || matter.standing.is === "closed";
  return (
    <section className="ladder-section" aria-labelledby="ladder">
      <h2 id="ladder">{voice.say("matter.ladder")}</h2>
      <div className="ladder" ref={box}>
        <Drawing places={places} steps={steps} ways={ways} down={down} />
        <ol className="ladder-steps">
          {steps.map((step) => (
            <Step key={step.id} {...{ compact, matter, step, voice, down, kindOf }} />
          ))}
        </ol>
        <p className="ladder-ground" data-rung="ground">
          {voice.say("matter.ladder.ground")}
          {down && (
            <strong>{voice.say(`standing.${matter.standing.is === "closed" ? "closed" : "stood-down"}`)}</strong>
          )}
        </p>
        <ul className="ladder-ways" aria-label={voice.say("matter.moves.down")}>
          {ways.map((way) => (
            <WayLine key={way.way} {...{ compact, matter, me, voice, way }} />
          ))}
        </ul>
      </div>
      <LadderTable {...{ compact, matter, steps, ways, voice, kindOf }} />
    </section>
  );
}

type StepProps = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly step: StepRow;
  readonly voice: Voice;
  readonly down: boolean;
  readonly kindOf: KindOf;
};

function timesOf(voice: Voice, { state, by, notBefore }: StepRow): readonly string[] {
  return [
    ...(state.is === "ahead" ? [voice.say("matter.ladder.ahead")] : []),
    ...(state.is === "open" ? [voice.say("matter.ladder.since", { at: voice.clock(state.since) })] : []),
    ...(state.is === "done" ? [voice.say("matter.ladder.done-at", { at: voice.clock(state.at) })] : []),
    ...(notBefore === null ? [] : [voice.say("matter.ladder.not-before", { at: voice.clock(notBefore) })]),
    ...(by === null ? [] : [voice.say("matter.ladder.by", { at: voice.clock(by) })]),
  ];
}

function Step({ compact, step, voice, down, kindOf }: StepProps): ReactNode {
  const present = step.present && !down;
  return (
    <li
      className={`step step-${step.state.is}${present ? " step-present" : ""}`}
      data-rung={step.id}
      aria-current={present ? "step" : undefined}
    >
      <p className="step-name">
        {stepName(voice, step.id)}
        {present && <span className="step-here">{voice.say("step-state.open")}</span>}
      </p>
      <p className="step-times">
        {timesOf(voice, step).map((text) => (
          <span key={text}>{text}</span>
        ))}
      </p>
      {step.duties.length > 0 && (
        <ul className="step-duties">
          {shownDuties(step.duties).map((duty) => (
            <DutyLine key={duty.id} {...{ compact, duty, voice, kindOf }} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What is owed, or the one act of it that was given. */
function owesText(voice: Voice, duty: Duty, kindOf: KindOf): string {
  const given = "act" in duty.state ? kindOf(duty.state.act) : undefined;
  return given === undefined ? duty.owes.map((kind) => kindName(voice, kind)).join(" / ") : kindName(voice, given);
}

type DutyProps = { readonly compact: Compact; readonly duty: Duty; readonly voice: Voice; readonly kindOf: KindOf };

function DutyLine({ compact, duty, voice, kindOf }: DutyProps): ReactNode {
  const { state } = duty;
  const at = state.is === "kept" || state.is === "kept-late" ? state.at : duty.due;
  return (
    <li className={`duty duty-${state.is}`}>
      <Mark is={state.is} />
      <span>
        <Party compact={compact} party={duty.by} /> <span>{owesText(voice, duty, kindOf)}</span>
      </span>
      <span className="duty-state">
        {voice.name(`duty-state.${state.is}`, state.is)} <time>{voice.clock(at)}</time>
      </span>
    </li>
  );
}

type WayProps = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly me: PartyId;
  readonly voice: Voice;
  readonly way: WayRow;
};

function wayState(voice: Voice, compact: Compact, { is, takenBy }: WayRow): string {
  if (takenBy.length > 0)
    return voice.say("matter.ladder.way.done", { parties: voice.list(takenBy.map((party) => nameOf(compact, party))) });
  return voice.say(`matter.ladder.way.${is}`);
}

function WayLine({ compact, matter, me, voice, way }: WayProps): ReactNode {
  const used = matter.coolingOffs.filter(({ by }) => by === me).length;
  const length = voice.roundLength(onLadder(compact, compact.coolingOff.longest));
  const cool = { length, count: Math.max(0, compact.coolingOff.each - used) };
  return (
    <li className={`way way-${way.is}`} data-rung={`way-${way.way}`}>
      <span className="way-name">{kindName(voice, way.way)}</span>
      <span className="way-state">{wayState(voice, compact, way)}</span>
      {way.way === "cool-off" && way.is === "open" && compact.coolingOff.longest >= HOUR / compact.pace && (
        <span className="way-state">{voice.say("matter.ladder.cool", cool)}</span>
      )}
    </li>
  );
}

type Places = { readonly height: number; readonly at: Readonly<Record<string, number>> };

/** Where each rung stands, read from the page after every change of size or words. */
function useRungPlaces(box: RefObject<HTMLDivElement | null>, drawn: string): Places {
  const [places, setPlaces] = useState<Places>({ height: 0, at: {} });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const top = element.getBoundingClientRect().top;
      const rungs = [...element.querySelectorAll<HTMLElement>("[data-rung]")];
      const at = Object.fromEntries(
        rungs.map((rung) => {
          const line = Number.parseFloat(getComputedStyle(rung).lineHeight) || 20;
          return [rung.dataset["rung"] ?? "", rung.getBoundingClientRect().top - top + line / 2];
        }),
      );
      setPlaces({ height: element.offsetHeight, at });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, drawn]);
  return places;
}

const RAIL = [48, 82] as const;
const LANES = [34, 22, 10] as const;
const TURN = 9;

type DrawingProps = {
  readonly places: Places;
  readonly steps: readonly StepRow[];
  readonly ways: readonly WayRow[];
  readonly down: boolean;
};

function Drawing({ places, steps, ways, down }: DrawingProps): ReactNode {
  const { at, height } = places;
  const yOf = (id: string): number => at[id] ?? 0;
  const ground = yOf("ground");
  const present = steps.find((step) => step.present);
  const here = down || present === undefined ? ground : yOf(present.id);
  const top = Math.max(0, yOf(steps.at(-1)?.id ?? "") - 16);
  const [left, right] = RAIL;
  return (
    <svg className="ladder-drawing" width="112" height={height} viewBox={`0 0 112 ${height}`} aria-hidden="true">
      <path className="ladder-earth" d={`M4 ${ground}H108`} />
      <path className="ladder-rail" d={`M${left} ${ground}V${top}M${right} ${ground}V${top}`} />
      <path className="ladder-climbed" d={`M${left} ${ground}V${here}M${right} ${ground}V${here}`} />
      {steps.map(({ id, state }) => (
        <path key={id} className={`ladder-rung rung-${state.is}`} d={`M${left - 5} ${yOf(id)}H${right + 5}`} />
      ))}
      {ways.map(({ way, is, takenBy }, i) => {
        const lane = LANES[i] ?? 10;
        const from = way === "close" ? ground : here;
        const to = yOf(`way-${way}`);
        const line = `M${left} ${from}H${lane + TURN}Q${lane} ${from} ${lane} ${from + TURN}V${to - TURN}Q${lane} ${to} ${lane + TURN} ${to}H88`;
        return (
          <g key={way} className={`ladder-way ladder-way-${takenBy.length > 0 ? "taken" : is}`}>
            <path d={line} />
            <path className="ladder-arrow" d={`M86 ${to - 5}l9 5-9 5z`} />
          </g>
        );
      })}
      <circle className={down ? "ladder-here here-down" : "ladder-here"} cx={(left + right) / 2} cy={here} r="8" />
    </svg>
  );
}

type TableProps = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly steps: readonly StepRow[];
  readonly ways: readonly WayRow[];
  readonly voice: Voice;
  readonly kindOf: KindOf;
};

function LadderTable({ compact, matter, steps, ways, voice, kindOf }: TableProps): ReactNode {
  const dutyText = (duty: Duty): string =>
    [
      nameOf(compact, duty.by),
      owesText(voice, duty, kindOf),
      voice.name(`duty-state.${duty.state.is}`, duty.state.is),
    ].join(" · ");
  const rows = steps.map((step) => {
    const state = stepOf(matter, step.id);
    return [
      stepName(voice, step.id),
      voice.name(`step-state.${state.is}`, state.is),
      state.is === "ahead" ? "–" : voice.clock(state.since),
      step.by === null ? "–" : voice.clock(step.by),
      step.duties.map(dutyText).join("; ") || "–",
    ];
  });
  const down = ways.map((way) => [kindName(voice, way.way), wayState(voice, compact, way), "–", "–", "–"]);
  return (
    <TableBehind
      caption={voice.say("matter.ladder")}
      columns={[
        voice.say("table.step"),
        voice.say("table.state"),
        voice.say("table.since"),
        voice.say("table.by"),
        voice.say("table.duties"),
      ]}
      rows={[...rows, ...down]}
    />
  );
}

/** The ladder in the size of a word, for strips: one bar a step, rising. */
export function LadderGlyph({ place, of }: { readonly place: number; readonly of: number }): ReactNode {
  const bars = Array.from({ length: of }, (_, i) => i);
  return (
    <svg className="glyph" width={of * 8} height="22" viewBox={`0 0 ${of * 8} 22`} aria-hidden="true">
      {bars.map((i) => (
        <rect
          key={i}
          className={i < place ? "glyph-done" : i === place ? "glyph-here" : "glyph-ahead"}
          x={i * 8 + 1}
          y={16 - (i * 14) / Math.max(1, of - 1)}
          width="6"
          height={5 + (i * 14) / Math.max(1, of - 1)}
          rx="1"
        />
      ))}
    </svg>
  );
}
