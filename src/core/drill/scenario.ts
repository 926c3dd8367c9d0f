// A scenario: a drill written down before it is played. A real public incident is told as facts with
// sources; fictional parties sit in the seats, and moves are the acts that they give. The runner plays
// moves as ordinary acts under a drill compact, so nothing here judges them: whether a body fits its
// kind, and whether an act may be given, is for the law to say. spec/scenario.md

import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { partyOf, type Compact } from "../compact/compact.ts";
import { KIND_PATTERN, LANGUAGES, LIMITS, PARTY_PATTERN } from "../kernel/act.ts";
import type { ActId, Body, Language, PartyId } from "../kernel/act.ts";
import { DURATION_PATTERN, parseDuration, parseInstant, printInstant } from "../kernel/instant.ts";
import { problemsOf, type ShapeProblem } from "../kernel/shape.ts";
import type { Instant, Millis } from "../kernel/instant.ts";

/** A scenario is read by a person before it is played; more than this cannot be. */
export const SCENARIO_LIMITS = { sources: 32, facts: 64, unknowns: 32, moves: 128, characters: 2_000 } as const;

const closed = { additionalProperties: false } as const;
const NAME_PATTERN = "^[a-z][a-z0-9-]{0,62}$";
const Name = Type.String({ pattern: NAME_PATTERN });
const Names = Type.Array(Name, { maxItems: SCENARIO_LIMITS.facts, uniqueItems: true });
const Line = Type.String({ minLength: 3, maxLength: LIMITS.titleCharacters });
const Paragraph = Type.String({ minLength: 3, maxLength: SCENARIO_LIMITS.characters });
const Party = Type.String({ pattern: PARTY_PATTERN });
const Duration = Type.String({ pattern: DURATION_PATTERN });

const SourceDocument = Type.Object(
  {
    id: Name,
    title: Type.String({ minLength: 3, maxLength: 200 }),
    publisher: Line,
    /** As exactly as it is known: a year, a month or a day. */
    date: Type.String({ pattern: "^\\d{4}(-\\d\\d){0,2}$" }),
    url: Type.String({ pattern: "^https?://[^\\s]{4,400}$" }),
  },
  closed,
);

const FactDocument = Type.Object(
  { id: Name, text: Paragraph, sources: Type.Array(Name, { minItems: 1, maxItems: 8, uniqueItems: true }) },
  closed,
);

const MoveDocument = Type.Object(
  {
    name: Name,
    seat: Party,
    after: Duration,
    kind: Type.String({ pattern: KIND_PATTERN }),
    to: Type.Array(Party, { minItems: 1, maxItems: LIMITS.parties, uniqueItems: true }),
    of: Type.Optional(Name),
    "observed-before": Type.Optional(Duration),
    "meet-after": Type.Optional(Duration),
    body: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()),
    why: Paragraph,
    facts: Type.Optional(Names),
  },
  closed,
);

/** The form of a scenario document, as JSON Schema. */
export const ScenarioDocument = Type.Object(
  {
    downrung: Type.Literal("scenario/1"),
    name: Type.String({ pattern: "^[a-z][a-z0-9-]{1,62}$" }),
    title: Line,
    language: Type.Enum(LANGUAGES),
    happened: Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\d$" }),
    about: Paragraph,
    sources: Type.Array(SourceDocument, { minItems: 1, maxItems: SCENARIO_LIMITS.sources }),
    facts: Type.Array(FactDocument, { minItems: 1, maxItems: SCENARIO_LIMITS.facts }),
    unknown: Type.Array(Paragraph, { minItems: 1, maxItems: SCENARIO_LIMITS.unknowns }),
    seats: Type.Record(Party, Paragraph, { minProperties: 2, maxProperties: LIMITS.parties }),
    discuss: Type.Array(Paragraph, { minItems: 3, maxItems: 5 }),
    opening: Type.Integer({ minimum: 1, maximum: SCENARIO_LIMITS.moves }),
    moves: Type.Array(MoveDocument, { minItems: 2, maxItems: SCENARIO_LIMITS.moves }),
  },
  closed,
);
export type ScenarioDocument = Static<typeof ScenarioDocument>;

export type Source = {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly date: string;
  readonly url: string;
};

export type Fact = { readonly id: string; readonly text: string; readonly sources: readonly string[] };

/** Names a move within its scenario. */
export type MoveName = string;

/** One act that a seat gives. All times are ladder time: what the compact's own clocks are written in. */
export type Move = {
  readonly name: MoveName;
  readonly seat: PartyId;
  /** How long after the move before it. */
  readonly after: Millis;
  readonly kind: string;
  readonly to: readonly PartyId[];
  /** The move whose act this one is about. */
  readonly of: MoveName | null;
  /** How long before the act its event was observed; null where the body has no such field. */
  readonly observedBefore: Millis | null;
  /** How long after the act the parties are asked to meet; null where no time is proposed. */
  readonly meetAfter: Millis | null;
  readonly body: Body;
  readonly why: string;
  readonly facts: readonly string[];
};

export type Scenario = {
  readonly name: string;
  readonly title: string;
  readonly language: Language;
  /** The day of the real incident. */
  readonly happened: string;
  readonly about: string;
  readonly sources: readonly Source[];
  readonly facts: readonly Fact[];
  readonly unknown: readonly string[];
  /** What each seat stands for, and what its officer knows at the start. */
  readonly seats: Readonly<Record<PartyId, string>>;
  readonly discuss: readonly string[];
  /** How many moves are played before the first decision. */
  readonly opening: number;
  readonly moves: readonly Move[];
};

/** One thing wrong with a document: where, and what to do. */
export type ScenarioError = ShapeProblem;

export type ScenarioReading =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly errors: readonly ScenarioError[] };

const validator = Compile(ScenarioDocument);

/** Reads a document that has been parsed already: shape first, then what its parts must say of each other. */
export function readScenario(document: unknown): ScenarioReading {
  if (!validator.Check(document)) {
    const errors = problemsOf(ScenarioDocument, document);
    return { ok: false, errors };
  }
  const errors = contradictions(document);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, scenario: scenarioOf(document) };
}

type Add = (path: readonly (string | number)[], message: string) => void;

/** What a schema cannot say: names that must exist, stand once, and come before they are used. */
function contradictions(document: ScenarioDocument): readonly ScenarioError[] {
  const errors: ScenarioError[] = [];
  const add: Add = (path, message) => {
    errors.push({ path: path.map(String), message });
  };
  if (parseInstant(`${document.happened}T00:00:00.000Z`) === undefined) add(["happened"], "there is no such day");
  if (document.opening >= document.moves.length) add(["opening"], "must leave at least one move to decide on");
  standOnce(
    document.sources.map(({ id }) => id),
    (i, id) => add(["sources", i, "id"], `the source "${id}" stands twice`),
  );
  standOnce(
    document.facts.map(({ id }) => id),
    (i, id) => add(["facts", i, "id"], `the fact "${id}" stands twice`),
  );
  standOnce(
    document.moves.map(({ name }) => name),
    (i, name) => add(["moves", i, "name"], `the move "${name}" stands twice`),
  );
  const sources = document.sources.map(({ id }) => id);
  document.facts.forEach((fact, i) => {
    fact.sources.forEach((id, j) => {
      if (!sources.includes(id)) add(["facts", i, "sources", j], `there is no source "${id}"`);
    });
  });
  document.moves.forEach((_, i) => moveFits(document, i, add));
  return errors;
}

function standOnce(names: readonly string[], again: (i: number, name: string) => void): void {
  names.forEach((name, i) => {
    if (names.indexOf(name) !== i) again(i, name);
  });
}

/** Fields that depend on the hour of the drill, and where a move says them instead. */
const SAID_BY_THE_MOVE = { of: "of", observed: "observed-before", meet: "meet-after" } as const;

function moveFits(document: ScenarioDocument, i: number, add: Add): void {
  const move = document.moves[i];
  if (move === undefined) return;
  const seated = (party: PartyId): boolean => Object.hasOwn(document.seats, party);
  if (!seated(move.seat)) add(["moves", i, "seat"], `nobody sits in "${move.seat}"`);
  move.to.forEach((party, j) => {
    if (!seated(party)) add(["moves", i, "to", j], `nobody sits in "${party}"`);
    if (party === move.seat) add(["moves", i, "to", j], "a seat does not write to itself");
  });
  // An act is dated later than every act that its author has seen, so two moves cannot share an instant.
  if (i > 0 && parseDuration(move.after) === 0) add(["moves", i, "after"], "must be above zero");
  if (move.of !== undefined && !document.moves.slice(0, i).some(({ name }) => name === move.of)) {
    add(["moves", i, "of"], `no move before this one is called "${move.of}"`);
  }
  for (const [field, instead] of Object.entries(SAID_BY_THE_MOVE)) {
    if (!Object.hasOwn(move.body, field)) continue;
    add(["moves", i, "body", field], `is known only when the move is played: write \`${instead}\` on the move`);
  }
  move.facts?.forEach((id, j) => {
    if (!document.facts.some((fact) => fact.id === id)) add(["moves", i, "facts", j], `there is no fact "${id}"`);
  });
}

function scenarioOf(document: ScenarioDocument): Scenario {
  const { name, title, language, happened, about, sources, facts, unknown, seats, discuss, opening } = document;
  const lengthOf = (text: string | undefined): Millis | null =>
    text === undefined ? null : (parseDuration(text) ?? 0);
  const moves = document.moves.map((move) => ({
    name: move.name,
    seat: move.seat,
    after: lengthOf(move.after) ?? 0,
    kind: move.kind,
    to: move.to,
    of: move.of ?? null,
    observedBefore: lengthOf(move["observed-before"]),
    meetAfter: lengthOf(move["meet-after"]),
    body: move.body,
    why: move.why,
    facts: move.facts ?? [],
  }));
  return { name, title, language, happened, about, sources, facts, unknown, seats, discuss, opening, moves };
}

/** A move and when it is played: real milliseconds after the first moment of the drill. */
export type PlannedMove = { readonly move: Move; readonly offset: Millis };

/**
 * When each move is played at this pace. Every wait is rounded up to a whole millisecond, so that no
 * pace can bring a move before the earliest time that its scenario leaves for it.
 */
export function planOf(scenario: Scenario, pace: number): readonly PlannedMove[] {
  let offset: Millis = 0;
  return scenario.moves.map((move) => {
    offset += Math.ceil(move.after / pace);
    return { move, offset };
  });
}

/** What is known only when a move is played: its instant, the compact's pace, the acts of earlier moves. */
export type Playing = {
  readonly at: Instant;
  readonly pace: number;
  readonly ids: ReadonlyMap<MoveName, ActId>;
};

/** The body of the act; undefined while the act that it is about has not been given. */
export function bodyOf(move: Move, { at, pace, ids }: Playing): Body | undefined {
  const { of, observedBefore, meetAfter } = move;
  const about = of === null ? undefined : ids.get(of);
  if (of !== null && about === undefined) return undefined;
  return {
    ...move.body,
    ...(about === undefined ? {} : { of: about }),
    ...(observedBefore === null ? {} : { observed: printInstant(at - Math.round(observedBefore / pace)) }),
    ...(meetAfter === null ? {} : { meet: printInstant(at + Math.round(meetAfter / pace)) }),
  };
}

/** Seats for which the compact has no party: the scenario can be played under it when there are none. */
export const seatsWithoutParty = (scenario: Scenario, compact: Compact): readonly PartyId[] =>
  Object.keys(scenario.seats).filter((seat) => partyOf(compact, seat) === undefined);
