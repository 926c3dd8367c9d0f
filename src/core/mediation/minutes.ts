// What a sitting came to: minutes by one who was present, signed by all who were, with dissent noted. The
// outcome stands when the last of them has signed. spec/mediation.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { LIMITS, Text, type PartyId } from "../kernel/act.ts";
import type { Matter } from "../kernel/matter.ts";
import type { Minutes, Sitting } from "../kernel/mediation.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { isRoomFor, membersPresent, sittingIn, stands, tableOf, withTable } from "./occasion.ts";

export const MinutesBody = body({
  of: Of,
  statement: Text,
  /** What came of each item of the agenda, by its number from 1. */
  items: Type.Array(
    Type.Object({ item: Type.Integer({ minimum: 1, maximum: 16 }), outcome: Text }, { additionalProperties: false }),
    { maxItems: 16 },
  ),
});
export type MinutesBody = Static<typeof MinutesBody>;

const changed = (matter: Matter, which: (sitting: Sitting) => boolean, to: (sitting: Sitting) => Sitting): Matter =>
  withTable(matter, { sittings: tableOf(matter).sittings.map((one) => (which(one) ? to(one) : one)) });

const mayWrite = (matter: Matter, sitting: Sitting, party: PartyId): Verdict => {
  const given = membersPresent(matter, sitting);
  return firstRefusal(
    () => (sitting.present[party] === undefined ? irregular("not-present", { party }) : REGULAR),
    () => (given < sitting.quorum ? irregular("no-quorum", { given, needed: sitting.quorum }) : REGULAR),
    () => (stands(sitting) ? irregular("minutes-written") : REGULAR),
    () => isRoomFor("minutes", sitting.drafts, LIMITS.minutesEach),
  );
};

/** The sittings of which this party may write the minutes, newest first. */
export const sittingsToMinute = (matter: Matter, party: PartyId): readonly Sitting[] =>
  tableOf(matter)
    .sittings.filter((sitting) => mayWrite(matter, sitting, party).ok)
    .toReversed();

const aboutSittings = (matter: Matter, verdictOf: (sitting: Sitting) => Verdict): Verdict => {
  const verdicts = tableOf(matter).sittings.map(verdictOf);
  return verdicts.find(({ ok }) => ok) ?? verdicts.at(-1) ?? irregular("no-sitting");
};

export const minutes: ActRule<MinutesBody> = {
  kind: "minutes",
  body: MinutesBody,
  may: ({ by }, context) =>
    onMatter(context, ({ matter }) => aboutSittings(matter, (sitting) => mayWrite(matter, sitting, by))),
  judge: ({ by, body: { of, items } }, { matter }) => {
    const sitting = sittingIn(matter, of);
    if (matter === undefined || sitting === undefined) return irregular("wrong-kind-of-act", { kind: "set-agenda" });
    const numbers = items.map(({ item }) => item);
    const wrong = numbers.find((item, i) => item > sitting.items || numbers.indexOf(item) !== i);
    return firstRefusal(
      () => mayWrite(matter, sitting, by),
      () => (wrong === undefined ? REGULAR : irregular("unknown-item", { item: wrong })),
    );
  },
  apply: (matter, { id, by, at, body: { of } }) => {
    // Who writes them signs them; minutes that replace others are signed anew.
    const written: Minutes = { act: id, by, at, signed: { [by]: { act: id, at, dissent: false } } };
    return changed(
      matter,
      ({ agenda }) => agenda === of,
      (sitting) => ({ ...sitting, minutes: written, drafts: sitting.drafts + 1 }),
    );
  },
};

export const SignMinutesBody = body({
  of: Of,
  /** Signed, and this is noted: that the party was present and does not share the outcome. */
  dissent: Type.Optional(Text),
});
export type SignMinutesBody = Static<typeof SignMinutesBody>;

const maySign = ({ present, minutes: written }: Sitting, party: PartyId): Verdict =>
  firstRefusal(
    () => (written === null ? irregular("no-minutes") : REGULAR),
    () => (present[party] === undefined ? irregular("not-present", { party }) : REGULAR),
    () => (written?.signed[party] === undefined ? REGULAR : irregular("already-signed", { party })),
  );

/** The sittings whose newest minutes wait for this party's signature, newest first. */
export const sittingsToSign = (matter: Matter, party: PartyId): readonly Sitting[] =>
  tableOf(matter)
    .sittings.filter((sitting) => maySign(sitting, party).ok)
    .toReversed();

export const signMinutes: ActRule<SignMinutesBody> = {
  kind: "sign-minutes",
  body: SignMinutesBody,
  may: ({ by }, context) => onMatter(context, ({ matter }) => aboutSittings(matter, (sitting) => maySign(sitting, by))),
  judge: ({ by, body: { of } }, { matter, find }) => {
    const sitting = matter?.table?.sittings.find((one) => one.minutes?.act === of);
    if (sitting !== undefined) return maySign(sitting, by);
    return irregular(find(of)?.kind === "minutes" ? "minutes-replaced" : "no-minutes");
  },
  apply: (matter, { id, by, at, body: { of, dissent } }) =>
    changed(
      matter,
      (sitting) => sitting.minutes?.act === of,
      (sitting) =>
        sitting.minutes === null
          ? sitting
          : {
              ...sitting,
              minutes: {
                ...sitting.minutes,
                signed: { ...sitting.minutes.signed, [by]: { act: id, at, dissent: dissent !== undefined } },
              },
            },
    ),
};
