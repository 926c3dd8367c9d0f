// The signing ceremony: an officer signs a wording only after this node has shown what changes, in sentences,
// and what the check found. `shown` is the digest of both; the signature is refused without it. It proves
// nothing to others: it keeps a hurried hand from signing what its own screen never had. spec/agreement.md

import canonicalize from "canonicalize";
import type { SaidClause } from "../core/compact/clause.ts";
import { everyClause } from "../core/compact/clause.ts";
import { clausesOf } from "../core/compact/clauses.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { renderClauses } from "../core/compact/say-clauses.ts";
import type { Body, Language } from "../core/kernel/act.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { mySignature, proposalView } from "./agreement-view.ts";
import type { Checks } from "./checks.ts";
import { NodeFailure } from "./failure.ts";
import type { CeremonyView, ChangedSentence, CheckState } from "./http/api.ts";
import type { Node } from "./node.ts";

type Wording = Pick<CeremonyView, "proposal" | "document"> & { readonly before: CompactDocument | null };

/** What a signature of this name would be about. */
function wordingOf(node: Node, of: string): Wording {
  const now = node.world.clock.now();
  const { compact, document } = node.identity;
  const { fold } = node.ledgers();
  const agreement = fold.agreement(now);
  if (of === compact.id) return { proposal: null, document, before: null };
  const proposal = agreement.proposals.find(({ id }) => id === of);
  if (proposal === undefined) throw new NodeFailure("unknown-proposal", "no proposal with this id is known here");
  const before = agreement.versions.find(({ version }) => version === proposal.version - 1)?.document ?? document;
  return { proposal: proposalView(node, agreement, proposal, now), document: proposal.document, before };
}

function shownOf(of: string, document: CompactDocument, check: CheckState): string | null {
  if (check.is === "running") return null;
  const found = check.is === "done" ? check.report : check.because;
  return sha256Base64url(canonicalize({ of, document, found }) ?? "");
}

/** Everything that an officer reads before signing. */
export async function ceremonyView(node: Node, checks: Checks, of: string, lang: Language): Promise<CeremonyView> {
  const { proposal, document, before } = wordingOf(node, of);
  const check = checks.of(document);
  const sentences = await changedSentences(before, document, lang);
  return { of, lang, proposal, document, sentences, check, shown: shownOf(of, document, check) };
}

/**
 * Refuses a signature whose officer has not been shown the wording and its check. What the law refuses is left to
 * it, but not where the officer overrides it: an act that comes late may make such a signature count after all.
 */
export function requireShown(node: Node, checks: Checks, body: Body, shown: string | undefined): void {
  const name = String(body["of"]);
  if (body["override"] === undefined && !mySignature(node, name, node.world.clock.now()).ok) return;
  const { document } = wordingOf(node, name);
  const check = checks.of(document);
  if (check.is === "running") {
    throw new NodeFailure("not-shown", "the check of this wording is still running; read its result, then sign");
  }
  if (shown === shownOf(name, document, check)) return;
  const path = `GET /api/compact/proposals/${name}`;
  throw new NodeFailure(
    "not-shown",
    `read what changes and what the check found, then sign with its \`shown\`: ${path}`,
  );
}

/** The clauses that differ, in the order of the new wording, then those that it no longer has. */
async function changedSentences(
  before: CompactDocument | null,
  after: CompactDocument,
  lang: Language,
): Promise<readonly ChangedSentence[]> {
  // Six catalogues are read only where sentences are asked for.
  const { speechOf } = await import("../interop/speech.ts");
  const speech = speechOf(lang);
  const say = (document: CompactDocument | null): ReadonlyMap<string, SaidClause> =>
    new Map(
      document === null
        ? []
        : everyClause(renderClauses(clausesOf(document), speech)).map((clause) => [clause.id, clause] as const),
    );
  const [old, next] = [say(before), say(after)];
  const changed = [...next.values()]
    .filter(({ id, text }) => old.get(id)?.text !== text)
    .map(({ id, number, text }) => ({ clause: id, number, before: old.get(id)?.text ?? null, after: text }));
  const gone = [...old.values()]
    .filter(({ id }) => !next.has(id))
    .map(({ id, number, text }) => ({ clause: id, number, before: text, after: null }));
  return [...changed, ...gone];
}
