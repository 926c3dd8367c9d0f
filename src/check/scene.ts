// A scene: the matter as the law holds it, and beside it what the properties ask about the past. Its normal
// form drops what the law never reads again and counts every instant from now, so that scenes from which the
// same can follow become the same data. spec/check.md

import type { ActId, PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { beginMatter, isStanding, stoppedBetween, type Duty, type Matter, type Step } from "../core/kernel/matter.ts";
import { isOver, type Measure } from "../core/kernel/measure.ts";
import type { Known, KnownActs, Model } from "./model.ts";

export type Scene = {
  readonly matter: Matter;
  /** The acts that the matter still names. */
  readonly known: KnownActs;
  /** Who has not been told yet that a step has opened, and by when it must be. */
  readonly untold: Readonly<Record<PartyId, { readonly step: string; readonly until: Instant }>>;
  /** For each standing duty, whether its owner could have kept it at some time since it was owed. */
  readonly able: readonly boolean[];
};

/** The instant at which every normal form stands. Instants are far from every other number in a matter. */
export const NOW: Instant = 2 ** 44;

const actName = (n: number): ActId => `act${n}`.padEnd(43, "_");
/** The name of every act that nothing can be about any more. */
const FORGOTTEN = actName(0);

export type Normal = { readonly scene: Scene; readonly names: ReadonlyMap<ActId, ActId> };

/** A closed matter takes no acts and time does nothing in it: one scene stands for all. */
function closedScene(model: Model, matter: Matter): Scene {
  const { id, reporter, addressees, facts, version } = matter;
  const begun = beginMatter(id, { id: FORGOTTEN, by: model.reporter, at: NOW }, [], version);
  const nothing: Matter = { ...begun, reporter, addressees, facts, standing: { is: "closed", at: NOW } };
  return { matter: nothing, known: {}, untold: {}, able: [] };
}

export function normalise(model: Model, scene: Scene, now: Instant): Normal {
  const { matter } = scene;
  if (matter.standing.is === "closed") return { scene: closedScene(model, matter), names: new Map() };
  const from = (at: Instant): Instant => at - now + NOW;
  const names = new Map<ActId, ActId>();
  const known: Record<ActId, Known> = {};
  const nameOf = (id: ActId): ActId => {
    const given = names.get(id);
    if (given !== undefined) return given;
    const name = actName(names.size + 1);
    names.set(id, name);
    const about = scene.known[id];
    if (about !== undefined) known[name] = about;
    return name;
  };
  const questions = matter.questions
    .filter(({ answer }) => answer === null)
    .toSorted((a, b) => (a.to < b.to ? -1 : 1))
    // Who asked is read only to count: an answer is the same to anyone.
    .map(({ act, to, answer }) => ({ act: nameOf(act), by: model.reporter, to, at: NOW, answer }));
  const waiting = Object.entries(matter.notices).filter(([id, by]) =>
    [matter.reporter, ...matter.addressees].some(
      (party) => party !== by && !(matter.acknowledged[id] ?? []).includes(party),
    ),
  );
  const notices = Object.fromEntries(waiting.map(([id, by]) => [nameOf(id), by]));
  const acknowledged = Object.fromEntries(
    waiting.map(([id]) => [nameOf(id), (matter.acknowledged[id] ?? []).toSorted()]),
  );
  const closings = byParty(model, matter.closings, nameOf);
  const measures = measuresFrom(model, matter, now, nameOf);
  const duties = standingDuties(matter, scene.able, from, nameOf);
  const quiet = quietSince(model, matter);
  const quietAt = quiet === null ? NOW : from(quiet);
  const normal: Matter = {
    ...matter,
    opened: { act: FORGOTTEN, by: model.reporter, at: NOW },
    confirmations: findingsFrom(model, matter),
    standing:
      matter.standing.is === "cooling-off"
        ? { is: "cooling-off", by: model.reporter, from: NOW, until: from(matter.standing.until) }
        : matter.standing.is === "open"
          ? matter.standing
          : { is: matter.standing.is, at: NOW },
    steps: stepsFrom(model, matter, now),
    duties: duties.map(({ duty }) =>
      duty.state.is === "lapsed" && duty.state.next === null
        ? { ...duty, state: { ...duty.state, contactSince: quietAt } }
        : duty,
    ),
    assessments: {},
    disputes: [],
    questions,
    notices,
    acknowledged,
    convened: matter.convened === null ? null : { by: "compact", at: NOW },
    coolingOffs: pauses(matter, now, from, model.reporter),
    standDowns: byParty(model, matter.standDowns, () => FORGOTTEN),
    closings,
    measures,
    lastActAt: quietAt,
    asOf: NOW,
  };
  const down = matter.standing.is === "stood-down" || matter.standing.is === "silent";
  const untold = down ? {} : byParty(model, scene.untold, ({ step, until }) => ({ step, until: from(until) }));
  return { scene: { matter: normal, known, untold, able: duties.map(({ able }) => able) }, names };
}

const FINDINGS = ["confirm", "refute"];

/** Findings of those who may still owe one: the law reads what was found before only to refuse it a second time. */
function findingsFrom(model: Model, matter: Matter): Matter["confirmations"] {
  const { ladder } = model.compact;
  const comes = ladder.some(({ id, owes }) =>
    owes.some(
      ({ act, on }) =>
        act.some((kind) => FINDINGS.includes(kind)) &&
        (on !== null || matter.steps.some((step) => step.id === id && step.state.is === "ahead")),
    ),
  );
  const all = byParty(model, matter.confirmations, ({ finds, seen }) => ({ act: FORGOTTEN, finds, seen }));
  if (comes) return all;
  const owing = matter.duties.filter((duty) => isStanding(duty) && duty.owes.some((kind) => FINDINGS.includes(kind)));
  return Object.fromEntries(Object.entries(all).filter(([party]) => owing.some(({ by }) => by === party)));
}

/** A record in the order of the model's parties. */
function byParty<T, U>(
  model: Model,
  record: Readonly<Record<PartyId, T>>,
  each: (value: T) => U,
): Readonly<Record<PartyId, U>> {
  const pairs: (readonly [PartyId, U])[] = [];
  for (const party of model.parties) {
    const value = record[party];
    if (value !== undefined) pairs.push([party, each(value)]);
  }
  return Object.fromEntries(pairs);
}

type Able = { readonly duty: Duty; readonly able: boolean };

/**
 * The duties that stand. Those that answer an act come in the order of the acts they answer: each is kept by
 * an act that names it, so their order among themselves decides nothing.
 */
function standingDuties(
  matter: Matter,
  able: readonly boolean[],
  from: (at: Instant) => Instant,
  nameOf: (id: ActId) => ActId,
): readonly Able[] {
  const all = matter.duties.map((duty, i) => ({ duty, able: able[i] ?? false })).filter(({ duty }) => isStanding(duty));
  const named = all.map(({ duty, able: could }): Able => {
    const answers = duty.answers === null ? null : nameOf(duty.answers);
    const { state } = duty;
    return {
      able: could,
      duty: {
        ...duty,
        id: `${duty.step}/${duty.owes.join("+")}/${duty.by}`,
        answers,
        from: NOW,
        earliest: NOW,
        due: state.is === "owed" ? from(duty.due) : NOW,
        state:
          state.is === "lapsed"
            ? {
                ...state,
                at: NOW,
                contactSince: NOW,
                next: state.next === null ? null : { contact: state.next.contact, at: from(state.next.at) },
              }
            : state,
      },
    };
  });
  const called = named.filter(({ duty }) => duty.answers !== null);
  const free = named.filter(({ duty }) => duty.answers === null);
  const mixed = called.some(({ duty }) =>
    free.some((other) => other.duty.by === duty.by && other.duty.owes.some((kind) => duty.owes.includes(kind))),
  );
  if (mixed) return named;
  const key = ({ duty }: Able): string => `${duty.by}/${duty.answers}/${duty.step}`;
  return [...free, ...called.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))];
}

/**
 * Since when nothing has been heard, where the silence clock runs: every standing duty has reached the last
 * contact and no clock stands still. Elsewhere the law reads this instant only after it has set it anew.
 */
export function quietSince({ compact }: Model, matter: Matter): Instant | null {
  if (compact.silentAfter === null || matter.standing.is === "silent" || matter.standing.is === "cooling-off")
    return null;
  let last: Instant | null = null;
  for (const { state } of matter.duties) {
    if (state.is === "owed" || (state.is === "lapsed" && state.next !== null)) return null;
    if (state.is === "lapsed") last = Math.max(last ?? 0, state.contactSince);
  }
  const paused = matter.coolingOffs.at(-1)?.until ?? 0;
  return last === null ? null : Math.max(last, matter.lastActAt, paused);
}

/**
 * The present pause begins now, for what it has cost is in the steps' times. It runs on where all have stood down
 * in it. Those that are over would only be counted, and the model counts them itself.
 */
const pauses = (
  { coolingOffs }: Matter,
  now: Instant,
  from: (at: Instant) => Instant,
  reporter: PartyId,
): Matter["coolingOffs"] =>
  coolingOffs
    .filter(({ until }) => until > now)
    .map(({ until }) => ({ act: FORGOTTEN, by: reporter, at: NOW, until: from(until) }));

/** For how long a step must have been open for something to become possible: its thresholds, ascending. */
export function thresholdsOf({ compact }: Model, matter: Matter, place: number): readonly number[] {
  const step = compact.ladder[place];
  const next = compact.ladder[place + 1];
  const own = step?.owes.filter(({ on }) => on === null).map(({ earliest }) => earliest) ?? [];
  const ahead = next !== undefined && matter.steps[place + 1]?.state.is === "ahead" ? [next.earliest] : [];
  return [...new Set([...own, ...ahead])].filter((earliest) => earliest > 0).toSorted((a, b) => a - b);
}

/** Steps with how long they have been open by running clocks, as far as a threshold still asks. */
const stepsFrom = (model: Model, matter: Matter, now: Instant): readonly Step[] =>
  matter.steps.map(({ id, state }, place) => {
    if (state.is === "ahead") return { id, state };
    const ran = now - state.since - stoppedBetween(matter, state.since, now);
    const since = NOW - Math.min(ran, thresholdsOf(model, matter, place).at(-1) ?? 0);
    return { id, state: state.is === "open" ? { is: "open", since } : { is: "done", since, at: NOW } };
  });

/** For how long a measure must have been proposed before something about it changes: thresholds, ascending. */
export function noticesOf({ compact }: Model, { measure }: Measure): readonly number[] {
  const rule = compact.measures.find(({ id }) => id === measure);
  const { notice, consultation } = compact.promised;
  const promised = rule?.active === true ? [notice, ...(rule.consults === "none" ? [] : [consultation])] : [];
  return [...new Set([rule?.notice ?? 0, ...promised])].filter((wait) => wait > 0).toSorted((a, b) => a - b);
}

/**
 * A measure in force touches nothing else of the matter: its end moves no duty and no step. The exception is a
 * reply that is still owed on it, which its end releases.
 */
const isFollowed = ({ duties }: Matter, measure: Measure): boolean =>
  measure.state.is === "proposed" ||
  (!isOver(measure) && duties.some((duty) => duty.answers === measure.act && isStanding(duty)));

/** Measures that are proposed, and those in force on which somebody still owes a reply. */
const measuresFrom = (model: Model, matter: Matter, now: Instant, nameOf: (id: ActId) => ActId): readonly Measure[] =>
  matter.measures
    .filter((measure) => isFollowed(matter, measure))
    .map((measure) => {
      const ran = now - measure.at - stoppedBetween(matter, measure.at, now);
      const { state } = measure;
      const proposed = state.is === "proposed";
      return {
        ...measure,
        act: nameOf(measure.act),
        at: proposed ? NOW - Math.min(ran, noticesOf(model, measure).at(-1) ?? 0) : NOW,
        replies: byParty(model, measure.replies, ({ view }) => ({ act: FORGOTTEN, at: NOW, view })),
        state: state.is === "adopted" ? { ...state, act: FORGOTTEN, at: NOW, until: null } : state,
      };
    });
