// A compact ready to be printed in one language: everything that stands on the page, as data. Markdown,
// HTML and PDF are three ways to lay out this one thing. spec/clauses.md

import type { Args, Clause, SaidClause, Speech } from "../core/compact/clause.ts";
import { clausesOf } from "../core/compact/clauses.ts";
import { triggerOf } from "../core/compact/clauses-ladder.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { count, duration, kind, or, word } from "../core/compact/draft-clause.ts";
import { ladderPicture, stepName } from "../core/compact/picture.ts";
import type { Picture } from "../core/compact/picture-shapes.ts";
import { authenticLanguages, renderClauses, sentenceText } from "../core/compact/say-clauses.ts";
import { LANGUAGES, type Language } from "../core/kernel/act.ts";
import { compactIdOf } from "../ledger/compact-id.ts";

export type LadderRow = {
  readonly step: string;
  readonly opens: string;
  readonly owes: string;
  readonly earliest: string;
  readonly latest: string;
};

export type CompactPage = {
  readonly lang: Language;
  readonly dir: "ltr" | "rtl";
  readonly title: string;
  /** The word of a drill and what it means; null for real matters. It stands on every page. */
  readonly drill: { readonly word: string; readonly about: string } | null;
  readonly version: string;
  readonly mode: string;
  readonly digest: { readonly label: string; readonly id: string };
  /** What a reader must know of the languages and the figures. */
  readonly notes: readonly string[];
  readonly contents: string;
  readonly clauses: readonly SaidClause[];
  readonly ladder: {
    readonly figure: string;
    readonly picture: Picture;
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly LadderRow[];
    readonly down: string;
    readonly downAbout: string;
    readonly silence: string;
    readonly silencePath: readonly string[];
    readonly closing: string;
  };
};

export function compactPage(document: CompactDocument, speech: Speech): CompactPage {
  const say = (key: string, args: Args = {}): string => sentenceText(key, args, speech);
  const clauses: readonly Clause[] = clausesOf(document);
  return {
    lang: speech.lang,
    dir: speech.dir,
    title: document.title,
    drill: document.mode === "drill" ? { word: say("print.drill"), about: say("print.drill.about") } : null,
    version: say("print.version", { version: count(document.version) }),
    mode: say(`print.mode.${document.mode}`),
    digest: { label: say("print.digest"), id: compactIdOf(document) },
    notes: [authentic(document, speech), say("print.digits")],
    contents: say("print.contents"),
    clauses: renderClauses(clauses, speech),
    ladder: {
      figure: say("ladder.figure"),
      picture: ladderPicture(document, speech),
      caption: say("ladder.table"),
      columns: ["step", "opens", "owes", "earliest", "latest"].map((column) => say(`ladder.col.${column}`)),
      rows: ladderRows(document, speech),
      down: say("ladder.down"),
      downAbout: say("ladder.down.about"),
      silence: say("ladder.silence"),
      silencePath: silencePath(document, speech),
      closing: say("ladder.closing", { latest: duration(document.closing.latest) }),
    },
  };
}

function authentic(document: CompactDocument, speech: Speech): string {
  const languages = authenticLanguages(document);
  if (languages.length === LANGUAGES.length) return sentenceText("print.authentic.all", {}, speech);
  if (languages.length === 0) return sentenceText("print.authentic.none", {}, speech);
  const items = languages.map((lang) => word(`language.${lang}`));
  return sentenceText("print.authentic.some", { languages: { is: "list", join: "and", items } }, speech);
}

function ladderRows(document: CompactDocument, speech: Speech): readonly LadderRow[] {
  const say = (key: string, args: Args): string => sentenceText(key, args, speech);
  const time = (text: string | undefined): string => (text === undefined ? "" : say("says", { says: duration(text) }));
  return document.ladder.flatMap((entry) => {
    const step = stepName(entry.step, speech);
    const opens = say("says", { says: or(entry.opens.map(triggerOf)) });
    const first = { step, opens, owes: "", earliest: time(entry.earliest), latest: "" };
    const owed = entry.owes.map(({ by, act, on, earliest, latest }) => ({
      owes: say(`ladder.duty${on === undefined ? "" : ".on"}`, {
        who: word(`who.${by}`),
        kinds: or(act.map(kind)),
        ...(on === undefined ? {} : { on: kind(on) }),
      }),
      earliest: time(earliest),
      latest: time(latest),
    }));
    if (entry.earliest !== undefined || owed.length === 0)
      return [first, ...owed.map((row) => ({ step, opens: "", ...row }))];
    return owed.map((row, i) => ({ step, opens: i === 0 ? opens : "", ...row }));
  });
}

function silencePath(document: CompactDocument, speech: Speech): readonly string[] {
  const say = (key: string, args: Args = {}): string => sentenceText(key, args, speech);
  const path = document.silence.map(({ contact, after }, i) => {
    const when = i === 0 ? say("ladder.at-once") : say("ladder.then", { after: duration(after) });
    return `${say(`contact.${contact}`)} · ${when}`;
  });
  const silent = document["silent-after"];
  if (silent === undefined) return path;
  return [...path, `${say("ladder.declared")} · ${say("ladder.more", { after: duration(silent) })}`];
}
