// A matter's case file from what this node holds. src/ledger/case-build.ts makes it and checks it as a
// stranger will.

import type { CompactDocument } from "../core/compact/document.ts";
import type { MatterId, PartyId } from "../core/kernel/act.ts";
import type { Entry } from "../core/law/history.ts";
import { buildCase, type CaseAct } from "../ledger/case-build.ts";
import { parseNote } from "../ledger/note.ts";
import { NodeFailure } from "./failure.ts";
import { actOf } from "./ledgers.ts";
import type { Node } from "./node.ts";
import { keysAt, privateKey } from "./own-keys.ts";

/** How often and how long to look for the peers' cosignatures on the fresh checkpoint. */
const LOOKS = 10;
const BETWEEN_LOOKS_MS = 100;

/** The case file of a matter. Rejects with NodeFailure: `unknown-matter`, or `store-broken` when it does not verify. */
export async function caseText(node: Node, document: CompactDocument, matter: MatterId): Promise<string> {
  const { fold } = node.ledgers();
  if (fold.entries(matter).length === 0) throw new NodeFailure("unknown-matter", `there is no matter ${matter} here`);
  await node.checkpoint();
  await cosigned(node);
  const { identity, world } = node;
  const built = buildCase({
    matter,
    compactDocument: document,
    exportedBy: identity.party,
    logKey: privateKey(identity, keysAt(identity, node.ledgers(), node.ledgers().head(identity.party)).log),
    at: world.clock.now(),
    ledgers: {
      head: (party) => node.ledgers().head(party),
      checkpoint: (party) => world.store.checkpoint(party),
      acts: (party, from, through) => actsOf(node, party, from, through),
      firstOn: (party) => {
        const own = fold.entries(matter).filter(({ by }) => by === party);
        return own.length === 0 ? undefined : Math.min(...own.map(({ seq }) => seq));
      },
      onCompact: (party) => {
        const own = fold.agreementEntries().filter(({ by, refusal }) => by === party && refusal === null);
        const onKeys = node
          .ledgers()
          .keys.restsOn()
          .filter(({ by }) => by === party);
        const binding = [...own.filter(isBinding), ...onKeys].map(({ seq }) => seq);
        return {
          first: binding.length === 0 ? undefined : Math.min(...binding),
          seqs: [...own, ...onKeys].map(({ seq }) => seq),
        };
      },
      rangeBefore: (party, size) => node.ledgers().tree(party).rangeAt(size).hashes,
    },
    forks: node.forks().map(({ by, kind, one, other }) => ({ by, kind, one, other })),
    attachments: attachmentsOf(node, matter),
  });
  if (built.ok) return built.text;
  throw new NodeFailure("store-broken", `the case file does not verify: ${built.because}`);
}

/** What a stranger needs to compute the versions; comments and reviews change none. */
const isBinding = ({ kind }: Entry): boolean => kind !== "comment-compact" && kind !== "review-compact";

/** Waits a moment until every peer that can be reached has cosigned this node's newest checkpoint. */
async function cosigned(node: Node): Promise<void> {
  const { world, identity, peers } = node;
  for (let look = 0; look < LOOKS; look += 1) {
    const note = world.store.checkpoint(identity.party)?.note ?? "";
    const signatures = parseNote(note)?.signatures.length ?? 0;
    // The ledger's own two signatures, and one of each peer.
    if (signatures >= 2 + peers.lines().filter(({ is }) => is === "up").length) return;
    await new Promise<void>((resolve) => world.clock.after(BETWEEN_LOOKS_MS, resolve));
  }
}

function* actsOf(node: Node, party: PartyId, from: number, through: number): Generator<CaseAct> {
  const PAGE = 512;
  for (let seq = from; seq <= through; seq += PAGE) {
    for (const act of node.world.store.acts(party, seq, Math.min(PAGE, through - seq + 1))) yield act;
  }
}

function attachmentsOf(node: Node, matter: MatterId) {
  return node
    .ledgers()
    .fold.entries(matter)
    .flatMap(({ by, seq }) => {
      const stored = node.world.store.act(by, seq);
      const named = stored === undefined ? undefined : actOf(stored).body["attachments"];
      return Array.isArray(named) ? (named as { digest: string }[]) : [];
    })
    .map(({ digest }) => node.world.store.attachment(digest))
    .filter((attachment) => attachment !== undefined);
}
