// Notices as this node shows them, and which of them an incident may be. Pure reading; windows, clashes and
// scores are the law's. spec/notice.md

import type { Compact } from "../core/compact/compact.ts";
import { hasRole } from "../core/compact/compact.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { membersOf, type Matter } from "../core/kernel/matter.ts";
import { incidentOf, matchNotices, MOST_MATCHES, questionOf, type Match } from "../core/notice/match.ts";
import type { Notice } from "../core/notice/notice.ts";
import { clashesOf, inQuietHours, noticesAt } from "../core/notice/views.ts";
import { localTime } from "../interop/local-time.ts";
import type { MatterNotices, NoticeQuestion, NoticesView } from "./http/notice-api.ts";
import { actOf } from "./ledgers.ts";
import type { Node } from "./node.ts";

const OF_NOTICES: readonly string[] = ["announce", "amend-notice", "end-notice"];

const minuteIn = (zone: string, at: Instant): number | undefined => localTime(zone, at)?.minute;

export function noticesView(node: Node): NoticesView {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const { party } = node.identity;
  const { notices } = fold.line();
  const { ahead, quiet } = fold.compactAt(now).notices;
  return {
    now,
    party,
    ahead,
    notices: noticesAt(notices, now),
    clashes: clashesOf(notices, now),
    quiet: inQuietHours(notices, quiet, now, minuteIn),
    moves: fold.lineMoves(party, now).filter(({ kind }) => OF_NOTICES.includes(kind)),
  };
}

/** Each scope counts from when it was here: its own time is its author's word, given whenever the author likes. */
function arrived(node: Node, notices: readonly Notice[]): readonly Notice[] {
  const hereAt = (act: string, at: Instant): Instant => Math.max(at, node.world.store.actById(act)?.receivedAt ?? at);
  return notices.map((notice) => ({
    ...notice,
    before: notice.before.map((since) => ({ ...since, at: hereAt(since.act, since.at) })),
    scopeAt: hereAt(notice.scopeAct, notice.scopeAt),
  }));
}

/** What was announced that a matter may be: computed from the report on, before anybody has reacted. */
export function matterNotices(node: Node, matter: Matter, compact: Compact): MatterNotices {
  const report = node.world.store.actById(matter.opened.act);
  const incident = report === undefined ? undefined : incidentOf(actOf(report).body);
  if (incident === undefined) return { matches: [], question: null };
  const { notices } = node.ledgers().fold.line();
  const inTime = matchNotices(incident, arrived(node, notices), compact.pace);
  const others = matchNotices(incident, notices, compact.pace).filter(
    ({ notice }) => !inTime.some((match) => match.notice === notice),
  );
  const stated = noticesAt(notices, node.world.clock.now());
  const first = questionOf(inTime, node.identity.party);
  return {
    matches: [...inTime, ...others].slice(0, MOST_MATCHES).flatMap((match) => {
      const found = stated.find(({ act }) => act === match.notice);
      return found === undefined ? [] : [{ ...match, stated: found, arrivedLate: others.includes(match) }];
    }),
    question: first === null ? null : asQuestion(first, matter, compact, node.identity.party),
  };
}

function asQuestion({ by, notice }: Match, matter: Matter, compact: Compact, asker: string): NoticeQuestion {
  const members = membersOf(matter);
  const inside = members.includes(by) && (members.includes(asker) || hasRole(compact, asker, "mediator"));
  const asked = matter.questions.find((question) => question.by === asker && question.to === by)?.act ?? null;
  return { to: by, notice, kind: inside ? "ask" : "message", asked };
}
