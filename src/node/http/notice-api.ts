// What the console and the command line read of notices, as types. spec/notice.md

import type { ActId, PartyId } from "../../core/kernel/act.ts";
import type { Instant, Millis } from "../../core/kernel/instant.ts";
import type { LineMove } from "../../core/law/line-fold.ts";
import type { Match } from "../../core/notice/match.ts";
import type { Clash, InQuietHours, NoticeNow } from "../../core/notice/views.ts";

/** `GET /api/notices`. */
export type NoticesView = {
  readonly now: Instant;
  /** Whose node answers. */
  readonly party: PartyId;
  /** How long ahead the compact wants them. */
  readonly ahead: Millis;
  /** The live ones first. */
  readonly notices: readonly NoticeNow[];
  readonly clashes: readonly Clash[];
  /** What is planned in hours that the compact keeps quiet. */
  readonly quiet: readonly InQuietHours[];
  readonly moves: readonly LineMove[];
};

/** The one question that a match leads to. */
export type NoticeQuestion = {
  readonly to: PartyId;
  readonly notice: ActId;
  /** Inside the matter, where both are in it; otherwise a message from desk to desk. */
  readonly kind: "ask" | "message";
  /** This party's question to that desk in this matter, when it has put one since the report. */
  readonly asked: ActId | null;
};

/** `GET /api/matters/:id/notices`, and part of every matter: what was announced that it may be. */
export type MatterNotices = {
  readonly matches: readonly (Match & {
    readonly stated: NoticeNow;
    /** It came here only after the incident was observed: it may have been written then, and asks nothing. */
    readonly arrivedLate: boolean;
  })[];
  /** Null where nothing matches in time, or where the likeliest notice is this party's own. */
  readonly question: NoticeQuestion | null;
};
