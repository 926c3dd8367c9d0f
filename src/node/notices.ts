// Notices as this node shows them, and which of them an incident may be. Pure reading; windows, clashes and
// scores are the law's. spec/notice.md

import type { Compact } from "../core/compact/compact.ts";
import { hasRole } from "../core/compact/compact.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { membersOf, type Matter } from "../core/kernel/matter.ts";
import { incidentOf, matchNotices, questionOf, type Match } from "../core/notice/match.ts";
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

/** What was announced that a matter may be: computed from the report on, before anybody has reacted. */
export function matterNotices(node: Node, matter: Matter, compact: Compact): MatterNotices {
  const report = node.world.store.actById(matter.opened.act);
  const incident = report === undefined ? undefined : incidentOf(actOf(report).body);
  if (incident === undefined) return { matches: [], question: null };
  const { notices } = node.ledgers().fold.line();
  const matches = matchNotices(incident, notices, compact.pace);
  const stated = noticesAt(notices, node.world.clock.now());
  const first = questionOf(matches, node.identity.party);
  return {
    matches: matches.flatMap((match) => {
      const found = stated.find(({ act }) => act === match.notice);
      return found === undefined ? [] : [{ ...match, stated: found }];
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
