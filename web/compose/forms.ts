// What each kind asks an officer to fill in, as data. One description gives the form, the preview and
// the reading of an act that has arrived, so the three cannot disagree.

import { LIMITS } from "../../src/core/kernel/act.ts";
import {
  DURATIONS,
  FUNCTIONAL_EFFECTS,
  INFORMATION_EFFECTS,
  NATURES,
  PHYSICAL_EFFECTS,
  RECOVERABILITIES,
  SECTORS,
  SPREADS,
  STRATEGIC_SYSTEMS,
} from "../../src/core/kernel/taxonomy.ts";
import { MEASURE_VIEWS } from "../../src/core/kernel/measure.ts";
import { PRECEDENCES } from "../../src/core/kernel/heading.ts";
import { OUTCOMES } from "../../src/core/ladder/stand-down.ts";
import { MESSAGE_TYPES } from "../../src/core/line/message.ts";
import type { WordId } from "../words/say.ts";
import { ATTRIBUTION_FORMS } from "./attribution-forms.ts";
import { EXCHANGE_FORMS, type ExchangeField } from "./exchange-forms.ts";
import { STATED_OF_MEASURE, type MeasureField } from "./measure-forms.ts";
import { MEDIATION_FORMS, type MediationField } from "./mediation-forms.ts";
import { NOTICE_FORMS, type NoticeField } from "./notice-forms.ts";

/** `words` is the family of ids in the catalogue: `nature` gives `nature.sabotage`. */
export type Field =
  | { readonly is: "text"; readonly name: string; readonly label?: string; readonly optional?: true }
  | {
      readonly is: "line";
      readonly name: string;
      readonly least: number;
      readonly most: number;
      readonly optional?: true;
    }
  | {
      readonly is: "choice";
      readonly name: string;
      readonly words: string;
      readonly of: readonly string[];
      readonly optional?: true;
    }
  | {
      readonly is: "choices";
      readonly name: string;
      readonly words: string;
      readonly of: readonly string[];
      readonly most: number;
      /** Names the field where its name means something else in another kind. */
      readonly label?: string;
      readonly optional?: true;
    }
  | { readonly is: "tri"; readonly name: string }
  | { readonly is: "range" }
  /** `words` names the field where its name means something else in another kind. */
  | { readonly is: "instant"; readonly name: string; readonly words?: string; readonly optional?: true }
  | { readonly is: "count"; readonly name: string }
  | { readonly is: "techniques"; readonly name: string; readonly label?: string }
  /** Facts of the incident as the party holds them, where they differ from the report. */
  | { readonly is: "stated"; readonly name: string; readonly optional: true }
  /** Other matters, by their names. */
  | { readonly is: "matters"; readonly name: string; readonly optional: true }
  | { readonly is: "files"; readonly name: string; readonly most: number }
  | { readonly is: "length"; readonly name: string }
  | { readonly is: "subject"; readonly asks: WordId; readonly optional?: true }
  /** A name from the compact: a measure of its menu, or one of its red lines. */
  | { readonly is: "measure"; readonly name: string }
  | { readonly is: "red-line"; readonly name: string; readonly optional: true }
  | { readonly is: "to" }
  | MediationField
  | MeasureField
  | ExchangeField
  | NoticeField
  /** Any parties at all. */
  | { readonly is: "readers"; readonly name: string }
  /** The heading of a formal message: of a notice, which has its own subject, or of an answer. */
  | {
      readonly is: "heading";
      readonly name: string;
      readonly optional?: true;
      readonly notice?: true;
      readonly answers?: true;
    };

export const TRI = ["yes", "no", "unknown"] as const;

const text = (name: string): Field => ({ is: "text", name });
const tri = (name: string): Field => ({ is: "tri", name });
const maybe = (name: string, words: string, of: readonly string[]): Field => ({
  is: "choice",
  name,
  words,
  of,
  optional: true,
});
const ofMeasure: Field = { is: "subject", asks: "compose.subject.measure" };
const heading: Field = { is: "heading", name: "heading" };
const maybeHeading: Field = { ...heading, optional: true };
const answerHeading: Field = { ...heading, answers: true };
const ofCourse: Field = { is: "subject", asks: "compose.subject.course" };
const title = (name: string): Field => ({ is: "line", name, least: 3, most: LIMITS.titleCharacters });

const FORMS: Readonly<Record<string, readonly Field[]>> = {
  report: [
    title("title"),
    text("summary"),
    { is: "instant", name: "observed" },
    tri("ongoing"),
    { is: "choice", name: "nature", words: "nature", of: NATURES },
    { is: "choice", name: "effect", words: "effect", of: FUNCTIONAL_EFFECTS },
    { is: "choices", name: "sectors", words: "sector", of: SECTORS, most: 8 },
    { is: "line", name: "area", least: 1, most: 120, optional: true },
    { is: "count", name: "people" },
    tri("civilians"),
    tri("malicious"),
    tri("crossBorder"),
    { is: "choice", name: "recovery", words: "recovery", of: RECOVERABILITIES },
    maybe("information", "information", INFORMATION_EFFECTS),
    maybe("physical", "physical", PHYSICAL_EFFECTS),
    maybe("duration", "lasting", DURATIONS),
    maybe("spread", "spread", SPREADS),
    {
      is: "choices",
      name: "strategic",
      words: "strategic",
      of: STRATEGIC_SYSTEMS,
      most: STRATEGIC_SYSTEMS.length,
      optional: true,
    },
    { is: "techniques", name: "techniques" },
    { is: "files", name: "attachments", most: 8 },
  ],
  confirm: [tri("seenHere"), text("statement")],
  refute: [text("statement")],
  assess: [
    { is: "choice", name: "nature", words: "nature", of: NATURES },
    tri("civilians"),
    { is: "stated", name: "facts", optional: true },
    { is: "range" },
    text("reasons"),
    { is: "matters", name: "part", optional: true },
  ],
  notify: [
    title("subject"),
    { is: "choice", name: "precedence", words: "precedence", of: PRECEDENCES },
    text("statement"),
    text("asks"),
    { ...heading, optional: true, notice: true },
  ],
  acknowledge: [
    { is: "subject", asks: "compose.subject.notice" },
    { is: "text", name: "statement", optional: true },
  ],
  ask: [{ is: "to" }, text("question"), maybeHeading],
  clarify: [{ is: "subject", asks: "compose.subject.question" }, text("answer"), { ...answerHeading, optional: true }],
  propose: [text("course"), { is: "instant", name: "until", words: "answer-before", optional: true }, heading],
  accept: [ofCourse, { is: "text", name: "statement", optional: true }, answerHeading],
  refuse: [ofCourse, text("reason"), answerHeading],
  message: [
    { is: "choice", name: "type", words: "kind", of: MESSAGE_TYPES },
    { is: "subject", asks: "compose.subject.message", optional: true },
    { is: "readers", name: "readers" },
    text("text"),
    heading,
  ],
  convene: [text("agenda"), { is: "instant", name: "meet", optional: true }],
  "cool-off": [{ is: "length", name: "length" }, text("reason")],
  "stand-down": [text("statement"), maybeHeading],
  close: [{ is: "choice", name: "outcome", words: "outcome", of: OUTCOMES }, text("statement")],
  dispute: [{ is: "subject", asks: "compose.subject.act" }, text("statement")],
  "propose-measure": [
    { is: "measure", name: "measure" },
    text("objective"),
    text("ends"),
    { is: "red-line", name: "answers", optional: true },
    ...STATED_OF_MEASURE,
  ],
  "consult-measure": [
    ofMeasure,
    { is: "choice", name: "view", words: "measure-view", of: MEASURE_VIEWS },
    text("statement"),
  ],
  "adopt-measure": [
    ofMeasure,
    { is: "instant", name: "until", optional: true },
    { is: "text", name: "statement", optional: true },
  ],
  "lift-measure": [ofMeasure, text("statement")],
  "extend-measure": [
    ofMeasure,
    { is: "instant", name: "until", words: "later-end" },
    { is: "instant", name: "review", optional: true },
    text("reason"),
  ],
  "suspend-measure": [
    ofMeasure,
    { is: "instant", name: "until", words: "not-resumed-before", optional: true },
    text("reason"),
  ],
  "resume-measure": [ofMeasure, text("reason")],
  ...EXCHANGE_FORMS,
  ...MEDIATION_FORMS,
  ...ATTRIBUTION_FORMS,
  ...NOTICE_FORMS,
};

export const formOf = (kind: string): readonly Field[] => FORMS[kind] ?? [];

/** The name under which a field's values, errors and label are kept. */
export function nameOfField(field: Field): string {
  switch (field.is) {
    case "range":
      return "range";
    case "subject":
      return "of";
    case "to":
      return "to";
    default:
      return field.name;
  }
}

/** The name under which a field's label and hint stand in the catalogue. */
export function wordsOf(field: Field): string {
  if (field.is === "instant" || field.is === "texts" || field.is === "consents") return field.words ?? field.name;
  return ("label" in field ? field.label : undefined) ?? nameOfField(field);
}
