// The forms of an exchange of steps down, and how what is typed of a step becomes its part of the body.
// spec/exchange.md

import { LIMITS } from "../../src/core/kernel/act.ts";
import { printInstant } from "../../src/core/kernel/instant.ts";
import { STEPS_DOWN } from "../../src/core/kernel/exchange.ts";
import type { Values } from "../api/drafts.ts";
import type { WordId } from "../words/say.ts";
import type { Field } from "./forms.ts";

/** Fields that no other form has. */
export type ExchangeField =
  | {
      readonly is: "party";
      readonly name: string;
      readonly of: "members" | "mediators";
      readonly optional?: true;
    }
  /** What one side promises: `mine`, or `yours`. */
  | { readonly is: "step"; readonly name: "mine" | "yours" };

const perhaps: Field = { is: "text", name: "statement", optional: true };

export const EXCHANGE_FORMS: Readonly<Record<string, readonly Field[]>> = {
  "offer-exchange": [
    { is: "party", name: "with", of: "members" },
    { is: "step", name: "mine" },
    { is: "step", name: "yours" },
    { is: "instant", name: "acceptBy", words: "accept-by" },
    { is: "instant", name: "performBy", words: "perform-by" },
    { is: "party", name: "verifier", of: "mediators", optional: true },
    perhaps,
  ],
  "accept-exchange": [{ is: "subject", asks: "compose.subject.exchange" }, perhaps],
  "report-step": [
    { is: "subject", asks: "compose.subject.exchange" },
    { is: "text", name: "statement" },
    { is: "files", name: "attachments", most: 8 },
  ],
  "check-step": [
    { is: "subject", asks: "compose.subject.step" },
    { is: "choice", name: "holds", words: "tri", of: ["yes", "no"] },
    { is: "text", name: "because" },
  ],
};

type Part = { readonly fields: Readonly<Record<string, unknown>> } | { readonly id: WordId };

/** The texts and instants that each sort of step asks for, by their names under the field's. */
export const STEP_PARTS = {
  "lift-measure": { texts: [], instants: [] },
  pause: { texts: ["monitored"], instants: ["from", "until"] },
  other: { texts: ["says", "undo"], instants: [] },
} as const satisfies Record<
  (typeof STEPS_DOWN)[number],
  { readonly texts: readonly string[]; readonly instants: readonly string[] }
>;

export const stepSort = (values: Values, name: string): keyof typeof STEP_PARTS | undefined =>
  STEPS_DOWN.find((sort) => sort === values[`${name}.what`]);

const LEAST_NAME = 3;

function stepOf(name: string, values: Values): Part {
  const one = (part: string): string => {
    const value = values[`${name}.${part}`];
    return typeof value === "string" ? value.trim() : "";
  };
  const what = stepSort(values, name);
  if (what === undefined) return { id: "field.error.empty" };
  const { texts, instants } = STEP_PARTS[what];
  if (texts.some((part) => one(part) === "")) return { id: "field.error.empty" };
  const times = instants.map((part) => Date.parse(`${one(part)}Z`));
  if (times.some(Number.isNaN)) return { id: "field.error.instant" };
  const named = { "lift-measure": "measure", pause: "activity", other: null }[what];
  const least = what === "pause" ? LEAST_NAME : 1;
  if (named !== null && one(named).length < least) return { id: "field.error.empty" };
  return {
    fields: {
      [name]: {
        what,
        ...(named === null ? {} : { [named]: one(named).slice(0, LIMITS.titleCharacters) }),
        ...Object.fromEntries(texts.map((part) => [part, { lang: one(`${part}.lang`), text: one(part) }])),
        ...Object.fromEntries(instants.map((part, i) => [part, printInstant(times[i] ?? 0)])),
      },
    },
  };
}

/** What this part of the form adds to the body. */
export function exchangePart(field: ExchangeField, values: Values): Part {
  if (field.is === "step") return stepOf(field.name, values);
  const value = values[field.name];
  if (typeof value !== "string" || value === "")
    return field.optional === true ? { fields: {} } : { id: "field.error.empty" };
  return { fields: { [field.name]: value } };
}

/** What an offer begins with: the reader's language, a day to accept and another to perform. */
export function firstExchangeValues(form: readonly Field[], lang: string, inDays: (days: number) => string): Values {
  if (!form.some(({ is }) => is === "step")) return {};
  const steps = ["mine", "yours"].flatMap((name) => [
    ...["monitored", "says", "undo"].map((part) => [`${name}.${part}.lang`, lang] as const),
    [`${name}.from`, inDays(1)] as const,
    [`${name}.until`, inDays(7)] as const,
  ]);
  return { ...Object.fromEntries(steps), acceptBy: inDays(1), performBy: inDays(2) };
}
