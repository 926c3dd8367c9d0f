// Makes vectors/pairing.json and vectors/contacts.json: `node vectors/make-pairing.ts`. Invitations, what is
// read aloud, and directories of contacts in their three forms. spec/pairing.md, spec/contacts.md

import { hash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { contactsToCsv } from "../src/interop/contacts-csv.ts";
import { contactsToJson } from "../src/interop/contacts-json.ts";
import { contactsToVcard } from "../src/interop/contacts-vcard.ts";
import { BOREA } from "../src/interop/testing/contacts-sample.ts";
import type { Directory } from "../src/core/line/contacts.ts";
import {
  invitationLink,
  makeInvitation,
  printInvitation,
  type Invitation,
  type InvitationCode,
} from "../src/line/invitation.ts";
import { keyChangeSubject, shortString } from "../src/line/short-string.ts";
import type { PublicKeys } from "../src/crypto/keys.ts";
import { keysOf } from "./story.ts";

const compact = hash("sha256", "the compact", "base64url");
const [borea, next] = [keysOf("borea"), keysOf("borea next")];

const INVITATION = makeInvitation(
  {
    party: "borea",
    name: "Republic of Borea",
    keys: borea.public,
    line: ["https://line.borea.example:7443", "http://[2001:db8::7]:7443"],
    relays: false,
    at: "2026-11-23T09:00:00.000Z",
  },
  borea.line,
);

export type InvitationCase = { readonly name: string; readonly text: string; readonly says: Invitation };
export type BadInvitationCase = { readonly name: string; readonly text: string; readonly error: InvitationCode };

const changed = (change: Partial<Invitation> | Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...INVITATION, ...change });

const invalid: readonly BadInvitationCase[] = [
  { name: "another name", text: changed({ name: "Republic of Boria" }), error: "wrong-proof" },
  { name: "another address", text: changed({ line: ["https://line.mallory.example"] }), error: "wrong-proof" },
  {
    name: "another act key",
    text: changed({ keys: { ...INVITATION.keys, act: next.public.act } }),
    error: "wrong-proof",
  },
  {
    name: "one key for two uses",
    text: changed({ keys: { ...INVITATION.keys, log: INVITATION.keys.act } }),
    error: "bad-key",
  },
  { name: "a field that is none", text: changed({ more: true }), error: "not-an-invitation" },
  { name: "an address with a path", text: changed({ line: ["https://a.example/x"] }), error: "not-an-invitation" },
  { name: "a day that does not exist", text: changed({ at: "2026-02-30T09:00:00.000Z" }), error: "not-an-invitation" },
  { name: "a link that was cut", text: invitationLink(INVITATION).slice(0, -20), error: "not-an-invitation" },
  { name: "nine kibibytes", text: changed({ name: "B".repeat(9 * 1024) }), error: "too-large" },
];

export type ReadAloudCase = {
  readonly name: string;
  readonly subject: string;
  readonly one: { readonly party: string; readonly challenge: string };
  readonly other: { readonly party: string; readonly challenge: string };
  readonly string: string;
};

const aloud = (
  name: string,
  subject: string,
  one: ReadAloudCase["one"],
  other: ReadAloudCase["other"],
): ReadAloudCase => ({
  name,
  subject,
  one,
  other,
  string: shortString(subject, one, other),
});

const change = keyChangeSubject(compact, "borea", borea.public, next.public);
const [a, b] = [
  { party: "aurelia", challenge: "402913" },
  { party: "borea", challenge: "771208" },
];

export type KeyChangeCase = {
  readonly name: string;
  readonly compact: string;
  readonly party: string;
  readonly before: PublicKeys;
  readonly after: PublicKeys;
  readonly subject: string;
};

export const pairingVectors = () => ({
  about: "Invitations, subjects and short strings. spec/pairing.md",
  invitations: [
    { name: "as a file", text: printInvitation(INVITATION), says: INVITATION },
    { name: "as a link", text: invitationLink(INVITATION), says: INVITATION },
    { name: "with other spaces", text: JSON.stringify(INVITATION, null, 4), says: INVITATION },
  ] satisfies readonly InvitationCase[],
  invalid,
  changes: [
    { name: "all four keys", compact, party: "borea", before: borea.public, after: next.public, subject: change },
  ] satisfies readonly KeyChangeCase[],
  aloud: [
    aloud("a compact", compact, a, b),
    aloud("the same, from the other side", compact, b, a),
    aloud("another challenge", compact, a, { ...b, challenge: "771209" }),
    aloud("challenges that begin with zeros", compact, { ...a, challenge: "000000" }, { ...b, challenge: "000001" }),
    aloud("a change of keys", change, a, b),
  ],
});

export type DirectoryCase = {
  readonly form: "json" | "csv" | "vcard";
  readonly text: string;
  readonly says: Directory;
};
export type BadDirectoryCase = Omit<DirectoryCase, "says"> & { readonly name: string; readonly line: number };

const json = contactsToJson(BOREA);
const csv = contactsToCsv(BOREA);
const vcard = contactsToVcard("borea", BOREA);

const badDirectories: readonly BadDirectoryCase[] = [
  { name: "not JSON", form: "json", text: json.replace('"role": "watch"', '"role" "watch"'), line: 8 },
  { name: "a key twice", form: "json", text: json.replace('"from"', '"until": "x",\n  "from"'), line: 5 },
  { name: "a role that is none", form: "json", text: json.replace('"role": "watch"', '"role": "guard"'), line: 8 },
  { name: "hours off the quarter", form: "csv", text: csv.replace("08:30-17:00", "08:31-17:00"), line: 5 },
  {
    name: "a deputy that is none",
    form: "csv",
    text: csv.replace("watch,watch", "desk,watch").replace(",technical,", ",chief,"),
    line: 2,
  },
  { name: "a row too short", form: "csv", text: `${csv}office\r\n`, line: 8 },
  { name: "another version", form: "vcard", text: vcard.replace("VERSION:4.0", "VERSION:3.0"), line: 1 },
  {
    name: "a card without an end",
    form: "vcard",
    text: vcard.slice(0, -20),
    line: vcard.slice(0, vcard.lastIndexOf("BEGIN")).split("\r\n").length,
  },
];

export const contactsVectors = () => ({
  about: "Directories of contacts in their three forms, and files that are refused at a line. spec/contacts.md",
  cases: [
    { form: "json", text: json, says: BOREA },
    { form: "csv", text: csv, says: BOREA },
    { form: "vcard", text: vcard, says: BOREA },
  ] satisfies readonly DirectoryCase[],
  invalid: badDirectories,
});

if (import.meta.main) {
  for (const [name, vectors] of [
    ["pairing", pairingVectors()],
    ["contacts", contactsVectors()],
  ] as const) {
    writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`);
  }
}
