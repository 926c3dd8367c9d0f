// A formal message in the layout of the field, as data: what stands in each place, before any language. The
// number is the author's own count of its acts, so it needs no counter of its own and cannot be given twice;
// it stands at the head and again at the end, so that a reader sees that nothing was cut off. spec/message.md

import type { Compact, Says } from "../compact/compact.ts";
import type { Act, ActId, Marking, MatterId, PartyId, Text } from "../kernel/act.ts";
import { headingOf, precedenceOf, type Asks, type Names, type Precedence } from "../kernel/heading.ts";
import { parseInstant, printInstant, type Instant } from "../kernel/instant.ts";

/** The formats, each with its number. A `message` has the format of its type. */
export const FORMATS = {
  notify: 1,
  ask: 2,
  clarify: 3,
  propose: 4,
  accept: 5,
  refuse: 6,
  "stand-down": 7,
  "test-line": 8,
} as const;
export type Format = keyof typeof FORMATS;

type Correspondent = { readonly party: PartyId; readonly name: string };

/** The message that this one answers or refers to; without its date where this copy does not hold it. */
export type Reference =
  | { readonly number: string; readonly group: string; readonly at: Instant }
  | { readonly act: ActId };

export type Layout = {
  readonly format: Format;
  readonly drill: boolean;
  readonly precedence: Precedence;
  readonly from: Correspondent;
  readonly to: readonly Correspondent[];
  /** Everyone else under the compact: each act goes to every ledger. */
  readonly info: readonly Correspondent[];
  readonly subject: string | null;
  readonly marking: Marking;
  readonly matter: MatterId | null;
  /** `AURELIA/26/0007`. */
  readonly number: string;
  readonly at: Instant;
  /** `221015Z NOV 26`. */
  readonly group: string;
  readonly compact: { readonly title: string; readonly version: number };
  readonly clauses: readonly { readonly clause: string; readonly number: string }[];
  readonly lines: readonly { readonly line: string; readonly says: Says }[];
  readonly norms: readonly string[];
  readonly reference: Reference | null;
  /** The free texts in their own languages, each under the name of its field. */
  readonly content: readonly { readonly field: string; readonly text: Text }[];
  /** Null where the message has no heading that could say it. */
  readonly asks: Asks | null;
  readonly until: Instant | null;
  readonly why: Text | null;
  readonly remarks: Text | null;
};

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"] as const;

/** Day, hour and minute in UTC, month and year: the date-time group that message formats share. */
export function dateTimeGroup(at: Instant): string {
  const text = printInstant(at);
  const month = MONTHS[Number(text.slice(5, 7)) - 1] ?? "";
  return `${text.slice(8, 10)}${text.slice(11, 13)}${text.slice(14, 16)}Z ${month} ${text.slice(2, 4)}`;
}

export const messageNumber = ({ by, seq, at }: Pick<Act, "by" | "seq" | "at">): string =>
  `${by.toUpperCase()}/${printInstant(at).slice(2, 4)}/${String(seq).padStart(4, "0")}`;

/** The format of an act; undefined for one that is no formal message. */
export function formatOf({ kind, body }: Pick<Act, "kind" | "body">): Format | undefined {
  const name = kind === "message" ? body["type"] : kind;
  return Object.keys(FORMATS).find((format): format is Format => format === name);
}

/** Free texts in the order in which they are read. What the heading holds stands in places of its own. */
const CONTENT = ["statement", "question", "answer", "course", "reason", "text", "asks", "override"] as const;

const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "text" in value && "lang" in value;

/** `find` brings the act that this one refers to. Undefined for an act that is no formal message. */
export function layoutOf(act: Act, compact: Compact, find: (id: ActId) => Act | undefined): Layout | undefined {
  const format = formatOf(act);
  if (format === undefined) return undefined;
  const { body, by, to, at } = act;
  const heading = headingOf(body);
  const names: Names = heading?.names ?? {};
  const named = (party: PartyId): Correspondent => ({
    party,
    name: compact.parties.find(({ id }) => id === party)?.name ?? party,
  });
  const others = compact.parties.map(({ id }) => id).filter((id) => id !== by && !to.includes(id));
  const { of, until, subject } = body;
  return {
    format,
    drill: compact.mode === "drill",
    precedence: precedenceOf(body) ?? "routine",
    from: named(by),
    to: to.map(named),
    info: others.map(named),
    subject: heading?.subject ?? (typeof subject === "string" ? subject : null),
    marking: act.marking,
    matter: act.matter,
    number: messageNumber(act),
    at,
    group: dateTimeGroup(at),
    compact: { title: compact.title, version: compact.version },
    clauses: (names.clauses ?? []).map((clause) => ({ clause, number: compact.clauses[clause] ?? "" })),
    lines: (names.lines ?? []).map((line) => ({
      line,
      says: compact.redLines.find(({ id }) => id === line)?.says ?? {},
    })),
    norms: names.norms ?? [],
    reference: typeof of === "string" ? referenceTo(of, find(of)) : null,
    content: CONTENT.flatMap((field) => {
      const text = body[field];
      return isText(text) ? [{ field, text }] : [];
    }),
    asks: heading?.asks ?? null,
    until: typeof until === "string" ? (parseInstant(until) ?? null) : null,
    why: heading?.why ?? null,
    remarks: heading?.remarks ?? null,
  };
}

const referenceTo = (id: ActId, act: Act | undefined): Reference =>
  act === undefined ? { act: id } : { number: messageNumber(act), group: dateTimeGroup(act.at), at: act.at };
