// What the properties ask of one step of the law: each is looked at where the step is taken, and what it needs
// of the past is carried in the scene. spec/check.md

import { hasRole, type Compact } from "../core/compact/compact.ts";
import type { PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { isStanding, membersOf, silenceReached, stepOf, stoppedBetween, type Matter } from "../core/kernel/matter.ts";
import type { Model } from "./model.ts";
import type { Move } from "./moves.ts";
import type { Finding } from "./report.ts";
import type { Scene } from "./scene.ts";

/** A property broken by one step; the story that leads there is added where it is known. */
export type Breach = Omit<Finding, "trace">;

const CONVENE = "convene";

export const conveningPlace = ({ ladder }: Compact): number =>
  ladder.findIndex(({ opens }) => opens.some((trigger) => trigger.is === "act" && trigger.kind === CONVENE));

/** The places on the ladder of the steps that this change opened. */
export const openedBy = (before: Matter, after: Matter): readonly number[] =>
  after.steps.flatMap(({ id, state }, place) =>
    state.is !== "ahead" && stepOf(before, id).is === "ahead" ? [place] : [],
  );

/** Silence, or a mediator whom silence has called, brings the parties together: that is contact, and has no earliest time. */
function conveningIsContact({ compact }: Model, before: Matter, after: Matter, move: Move | null): boolean {
  if (move === null) return after.convened?.by === "compact";
  return move.kind === CONVENE && hasRole(compact, move.by, "mediator") && silenceReached(before, "mediator");
}

export function hastyIn(model: Model, before: Matter, after: Matter, move: Move | null): readonly Breach[] {
  const { ladder } = model.compact;
  return openedBy(before, after).flatMap((place): readonly Breach[] => {
    const step = ladder[place];
    const previous = ladder[place - 1];
    if (step === undefined || previous === undefined || step.earliest === 0) return [];
    if (place === conveningPlace(model.compact) && conveningIsContact(model, before, after, move)) return [];
    const state = stepOf(after, previous.id);
    if (state.is === "ahead") return [];
    const ran = after.asOf - state.since - stoppedBetween(after, state.since, after.asOf);
    if (ran >= step.earliest) return [];
    const args = { step: step.id, before: previous.id, after: ran, earliest: step.earliest };
    return [{ property: "no-haste", case: "too-soon", path: ["ladder", place, "opens"], args }];
  });
}

/** Time alone opened a step other than the convening one, or put a measure in force. */
export function escalatedBy({ compact }: Model, before: Matter, after: Matter): readonly Breach[] {
  const opened = openedBy(before, after).filter((place) => place !== conveningPlace(compact));
  const steps = opened.map((place): Breach => {
    const step = compact.ladder[place];
    const trigger = step?.opens.findIndex(({ is }) => is === "lapse") ?? -1;
    const lapse = step?.opens[trigger];
    const lapsed = lapse?.is === "lapse" ? lapse.step : "";
    return {
      property: "no-automatic-escalation",
      case: "time-opens",
      path: trigger < 0 ? ["ladder", place, "opens"] : ["ladder", place, "opens", trigger],
      args: { step: step?.id ?? "", lapsed },
    };
  });
  const adopted = after.measures.filter(
    ({ act, state }) =>
      state.is === "adopted" && before.measures.some((known) => known.act === act && known.state.is === "proposed"),
  );
  const measures = adopted.map(({ measure }): Breach => {
    const place = compact.measures.findIndex(({ id }) => id === measure);
    return {
      property: "no-automatic-escalation",
      case: "time-adopts",
      path: ["responses", "menu", place],
      args: { measure },
    };
  });
  return [...steps, ...measures];
}

/** Duties that ran out though their owners never had a permitted way to keep them. */
export function hopelessIn({ compact }: Model, before: Scene, after: Matter): readonly Breach[] {
  return before.matter.duties.flatMap((duty, i): readonly Breach[] => {
    const lapsed = duty.state.is === "owed" && after.duties[i]?.state.is === "lapsed";
    if (!lapsed || before.able[i] === true) return [];
    const place = compact.ladder.findIndex(({ id }) => id === duty.step);
    const rule = compact.ladder[place]?.owes.findIndex(({ act }) => act.join() === duty.owes.join()) ?? -1;
    return [
      {
        property: "no-contradiction",
        case: "cannot-keep",
        path: place < 0 ? ["closing"] : ["ladder", place, "owes", Math.max(0, rule)],
        args: { step: duty.step, act: duty.owes.join(" "), party: duty.by },
      },
    ];
  });
}

/** Acts that exclude each other: whoever does the one has ruled out the other. */
const EXCLUDE: readonly (readonly [string, string])[] = [
  ["stand-down", "convene"],
  ["confirm", "refute"],
];
const exclude = (a: string, b: string): boolean =>
  EXCLUDE.some(([one, other]) => (a === one && b === other) || (a === other && b === one));

/** Two duties of one party of which every way to keep the one rules out every way to keep the other. */
export function oppositeIn({ compact }: Model, { duties }: Matter): readonly Breach[] {
  const standing = duties.filter(isStanding);
  return standing.flatMap((one, i) =>
    standing.slice(i + 1).flatMap((other): readonly Breach[] => {
      const opposite = one.by === other.by && one.owes.every((a) => other.owes.every((b) => exclude(a, b)));
      if (!opposite) return [];
      const place = compact.ladder.findIndex(({ id }) => id === other.step);
      const [act, against] = [one.owes.join(" "), other.owes.join(" ")];
      return [
        {
          property: "no-contradiction",
          case: "opposite-duties",
          path: ["ladder", place],
          args: { party: one.by, act, step: one.step, other: against, otherStep: other.step },
        },
      ];
    }),
  );
}

/** An active measure that goes into force without what the compact promises for all of them. */
export function unannouncedIn({ compact }: Model, before: Matter, move: Move, now: Instant): readonly Breach[] {
  const measure = before.measures.find(({ act }) => act === move.of);
  const place = compact.measures.findIndex(({ id }) => id === measure?.measure);
  const rule = compact.measures[place];
  if (move.kind !== "adopt-measure" || measure === undefined || rule?.active !== true) return [];
  const property = "no-response-without-notice";
  const path = ["responses", "menu", place];
  const ran = now - measure.at - stoppedBetween(before, measure.at, now);
  const { notice, consultation } = compact.promised;
  const short: readonly Breach[] =
    ran < notice
      ? [
          {
            property,
            case: "short-notice",
            path: [...path, "notice"],
            args: { measure: rule.id, given: ran, promised: notice },
          },
        ]
      : [];
  const unheard = measure.consulted.find((party) => measure.replies[party] === undefined);
  if (unheard === undefined || ran >= consultation) return short;
  const args = { measure: rule.id, party: unheard, given: ran, promised: consultation };
  return [...short, { property, case: "not-consulted", path: [...path, "reply"], args }];
}

type Untold = Scene["untold"];

/** Who has been told by this change: its giver, those it is addressed to, those who now owe, those whom silence reached. */
function toldBy(model: Model, before: Matter, after: Matter, move: Move | null): ReadonlySet<PartyId> {
  const told = new Set<PartyId>(move === null ? [] : [move.by, ...move.to]);
  for (const duty of after.duties.slice(before.duties.length)) if (isStanding(duty)) told.add(duty.by);
  after.duties.forEach(({ state }, i) => {
    const old = before.duties[i]?.state;
    const reached = state.is === "lapsed" && (old?.is !== "lapsed" || old.contact !== state.contact);
    if (!reached) return;
    // Whoever is called, one side calls the other, and from the mediator on the mediator too.
    for (const party of membersOf(after)) told.add(party);
    if (model.mediator !== null && silenceReached(after, "mediator")) told.add(model.mediator);
  });
  if (move === null && before.convened === null && after.convened !== null) for (const p of model.parties) told.add(p);
  return told;
}

/** Who waits to be told of a step after this change, and until when. A pause stops this clock with all the others. */
export function untoldAfter(model: Model, before: Scene, after: Matter, move: Move | null): Untold {
  const told = toldBy(model, before.matter, after, move);
  const opened = openedBy(before.matter, after);
  const called = after.convened !== null || silenceReached(after, "mediator");
  const concerned = [
    ...membersOf(after).filter((party) => after.standDowns[party] === undefined),
    ...(called && model.mediator !== null ? [model.mediator] : []),
  ];
  const begun = after.coolingOffs.slice(before.matter.coolingOffs.length);
  const paused = begun.reduce((sum, { at, until }) => sum + until - at, 0);
  const waiting = Object.entries(before.untold)
    .filter(([party]) => !told.has(party) && concerned.includes(party))
    .map(([party, { step, until }]) => [party, { step, until: until + paused }] as const);
  const untold: Record<PartyId, Untold[string]> = Object.fromEntries(waiting);
  const first = after.steps[opened[0] ?? -1];
  if (first === undefined) return untold;
  const runsFrom = after.standing.is === "cooling-off" ? Math.max(after.asOf, after.standing.until) : after.asOf;
  for (const party of concerned) {
    if (told.has(party)) continue;
    untold[party] ??= { step: first.id, until: runsFrom + model.compact.tellWithin };
  }
  return untold;
}

/** Those whose time to be told ends at this instant, and whom nothing tells at it. */
export const surprisedAt = ({ compact }: Model, untold: Untold, now: Instant): readonly Breach[] =>
  Object.entries(untold)
    .filter(([, { until }]) => until <= now)
    .map(([party, { step }]) => ({
      property: "nobody-surprised",
      case: "not-told",
      path: ["ladder", compact.ladder.findIndex(({ id }) => id === step)],
      args: { step, party, within: compact.tellWithin },
    }));
