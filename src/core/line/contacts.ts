// `contacts`: a party publishes the directory of its offices for the others: whom to reach in which
// matter, when, in which language, by which way, and who stands in. Offices and not people, so that a
// directory outlives a posting and names nobody. spec/contacts.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import { InstantText, type Act, type ActId, type PartyId } from "../kernel/act.ts";
import { DAY, parseInstant, type Instant, type Millis } from "../kernel/instant.ts";
import { LINE_PATTERN } from "../kernel/one-line.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import type { LineRule } from "./rule.ts";

export const CONTACT_LIMITS = {
  offices: 12,
  hours: 14,
  languages: 8,
  ways: 8,
  deputies: 4,
  shifts: 14,
  nameCharacters: 120,
  valueCharacters: 200,
  noteCharacters: 400,
} as const;

/** A directory is vouched for no longer than this: one that nobody renews is not to be trusted. */
export const DIRECTORY_LIFE: Millis = 366 * DAY;

/** What an office is for. `principal` speaks for the party's leadership; `watch` is the desk that never closes. */
export const OFFICE_ROLES = ["diplomatic", "technical", "principal", "watch"] as const;
export type OfficeRole = (typeof OFFICE_ROLES)[number];

export const WAY_KINDS = ["telephone", "post", "e-mail", "other"] as const;

/** In the order of the week, Monday first, as ISO 8601 has it. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const closed = { additionalProperties: false } as const;

const LineOf = (maxLength: number, about: string) =>
  Type.String({ minLength: 1, maxLength, pattern: LINE_PATTERN, $comment: about });

const OFFICE_PATTERN = "^[a-z][a-z0-9-]{1,30}$";
export const OfficeId = Type.String({
  pattern: OFFICE_PATTERN,
  $comment: "small letters, digits and hyphens, as in watch-desk",
});

const Language = Type.String({ pattern: "^[a-z]{2,3}$", $comment: "a language by its ISO 639 code, as in en or hin" });

/** Offsets of zones are multiples of a quarter of an hour, so that duty always changes on one. */
const Begins = Type.String({
  pattern: "^([01][0-9]|2[0-3]):(00|15|30|45)$",
  $comment: "a time of day on the quarter of an hour, as in 08:30",
});
const Ends = Type.String({
  pattern: "^(([01][0-9]|2[0-3]):(00|15|30|45)|24:00)$",
  $comment: "a time of day on the quarter of an hour, as in 17:00 or 24:00",
});

const Hours = Type.Object(
  {
    days: Type.Array(Type.Enum(WEEKDAYS), { minItems: 1, maxItems: 7, uniqueItems: true }),
    from: Begins,
    /** Not later than `from`: past midnight, into the next day. */
    until: Ends,
  },
  closed,
);
export type Hours = Static<typeof Hours>;

const Zone = Type.String({
  maxLength: 64,
  pattern: "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$",
  $comment: "an IANA time zone, as in Africa/Accra",
});

const Duty = Type.Union([
  Type.Literal("always"),
  Type.Object({ zone: Zone, hours: Type.Array(Hours, { minItems: 1, maxItems: CONTACT_LIMITS.hours }) }, closed),
]);
export type Duty = Static<typeof Duty>;

const Way = Type.Object(
  {
    kind: Type.Enum(WAY_KINDS),
    value: LineOf(CONTACT_LIMITS.valueCharacters, "one line: a number, an address"),
  },
  closed,
);
export type Way = Static<typeof Way>;

/** Who has the office from when to when, by the name of a shift, with what it hands over. */
const Shift = Type.Object(
  {
    from: InstantText,
    until: InstantText,
    shift: LineOf(CONTACT_LIMITS.nameCharacters, "one line: the name of a shift, not of a person"),
    note: Type.Optional(LineOf(CONTACT_LIMITS.noteCharacters, "one line: what the shift hands over")),
  },
  closed,
);
export type Shift = Static<typeof Shift>;

export const Office = Type.Object(
  {
    id: OfficeId,
    role: Type.Enum(OFFICE_ROLES),
    name: LineOf(CONTACT_LIMITS.nameCharacters, "one line: the name of an office, not of a person"),
    duty: Duty,
    languages: Type.Array(Language, { minItems: 1, maxItems: CONTACT_LIMITS.languages, uniqueItems: true }),
    ways: Type.Array(Way, { minItems: 1, maxItems: CONTACT_LIMITS.ways }),
    /** Offices of this directory that stand in, the first first. */
    deputies: Type.Array(OfficeId, { maxItems: CONTACT_LIMITS.deputies, uniqueItems: true }),
    roster: Type.Optional(Type.Array(Shift, { minItems: 1, maxItems: CONTACT_LIMITS.shifts })),
  },
  closed,
);
export type Office = Static<typeof Office>;

const DIRECTORY = {
  from: InstantText,
  until: InstantText,
  offices: Type.Array(Office, { minItems: 1, maxItems: CONTACT_LIMITS.offices }),
} as const;

/** What a directory holds, in the act and in every form in which it is exported. */
export const Directory = Type.Object(DIRECTORY, closed);
export type Directory = Static<typeof Directory>;

export const ContactsBody = body(DIRECTORY);
export type ContactsBody = Static<typeof ContactsBody>;

export type PublishedDirectory = {
  readonly act: ActId;
  readonly at: Instant;
  readonly from: Instant;
  readonly until: Instant;
  readonly offices: readonly Office[];
};

/** Of each party the directory that was valid when the newest was published, and the newest: two at most. */
export type Contacts = Readonly<Record<PartyId, readonly PublishedDirectory[]>>;

/** The directory of a party that has begun last, whether or not it has ended since. */
export const directoryAt = (contacts: Contacts, party: PartyId, at: Instant): PublishedDirectory | undefined =>
  contacts[party]?.findLast(({ from }) => from <= at);

/** What is wrong with a directory although each of its fields fits; REGULAR when nothing is. */
export const judgeDirectory = (directory: Directory): Verdict =>
  firstRefusal(
    () => judgeTimes(directory),
    () => judgeOffices(directory),
    () => judgeRosters(directory),
  );

const spanOf = ({ from, until }: { readonly from: string; readonly until: string }) => {
  const [begins, ends] = [parseInstant(from), parseInstant(until)];
  return begins === undefined || ends === undefined || ends <= begins ? undefined : { begins, ends };
};

function judgeTimes(directory: Directory): Verdict {
  const span = spanOf(directory);
  const fits = span !== undefined && span.ends - span.begins <= DIRECTORY_LIFE;
  return fits ? REGULAR : irregular("contacts-times", { days: DIRECTORY_LIFE / DAY });
}

function judgeOffices({ offices }: Directory): Verdict {
  const ids = offices.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) return irregular("office-twice", { office: twice });
  for (const { id, deputies } of offices) {
    const stray = deputies.find((deputy) => deputy === id || !ids.includes(deputy));
    if (stray !== undefined) return irregular("no-such-deputy", { office: id, deputy: stray });
  }
  return REGULAR;
}

/** The shifts of an office follow one another. */
function judgeRosters({ offices }: Directory): Verdict {
  for (const { id, roster = [] } of offices) {
    const spans = roster.map(spanOf);
    const wrong = spans.some(
      (span, i) => span === undefined || (i > 0 && span.begins < (spans[i - 1]?.ends ?? Infinity)),
    );
    if (wrong) return irregular("roster-times", { office: id });
  }
  return REGULAR;
}

const judgeEnd = ({ at, body: { until } }: Act<ContactsBody>): Verdict =>
  (parseInstant(until) ?? 0) > at ? REGULAR : irregular("contacts-times", { days: DIRECTORY_LIFE / DAY });

function publish(contacts: Contacts, act: Act<ContactsBody>): Contacts {
  const { from, until, offices } = act.body;
  const next: PublishedDirectory = {
    act: act.id,
    at: act.at,
    from: parseInstant(from) ?? 0,
    until: parseInstant(until) ?? 0,
    offices,
  };
  const present = directoryAt(contacts, act.by, act.at);
  const stays = present !== undefined && present.from < next.from && next.from > act.at;
  return { ...contacts, [act.by]: stays ? [present, next] : [next] };
}

export const contacts: LineRule<ContactsBody> = {
  kind: "contacts",
  body: ContactsBody,
  may: () => REGULAR,
  judge: (act) =>
    firstRefusal(
      () => judgeDirectory(act.body),
      () => judgeEnd(act),
    ),
  apply: (state, act) => ({ ...state, contacts: publish(state.contacts, act) }),
};
