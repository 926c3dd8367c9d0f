// Letters as codes on paper: one HTML file without script, three codes in a row, each with its number, the
// two parties and the date, so that a dropped sheet finds its place again. It holds no secret: the letters
// are sealed. spec/courier.md

import { readFileSync } from "node:fs";
import type { Language } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import ar from "../core/words/codes/ar.json" with { type: "json" };
import en from "../core/words/codes/en.json" with { type: "json" };
import es from "../core/words/codes/es.json" with { type: "json" };
import fr from "../core/words/codes/fr.json" with { type: "json" };
import ru from "../core/words/codes/ru.json" with { type: "json" };
import zh from "../core/words/codes/zh.json" with { type: "json" };
import type { Framed } from "../line/frames.ts";
import { drawCode } from "./code-drawing.ts";
import { escapeXml } from "./compact-svg.ts";
import { speechOf, speechWith, TAGS } from "./speech.ts";

const WORDS: Readonly<Record<Language, typeof en>> = { ar, zh, en, fr, ru, es };

export type CodesSheet = {
  /** Names as people read them. */
  readonly from: string;
  readonly to: string;
  readonly at: Instant;
  readonly drill: boolean;
  readonly letters: readonly Framed[];
  readonly leftOut: number;
};

export type CodesSpeech = (id: keyof typeof en, args?: Readonly<Record<string, string | number>>) => string;

/** The words of codes in a language. Names keep their own direction. */
export function codesSpeech(lang: Language): CodesSpeech {
  const speech = speechWith(lang, WORDS[lang]);
  const isolated = (value: string | number): string | number =>
    typeof value === "string" ? `\u2068${value}\u2069` : value;
  return (id, args = {}) =>
    speech.name(id, id, Object.fromEntries(Object.entries(args).map(([name, value]) => [name, isolated(value)])));
}

export function whenIn(lang: Language, at: Instant): string {
  const format = new Intl.DateTimeFormat(TAGS[lang], {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
    calendar: "gregory",
  });
  return `${format.format(at)} UTC`;
}

/** A single code as an SVG file that says its number. */
export function codeSvg(frame: string, label: string): string {
  const { side, path } = drawCode(frame);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" shape-rendering="crispEdges">`,
    `<title>${escapeXml(label)}</title>`,
    `<rect width="${side}" height="${side}" fill="#fff"/>`,
    `<path d="${path}"/>`,
    "</svg>",
  ].join("");
}

export function codesHtml(sheet: CodesSheet, lang: Language): string {
  const t = codesSpeech(lang);
  const { from, to, letters, leftOut } = sheet;
  const when = whenIn(lang, sheet.at);
  const drill = speechOf(lang).name("print.drill", "DRILL");
  const title = t("codes.title", { from, to });
  const names = `<bdi>${escapeXml(from)}</bdi> → <bdi>${escapeXml(to)}</bdi>`;
  const figure = (frame: string, number: number, letter: number, total: number): string => {
    const label = t("codes.code", { number, total });
    const place = letters.length > 1 ? `${letter} · ${label}` : label;
    return `<figure>${codeSvg(frame, label)}<figcaption>${escapeXml(place)}<br>${names}<br>${escapeXml(when)}</figcaption></figure>`;
  };
  return [
    "<!doctype html>",
    `<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeXml(title)}</title>`,
    `<style>\n${readFileSync(new URL("codes.css", import.meta.url), "utf8")}</style>`,
    "</head>",
    "<body>",
    "<header>",
    ...(sheet.drill ? [`<p class="drill"><strong>${escapeXml(drill)}</strong></p>`] : []),
    `<h1>${escapeXml(title)}</h1>`,
    ...[
      t("codes.made", { when, from }),
      t("codes.sealed", { to }),
      t("codes.how"),
      ...(leftOut > 0 ? [t("codes.left-out", { count: leftOut })] : []),
    ].map((text) => `<p>${escapeXml(text)}</p>`),
    "</header>",
    ...letters.flatMap(({ blocks, frames }, i) => [
      `<h2>${escapeXml(t("codes.letter", { number: i + 1, total: letters.length, blocks, frames: frames.length }))}</h2>`,
      '<section class="codes">',
      ...frames.map((frame, index) => figure(frame, index + 1, i + 1, frames.length)),
      "</section>",
    ]),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}
