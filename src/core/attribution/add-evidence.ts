// `add-evidence`: items that a party puts on the list, each graded and bound. What all may see is named by its
// digest with its custody; what is kept back is bound by a commitment and opened later, to some or to all.
// spec/attribution.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import type { ActRule } from "../compact/rule.ts";
import { Digest, LIMITS, PARTY_PATTERN, Text, type Act, type PartyId } from "../kernel/act.ts";
import {
  COSTS,
  EVIDENCE_KINDS,
  INFORMATION_GRADES,
  SOURCE_GRADES,
  type Binding,
  type Custody,
  type Evidence,
  type InformationGrade,
  type SourceGrade,
} from "../kernel/attribution.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { custodyOf, CustodyStep, runsForward } from "./commitment.ts";
import {
  attributionOf,
  evidenceIn,
  isRoomFor,
  NAME_PATTERN,
  onAttribution,
  refOf,
  withAttribution,
} from "./occasion.ts";

const Item = Type.Object(
  {
    name: Type.String({ pattern: NAME_PATTERN }),
    kind: Type.Enum(EVIDENCE_KINDS),
    /** A to F, and 1 to 6; the law says what is out of range. */
    source: Type.String({ pattern: "^[A-Z]$" }),
    information: Type.Integer({ minimum: 0, maximum: 9 }),
    digest: Type.Optional(Digest),
    custody: Type.Optional(Type.Array(CustodyStep, { maxItems: LIMITS.custodySteps })),
    commitment: Type.Optional(Digest),
    shown: Type.Array(Type.String({ pattern: PARTY_PATTERN }), { maxItems: LIMITS.parties, uniqueItems: true }),
    cost: Type.Enum(COSTS),
    /** Why showing it costs that. */
    costs: Type.Optional(Text),
    /** What all may read of it. */
    about: Type.Optional(Text),
  },
  { additionalProperties: false },
);
type Item = Static<typeof Item>;

export const AddEvidenceBody = body({
  items: Type.Array(Item, { minItems: 1, maxItems: LIMITS.evidenceInAct }),
  statement: Type.Optional(Text),
});
export type AddEvidenceBody = Static<typeof AddEvidenceBody>;

const isSourceGrade = (grade: string): grade is SourceGrade => (SOURCE_GRADES as readonly string[]).includes(grade);
const isInformationGrade = (grade: number): grade is InformationGrade =>
  (INFORMATION_GRADES as readonly number[]).includes(grade);

/** Undefined for an item that is bound by nothing, or by two things, or whose custody tells what is kept back. */
function bindingOf({ digest, custody = [], commitment }: Item): Binding | undefined {
  if (digest !== undefined && commitment === undefined) {
    return { is: "open", digest, custody: custodyOf(custody), commitment: null };
  }
  return commitment !== undefined && digest === undefined && custody.length === 0
    ? { is: "committed", commitment }
    : undefined;
}

/** A name stands for the same thing as long as the matter lives: it is graded anew and never becomes another. */
const isSame = (known: Binding, now: Binding | undefined): boolean =>
  now?.is === "committed" ? now.commitment === known.commitment : known.is === "open" && now?.digest === known.digest;

const isStep = (a: Custody, b: Custody | undefined): boolean =>
  a.holder === b?.holder && a.at === b.at && a.hash === b.hash;

/** Custody is told further and never told anew; where a commitment bound it, it stays what the opening showed. */
function continues(known: Binding | undefined, steps: readonly CustodyStep[] | undefined): boolean {
  if (known?.is !== "open" || steps === undefined) return true;
  const now = custodyOf(steps);
  const mayGrow = known.commitment === null || now.length === known.custody.length;
  return mayGrow && known.custody.every((step, i) => isStep(step, now[i]));
}

/** What was opened stays open, as what had bound it; custody that is not told again stays. */
function boundAnew(known: Binding | undefined, now: Binding, tells: boolean): Binding {
  if (known?.is !== "open") return now;
  return known.commitment === null && now.is === "open" && tells ? now : known;
}

function judgeItem(item: Item, by: PartyId, at: Instant, matter: Matter | undefined): Verdict {
  const { name, source, information, custody = [] } = item;
  const bound = bindingOf(item);
  const known = evidenceIn(matter, refOf({ by, name }));
  return firstRefusal(
    () => (bound === undefined ? irregular("evidence-not-bound", { evidence: name }) : REGULAR),
    () =>
      isSourceGrade(source) && isInformationGrade(information)
        ? REGULAR
        : irregular("grade-out-of-scale", { evidence: name, grade: `${source}${information}` }),
    () => (runsForward(custody, at) ? REGULAR : irregular("custody-times", { evidence: name })),
    () =>
      known === undefined || isSame(known.bound, bound) ? REGULAR : irregular("evidence-twice", { evidence: name }),
    () => (continues(known?.bound, item.custody) ? REGULAR : irregular("custody-rewritten", { evidence: name })),
  );
}

function judge({ by, at, body: { items } }: Act<AddEvidenceBody>, matter: Matter | undefined): Verdict {
  const names = items.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  const given = matter === undefined ? [] : attributionOf(matter).evidence.filter((item) => item.by === by);
  const added = names.filter((name) => !given.some((item) => item.name === name));
  return firstRefusal(
    () => (twice === undefined ? REGULAR : irregular("evidence-twice", { evidence: twice })),
    ...items.map((item) => () => judgeItem(item, by, at, matter)),
    () => isRoomFor("add-evidence", given.length + added.length - 1, LIMITS.evidenceEach),
  );
}

/** Undefined for what the law has refused. */
function evidenceOf(item: Item, { id, by, at }: Act, known: Evidence | undefined): Evidence | undefined {
  const { name, kind, source, information, shown, cost } = item;
  const bound = bindingOf(item);
  if (bound === undefined || !isSourceGrade(source) || !isInformationGrade(information)) return undefined;
  const since = { at: known?.at ?? at, disclosed: known?.disclosed ?? [] };
  return {
    act: id,
    by,
    name,
    kind,
    source,
    information,
    bound: boundAnew(known?.bound, bound, item.custody !== undefined),
    shown,
    cost,
    ...since,
  };
}

export const addEvidence: ActRule<AddEvidenceBody> = {
  kind: "add-evidence",
  body: AddEvidenceBody,
  may: (occasion, context) => onAttribution(occasion, context),
  judge: (act, { matter }) => judge(act, matter),
  apply: (matter, act) => {
    const { evidence } = attributionOf(matter);
    const given = act.body.items
      .map((item) => evidenceOf(item, act, evidenceIn(matter, refOf({ by: act.by, name: item.name }))))
      .filter((item) => item !== undefined);
    const anew = (item: Evidence): Evidence => given.find((each) => refOf(each) === refOf(item)) ?? item;
    const added = given.filter((item) => evidenceIn(matter, refOf(item)) === undefined);
    return withAttribution(matter, { evidence: [...evidence.map(anew), ...added] });
  },
};
