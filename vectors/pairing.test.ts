// The vectors of pairing and of contacts, read as a second implementation would read them: from the files alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contactsFromCsv } from "../src/interop/contacts-csv.ts";
import { contactsFromJson } from "../src/interop/contacts-json.ts";
import { contactsFromVcard } from "../src/interop/contacts-vcard.ts";
import { invitationLink, printInvitation, readInvitation } from "../src/line/invitation.ts";
import { keyChangeSubject, shortString } from "../src/line/short-string.ts";
import { contactsVectors, pairingVectors } from "./make-pairing.ts";

type Pairing = ReturnType<typeof pairingVectors>;
type Contacts = ReturnType<typeof contactsVectors>;

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const pairing = read("pairing.json") as Pairing;
const contacts = read("contacts.json") as Contacts;
const READERS = { json: contactsFromJson, csv: contactsFromCsv, vcard: contactsFromVcard } as const;

for (const { name, text, says } of pairing.invitations) {
  test(`an invitation ${name}`, () => {
    const reading = readInvitation(text);
    assert.ok(reading.ok, JSON.stringify(reading));
    assert.deepEqual(reading.invitation, says);
  });
}

for (const { name, text, error } of pairing.invalid) {
  test(`no invitation: ${name}`, () => {
    const reading = readInvitation(text);
    assert.equal(reading.ok ? "read" : reading.code, error);
  });
}

for (const { name, subject, one, other, string } of pairing.aloud) {
  test(`read aloud: ${name}`, () => assert.equal(shortString(subject, one, other), string));
}

for (const { name, compact, party, before, after, subject } of pairing.changes) {
  test(`a change of keys: ${name}`, () => assert.equal(keyChangeSubject(compact, party, before, after), subject));
}

for (const { form, text, says } of contacts.cases) {
  test(`a directory in ${form}`, () => {
    const reading = READERS[form](text);
    assert.ok(reading.ok, JSON.stringify(reading));
    assert.deepEqual(reading.directory, says);
  });
}

for (const { name, form, text, line } of contacts.invalid) {
  test(`no directory in ${form}: ${name}`, () => {
    const reading = READERS[form](text);
    assert.ok(!reading.ok);
    assert.equal(reading.faults[0]?.line, line, JSON.stringify(reading.faults));
  });
}

test("the files are those that their program makes", () => {
  assert.deepEqual(pairing, JSON.parse(JSON.stringify(pairingVectors())));
  assert.deepEqual(contacts, JSON.parse(JSON.stringify(contactsVectors())));
  const [file, link] = pairing.invitations;
  assert.ok(file !== undefined && link !== undefined);
  assert.equal(printInvitation(file.says), file.text);
  assert.equal(invitationLink(link.says), link.text);
});
