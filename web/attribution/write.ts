// From what an officer fills in to the bodies of evidence and of a judgement. Pure: the same values give the same
// body, and what is missing is named by the id of its label. What is kept back goes to the officer's own node
// alone, which binds it by a commitment before it signs. spec/attribution.md

import type { Body, Language } from "../../src/core/kernel/act.ts";
import {
  ALWAYS_ASKED,
  BANDS,
  type Confidence,
  type Cost,
  type EvidenceKind,
  type HypothesisKind,
  type InformationGrade,
  type Judgement,
  type Likelihood,
  type Mark,
  type Responsibility,
  type SourceGrade,
} from "../../src/core/kernel/attribution.ts";
import { printInstant } from "../../src/core/kernel/instant.ts";

export type Said = { readonly lang: Language; readonly text: string };

export type CustodyRow = { readonly holder: string; readonly at: string; readonly digest: string };

export type EvidenceValues = {
  readonly name: string;
  readonly kind: EvidenceKind;
  readonly source: SourceGrade;
  readonly information: `${InformationGrade}`;
  readonly bind: "open" | "kept";
  readonly digest: string;
  readonly about: Said;
  readonly custody: readonly CustodyRow[];
  readonly shown: readonly string[];
  readonly cost: Cost;
};

export type HypothesisValues = {
  readonly id: string;
  readonly kind: HypothesisKind;
  readonly actor: string;
  readonly responsibility: Responsibility | "";
  readonly likelihood: Likelihood;
  readonly layers: Readonly<Record<Layer, string>>;
};

export const LAYERS = ["how", "who", "why"] as const;
type Layer = (typeof LAYERS)[number];

export type JudgementValues = {
  readonly hypotheses: readonly HypothesisValues[];
  readonly confidence: Confidence;
  readonly reasons: Said;
  /** `item hypothesis` to a mark; what is not there is `n`. */
  readonly marks: Readonly<Record<string, Mark>>;
};

/** What is missing, by the label that names it. */
type Missing = "name" | "digest" | "about" | "custody" | "reasons";
export type Written = { readonly body: Body } | { readonly missing: readonly Missing[] };

const HEX = /^[0-9a-f]{64}$/i;
const BASE64URL = /^[A-Za-z0-9_-]{43}$/;
const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

export const base64urlOf = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** A digest as the record has it, from either way of writing one; undefined when it is none. */
export function readDigest(text: string): string | undefined {
  const typed = text.trim();
  if (BASE64URL.test(typed)) return typed;
  if (!HEX.test(typed)) return undefined;
  return base64urlOf(Uint8Array.from(typed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** A time of a browser's field, taken as UTC. */
function instantOf(text: string): string | undefined {
  const at = Date.parse(`${text}Z`);
  return text === "" || Number.isNaN(at) ? undefined : printInstant(at);
}

type Step = { readonly holder: string; readonly at: string; readonly hash: string };

/** Undefined when a row is half filled in; a row that is empty is none. A holder had the item's bytes unless another digest is given. */
function custodyOf(rows: readonly CustodyRow[], digest: string): readonly Step[] | undefined {
  const filled = rows.filter(({ holder, at }) => holder.trim() !== "" || at !== "");
  const steps = filled.flatMap(({ holder, at, digest: own }): readonly Step[] => {
    const [time, hash] = [instantOf(at), own.trim() === "" ? digest : readDigest(own)];
    return time === undefined || hash === undefined || holder.trim() === ""
      ? []
      : [{ holder: holder.trim(), at: time, hash }];
  });
  return steps.length === filled.length ? steps : undefined;
}

export function writeEvidence(values: EvidenceValues): Written {
  const digest = readDigest(values.digest);
  const custody = custodyOf(values.custody, digest ?? "");
  const about = { ...values.about, text: values.about.text.trim() };
  const missing: readonly Missing[] = [
    ...(NAME.test(values.name) ? [] : (["name"] as const)),
    ...(digest === undefined ? (["digest"] as const) : []),
    ...(about.text === "" ? (["about"] as const) : []),
    ...(custody === undefined ? (["custody"] as const) : []),
  ];
  if (missing.length > 0) return { missing };
  const { name, kind, source, information, shown, cost } = values;
  const graded = { name, kind, source, information: Number(information), shown, cost };
  const bound = values.bind === "open" ? { digest, custody, about } : { kept: { digest, custody, about } };
  return { body: { items: [{ ...graded, ...bound }] } };
}

export const markKey = (item: string, hypothesis: string): string => `${item} ${hypothesis}`;

/** What the words can mean together, in percent. */
export const sumOf = (
  hypotheses: readonly Pick<HypothesisValues, "likelihood">[],
): { readonly low: number; readonly high: number } => ({
  low: hypotheses.reduce((sum, { likelihood }) => sum + BANDS[likelihood].low, 0),
  high: hypotheses.reduce((sum, { likelihood }) => sum + BANDS[likelihood].high, 0),
});

export function writeJudgement(
  { hypotheses, confidence, reasons, marks }: JudgementValues,
  items: readonly string[],
): Written {
  if (reasons.text.trim() === "") return { missing: ["reasons"] };
  const { lang } = reasons;
  const stated = hypotheses.map(({ id, kind, actor, responsibility, likelihood, layers }) => ({
    id,
    kind,
    likelihood,
    ...(actor.trim() === "" ? {} : { actor: actor.trim() }),
    ...(responsibility === "" ? {} : { responsibility }),
    ...Object.fromEntries(
      LAYERS.flatMap((layer) => (layers[layer].trim() === "" ? [] : [[layer, { lang, text: layers[layer].trim() }]])),
    ),
  }));
  const matrix = items.map((item) => ({
    item,
    marks: Object.fromEntries(
      hypotheses.flatMap(({ id }) => {
        const mark = marks[markKey(item, id)] ?? "n";
        return mark === "n" ? [] : [[id, mark]];
      }),
    ),
  }));
  return { body: { hypotheses: stated, confidence, reasons: { lang, text: reasons.text.trim() }, matrix } };
}

const NO_LAYERS = { how: "", who: "", why: "" } as const;

export const emptyHypothesis = (id: string, kind: HypothesisKind): HypothesisValues => ({
  id,
  kind,
  actor: "",
  responsibility: "",
  likelihood: "unlikely",
  layers: NO_LAYERS,
});

/** A form begins with the party's own judgement, or with what is always asked and one state. */
export function firstJudgement(own: Judgement | undefined, lang: Language): JudgementValues {
  const reasons = { lang, text: "" };
  if (own === undefined) {
    const always = ALWAYS_ASKED.map((kind) => ({
      ...emptyHypothesis(kind, kind),
      likelihood: "very-unlikely" as const,
    }));
    return { hypotheses: [emptyHypothesis("state-1", "state"), ...always], confidence: "low", reasons, marks: {} };
  }
  return {
    hypotheses: own.hypotheses.map(({ id, kind, actor, responsibility, likelihood }) => ({
      id,
      kind,
      actor: actor ?? "",
      responsibility: responsibility ?? "",
      likelihood,
      layers: NO_LAYERS,
    })),
    confidence: own.confidence,
    reasons,
    marks: Object.fromEntries(
      own.matrix.flatMap(({ item, marks }) =>
        Object.entries(marks).map(([hypothesis, mark]) => [markKey(item, hypothesis), mark]),
      ),
    ),
  };
}
