// A formal message as plain text of at most 69 columns, as message formats have been sent since the
// teleprinter, and as a page that a browser prints. Both draw the same rows. What people wrote can end no
// line of the layout, and no character of it moves another. spec/message.md

import type { Speech } from "../core/compact/clause.ts";
import type { Layout } from "../core/line/layout.ts";
import { rowsOf, type Piece, type Row } from "../core/line/layout-rows.ts";
import { escapeXml } from "./compact-svg.ts";

export const COLUMNS = 69;
const INDENT = "   ";

/** Controls that a terminal obeys, and marks that move what follows them. Line breaks are the layout's alone. */
const HOSTILE = /(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const BREAKS = /\r\n?|[\n\u0085\u2028\u2029]/gu;

const tamed = (text: string): string => text.replaceAll(BREAKS, "\n").replaceAll(HOSTILE, "\uFFFD");
const oneLine = (text: string): string => tamed(text).replaceAll("\n", " ");

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NARROWEST = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** The columns that a text takes on a screen of fixed width. */
export const columnsOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + (NARROWEST.test(char) ? 0 : WIDE.test(char) ? 2 : 1), 0);

/** The beginning of a word that fits, and what is left of it. */
function cut(word: string, room: number): readonly [string, string] {
  const chars = [...word];
  let length = 0;
  let columns = 0;
  while (length < chars.length) {
    columns += columnsOf(chars[length] ?? "");
    if (columns > room && length > 0) break;
    length += 1;
  }
  return [chars.slice(0, length).join(""), chars.slice(length).join("")];
}

/** Breaks a text between words, and inside a word that no line holds, such as a sentence in Chinese. */
function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \u3000]+/u)) {
    let rest = word;
    const joined = line === "" ? rest : `${line} ${rest}`;
    if (columnsOf(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== "" && columnsOf(rest) <= room) {
      lines.push(line);
      line = rest;
      continue;
    }
    const space = room - columnsOf(line) - 1;
    if (line !== "" && space >= 2 && WIDE.test(rest)) {
      const [head, tail] = cut(rest, space);
      lines.push(`${line} ${head}`);
      rest = tail;
    } else if (line !== "") lines.push(line);
    while (columnsOf(rest) > room) {
      const [head, tail] = cut(rest, room);
      lines.push(head);
      rest = tail;
    }
    line = rest;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

const setIn = (lines: readonly string[], depth: number): readonly string[] =>
  lines
    .flatMap((line) => wrapped(line, COLUMNS - depth * INDENT.length))
    .map((line) => `${INDENT.repeat(depth)}${line}`.trimEnd());

const SEPARATOR = " · ";

/** What people wrote stands deeper than every line of the layout, so that it cannot pass for one. */
function textPiece(piece: Piece): readonly string[] {
  if (piece.is !== "text") return setIn([piece.text], 1);
  return [...setIn(piece.label === "" ? [] : [piece.label], 1), ...setIn(tamed(piece.text).split("\n"), 2)];
}

/** Short rows stand on one line with their label; longer ones, and what people wrote, below it. */
function textRow({ number, label, pieces }: Row, speech: Speech): readonly string[] {
  const labelled = speech.name("layout.label", label, { label: label.toLocaleUpperCase(speech.lang) });
  const head = `${number === null ? "" : `${number}. `}${labelled}`;
  const short = pieces.every((piece) => piece.is !== "text" || (pieces.length === 1 && piece.label === ""));
  const joined = `${head} ${pieces.map((piece) => (piece.is === "text" ? oneLine(piece.text) : piece.text)).join(SEPARATOR)}`;
  if (short && columnsOf(joined) <= COLUMNS) return [joined];
  return [...wrapped(head, COLUMNS), ...pieces.flatMap(textPiece)];
}

/** The message as plain text, ending in a line break. */
export function messageText(layout: Layout, speech: Speech): string {
  const rows = rowsOf(layout, speech);
  const lines = rows.flatMap((row) => [...(row.number === 1 ? [""] : []), ...textRow(row, speech)]);
  return `${lines.join("\n")}\n`;
}

const STYLE = [
  "body{font:12pt/1.45 system-ui,'Noto Sans','Noto Sans Arabic','Noto Sans SC',sans-serif;max-width:44em;margin:2em auto;padding:0 1em}",
  "dl{display:grid;grid-template-columns:minmax(9em,auto) 1fr;gap:.35em 1.2em;margin:0}",
  "dt{font-weight:600}dd{margin:0;min-width:0;overflow-wrap:anywhere}",
  "dd p{margin:0 0 .4em;white-space:pre-wrap}.label{color:#555;font-size:.9em}",
  "code{font-family:ui-monospace,'Noto Sans Mono',monospace}.drill{font-weight:700}",
  "dt.place{border-top:1px solid #999;padding-top:.35em}dt.place+dd{border-top:1px solid #999;padding-top:.35em}",
  "@page{size:A4;margin:20mm}",
].join("\n");

/** The message as one page: no script, nothing fetched, for the screen and for paper. */
export function messageHtml(layout: Layout, speech: Speech): string {
  const { lang, dir } = speech;
  const title = `${layout.drill ? `${speech.name("layout.drill", "drill")}: ` : ""}${layout.number}`;
  return [
    "<!doctype html>",
    `<html lang="${lang}" dir="${dir}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeXml(title)}</title>`,
    `<style>\n${STYLE}\n</style>`,
    "</head>",
    "<body>",
    `<main><h1>${escapeXml(title)}</h1>`,
    "<dl>",
    ...rowsOf(layout, speech).map(rowHtml),
    "</dl></main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function rowHtml({ row, number, label, pieces }: Row): string {
  const place = number === null ? (row === "drill" ? ' class="drill"' : "") : ' class="place"';
  const head = number === null ? escapeXml(label) : `${number}. ${escapeXml(label)}`;
  return `<dt${place}>${head}</dt><dd>${pieces.map(pieceHtml).join("")}</dd>`;
}

function pieceHtml(piece: Piece): string {
  switch (piece.is) {
    case "plain":
      return `<p><bdi>${escapeXml(piece.text)}</bdi></p>`;
    case "code":
      return `<p><bdi dir="ltr"><code>${escapeXml(piece.text)}</code></bdi></p>`;
    case "text": {
      const label = piece.label === "" ? "" : `<p class="label">${escapeXml(piece.label)}</p>`;
      const own =
        piece.lang === null ? ' dir="auto"' : ` lang="${piece.lang}" dir="${piece.lang === "ar" ? "rtl" : "ltr"}"`;
      return `${label}<p${own}>${escapeXml(tamed(piece.text))}</p>`;
    }
    default:
      return piece satisfies never;
  }
}
