// Who did it, as parties judge it: one list of evidence in a matter, and beside it what each party holds of it.
// It has a clock of its own: no duty and no step waits for it. spec/attribution.md

import type { ActId, PartyId } from "./act.ts";
import type { Instant } from "./instant.ts";

/** The Admiralty grades as NATO uses them. F and 6 mean that it cannot be judged: they are not the worst. */
export const SOURCE_GRADES = ["A", "B", "C", "D", "E", "F"] as const;
export type SourceGrade = (typeof SOURCE_GRADES)[number];

export const INFORMATION_GRADES = [1, 2, 3, 4, 5, 6] as const;
export type InformationGrade = (typeof INFORMATION_GRADES)[number];

export const EVIDENCE_KINDS = ["log", "sample", "network", "human", "open-source", "report", "other"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** What it costs its holder to show an item: a source, an access, a method. */
export const COSTS = ["none", "low", "high"] as const;
export type Cost = (typeof COSTS)[number];

export const HYPOTHESIS_KINDS = [
  "state",
  "state-linked",
  "criminal",
  "insider",
  "accident",
  "third-party",
  "false-flag",
  "unknown",
] as const;
export type HypothesisKind = (typeof HYPOTHESIS_KINDS)[number];

/** No judgement leaves these out, however unlikely its author holds them to be. */
export const ALWAYS_ASKED: readonly HypothesisKind[] = ["accident", "criminal", "insider", "third-party", "false-flag"];

/** The spectrum of state responsibility (Healey), from the least to the most. */
export const RESPONSIBILITIES = [
  "prohibited",
  "prohibited-but-inadequate",
  "ignored",
  "encouraged",
  "shaped",
  "coordinated",
  "ordered",
  "rogue-conducted",
  "executed",
  "integrated",
] as const;
export type Responsibility = (typeof RESPONSIBILITIES)[number];

/** The words of estimate of ICD 203, from the least likely. */
export const LIKELIHOODS = [
  "almost-no-chance",
  "very-unlikely",
  "unlikely",
  "roughly-even",
  "likely",
  "very-likely",
  "almost-certain",
] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

/** What each word of estimate means, in percent. */
export const BANDS: Readonly<Record<Likelihood, { readonly low: number; readonly high: number }>> = {
  "almost-no-chance": { low: 1, high: 5 },
  "very-unlikely": { low: 5, high: 20 },
  unlikely: { low: 20, high: 45 },
  "roughly-even": { low: 45, high: 55 },
  likely: { low: 55, high: 80 },
  "very-likely": { low: 80, high: 95 },
  "almost-certain": { low: 95, high: 99 },
};

/** Confidence is about sources and argument, and never about how likely something is. */
export const CONFIDENCES = ["low", "moderate", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** How an item stands to a hypothesis: very consistent, consistent, neither, inconsistent, very inconsistent. */
export const MARKS = ["cc", "c", "n", "i", "ii"] as const;
export type Mark = (typeof MARKS)[number];

export const ATTRIBUTION_ANSWERS = ["join", "abstain", "dissent"] as const;
type AttributionAnswer = (typeof ATTRIBUTION_ANSWERS)[number];

/** One who held an item, since when, and the digest of what was held. */
export type Custody = { readonly holder: string; readonly at: Instant; readonly hash: string };

/** Its bytes are named to all, or bound by a commitment that says nothing of them until it is opened. */
export type Binding =
  | {
      readonly is: "open";
      readonly digest: string;
      readonly custody: readonly Custody[];
      /** What bound it before it was opened; null when it never was under one. */
      readonly commitment: string | null;
    }
  | { readonly is: "committed"; readonly commitment: string };

/** To whom an item under a commitment was opened; `to` is null where it was to all. */
export type Disclosure = { readonly act: ActId; readonly at: Instant; readonly to: PartyId | null };

export type Evidence = {
  /** The act that graded it last. */
  readonly act: ActId;
  readonly by: PartyId;
  /** Its party names it so, once in a matter; to the others it is `party/name`. */
  readonly name: string;
  /** When it was added first. */
  readonly at: Instant;
  readonly kind: EvidenceKind;
  readonly source: SourceGrade;
  readonly information: InformationGrade;
  readonly bound: Binding;
  /** To whom its party says that it may be shown. */
  readonly shown: readonly PartyId[];
  readonly cost: Cost;
  readonly disclosed: readonly Disclosure[];
};

export type Hypothesis = {
  readonly id: string;
  readonly kind: HypothesisKind;
  readonly actor: string | null;
  readonly responsibility: Responsibility | null;
  readonly likelihood: Likelihood;
};

/** What one item says to each hypothesis; a hypothesis that is left out is `n`. */
export type MatrixRow = {
  readonly item: string;
  readonly marks: Readonly<Record<string, Mark>>;
  /** As the item was graded when the judgement was given: nobody moves a text that others have answered. */
  readonly source: SourceGrade;
  readonly information: InformationGrade;
};

export type GivenAnswer = {
  readonly act: ActId;
  readonly at: Instant;
  readonly is: AttributionAnswer;
  /** An assessor stands on no side: it says whether the judgement follows from its evidence. */
  readonly as: "party" | "assessor";
};

/** One party's judgement, and what the others say to it. */
export type Judgement = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly at: Instant;
  readonly hypotheses: readonly Hypothesis[];
  readonly confidence: Confidence;
  readonly matrix: readonly MatrixRow[];
  readonly answers: Readonly<Record<PartyId, GivenAnswer>>;
  /** The act after which it stands no more: a newer judgement, or its party's joining of another's. */
  readonly replaced: ActId | null;
};

export type Attribution = {
  readonly evidence: readonly Evidence[];
  readonly judgements: readonly Judgement[];
};

/** Before anyone has said who it was. */
export const NO_ATTRIBUTION: Attribution = { evidence: [], judgements: [] };
