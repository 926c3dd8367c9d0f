// The line at work: the acts about it, folded in the one order like a matter, under the compact in force
// at each. A line is needed before a compact is in force, to bring its signatures, so until then the
// founding wording rules. spec/line.md
//
// Like the fold that owns it, this is a resource with methods; what it returns is immutable data.

import { versionAt, type Version } from "../compact/agreement.ts";
import { partyOf, type Compact } from "../compact/compact.ts";
import type { Act, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import { compareOrder, placeOf, type OrderKey } from "../kernel/order.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { answerTest } from "../line/answer-test.ts";
import { consentLimit } from "../line/consent-limit.ts";
import { adoptKeys } from "../line/adopt-keys.ts";
import { changeKeys } from "../line/change-keys.ts";
import { confirmKeys } from "../line/confirm-keys.ts";
import { contacts } from "../line/contacts.ts";
import { jointStatement } from "../line/joint-statement.ts";
import { limitLine } from "../line/limit-line.ts";
import { lineKey } from "../line/line-key.ts";
import { message } from "../line/message.ts";
import { amendNotice, announce, endNotice } from "../line/notice-rules.ts";
import { rebuilt } from "../line/rebuilt.ts";
import { restoreLine } from "../line/restore-line.ts";
import { replaceKeys } from "../line/replace-keys.ts";
import type { LineContext, LineRule } from "../line/rule.ts";
import { signOff } from "../line/sign-off.ts";
import { signOn } from "../line/sign-on.ts";
import { NO_LINE, type LineState } from "../line/state.ts";
import { testLine } from "../line/test-line.ts";
import { findEntry, newHistory, putInto, refold, type Entry, type Load, type Stepping } from "./history.ts";

const rules = {
  "line-key": lineKey,
  "test-line": testLine,
  "answer-test": answerTest,
  "sign-off": signOff,
  "sign-on": signOn,
  "limit-line": limitLine,
  "consent-limit": consentLimit,
  "restore-line": restoreLine,
  message,
  rebuilt,
  contacts,
  "change-keys": changeKeys,
  "confirm-keys": confirmKeys,
  "adopt-keys": adoptKeys,
  "replace-keys": replaceKeys,
  "joint-statement": jointStatement,
  announce,
  "amend-notice": amendNotice,
  "end-notice": endNotice,
} as const satisfies Record<string, LineRule>;

export type LineKind = keyof typeof rules;
export const LINE_KINDS = Object.keys(rules) as readonly LineKind[];

const known: Readonly<Record<string, LineRule>> = rules;

/** The rule of a kind of act about the line, or undefined for any other kind. */
export const lineRuleOf = (kind: string): LineRule | undefined =>
  Object.hasOwn(known, kind) ? known[kind] : undefined;

/** What a party may do about the line now, with the rule that stands against it. */
export type LineMove = { readonly kind: LineKind; readonly verdict: Verdict };

export type LineChange = { readonly verdict: () => Verdict; readonly refolded: number };

export type LineFold = {
  readonly insert: (act: Act) => LineChange;
  /** Judges the acts from this place on again: something that they had seen came late, or the compact turned. */
  readonly again: (key: OrderKey) => void;
  readonly judge: (act: Act) => Verdict;
  /** The state after every act known. What time alone changes in it the views of each concept say. */
  readonly state: () => LineState;
  readonly moves: (by: PartyId, at: Instant) => readonly LineMove[];
  readonly entries: () => readonly Entry[];
};

export function createLineFold(
  founding: Compact,
  versions: () => readonly Version[],
  membersAt: (at: Instant) => readonly PartyId[],
  load: Load,
  causality: (act: Act) => Verdict,
): LineFold {
  const history = newHistory<LineState>();
  /** From here on the acts are not judged yet. */
  let unjudged = Infinity;

  /**
   * Tests are many, and after a long cut a whole ledger of them comes late at once: they are judged together when
   * somebody asks, and not each time anew.
   */
  const settle = (): void => {
    const from = unjudged;
    unjudged = Infinity;
    if (from < history.entries.length) refold(history, from, undefined, load, step);
  };

  const present = (): LineState => {
    settle();
    return history.present ?? NO_LINE;
  };

  const contextAt = (key: OrderKey): LineContext => ({
    compact: versionAt(versions(), key.at)?.compact ?? founding,
    founding,
    members: membersAt(key.at),
    find: (id) => {
      const entry = findEntry(history, id);
      return entry !== undefined && compareOrder(entry, key) < 0 ? entry : undefined;
    },
  });

  const verdictIn = (state: LineState, act: Act, context: LineContext): Verdict => {
    const rule = lineRuleOf(act.kind);
    if (rule === undefined || act.matter !== null) return irregular("unknown-act", { kind: act.kind });
    return firstRefusal(
      () => causality(act),
      () => isParty(context.compact, act.by),
      () => rule.may(act, state, context),
      () => rule.judge(act as Act<never>, state, context),
    );
  };

  const step: Stepping<LineState> = (before, act) => {
    const state = before ?? NO_LINE;
    const context = contextAt(act);
    const verdict = verdictIn(state, act, context);
    const after = verdict.ok ? lineRuleOf(act.kind)?.apply(state, act as Act<never>, context) : state;
    return { after, verdict, version: versionAt(versions(), act.at)?.version ?? null };
  };

  return {
    insert: (act) => {
      const { entry, place } = putInto(history, act);
      const refolded = history.entries.length - place - 1;
      if (refolded === 0 && unjudged === Infinity) refold(history, place, act, load, step);
      else unjudged = Math.min(unjudged, place);
      const verdict = (): Verdict => {
        settle();
        return entry.refusal ?? REGULAR;
      };
      return { verdict, refolded };
    },
    again: (key) => {
      unjudged = Math.min(unjudged, placeOf(history.entries, key));
    },
    judge: (act) => verdictIn(present(), act, contextAt(act)),
    state: present,
    moves: (by, at) => {
      const context = contextAt({ at, by, seq: Infinity });
      return LINE_KINDS.map((kind) => ({ kind, verdict: known[kind]?.may({ by, at }, present(), context) ?? REGULAR }));
    },
    entries: () => {
      settle();
      return history.entries;
    },
  };
}

const isParty = (compact: Compact, party: PartyId): Verdict =>
  partyOf(compact, party) === undefined ? irregular("not-a-party", { party }) : REGULAR;
