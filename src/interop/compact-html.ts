// A compact as one HTML file: no script, nothing fetched, readable on a screen and on paper (A4).

import { readFileSync } from "node:fs";
import type { Run, SaidClause } from "../core/compact/clause.ts";
import type { CompactPage, LadderRow } from "./compact-page.ts";
import { escapeXml, svgOf } from "./compact-svg.ts";

const style = (): string => readFileSync(new URL("compact.css", import.meta.url), "utf8");

export function compactHtml(page: CompactPage): string {
  const { lang, dir, title, drill, version, mode, digest } = page;
  return [
    "<!doctype html>",
    `<html lang="${lang}" dir="${dir}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeXml(drill === null ? title : `${drill.word}: ${title}`)}, ${escapeXml(version)}</title>`,
    `<style>\n${style()}${pageMargins(page)}</style>`,
    "</head>",
    "<body>",
    "<header>",
    ...(drill === null
      ? []
      : [`<p class="drill"><strong>${escapeXml(drill.word)}</strong> ${escapeXml(drill.about)}</p>`]),
    `<h1><bdi>${escapeXml(title)}</bdi></h1>`,
    `<p class="about">${escapeXml(version)} · ${escapeXml(mode)}</p>`,
    `<p class="digest">${escapeXml(digest.label)}: <bdi dir="ltr"><code>${escapeXml(digest.id)}</code></bdi></p>`,
    ...page.notes.map((text) => `<p class="note">${escapeXml(text)}</p>`),
    "</header>",
    contentsHtml(page),
    "<main>",
    ...page.clauses.map((clause) => sectionHtml(clause, page)),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** Text inside a style sheet: nothing in it ends the string or the sheet. */
const cssString = (text: string): string =>
  `"${text.replaceAll(/[\\"<>&\n]/g, (char) => `\\${(char.codePointAt(0) ?? 0).toString(16)} `)}"`;

/** What stands on every printed page: the title, the word of a drill, the digest, the number of the page. */
function pageMargins({ dir, title, version, drill, digest }: CompactPage): string {
  const [start, end] = dir === "rtl" ? ["right", "left"] : ["left", "right"];
  return [
    "@page {",
    `@top-${start} { font: 8pt sans-serif; content: ${cssString(`${title} · ${version}`)}; }`,
    ...(drill === null ? [] : [`@top-${end} { font: bold 9pt sans-serif; content: ${cssString(drill.word)}; }`]),
    `@bottom-${start} { font: 8pt sans-serif; content: ${cssString(digest.id)}; }`,
    `@bottom-${end} { font: 8pt sans-serif; content: counter(page) " / " counter(pages); }`,
    "}",
    "",
  ].join("\n");
}

const anchor = (id: string): string => `c-${id.replaceAll(/[^A-Za-z0-9/+-]/g, "-")}`;

function contentsHtml({ contents, clauses }: CompactPage): string {
  const items = clauses.map(
    ({ id, number, text }) =>
      `<li><a href="#${anchor(id)}"><span class="number">${number}</span> ${escapeXml(text)}</a></li>`,
  );
  return [`<nav aria-label="${escapeXml(contents)}"><ol>`, ...items, "</ol></nav>"].join("\n");
}

function sectionHtml(clause: SaidClause, page: CompactPage): string {
  return [
    `<section id="${anchor(clause.id)}">`,
    `<h2><span class="number">${clause.number}</span> ${runsHtml(clause.runs)}</h2>`,
    ...(clause.id === "ladder" ? [ladderHtml(page)] : []),
    ...clause.children.map((child) => clauseHtml(child)),
    "</section>",
  ].join("\n");
}

function clauseHtml(clause: SaidClause): string {
  const { id, number, form, runs, children } = clause;
  const inner = children.map((child) => clauseHtml(child));
  const at = `id="${anchor(id)}"`;
  if (form === "note") return `<p class="note" ${at}>${runsHtml(runs)}</p>`;
  const label = `<span class="number">${number}</span>`;
  const said = form === "heading" ? `<h3>${label} ${runsHtml(runs)}</h3>` : `<p>${label} ${runsHtml(runs)}</p>`;
  return [`<div class="clause" ${at}>`, said, ...inner, "</div>"].join("\n");
}

const runsHtml = (runs: readonly Run[]): string => runs.map(runHtml).join("");

function runHtml({ text, is, lang }: Run): string {
  const escaped = escapeXml(text);
  const own = lang === null ? "" : ` lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"`;
  switch (is) {
    case "plain":
      return escaped;
    case "party":
      return `<bdi><strong>${escaped}</strong></bdi>`;
    case "value":
      return `<strong>${escaped}</strong>`;
    case "term":
      return escaped;
    case "text":
      return lang === null ? escaped : `<bdi${own}>${escaped}</bdi>`;
    case "code":
      return `<bdi dir="ltr" class="code">${escaped}</bdi>`;
    default:
      return is satisfies never;
  }
}

function ladderHtml({ ladder }: CompactPage): string {
  const cells = ({ step, opens, owes, earliest, latest }: LadderRow): string =>
    `<tr><th scope="row">${escapeXml(step)}</th>${[opens, owes, earliest, latest].map((cell) => `<td>${escapeXml(cell)}</td>`).join("")}</tr>`;
  return [
    "<figure>",
    svgOf(ladder.picture, ladder.figure),
    `<figcaption>${escapeXml(ladder.figure)}</figcaption>`,
    "</figure>",
    '<div class="table"><table>',
    `<caption>${escapeXml(ladder.caption)}</caption>`,
    `<thead><tr>${ladder.columns.map((column) => `<th scope="col">${escapeXml(column)}</th>`).join("")}</tr></thead>`,
    `<tbody>${ladder.rows.map(cells).join("\n")}</tbody>`,
    "</table></div>",
  ].join("\n");
}
