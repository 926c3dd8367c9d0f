// What the law says, in sentences: refusals, duties, answers and contacts. The law gives names and
// arguments; here they become text, and nothing is decided.

import { mediatorsOf, type Compact, type Says } from "../../src/core/compact/compact.ts";
import type { Act, PartyId } from "../../src/core/kernel/act.ts";
import type { Precedence } from "../../src/core/kernel/heading.ts";
import type { Contact, Duty, Matter, Standing } from "../../src/core/kernel/matter.ts";
import type { ReasonArgs } from "../../src/core/kernel/verdict.ts";
import type { Answer } from "../../src/core/law/views.ts";
import { nameOf, onLadder, type Voice } from "./voice.tsx";

export const kindName = (voice: Voice, kind: string): string => voice.name(`kind.${kind}`, kind);
export const stepName = (voice: Voice, step: string): string =>
  voice.name(`step.${step}`, voice.name(`kind.${step}`, step));

/** A clause in the reader's language; else in another in which it was agreed, English before the rest; else its name. */
function clauseName(
  voice: Voice,
  clause: { readonly id: string; readonly says: Says } | undefined,
  id: string,
): string {
  const { says = {} } = clause ?? {};
  return says[voice.lang] ?? says.en ?? Object.values(says).find((text) => text !== undefined) ?? id;
}

export const measureName = (voice: Voice, { measures }: Compact, id: string): string =>
  clauseName(
    voice,
    measures.find((rule) => rule.id === id),
    id,
  );

export const lineName = (voice: Voice, { redLines }: Compact, id: string): string =>
  clauseName(
    voice,
    redLines.find((line) => line.id === id),
    id,
  );

/** What a proposal states, or an item of the checklist of ARSIWA Articles 49 to 54. */
const preconditionName = (voice: Voice, item: string): string =>
  voice.name(`precondition.${item}`, voice.name(`checklist.${item}`, item));

const INSTANTS: readonly string[] = ["at", "from", "until"];

/** A rule with its arguments as a sentence. */
export function sayRule(voice: Voice, compact: Compact, rule: string, args: ReasonArgs): string {
  const texts = Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      if (INSTANTS.includes(key)) return [key, `${voice.clock(Number(value))} UTC`];
      if (key === "longest") return [key, voice.roundLength(onLadder(compact, Number(value)))];
      if (key === "party") return [key, nameOf(compact, String(value))];
      if (key === "step") return [key, stepName(voice, String(value))];
      if (key === "measure") return [key, measureName(voice, compact, String(value))];
      if (key === "line") return [key, lineName(voice, compact, String(value))];
      if (key === "kind") return [key, kindName(voice, String(value))];
      if (key === "what") return [key, voice.name(`protected-object.${value}`, String(value))];
      if (key === "item") return [key, preconditionName(voice, String(value))];
      if (key === "first" || key === "second") return [key, voice.name(`fact-name.${value}`, String(value))];
      if (key === "hypothesis") return [key, voice.name(`hypothesis.${value}`, String(value))];
      return [key, value];
    }),
  );
  return voice.name(`rule.${rule}`, rule, texts);
}

const askerOf = (matter: Matter | undefined, duty: Duty): PartyId | undefined =>
  matter?.questions.find(({ act }) => act === duty.answers)?.by;

/** Who owes what, in one sentence, spoken to `me`. */
export function sayDuty(voice: Voice, compact: Compact, matter: Matter | undefined, duty: Duty, me: PartyId): string {
  const who = duty.by === me ? "you" : "they";
  const key = duty.owes.join("+");
  const party = nameOf(compact, duty.by);
  const kinds = voice.list(duty.owes.map((kind) => kindName(voice, kind)));
  const any = voice.name(`duty.${who}.any`, kinds, { party, kinds });
  if (key !== "clarify") return voice.name(`duty.${who}.${key}`, any, { party });
  const asker = askerOf(matter, duty);
  if (asker === undefined) return voice.name(`duty.${who}.clarify.plain`, any, { party });
  if (asker === me) return voice.say("duty.they.clarify.yours", { party });
  return voice.name(`duty.${who}.clarify`, any, { party, asker: nameOf(compact, asker) });
}

/** The answer that a page gives first. */
export function sayAnswer(
  voice: Voice,
  compact: Compact,
  matter: Matter | undefined,
  answer: Answer,
  me: PartyId,
): string {
  switch (answer.is) {
    case "you-owe":
    case "they-owe":
      return sayDuty(voice, compact, matter, answer.duty, me);
    case "cooling-off":
      return answer.by === me
        ? voice.say("answer.cooling-off.you")
        : voice.say("answer.cooling-off.they", { party: nameOf(compact, answer.by) });
    case "closed":
      return voice.say("answer.closed");
    case "silent":
      return voice.say("answer.silent");
    case "you-may-act":
      return voice.say("answer.you-may-act");
    case "nobody-owes":
      return voice.say("answer.nobody-owes");
    default:
      return answer satisfies never;
  }
}

/** What silence leads to, as a sentence about the party that stays silent. */
export function sayContact(
  voice: Voice,
  compact: Compact,
  contact: Contact,
  of: PartyId,
  tense: "then" | "reached",
): string {
  const mediator = voice.list(mediatorsOf(compact).map((party) => nameOf(compact, party)));
  return voice.name(`contact.${contact}.${tense}`, contact, { party: nameOf(compact, of), mediator });
}

export const sayStanding = (voice: Voice, compact: Compact, standing: Standing): string =>
  voice.name(
    `standing.${standing.is}.about`,
    standing.is,
    standing.is === "cooling-off"
      ? { party: nameOf(compact, standing.by), until: `${voice.clock(standing.until)} UTC` }
      : {},
  );

/** The word of the field for a precedence, and how the reader's language says it where that is another. */
export function urgencyName(voice: Voice, precedence: Precedence): string {
  const [code, text] = [precedence.toUpperCase(), voice.say(`precedence.${precedence}`)];
  return text.toUpperCase() === code ? code : voice.say("layout.read", { code, text });
}

const MAIN_FIELDS = [
  "summary",
  "statement",
  "objective",
  "course",
  "question",
  "answer",
  "reasons",
  "agenda",
  "reason",
  "about",
] as const;

export type Said = { readonly text: string; readonly lang: string };

export function isText(value: unknown): value is Said {
  return typeof value === "object" && value !== null && "text" in value && "lang" in value;
}

/** The free text that an act is mostly about, if it has one. */
export function mainText(act: Act): Said | undefined {
  for (const field of MAIN_FIELDS) {
    const value = act.body[field];
    if (isText(value)) return value;
  }
  return undefined;
}
