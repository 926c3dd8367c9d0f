// Acts of this node made thin for one peer, and thin acts of a peer taken at the same door as any other.
// The way in between may be a slow line (thin.ts) or a voice that reads letters aloud. spec/thin.md

import type { PartyId } from "../core/kernel/act.ts";
import type { EnvelopeAnswer } from "../line/envelope.ts";
import { readToken } from "../ledger/token.ts";
import { decodeAct, encodeAct } from "../line/thin-code.ts";
import { openThin, sealThin, THIN_SEAL, type ThinOpening } from "../line/thin-seal.ts";
import type { StoredAct } from "../store/store.ts";
import { NodeFailure } from "./failure.ts";
import type { Node } from "./node.ts";
import type { ThinKeys } from "./thin-keys.ts";

/** Why no thin act can be made for a peer. */
export type ThinObstacle = "no-thin-key";

export type ThinTaken = {
  readonly from: PartyId;
  /** The act's place in its author's ledger; 0 when it could not be read. */
  readonly seq: number;
  /** It was held already: its author has not had our receipt. */
  readonly again: boolean;
  /** Null when it was taken or is held already. */
  readonly stopped: EnvelopeAnswer["stopped"];
};

export type ThinActs = {
  readonly obstacle: (to: PartyId) => ThinObstacle | null;
  /** How many of our acts the peer is known to hold. */
  readonly heldBy: (to: PartyId) => number;
  /** An act of ours, sealed for this peer. Throws NodeFailure `no-key` when no thin key is held. */
  readonly seal: (act: StoredAct, to: PartyId) => Buffer;
  readonly open: (message: Uint8Array, peers: readonly PartyId[]) => ThinOpening;
  /** Takes what `open` opened. Rejects with NodeFailure. */
  readonly take: (from: PartyId, coded: Uint8Array) => Promise<ThinTaken>;
};

export function createThinActs(node: Node, keys: ThinKeys): ThinActs {
  const { identity, world } = node;
  const { compact, party } = identity;
  const shared = { compact: compact.id, mode: compact.mode, parties: [...identity.peers, party] };

  const heldBy = (to: PartyId): number => {
    const delivered = node.ledgers().fold.receipts.deliveredThrough(party, to);
    return Math.max(node.peers.standing(to).held, delivered);
  };

  const seal = ({ seq, token }: StoredAct, to: PartyId): Buffer => {
    const key = keys.out(to);
    if (key === undefined) {
      const because = `no key of the thin route to ${to} is held: the two nodes have not spoken directly for days`;
      throw new NodeFailure("no-key", because);
    }
    const coded = encodeAct(token, {
      ...shared,
      by: party,
      seed: world.store.seed(seq) ?? null,
      // The peer holds its own acts, and ours up to this one.
      placeOf: (id) => {
        const act = world.store.actById(id);
        return act !== undefined && (act.by === to || (act.by === party && act.seq < seq)) ? act : undefined;
      },
    });
    return sealThin(coded, key, compact.id, world.chance(THIN_SEAL.nonceBytes));
  };

  const take = async (from: PartyId, coded: Uint8Array): Promise<ThinTaken> => {
    const ledgers = node.ledgers();
    const idAt = (by: PartyId, seq: number): string | undefined =>
      seq >= 1 && seq <= ledgers.head(by) ? ledgers.idAt(by, seq) : undefined;
    const decoded = decodeAct(coded, { ...shared, by: from, idAt });
    const read = decoded.ok ? readToken(decoded.token) : decoded;
    if (!decoded.ok || !read.ok) {
      const code = "error" in read ? read.error : decoded.ok ? "not-a-token" : decoded.code;
      return { from, seq: 0, again: false, stopped: { code, seq: 0, because: "because" in read ? read.because : "" } };
    }
    const { seq, seen } = read.act;
    const again = seq <= ledgers.head(from);
    const { stopped } = await node.take({
      downrung: "envelope/1",
      compact: compact.id,
      from,
      to: party,
      // Its word of what it holds of ours stands in the act itself, and who signs it has not lost those before it.
      heads: {
        [party]: Math.max(node.peers.standing(from).held, seen[party] ?? 0),
        [from]: Math.max(ledgers.head(from), seq),
      },
      acts: [decoded.token],
      checkpoint: null,
      cosigned: [],
    });
    return { from, seq, again: again && stopped === null, stopped };
  };

  return {
    obstacle: (to) => (keys.out(to) === undefined ? "no-thin-key" : null),
    heldBy,
    seal,
    open: (message, peers) =>
      openThin(
        message,
        peers.flatMap((peer) => keys.in(peer)),
        compact.id,
      ),
    take,
  };
}
