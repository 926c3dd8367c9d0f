// Words that only the mediator reads, or only one side: everyone sees that they were given, and a commitment
// by which their author can show later what they were. The law reads none of them. spec/mediation.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { isConcerned, onMatter } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { Digest, LIMITS, Text, type ActId, type PartyId } from "../kernel/act.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { irregular, REGULAR } from "../kernel/verdict.ts";
import {
  isMediated,
  isRoomFor,
  isTheMediator,
  isToldToMediator,
  mediationOf,
  mediatorOf,
  withMediation,
} from "./occasion.ts";

/** What a sealed act holds; src/line/sealed-words.ts makes it and opens it. */
export const Sealed = {
  /** The number of the recipient's line key to which it is sealed. */
  key: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
  sealed: Type.String({ pattern: `^[A-Za-z0-9_-]{1,${LIMITS.sealedCharacters}}$` }),
  /** SHA-256 over a salt and the words. */
  commitment: Digest,
  /** What everyone may read of it. */
  about: Type.Optional(Text),
} as const;

export const PositionBody = body(Sealed);
export type PositionBody = Static<typeof PositionBody>;

export const position: ActRule<PositionBody> = {
  kind: "position",
  body: PositionBody,
  may: (occasion, context) =>
    onMatter(context, isConcerned(occasion), isMediated, ({ matter }) =>
      isRoomFor(
        "position",
        mediationOf(matter).positions.filter(({ by }) => by === occasion.by).length,
        LIMITS.positionsEach,
      ),
    ),
  judge: ({ to }, { matter }) => isToldToMediator(to, matter),
  apply: (matter, { id, by, at }) => {
    const { positions } = mediationOf(matter);
    const given = { act: id, by, mediator: mediatorOf(matter) ?? "", at, opened: null };
    return withMediation(matter, { positions: [...positions, given] });
  },
};

export const ShuttleNoteBody = body(Sealed);
export type ShuttleNoteBody = Static<typeof ShuttleNoteBody>;

export const shuttleNote: ActRule<ShuttleNoteBody> = {
  kind: "shuttle-note",
  body: ShuttleNoteBody,
  may: (occasion, context) =>
    onMatter(context, isTheMediator(occasion), ({ matter }) =>
      isRoomFor("shuttle-note", mediationOf(matter).notes, LIMITS.notesInAll),
    ),
  judge: ({ to }, { matter }) => {
    const [side, ...more] = to;
    const one = side !== undefined && more.length === 0;
    return one && matter !== undefined && membersOf(matter).includes(side) ? REGULAR : irregular("no-addressee");
  },
  apply: (matter) => withMediation(matter, { notes: mediationOf(matter).notes + 1 }),
};

export const OpenSealedBody = body({
  of: Of,
  /** The sixteen bytes that the commitment was made with. */
  salt: Type.String({ pattern: "^[A-Za-z0-9_-]{22}$" }),
  statement: Text,
});
export type OpenSealedBody = Static<typeof OpenSealedBody>;

/** What this party has sealed and not opened yet, oldest first. */
export function unopenedOf(matter: Matter, party: PartyId): readonly ActId[] {
  const { positions, offers } = mediationOf(matter);
  return [...positions, ...offers].filter(({ by, opened }) => by === party && opened === null).map(({ act }) => act);
}

/** Whether the words fit their commitment the law cannot see: every node does, and says it beside the act. */
export const openSealed: ActRule<OpenSealedBody> = {
  kind: "open-sealed",
  body: OpenSealedBody,
  may: ({ by }, context) =>
    onMatter(context, ({ matter }) => (unopenedOf(matter, by).length > 0 ? REGULAR : irregular("nothing-to-open"))),
  judge: ({ by, body: { of } }, { matter }) =>
    matter !== undefined && unopenedOf(matter, by).includes(of) ? REGULAR : irregular("nothing-to-open"),
  apply: (matter, { id, body: { of } }) => {
    const open = <T extends { readonly act: ActId; readonly opened: ActId | null }>(one: T): T =>
      one.act === of ? { ...one, opened: id } : one;
    const { positions, offers } = mediationOf(matter);
    return withMediation(matter, { positions: positions.map(open), offers: offers.map(open) });
  },
};
