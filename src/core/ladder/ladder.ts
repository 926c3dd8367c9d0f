// The ladder at work: what time does to a matter, and what an act does to its duties and steps.
// Both are pure and read the compact as data; nothing here knows the name of a step.
// Time alone can only lead to contact: the mediator's turn, then a convening. spec/ladder.md

import { mediatorsOf, type Compact, type DutyRule, type LadderStep, type Ower } from "../compact/compact.ts";
import type { Act, PartyId } from "../kernel/act.ts";
import { DAY, type Instant } from "../kernel/instant.ts";
import {
  allStoodDown,
  CONTACTS,
  BELOW_THE_LADDER,
  isStanding,
  membersOf,
  stepOf,
  type Contact,
  type Duty,
  type Matter,
  type Step,
  type StepId,
} from "../kernel/matter.ts";
import { actsOfSettled, endExchanges, lapseOffers, nextExchangeEnd } from "../kernel/exchange.ts";
import { expire, isOver, nextExpiry } from "../kernel/measure.ts";
import { hastened, pathOf, type SilencePath } from "./silence-path.ts";

/** The instant of the next thing that time alone will do, or null when time changes nothing more. */
export function nextEvent(matter: Matter, compact: Compact): Instant | null {
  // A measure in force and an exchange end at their time, however the matter stands.
  let next = earlier(nextExpiry(matter.measures), nextExchangeEnd(matter.exchanges));
  if (matter.standing.is === "closed" || matter.standing.is === "silent") return next;
  const consider = (at: Instant): void => {
    if (next === null || at < next) next = at;
  };
  if (matter.standing.is === "cooling-off") consider(matter.standing.until);
  let unresolved = false;
  let lastContact: Instant | null = null;
  for (const { state, due } of matter.duties) {
    if (state.is === "owed") {
      unresolved = true;
      consider(due);
    }
    if (state.is === "lapsed") {
      if (state.next !== null) {
        unresolved = true;
        consider(state.next.at);
      } else lastContact = Math.max(lastContact ?? 0, state.contactSince);
    }
  }
  // Cooling-off stops this clock too.
  const paused = matter.coolingOffs.at(-1)?.until ?? 0;
  if (!unresolved && lastContact !== null && compact.silentAfter !== null)
    consider(Math.max(lastContact, matter.lastActAt, paused) + compact.silentAfter);
  return next;
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** The matter as it stands at `at`, with every deadline that has passed. Idempotent. */
export function advance(matter: Matter, at: Instant, compact: Compact): Matter {
  let present = matter;
  for (;;) {
    const next = nextEvent(present, compact);
    if (next === null || next > at) break;
    present = pass(present, next, compact);
  }
  return present.asOf >= at ? present : { ...present, asOf: at };
}

/** One instant passes at which something is due. */
function pass(matter: Matter, at: Instant, compact: Compact): Matter {
  // An exchange first: what comes back from escrow at its own end is not in force for an instant.
  const after = endExchanges(matter, at);
  let present = releaseReplies({ ...after, asOf: at, measures: expire(after.measures, at) }, at);
  if (present.standing.is === "closed" || present.standing.is === "silent") return present;
  if (present.standing.is === "cooling-off" && present.standing.until <= at) {
    present = { ...present, standing: { is: "open" } };
  }
  const reached: Contact[] = [];
  const path = pathOf(compact, present);
  const duties = present.duties.map((duty) => {
    const moved = lapseOf(duty, at, path);
    if (moved !== duty && moved.state.is === "lapsed") reached.push(moved.state.contact);
    return moved;
  });
  const moved = duties.some((duty, i) => duty !== present.duties[i]);
  present = { ...present, duties };
  if (!moved && nextEvent(present, compact) === at) return { ...present, standing: { is: "silent", at } };
  present = openOnLapse(present, matter, at, compact);
  if (reached.includes("mediator")) present = callMediators(present, at, compact);
  if (reached.includes("convening")) present = conveneBySilence(present, at, compact);
  return present;
}

/** Opens the steps whose trigger is the lapse of a duty that has just lapsed. A compact that does so for more than a convening fails its check. */
function openOnLapse(present: Matter, before: Matter, at: Instant, compact: Compact): Matter {
  const lapsed = present.duties.filter(
    ({ state }, i) => state.is === "lapsed" && before.duties[i]?.state.is === "owed",
  );
  return compact.ladder.reduce((now, step) => {
    const calls = step.opens.some(
      (trigger) => trigger.is === "lapse" && lapsed.some((duty) => duty.step === trigger.step),
    );
    return calls && stepOf(now, step.id).is === "ahead" ? openStep(now, step, at, compact) : now;
  }, present);
}

/** How far along the silence path a contact stands: a later version may have left it out. */
export const reachedOn = (path: SilencePath, reached: Contact): number =>
  path.findLastIndex(({ contact }) => CONTACTS.indexOf(contact) <= CONTACTS.indexOf(reached));

/** An owed duty that is due lapses; a lapsed one moves to its next contact. */
function lapseOf(duty: Duty, at: Instant, path: SilencePath): Duty {
  const { state } = duty;
  const lapsedAt = state.is === "owed" && duty.due <= at ? duty.due : state.is === "lapsed" ? state.at : undefined;
  if (lapsedAt === undefined) return duty;
  let place = state.is === "lapsed" ? reachedOn(path, state.contact) : -1;
  const start = place;
  const whenOf = (i: number): Instant | undefined => {
    const entry = path[i];
    if (entry === undefined) return undefined;
    if (state.is !== "lapsed" || state.next === null) return lapsedAt + entry.after;
    // A pause moves what is still to come, so the next contact is counted from where it now stands.
    return state.next.at + (entry.after - (path[start + 1]?.after ?? entry.after));
  };
  while ((whenOf(place + 1) ?? Infinity) <= at) place += 1;
  if (place === start) return duty;
  const contact = path[place]?.contact ?? "convening";
  const contactSince = whenOf(place) ?? lapsedAt;
  const following = path[place + 1];
  const followingAt = whenOf(place + 1);
  const next =
    following === undefined || followingAt === undefined ? null : { contact: following.contact, at: followingAt };
  return { ...duty, state: { is: "lapsed", at: lapsedAt, contact, contactSince, next } };
}

/**
 * Silence has reached the mediator, who now owes a convening by the time the compact convenes by itself. Where
 * all have stood down there is nothing to convene for, and the mediator owes the closing that somebody did not give.
 */
function callMediators(matter: Matter, at: Instant, compact: Compact): Matter {
  if (stepOf(matter, conveningStep(compact)?.id ?? "").is !== "ahead") return matter;
  const path = pathOf(compact, matter);
  const wait = (contact: Contact): number | undefined => path.find((entry) => entry.contact === contact)?.after;
  const convening = wait("convening");
  // Where the compact never convenes by itself, the mediator has the time after which silence is declared, or a day.
  const due = at + (convening === undefined ? (compact.silentAfter ?? DAY) : convening - (wait("mediator") ?? 0));
  const step = conveningStep(compact)?.id ?? "";
  const owed = matter.standing.is === "stood-down" ? "close" : "convene";
  return mediatorsOf(compact).reduce((present, by) => {
    const waiting = present.duties.some((duty) => duty.by === by && duty.owes.includes(owed) && isStanding(duty));
    if (waiting) return present;
    return addDuty(present, { step, by, owes: [owed], answers: null, from: at, earliest: at, due });
  }, matter);
}

export const conveningStep = (compact: Compact): LadderStep | undefined =>
  compact.ladder.find((step) => step.opens.some((trigger) => trigger.is === "act" && trigger.kind === "convene"));

function conveneBySilence(matter: Matter, at: Instant, compact: Compact): Matter {
  const step = conveningStep(compact);
  if (step === undefined || stepOf(matter, step.id).is !== "ahead") return matter;
  const opened = openStep({ ...matter, convened: { by: "compact", at } }, step, at, compact);
  // What has nothing owed any more is done, but opens nothing: time alone leads to contact and no further.
  const owed = new Set(opened.duties.filter(isStanding).map((duty) => duty.step));
  return { ...opened, steps: endedSteps(opened, at, ({ id }) => !owed.has(id)) };
}

/** After a regular act has changed the matter: duties kept, duties called for, steps opened and ended. */
export function settle(matter: Matter, act: Act, compact: Compact): Matter {
  // A closed matter stays as it was closed; the lifting of a measure is all that still comes.
  if (matter.standing.is === "closed") return matter;
  let present = keepDuties(hastened(matter, act.at, compact), act);
  present = openOnAct(present, act, compact);
  present = callDuties(present, act, compact);
  present = releaseReplies(callReplies(present, act, compact), act.at);
  // Released before steps end: a step on which only those who stood down owed anything is done, and the
  // ladder goes on for the others.
  present = release(
    present,
    act.at,
    ({ by, step, answers }) => present.standDowns[by] !== undefined && answers === null && step !== CLOSING,
  );
  return settleStanding(endSteps(present, act.at, compact), act.at, compact);
}

/** The closings that are owed when all have stood down, and the replies of those who are consulted on a measure. */
const { closing: CLOSING, measures: MEASURES, exchanges: EXCHANGES } = BELOW_THE_LADDER;
/** What a consulted party owes. */
const CONSULT = "consult-measure";

/** A member that has stood down owes nothing more on the ladder; when all have, only closing is left, and the steps of exchanges that run. */
function settleStanding(matter: Matter, at: Instant, compact: Compact): Matter {
  const members = membersOf(matter);
  const mediatorCloses = mediatorsOf(compact).some((party) => matter.closings[party] !== undefined);
  if (mediatorCloses || members.every((party) => matter.closings[party] !== undefined)) {
    const exchanges = lapseOffers(matter.exchanges, at);
    return { ...releaseAll(matter, at), exchanges, steps: endedSteps(matter, at), standing: { is: "closed", at } };
  }
  if (matter.standing.is === "stood-down")
    return members.reduce((present, by) => oweClosing(present, by, at, compact), matter);
  if (!allStoodDown(matter)) return matter;
  const standing: Matter = {
    ...release(matter, at, ({ step }) => step !== EXCHANGES),
    steps: endedSteps(matter, at),
    standing: { is: "stood-down", at },
  };
  return members.reduce((present, by) => oweClosing(present, by, at, compact), standing);
}

/** A member that has not closed owes a closing; one whose closing was disputed owes it again. */
function oweClosing(matter: Matter, by: PartyId, at: Instant, compact: Compact): Matter {
  const owing = matter.duties.some((duty) => duty.step === CLOSING && duty.by === by && isStanding(duty));
  if (owing || matter.closings[by] !== undefined) return matter;
  const due = at + compact.closing.latest;
  return addDuty(matter, { step: CLOSING, by, owes: ["close"], answers: null, from: at, earliest: at, due });
}

export const endedSteps = (matter: Matter, at: Instant, which: (step: Step) => boolean = () => true): readonly Step[] =>
  matter.steps.map((step) =>
    step.state.is === "open" && which(step) ? { ...step, state: { is: "done", since: step.state.since, at } } : step,
  );

/** A regular act breaks a declared silence: the matter stands again where its acts have brought it. */
export function revive(matter: Matter): Matter {
  if (matter.standing.is !== "silent") return matter;
  const down = allStoodDown(matter);
  return { ...matter, standing: down ? { is: "stood-down", at: matter.lastActAt } : { is: "open" } };
}

const releaseAll = (matter: Matter, at: Instant): Matter => release(matter, at, () => true);

export const release = (matter: Matter, at: Instant, which: (duty: Duty) => boolean): Matter => ({
  ...matter,
  duties: matter.duties.map((duty) =>
    isStanding(duty) && which(duty) ? { ...duty, state: { is: "released", at } } : duty,
  ),
});

function keepDuties(matter: Matter, act: Act): Matter {
  const about = typeof act.body["of"] === "string" ? act.body["of"] : null;
  let kept = false;
  const duties = matter.duties.map((duty) => {
    const fits = !kept && duty.by === act.by && isStanding(duty) && duty.owes.includes(act.kind);
    if (!fits || (duty.answers !== null && duty.answers !== about)) return duty;
    kept = true;
    const state =
      duty.state.is === "lapsed"
        ? { is: "kept-late" as const, act: act.id, at: act.at, lapsedAt: duty.state.at }
        : { is: "kept" as const, act: act.id, at: act.at };
    return { ...duty, state };
  });
  return kept ? { ...matter, duties } : matter;
}

function openOnAct(matter: Matter, act: Act, compact: Compact): Matter {
  return compact.ladder.reduce((present, step) => {
    const calls = step.opens.some((trigger) => trigger.is === "act" && trigger.kind === act.kind);
    return calls && stepOf(present, step.id).is === "ahead" ? openStep(present, step, act.at, compact) : present;
  }, matter);
}

/**
 * Opens a step: what was owed on the steps before it is released, and its own duties begin. A mediator
 * that was called to open it need not any more, whoever has opened it.
 */
export function openStep(matter: Matter, step: LadderStep, at: Instant, compact: Compact): Matter {
  const before = compact.ladder.slice(0, compact.ladder.indexOf(step)).map(({ id }) => id);
  const released = release(
    matter,
    at,
    (duty) =>
      duty.answers === null && (duty.step === step.id || (duty.state.is === "owed" && before.includes(duty.step))),
  );
  const steps = released.steps.map((known) =>
    known.id === step.id ? { ...known, state: { is: "open" as const, since: at } } : known,
  );
  return step.owes
    .filter((rule) => rule.on === null)
    .reduce((present, rule) => owe(present, step.id, rule, null, at, compact), { ...released, steps } as Matter);
}

/** Duties that an act calls for: a question owes an answer, a notice an acknowledgement. */
function callDuties(matter: Matter, act: Act, compact: Compact): Matter {
  return compact.ladder.reduce(
    (present, step) =>
      step.owes
        .filter((rule) => rule.on === act.kind)
        .reduce((now, rule) => owe(now, step.id, rule, act, act.at, compact), present),
    matter,
  );
}

/** Whoever is consulted on a measure that has just been proposed, or on a later end, owes a reply in the time that the menu gives. */
function callReplies(matter: Matter, act: Act, compact: Compact): Matter {
  const measure = matter.measures.find((known) => known.act === act.id || known.extension?.act === act.id);
  if (measure === undefined) return matter;
  const consulted = (measure.act === act.id ? measure : measure.extension)?.consulted ?? [];
  const reply = compact.measures.find(({ id }) => id === measure.measure)?.reply ?? 0;
  const window = { from: act.at, earliest: act.at, due: act.at + reply };
  return consulted.reduce(
    (present, by) => addDuty(present, { step: MEASURES, by, owes: [CONSULT], answers: act.id, ...window }),
    matter,
  );
}

/** On a measure that is over, on an extension that is closed and on an exchange that is over, nobody owes anything any more, whether its time had passed or not. */
function releaseReplies(matter: Matter, at: Instant): Matter {
  if (matter.measures.length === 0 && matter.exchanges.length === 0) return matter;
  const settled = actsOfSettled(matter.exchanges);
  const open = new Set(
    matter.measures.filter((measure) => !isOver(measure)).flatMap(({ act, extension }) => [act, extension?.act]),
  );
  return release(
    matter,
    at,
    ({ step, owes, answers }) =>
      answers !== null &&
      ((step === MEASURES && owes.includes(CONSULT) && !open.has(answers)) ||
        (step === EXCHANGES && settled.includes(answers))),
  );
}

function owe(matter: Matter, step: StepId, rule: DutyRule, act: Act | null, at: Instant, compact: Compact): Matter {
  const window = { from: at, earliest: at + rule.earliest, due: at + rule.latest };
  return owersOf(matter, rule.by, act, compact)
    .filter((by) => matter.standDowns[by] === undefined || act !== null)
    .reduce(
      (present, by) => addDuty(present, { step, by, owes: rule.act, answers: act?.id ?? null, ...window }),
      matter,
    );
}

function owersOf(matter: Matter, ower: Ower, act: Act | null, compact: Compact): readonly PartyId[] {
  const addressed = (party: PartyId): boolean => act === null || act.to.includes(party);
  switch (ower) {
    case "reporter":
      return [matter.reporter];
    case "addressees":
      return matter.addressees.filter(addressed);
    case "members":
      return membersOf(matter).filter((party) => act === null || (party !== act.by && addressed(party)));
    case "asked":
      return act === null ? [] : act.to;
    case "mediator":
      return mediatorsOf(compact);
    default:
      return ower satisfies never;
  }
}

/** A duty that begins while the clocks are stopped has its whole time once they run again; an exchange has agreed instants. */
export function addDuty(matter: Matter, asked: Omit<Duty, "id" | "state">): Matter {
  const stopped =
    asked.step !== EXCHANGES && matter.standing.is === "cooling-off"
      ? Math.max(0, matter.standing.until - asked.from)
      : 0;
  const duty = { ...asked, earliest: asked.earliest + stopped, due: asked.due + stopped };
  const stem = `${duty.step}/${duty.owes.join("+")}/${duty.by}${duty.answers === null ? "" : `/${duty.answers}`}`;
  const again = matter.duties.filter(({ id }) => id === stem || id.startsWith(`${stem}#`)).length;
  const id = again === 0 ? stem : `${stem}#${again + 1}`;
  return { ...matter, duties: [...matter.duties, { id, ...duty, state: { is: "owed" } }] };
}

/** Ends every open step on which nothing is owed any more, and opens what follows, in ladder order. */
export function endSteps(matter: Matter, at: Instant, compact: Compact): Matter {
  return compact.ladder.reduce((present, step) => {
    const state = stepOf(present, step.id);
    const owed = present.duties.some((duty) => duty.step === step.id && isStanding(duty));
    if (state.is !== "open" || owed) return present;
    const steps = present.steps.map((known) =>
      known.id === step.id ? { ...known, state: { is: "done" as const, since: state.since, at } } : known,
    );
    return openAfter({ ...present, steps }, step.id, at, compact);
  }, matter);
}

function openAfter(matter: Matter, done: StepId, at: Instant, compact: Compact): Matter {
  return compact.ladder.reduce((present, step) => {
    const follows = step.opens.some((trigger) => trigger.is === "after" && trigger.step === done);
    return follows && stepOf(present, step.id).is === "ahead" ? openStep(present, step, at, compact) : present;
  }, matter);
}
