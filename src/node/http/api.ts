// What the console and the command line read from a node, as types. The handlers stand beside this
// file, one an endpoint; the console imports these types and nothing else of the node.

import type { Report } from "../../check/report.ts";
import type { Agreement } from "../../core/assessment/agreement.ts";
import type { AssessmentView, CampaignView } from "../../core/assessment/views.ts";
import type { Opening } from "../../core/attribution/commitment.ts";
import type { Compact, CompactParty } from "../../core/compact/compact.ts";
import type {
  Comment,
  Proposal,
  Review,
  ReviewDuty,
  Signature,
  Version,
  Withdrawal,
} from "../../core/compact/agreement.ts";
import type { CompactDocument } from "../../core/compact/document.ts";
import type { Act, ActId, Language, MatterId, PartyId, Text } from "../../core/kernel/act.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Duty, Matter } from "../../core/kernel/matter.ts";
import type { ReceiptLevel } from "../../core/kernel/receipt.ts";
import type { Refusal, Verdict } from "../../core/kernel/verdict.ts";
import type { AgreementMove } from "../../core/law/agreement.ts";
import type { Received } from "../../core/law/receipts.ts";
import type { Answer, Move } from "../../core/law/views.ts";
import type { LineView } from "./line-api.ts";
import type { MatterNotices } from "./notice-api.ts";

/** `GET /api/node`: who this node is and under what compact. */
export type NodeView = {
  readonly party: PartyId;
  readonly compact: Compact;
  readonly version: string;
  readonly now: Instant;
  /** In a drill on one machine: where the other seats' consoles are. Empty otherwise. */
  readonly seats: readonly { readonly party: PartyId; readonly url: string }[];
  readonly scenario: ScenarioView | null;
};

export type ScenarioView = {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly seats: Readonly<Record<PartyId, string>>;
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    readonly publisher: string;
    readonly date: string;
    readonly url: string;
  }[];
};

export type MatterLine = {
  readonly id: MatterId;
  readonly title: string;
  readonly reporter: PartyId;
  readonly openedAt: Instant;
  readonly step: string | null;
  readonly standing: Matter["standing"];
  readonly answer: Answer;
};

/** `GET /api/watch`. */
export type WatchView = {
  readonly now: Instant;
  readonly duties: readonly { readonly matter: MatterId; readonly title: string; readonly duty: Duty }[];
  readonly matters: readonly MatterLine[];
  readonly lines: readonly LineView[];
  /** Deadlines that passed while this node was not running. */
  readonly missed: readonly MissedView[];
};

export type MissedView = { readonly matter: MatterId; readonly dueAt: Instant; readonly noticedAt: Instant };

/** What a node can say of the words behind a sealed act, or behind their opening. */
export type WordsView =
  /** `opening`: of an item of evidence, with what it commits to. */
  | { readonly is: "readable"; readonly words: Text; readonly opening?: Opening }
  /** They are for another, or the key to which they were sealed is destroyed. */
  | { readonly is: "sealed" }
  /** Whether the words are those that were committed to. */
  | { readonly is: "opened"; readonly fits: boolean };

/** One act on the timeline. `receipts` says, for each other party, how far it has come there. */
export type EntryView = {
  readonly act: Act;
  readonly refusal: Refusal | null;
  /** The version of the compact under which it was judged; null while none was in force. */
  readonly version: number | null;
  /** When this node received it; its own time of signing for its own acts. */
  readonly receivedAt: Instant;
  readonly receipts: Readonly<Record<PartyId, Readonly<Partial<Record<ReceiptLevel, Received>>>>>;
  readonly words?: WordsView;
};

/** `GET /api/matters/:id`. */
export type MatterView = {
  readonly now: Instant;
  readonly matter: Matter;
  readonly title: string;
  readonly entries: readonly EntryView[];
  readonly answer: Answer;
  readonly main: Move | null;
  readonly moves: readonly Move[];
  /** What was announced that it may be. */
  readonly notices: MatterNotices;
  /** How serious it is in each view, computed and stated, and what accounts for the difference. */
  readonly assessment: AssessmentView;
  readonly campaigns: readonly CampaignView[];
};

/** `GET /api/agreement`: how far the parties agree, over the matters that two of them have assessed. */
export type AgreementView = {
  readonly now: Instant;
  readonly scale: Compact["scheme"];
  /** The matters that were looked at: the newest, under the scale of today. */
  readonly matters: number;
  readonly agreement: Agreement;
};

/** `POST /api/acts`. `to` and `marking` default to everyone concerned and the compact's marking. */
export type ActRequest = {
  readonly kind: string;
  /** Null or absent for a report, which opens its own matter. */
  readonly matter?: MatterId | null;
  readonly to?: readonly PartyId[];
  readonly marking?: string;
  /** For `sign-compact`: what the officer was shown, from `GET /api/compact/proposals/:id`. */
  readonly shown?: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** `201` from `POST /api/acts`. */
export type ActSigned = {
  readonly id: ActId;
  readonly seq: number;
  readonly matter: MatterId | null;
  readonly at: Instant;
};

/** RFC 9457. `rule` and `args` when the law stands against the act; `field` when its shape is wrong. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly rule?: string;
  readonly args?: Readonly<Record<string, string | number>>;
  readonly field?: string;
};

/** `GET /api/acts/:id`: how do I know? Each check was made by this node when the page was asked for. */
export type ProofView = {
  readonly act: Act;
  readonly token: string;
  readonly withheld: number;
  readonly receivedAt: Instant;
  readonly checks: readonly { readonly check: ProofCheck; readonly ok: boolean; readonly detail: string }[];
  /** c2sp.org/tlog-proof@v1 text, or null while no checkpoint covers the act. */
  readonly proof: string | null;
  readonly checkpoint: { readonly size: number; readonly root: string; readonly cosigners: readonly PartyId[] } | null;
  readonly receipts: EntryView["receipts"];
};

export type ProofCheck = "digests" | "signature" | "chain" | "inclusion" | "checkpoint" | "cosignatures";

/** Server-sent events from `GET /api/events`; `id:` is a counter, and a gap is filled by reading anew. */
export type NodeEvent =
  | {
      readonly event: "act";
      readonly matter: MatterId | null;
      readonly by: PartyId;
      readonly kind: string;
      readonly id: ActId;
      readonly refolded: number;
    }
  /** A deadline has passed. `ended`: the measures of the menu that ended by themselves at it. */
  | {
      readonly event: "time";
      readonly matter: MatterId;
      readonly at: Instant;
      readonly ended: readonly string[];
    }
  /** Time alone changed the agreement: a proposal was decided, or a member has left. */
  | { readonly event: "compact" }
  | { readonly event: "line"; readonly line: LineView }
  /** A back-channel was opened, spoke or ended. */
  | { readonly event: "channel" }
  | { readonly event: "fork"; readonly party: PartyId };

/** `GET /api/compacts`: a compact to begin from, as the YAML that people write. */
export type ReadyCompact = {
  readonly name: string;
  readonly title: string;
  readonly mode: Compact["mode"];
  readonly parties: readonly Pick<CompactParty, "name" | "role">[];
  readonly text: string;
};

/** `GET /api/ledgers`. `checkpoint` is the size that the newest checkpoint covers. */
export type LedgerView = {
  readonly party: PartyId;
  readonly head: number;
  readonly root: string;
  readonly checkpoint: number;
};

/** A version as it is shown: its wording and its time. */
export type VersionView = Pick<Version, "version" | "from" | "until" | "proposal"> & {
  readonly document: CompactDocument;
};

/** A proposal with its reason, and how it stands with the members. */
export type ProposalView = Omit<Proposal, "compact"> & {
  readonly reason: Text;
  readonly signed: readonly PartyId[];
  readonly missing: readonly PartyId[];
  /** So many signatures give it force. */
  readonly needed: number;
  /** Whether this party may sign it now, and what stands against it. */
  readonly sign: Verdict;
};

/** `GET /api/compact`: what was agreed, what is proposed, and what this party may do about it. */
export type CompactView = {
  readonly now: Instant;
  readonly party: PartyId;
  /** The compact's id. Its founding version is signed, and the version in force commented, under this name. */
  readonly id: string;
  readonly founding: {
    readonly document: CompactDocument;
    readonly quorum: Compact["quorum"]["founding"];
    readonly signatures: readonly Signature[];
    readonly missing: readonly PartyId[];
    readonly sign: Verdict;
  };
  /** The version in force now; null while the founding version waits for signatures. */
  readonly inForce: number | null;
  /** Every version that has been in force, the oldest first. */
  readonly versions: readonly VersionView[];
  /** The newest first. */
  readonly proposals: readonly ProposalView[];
  readonly comments: readonly (Comment & { readonly text: Text })[];
  readonly withdrawals: readonly (Withdrawal & { readonly reason: Text })[];
  readonly reviews: readonly (Review & { readonly by: PartyId; readonly text: Text })[];
  readonly duties: readonly ReviewDuty[];
  readonly nextReview: Instant | null;
  readonly expires: Instant | null;
  readonly moves: readonly AgreementMove[];
  /** The newest 256 acts about the compact in their order, irregular ones too, without the documents. */
  readonly entries: readonly EntryView[];
};

/** How the check of a wording stands at this node. It runs beside the node and may take minutes. */
export type CheckState =
  | { readonly is: "running"; readonly since: Instant }
  | { readonly is: "done"; readonly report: Report; readonly seconds: number }
  | { readonly is: "failed"; readonly because: string };

/** One clause that a proposal changes, in the language asked for. Null where a version does not have it. */
export type ChangedSentence = {
  readonly clause: string;
  readonly number: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** `GET /api/compact/proposals/:id?lang=`: what an officer reads before signing. `:id` may be the compact's own. */
export type CeremonyView = {
  readonly of: string;
  readonly lang: Language;
  /** Null for the founding version. */
  readonly proposal: ProposalView | null;
  readonly document: CompactDocument;
  readonly sentences: readonly ChangedSentence[];
  readonly check: CheckState;
  /** To be brought when signing: it covers the wording and the check's result. Null while the check runs. */
  readonly shown: string | null;
};
