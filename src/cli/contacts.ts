// `downrung contacts list|import|export`: whom to reach at each party and who is awake; this party's own
// directory from a file; any party's into a file for an address book or a spreadsheet. spec/contacts.md

import { readFileSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { Option, type Command } from "commander";
import { printInstant } from "../core/kernel/instant.ts";
import { OFFICE_ROLES, type Directory, type OfficeRole, type PublishedDirectory } from "../core/line/contacts.ts";
import { reachable, type OfficeNow, type PartyContacts } from "../core/line/on-duty.ts";
import { contactsFromCsv, contactsToCsv } from "../interop/contacts-csv.ts";
import { contactsFromJson, contactsToJson } from "../interop/contacts-json.ts";
import type { ContactsReading } from "../interop/contacts-read.ts";
import { contactsFromVcard, contactsToVcard } from "../interop/contacts-vcard.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned } from "../node/http/api.ts";
import type { ContactsView } from "../node/http/get-contacts.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Form = {
  readonly endings: readonly string[];
  readonly read: (text: string) => ContactsReading;
  readonly write: (party: string, directory: Directory) => string;
};

const FORMS = {
  csv: { endings: [".csv"], read: contactsFromCsv, write: (_party, directory) => contactsToCsv(directory) },
  json: { endings: [".json"], read: contactsFromJson, write: (_party, directory) => contactsToJson(directory) },
  vcard: { endings: [".vcf", ".vcard"], read: contactsFromVcard, write: contactsToVcard },
} as const satisfies Record<string, Form>;
type FormName = keyof typeof FORMS;
const FORM_NAMES = Object.keys(FORMS) as readonly FormName[];

const formOption = (): Option => new Option("--format <format>", "the form of the file").choices(FORM_NAMES);

type ListOptions = SeatOptions & { readonly role?: OfficeRole };
type ImportOptions = SeatOptions & { readonly format?: FormName; readonly check?: boolean };
type ExportOptions = SeatOptions & { readonly format: FormName; readonly output?: string };

export function contactsCommand(program: Command): void {
  const contacts = program.command("contacts").description("whom to reach at each party, and who is on duty");
  withSeat(contacts.command("list").description("the offices of each party, and which are on duty now"))
    .argument("[party]", "one party; all when left out")
    .addOption(new Option("--role <role>", "whom to call for this: on duty now, deputies too").choices(OFFICE_ROLES))
    .action(listContacts);
  withSeat(contacts.command("import").description("publish this party's directory from a file"))
    .argument("<file>", "a directory in CSV, JSON or vCard")
    .addOption(formOption())
    .option("--check", "read the file and publish nothing")
    .action(importContacts);
  withSeat(contacts.command("export").description("write a party's directory into a file"))
    .argument("[party]", "whose directory; this party's own when left out")
    .addOption(formOption().default("csv"))
    .option("-o, --output <file>", "write to this file instead of standard output")
    .action(exportContacts);
}

async function listContacts(party: string | undefined, { role, ...options }: ListOptions): Promise<void> {
  const view = await clientFor(options).get<ContactsView>("/api/contacts");
  const wanted = view.contacts.filter((each) => party === undefined || each.party === party);
  if (party !== undefined && wanted.length === 0) throw unknownParty(party);
  const shown = wanted.map((each) => (role === undefined ? each : { ...each, offices: reachable(each, role) }));
  print(options.json, { now: view.now, contacts: shown }, () => shown.flatMap(linesOf));
}

const unknownParty = (party: string): ConfigError => new ConfigError(`${party} is no party to this compact`);

function linesOf({ party, is, directory, offices }: PartyContacts): readonly string[] {
  if (directory === null) return [`${party}: has published no directory`];
  const until = `${is === "expired" ? "EXPIRED, was valid until" : "valid until"} ${printInstant(directory.until)}`;
  return [`${party}: ${until}`, ...(offices.length === 0 ? ["  nobody is on duty"] : offices.flatMap(officeLines))];
}

function officeLines({ office, standing, shift }: OfficeNow): readonly string[] {
  const change = "until" in standing && standing.until !== null ? ` until ${printInstant(standing.until)}` : "";
  const duty = standing.is === "unknown" ? "duty hours in a zone that is not known here" : `${standing.is}${change}`;
  return [
    `  ${office.name} (${office.id}, ${office.role}): ${duty}; speaks ${office.languages.join(", ")}`,
    ...office.ways.map(({ kind, value }) => `    ${kind}: ${value}`),
    ...(office.deputies.length === 0 ? [] : [`    deputies: ${office.deputies.join(", ")}`]),
    ...(shift === null ? [] : [`    shift: ${shift.shift}${shift.note === undefined ? "" : `; ${shift.note}`}`]),
  ];
}

async function importContacts(path: string, { format, check, ...options }: ImportOptions): Promise<void> {
  const directory = readDirectory(path, format);
  if (check === true) {
    print(options.json, { ok: true, directory }, () => [`${path}: ${directory.offices.length} offices, nothing wrong`]);
    return;
  }
  const request = { kind: "contacts", matter: null, body: directory };
  const signed = await clientFor(options).post<ActSigned>("/api/acts", request);
  print(options.json, signed, () => [
    `published: ${directory.offices.length} offices, act ${signed.seq}, ${signed.id}`,
  ]);
}

function readDirectory(path: string, format: FormName | undefined): Directory {
  const ending = extname(path).toLowerCase();
  const name = format ?? FORM_NAMES.find((form) => (FORMS[form].endings as readonly string[]).includes(ending));
  if (name === undefined) throw new ConfigError(`${path}: name its form with --format ${FORM_NAMES.join("|")}`);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read`, { cause });
  }
  const text = textOf(path, bytes);
  const reading = FORMS[name].read(text);
  if (reading.ok) return reading.directory;
  throw new ConfigError(reading.faults.map(({ line, because }) => `${path}:${line}: ${because}`).join("\n"));
}

function textOf(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ConfigError(`${path}: this is not UTF-8; save the file as UTF-8`, { cause });
  }
}

async function exportContacts(party: string | undefined, { format, output, ...options }: ExportOptions): Promise<void> {
  const view = await clientFor(options).get<ContactsView>("/api/contacts");
  const wanted = party ?? view.party;
  const found = view.contacts.find((each) => each.party === wanted);
  if (found === undefined) throw unknownParty(wanted);
  if (found.directory === null) throw new ConfigError(`${wanted} has published no directory`);
  const text = FORMS[format].write(wanted, directoryOf(found.directory));
  if (output === undefined) process.stdout.write(text);
  else writeFileSync(output, text);
}

const directoryOf = ({ from, until, offices }: PublishedDirectory): Directory => ({
  from: printInstant(from),
  until: printInstant(until),
  offices: [...offices],
});
