// A directory of contacts as CSV (RFC 4180): a row for each office, for people who keep it in a
// spreadsheet. A cell that such a program would take for a formula is written so that it does not, and a
// list stands in one cell with a line for each entry. spec/contacts.md

import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import type { Directory, Office } from "../core/line/contacts.ts";
import { dutyLines, readDuty, readWay, rosterOf, shiftLines, wayLine, zoneOf } from "./contacts-lines.ts";
import { checkDirectory, refuseFile, tooLarge, type ContactsReading } from "./contacts-read.ts";

const COLUMNS = [
  "office",
  "role",
  "name",
  "duty",
  "zone",
  "languages",
  "ways",
  "deputies",
  "roster",
  "valid-from",
  "valid-until",
] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** More rows than offices may be are read only to say that they are too many. */
const MOST_ROWS = 64;

/** The apostrophe with which a cell is kept from being a formula; a cell that begins with one itself gets another. */
const GUARDED = /^'(?=[=+\-@\t\r＝＋－＠'])/;

const guard = (cell: string): string => (cell.startsWith("'") ? `'${cell}` : cell);

const rowOf = (office: Office, { from, until }: Directory): Row => ({
  office: office.id,
  role: office.role,
  name: guard(office.name),
  duty: dutyLines(office.duty).join("\n"),
  zone: zoneOf(office.duty),
  languages: office.languages.join(" "),
  ways: office.ways.map(wayLine).join("\n"),
  deputies: office.deputies.join(" "),
  roster: shiftLines(office).join("\n"),
  "valid-from": from,
  "valid-until": until,
});

export const contactsToCsv = (directory: Directory): string =>
  stringify(
    directory.offices.map((office) => rowOf(office, directory)),
    { header: true, columns: [...COLUMNS], bom: true, escape_formulas: true, record_delimiter: "\r\n" },
  );

type Placed = { readonly row: Row; readonly line: number };

export function contactsFromCsv(text: string): ContactsReading {
  const large = tooLarge(text);
  if (large !== undefined) return large;
  const rows = readRows(text);
  if ("ok" in rows) return rows;
  const [first] = rows;
  if (first === undefined) return refuseFile(1, "the file holds no office; give each a row of its own");
  const { "valid-from": from, "valid-until": until } = first.row;
  const other = rows.find(({ row }) => row["valid-from"] !== from || row["valid-until"] !== until);
  if (other !== undefined) {
    return refuseFile(other.line, "every row has the same valid-from and valid-until: a directory is valid as a whole");
  }
  const value = { from, until, offices: rows.map(({ row }) => officeOf(row)) };
  const lineOf = ([, index]: readonly string[]): number => rows[Number(index ?? 0)]?.line ?? first.line;
  return checkDirectory(value, lineOf);
}

function officeOf(row: Row): unknown {
  return {
    id: row.office,
    role: row.role,
    name: row.name,
    duty: readDuty(linesIn(row.duty), row.zone),
    languages: wordsIn(row.languages),
    ways: linesIn(row.ways).map(readWay),
    deputies: wordsIn(row.deputies),
    ...rosterOf(linesIn(row.roster)),
  };
}

const linesIn = (cell: string): readonly string[] =>
  cell
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
const wordsIn = (cell: string): readonly string[] => cell.split(/\s+/).filter((word) => word !== "");

type Parsed = { readonly info: { readonly lines: number }; readonly record: readonly string[] };

/** The rows with the line on which each begins. */
function readRows(text: string): readonly Placed[] | Extract<ContactsReading, { ok: false }> {
  const refused = (line: number, because: string) => ({ ok: false, faults: [{ line, because }] }) as const;
  let parsed: readonly Parsed[];
  try {
    parsed = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      to: MOST_ROWS + 1,
      relax_column_count: true,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused(Number(error["lines"] ?? 1), `this is not CSV: ${error.code.toLowerCase().replaceAll("_", " ")}`);
  }
  const [header, ...records] = parsed;
  const names = header?.record.map((name) => name.trim()) ?? [];
  const lacking = COLUMNS.find((column) => names.filter((name) => name === column).length !== 1);
  if (lacking !== undefined) return refused(1, `the first row names each of the columns ${COLUMNS.join(", ")} once`);
  const stray = names.find((name) => !(COLUMNS as readonly string[]).includes(name));
  if (stray !== undefined) return refused(1, `there is no column "${stray.slice(0, 40)}"; remove it`);
  if (records.length > MOST_ROWS) return refused(parsed.at(-1)?.info.lines ?? 1, "there are too many rows");
  let last = header?.info.lines ?? 1;
  const placed: Placed[] = [];
  for (const { info, record } of records) {
    const line = last + 1;
    last = info.lines;
    if (record.length !== names.length) {
      return refused(line, `the row has ${record.length} cells, and the first row names ${names.length}`);
    }
    const cells = names.map((name, i) => [name, (record[i] ?? "").replace(GUARDED, "")] as const);
    placed.push({ row: Object.fromEntries(cells) as Row, line });
  }
  return placed;
}
