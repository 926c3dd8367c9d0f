// What the Compact page knows of the agreement: the node's view, read again whenever something has changed
// and when the day of a proposal comes. What may be done is judged by the law itself, not here.

import { useEffect, useState } from "react";
import type { Agreement, Version } from "../../src/core/compact/agreement.ts";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import { readCompact } from "../../src/core/compact/read.ts";
import type { Body } from "../../src/core/kernel/act.ts";
import type { Instant } from "../../src/core/kernel/instant.ts";
import { firstRefusal, type Verdict } from "../../src/core/kernel/verdict.ts";
import { agreementRuleOf, type AgreementKind } from "../../src/core/law/agreement.ts";
import type { CompactView, ProposalView, VersionView } from "../../src/node/http/api.ts";
import { read } from "../api/client.ts";
import { nodeNow } from "../api/clock.ts";
import { useStore } from "../api/store.ts";

const AGAIN_MS = 1_500;

/** The agreement as the node last told it; null until it has. `again` asks at once. */
export function useAgreement(): { readonly view: CompactView | null; readonly again: () => void } {
  const changes = useStore((state) => state.changes);
  const link = useStore((state) => state.link);
  const [view, setView] = useState<CompactView | null>(null);
  const [asked, setAsked] = useState(0);
  const again = (): void => setAsked((count) => count + 1);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void read<CompactView>("/api/compact").then((answer) => {
      if (over) return;
      if (answer.ok) setView(answer.value);
      else timer = setTimeout(again, AGAIN_MS);
    });
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [changes, link, asked]);
  return { view, again };
}

const compactOf = (document: CompactDocument, id: string): Compact => {
  const reading = readCompact(document, id);
  if (!reading.ok) throw new Error("invariant: the node showed a document that does not read");
  return reading.compact;
};

/** The agreement as the law holds it, so that the law can judge a draft here before the node does. */
function agreementOf({ id, founding, versions, proposals, comments, withdrawals, reviews }: CompactView): Agreement {
  return {
    founding: {
      compact: compactOf(founding.document, id),
      document: founding.document,
      signatures: founding.signatures,
    },
    versions: versions.map(({ version, from, until, proposal, document }): Version => ({
      version,
      from,
      until,
      proposal,
      document,
      compact: compactOf(document, id),
    })),
    proposals: proposals.map((proposal) => ({ ...proposal, compact: compactOf(proposal.document, id) })).toReversed(),
    comments,
    withdrawals,
    reviews: Object.fromEntries(reviews.map(({ by, ...review }) => [by, review])),
  };
}

/** What the law says of an act about the compact, were it signed now. */
export function judged(view: CompactView, kind: AgreementKind, body: Body, at: Instant = nodeNow()): Verdict {
  const rule = agreementRuleOf(kind);
  if (rule === undefined) throw new Error(`invariant: the law has no kind ${kind}`);
  const agreement = agreementOf(view);
  const { party: by, id } = view;
  const { marking } = agreement.founding.compact;
  const act = {
    id: "draft",
    kind,
    compact: id,
    by,
    seq: 1,
    prev: "",
    seen: {},
    at,
    matter: null,
    to: [],
    marking,
    body,
  };
  return firstRefusal(
    () => rule.may({ by, at }, agreement),
    () => rule.judge(act as never, agreement),
  );
}

/** The version in force; null while the founding version waits for its signatures. */
export const versionNow = ({ versions, inForce }: CompactView): VersionView | null =>
  versions.findLast(({ version }) => version === inForce) ?? null;

/** The wording that is read as "what we agreed". */
export const documentNow = (view: CompactView): CompactDocument => versionNow(view)?.document ?? view.founding.document;

/** Proposals that are still open, the one with the nearest day first. */
export const openProposals = ({ proposals }: CompactView): readonly ProposalView[] =>
  proposals.filter(({ state }) => state.is === "open").toSorted((a, b) => a.from - b.from);
