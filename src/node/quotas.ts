// The buckets of a node, two for each peer, and which letters may draw on the reserve. spec/seal.md

import type { PartyId } from "../core/kernel/act.ts";
import { precedenceOf } from "../core/kernel/heading.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { RECEIPT } from "../core/kernel/receipt.ts";
import { readToken } from "../ledger/token.ts";
import type { Envelope } from "../line/envelope.ts";
import { draw, fullBucket, QUOTA, RESERVE, type Bucket, type Drawing, type Load } from "../line/quota.ts";

export type Quotas = {
  /** Null when the letter may be taken; otherwise from when on it may. */
  readonly admit: (from: PartyId, envelope: Envelope, bytes: number) => Instant | null;
};

/** What keeps a line alive and known to be so. */
const KEEPS_ALIVE: ReadonlySet<string> = new Set([RECEIPT, "line-key", "test-line", "answer-test"]);

/**
 * One FLASH among the acts is enough: they are chained, so it comes only with those before it. Signatures
 * are not checked yet, but the letter is its sender's, and the reserve is for this sender alone.
 */
function isUrgent({ acts, channel }: Envelope): boolean {
  const read = acts.map(readToken);
  const kinds = read.map((each) => (each.ok ? each.act.kind : ""));
  return (
    // What two officers say aside must not use up what is kept for this.
    (channel === undefined && kinds.every((kind) => KEEPS_ALIVE.has(kind))) ||
    read.some((each) => each.ok && precedenceOf(each.act.body) === "flash")
  );
}

type Buckets = { usual: Bucket; reserve: Bucket };

export function openQuotas(now: () => Instant): Quotas {
  const peers = new Map<PartyId, Buckets>();
  return {
    admit: (from, envelope, bytes) => {
      const at = now();
      const buckets = peers.get(from) ?? { usual: fullBucket(QUOTA, at), reserve: fullBucket(RESERVE, at) };
      peers.set(from, buckets);
      const load: Load = { letters: 1, acts: envelope.acts.length, bytes };
      const usual: Drawing = draw(buckets.usual, load, QUOTA, at);
      buckets.usual = usual.bucket;
      if (usual.ok) return null;
      if (!isUrgent(envelope)) return at + usual.wait;
      const reserve = draw(buckets.reserve, load, RESERVE, at);
      buckets.reserve = reserve.bucket;
      return reserve.ok ? null : at + Math.min(usual.wait, reserve.wait);
    },
  };
}
