// `attribute`: who one party holds it to have been: competing hypotheses with a word of estimate each, the
// confidence in what they rest on, and what each item of the list says to each of them. spec/attribution.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import type { ActRule } from "../compact/rule.ts";
import { LIMITS, Text, type Act, type PartyId } from "../kernel/act.ts";
import {
  ALWAYS_ASKED,
  BANDS,
  CONFIDENCES,
  HYPOTHESIS_KINDS,
  LIKELIHOODS,
  MARKS,
  RESPONSIBILITIES,
  type Judgement,
  type MatrixRow,
} from "../kernel/attribution.ts";
import { LINE_PATTERN } from "../kernel/one-line.ts";
import type { Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import {
  attributionOf,
  evidenceIn,
  isRoomFor,
  ITEM_PATTERN,
  NAME_PATTERN,
  onAttribution,
  withAttribution,
} from "./occasion.ts";

const HypothesisStated = Type.Object(
  {
    id: Type.String({ pattern: NAME_PATTERN }),
    kind: Type.Enum(HYPOTHESIS_KINDS),
    actor: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.titleCharacters, pattern: LINE_PATTERN })),
    responsibility: Type.Optional(Type.Enum(RESPONSIBILITIES)),
    likelihood: Type.Enum(LIKELIHOODS),
    how: Type.Optional(Text),
    who: Type.Optional(Text),
    why: Type.Optional(Text),
  },
  { additionalProperties: false },
);

const MOST_ITEMS = LIMITS.parties * 8;

export const AttributeBody = body({
  hypotheses: Type.Array(HypothesisStated, { minItems: 1, maxItems: LIMITS.hypotheses }),
  confidence: Type.Enum(CONFIDENCES),
  /** What the confidence rests on: sources and argument. */
  reasons: Text,
  matrix: Type.Array(
    Type.Object(
      {
        item: Type.String({ pattern: ITEM_PATTERN }),
        marks: Type.Record(Type.String({ pattern: NAME_PATTERN }), Type.Enum(MARKS), { additionalProperties: false }),
      },
      { additionalProperties: false },
    ),
    { maxItems: MOST_ITEMS },
  ),
  statement: Type.Optional(Text),
});
export type AttributeBody = Static<typeof AttributeBody>;

const firstTwice = (names: readonly string[]): string | undefined => names.find((name, i) => names.indexOf(name) !== i);

/** One of them is true and only one, so the words of estimate must be able to mean a hundred percent together. */
function canSum(hypotheses: AttributeBody["hypotheses"]): Verdict {
  const bands = hypotheses.map(({ likelihood }) => BANDS[likelihood]);
  const low = bands.reduce((sum, band) => sum + band.low, 0);
  const high = bands.reduce((sum, band) => sum + band.high, 0);
  return low <= 100 && 100 <= high ? REGULAR : irregular("hypotheses-do-not-sum", { low, high });
}

/** The judgement of another that a party stands behind. */
export const joinedBy = (matter: Matter, party: PartyId): Judgement | undefined =>
  attributionOf(matter).judgements.find(
    ({ replaced, answers }) => replaced === null && answers[party]?.is === "join" && answers[party].as === "party",
  );

/** A party stands behind one text: before it gives its own it takes its name from under another's. */
const hasJoinedNone = (matter: Matter, party: PartyId): Verdict => {
  const joined = joinedBy(matter, party);
  return joined === undefined ? REGULAR : irregular("two-joint-texts", { party: joined.by });
};

function judge({ body: { hypotheses, matrix } }: Act<AttributeBody>, matter: Matter | undefined): Verdict {
  const ids = hypotheses.map(({ id }) => id);
  const missing = ALWAYS_ASKED.find((kind) => !hypotheses.some((one) => one.kind === kind));
  const twice = firstTwice(ids);
  const rowTwice = firstTwice(matrix.map(({ item }) => item));
  const strange = matrix.find(({ item }) => evidenceIn(matter, item) === undefined);
  const unknown = matrix.flatMap(({ marks }) => Object.keys(marks)).find((id) => !ids.includes(id));
  return firstRefusal(
    () => (twice === undefined ? REGULAR : irregular("hypothesis-twice", { hypothesis: twice })),
    () => (missing === undefined ? REGULAR : irregular("hypothesis-missing", { hypothesis: missing })),
    () => canSum(hypotheses),
    () => (strange === undefined ? REGULAR : irregular("unknown-evidence", { evidence: strange.item })),
    () => (rowTwice === undefined ? REGULAR : irregular("evidence-twice", { evidence: rowTwice })),
    () => (unknown === undefined ? REGULAR : irregular("unknown-hypothesis", { hypothesis: unknown })),
  );
}

export const attribute: ActRule<AttributeBody> = {
  kind: "attribute",
  body: AttributeBody,
  may: (occasion, context) =>
    onAttribution(
      occasion,
      context,
      (matter) => hasJoinedNone(matter, occasion.by),
      (matter) =>
        isRoomFor(
          "attribute",
          attributionOf(matter).judgements.filter(({ by }) => by === occasion.by).length,
          LIMITS.attributionsEach,
        ),
    ),
  judge: (act, { matter }) => judge(act, matter),
  apply: (matter, { id, by, at, body: { hypotheses, confidence, matrix } }) => {
    const before = attributionOf(matter).judgements.map((judgement): Judgement => {
      const replaces = judgement.by === by && judgement.replaced === null;
      return replaces ? { ...judgement, replaced: id } : judgement;
    });
    const stated = hypotheses.map(({ id: name, kind, actor, responsibility, likelihood }) => ({
      id: name,
      kind,
      actor: actor ?? null,
      responsibility: responsibility ?? null,
      likelihood,
    }));
    const rows = matrix.flatMap((row): readonly MatrixRow[] => {
      const held = evidenceIn(matter, row.item);
      return held === undefined ? [] : [{ ...row, source: held.source, information: held.information }];
    });
    const judgement = { act: id, by, at, hypotheses: stated, confidence, matrix: rows, answers: {}, replaced: null };
    return withAttribution(matter, { judgements: [...before, judgement] });
  },
};
