// From what is typed into a heading to the heading that is signed. What is missing in it is advised against
// by the function that the command line asks too, and the officer answers that advice before signing.

import { adviseOn, ASKS, PRECEDENCES, type Heading, type Names } from "../../src/core/kernel/heading.ts";
import { isAnswerType, MESSAGE_TYPES } from "../../src/core/line/message.ts";
import type { Values } from "../api/drafts.ts";
import { many, one, type FieldError } from "./body.ts";
import type { Field } from "./forms.ts";

export type HeadingForm = Extract<Field, { is: "heading" }>;

export type WrittenHeading = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
};

const LEAST_SUBJECT = 3;
const NOTHING: WrittenHeading = { fields: {}, errors: [] };

/** Whether the heading is written: always where the kind asks for one. */
export const hasHeading = ({ optional }: HeadingForm, values: Values): boolean =>
  optional !== true || one(values, "heading.on") === "yes";

function namesOf(values: Values): Names {
  const [lines, norms, clauses] = ["lines", "norms", "clauses"].map((name) => many(values, `heading.${name}`));
  return {
    ...(lines?.length ? { lines: [...lines] } : {}),
    ...(norms?.length ? { norms: [...norms] as Names["norms"] } : {}),
    ...(clauses?.length ? { clauses: [...clauses] } : {}),
  } as Names;
}

const said = (values: Values, name: string): Readonly<Record<string, unknown>> => {
  const text = one(values, `heading.${name}`).trim();
  return text === "" ? {} : { [name]: { lang: one(values, `heading.${name}.lang`), text } };
};

/** An answer need neither name nor ask anything: what it answers has done so. */
const isAnswer = ({ answers }: HeadingForm, values: Values): boolean =>
  answers === true || MESSAGE_TYPES.some((type) => type === one(values, "type") && isAnswerType(type));

const wrong = (part: string, id: FieldError["id"], args: FieldError["args"] = {}): FieldError => ({
  field: `heading.${part}`,
  id,
  args,
});

/** What speaks against the heading as far as it is written. */
export function adviceFor(form: HeadingForm, values: Values): ReturnType<typeof adviseOn> {
  const asks = ASKS.find((kind) => kind === one(values, "heading.asks")) ?? "none";
  const urgent = one(values, form.notice === true ? "precedence" : "heading.precedence");
  const precedence = PRECEDENCES.find((word) => word === urgent) ?? "routine";
  const { why } = said(values, "why") as Pick<Heading, "why">;
  const heading = { precedence, names: namesOf(values), asks, ...(why === undefined ? {} : { why }) };
  return adviseOn(heading, isAnswer(form, values));
}

/** The advice that an officer may set aside by saying that what is missing is left out on purpose. */
export const isSetAside = (advice: string, values: Values): boolean =>
  advice !== "flash-without-why" && one(values, "heading.on-purpose") === "yes";

export function writeHeading(form: HeadingForm, values: Values): WrittenHeading {
  if (!hasHeading(form, values)) return NOTHING;
  const subject = one(values, "heading.subject").trim();
  const own = form.notice === true ? {} : { precedence: one(values, "heading.precedence"), subject };
  const advice = adviceFor(form, values).filter((each) => !isSetAside(each, values));
  const errors = [
    ...(form.notice === true || own.precedence !== "" ? [] : [wrong("precedence", "field.error.empty")]),
    ...(form.notice === true || subject.length >= LEAST_SUBJECT
      ? []
      : [wrong("subject", "field.error.short", { count: LEAST_SUBJECT })]),
    ...(one(values, "heading.asks") === "" ? [wrong("asks", "field.error.empty")] : []),
    ...advice.map((each) => wrong(each === "flash-without-why" ? "why" : "on-purpose", `advice.${each}` as const)),
  ];
  const asks = one(values, "heading.asks");
  const heading = { ...own, names: namesOf(values), asks, ...said(values, "why"), ...said(values, "remarks") };
  // Half a heading does not fit its kind: the law is asked about it once it is whole.
  return { fields: errors.length > 0 ? {} : { heading }, errors };
}
