// `announce`: a planned drill, scan, test, experiment or piece of work is told ahead, so that nobody takes it
// for an attack; or a window is kept quiet. spec/notice.md

import { Type, type Static } from "typebox";
import { partyOf } from "../compact/compact.ts";
import { body } from "../compact/fields.ts";
import { InstantText, Text, type PartyId } from "../kernel/act.ts";
import { parseInstant, type Instant } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import {
  Actors,
  isOver,
  Networks,
  NOTICE_LIMITS,
  NoticeContact,
  PLANNED,
  Sectors,
  StopWord,
  Techniques,
  Title,
  type Notices,
  type Scope,
} from "./notice.ts";
import type { NoticeRule } from "./rule.ts";
import { isAhead, isInTime, isLate, isWhole } from "./window.ts";

const AnnounceBody = body({
  what: Type.Enum(PLANNED),
  title: Title,
  from: InstantText,
  until: InstantText,
  /** From where it is done: networks, or offices. */
  actors: Type.Optional(Actors),
  /** What it reaches. */
  networks: Type.Optional(Networks),
  sectors: Type.Optional(Sectors),
  techniques: Type.Optional(Techniques),
  /** What others will see of it. */
  seen: Text,
  contact: NoticeContact,
  stopWord: Type.Optional(StopWord),
  /** Why it is told later than the compact promises. */
  urgent: Type.Optional(Text),
});
export type AnnounceBody = Static<typeof AnnounceBody>;

/** An instant that does not exist ends before everything. */
const scopeIn = ({ from, until, actors, networks, sectors, techniques }: AnnounceBody): Scope => ({
  from: parseInstant(from) ?? Infinity,
  until: parseInstant(until) ?? -Infinity,
  actors: actors ?? [],
  networks: networks ?? [],
  sectors: sectors ?? [],
  techniques: techniques ?? [],
});

/** The newest of each author; one that is not over is never pushed out. */
function kept(notices: Notices, by: PartyId, at: Instant): Notices {
  const own = notices.filter((notice) => notice.by === by);
  const over = own.filter((notice) => isOver(notice, at));
  const old = over.slice(0, Math.max(0, own.length - NOTICE_LIMITS.each));
  return notices.filter((notice) => !old.includes(notice));
}

export const announce: NoticeRule<AnnounceBody> = {
  kind: "announce",
  body: AnnounceBody,
  may: ({ by, at }, notices) =>
    notices.filter((notice) => notice.by === by && !isOver(notice, at)).length < NOTICE_LIMITS.open
      ? REGULAR
      : irregular("too-many-announced", { most: NOTICE_LIMITS.open }),
  judge: ({ by, at, to, body: stated }, _notices, compact) => {
    const scope = scopeIn(stated);
    return firstRefusal(
      () =>
        to.some((party) => party !== by && partyOf(compact, party) !== undefined)
          ? REGULAR
          : irregular("not-addressed"),
      () => isWhole({ what: stated.what, scope, stopWord: stated.stopWord ?? null }),
      () => isAhead(scope, at),
      () => isInTime(scope.from, at, stated.urgent !== undefined, compact),
    );
  },
  apply: (notices, { id, by, to, at, body: stated }, compact) => {
    const { what, title, seen, contact, stopWord, urgent } = stated;
    const scope = scopeIn(stated);
    const told = { act: id, by, to, at, what, title, scope, seen, contact, late: isLate(scope.from, at, compact) };
    const rest = {
      stopWord: stopWord ?? null,
      urgent: urgent ?? null,
      before: [],
      scopeAt: at,
      scopeAct: id,
      ended: null,
    };
    return kept([...notices, { ...told, ...rest }], by, at);
  },
};
