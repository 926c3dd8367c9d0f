// The acts about notices, as acts about the line: each changes the one slice that holds them. spec/notice.md

import { amendNotice as amend } from "../notice/amend-notice.ts";
import { announce as told } from "../notice/announce.ts";
import { endNotice as end } from "../notice/end-notice.ts";
import type { NoticeRule } from "../notice/rule.ts";
import type { LineRule } from "./rule.ts";

const onTheLine = <B>({ kind, body, may, judge, apply }: NoticeRule<B>): LineRule<B> => ({
  kind,
  body,
  may: (occasion, { notices }) => may(occasion, notices),
  judge: (act, { notices }, { compact }) => judge(act, notices, compact),
  apply: (state, act, { compact }) => ({ ...state, notices: apply(state.notices, act, compact) }),
});

export const announce = onTheLine(told);
export const amendNotice = onTheLine(amend);
export const endNotice = onTheLine(end);
