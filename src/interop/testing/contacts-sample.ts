// Directories of contacts for tests: one that people could have written, and any that fits.

import fc from "fast-check";
import { printInstant } from "../../core/kernel/instant.ts";
import {
  CONTACT_LIMITS,
  OFFICE_ROLES,
  WAY_KINDS,
  WEEKDAYS,
  type Directory,
  type Office,
} from "../../core/line/contacts.ts";

export const WATCH: Office = {
  id: "watch",
  role: "watch",
  name: "Watch desk, Ministry of Foreign Affairs",
  duty: "always",
  languages: ["en", "ru"],
  ways: [
    { kind: "telephone", value: "+995 32 200 0100" },
    { kind: "e-mail", value: "watch@mfa.borea.example" },
  ],
  deputies: ["technical"],
  roster: [
    {
      from: "2026-11-23T08:00:00.000Z",
      until: "2026-11-23T16:00:00.000Z",
      shift: "Day",
      note: "Aurelia's question of Sunday is open | answer by noon",
    },
    { from: "2026-11-23T16:00:00.000Z", until: "2026-11-24T00:00:00.000Z", shift: "Evening" },
  ],
};

export const TECHNICAL: Office = {
  id: "technical",
  role: "technical",
  name: "=National response team",
  duty: {
    zone: "Asia/Tbilisi",
    hours: [
      { days: ["mon", "tue", "wed", "thu", "fri"], from: "08:30", until: "17:00" },
      { days: ["fri"], from: "22:00", until: "02:00" },
    ],
  },
  languages: ["en"],
  ways: [
    { kind: "post", value: "12, Rustaveli Avenue; floor 3" },
    { kind: "other", value: "HF 8.992 MHz: call sign 4L1" },
  ],
  deputies: [],
};

export const BOREA: Directory = {
  from: "2026-11-01T00:00:00.000Z",
  until: "2027-05-01T00:00:00.000Z",
  offices: [WATCH, TECHNICAL],
};

/** Records as JSON reads them: objects like any other. */
const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

const quarter = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "45"));
const time = quarter.map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);

const nasty = fc.constantFrom(
  "=1+1",
  "'",
  "''",
  "'=",
  "+49",
  "@x",
  "-",
  "|",
  "\\",
  "\\|",
  " | ",
  '"',
  ";",
  ",",
  ":",
  "=",
  "\\n",
  "^n",
  "مكتب",
  "值班室",
  "💥",
  "’",
  "ＮＡ",
  "＝1",
);
const line = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(nasty, fc.string({ unit: "grapheme", maxLength: 6 }), fc.constant(" ")), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) =>
      [
        ...parts
          .join("")
          .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
          .replaceAll(/\s/gu, " "),
      ]
        .slice(0, most - 1)
        .join("")
        .trim(),
    )
    .filter((text) => text !== "" && text.length <= most);

const hours = plain({
  days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  from: time,
  until: fc.oneof(time, fc.constant("24:00")),
});
const duty = fc.oneof(
  fc.constant("always" as const),
  plain({
    zone: fc.constantFrom("UTC", "Asia/Tbilisi", "America/Argentina/Buenos_Aires", "Etc/GMT-5"),
    hours: fc.array(hours, { minLength: 1, maxLength: 3 }),
  }),
);

const roster = fc
  .array(
    plain({
      hours: fc.integer({ min: 1, max: 12 }),
      shift: line(40),
      note: fc.option(line(80), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((shifts) => {
    let at = Date.UTC(2026, 10, 23);
    return shifts.map(({ hours: length, shift, note }) => {
      const from = printInstant(at);
      at += length * 3_600_000;
      return { from, until: printInstant(at), shift, ...(note === undefined ? {} : { note }) };
    });
  });

const office = plain({
  role: fc.constantFrom(...OFFICE_ROLES),
  name: line(CONTACT_LIMITS.nameCharacters),
  duty,
  languages: fc.subarray(["en", "ka", "hin", "fr"], { minLength: 1 }),
  ways: fc.array(plain({ kind: fc.constantFrom(...WAY_KINDS), value: line(CONTACT_LIMITS.valueCharacters) }), {
    minLength: 1,
    maxLength: 5,
  }),
  deputies: fc.subarray([0, 1, 2, 3]),
  roster: fc.option(roster, { nil: undefined }),
});

/** Any directory that fits, with texts that forms find hard to carry. */
export const anyDirectory: fc.Arbitrary<Directory> = fc
  .array(office, { minLength: 1, maxLength: 4 })
  .map((offices) => ({
    from: "2026-11-01T00:00:00.000Z",
    until: "2027-05-01T00:00:00.000Z",
    offices: offices.map(({ deputies, roster: shifts, ...rest }, i): Office => ({
      id: `office-${i}`,
      ...rest,
      deputies: deputies.filter((place) => place !== i && place < offices.length).map((place) => `office-${place}`),
      ...(shifts === undefined ? {} : { roster: shifts }),
    })),
  }));
