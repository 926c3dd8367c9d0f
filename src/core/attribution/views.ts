// What a reader sees of an attribution: each judgement with its ranking, the item that would move it most, and
// what the others say to it. Dissent is shown beside, never counted against anyone. spec/attribution.md

import type { ActId, PartyId } from "../kernel/act.ts";
import { BANDS, type Custody, type Evidence, type GivenAnswer, type Judgement } from "../kernel/attribution.ts";
import type { Matter } from "../kernel/matter.ts";
import { mostTelling, ranking, telling, type Ranked, type Telling } from "./ach.ts";
import { openToAnswer } from "./answer-attribution.ts";
import { attributionOf, judgementIn, refOf } from "./occasion.ts";

type AnswerView = GivenAnswer & { readonly party: PartyId };

export type JudgementView = {
  readonly judgement: Judgement;
  readonly is: "stands" | "replaced";
  readonly ranking: readonly Ranked[];
  readonly telling: readonly Telling[];
  readonly most: Telling | null;
  readonly answers: readonly AnswerView[];
};

export type EvidenceView = {
  readonly evidence: Evidence;
  readonly item: string;
  /** The steps at which the digest of what was held is not the item's. */
  readonly breaks: readonly Custody[];
};

export type AttributionView = {
  readonly evidence: readonly EvidenceView[];
  /** Those that stand first, each group in the order in which they were given. */
  readonly judgements: readonly JudgementView[];
};

const breaksIn = ({ bound }: Evidence): readonly Custody[] =>
  bound.is === "open" ? bound.custody.filter(({ hash }) => hash !== bound.digest) : [];

const answersTo = ({ answers }: Judgement): readonly AnswerView[] =>
  Object.entries(answers)
    .map(([party, answer]) => ({ ...answer, party }))
    .toSorted((a, b) => a.at - b.at || (a.party < b.party ? -1 : 1));

/** Null where nobody has said anything of who it was. */
export function attributionView(matter: Matter): AttributionView | null {
  if (matter.attribution === null) return null;
  const { evidence, judgements } = matter.attribution;
  const views = judgements.map((judgement): JudgementView => {
    const told = telling(judgement, evidence);
    return {
      judgement,
      is: judgement.replaced === null ? "stands" : "replaced",
      ranking: ranking(judgement),
      telling: told,
      most: mostTelling(told) ?? null,
      answers: answersTo(judgement),
    };
  });
  return {
    evidence: evidence.map((item) => ({ evidence: item, item: refOf(item), breaks: breaksIn(item) })),
    judgements: [...views.filter(({ is }) => is === "stands"), ...views.filter(({ is }) => is === "replaced")],
  };
}

/**
 * It stands, and at least one other has put its name to it or found, as an assessor, that it follows from its
 * evidence: a finding that a measure may answer.
 */
export function isJoined(matter: Matter, act: ActId): boolean {
  const judgement = judgementIn(matter, act);
  return judgement?.replaced === null && Object.values(judgement.answers).some(({ is }) => is === "join");
}

/** The acts that an `of` may name, newest first; null for another kind. */
export const attributionSubjects = (matter: Matter, kind: string, party: PartyId): readonly ActId[] | null =>
  kind === "answer-attribution"
    ? openToAnswer(matter, party)
        .map(({ act }) => act)
        .toReversed()
    : null;

/** What a word of estimate means, in percent. */
export const bandOf = ({
  likelihood,
}: Judgement["hypotheses"][number]): { readonly low: number; readonly high: number } => BANDS[likelihood];

/** Every item of the list as others name it. */
export const itemsOf = (matter: Matter): readonly string[] => attributionOf(matter).evidence.map(refOf);
