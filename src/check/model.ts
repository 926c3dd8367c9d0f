// The model of a compact: who takes part, on which ticks time runs, and how often each may give what. All of
// it is stated in the report's bounds. spec/check.md

import { hasRole, mediatorsOf, type Compact } from "../core/compact/compact.ts";
import type { ActId, PartyId } from "../core/kernel/act.ts";
import { DAY, HOUR, MINUTE, SECOND, type Millis } from "../core/kernel/instant.ts";
import type { Bounds } from "./report.ts";

export type Model = {
  /** The compact with the parties of the model and no others. */
  readonly compact: Compact;
  readonly reporter: PartyId;
  readonly addressees: readonly PartyId[];
  readonly mediator: PartyId | null;
  readonly parties: readonly PartyId[];
  readonly tick: Millis;
  /** Acts beyond those that keep a duty or that the law itself counts, for each party. */
  readonly spare: Readonly<Record<string, number>>;
  /** How many of them all parties together give in one incident. */
  readonly spareInAll: number;
  /** The measure of the menu that is tried; null in the model of the ladder itself. */
  readonly measure: string | null;
  readonly lengths: readonly string[];
  readonly everyTick: boolean;
  readonly mostStates: number;
};

export type ModelOptions = {
  readonly addressees?: number;
  readonly everyTick?: boolean;
  readonly mostStates?: number;
  readonly spare?: Readonly<Record<string, number>>;
  readonly spareInAll?: number;
  readonly measure?: string;
};

const MOST_STATES = 4_000_000;

/**
 * A finding, an assessment or a notice given again changes nothing that the law reads but when the last act
 * was, so the model leaves it out; a question and a dispute begin something, and are tried.
 */
const SPARE = { confirm: 0, refute: 0, assess: 0, notify: 0, ask: 1, dispute: 1 } as const;
/** With each measure of the menu, its proposal is what is tried. */
const WITH_MEASURE = { "propose-measure": 1, ask: 0, dispute: 0 } as const;
const SPARE_IN_ALL = 1;

export function modelOf(compact: Compact, options: ModelOptions = {}): Model {
  const members = compact.parties.filter(({ id }) => hasRole(compact, id, "member")).map(({ id }) => id);
  const [reporter = "", ...others] = members;
  const addressees = others.slice(0, options.addressees ?? 1);
  const mediator = mediatorsOf(compact)[0] ?? null;
  const parties = [reporter, ...addressees, ...(mediator === null ? [] : [mediator])];
  const model: Compact = {
    ...compact,
    parties: compact.parties.filter(({ id }) => parties.includes(id)),
    // Conditions are taken as met: whether they can be is a question about the document alone.
    measures: compact.measures.map((measure) => ({ ...measure, when: null })),
    proportion: [],
    redLines: [],
  };
  const lengths = model.coolingOff.each > 0 && model.coolingOff.longest > 0 ? [longestOf(model)] : [];
  return {
    compact: model,
    reporter,
    addressees,
    mediator,
    parties,
    tick: tickOf(model),
    spare: {
      ...SPARE,
      "cool-off": options.measure === undefined ? model.coolingOff.each : 0,
      ...(options.measure === undefined ? {} : WITH_MEASURE),
      ...options.spare,
    },
    spareInAll: options.spareInAll ?? SPARE_IN_ALL,
    measure: options.measure ?? null,
    lengths,
    everyTick: options.everyTick ?? false,
    mostStates: options.mostStates ?? MOST_STATES,
  };
}

/** The longest cooling-off, as an act writes it: in the compact's own clock, before its pace. */
function longestOf({ coolingOff, pace }: Compact): string {
  const whole = Math.floor((coolingOff.longest * pace) / SECOND) * SECOND;
  for (const [unit, length] of [
    ["d", DAY],
    ["h", HOUR],
    ["m", MINUTE],
  ] as const) {
    if (whole % length === 0) return `${whole / length}${unit}`;
  }
  return `${whole / SECOND}s`;
}

/** Every clock of the compact that the law of a matter reads. */
export function clocksOf(compact: Compact): readonly Millis[] {
  return [
    ...compact.ladder.flatMap(({ earliest, owes }) => [
      earliest,
      ...owes.flatMap((rule) => [rule.earliest, rule.latest]),
    ]),
    ...compact.silence.map(({ after }) => after),
    compact.silentAfter ?? DAY,
    compact.coolingOff.longest,
    compact.closing.latest,
    compact.tellWithin,
    ...compact.measures.flatMap(({ notice, reply, lasts }) => [notice, reply, lasts ?? 0]),
    compact.promised.notice,
    compact.promised.consultation,
  ].filter((clock) => clock > 0);
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

const tickOf = (compact: Compact): Millis => clocksOf(compact).reduce(divisor, 0) || 1;

export const boundsOf = (model: Model): Bounds => ({
  incidents: 1,
  parties: { reporter: model.reporter, addressees: model.addressees, mediator: model.mediator },
  acts: Object.fromEntries(Object.entries(model.spare).filter(([, most]) => most > 0)),
  actsInAll: model.spareInAll,
  tick: model.tick,
  instants: model.everyTick ? "every-tick" : "turning-points",
  lengths: model.lengths,
  mostStates: model.mostStates,
});

/** What the model knows of an act that a matter still names. */
export type Known = { readonly kind: string; readonly by: PartyId };
export type KnownActs = Readonly<Record<ActId, Known>>;
