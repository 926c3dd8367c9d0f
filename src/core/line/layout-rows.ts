// The layout of a formal message in one language, row by row: the console, the printed page and the plain
// text are three ways to draw these rows. Numbers, date-time groups and names are the same in every
// language; free text stays in its own, which is named. spec/message.md

import type { Speech } from "../compact/clause.ts";
import type { Says } from "../compact/compact.ts";
import type { Language, Text } from "../kernel/act.ts";
import { printInstant, type Instant } from "../kernel/instant.ts";
import { FORMATS, type Layout } from "./layout.ts";

/** `code` is written alike in every language; `text` is somebody's own words, in the language that it names. */
export type Piece =
  | { readonly is: "plain"; readonly text: string }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "text"; readonly text: string; readonly lang: Language | null; readonly label: string };

export type Row = {
  readonly row: string;
  /** The seven numbered places of the layout; null for the rows of its head. */
  readonly number: number | null;
  readonly label: string;
  readonly pieces: readonly Piece[];
};

const plain = (text: string): Piece => ({ is: "plain", text });
const code = (text: string): Piece => ({ is: "code", text });

const isolated = (value: string | number): string | number =>
  typeof value === "string" ? `\u2068${value}\u2069` : value;

/** In a text from right to left, names and figures keep their own direction. */
const sayIn =
  ({ dir, name }: Speech): Say =>
  (id, args = {}) => {
    const entries = Object.entries(args).map(([key, value]) => [key, isolated(value)] as const);
    return name(id, id, dir === "rtl" ? Object.fromEntries(entries) : args);
  };

type Say = (id: string, args?: Readonly<Record<string, string | number>>) => string;

/** An instant as the language writes its day, with the hour in UTC. */
function dayOf(at: Instant, say: Say, speech: Speech): string {
  const text = printInstant(at);
  return say("layout.day", { day: speech.day(text.slice(0, 10)), hour: text.slice(11, 16) });
}

/** A word of the field that all languages share, and how this one reads it. */
const read = (word: string, text: string, say: Say): Piece =>
  word === text.toUpperCase() ? code(word) : plain(say("layout.read", { code: word, text }));

export function rowsOf(layout: Layout, speech: Speech): readonly Row[] {
  const say = sayIn(speech);
  const row = (name: string, pieces: readonly Piece[], number: number | null = null): Row => ({
    row: name,
    number,
    label: say(`layout.${name}`),
    pieces: pieces.length > 0 ? pieces : [plain(say("layout.none"))],
  });
  const { format, precedence, subject, matter, marking } = layout;
  return [
    ...(layout.drill ? [row("drill", [plain(say("layout.drill.about"))])] : []),
    row("format", [read(String(FORMATS[format]), speech.name(`kind.${format}`, format), say)]),
    row("precedence", [read(precedence.toUpperCase(), say(`precedence.${precedence}`), say)]),
    row("from", [plain(layout.from.name)]),
    row(
      "to",
      layout.to.map(({ name }) => plain(name)),
    ),
    row(
      "info",
      layout.info.map(({ name }) => plain(name)),
    ),
    row("subject", subject === null ? [] : [{ is: "text", text: subject, lang: null, label: "" }]),
    row("marking", [code(marking)]),
    ...(matter === null ? [] : [row("matter", [code(matter)])]),
    row("number", [code(layout.number)], 1),
    row("group", [code(layout.group), plain(dayOf(layout.at, say, speech))], 2),
    row("compact", basisOf(layout, say, speech), 3),
    row("reference", referenceOf(layout, say, speech), 4),
    row("content", contentOf(layout, say, speech), 5),
    row("remarks", textPieces(layout.remarks, "", say), 6),
    row("end", [code(layout.number)], 7),
  ];
}

/** A clause in the reader's language, else in another in which it was agreed, English before the rest. */
function agreed(says: Says, reader: Language): { readonly text: string; readonly lang: Language } | undefined {
  const found = [reader, "en" as const, ...(Object.keys(says) as Language[])].find((lang) => says[lang] !== undefined);
  const text = found === undefined ? undefined : says[found];
  return found === undefined || text === undefined ? undefined : { text, lang: found };
}

function basisOf({ compact, clauses, lines, norms }: Layout, say: Say, speech: Speech): readonly Piece[] {
  const named = [
    ...clauses.map(({ clause, number }) => plain(say("layout.clause", { number, clause }))),
    ...lines.flatMap(({ line, says }): readonly Piece[] => {
      const words = agreed(says, speech.lang);
      const name = plain(say("layout.line", { line }));
      return words === undefined
        ? [name]
        : [name, { is: "text", ...words, label: words.lang === speech.lang ? "" : languageOf(words.lang, say) }];
    }),
    ...norms.map((norm) => plain(say("layout.norm", { norm }))),
  ];
  const wording = plain(say("layout.wording", { title: compact.title, version: compact.version }));
  return [wording, ...(named.length > 0 ? named : [plain(say("layout.names-nothing"))])];
}

function referenceOf({ reference }: Layout, say: Say, speech: Speech): readonly Piece[] {
  if (reference === null) return [];
  if ("act" in reference) return [code(reference.act), plain(say("layout.reference.missing"))];
  return [code(reference.number), code(reference.group), plain(dayOf(reference.at, say, speech))];
}

const languageOf = (lang: Language, say: Say): string => say(`layout.language.${lang}`);

const textPieces = (said: Text | null, label: string, say: Say): readonly Piece[] =>
  said === null
    ? []
    : [
        {
          is: "text",
          text: said.text,
          lang: said.lang,
          label:
            label === ""
              ? languageOf(said.lang, say)
              : say("layout.said", { what: label, language: languageOf(said.lang, say) }),
        },
      ];

function contentOf({ content, asks, until, why }: Layout, say: Say, speech: Speech): readonly Piece[] {
  const kind = asks === null || asks === "none" ? "" : speech.name(`kind.${asks}`, asks);
  return [
    ...content.flatMap(({ field, text }) => textPieces(text, say(`layout.field.${field}`), say)),
    ...(asks === null ? [] : [plain(asks === "none" ? say("layout.asks-nothing") : say("layout.asks", { kind }))]),
    ...(until === null ? [] : [plain(say("layout.until", { day: dayOf(until, say, speech) }))]),
    ...textPieces(why, say("layout.why"), say),
  ];
}
