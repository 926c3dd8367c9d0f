// Directories of contacts in CSV, JSON and vCard: what is exported comes back the same, and a file that
// is none is refused with its line and a reason, whatever it holds.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contactsFromCsv, contactsToCsv } from "./contacts-csv.ts";
import { contactsFromJson, contactsToJson } from "./contacts-json.ts";
import { CONTACTS_FILE, type ContactsReading } from "./contacts-read.ts";
import { contactsFromVcard, contactsToVcard } from "./contacts-vcard.ts";
import { anyDirectory, BOREA } from "./testing/contacts-sample.ts";
import type { Directory } from "../core/line/contacts.ts";

const FORMS: Readonly<
  Record<string, { readonly write: (directory: Directory) => string; readonly read: (text: string) => ContactsReading }>
> = {
  csv: { write: contactsToCsv, read: contactsFromCsv },
  json: { write: contactsToJson, read: contactsFromJson },
  vcard: { write: (directory) => contactsToVcard("borea", directory), read: contactsFromVcard },
};

const faultOf = (reading: ContactsReading): string =>
  reading.ok ? "it was read" : reading.faults.map(({ line, because }) => `${line}: ${because}`).join("\n");

for (const [form, { write, read }] of Object.entries(FORMS)) {
  test(`Borea's directory comes back from ${form} as it was written`, () => {
    const reading = read(write(BOREA));
    assert.ok(reading.ok, faultOf(reading));
    assert.deepEqual(reading.directory, BOREA);
  });

  test(`any directory comes back from ${form} as it was written`, () => {
    fc.assert(
      fc.property(anyDirectory, (directory) => {
        const reading = read(write(directory));
        assert.ok(reading.ok, `${faultOf(reading)}\n${write(directory)}`);
        assert.deepEqual(reading.directory, directory);
      }),
      { numRuns: 300 },
    );
  });

  test(`whatever bytes stand in a ${form} file, it is read or refused with a line and a reason`, () => {
    const whole = write(BOREA);
    const cut = fc
      .tuple(
        fc.nat(whole.length),
        fc.nat(60),
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\n", "\0", '"', ";", "=", "{", "\ud800")),
      )
      .map(([at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length));
    const changed = fc.oneof(fc.string({ unit: "binary" }), cut);
    fc.assert(
      fc.property(changed, (text) => {
        const reading = read(text);
        if (reading.ok) return;
        const lines = text.split(/\r\n|\r|\n/).length;
        assert.ok(reading.faults.length > 0);
        for (const { line, because } of reading.faults) {
          assert.ok(line >= 1 && line <= lines + 1, `line ${line} of ${lines}: ${because}`);
          assert.ok(because.length > 8);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test(`a ${form} file that is longer than a directory can be is not read`, () => {
    assert.match(
      faultOf(read(`${write(BOREA)}${" ".repeat(CONTACTS_FILE.bytes)}`)),
      /^1: the file has more than 256 KiB/,
    );
  });
}

test("a spreadsheet finds no formula in an exported directory", () => {
  const cells = contactsToCsv(BOREA).split(/[,\n]/);
  assert.deepEqual(
    cells.filter((cell) => /^\ufeff?"?[=+\-@\t]/.test(cell)),
    [],
  );
  assert.ok(contactsToCsv(BOREA).includes("'=National response team"));
});

test("a fault is said with the line of its office", () => {
  const csv = contactsToCsv(BOREA).replace("fri 22:00-02:00", "fri 22:10-02:00");
  assert.match(faultOf(contactsFromCsv(csv)), /^5: offices\.1\.duty.*quarter of an hour/);
  const json = contactsToJson(BOREA).replace('"telephone"', '"telefone"');
  assert.match(faultOf(contactsFromJson(json)), /^17: offices\.0\.ways\.0\.kind.*telephone/);
  const vcard = contactsToVcard("borea", BOREA).replaceAll("LANG;PREF=1:en", "LANG;PREF=1:English");
  assert.match(faultOf(contactsFromVcard(vcard)), /^1: offices\.0\.languages\.0/);
});

test("what a directory may not say is refused in each form with its office", () => {
  const twice: Directory = {
    ...BOREA,
    offices: BOREA.offices.map((office) => ({ ...office, id: "watch", deputies: [] })),
  };
  const alone: Directory = { ...BOREA, offices: BOREA.offices.slice(0, 1) };
  const ended: Directory = { ...BOREA, until: BOREA.from };
  for (const { write, read } of Object.values(FORMS)) {
    assert.match(faultOf(read(write(twice))), /the office watch stands twice/);
    assert.match(faultOf(read(write(alone))), /technical cannot stand in for watch/);
    assert.match(faultOf(read(write(ended))), /ends after it begins/);
  }
});

test("an address book that sorts the lines of a card does not change which way is tried first", () => {
  const sorted = contactsToVcard("borea", BOREA)
    .replaceAll("\r\n ", "")
    .split("END:VCARD")
    .map((card) => {
      const [begin = "", version = "", ...lines] = card.trim().split("\r\n");
      return [begin, version, ...lines.toSorted()].join("\r\n");
    })
    .join("\r\nEND:VCARD\r\n");
  const reading = contactsFromVcard(sorted);
  assert.ok(reading.ok, faultOf(reading));
  assert.deepEqual(reading.directory.offices[0]?.ways, BOREA.offices[0]?.ways);
});

test("a card whose values are of another kind is refused, and breaks nothing", () => {
  const vcard = contactsToVcard("borea", BOREA);
  for (const kind of ["utc-offset", "date-time", "date", "period", "recur", "uri", "boolean", "integer", "x"]) {
    const reading = contactsFromVcard(vcard.replace("TZ:", `TZ;VALUE=${kind}:`));
    if (!reading.ok) assert.match(faultOf(reading), /^\d+: /, kind);
  }
  const late = vcard.replaceAll("VERSION:4.0\r\n", "").replaceAll("END:VCARD", "VERSION:4.0\r\nEND:VCARD");
  assert.match(faultOf(contactsFromVcard(late)), /^\d+: /);
});

test("a row of another length, an unknown column and an unnamed one are refused", () => {
  const csv = contactsToCsv(BOREA);
  assert.match(faultOf(contactsFromCsv(csv.replace("zone", "zona"))), /^1: the first row names each/);
  assert.match(
    faultOf(contactsFromCsv(csv.replace("valid-until", "valid-until,more"))),
    /^1: there is no column "more"/,
  );
  assert.match(faultOf(contactsFromCsv(`${csv}one,two\r\n`)), /^8: the row has 2 cells/);
  assert.match(faultOf(contactsFromCsv('office,"role')), /^1: this is not CSV/);
});
