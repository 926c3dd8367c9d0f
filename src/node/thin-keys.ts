// The keys that sealing sessions leave for the thin route: kept as long as the keys that the sessions were
// sealed to, so that a line that was cut for days can still be spoken on. spec/thin.md

import type { PartyId } from "../core/kernel/act.ts";
import { KEY_GRACE, KEY_LIFE } from "../core/line/line-key.ts";
import type { ThinKey } from "../line/thin-seal.ts";
import type { StoredThinKey } from "../store/line-store.ts";
import type { KnownSession } from "./sealing.ts";
import type { World } from "./world.ts";

/** A session every ten minutes for four days is 576; a peer that opens more loses its oldest. */
const KEPT = { in: 640, out: 1 } as const;

export type ThinKeys = {
  /** Both sides hold this session: called for every letter, writes once for each session. */
  readonly keep: (peer: PartyId, session: KnownSession, way: "out" | "in") => void;
  /** Removes what has come to its end, from the files too. */
  readonly destroy: () => void;
  /** The newest that this peer can open; undefined when none is held. */
  readonly out: (peer: PartyId) => ThinKey | undefined;
  /** Those with which this peer may have sealed. */
  readonly in: (peer: PartyId) => readonly ThinKey[];
};

export function openThinKeys(party: PartyId, { store, clock }: Pick<World, "store" | "clock">): ThinKeys {
  const newest = new Map<string, string>();

  const keyOf = ({ peer, way, name, key }: StoredThinKey): ThinKey => ({
    from: way === "out" ? party : peer,
    to: way === "out" ? peer : party,
    name: Buffer.from(name, "hex"),
    key,
  });

  const held = (peer: PartyId, way: "out" | "in"): readonly ThinKey[] =>
    store
      .thinKeys(peer, way)
      .filter(({ destroyAt }) => destroyAt > clock.now())
      .map(keyOf);

  return {
    keep: (peer, { name, thinKey }, way) => {
      if (newest.get(`${peer} ${way}`) === name) return;
      const now = clock.now();
      try {
        store.transact((writing) => {
          writing.removeThinKeysBefore(now);
          writing.putThinKey({ peer, way, name, key: thinKey, keptAt: now, destroyAt: now + KEY_LIFE + KEY_GRACE });
          writing.cutThinKeys(peer, way, KEPT[way]);
        });
      } catch {
        // The disk refused: the next letter of the session tries again.
        return;
      }
      newest.set(`${peer} ${way}`, name);
    },
    destroy: () => {
      try {
        store.transact((writing) => writing.removeThinKeysBefore(clock.now()));
        store.scrub();
      } catch {
        // The disk refused: it is tried again with the next round, and what has ended opens nothing meanwhile.
      }
    },
    out: (peer) => held(peer, "out")[0],
    in: (peer) => held(peer, "in"),
  };
}
