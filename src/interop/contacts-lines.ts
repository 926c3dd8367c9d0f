// Duty hours, ways and shifts, each as one line that people can read and write: what CSV and vCard have
// no field of their own for. What a line says is checked afterwards like everything else. spec/contacts.md

import type { Duty, Hours, Office, Shift, Way } from "../core/line/contacts.ts";

/** What was read from a line: its fields are there, whatever they hold. */
type Loose<T> = { readonly [K in keyof T]: unknown };

const hoursLine = ({ days, from, until }: Hours): string => `${days.join(" ")} ${from}-${until}`;

/** `always`, or a line for each stretch of hours: `mon tue wed 08:30-17:00`. */
export const dutyLines = (duty: Duty): readonly string[] =>
  duty === "always" ? ["always"] : duty.hours.map(hoursLine);

export const zoneOf = (duty: Duty): string => (duty === "always" ? "" : duty.zone);

export function readDuty(lines: readonly string[], zone: string): unknown {
  if (lines.length === 1 && lines[0] === "always" && zone === "") return "always";
  const hours = lines.map((line): Loose<Hours> => {
    const days = line.split(" ").filter((word) => word !== "");
    const [from = "", until = ""] = (days.pop() ?? "").split("-");
    return { days, from, until };
  });
  return { zone, hours };
}

/** `telephone: +995 32 …`. */
export const wayLine = ({ kind, value }: Way): string => `${kind}: ${value}`;

export function readWay(line: string): Loose<Way> {
  const colon = line.indexOf(":");
  return colon < 0 ? { kind: line, value: "" } : { kind: line.slice(0, colon), value: line.slice(colon + 1).trim() };
}

const escapeBar = (text: string): string => text.replaceAll(/[\\|]/g, String.raw`\$&`);

/** `FROM/UNTIL | shift | note`; a bar within a name or a note stands as `\|`. */
export const shiftLine = ({ from, until, shift, note }: Shift): string =>
  [`${from}/${until}`, escapeBar(shift), ...(note === undefined ? [] : [escapeBar(note)])].join(" | ");

export function readShift(line: string): unknown {
  const [span = "", shift = "", ...rest] = [...line.matchAll(/((?:\\.|[^\\|])*)(?:\||$)/gs)]
    .map(([, part = ""]) => part.trim().replaceAll(/\\([\\|])/g, "$1"))
    .slice(0, line === "" ? 1 : undefined);
  const [from = "", until = ""] = span.split("/");
  const notes = rest.filter((note) => note !== "");
  // A bar too many makes a note of two lines, which no note is.
  return { from, until, shift, ...(notes.length === 0 ? {} : { note: notes.join("\n") }) };
}

/** The roster of an office, or nothing at all where there is none. */
export const rosterOf = (lines: readonly string[]): { readonly roster?: unknown } =>
  lines.length === 0 ? {} : { roster: lines.map(readShift) };

export const shiftLines = ({ roster = [] }: Office): readonly string[] => roster.map(shiftLine);
