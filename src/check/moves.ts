// The moves of the model: which acts a party could give in a scene, one for each choice that the law can tell
// apart, and the body that each has. Whether a move is permitted is the law's question alone. spec/check.md

import { isOfAttribution } from "../core/attribution/rules.ts";
import { hasRole } from "../core/compact/compact.ts";
import type { Act, ActId, Body, PartyId } from "../core/kernel/act.ts";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import { isStanding, membersOf, silenceReached, type Matter } from "../core/kernel/matter.ts";
import { MATTER_KINDS } from "../core/law/table.ts";
import { isOfExchange } from "../core/response/exchange-rules.ts";
import { isOfMediation } from "../core/mediation/rules.ts";
import type { Model } from "./model.ts";
import type { Choices } from "./report.ts";
import type { Scene } from "./scene.ts";

export type Move = {
  readonly by: PartyId;
  readonly kind: string;
  readonly to: readonly PartyId[];
  readonly of: ActId | null;
  readonly choices: Choices;
};

type Candidate = Pick<Move, "to" | "of" | "choices">;

const plain = (to: readonly PartyId[]): readonly Candidate[] => [{ to, of: null, choices: {} }];
const others = (model: Model, by: PartyId): readonly PartyId[] => model.parties.filter((party) => party !== by);

/**
 * The choices of each kind. An act that need not be addressed is addressed to nobody but the party that it
 * answers, so that who is told of a step is what the compact makes sure of and no more. What brings the sides
 * together, and what ends a matter, goes to everyone.
 */
const CANDIDATES: Readonly<Record<string, (model: Model, matter: Matter, by: PartyId) => readonly Candidate[]>> = {
  confirm: ({ reporter }) => plain([reporter]),
  refute: ({ reporter }) => plain([reporter]),
  assess: (model, _, by) => plain(isCalledFor(model, "assess") ? others(model, by) : []),
  notify: (_, { addressees }) => [
    ...plain(addressees),
    ...(addressees.length > 1 ? addressees.flatMap((party) => plain([party])) : []),
  ],
  acknowledge: (_, { notices }) => Object.entries(notices).map(([of, by]) => ({ to: [by], of, choices: {} })),
  ask: (_, matter, by) =>
    membersOf(matter)
      .filter((party) => party !== by)
      .flatMap((party) => plain([party])),
  clarify: (_, { questions }, by) =>
    questions.filter(({ to }) => to === by).map(({ act: of }) => ({ to: [], of, choices: {} })),
  dispute: (model, { closings }, by) =>
    Object.entries(closings)
      .filter(([party]) => party !== by)
      .map(([, of]) => ({ to: others(model, by), of, choices: {} })),
  convene: (model, _, by) => plain(others(model, by)),
  "cool-off": (model, _, by) =>
    model.lengths.map((length) => ({ to: others(model, by), of: null, choices: { length } })),
  "stand-down": (model, _, by) => plain(others(model, by)),
  close: (model, _, by) => plain(others(model, by)),
  "propose-measure": (model, _, by) =>
    (by === model.reporter ? [...model.measures.keys()] : []).map((measure) => ({
      to: others(model, by),
      of: null,
      choices: { measure },
    })),
  "consult-measure": (model, { measures }, by) =>
    measures
      .filter(({ consulted, replies }) => consulted.includes(by) && replies[by] === undefined)
      .flatMap(({ act: of, measure }) =>
        viewsOn(model, measure).map((view) => ({ to: others(model, by), of, choices: { view } })),
      ),
  "adopt-measure": (model, { measures }, by) => ownMeasures(model, measures, by),
  "lift-measure": (model, { measures }, by) => ownMeasures(model, measures, by),
};

/** To the law a party that is consulted agrees or does not, and where nobody has to agree it has replied. */
const viewsOn = ({ compact }: Model, measure: string): readonly string[] =>
  compact.measures.find(({ id }) => id === measure)?.agreed === null ? ["agrees"] : ["agrees", "objects"];

const ownMeasures = (model: Model, measures: Matter["measures"], by: PartyId): readonly Candidate[] =>
  measures.filter((measure) => measure.by === by).map(({ act: of }) => ({ to: others(model, by), of, choices: {} }));

const CHOICES = Object.entries(CANDIDATES);
const KINDS_MODELLED: readonly string[] = ["report", ...Object.keys(CANDIDATES)];

/**
 * Acts that turn nothing on a ladder that does not name them: a course that is put to a party, and its answers;
 * what becomes of a measure that is in force. A later end asks for the replies that its proposal asked for.
 */
const TURN_NOTHING: readonly string[] = "propose accept refuse extend-measure suspend-measure resume-measure".split(
  " ",
);

const isNamed = ({ compact }: Model, kind: string): boolean =>
  compact.ladder.some(
    ({ opens, owes }) =>
      opens.some((trigger) => trigger.is === "act" && trigger.kind === kind) ||
      owes.some(({ act, on }) => on === kind || act.includes(kind)),
  );

/** Acts that the law has and the model does not give: what they lead to was not looked at. */
export const kindsLeftOut = (model: Model): readonly string[] =>
  MATTER_KINDS.filter((kind) => {
    if (TURN_NOTHING.includes(kind) || isOfMediation(kind) || isOfAttribution(kind) || isOfExchange(kind))
      return isNamed(model, kind);
    return !KINDS_MODELLED.includes(kind) || model.without.includes(kind);
  });

const isCalledFor = ({ compact }: Model, kind: string): boolean =>
  compact.ladder.some(({ owes }) => owes.some(({ on }) => on === kind));

export function candidates(model: Model, scene: Scene): readonly Move[] {
  const { matter } = scene;
  if (matter.standing.is === "closed") return [];
  const table = atTheTable(model, matter);
  return model.parties.flatMap((by) =>
    CHOICES.flatMap(([kind, choicesOf]) =>
      (model.without.includes(kind) ? [] : choicesOf(model, matter, by)).map(({ to, of, choices }) => {
        const also = kind === "ask" ? [] : table.filter((party) => party !== by && !to.includes(party));
        return { by, kind, to: [...to, ...also], of, choices };
      }),
    ),
  );
}

/** Those to whom every act goes: all of them once they sit at one table, and a mediator whom silence has called. */
function atTheTable(model: Model, matter: Matter): readonly PartyId[] {
  if (matter.convened !== null) return model.parties;
  return model.mediator !== null && silenceReached(matter, "mediator") ? [model.mediator] : [];
}

/** Whether the act keeps a duty of its giver: those are never counted against it. */
export const keepsDuty = ({ matter }: Scene, { by, kind, of }: Move): boolean =>
  matter.duties.some(
    (duty) => duty.by === by && isStanding(duty) && duty.owes.includes(kind) && (duty.answers ?? of) === of,
  );

/** Whether the model counts this act: one that keeps no duty, of a kind that could be given over and over. */
export const isCounted = ({ spare }: Model, scene: Scene, move: Move): boolean =>
  spare[move.kind] !== undefined && !keepsDuty(scene, move);

const text = (words: string): { readonly lang: "en"; readonly text: string } => ({ lang: "en", text: words });

/** A body that the door lets in. What the law does not read says so. */
export function bodyOf(model: Model, { kind, of, choices, by }: Move, at: Instant): Body {
  const about = of === null ? {} : { of };
  const { low } = model.compact.scheme;
  switch (kind) {
    case "report":
      return {
        title: "An incident of the check",
        summary: text("An incident."),
        observed: printInstant(at),
        nature: "undetermined",
        effect: "unknown",
        sectors: ["other"],
        people: "unknown",
        malicious: "unknown",
        crossBorder: "unknown",
        civilians: "unknown",
        recovery: "unknown",
        ongoing: "unknown",
        techniques: [],
        attachments: [],
        ...(choices["strategic"] === undefined ? {} : { strategic: [choices["strategic"]] }),
      };
    case "confirm":
      return { seenHere: "unknown", statement: text("Confirmed.") };
    case "assess":
      return { nature: "undetermined", low, high: low, civilians: "unknown", reasons: text("As far as we know.") };
    case "notify":
      return { subject: "Notice", precedence: "priority", statement: text("A notice."), asks: text("An answer.") };
    case "ask":
      return { question: text("A question.") };
    case "clarify":
      return { ...about, answer: text("An answer.") };
    case "convene":
      return { agenda: text("The incident.") };
    case "cool-off":
      return { length: String(choices["length"]), reason: text("Time to think.") };
    case "close":
      return {
        outcome: hasRole(model.compact, by, "mediator") ? "unresolved" : "resolved",
        statement: text("Closed."),
      };
    case "propose-measure":
      return { measure: choices["measure"], objective: text("An end."), ends: text("An answer.") };
    case "consult-measure":
      return { ...about, view: choices["view"], statement: text("Our view.") };
    case "adopt-measure":
    case "acknowledge":
      return about;
    default:
      return { ...about, statement: text("Said.") };
  }
}

export const MATTER_OF = (model: Model): string => `${model.reporter}-1`;

/** The act of a move: what a node would sign. */
export const actOf = (model: Model, move: Move, id: ActId, at: Instant): Act => ({
  id,
  kind: move.kind,
  compact: model.compact.id,
  by: move.by,
  seq: 1,
  prev: model.compact.id,
  seen: {},
  at,
  matter: MATTER_OF(model),
  to: move.to,
  marking: model.compact.marking,
  body: bodyOf(model, move, at),
});
