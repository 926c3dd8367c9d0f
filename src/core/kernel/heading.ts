// The heading of a formal message: how urgent it is, what it is about, which line or norm it names, and
// which act it asks for. The documented failure is the message that names no line and asks for no act, so
// both are said, or it is said that there is none. spec/message.md

import { Type, type Static } from "typebox";
import { KIND_PATTERN, LIMITS, Text } from "./act.ts";
import { NORMS } from "./taxonomy.ts";

/** Precedence words as NATO message formats use them, the most urgent last. */
export const PRECEDENCES = ["routine", "priority", "immediate", "flash"] as const;
export type Precedence = (typeof PRECEDENCES)[number];

/** A clause of the compact by the name that it has in every version: `ladder/confirm`, `sharing/TLP:RED`. */
const CLAUSE_PATTERN = "^[A-Za-z0-9][A-Za-z0-9:+-]{0,80}(/[A-Za-z0-9][A-Za-z0-9:+-]{0,80}){0,7}$";

const some = <S extends Parameters<typeof Type.Array>[0]>(item: S) =>
  Type.Optional(Type.Array(item, { minItems: 1, maxItems: LIMITS.namesInHeading, uniqueItems: true }));

/** What a message rests on. An empty set says that it names nothing. */
export const Names = Type.Object(
  {
    /** Red lines of the compact. */
    lines: some(Type.String({ pattern: KIND_PATTERN })),
    norms: some(Type.Enum(NORMS)),
    clauses: some(Type.String({ pattern: CLAUSE_PATTERN, maxLength: LIMITS.titleCharacters })),
  },
  { additionalProperties: false },
);
export type Names = Static<typeof Names>;

/** What a message may ask of its reader; `none` says that it asks for nothing. */
export const ASKS = [
  "none",
  "report",
  "confirm",
  "assess",
  "notify",
  "acknowledge",
  "ask",
  "clarify",
  "accept",
  "convene",
  "cool-off",
  "stand-down",
  "close",
  "consult-measure",
  "lift-measure",
  "comment-compact",
  "sign-compact",
] as const;
export type Asks = (typeof ASKS)[number];

const Subject = Type.String({ minLength: 3, maxLength: LIMITS.titleCharacters });

const parts = {
  names: Names,
  asks: Type.Enum(ASKS),
  /** Why this channel: the choice of a channel is read as a signal. */
  why: Type.Optional(Text),
  remarks: Type.Optional(Text),
};

export const Heading = Type.Object(
  { precedence: Type.Enum(PRECEDENCES), subject: Subject, ...parts },
  { additionalProperties: false },
);
export type Heading = Static<typeof Heading>;

/** The heading of a `notify`, whose body has a subject and a precedence of its own. */
export const NoticeHeading = Type.Object(parts, { additionalProperties: false });
export type NoticeHeading = Static<typeof NoticeHeading>;

type Headed = {
  readonly precedence?: unknown;
  readonly subject?: unknown;
  readonly heading?: unknown;
};

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPrecedence = (value: unknown): value is Precedence => (PRECEDENCES as readonly unknown[]).includes(value);

/** How urgent an act says that it is; null where its body says nothing of it. */
export function precedenceOf({ precedence, heading }: Headed): Precedence | null {
  const said = isFields(heading) ? (heading["precedence"] ?? precedence) : precedence;
  return isPrecedence(said) ? said : null;
}

/** The heading of a body that fits its kind, with what a notice says outside it; null where it has none. */
export function headingOf({ precedence, subject, heading }: Headed): Heading | null {
  if (!isFields(heading)) return null;
  return { precedence, subject, ...heading } as Heading;
}

/** Names no line, no norm and no clause. */
export const namesNothing = ({ lines, norms, clauses }: Names): boolean =>
  lines === undefined && norms === undefined && clauses === undefined;

/** What an officer is asked before a message goes, the gravest first. */
export const ADVICE = ["empty", "names-nothing", "asks-nothing", "flash-without-why"] as const;
export type Advice = (typeof ADVICE)[number];

/** What speaks against sending it so. An answer to a message need neither name nor ask anything. */
export function adviseOn(
  heading: Pick<Heading, "precedence" | "names" | "asks" | "why">,
  isAnswer: boolean,
): readonly Advice[] {
  const { precedence, names, asks, why } = heading;
  const [noName, noAct] = [namesNothing(names), asks === "none"];
  const missing: readonly Advice[] =
    noName && noAct ? ["empty"] : noName ? ["names-nothing"] : noAct ? ["asks-nothing"] : [];
  const urgent: readonly Advice[] = precedence === "flash" && why === undefined ? ["flash-without-why"] : [];
  return [...(isAnswer ? [] : missing), ...urgent];
}
