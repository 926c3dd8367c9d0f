// The rows of the data sets that stand beside the project, as text by column. Nothing of them is kept here.

import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

export type DataRow = Readonly<Record<string, string>>;

const FOLDER = new URL("../../shared/data/", import.meta.url);

/** The rows of one file; null where the data sets are not there. */
export function readRows(name: string): readonly DataRow[] | null {
  const file = new URL(name, FOLDER);
  if (!existsSync(file)) return null;
  return parse(readFileSync(file, "utf8"), { columns: true, relax_column_count: true }) as readonly DataRow[];
}

/** Nothing was coded. */
const ABSENT = ["", "Not available", "Unknown", "Not attributed"];

export const valueOf = (row: DataRow, column: string): string | null => {
  const value = row[column]?.trim() ?? "";
  return ABSENT.includes(value) ? null : value;
};

/** Parallel values stand in one cell, parted by semicolons. */
export const valuesOf = (row: DataRow, column: string): readonly string[] =>
  (row[column] ?? "")
    .split(";")
    .map((value) => value.trim())
    .filter((value) => !ABSENT.includes(value));
