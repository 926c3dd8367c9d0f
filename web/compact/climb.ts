// What the ladder's picture and its table both show: each step with what opens it and the two ends of
// every clock, and where silence leads. Pure.

import type { SaidClause } from "../../src/core/compact/clause.ts";
import { everyClause } from "../../src/core/compact/clause.ts";
import type { Ower } from "../../src/core/compact/compact.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import { DAY, HOUR, MINUTE, parseDuration, type Millis } from "../../src/core/kernel/instant.ts";

export type ClockBar = {
  readonly by: Ower;
  readonly owes: readonly string[];
  readonly on: string | null;
  readonly earliest: Millis;
  readonly latest: Millis;
  readonly clause: SaidClause | undefined;
};

export type StepPicture = {
  readonly step: string;
  readonly clause: SaidClause | undefined;
  readonly opens: SaidClause | undefined;
  readonly earliest: Millis;
  readonly bars: readonly ClockBar[];
};

export type Station = { readonly contact: string; readonly after: Millis; readonly clause: SaidClause | undefined };

export type Climb = {
  readonly steps: readonly StepPicture[];
  readonly silence: readonly Station[];
  readonly silentAfter: Millis | null;
  readonly closing: Millis;
  readonly coolingOff: { readonly longest: Millis; readonly each: number };
  readonly clocks: Axis;
  readonly contacts: Axis;
};

const lengthOf = (text: string | undefined): Millis => parseDuration(text ?? "0s") ?? 0;

export function climbOf(document: CompactDocument, said: readonly SaidClause[]): Climb {
  const at = new Map(everyClause(said).map((clause) => [clause.path.join("/"), clause]));
  const steps = document.ladder.map(({ step, earliest, owes }, i): StepPicture => ({
    step,
    clause: at.get(`ladder/${i}`),
    opens: at.get(`ladder/${i}/opens`),
    earliest: lengthOf(earliest),
    bars: owes.map((owed, j) => ({
      by: owed.by,
      owes: owed.act,
      on: owed.on ?? null,
      earliest: lengthOf(owed.earliest),
      latest: lengthOf(owed.latest),
      clause: at.get(`ladder/${i}/owes/${j}`),
    })),
  }));
  const silence = document.silence.map(({ contact, after }, i) => ({
    contact,
    after: lengthOf(after),
    clause: at.get(`silence/${i}`),
  }));
  const silentAfter = document["silent-after"] === undefined ? null : lengthOf(document["silent-after"]);
  const last = silence.at(-1)?.after ?? 0;
  return {
    steps,
    silence,
    silentAfter,
    closing: lengthOf(document.closing.latest),
    coolingOff: { longest: lengthOf(document["cooling-off"].longest), each: document["cooling-off"].each },
    clocks: axisTo(Math.max(...steps.flatMap(({ bars }) => bars.map(({ latest }) => latest)))),
    contacts: axisTo(last + (silentAfter ?? 0)),
  };
}

/** A scale of time on which minutes and weeks both have room: later hours stand closer together. */
export type Axis = { readonly end: Millis; readonly ticks: readonly Millis[]; readonly place: (at: Millis) => number };

const MARKS: readonly Millis[] = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  4 * HOUR,
  12 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
];

/** Ticks nearer to each other than this share of the axis would write over each other. */
const APART = 0.13;

export function axisTo(longest: Millis): Axis {
  const end = Math.max(longest, MINUTE);
  // The first eightieth of the axis is where its scale turns from even to logarithmic.
  const turn = Math.max(end / 80, 1);
  const place = (at: Millis): number => Math.log1p(Math.max(0, at) / turn) / Math.log1p(end / turn);
  const ticks = [...MARKS.filter((mark) => mark < end), end].reduceRight<readonly Millis[]>((kept, mark) => {
    const next = kept[0];
    const room = next === undefined || place(next) - place(mark) >= APART;
    return room && place(mark) >= APART / 2 ? [mark, ...kept] : kept;
  }, []);
  return { end, ticks, place };
}
