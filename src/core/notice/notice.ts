// A notice: what a party will do that another could take for an attack, said before it is done. This is its
// form and what is kept of it. spec/notice.md

import { Type, type Static } from "typebox";
import { LIMITS, type ActId, type PartyId, type Text } from "../kernel/act.ts";
import { DAY, type Instant, type Millis } from "../kernel/instant.ts";
import { LINE_PATTERN } from "../kernel/one-line.ts";
import { SECTORS } from "../kernel/taxonomy.ts";
import { NETWORK_CHARACTERS } from "./network.ts";

/** What is planned. `quiet` plans nothing: it asks the others to plan nothing there. */
export const PLANNED = ["drill", "scan", "test", "experiment", "maintenance", "quiet"] as const;
export type Planned = (typeof PLANNED)[number];

/** What others may have to stop at once, so a word for it is agreed beforehand. */
export const STOPPABLE: readonly Planned[] = ["drill", "scan", "test"];

/** No notice is longer: who goes on announces anew. */
export const LONGEST_NOTICE: Millis = 90 * DAY;

/** No notice begins later than this after it is told. */
export const FARTHEST_NOTICE: Millis = 366 * DAY;

export const NOTICE_LIMITS = {
  actors: 16,
  networks: 32,
  sectors: 8,
  /** Notices of one party that are ahead or live. */
  open: 16,
  /** Notices of one party that are kept, the newest; one that is not over is never pushed out. */
  each: 48,
  /** Amendments of one notice. */
  amendments: 16,
} as const;

/** One line that shows all that it holds: no control characters, no marks that change the order of letters. */
const Line = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength, pattern: LINE_PATTERN });

export const Title = Line(LIMITS.titleCharacters, 3);
export const Actors = Type.Array(Line(120), { maxItems: NOTICE_LIMITS.actors, uniqueItems: true });
export const Networks = Type.Array(Type.String({ minLength: 3, maxLength: NETWORK_CHARACTERS }), {
  maxItems: NOTICE_LIMITS.networks,
  uniqueItems: true,
});
export const Sectors = Type.Array(Type.Enum(SECTORS), { maxItems: NOTICE_LIMITS.sectors, uniqueItems: true });
/** MITRE ATT&CK, enterprise and industrial. */
export const Techniques = Type.Array(Type.String({ pattern: String.raw`^T[0-9]{4}(\.[0-9]{3})?$` }), {
  maxItems: LIMITS.listItems,
  uniqueItems: true,
});
/** An office and the way to it; no person. */
export const NoticeContact = Type.Object({ office: Line(80), reach: Line(200) }, { additionalProperties: false });
export type NoticeContact = Static<typeof NoticeContact>;
/** Said over any telephone and understood by both sides: one word, or two. */
export const StopWord = Type.String({ minLength: 3, maxLength: 40, pattern: String.raw`^\p{L}[\p{L}\p{N} -]*$` });

/** When and where, and how: what matching looks at. */
export type Scope = {
  readonly from: Instant;
  readonly until: Instant;
  readonly actors: readonly string[];
  readonly networks: readonly string[];
  readonly sectors: readonly string[];
  readonly techniques: readonly string[];
};

/** The scope as it stood from an instant on. */
export type ScopeSince = { readonly act: ActId; readonly at: Instant; readonly scope: Scope };

export type Notice = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly to: readonly PartyId[];
  readonly at: Instant;
  readonly what: Planned;
  readonly title: string;
  readonly scope: Scope;
  readonly seen: Text;
  readonly contact: NoticeContact;
  readonly stopWord: string | null;
  /** Why it could not wait; null where nobody said so. */
  readonly urgent: Text | null;
  /** It was announced, or widened, later than the compact promises. */
  readonly late: boolean;
  /** What amendments have replaced, the oldest first: what was announced when counts, not what is said since. */
  readonly before: readonly ScopeSince[];
  /** When its present scope was announced, and by which act. */
  readonly scopeAt: Instant;
  readonly scopeAct: ActId;
  readonly ended: { readonly act: ActId; readonly at: Instant; readonly reason: Text | null } | null;
};

/** In the order in which they were announced. */
export type Notices = readonly Notice[];

export const NO_NOTICES: Notices = [];

export const noticeOf = (notices: Notices, of: ActId): Notice | undefined => notices.find(({ act }) => act === of);

/** When it ends or has ended: by its author's word, else by itself. */
export const endOf = ({ scope, ended }: Notice): Instant => Math.min(scope.until, ended?.at ?? Infinity);

export const isOver = (notice: Notice, at: Instant): boolean => notice.ended !== null || notice.scope.until <= at;
