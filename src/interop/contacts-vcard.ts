// A directory of contacts as vCards 4.0 (RFC 6350), one for each office, for address books. PREF keeps
// the order of ways, languages and deputies; what vCard has no property for stands under names of ours.
// spec/contacts.md

import ICAL from "ical.js";
import type { PartyId } from "../core/kernel/act.ts";
import type { Directory, Office, Way } from "../core/line/contacts.ts";
import { dutyLines, readDuty, rosterOf, shiftLines, zoneOf } from "./contacts-lines.ts";
import { checkDirectory, refuseFile, tooLarge, type ContactsReading } from "./contacts-read.ts";

const OURS = {
  office: "x-downrung-office",
  duty: "x-downrung-duty",
  way: "x-downrung-way",
  post: "x-downrung-post",
  shift: "x-downrung-shift",
  from: "x-downrung-valid-from",
  until: "x-downrung-valid-until",
} as const;

/** More cards than offices may be are read only to say that they are too many. */
const MOST_CARDS = 64;

/** ADR has seven parts; the third is the street, and the whole address stands there. */
const STREET = 2;

const officeUrn = (party: PartyId, office: string): string => `urn:downrung:${party}:${office}`;

export const contactsToVcard = (party: PartyId, directory: Directory): string =>
  directory.offices.map((office) => `${cardOf(party, office, directory)}\r\n`).join("");

function cardOf(party: PartyId, office: Office, { from, until }: Directory): string {
  const card = new ICAL.Component(["vcard", [], []]);
  const add = (name: string, value: string | string[], parameters: Readonly<Record<string, string>> = {}): void => {
    const property = new ICAL.Property(name, card);
    for (const [key, word] of Object.entries(parameters)) property.setParameter(key, word);
    property.setValue(value);
    card.addProperty(property);
  };
  const ranked = (place: number): { readonly pref: string } => ({ pref: String(place + 1) });
  add("version", "4.0");
  add("kind", "org");
  add("uid", officeUrn(party, office.id));
  add("fn", office.name);
  add("role", office.role);
  add(OURS.office, office.id);
  office.languages.forEach((language, i) => add("lang", language, ranked(i)));
  office.ways.forEach((way, i) => addWay(way, ranked(i), add));
  office.deputies.forEach((deputy, i) => add("related", officeUrn(party, deputy), { type: "agent", ...ranked(i) }));
  for (const line of dutyLines(office.duty)) add(OURS.duty, line);
  if (office.duty !== "always") add("tz", zoneOf(office.duty));
  for (const line of shiftLines(office)) add(OURS.shift, line);
  add(OURS.from, from);
  add(OURS.until, until);
  return card.toString();
}

type Add = (name: string, value: string | string[], parameters: Readonly<Record<string, string>>) => void;

function addWay({ kind, value }: Way, rank: { readonly pref: string }, add: Add): void {
  switch (kind) {
    case "telephone":
      return add("tel", value, { value: "text", ...rank });
    case "e-mail":
      return add("email", value, rank);
    case "post":
      // The library cannot read a backslash at the end of a part of an address.
      return value.includes("\\") ? add(OURS.post, value, rank) : add("adr", ["", "", value, "", "", "", ""], rank);
    case "other":
      return add(OURS.way, value, rank);
    default:
      return kind satisfies never;
  }
}

const WAY_OF: Readonly<Record<string, Way["kind"]>> = {
  tel: "telephone",
  email: "e-mail",
  adr: "post",
  [OURS.post]: "post",
  [OURS.way]: "other",
};

type Card = { readonly line: number; readonly text: string };

/** The cards of a file, each with its line; or the line of what is none. */
function cardsOf(text: string): readonly Card[] | number {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n/);
  const cards: Card[] = [];
  let from = -1;
  for (const [i, line] of lines.entries()) {
    const name = line.trim().toUpperCase();
    if (from < 0 && name === "BEGIN:VCARD") from = i;
    else if (from >= 0 && name === "END:VCARD") {
      cards.push({ line: from + 1, text: lines.slice(from, i + 1).join("\r\n") });
      from = -1;
    } else if (from < 0 ? name !== "" : name === "BEGIN:VCARD") return i + 1;
  }
  return from < 0 ? cards : from + 1;
}

export function contactsFromVcard(text: string): ContactsReading {
  const large = tooLarge(text);
  if (large !== undefined) return large;
  const cards = cardsOf(text);
  if (typeof cards === "number") return refuseFile(cards, "a card stands between BEGIN:VCARD and END:VCARD");
  if (cards.length > MOST_CARDS) return refuseFile(cards[MOST_CARDS]?.line ?? 1, "there are too many cards");
  const read: ReadCard[] = [];
  for (const { line, text: card } of cards) {
    const office = readCard(card);
    if (typeof office === "string") return refuseFile(line, office);
    read.push({ line, ...office });
  }
  const [first] = read;
  if (first === undefined) return refuseFile(1, "the file holds no card; give each office one");
  const other = read.find(({ from, until }) => from !== first.from || until !== first.until);
  if (other !== undefined) {
    return refuseFile(other.line, `every card has the same ${OURS.from} and ${OURS.until}`.toUpperCase());
  }
  const value = { from: first.from, until: first.until, offices: read.map(({ office }) => office) };
  return checkDirectory(value, ([, index]) => read[Number(index ?? 0)]?.line ?? first.line);
}

type ReadCard = { readonly line: number; readonly from: string; readonly until: string; readonly office: unknown };

/** What one card says, or what is wrong with it. */
function readCard(card: string): Omit<ReadCard, "line"> | string {
  try {
    const component = new ICAL.Component(ICAL.parse(card) as ConstructorParameters<typeof ICAL.Component>[0]);
    if (component.getFirstPropertyValue("version") !== "4.0") return "a card begins with BEGIN:VCARD and VERSION:4.0";
    return officeOf(component);
  } catch (error) {
    // The library answers broken lines with an error of its own, and broken values with whatever it stumbled over.
    const said =
      error instanceof Error && error.name === "ParserError" ? error.message : "one of its values does not read";
    return `this is no vCard: ${said.slice(0, 120)}`;
  }
}

function officeOf(card: ICAL.Component): Omit<ReadCard, "line"> {
  const all = card.getAllProperties();
  const named = (...names: readonly string[]): readonly ICAL.Property[] =>
    all.filter(({ name }) => names.includes(name));
  const textsOf = (name: string): readonly string[] => named(name).map(textOf);
  const one = (name: string): string => textsOf(name).join("\n");
  const ways = ranked(named(...Object.keys(WAY_OF))).map((property) => ({
    kind: WAY_OF[property.name],
    value: textOf(property),
  }));
  const deputies = ranked(named("related")).map((property) => textOf(property).split(":").at(-1));
  const office = {
    id: one(OURS.office),
    role: one("role"),
    name: one("fn"),
    duty: readDuty(textsOf(OURS.duty), one("tz")),
    languages: ranked(named("lang")).map(textOf),
    ways,
    deputies,
    ...rosterOf(textsOf(OURS.shift)),
  };
  return { from: one(OURS.from), until: one(OURS.until), office };
}

/** By PREF, which RFC 6350 counts from 1; what has none comes last. */
const ranked = (properties: readonly ICAL.Property[]): readonly ICAL.Property[] =>
  properties.toSorted((a, b) => rankOf(a) - rankOf(b));

const rankOf = (property: ICAL.Property): number => Number(property.getFirstParameter("pref") ?? 101);

function textOf(property: ICAL.Property): string {
  const value: unknown = property.getFirstValue();
  if (property.name !== "adr" || !Array.isArray(value)) return typeof value === "string" ? value : String(value);
  const parts: readonly unknown[] = value;
  return parts.every((part, i) => i === STREET || part === "") ? String(parts[STREET]) : parts.flat().join(", ");
}
