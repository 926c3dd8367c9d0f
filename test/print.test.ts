// The printed compact against its clauses: in six languages and three formats every number, date, name,
// length, marking and condition is there, and no number that the compact does not have.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { everyClause, type SaidClause } from "../src/core/compact/clause.ts";
import { clausesOf } from "../src/core/compact/clauses.ts";
import type { Condition } from "../src/core/compact/condition.ts";
import type { CompactDocument } from "../src/core/compact/document.ts";
import { authenticLanguages, FACT_SENTENCES, sentenceText } from "../src/core/compact/say-clauses.ts";
import { LANGUAGES, type Language } from "../src/core/kernel/act.ts";
import { anyCondition } from "../src/core/testing/conditions.ts";
import { compactHtml } from "../src/interop/compact-html.ts";
import { compactMarkdown, escapeMarkdown } from "../src/interop/compact-markdown.ts";
import { compactPage, type CompactPage } from "../src/interop/compact-page.ts";
import { compactPdf, pdfInput } from "../src/interop/compact-pdf.ts";
import { escapeXml } from "../src/interop/compact-svg.ts";
import { speechOf, speechWith } from "../src/interop/speech.ts";
import { readCompactFile } from "../src/node/config.ts";
import { faultsIn } from "./printed.ts";
import { FULL } from "../src/core/testing/full-compact.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FILES = globSync("compacts/*.yaml", { cwd: ROOT }).toSorted();
const DOCUMENTS: readonly (readonly [string, CompactDocument])[] = [
  ["the compact that says everything", FULL],
  ...FILES.map((file) => [file, readCompactFile(join(ROOT, file))] as const),
];

const wordsOf = (lang: Language): Record<string, string> => {
  const read = (path: string): Record<string, string> =>
    JSON.parse(readFileSync(join(ROOT, "src/core/words", path), "utf8")) as Record<string, string>;
  return { ...read(`${lang}.json`), ...read(`compact/${lang}.json`) };
};

for (const [name, document] of DOCUMENTS) {
  const clauses = clausesOf(document);

  test(`${name}: every number, name, time and condition stands in every language, and no other number`, () => {
    for (const lang of LANGUAGES) assert.deepEqual(faultsIn(clauses, speechOf(lang)), [], lang);
  });

  test(`${name}: the clauses have the same names and numbers in every language and format`, () => {
    const numbers = everyClause(clauses).map(({ id, number }) => [id, number]);
    assert.equal(new Set(numbers.map(([id]) => id)).size, numbers.length, "an id names one clause");
    for (const lang of LANGUAGES) {
      const page = compactPage(document, speechOf(lang));
      const said = everyClause(page.clauses);
      assert.deepEqual(
        said.map(({ id, number }) => [id, number]),
        numbers,
        lang,
      );
      assertInMarkdown(page, said);
      assertInHtml(page, said);
      assert.deepEqual(JSON.parse(pdfInput(page)), JSON.parse(JSON.stringify(page)), "the PDF is given the whole page");
    }
  });
}

const bare = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, "");

/** Each clause once, with its number before it. */
function assertInMarkdown(page: CompactPage, said: readonly SaidClause[]): void {
  const lines = compactMarkdown(page).split("\n");
  for (const { number, form, text } of said) {
    const escaped = escapeMarkdown(text);
    const line =
      form === "note" ? `> ${escaped}` : form === "rule" ? `**${number}** ${escaped}` : `${number} ${escaped}`;
    assert.ok(
      lines.some((one) => one.replace(/^ *(- |#+ )?/, "") === line),
      `${page.lang} Markdown lacks: ${line}`,
    );
  }
}

function assertInHtml(page: CompactPage, said: readonly SaidClause[]): void {
  const html = compactHtml(page);
  const flat = html.replaceAll(/<\/?(?:bdi|strong|span)[^>]*>/g, "");
  for (const { number, form, text } of said) {
    const line = `${form === "note" ? "" : `${number} `}${escapeXml(bare(text))}<`;
    assert.ok(flat.includes(`>${line}`), `${page.lang} HTML lacks: ${line}`);
  }
}

/** Messages inside messages, which no clause names by itself. */
const INNER: readonly string[] = [
  ...["s", "m", "h", "d"].map((unit) => `duration.${unit}`),
  "quoted",
  "day",
  "assumed",
  "letter",
  "opens.act",
  "opens.after",
  "opens.lapse",
  "condition.not",
  "condition.all.next",
  "condition.all.last",
  "condition.any.last",
  "condition.brackets",
  "fact.nature",
  "fact.effect",
  "fact.recovery",
  "fact.sectors",
  "fact.people.at-least",
  "fact.severity-low.at-least",
  "fact.severity-high.at-most",
];

/** The places of a message that are shown; what only chooses a form is not. */
const placesIn = (text: string): readonly string[] => {
  const chosen = new Set([...text.matchAll(/\{(\w+), (?:select|plural)/g)].map(([, name]) => `{${name}}`));
  return [...new Set(text.match(/\{\w+\}/g))].filter((place) => !chosen.has(place));
};

test("a translation that drops any of its places is caught", () => {
  const clauses = everyClause(clausesOf(FULL)).map((clause) => ({ ...clause, children: [] }));
  const used = [...new Set(clauses.map(({ key }) => key))];
  const words = wordsOf("fr");
  const missed = [...used, ...INNER].flatMap((key) => {
    const concerned = INNER.includes(key) ? clauses : clauses.filter((clause) => clause.key === key);
    return placesIn(words[key] ?? "").filter((place) => {
      const broken = { ...words, [key]: (words[key] ?? "").replaceAll(place, "") };
      return faultsIn(concerned, speechWith("fr", broken)).length === 0;
    });
  });
  assert.deepEqual(missed, []);
  assert.deepEqual(faultsIn(clauses, speechWith("fr", words)), [], "the whole catalogue has no fault");
  assert.ok(used.length > 60, `${used.length} sentences are used`);
});

test("a translation that writes a number of its own is caught", () => {
  const words = wordsOf("es");
  const broken = { ...words, closing: (words["closing"] ?? "").replace("{latest}", "72 horas") };
  assert.notDeepEqual(faultsIn(clausesOf(FULL), speechWith("es", broken)), []);
});

test("every sentence that a clause or a condition can need is in the catalogue", () => {
  const words = wordsOf("en");
  const needed = [...everyClause(clausesOf(FULL)).map(({ key }) => key), ...FACT_SENTENCES];
  assert.deepEqual(
    needed.filter((key) => words[key] === undefined),
    [],
  );
});

test("the catalogue of clauses takes no id of the law's", () => {
  const read = (path: string): object => JSON.parse(readFileSync(join(ROOT, "src/core/words", path), "utf8")) as object;
  const law = new Set(Object.keys(read("en.json")));
  assert.deepEqual(
    Object.keys(read("compact/en.json")).filter((id) => law.has(id)),
    [],
  );
});

const said = (condition: Condition, lang: Language): string =>
  bare(sentenceText("indicator.when", { when: { is: "condition", condition } }, speechOf(lang)));

/** The same condition with its first joint of two or more parts turned from `all` to `any` or back; undefined without one. */
function turned(condition: Condition): Condition | undefined {
  if ("not" in condition) {
    const not = turned(condition.not);
    return not === undefined ? undefined : { not };
  }
  if (!("all" in condition) && !("any" in condition)) return undefined;
  const parts = "all" in condition ? condition.all : condition.any;
  if (parts.length > 1) return "all" in condition ? { any: parts } : { all: parts };
  const [only] = parts.map(turned);
  return only === undefined ? undefined : { all: [only] };
}

test("who reads a condition with its joints changed reads another sentence, and brackets close, in every language", () => {
  const speeches = LANGUAGES;
  fc.assert(
    fc.property(anyCondition, (condition) => {
      const other = turned(condition);
      for (const lang of speeches) {
        const text = said(condition, lang);
        if (other !== undefined) assert.notEqual(said(other, lang), text);
        assertBrackets(text);
      }
    }),
    { numRuns: 150 },
  );
});

function assertBrackets(text: string): void {
  let depth = 0;
  for (const char of text) {
    if (char === "(" || char === "（") depth += 1;
    if (char === ")" || char === "）") depth -= 1;
    assert.ok(depth >= 0, text);
  }
  assert.equal(depth, 0, text);
}

test("conditions that group the same facts otherwise are read otherwise, in every language", () => {
  const [a, b, c]: readonly Condition[] = [
    { field: "malicious", is: "yes" },
    { field: "civilians", is: "yes" },
    { field: "people", "at-least": 5 },
  ];
  assert.ok(a !== undefined && b !== undefined && c !== undefined);
  const groupings: readonly Condition[] = [
    { all: [a, b, c] },
    { any: [a, b, c] },
    { all: [a, { any: [b, c] }] },
    { any: [a, { all: [b, c] }] },
    { all: [{ any: [a, b] }, c] },
    { any: [{ all: [a, b] }, c] },
    { not: { all: [a, { any: [b, c] }] } },
    { all: [{ not: a }, { any: [b, c] }] },
    { not: { any: [{ all: [a, b] }, c] } },
    { any: [{ not: { all: [a, b] } }, c] },
    { any: [{ all: [{ not: a }, b] }, c] },
    { not: { any: [a, { all: [b, c] }] } },
  ];
  for (const lang of LANGUAGES) {
    const read = groupings.map((condition) => said(condition, lang));
    assert.equal(new Set(read).size, groupings.length, lang);
    // Nor do words alone tell them apart: the brackets do, and only they.
    const blind = read.map((text) => text.replaceAll(/[()（）]/g, ""));
    assert.ok(new Set(blind).size < groupings.length, lang);
  }
});

test("a condition's grouping is shown with the same brackets in every language", () => {
  const grouped = (lang: Language, condition: Condition): string =>
    said(condition, lang)
      .replaceAll("（", "(")
      .replaceAll("）", ")")
      // Arabic counts one and two in words and adds the figure in brackets.
      .replaceAll(/\(\d+\)/g, "")
      .replaceAll(/[^()]/g, "");
  fc.assert(
    fc.property(anyCondition, (condition) => {
      const english = grouped("en", condition);
      for (const lang of LANGUAGES) assert.equal(grouped(lang, condition), english, lang);
    }),
    { numRuns: 150 },
  );
});

test("a text that lacks the reader’s language stands in another with its name, and the page says which are authentic", () => {
  const document = { ...FULL, purposes: [{ fr: "La paix." }] };
  assert.deepEqual(authenticLanguages(document), ["fr"]);
  const page = compactPage(document, speechOf("ru"));
  const clause = everyClause(page.clauses).find(({ id }) => id === "purposes/0");
  assert.equal(bare(clause?.text ?? ""), "La paix. [на французском]");
  assert.ok(clause?.runs.some(({ lang, text }) => lang === "fr" && text === "La paix."));
  assert.match(page.notes.join(" "), /французский/);
  assert.match(compactHtml(page), /<bdi lang="fr" dir="ltr">La paix\.<\/bdi>/);
  assert.deepEqual(authenticLanguages(FULL), LANGUAGES);
});

test("the HTML fetches nothing, runs nothing, and closes what it opens", () => {
  for (const lang of LANGUAGES) {
    const html = compactHtml(compactPage(FULL, speechOf(lang)));
    assert.match(html, new RegExp(`<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">`));
    assert.doesNotMatch(html, /<script|<link|<img|@import|url\((?!#)|\son\w+=/i);
    assert.equal(html.match(/<h1>/g)?.length, 1);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, "an id stands once");
    assert.ok([...html.matchAll(/href="#([^"]+)"/g)].every(([, id]) => ids.includes(id)));
    assertClosed(html);
  }
});

const VOID: readonly string[] = ["meta", "!doctype"];

function assertClosed(html: string): void {
  const open: string[] = [];
  for (const [tag, close, name = ""] of html
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .matchAll(/<(\/?)([a-z!0-9]+)[^>]*>/gi)) {
    if (VOID.includes(name) || tag.endsWith("/>")) continue;
    if (close === "") open.push(name);
    else assert.equal(open.pop(), name, tag);
  }
  assert.deepEqual(open, []);
}

test("what people wrote never becomes markup", () => {
  const wicked = '</style><script>alert(1)</script>"&\\ #import "x" $x$ [y] `z` *b* ~~d~~';
  const document: CompactDocument = { ...FULL, title: wicked, purposes: [{ en: wicked }] };
  const page = compactPage(document, speechOf("en"));
  const html = compactHtml(page);
  assert.doesNotMatch(html, /<script/);
  assert.equal(html.match(/<\/style>/g)?.length, 1);
  assertClosed(html);
  assert.doesNotMatch(compactMarkdown(page), /[^\\]<script|[^\\]~~d|[^\\]\*b/);
  const bytes = Buffer.from(compactPdf(page)).toString("latin1");
  assert.ok(bytes.startsWith("%PDF-"));
});

const FONTS: Readonly<Record<string, string>> = { ar: "NotoSansArabic", zh: "NotoSansSC" };

test("the PDF of every language embeds the fonts of its script", () => {
  for (const lang of LANGUAGES) {
    const pdf = Buffer.from(compactPdf(compactPage(FULL, speechOf(lang)))).toString("latin1");
    assert.ok(pdf.startsWith("%PDF-"));
    for (const weight of ["Regular", "Bold"])
      assert.match(pdf, new RegExp(`/FontName /[A-Z]{6}\\+${FONTS[lang] ?? "NotoSans"}-${weight}`), lang);
    assert.match(pdf, /\/FontFile[23]/);
  }
});

test("two processes print the same compact to the same bytes", () => {
  const folder = mkdtempSync(join(tmpdir(), "downrung-print-"));
  const print = (name: string): Buffer => {
    const out = join(folder, name);
    const main = join(ROOT, "src/cli/main.ts");
    const args = ["compact", "print", join(ROOT, "compacts/demo.yaml"), "--lang", "ar", "--format", "pdf", "-o", out];
    execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", main, ...args]);
    return readFileSync(out);
  };
  try {
    const [first, second] = [print("first.pdf"), print("second.pdf")];
    assert.ok(first.length > 10_000 && first.equals(second));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("every figure of the ladder’s picture stays inside it, and says every time of the ladder", () => {
  for (const [name, document] of DOCUMENTS) {
    for (const lang of LANGUAGES) {
      const { picture } = compactPage(document, speechOf(lang)).ladder;
      for (const shape of picture.shapes) {
        const points = shape.is === "line" ? shape.points : [[shape.x, shape.y] as const];
        const far = shape.is === "box" || shape.is === "bar" ? [[shape.x + shape.w, shape.y + shape.h] as const] : [];
        for (const [x, y] of [...points, ...far])
          assert.ok(
            x >= 0 && x <= picture.width && y >= 0 && y <= picture.height,
            `${name} ${lang} ${JSON.stringify(shape)}`,
          );
      }
      // A line may end at a space, and nowhere else is anything lost.
      const whole = (text: string): string => bare(text).replaceAll(/[ \n]/g, "");
      const text = whole(picture.shapes.map((shape) => (shape.is === "text" ? shape.text : "")).join(""));
      const clauses = everyClause(compactPage(document, speechOf(lang)).clauses);
      for (const clause of clauses.filter(({ id }) => /^ladder\/[^/]+\/(opens|earliest)$/.test(id)))
        assert.ok(text.includes(whole(clause.text)), `${name} ${lang} ${clause.text}`);
      for (const { owes } of document.ladder)
        for (const { latest } of owes) assert.ok(text.includes(latest.slice(0, -1)), `${name} ${lang} ${latest}`);
    }
  }
});

test("a drill says so in the head of every page of the HTML and of the PDF", () => {
  const drill: CompactDocument = { ...FULL, mode: "drill" };
  const page = compactPage(drill, speechOf("fr"));
  assert.match(compactHtml(page), /@top-right \{[^}]*"EXERCICE"/);
  assert.match(compactHtml(page), /<title>EXERCICE/);
  assert.equal(page.drill?.word, "EXERCICE");
  assert.equal(compactPage({ ...FULL, mode: "real" }, speechOf("fr")).drill, null);
});
