// What a proposal of a measure states beside its objective: whom it addresses, the finding that it answers,
// its ground with the checklist of ARSIWA Articles 49 to 54, its review, how it is undone, whom it may harm
// and what it leaves alone. A checklist holds a party's own answers with its reasons: the law asks whether
// they are given, never whether they are right. spec/measures.md

import { isJoined } from "../attribution/views.ts";
import { Type, type Static } from "typebox";
import type { Compact, MeasureRule } from "../compact/compact.ts";
import { Of } from "../compact/fields.ts";
import { InstantText, PARTY_PATTERN, Text, TriState, type ActId, type PartyId } from "../kernel/act.ts";
import { DAY, parseInstant, type Instant } from "../kernel/instant.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";

/** On what a measure rests in the view of its proposer. */
export const GROUNDS = ["retorsion", "countermeasure", "necessity", "collective", "self-defence"] as const;
type Ground = (typeof GROUNDS)[number];

/** What the law of state responsibility asks of a countermeasure, in the order of its articles. */
export const CHECKLIST = [
  { item: "injury", article: "49(1)" },
  { item: "induces-compliance", article: "49(1)" },
  { item: "reversible", article: "49(3)" },
  { item: "protected-objects", article: "50" },
  { item: "commensurate", article: "51" },
  { item: "call-to-comply", article: "52(1)(a)" },
  { item: "notice-and-offer", article: "52(1)(b)" },
  { item: "not-before-a-court", article: "52(3)" },
  { item: "ends-when", article: "53" },
] as const;
type ChecklistItem = (typeof CHECKLIST)[number]["item"];

/** Without these answered yes no countermeasure is filed where the compact asks for full preconditions. */
const NEEDED: readonly ChecklistItem[] = [
  "call-to-comply",
  "notice-and-offer",
  "injury",
  "commensurate",
  "reversible",
  "protected-objects",
  "ends-when",
];

/**
 * Article 52(2): "notwithstanding paragraph 1 (b)", urgent countermeasures to preserve rights do not wait for the
 * notice and the offer. They do wait for the call to comply.
 */
const URGENT_WITHOUT: readonly ChecklistItem[] = ["notice-and-offer"];

/** Article 54: what other states than the injured one take against a breach is weighed as a countermeasure is. */
const WITH_CHECKLIST: readonly Ground[] = ["countermeasure", "collective"];

/** What a measure may touch. */
export const PROTECTED = ["deterrence", "essential-services", "medical", "csirts", "diplomatic-premises"] as const;
type Protected = (typeof PROTECTED)[number];

/** What no measure may touch, under whatever compact. */
const NEVER: readonly Protected[] = ["deterrence", "essential-services"];

/** A review falls due at most twelve months after the start, as EU listings are reviewed. */
export const LONGEST_TO_REVIEW = 365 * DAY;

const Item = Type.Object(
  { item: Type.Enum(CHECKLIST.map(({ item }) => item)), met: TriState, because: Text },
  { additionalProperties: false },
);

const Touched = Type.Object(
  {
    deterrence: Type.Optional(TriState),
    "essential-services": Type.Optional(TriState),
    medical: Type.Optional(TriState),
    csirts: Type.Optional(TriState),
    "diplomatic-premises": Type.Optional(TriState),
  },
  { additionalProperties: false },
);

/** The fields that a proposal may state; `preconditions: full` asks for them of a restrictive measure. */
export const StatedFields = {
  /** The party that the measure addresses. */
  addressee: Type.Optional(Type.String({ pattern: PARTY_PATTERN })),
  /** The verified finding that it answers. */
  finding: Type.Optional(Of),
  ground: Type.Optional(Type.Enum(GROUNDS)),
  checklist: Type.Optional(Type.Array(Item, { maxItems: CHECKLIST.length })),
  /** Why it cannot wait for the notice of the decision and the offer to negotiate. */
  urgent: Type.Optional(Text),
  starts: Type.Optional(InstantText),
  review: Type.Optional(InstantText),
  /** How it is undone, step by step. */
  undo: Type.Optional(Text),
  /** Whether the undoing was gone through on paper. */
  triedOnPaper: Type.Optional(Type.Enum(["yes", "no"])),
  /** What it does to civilians, and what keeps that small. */
  civilian: Type.Optional(Text),
  /** Whether it touches any of these. */
  protected: Type.Optional(Touched),
};
const Stated = Type.Object(StatedFields);
export type Stated = Static<typeof Stated>;

/** The compact asks of this measure everything that a proposal can state. */
export const asksForAll = (compact: Compact, rule: MeasureRule): boolean =>
  compact.preconditions === "full" && rule.category === "restrictive";

/**
 * Two parties have put their names to this finding. It is another's confirmation that saw the incident itself, an
 * attribution that was joined, or minutes that all have signed and one beside their author without dissent.
 */
export function isVerified(matter: Matter, finding: ActId, by: PartyId): boolean {
  const confirmed = Object.entries(matter.confirmations).some(
    ([party, { act, finds, seen }]) => act === finding && finds === "confirmed" && seen && party !== by,
  );
  const minuted = (matter.table?.sittings ?? []).some(
    ({ present, minutes }) =>
      minutes?.act === finding &&
      Object.keys(present).every((party) => minutes.signed[party] !== undefined) &&
      Object.entries(minutes.signed).some(([party, { dissent }]) => party !== minutes.by && !dissent),
  );
  return confirmed || minuted || isJoined(matter, finding);
}

/** What no compact can permit: a measure that would touch deterrence or what people live by. */
function sparesAlways({ protected: touched = {} }: Stated): Verdict {
  const what = NEVER.find((object) => touched[object] === "yes");
  return what === undefined ? REGULAR : irregular("touches-protected", { what });
}

/** The addressee is another party of the matter. */
const addresses = ({ addressee }: Stated, matter: Matter, by: PartyId): Verdict =>
  addressee === undefined || (addressee !== by && membersOf(matter).includes(addressee))
    ? REGULAR
    : irregular("not-in-this-matter", { party: addressee });

const findingHolds = ({ finding }: Stated, matter: Matter, by: PartyId): Verdict =>
  finding === undefined || isVerified(matter, finding, by) ? REGULAR : irregular("finding-not-verified");

/** Instants that are stated stand in their order: the start ahead, the review after it and within twelve months. */
function timesFit(stated: Stated, at: Instant, rule: MeasureRule): Verdict {
  const starts = stated.starts === undefined ? null : parseInstant(stated.starts);
  const review = stated.review === undefined ? null : parseInstant(stated.review);
  if (starts === undefined || (starts !== null && starts < at)) return irregular("measure-start");
  // The earliest instant at which it could be in force.
  const earliest = Math.max(starts ?? at, at + rule.notice);
  const latest = earliest + Math.min(LONGEST_TO_REVIEW, rule.lasts ?? Infinity);
  return review === null || (review !== undefined && review > earliest && review <= latest)
    ? REGULAR
    : irregular("review-date");
}

/** Everything that is stated fits, whatever the compact asks for. */
export const statedFits = (stated: Stated, at: Instant, by: PartyId, rule: MeasureRule, matter: Matter): Verdict =>
  firstRefusal(
    () => sparesAlways(stated),
    () => addresses(stated, matter, by),
    () => findingHolds(stated, matter, by),
    () => timesFit(stated, at, rule),
  );

const NEEDED_FIELDS = ["addressee", "finding", "ground", "undo", "civilian", "protected", "review"] as const;

/** Everything that `preconditions: full` asks for is stated. */
export function statesAll(stated: Stated): Verdict {
  const missing = NEEDED_FIELDS.find((name) => stated[name] === undefined);
  if (missing !== undefined) return irregular("precondition-missing", { item: missing });
  const { protected: touched = {}, ground, urgent, checklist = [] } = stated;
  const hit = PROTECTED.find((object) => touched[object] === "yes");
  if (hit !== undefined) return irregular("touches-protected", { what: hit });
  // What nobody has looked at is not known to be spared.
  if (NEVER.some((object) => touched[object] !== "no")) return irregular("precondition-missing", { item: "protected" });
  if (ground === undefined || !WITH_CHECKLIST.includes(ground)) return REGULAR;
  const denied = checklist.find(({ item, met }) => met === "no" && !isWaived(item, urgent));
  const open = NEEDED.find((item) => !isWaived(item, urgent) && !isAnswered(item, checklist));
  const item = denied?.item ?? open;
  return item === undefined ? REGULAR : irregular("checklist-open", { item });
}

const isWaived = (item: ChecklistItem, urgent: Text | undefined): boolean =>
  urgent !== undefined && URGENT_WITHOUT.includes(item);

const isAnswered = (item: ChecklistItem, checklist: NonNullable<Stated["checklist"]>): boolean => {
  const answers = checklist.filter((answer) => answer.item === item);
  return answers.length > 0 && answers.every(({ met }) => met === "yes");
};
