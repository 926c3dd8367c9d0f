// The model of a compact: who takes part, on which ticks time runs, and how often each may give what. All of
// it is stated in the report's bounds. spec/check.md

import { hasRole, mediatorsOf, type Compact } from "../core/compact/compact.ts";
import type { ActId, PartyId } from "../core/kernel/act.ts";
import { DAY, HOUR, MINUTE, SECOND, type Millis } from "../core/kernel/instant.ts";
import { isSame } from "../core/compact/place.ts";
import { STRATEGIC_SYSTEMS } from "../core/kernel/taxonomy.ts";
import { quickened } from "../core/ladder/silence-path.ts";
import type { Bounds, Trace } from "./report.ts";

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
  /** The measures of the menu that are tried, each with all that have equal terms. */
  readonly measures: ReadonlyMap<string, readonly string[]>;
  readonly lengths: readonly string[];
  readonly everyTick: boolean;
  readonly mostStates: number;
  /** The strategic system that the opening report states; null for none. */
  readonly strategic: string | null;
  /** Kinds of acts that are left out. */
  readonly without: readonly string[];
};

export type ModelOptions = {
  readonly addressees?: number;
  readonly everyTick?: boolean;
  readonly mostStates?: number;
  readonly spare?: Readonly<Record<string, number>>;
  readonly spareInAll?: number;
  readonly strategic?: string;
  readonly without?: readonly string[];
};

const MOST_STATES = 4_000_000;

/**
 * A finding, an assessment or a notice given again changes nothing that the law reads but when the last act
 * was, so the model leaves it out; a question, a dispute, a pause and a proposal begin something, and are tried.
 */
const SPARE = { confirm: 0, refute: 0, assess: 0, notify: 0, ask: 1, dispute: 1 } as const;
const SPARE_IN_ALL = 1;

export function modelOf(compact: Compact, options: ModelOptions = {}): Model {
  const members = compact.parties.filter(({ id }) => hasRole(compact, id, "member")).map(({ id }) => id);
  const [reporter = "", ...others] = members;
  const addressees = others.slice(0, options.addressees ?? 1);
  const mediator = mediatorsOf(compact)[0] ?? null;
  const parties = [reporter, ...addressees, ...(mediator === null ? [] : [mediator])];
  const model = compactOf(compact, parties);
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
      "cool-off": model.coolingOff.each,
      "propose-measure": model.measures.length > 0 ? 1 : 0,
      ...options.spare,
    },
    spareInAll: options.spareInAll ?? SPARE_IN_ALL,
    measures: measuresTried(model),
    lengths,
    everyTick: options.everyTick ?? false,
    mostStates: options.mostStates ?? MOST_STATES,
    strategic: options.strategic ?? null,
    without: options.without ?? [],
  };
}

/**
 * The compact between these parties alone. What a measure asks of the incident, and its proposal must state, is
 * taken as met: whether it can be is a question about the document. In the model a measure in force lasts until it is lifted: its end by time
 * does to the matter what its lifting does, and that is tried at every instant.
 */
const compactOf = (compact: Compact, parties: readonly PartyId[]): Compact => ({
  ...compact,
  parties: compact.parties.filter(({ id }) => parties.includes(id)),
  measures: compact.measures.map((measure) => ({ ...measure, when: null, lasts: null })),
  preconditions: "none",
  proportion: [],
  redLines: [],
});

/**
 * The same for a matter that is entangled from its report on, where the compact makes its contacts come sooner.
 * Without the menu: what a measure reads of a matter, the clause does not touch.
 */
export function entangledModelOf(compact: Compact, options: ModelOptions = {}): Model | null {
  const { entangled, silence } = compact;
  if (entangled === null || isSame(quickened(silence, entangled.contact), silence)) return null;
  return modelOf({ ...compact, measures: [] }, { ...options, strategic: STRATEGIC_SYSTEMS[0] });
}

/** Whether the incident decides anything about a measure, which the model takes as met. */
export const asksOfIncident = ({ measures, proportion, redLines }: Compact): boolean =>
  proportion.length > 0 || redLines.length > 0 || measures.some(({ when }) => when !== null);

/** The model's compact for a trace: between those who give and receive its acts, and one mediator. */
export function compactFor(compact: Compact, trace: Trace): Compact {
  const named = new Set(trace.flatMap((event) => (event.is === "act" ? [event.by, ...event.to] : [])));
  const mediators = mediatorsOf(compact);
  const mediator = mediators.find((id) => named.has(id)) ?? mediators[0];
  return compactOf(compact, [...named, ...(mediator === undefined ? [] : [mediator])]);
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
    ...(compact.entangled === null ? [] : [compact.entangled.contact]),
    compact.silentAfter ?? DAY,
    compact.coolingOff.longest,
    compact.closing.latest,
    compact.tellWithin,
    ...compact.measures.flatMap(({ notice, reply }) => [notice, reply]),
    compact.promised.notice,
    compact.promised.consultation,
  ].filter((clock) => clock > 0);
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

const tickOf = (compact: Compact): Millis => clocksOf(compact).reduce(divisor, 0) || 1;

/** One measure of each kind of terms: to the law, entries of the menu with equal terms are alike. */
function measuresTried({ measures }: Compact): ReadonlyMap<string, readonly string[]> {
  const alike = new Map<string, string[]>();
  for (const { id, active, from, notice, consults, reply, agreed } of measures) {
    // Nobody replies where nobody is asked.
    const asked = consults === "none" ? [] : [reply, agreed];
    const key = JSON.stringify([active, from, notice, consults, ...asked]);
    alike.set(key, [...(alike.get(key) ?? []), id]);
  }
  return new Map([...alike.values()].map((ids) => [ids[0] ?? "", ids]));
}

export const boundsOf = (model: Model): Bounds => ({
  incidents: 1,
  parties: { reporter: model.reporter, addressees: model.addressees, mediator: model.mediator },
  acts: Object.fromEntries(Object.entries(model.spare).filter(([, most]) => most > 0)),
  actsInAll: model.spareInAll,
  measures: [...model.measures.keys()],
  tick: model.tick,
  instants: model.everyTick ? "every-tick" : "turning-points",
  lengths: model.lengths,
  entangled: entangledModelOf(model.compact) !== null,
  mostStates: model.mostStates,
});

/** What the model knows of an act that a matter still names. */
export type Known = { readonly kind: string; readonly by: PartyId };
export type KnownActs = Readonly<Record<ActId, Known>>;
