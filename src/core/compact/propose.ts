// `propose-compact`: a party puts a whole new wording to the others, with the day on which it would take
// force. It binds nobody: members sign, the proposer too, or it lapses on that day. spec/agreement.md

import { Type, type Static } from "typebox";
import { InstantText, LIMITS, Text, type Act } from "../kernel/act.ts";
import { DAY, parseInstant, type Instant, type Millis } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR, type Refusal, type Verdict } from "../kernel/verdict.ts";
import {
  hasLeft,
  hasQuorum,
  isInForce,
  quorumFor,
  versionAt,
  type Agreement,
  type AgreementRule,
  type Proposal,
  type Version,
} from "./agreement.ts";
import { hasRole, partyOf, type Compact } from "./compact.ts";
import { changedSections } from "./diff.ts";
import type { CompactDocument } from "./document.ts";
import { body, Of } from "./fields.ts";
import { isShallow } from "./place.ts";
import { firstFault } from "./form.ts";
import { readCompact } from "./read.ts";
import type { Occasion } from "./rule.ts";

export const ProposeBody = body({
  /** The whole document without the parties' keys. What is wrong with it is said by rule, not at the door. */
  document: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()),
  from: InstantText,
  reason: Text,
  /** An open proposal of the same party that this one takes the place of. */
  replaces: Type.Optional(Of),
});
export type ProposeBody = Static<typeof ProposeBody>;

type Reading = { readonly compact: Compact; readonly document: CompactDocument; readonly sections: readonly string[] };

/** The version that a proposal would follow, with its document. */
function lastVersion({ versions }: Agreement, at: Instant): Version & { readonly document: CompactDocument } {
  const last = versionAt(versions, at);
  const document = last?.document ?? null;
  if (last === undefined || document === null)
    throw new Error("invariant: a fold that has no founding document cannot judge an amendment");
  return { ...last, document };
}

/** What an amendment must leave as it is. */
const KEPT = ["downrung", "name", "mode"] as const;

/** A place is told so far: names in a stranger's document may have any length. */
const PLACE_CHARACTERS = 160;

/** The proposed document with the keys of the founding one, or the rule against it. */
function readProposed({ document: proposed }: ProposeBody, last: ReturnType<typeof lastVersion>): Reading | Refusal {
  const bad = (place: readonly (string | number)[], because: string): Refusal =>
    irregular("bad-document", { place: place.join("/").slice(0, PLACE_CHARACTERS), because });
  const kept = KEPT.find((key) => proposed[key] !== last.document[key]);
  if (kept !== undefined) return irregular("other-compact", { place: kept });
  if (proposed["version"] !== last.version + 1) return irregular("wrong-version", { version: last.version + 1 });
  const parties = withKeys(proposed["parties"], last.compact);
  if ("ok" in parties) return parties;
  // From here on a judge pays for the length of the document; what could be refused for less has been.
  if (!isShallow(proposed)) return bad([], "it nests deeper than a compact can");
  const whole = { ...proposed, parties: parties.parties };
  const reading = readCompact(whole, last.compact.id, firstFault);
  if (!reading.ok) {
    const [first] = reading.errors;
    return bad(first?.path ?? [], first?.message ?? "it does not read");
  }
  const { compact, document } = reading;
  const sections = changedSections(last.document, document);
  return sections.length === 0 ? irregular("nothing-changed") : { compact, document, sections };
}

/** The same parties in the same roles, each with the keys that it has. */
function withKeys(
  parties: unknown,
  { parties: known }: Compact,
): { readonly parties: Readonly<Record<string, unknown>> } | Refusal {
  const given = (typeof parties === "object" && parties !== null ? parties : {}) as Readonly<Record<string, unknown>>;
  const strange = Object.keys(given).find((id) => !known.some((party) => party.id === id));
  if (strange !== undefined) return irregular("parties-changed", { party: strange });
  const filled: Record<string, unknown> = {};
  for (const { id, role, keys } of known) {
    const party = Object.hasOwn(given, id) ? given[id] : undefined;
    if (typeof party !== "object" || party === null || !("role" in party) || party.role !== role)
      return irregular("parties-changed", { party: id });
    if ("keys" in party) return irregular("keys-changed", { party: id });
    filled[id] = keys.act === "" ? party : { ...party, keys };
  }
  return { parties: filled };
}

const isReading = (read: Reading | Refusal): read is Reading => !("ok" in read);

/** Members and mediators propose; whoever else has a wish comments. */
const mayPropose = ({ by, at }: Occasion, agreement: Agreement): Verdict => {
  const { compact } = agreement.founding;
  if (partyOf(compact, by) === undefined) return irregular("not-a-party", { party: by });
  if (!hasRole(compact, by, "member") && !hasRole(compact, by, "mediator"))
    return irregular("not-a-member", { party: by });
  return hasLeft(agreement, by, at) ? irregular("withdrawn", { party: by }) : REGULAR;
};

const openOf = ({ proposals }: Agreement, by: string): readonly Proposal[] =>
  proposals.filter((each) => each.by === by && each.state.is === "open");

/** The others must be able to hear of it before its day: no sooner than clocks may differ, at the drill's pace. */
const soonest = (act: Act, { skew, pace }: Compact): Instant => act.at + Math.ceil(skew / pace) + 1;

/** A proposal that never comes would hold for ever the members who have signed it and may sign no other. */
const LONGEST_AHEAD: Millis = 731 * DAY;

function judgeDate({ at, body: { from: text } }: Act<ProposeBody>, first: Instant): Verdict {
  const from = parseInstant(text) ?? 0;
  if (from < first) return irregular("force-too-soon", { from: first });
  const last = at + LONGEST_AHEAD;
  return from <= last ? REGULAR : irregular("force-too-late", { from: last });
}

/** Every wording is kept, void or not, so each party may bring only so many after one version. */
function hasWordingsLeft({ by }: Act<ProposeBody>, { proposals }: Agreement, version: number): Verdict {
  const brought = proposals.filter((each) => each.by === by && each.version === version).length;
  return brought < LIMITS.proposalsEach ? REGULAR : irregular("proposals-spent", { most: LIMITS.proposalsEach });
}

function judgeReplaced(act: Act<ProposeBody>, agreement: Agreement): Verdict {
  const { replaces } = act.body;
  if (replaces === undefined) {
    return openOf(agreement, act.by).length < LIMITS.proposalsOpen
      ? REGULAR
      : irregular("too-many-proposals", { most: LIMITS.proposalsOpen });
  }
  const replaced = agreement.proposals.find(({ id }) => id === replaces);
  if (replaced === undefined) return irregular("unknown-proposal");
  if (replaced.by !== act.by) return irregular("not-the-proposer", { party: replaced.by });
  if (replaced.state.is !== "open") return irregular("proposal-void", { at: replaced.state.at });
  // What enough members have agreed to is no longer its proposer's to take back.
  return hasQuorum(agreement, replaced, act.at) ? irregular("proposal-agreed") : REGULAR;
}

export const propose: AgreementRule<ProposeBody> = {
  kind: "propose-compact",
  body: ProposeBody,
  may: (occasion, agreement) =>
    firstRefusal(
      () => mayPropose(occasion, agreement),
      () => isInForce(occasion, agreement),
    ),
  judge: (act, agreement) =>
    firstRefusal(
      () => judgeReplaced(act, agreement),
      () => hasWordingsLeft(act, agreement, lastVersion(agreement, act.at).version + 1),
      () => judgeDate(act, soonest(act, lastVersion(agreement, act.at).compact)),
      () => {
        const read = readProposed(act.body, lastVersion(agreement, act.at));
        return isReading(read) ? REGULAR : read;
      },
    ),
  apply: (agreement, act) => {
    const last = lastVersion(agreement, act.at);
    const read = readProposed(act.body, last);
    if (!isReading(read)) throw new Error("invariant: an irregular proposal was applied");
    const proposal: Proposal = {
      id: act.id,
      by: act.by,
      at: act.at,
      version: last.version + 1,
      from: parseInstant(act.body.from) ?? 0,
      ...read,
      quorum: quorumFor(last.compact, read.sections),
      signatures: [],
      state: { is: "open" },
    };
    const before = agreement.proposals.map((each) =>
      each.id === act.body.replaces ? { ...each, state: { is: "void", at: act.at, why: "replaced" } as const } : each,
    );
    return { ...agreement, proposals: [...before, proposal] };
  },
};
