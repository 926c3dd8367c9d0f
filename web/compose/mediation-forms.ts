// The forms of mediation and of sitting together, and how what is typed becomes a body. Words that are for
// one reader stand in the body as `words`; the node seals them before it signs. spec/mediation.md

import { LIMITS } from "../../src/core/kernel/act.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import { AUTHORITIES } from "../../src/core/kernel/mediation.ts";
import type { Values } from "../api/drafts.ts";
import type { Args, WordId } from "../words/say.ts";
import type { Field } from "./forms.ts";

/** Fields that no other form has. `words` as for an instant. */
export type MediationField =
  | { readonly is: "mediator"; readonly name: string }
  /** Texts in one box: paragraphs by an empty line between them, items and outcomes one on a line. */
  | {
      readonly is: "texts";
      readonly name: string;
      readonly of: "paragraphs" | "items" | "outcomes";
      readonly words?: string;
    }
  | { readonly is: "whole"; readonly name: string; readonly low: number; readonly high: number }
  /** One answer for each paragraph of the joint text. */
  | { readonly is: "consents"; readonly name: string; readonly words: string }
  | { readonly is: "pair"; readonly name: string };

const text = (name: string): Field => ({ is: "text", name });
const perhaps = (name: string): Field => ({ is: "text", name, optional: true });
const about = (asks: WordId): Field => ({ is: "subject", asks });
const reason: readonly Field[] = [text("reason")];

/** What is sealed comes back as something else, so in an act that has arrived it is not a field that is withheld. */
const SEALED: readonly Field[] = [text("words"), perhaps("about")];

export const MEDIATION_FORMS: Readonly<Record<string, readonly Field[]>> = {
  "request-mediation": [{ is: "mediator", name: "mediator" }, text("reason")],
  "agree-mediation": [about("compose.subject.request"), perhaps("statement")],
  "accept-mediation": [perhaps("disclosure"), perhaps("statement")],
  "decline-mediation": reason,
  "recuse-mediation": reason,
  "leave-mediation": reason,
  position: SEALED,
  "shuttle-note": [{ is: "to" }, ...SEALED],
  "open-sealed": [about("compose.subject.sealed")],
  "draft-text": [{ is: "texts", name: "paragraphs", of: "paragraphs" }, perhaps("statement")],
  "consent-text": [
    about("compose.subject.draft"),
    { is: "consents", name: "answers", words: "consents" },
    perhaps("statement"),
  ],
  offer: [...SEALED, { is: "instant", name: "until", words: "offer-until" }],
  "match-offers": [
    { is: "pair", name: "offers" },
    { is: "instant", name: "until", words: "match-until" },
    perhaps("statement"),
  ],
  "confirm-offer": [about("compose.subject.match"), perhaps("statement")],
  "set-agenda": [
    { is: "texts", name: "items", of: "items" },
    text("place"),
    { is: "instant", name: "meets" },
    { is: "whole", name: "quorum", low: 2, high: LIMITS.parties },
  ],
  credential: [
    { is: "line", name: "office", least: 3, most: LIMITS.titleCharacters },
    { is: "choice", name: "authority", words: "authority", of: AUTHORITIES },
    perhaps("limits"),
    { is: "instant", name: "until", optional: true, words: "credential-until" },
  ],
  attend: [about("compose.subject.sitting"), perhaps("statement")],
  minutes: [
    about("compose.subject.sitting"),
    text("statement"),
    { is: "texts", name: "items", of: "outcomes", words: "outcomes" },
  ],
  "sign-minutes": [about("compose.subject.minutes"), perhaps("dissent")],
};

type Part = { readonly fields: Readonly<Record<string, unknown>> } | { readonly id: WordId; readonly args?: Args };

const one = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
};

/** A box of texts, cut where its kind says; outcomes keep their empty lines, which stand for items without one. */
export function cut(box: string, of: "paragraphs" | "items" | "outcomes"): readonly string[] {
  const parts = box
    .trim()
    .split(of === "paragraphs" ? /\n\s*\n/ : "\n")
    .map((part) => part.trim());
  return of === "outcomes" ? parts : parts.filter((part) => part !== "");
}

function textsOf({ name, of }: Extract<MediationField, { is: "texts" }>, values: Values): Part {
  const lang = one(values, `${name}.lang`);
  const texts = cut(one(values, name), of).map((words) => ({ lang, text: words }));
  const some = texts.filter((each) => each.text !== "");
  if (some.length === 0) return of === "outcomes" ? { fields: { [name]: [] } } : { id: "field.error.empty" };
  switch (of) {
    case "paragraphs":
      return { fields: { [name]: texts.map((each, i) => ({ id: String(i + 1), text: each })) } };
    case "items":
      return { fields: { [name]: texts } };
    case "outcomes":
      return {
        fields: {
          [name]: texts.flatMap((outcome, i) => (outcome.text === "" ? [] : [{ item: i + 1, outcome }])),
        },
      };
    default:
      return of satisfies never;
  }
}

/** What this part of the form adds to the body. Consents are kept as `1=accept`, one for each paragraph. */
export function mediationPart(field: MediationField, values: Values): Part {
  const { name } = field;
  const chosen = values[name];
  const many = typeof chosen === "object" ? chosen : [];
  switch (field.is) {
    case "mediator":
      return one(values, name) === "" ? { id: "field.error.empty" } : { fields: { [name]: one(values, name) } };
    case "texts":
      return textsOf(field, values);
    case "whole": {
      const value = Number(one(values, name));
      const fits = /^\d+$/.test(one(values, name)) && value >= field.low && value <= field.high;
      return fits
        ? { fields: { [name]: value } }
        : { id: "field.error.between", args: { low: field.low, high: field.high } };
    }
    case "consents":
      return {
        fields: {
          [name]: many.map((each) => {
            const [paragraph = "", says = ""] = each.split("=");
            return { paragraph, says };
          }),
        },
      };
    case "pair":
      return many.length === 2 ? { fields: { [name]: many } } : { id: "field.error.pair" };
    default:
      return field satisfies never;
  }
}

/** What a form of mediation begins with: the text as it stands, the answers that were given, all members as quorum. */
export function firstMediationValues(
  form: readonly Field[],
  matter: Matter | undefined,
  me: string,
  lang: string,
  /** As a browser's field has it: a time to come that an offer or a sitting may name. */
  soon: string,
): Values {
  const paragraphs = matter?.mediation?.text?.paragraphs ?? [];
  return Object.assign(
    {},
    ...form.map((field): Values => {
      switch (field.is) {
        case "texts": {
          const before = field.of === "paragraphs" ? paragraphs.map(({ text: { text: words } }) => words) : [];
          return { [`${field.name}.lang`]: paragraphs[0]?.text.lang ?? lang, [field.name]: before.join("\n\n") };
        }
        case "consents":
          return {
            [field.name]: paragraphs.flatMap(({ id, answers }) => {
              const says = answers[me]?.says;
              return says === undefined ? [] : [`${id}=${says}`];
            }),
          };
        case "instant":
          return field.optional === true ? {} : { [field.name]: soon };
        case "whole":
          return { [field.name]: String(matter === undefined ? field.low : matter.addressees.length + 1) };
        default:
          return {};
      }
    }),
  ) as Values;
}
