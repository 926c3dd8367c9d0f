// A redline laid out: for a terminal, as Markdown, as one HTML file.

import type { RedlinePiece } from "../core/compact/diff.ts";
import { escapeMarkdown } from "./compact-markdown.ts";
import type { CompactRedline, RedlineRow } from "./compact-redline.ts";
import { escapeXml } from "./compact-svg.ts";

type Marks = {
  readonly struck: (text: string) => string;
  readonly put: (text: string) => string;
  readonly same: (text: string) => string;
};

const marked = (pieces: readonly RedlinePiece[], { struck, put, same }: Marks): string =>
  pieces
    .map(({ is, text }) => {
      switch (is) {
        case "struck":
          return struck(text);
        case "new":
          return put(text);
        case "same":
          return same(text);
        default:
          return is satisfies never;
      }
    })
    .join("");

/** The marks of wdiff, which a screen reader reads and every terminal shows. */
const TEXT: Marks = { struck: (text) => `[-${text}-]`, put: (text) => `{+${text}+}`, same: (text) => text };

export function redlineText({ title, fromTo, summary, labels, rows }: CompactRedline): string {
  const line = (row: RedlineRow): string =>
    `${row.number === "" ? "" : `${row.number}  `}${labels[row.is]}: ${marked(row.pieces, TEXT)}`;
  return `${[title, fromTo, ...summary, ...(rows.length === 0 ? [] : [""]), ...rows.map(line)].join("\n")}\n`;
}

const MARKDOWN: Marks = {
  struck: (text) => around(text, "~~", "~~"),
  put: (text) => around(text, "<ins>", "</ins>"),
  same: escapeMarkdown,
};

/** A mark of Markdown holds only where it touches a letter: the spaces stay outside. */
const around = (text: string, before: string, after: string): string =>
  text.replace(/^(\s*)([\s\S]*?)(\s*)$/, (_, start: string, inner: string, end: string) =>
    inner === "" ? text : `${start}${before}${escapeMarkdown(inner)}${after}${end}`,
  );

export function redlineMarkdown({ title, fromTo, summary, labels, rows }: CompactRedline): string {
  const line = (row: RedlineRow): string => `- **${row.number}** ${labels[row.is]}: ${marked(row.pieces, MARKDOWN)}`;
  const head = [`# ${escapeMarkdown(title)}`, escapeMarkdown(fromTo), summary.map(escapeMarkdown).join(" ")];
  return `${[...head, ...(rows.length === 0 ? [] : [rows.map(line).join("\n")])].join("\n\n")}\n`;
}

const HTML: Marks = {
  struck: (text) => `<del>${escapeXml(text)}</del>`,
  put: (text) => `<ins>${escapeXml(text)}</ins>`,
  same: escapeXml,
};

const STYLE = `html { font: 16px/1.6 "Noto Sans", "Noto Sans Arabic", "Noto Sans SC", system-ui, sans-serif; color: #16202b; background: #fff; }
body { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1.25rem; }
ol { list-style: none; padding: 0; }
li { margin: 0.6rem 0; padding-inline-start: 0.8rem; border-inline-start: 3px solid #c9d1d9; break-inside: avoid; }
.number { font-weight: 600; color: #4d5a67; unicode-bidi: isolate; }
.kind { color: #4d5a67; }
del { color: #9b1c1c; background: #fdeeee; }
ins { color: #14532d; background: #eaf7ef; text-decoration: underline; }
@page { size: A4; margin: 20mm 18mm; }`;

export function redlineHtml({ lang, dir, title, fromTo, summary, labels, rows }: CompactRedline): string {
  const line = (row: RedlineRow): string =>
    `<li><span class="number">${escapeXml(row.number)}</span> <span class="kind">${escapeXml(labels[row.is])}:</span> ${marked(row.pieces, HTML)}</li>`;
  return [
    "<!doctype html>",
    `<html lang="${lang}" dir="${dir}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${escapeXml(title)}</title><style>${STYLE}</style></head>`,
    "<body><main>",
    `<h1>${escapeXml(title)}</h1>`,
    `<p>${escapeXml(fromTo)}</p>`,
    ...summary.map((text) => `<p>${escapeXml(text)}</p>`),
    "<ol>",
    ...rows.map(line),
    "</ol>",
    "</main></body></html>",
    "",
  ].join("\n");
}
