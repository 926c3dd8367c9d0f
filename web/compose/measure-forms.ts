// The fields of what a proposal of a measure states: whom it addresses, its finding, the checklist and what it
// leaves alone; and from what is typed to what is signed. spec/measures.md

import { CHECKLIST, GROUNDS, isVerified, PROTECTED } from "../../src/core/response/preconditions.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import type { ActId, PartyId } from "../../src/core/kernel/act.ts";
import type { Values } from "../api/drafts.ts";
import type { Field } from "./forms.ts";

export type MeasureField = {
  readonly is: "addressee" | "finding" | "checklist" | "protected";
  readonly name: string;
  readonly optional: true;
};

const maybeText = (name: string, label = name): Field => ({ is: "text", name, label, optional: true });
const own = (is: MeasureField["is"]): Field => ({ is, name: is, optional: true });

/** All of it may be left out, unless the compact asks for full preconditions. */
export const STATED_OF_MEASURE: readonly Field[] = [
  own("addressee"),
  own("finding"),
  { is: "choice", name: "ground", words: "ground", of: GROUNDS, optional: true },
  own("checklist"),
  maybeText("urgent", "measure-urgent"),
  { is: "instant", name: "starts", optional: true },
  { is: "instant", name: "review", optional: true },
  maybeText("undo"),
  { is: "choice", name: "triedOnPaper", words: "tri", of: ["yes", "no"], optional: true },
  maybeText("civilian"),
  own("protected"),
];

const one = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
};

type Part = { readonly fields: Readonly<Record<string, unknown>> } | { readonly id: "field.error.because" };

/** An answer is signed with its reason, so an answer without one is asked for it. */
function checklistOf(values: Values): Part {
  const lang = one(values, "checklist.lang");
  const answered = CHECKLIST.map(({ item }) => ({
    item,
    met: one(values, `checklist.${item}`),
    because: { lang, text: one(values, `checklist.${item}.because`) },
  })).filter(({ met, because }) => met !== "" || because.text !== "");
  if (answered.some(({ met, because }) => met === "" || because.text === "")) return { id: "field.error.because" };
  return { fields: answered.length === 0 ? {} : { checklist: answered } };
}

function protectedOf(values: Values): Part {
  const touched = PROTECTED.map((object) => [object, one(values, `protected.${object}`)] as const).filter(
    ([, is]) => is !== "",
  );
  return { fields: touched.length === 0 ? {} : { protected: Object.fromEntries(touched) } };
}

export function measurePart({ is, name }: MeasureField, values: Values): Part {
  switch (is) {
    case "addressee":
    case "finding": {
      const text = one(values, name);
      return { fields: text === "" ? {} : { [name]: text } };
    }
    case "checklist":
      return checklistOf(values);
    case "protected":
      return protectedOf(values);
    default:
      return is satisfies never;
  }
}

/** The acts that a measure of one party could answer as verified findings, with the party whose act it is. */
export function findingsIn(
  matter: Matter,
  party: PartyId,
): readonly { readonly act: ActId; readonly by: PartyId; readonly kind: string }[] {
  const confirmed = Object.entries(matter.confirmations)
    .filter(([, { finds }]) => finds === "confirmed")
    .map(([by, { act }]) => ({ act, by, kind: "confirm" }));
  const joined = (matter.attribution?.judgements ?? []).map(({ act, by }) => ({ act, by, kind: "attribute" }));
  const minuted = (matter.table?.sittings ?? []).flatMap(({ minutes }) =>
    minutes === null ? [] : [{ act: minutes.act, by: minutes.by, kind: "minutes" }],
  );
  return [...confirmed, ...joined, ...minuted].filter(({ act }) => isVerified(matter, act, party));
}
