// The shape of one kind of act about notices. It sees the notices alone, so that this room needs nothing of
// the line on which they travel; src/core/line/notice-rules.ts puts them into the line's state. spec/notice.md

import type { TSchema } from "typebox";
import type { Compact } from "../compact/compact.ts";
import type { Occasion } from "../compact/rule.ts";
import type { Act } from "../kernel/act.ts";
import type { Verdict } from "../kernel/verdict.ts";
import type { Notices } from "./notice.ts";

export type NoticeRule<B = never> = {
  readonly kind: string;
  readonly body: TSchema;
  /** May this party give this act now, whatever its body says? */
  readonly may: (occasion: Occasion, notices: Notices) => Verdict;
  /** Does the body fit? Asked after `may`. */
  readonly judge: (act: Act<B>, notices: Notices, compact: Compact) => Verdict;
  readonly apply: (notices: Notices, act: Act<B>, compact: Compact) => Notices;
};
