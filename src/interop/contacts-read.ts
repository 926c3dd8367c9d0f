// What every form of a directory of contacts has in common on the way in: its limit, the check of what it
// says, and each fault with the line on which it stands. spec/contacts.md

import { Directory, judgeDirectory, type Directory as DirectoryOf } from "../core/line/contacts.ts";
import { problemsOf } from "../core/kernel/shape.ts";
import type { Refusal } from "../core/kernel/verdict.ts";
import { Compile } from "typebox/compile";

export const CONTACTS_FILE = {
  /** A directory must fit into one act of 64 KiB; a file of any form is not four times as long. */
  bytes: 256 * 1024,
  /** So many faults are told; a file with more has one cause. */
  faults: 20,
} as const;

export type ContactsFault = { readonly line: number; readonly because: string };

export type ContactsReading =
  | { readonly ok: true; readonly directory: DirectoryOf }
  | { readonly ok: false; readonly faults: readonly ContactsFault[] };

export const refuseFile = (line: number, because: string): ContactsReading => ({
  ok: false,
  faults: [{ line, because }],
});

/** The refusal of a file that is too large; undefined for any other. */
export const tooLarge = (text: string): ContactsReading | undefined =>
  Buffer.byteLength(text) > CONTACTS_FILE.bytes
    ? refuseFile(1, `the file has more than ${CONTACTS_FILE.bytes / 1024} KiB; a directory is shorter`)
    : undefined;

const isDirectory = Compile(Directory);

/** Checks what a file says, whatever its form. `lineOf` says where a part of it stands. */
export function checkDirectory(value: unknown, lineOf: (path: readonly string[]) => number): ContactsReading {
  if (!isDirectory.Check(value)) {
    const faults = problemsOf(Directory, value).map(({ path, message }) => ({
      line: lineOf(path),
      because: `${path.join(".") || "the file"}: ${message}`,
    }));
    const told = faults.length === 0 ? [{ line: 1, because: "the file is no directory of contacts" }] : faults;
    return { ok: false, faults: told.toSorted((a, b) => a.line - b.line).slice(0, CONTACTS_FILE.faults) };
  }
  const verdict = judgeDirectory(value);
  if (verdict.ok) return { ok: true, directory: value };
  const place = value.offices.findLastIndex(({ id }) => id === verdict.args["office"]);
  return refuseFile(lineOf(place < 0 ? ["from"] : ["offices", String(place)]), saidOf(verdict));
}

/** The rules of a directory in a drafter's words; the law's own sentences speak of acts. */
function saidOf({ rule, args }: Refusal): string {
  switch (rule) {
    case "office-twice":
      return `the office ${args["office"]} stands twice; keep one of them`;
    case "no-such-deputy":
      return `${args["deputy"]} cannot stand in for ${args["office"]}: name another office of this directory`;
    case "roster-times":
      return `the shifts of ${args["office"]} must follow one another, each with a beginning before its end`;
    default:
      return `a directory ends after it begins, and no more than ${args["days"]} days after`;
  }
}
