// Those who were convened sit: an agenda with its time and quorum, the credentials of who sits for a party,
// and who was present. spec/mediation.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isConcernedOrMediator, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { InstantText, LIMITS, Text, type PartyId } from "../kernel/act.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { AUTHORITIES, type Sitting } from "../kernel/mediation.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { isRoomFor, sittingIn, tableOf, withTable } from "./occasion.ts";

/** A sitting of one side alone is none. */
const LEAST_QUORUM = 2;

export const SetAgendaBody = body({
  items: Type.Array(Text, { minItems: 1, maxItems: 16 }),
  /** Where people meet: a town, a house, an agreed line. */
  place: Text,
  meets: InstantText,
  /** How many members of the matter have to be present. */
  quorum: Type.Integer({ minimum: LEAST_QUORUM, maximum: LIMITS.parties }),
});
export type SetAgendaBody = Static<typeof SetAgendaBody>;

export const setAgenda: ActRule<SetAgendaBody> = {
  kind: "set-agenda",
  body: SetAgendaBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isConcernedOrMediator(occasion),
      ({ matter }) => (matter.convened === null ? irregular("not-convened") : REGULAR),
      ({ matter }) => isRoomFor("set-agenda", tableOf(matter).sittings.length, LIMITS.sittingsInAll),
    ),
  judge: ({ at, body: { meets, quorum } }, { matter }) => {
    const most = matter === undefined ? 0 : membersOf(matter).length;
    return firstRefusal(
      () => ((parseInstant(meets) ?? at) > at ? REGULAR : irregular("sitting-past")),
      () => (quorum <= most ? REGULAR : irregular("quorum-too-large", { most })),
    );
  },
  apply: (matter, { id, by, at, body: { items, meets, quorum } }) => {
    const called = { agenda: id, by, at, meets: parseInstant(meets) ?? at, items: items.length, quorum };
    const sitting: Sitting = { ...called, present: {}, minutes: null, drafts: 0 };
    return withTable(matter, { sittings: [...tableOf(matter).sittings, sitting] });
  },
};

export const CredentialBody = body({
  /** An office rather than a person. */
  office: Type.String({ minLength: 3, maxLength: LIMITS.titleCharacters }),
  authority: Type.Enum(AUTHORITIES),
  limits: Type.Optional(Text),
  until: Type.Optional(InstantText),
});
export type CredentialBody = Static<typeof CredentialBody>;

export const credential: ActRule<CredentialBody> = {
  kind: "credential",
  body: CredentialBody,
  may: (occasion, context) =>
    onMatter(context, isConcernedOrMediator(occasion), ({ matter }) =>
      isRoomFor("credential", tableOf(matter).credentials[occasion.by]?.given ?? 0, LIMITS.credentialsEach),
    ),
  judge: ({ at, body: { until } }) =>
    until === undefined || (parseInstant(until) ?? at) > at ? REGULAR : irregular("credential-past"),
  apply: (matter, { id, by, at, body: { office, authority, until } }) => {
    const { credentials } = tableOf(matter);
    const given = (credentials[by]?.given ?? 0) + 1;
    const ends = until === undefined ? null : (parseInstant(until) ?? null);
    return withTable(matter, {
      credentials: { ...credentials, [by]: { act: id, at, office, authority, until: ends, given } },
    });
  },
};

export const AttendBody = body({ of: Of, statement: Type.Optional(Text) });
export type AttendBody = Static<typeof AttendBody>;

function hasCredential(matter: Matter, party: PartyId, at: Instant): Verdict {
  const held = tableOf(matter).credentials[party];
  return held !== undefined && (held.until ?? at) >= at ? REGULAR : irregular("no-credential", { party });
}

const mayAttend = ({ meets, present, minutes }: Sitting, party: PartyId, at: Instant): Verdict =>
  firstRefusal(
    () => (at < meets ? irregular("sitting-not-begun", { from: meets }) : REGULAR),
    () => (present[party] === undefined ? REGULAR : irregular("already-given", { party })),
    () => (minutes === null ? REGULAR : irregular("minutes-written")),
  );

/** The sittings at which this party may say that it is present, newest first. */
export const sittingsOpenTo = (matter: Matter, party: PartyId, at: Instant): readonly Sitting[] =>
  tableOf(matter)
    .sittings.filter((sitting) => mayAttend(sitting, party, at).ok)
    .toReversed();

export const attend: ActRule<AttendBody> = {
  kind: "attend",
  body: AttendBody,
  may: (occasion, context) =>
    onMatter(
      context,
      isConcernedOrMediator(occasion),
      ({ matter }) => (tableOf(matter).sittings.length > 0 ? REGULAR : irregular("no-sitting")),
      ({ matter }) => hasCredential(matter, occasion.by, occasion.at),
      ({ matter }) => {
        const verdicts = tableOf(matter).sittings.map((sitting) => mayAttend(sitting, occasion.by, occasion.at));
        // One sitting that is open is enough; otherwise the newest says what stands against it.
        return verdicts.find(({ ok }) => ok) ?? verdicts.at(-1) ?? REGULAR;
      },
    ),
  judge: ({ by, at, body: { of } }, { matter }) => {
    const sitting = sittingIn(matter, of);
    return sitting === undefined ? irregular("wrong-kind-of-act", { kind: "set-agenda" }) : mayAttend(sitting, by, at);
  },
  apply: (matter, { id, by, at, body: { of } }) =>
    withTable(matter, {
      sittings: tableOf(matter).sittings.map((sitting) =>
        sitting.agenda === of ? { ...sitting, present: { ...sitting.present, [by]: { act: id, at } } } : sitting,
      ),
    }),
};
