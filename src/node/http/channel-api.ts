// What the console and the command line read of back-channels, as types. spec/back-channel.md

import type { PartyId } from "../../core/kernel/act.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Statements } from "../../core/line/joint-statement.ts";
import type { Authority } from "../../line/channel.ts";
import type { Said } from "../../line/channel-seal.ts";

/** One side's authority to speak, as it is shown. */
export type AuthorityView = Pick<Authority, "role" | "may" | "use" | "from" | "until">;

/** A back-channel without anything that was said in it. */
export type ChannelView = {
  readonly id: string;
  readonly with: PartyId;
  /** `asked`: ours waits for an answer; `offered`: theirs waits for ours. */
  readonly is: "asked" | "offered" | "open" | "ended";
  /** Null where there is none, or none any more. */
  readonly own: AuthorityView | null;
  readonly theirs: AuthorityView | null;
  readonly endedBy: PartyId | null;
  /** When everything of it is destroyed here. */
  readonly endsAt: Instant;
  /** Whether what was said can still be read here, with the passphrase. */
  readonly readable: boolean;
  /** An officer sits before it. */
  readonly unlocked: boolean;
  /** How many texts lie here, and of ours how many the other's node has not confirmed. */
  readonly texts: { readonly in: number; readonly out: number; readonly waiting: number };
};

/** `GET /api/channels`. The statements are on record; all else is known to this node alone. */
export type ChannelsView = { readonly channels: readonly ChannelView[]; readonly statements: Statements };

/** A sitting: whoever holds its token may read and speak until it ends. */
export type Sitting = { readonly channel: string; readonly sitting: string; readonly until: Instant };

/** One text of a channel. `said` is null where it does not open. */
export type ChannelLine = {
  readonly by: PartyId;
  readonly number: number;
  readonly at: Instant;
  readonly said: Said | null;
  readonly fate: "waiting" | "taken" | "refused";
  readonly code: string | null;
  /** Of a proposal: whether the other side has agreed to it. */
  readonly agreed: boolean;
};

/** `POST /api/channels/read`. */
export type ChannelReading = { readonly channel: ChannelView; readonly lines: readonly ChannelLine[] };
