// One text between the sides: the mediator drafts it, each member says to each paragraph how far it can go,
// and it is adopted when nobody is left who cannot live with it. spec/mediation.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { LANGUAGES, LIMITS, Text, type Act, type ActId, type PartyId } from "../kernel/act.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { CONSENTS, type JointText, type Paragraph } from "../kernel/mediation.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { isRoomFor, isTheMediator, mediationOf, withMediation } from "./occasion.ts";

const ParagraphId = Type.String({ pattern: "^[1-9][0-9]{0,2}[a-z]?$" });

const Wording = Type.Object(
  {
    lang: Type.Enum(LANGUAGES),
    text: Type.String({ minLength: 1, maxLength: LIMITS.paragraphCharacters }),
  },
  { additionalProperties: false },
);

export const DraftTextBody = body({
  /** The whole text. A paragraph keeps its answers for as long as its wording stays the same. */
  paragraphs: Type.Array(Type.Object({ id: ParagraphId, text: Wording }, { additionalProperties: false }), {
    minItems: 1,
    maxItems: LIMITS.paragraphs,
  }),
  statement: Type.Optional(Text),
});
export type DraftTextBody = Static<typeof DraftTextBody>;

/** The first that stands twice in a list of names. */
function twice(names: readonly string[]): Verdict {
  const paragraph = names.find((name, i) => names.indexOf(name) !== i);
  return paragraph === undefined ? REGULAR : irregular("paragraph-twice", { paragraph });
}

function isOpen(text: JointText | null): Verdict {
  const adopted = text?.adopted ?? null;
  return adopted === null ? REGULAR : irregular("text-adopted", { at: adopted.at });
}

const sameWording = (a: Text, b: Text): boolean => a.lang === b.lang && a.text === b.text;

export const draftText: ActRule<DraftTextBody> = {
  kind: "draft-text",
  body: DraftTextBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isTheMediator(occasion),
      ({ matter }) => isOpen(mediationOf(matter).text),
      ({ matter }) => isRoomFor("draft-text", mediationOf(matter).text?.versions.length ?? 0, LIMITS.draftsInAll),
    ),
  judge: (act) => twice(act.body.paragraphs.map(({ id }) => id)),
  apply: (matter, { id, body: { paragraphs } }) => {
    const { text } = mediationOf(matter);
    const versions = [...(text?.versions ?? []), id];
    const drafted = paragraphs.map((paragraph): Paragraph => {
      const before = text?.paragraphs.find((known) => known.id === paragraph.id);
      const kept = before !== undefined && sameWording(before.text, paragraph.text);
      return kept ? before : { ...paragraph, since: versions.length, answers: {} };
    });
    return withMediation(matter, {
      text: { versions, paragraphs: drafted, spokenTo: text?.spokenTo ?? {}, adopted: null },
    });
  },
};

export const ConsentTextBody = body({
  of: Of,
  /** A paragraph that is left out keeps the answer that it has. */
  answers: Type.Array(
    Type.Object({ paragraph: ParagraphId, says: Type.Enum(CONSENTS) }, { additionalProperties: false }),
    { maxItems: LIMITS.paragraphs },
  ),
  statement: Type.Optional(Text),
});
export type ConsentTextBody = Static<typeof ConsentTextBody>;

/** Every member has spoken to the newest version, and nobody is left who cannot live with a paragraph of it. */
const isAgreed = ({ versions, paragraphs, spokenTo }: JointText, members: readonly PartyId[]): boolean =>
  members.every(
    (party) =>
      spokenTo[party] === versions.length &&
      paragraphs.every(({ answers }) => ["accept", "live-with"].includes(answers[party]?.says ?? "")),
  );

/** An answer that was given to an older version stands for the paragraphs that have not changed since. */
function answered(
  text: JointText,
  { id, by, at, body: { of, answers } }: Act<ConsentTextBody>,
  matter: Matter,
): JointText {
  const version = versionOf(text, of);
  const paragraphs = text.paragraphs.map((paragraph): Paragraph => {
    const answer = answers.find((each) => each.paragraph === paragraph.id);
    if (answer === undefined || paragraph.since > version) return paragraph;
    return { ...paragraph, answers: { ...paragraph.answers, [by]: { act: id, says: answer.says } } };
  });
  const spokenTo = { ...text.spokenTo, [by]: Math.max(text.spokenTo[by] ?? 0, version) };
  const after: JointText = { ...text, paragraphs, spokenTo };
  return isAgreed(after, membersOf(matter)) ? { ...after, adopted: { act: id, at } } : after;
}

/** Counted from 1; 0 when there is no such version. */
const versionOf = ({ versions }: JointText, draft: ActId): number => versions.indexOf(draft) + 1;

export const consentText: ActRule<ConsentTextBody> = {
  kind: "consent-text",
  body: ConsentTextBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isConcerned(occasion),
      ({ matter }) => (mediationOf(matter).text === null ? irregular("no-text") : REGULAR),
      ({ matter }) => isOpen(mediationOf(matter).text),
    ),
  judge: ({ body: { of, answers } }, { matter }) => {
    const text = matter?.mediation?.text ?? null;
    if (text === null) return irregular("no-text");
    const version = versionOf(text, of);
    const unknown = answers.find(({ paragraph }) => !text.paragraphs.some(({ id }) => id === paragraph));
    return firstRefusal(
      () => (version > 0 ? REGULAR : irregular("wrong-kind-of-act", { kind: "draft-text" })),
      () => twice(answers.map(({ paragraph }) => paragraph)),
      // Of an older version nobody keeps which paragraphs it had.
      () =>
        unknown !== undefined && version === text.versions.length
          ? irregular("unknown-paragraph", { paragraph: unknown.paragraph })
          : REGULAR,
    );
  },
  apply: (matter, act) => {
    const { text } = mediationOf(matter);
    return text === null ? matter : withMediation(matter, { text: answered(text, act, matter) });
  },
};
