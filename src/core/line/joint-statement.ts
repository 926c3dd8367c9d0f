// `joint-statement`: a text that two parties say together. Each signs it at its own node; it stands jointly
// when both have given the very same words, and until then it is the word of one. spec/back-channel.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { isWellHeaded } from "../compact/headed.ts";
import { partyOf } from "../compact/compact.ts";
import { LIMITS, PARTY_PATTERN, Text, type Act, type ActId, type PartyId } from "../kernel/act.ts";
import { Heading } from "../kernel/heading.ts";
import { DAY, type Instant, type Millis } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import type { LineRule } from "./rule.ts";

/** The other gives the same text within this, or it was said by one alone: nobody's old words are taken up. */
export const JOIN_WITHIN: Millis = 7 * DAY;

const JointStatementBody = body({
  with: Type.String({ pattern: PARTY_PATTERN }),
  text: Text,
  heading: Type.Optional(Heading),
});
type JointStatementBody = Static<typeof JointStatementBody>;

/** What one party has said with another in view; `joined` is the other's act with the same words. */
export type Statement = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly with: PartyId;
  readonly at: Instant;
  readonly text: Text;
  readonly joined: { readonly act: ActId; readonly at: Instant } | null;
};

/** In their order, the newest of each author. */
export type Statements = readonly Statement[];

type Given = Act<JointStatementBody>;

/** The other's words that this act makes joint ones. */
const joinedBy = (statements: Statements, { by, at, body: { with: other, text } }: Given): Statement | undefined =>
  statements.find(
    (each) =>
      each.by === other &&
      each.with === by &&
      each.joined === null &&
      at - each.at <= JOIN_WITHIN &&
      isSame(each.text, text),
  );

const isSame = (one: Text, other: Text): boolean => one.lang === other.lang && one.text === other.text;

/** Our own, which still waits for the other. */
const waits = (statements: Statements, { by, at, body: { with: other, text } }: Given): boolean =>
  statements.some(
    (each) =>
      each.by === by &&
      each.with === other &&
      each.joined === null &&
      at - each.at <= JOIN_WITHIN &&
      isSame(each.text, text),
  );

function kept(statements: Statements, by: PartyId): Statements {
  const own = statements.filter((each) => each.by === by);
  const oldest = own.length > LIMITS.statementsKept ? own[0] : undefined;
  return oldest === undefined ? statements : statements.filter((each) => each !== oldest);
}

export const jointStatement: LineRule<JointStatementBody> = {
  kind: "joint-statement",
  body: JointStatementBody,
  may: () => REGULAR,
  judge: (act, { statements }, { compact }) => {
    const { by, to, body: given } = act;
    return firstRefusal(
      () => (partyOf(compact, given.with) === undefined ? irregular("not-a-party", { party: given.with }) : REGULAR),
      () => (given.with !== by && to.includes(given.with) ? REGULAR : irregular("statement-alone")),
      () => (waits(statements, act) ? irregular("already-given", { party: by }) : REGULAR),
      () => isWellHeaded(compact, given),
    );
  },
  apply: (state, act) => {
    const { id, by, at, body: given } = act;
    const other = joinedBy(state.statements, act);
    const before = state.statements.map((each) => (each === other ? { ...each, joined: { act: id, at } } : each));
    const joined = other === undefined ? null : { act: other.act, at: other.at };
    const said: Statement = { act: id, by, with: given.with, at, text: given.text, joined };
    return { ...state, statements: kept([...before, said], by) };
  },
};
