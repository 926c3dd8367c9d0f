// `amend-notice`: its author changes what a notice says, while it is not over. What it widens is told as long
// ahead as a new notice; what it cuts back needs no time. spec/notice.md

import { Type, type Static } from "typebox";
import type { Compact } from "../compact/compact.ts";
import { body, Of } from "../compact/fields.ts";
import { InstantText, Text, type Act } from "../kernel/act.ts";
import { parseInstant } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import {
  Actors,
  isOver,
  Networks,
  NOTICE_LIMITS,
  NoticeContact,
  noticeOf,
  Sectors,
  StopWord,
  Techniques,
  Title,
  type Notice,
  type Notices,
  type Scope,
} from "./notice.ts";
import type { NoticeRule } from "./rule.ts";
import { isAhead, isInTime, isLate, isWhole, newFrom } from "./window.ts";

/** What it plans stays: another kind of thing is another notice. */
const AmendNoticeBody = body({
  of: Of,
  title: Type.Optional(Title),
  from: Type.Optional(InstantText),
  until: Type.Optional(InstantText),
  actors: Type.Optional(Actors),
  networks: Type.Optional(Networks),
  sectors: Type.Optional(Sectors),
  techniques: Type.Optional(Techniques),
  seen: Type.Optional(Text),
  contact: Type.Optional(NoticeContact),
  stopWord: Type.Optional(StopWord),
  urgent: Type.Optional(Text),
});
export type AmendNoticeBody = Static<typeof AmendNoticeBody>;

const scopeAfter = ({ scope }: Notice, stated: AmendNoticeBody): Scope => ({
  from: stated.from === undefined ? scope.from : (parseInstant(stated.from) ?? Infinity),
  until: stated.until === undefined ? scope.until : (parseInstant(stated.until) ?? -Infinity),
  actors: stated.actors ?? scope.actors,
  networks: stated.networks ?? scope.networks,
  sectors: stated.sectors ?? scope.sectors,
  techniques: stated.techniques ?? scope.techniques,
});

/** A notice that its author may still change or end: `amend-notice` and `end-notice` ask the same. */
export function isOwnAndOpen(notices: Notices, { by, at, body: { of } }: Act<{ readonly of: string }>): Verdict {
  const notice = noticeOf(notices, of);
  if (notice === undefined) return irregular("unknown-notice");
  if (notice.by !== by) return irregular("not-own-notice", { party: notice.by });
  return isOver(notice, at) ? irregular("notice-over") : REGULAR;
}

/** Whether this party has a notice that is not over. */
export const hasOpen = (notices: Notices, by: string, at: number): Verdict =>
  notices.some((notice) => notice.by === by && !isOver(notice, at)) ? REGULAR : irregular("no-notice");

function judgeChange(notice: Notice, { at, body: stated }: Act<AmendNoticeBody>, compact: Compact): Verdict {
  const scope = scopeAfter(notice, stated);
  const { of: _of, override: _override, urgent, ...changes } = stated;
  const moved = scope.from !== notice.scope.from;
  return firstRefusal(
    () => (Object.keys(changes).length > 0 ? REGULAR : irregular("notice-same")),
    () => (notice.before.length < NOTICE_LIMITS.amendments ? REGULAR : irregular("notice-amended-out")),
    () => isWhole({ what: notice.what, scope, stopWord: stated.stopWord ?? notice.stopWord }),
    // What has begun has begun, and what is over is ended and not rewritten.
    () => (moved && notice.scope.from <= at ? irregular("notice-begun", { from: notice.scope.from }) : REGULAR),
    () => (moved ? isAhead(scope, at) : REGULAR),
    () => (scope.until > at ? REGULAR : irregular("notice-past", { from: scope.until })),
    () => isInTime(newFrom(notice.scope, scope), at, urgent !== undefined, compact),
  );
}

export const amendNotice: NoticeRule<AmendNoticeBody> = {
  kind: "amend-notice",
  body: AmendNoticeBody,
  may: ({ by, at }, notices) => hasOpen(notices, by, at),
  judge: (act, notices, compact) =>
    firstRefusal(
      () => isOwnAndOpen(notices, act),
      () => {
        const notice = noticeOf(notices, act.body.of);
        return notice === undefined ? irregular("unknown-notice") : judgeChange(notice, act, compact);
      },
    ),
  apply: (notices, { id, at, body: stated }, compact) =>
    notices.map((notice) => {
      if (notice.act !== stated.of) return notice;
      const { title, seen, contact, stopWord, urgent, late } = notice;
      const scope = scopeAfter(notice, stated);
      return {
        ...notice,
        title: stated.title ?? title,
        seen: stated.seen ?? seen,
        contact: stated.contact ?? contact,
        stopWord: stated.stopWord ?? stopWord,
        urgent: stated.urgent ?? urgent,
        late: late || isLate(newFrom(notice.scope, scope), at, compact),
        before: [...notice.before, { act: notice.scopeAct, at: notice.scopeAt, scope: notice.scope }],
        scope,
        scopeAt: at,
        scopeAct: id,
      };
    }),
};
