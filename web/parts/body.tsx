// The body of an act in words, read by the same description that its form is built from. A field that
// is withheld in this copy is named as such and not left out.

import type { ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import { parseInstant } from "../../src/core/kernel/instant.ts";
import { STATED_NAMES, type StatedBody } from "../../src/core/assessment/stated.ts";
import type { Body } from "../../src/core/kernel/act.ts";
import { namesNothing, precedenceOf, type Heading, type NoticeHeading } from "../../src/core/kernel/heading.ts";
import type { Stated } from "../../src/core/response/preconditions.ts";
import type { NoticeContact } from "../../src/core/notice/notice.ts";
import { formOf, nameOfField, wordsOf, type Field } from "../compose/forms.ts";
import { isText, kindName, lineName, measureName, urgencyName, type Said } from "../words/law.ts";
import { factText } from "../words/facts.ts";
import { useNode, type Voice } from "../words/voice.tsx";
import { StepInBody } from "./exchange-step.tsx";
import { Id, Party } from "./small.tsx";

/** Free text with its own language and direction, isolated from the page's. */
export const Words = ({ said, voice }: { readonly said: Said; readonly voice: Voice }): ReactNode => (
  <span className="words">
    <span lang={said.lang} dir="auto" className="words-text">
      {said.text}
    </span>
    {said.lang !== voice.lang && <span className="words-lang">{languageName(voice, said.lang)}</span>}
  </span>
);

export const languageName = (voice: Pick<Voice, "tag">, lang: string): string =>
  new Intl.DisplayNames(voice.tag, { type: "language" }).of(lang) ?? lang;

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function valueOf(field: Field, body: Body, voice: Voice): ReactNode {
  const value = body[nameOfField(field)];
  switch (field.is) {
    case "choice":
      return voice.name(`${field.words}.${String(value)}`, String(value));
    case "choices":
      return voice.list(listed(value).map((item) => voice.name(`${field.words}.${item}`, item)));
    case "tri":
      return voice.name(`tri.${String(value)}`, String(value));
    case "range":
      return `${String(body["low"])}–${String(body["high"])}`;
    case "instant": {
      const at = parseInstant(String(value));
      return at === undefined ? String(value) : `${voice.clock(at)} UTC`;
    }
    case "count":
      return value === "unknown"
        ? voice.say("field.people.unknown")
        : new Intl.NumberFormat(voice.tag).format(Number(value));
    case "techniques":
      return listed(value).length === 0 ? "–" : <Id>{listed(value).join(" ")}</Id>;
    case "stated":
      return <StatedFacts facts={value as StatedBody} voice={voice} />;
    case "matters":
      return <Id>{listed(value).join(" ")}</Id>;
    case "files":
      return <Files items={Array.isArray(value) ? value : []} voice={voice} />;
    case "measure":
    case "red-line":
      return <Clause is={field.is} id={String(value)} voice={voice} />;
    case "heading":
      return <HeadingFacts heading={value as NoticeHeading} voice={voice} />;
    case "step":
      return <StepInBody said={value} voice={voice} />;
    case "mediator":
    case "party":
    case "addressee":
      return <PartyName id={String(value)} />;
    case "finding":
      return <Id>{String(value).slice(0, 12)}…</Id>;
    case "checklist":
      return <Checklist answers={value as NonNullable<Stated["checklist"]>} voice={voice} />;
    case "protected":
      return <Spared touched={value as NonNullable<Stated["protected"]>} voice={voice} />;
    case "texts":
    case "consents":
    case "pair":
      return <Several items={Array.isArray(value) ? value : []} voice={voice} />;
    case "list":
      return listed(value).length === 0 ? "–" : <Id>{listed(value).join(", ")}</Id>;
    case "desk":
      return <Desk contact={value} />;
    case "subject":
      return <Id>{String(value).slice(0, 12)}…</Id>;
    default:
      return isText(value) ? <Words said={value} voice={voice} /> : String(value);
  }
}

type ClauseProps = { readonly is: "measure" | "red-line"; readonly id: string; readonly voice: Voice };

/** A clause of the compact by the words that were agreed for it. */
function Clause({ is, id, voice }: ClauseProps): ReactNode {
  const { compact } = useNode();
  return is === "measure" ? measureName(voice, compact, id) : lineName(voice, compact, id);
}

function PartyName({ id }: { readonly id: string }): ReactNode {
  const { compact } = useNode();
  return <Party compact={compact} party={id} />;
}

type SeveralItem = {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly about?: unknown;
  readonly item?: unknown;
  readonly paragraph?: unknown;
  readonly text?: unknown;
  readonly outcome?: unknown;
  readonly says?: unknown;
};

/** Paragraphs, items of an agenda or of evidence, what came of them, answers to them, or acts that are named: each on its line. */
function Several({ items, voice }: { readonly items: readonly unknown[]; readonly voice: Voice }): ReactNode {
  return (
    <ul className="several">
      {items.map((item, i) => {
        if (typeof item === "string")
          return (
            <li key={item}>
              <Id>{item.slice(0, 12)}…</Id>
            </li>
          );
        const { id, name, item: place, paragraph, text, outcome, about, says } = item as SeveralItem;
        const said = [text, outcome, about, item].find(isText);
        return (
          <li key={i}>
            <b>{String(id ?? name ?? place ?? paragraph ?? i + 1)}</b>{" "}
            {said === undefined ? voice.name(`consent.${String(says)}`, "") : <Words said={said} voice={voice} />}
          </li>
        );
      })}
    </ul>
  );
}

/** A party's own answers, each with its reason. */
function Checklist({
  answers,
  voice,
}: {
  readonly answers: NonNullable<Stated["checklist"]>;
  readonly voice: Voice;
}): ReactNode {
  return (
    <ul className="several">
      {answers.map(({ item, met, because }, i) => (
        <li key={i}>
          {voice.name(`checklist.${item}`, item)}: <b>{voice.name(`tri.${met}`, met)}</b>.{" "}
          <Words said={because} voice={voice} />
        </li>
      ))}
    </ul>
  );
}

/** Whether the measure touches each protected object. */
function Spared({
  touched,
  voice,
}: {
  readonly touched: NonNullable<Stated["protected"]>;
  readonly voice: Voice;
}): ReactNode {
  return (
    <ul className="several">
      {Object.entries(touched).map(([object, is]) => (
        <li key={object}>
          {voice.name(`protected-object.${object}`, object)}: <b>{voice.name(`tri.${is}`, is)}</b>
        </li>
      ))}
    </ul>
  );
}

/** Facts that the party holds otherwise than the report has them. */
function StatedFacts({ facts, voice }: { readonly facts: StatedBody; readonly voice: Voice }): ReactNode {
  return (
    <ul className="several">
      {STATED_NAMES.filter((name) => facts[name] !== undefined).map((name) => (
        <li key={name}>
          <b>{voice.name(`fact-name.${name}`, name)}</b> {factText(voice, name, facts[name] ?? null)}
        </li>
      ))}
    </ul>
  );
}

type FileItem = { readonly name?: unknown; readonly bytes?: unknown; readonly digest?: unknown };

/** A size as people say it, in the largest unit that leaves a number above one. */
export function sizeText(voice: Pick<Voice, "tag">, bytes: number): string {
  const [unit, size] =
    bytes < 1_000 ? ["byte", bytes] : bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  return new Intl.NumberFormat(voice.tag, { style: "unit", unit: String(unit), maximumFractionDigits: 1 }).format(
    Number(size),
  );
}

function Files({ items, voice }: { readonly items: readonly FileItem[]; readonly voice: Voice }): ReactNode {
  if (items.length === 0) return voice.say("field.attachments.none");
  return (
    <ul>
      {items.map((item) => (
        <li key={String(item.digest)}>
          {voice.say("field.attachments.item", { name: String(item.name), size: sizeText(voice, Number(item.bytes)) })}{" "}
          <Id>{String(item.digest)}</Id>
        </li>
      ))}
    </ul>
  );
}

const named = (compact: Compact, { lines, norms, clauses }: Heading["names"], voice: Voice): readonly string[] => [
  ...(lines ?? []).map((line) => lineName(voice, compact, line)),
  ...(norms ?? []).map((norm) => `(${norm}) ${voice.say(`norm-short.${norm}`)}`),
  ...(clauses ?? []).map((clause) => voice.say("layout.clause", { number: compact.clauses[clause] ?? "?", clause })),
];

type HeadingProps = { readonly heading: Heading | NoticeHeading; readonly voice: Voice };

/** The heading of a formal message: how urgent, what it names, what it asks for, why this channel. */
export function HeadingFacts({ heading, voice }: HeadingProps): ReactNode {
  const { compact } = useNode();
  const { names, asks, why, remarks } = heading;
  const precedence = precedenceOf({ heading });
  return (
    <ul className="heading-facts">
      {precedence !== null && <li>{urgencyName(voice, precedence)}</li>}
      {"subject" in heading && <li dir="auto">{heading.subject}</li>}
      {namesNothing(names) ? (
        <li>{voice.say("layout.names-nothing")}</li>
      ) : (
        named(compact, names, voice).map((name) => <li key={name}>{name}</li>)
      )}
      <li>
        {asks === "none" ? voice.say("layout.asks-nothing") : voice.say("layout.asks", { kind: kindName(voice, asks) })}
      </li>
      {why !== undefined && (
        <li>
          <b>{voice.say("layout.why")}</b> <Words said={why} voice={voice} />
        </li>
      )}
      {remarks !== undefined && (
        <li>
          <b>{voice.say("layout.remarks")}</b> <Words said={remarks} voice={voice} />
        </li>
      )}
    </ul>
  );
}

function Desk({ contact }: { readonly contact: unknown }): ReactNode {
  const { office, reach } = contact as NoticeContact;
  return (
    <>
      <bdi>{office}</bdi>, <bdi>{reach}</bdi>
    </>
  );
}

const labelOf = (field: Field, voice: Voice): string => voice.name(`field.${wordsOf(field)}`, nameOfField(field));

const isThere = (field: Field, body: Body): boolean =>
  body[field.is === "range" ? "low" : nameOfField(field)] !== undefined;

const isOptional = (field: Field): boolean => "optional" in field && field.optional === true;

type FactsProps = {
  readonly kind: string;
  readonly body: Body;
  readonly voice: Voice;
  readonly without?: readonly string[];
};

export function Facts({ kind, body, voice, without = [] }: FactsProps): ReactNode {
  const fields = formOf(kind).filter(
    (field) =>
      field.is !== "to" &&
      field.is !== "readers" &&
      !without.includes(nameOfField(field)) &&
      (isThere(field, body) || !isOptional(field)),
  );
  const { override } = body;
  return (
    <dl className="facts">
      {fields.map((field) => (
        <div key={nameOfField(field)}>
          <dt>{labelOf(field, voice)}</dt>
          <dd>{isThere(field, body) ? valueOf(field, body, voice) : <em>{voice.say("matter.said.withheld")}</em>}</dd>
        </div>
      ))}
      {isText(override) && (
        <div>
          <dt>{voice.say("field.override")}</dt>
          <dd>
            <Words said={override} voice={voice} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The few facts that stand on an act's card beside its main text. */
export function briefOf(kind: string, body: Body, compact: Compact, voice: Voice): readonly string[] {
  const word = (family: string, field: string): readonly string[] =>
    typeof body[field] === "string" ? [voice.name(`${family}.${String(body[field])}`, String(body[field]))] : [];
  switch (kind) {
    case "report":
      return [...word("nature", "nature"), ...word("effect", "effect")];
    case "assess":
      return [`${String(body["low"])}–${String(body["high"])}`, ...word("nature", "nature")];
    case "notify":
      return word("precedence", "precedence");
    case "close":
      return word("outcome", "outcome");
    case "propose-measure":
      return [measureName(voice, compact, String(body["measure"]))];
    case "consult-measure":
      return word("measure-view", "view");
    case "cool-off":
      return typeof body["length"] === "string" ? [body["length"]] : [];
    default:
      return [];
  }
}
