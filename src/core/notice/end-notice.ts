// `end-notice`: what was announced is over before its time, was stopped, or will not take place. A notice
// that nobody ends is over by itself. spec/notice.md

import { Type, type Static } from "typebox";
import { body, Of } from "../compact/fields.ts";
import { Text } from "../kernel/act.ts";
import { hasOpen, isOwnAndOpen } from "./amend-notice.ts";
import type { NoticeRule } from "./rule.ts";

const EndNoticeBody = body({ of: Of, reason: Type.Optional(Text) });
type EndNoticeBody = Static<typeof EndNoticeBody>;

export const endNotice: NoticeRule<EndNoticeBody> = {
  kind: "end-notice",
  body: EndNoticeBody,
  may: ({ by, at }, notices) => hasOpen(notices, by, at),
  judge: (act, notices) => isOwnAndOpen(notices, act),
  apply: (notices, { id, at, body: { of, reason } }) =>
    notices.map((notice) =>
      notice.act === of ? { ...notice, ended: { act: id, at, reason: reason ?? null } } : notice,
    ),
};
