// What a node shows of the agreement: the versions, what is proposed and how it stands, and what this
// party may do about it. Pure reading; texts are read from the acts that said them.

import {
  countAt,
  nextReview,
  reviewsOwed,
  unsigned,
  versionAt,
  type Agreement,
  type Proposal,
} from "../core/compact/agreement.ts";
import type { ActId, Text } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import type { Verdict } from "../core/kernel/verdict.ts";
import { agreementMoves } from "../core/law/agreement.ts";
import type { CompactView, EntryView, ProposalView, VersionView } from "./http/api.ts";
import { actOf } from "./ledgers.ts";
import type { Node } from "./node.ts";
import { entryView } from "./views.ts";

/** A text in the body of an act that is held here. */
function textOf(node: Node, id: ActId, field: "reason" | "text"): Text {
  const stored = node.world.store.actById(id);
  if (stored === undefined) throw new Error(`invariant: ${id} is folded and not stored`);
  return actOf(stored).body[field] as Text;
}

/** Whether this party may sign now: the law is asked with the very act. */
export function mySignature(node: Node, of: string, now: Instant): Verdict {
  const { party, compact } = node.identity;
  const { fold } = node.ledgers();
  const head = fold.head(party);
  return fold.judge({
    id: "",
    kind: "sign-compact",
    compact: compact.id,
    by: party,
    seq: head + 1,
    prev: "",
    seen: {},
    at: Math.max(now, fold.lastAt(party)),
    matter: null,
    to: [],
    marking: compact.marking,
    body: { of },
  });
}

export function proposalView(node: Node, agreement: Agreement, proposal: Proposal, now: Instant): ProposalView {
  const { compact: _compact, ...shown } = proposal;
  // What was decided stays as it was decided.
  const decidedAt = proposal.state.is === "open" ? now : proposal.state.at;
  const { signed, missing, needed } = countAt(agreement, proposal, decidedAt);
  const sign = mySignature(node, proposal.id, now);
  return { ...shown, reason: textOf(node, proposal.id, "reason"), signed, missing, needed, sign };
}

/** A screen shows the newest so many; any party may add to them without end. */
const ENTRIES_SHOWN = 256;

/** Without the documents: those that were regular stand among the proposals, and each act can be asked for. */
const entriesOf = (node: Node): readonly EntryView[] =>
  node
    .ledgers()
    .fold.agreementEntries()
    .slice(-ENTRIES_SHOWN)
    .map((entry) => {
      const view = entryView(node, entry);
      const { document: _document, ...body } = view.act.body;
      return { ...view, act: { ...view.act, body } };
    });

function versionsOf({ versions }: Agreement, founding: CompactView["founding"]["document"]): readonly VersionView[] {
  return versions.map(({ version, from, until, proposal, document }) => ({
    version,
    from,
    until,
    proposal,
    document: document ?? founding,
  }));
}

export function compactView(node: Node): CompactView {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const { party, compact, document } = node.identity;
  const agreement = fold.agreement(now);
  const { founding, comments, withdrawals, reviews, proposals, versions } = agreement;
  const inForce = versionAt(versions, now);
  return {
    now,
    party,
    id: compact.id,
    founding: {
      document,
      quorum: compact.quorum.founding,
      signatures: founding.signatures,
      missing: compact.quorum.founding === "all" ? unsigned(founding) : [],
      sign: mySignature(node, compact.id, now),
    },
    inForce: inForce?.version ?? null,
    versions: versionsOf(agreement, document),
    proposals: proposals.map((proposal) => proposalView(node, agreement, proposal, now)).toReversed(),
    comments: comments.map((each) => ({ ...each, text: textOf(node, each.act, "text") })),
    withdrawals: withdrawals.map((each) => ({ ...each, reason: textOf(node, each.act, "reason") })),
    reviews: Object.entries(reviews).map(([by, each]) => ({ ...each, by, text: textOf(node, each.act, "text") })),
    duties: reviewsOwed(agreement, fold.began(), now),
    nextReview: nextReview(agreement, fold.began(), now),
    expires: inForce?.compact.expires ?? null,
    moves: agreementMoves(agreement, party, now),
    entries: entriesOf(node),
  };
}
