// GET /api/keys: whose keys are which, who has read them aloud with whom, and which are to change.
// spec/pairing.md

import type { FastifyInstance } from "fastify";
import type { ActId, PartyId } from "../../core/kernel/act.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { WayOfReading } from "../../core/line/key-bodies.ts";
import { confirmations, type KeyChange, type KeyUse, type PartyKeys } from "../../core/line/key-changes.ts";
import { keyChangeSubject } from "../../line/short-string.ts";
import type { Desk } from "./desk.ts";

export type PartyKeysView = {
  readonly party: PartyId;
  readonly keys: PartyKeys;
  /** Those with whom it says that it has read the compact's string. */
  readonly readings: readonly { readonly with: PartyId; readonly over: WayOfReading; readonly at: Instant }[];
};

export type KeyChangeView = Pick<KeyChange, "act" | "by" | "party" | "at"> & {
  /** The keys that would be others. */
  readonly changes: readonly KeyUse[];
  /** What the short string is made of. */
  readonly subject: string;
  readonly confirmed: readonly PartyId[];
  readonly missing: readonly PartyId[];
  readonly needed: number;
};

export type KeysView = {
  /** Whose node answers. */
  readonly party: PartyId;
  readonly compact: ActId;
  readonly parties: readonly PartyKeysView[];
  readonly open: readonly KeyChangeView[];
};

const USES = ["act", "log", "witness", "line"] as const;

export function getKeys(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/keys", (): KeysView => {
    const { fold, keys: book } = node.ledgers();
    const { keyChanges } = fold.line();
    const { compact } = node.identity;
    const keysOf = (party: PartyId): PartyKeys => {
      const keys = book.at(party, Infinity);
      if (keys === undefined) throw new Error(`invariant: ${party} is no party to this compact`);
      return keys;
    };
    const viewOf = (change: KeyChange): KeyChangeView => {
      const { act, by, party, at, keys } = change;
      const before = keysOf(party);
      const changes = USES.filter((use) => before[use] !== keys[use]);
      const subject = keyChangeSubject(compact.id, party, before, keys);
      return { act, by, party, at, changes, subject, ...confirmations(compact, change) };
    };
    return {
      party: node.identity.party,
      compact: compact.id,
      parties: compact.parties.map(({ id }) => ({
        party: id,
        keys: keysOf(id),
        readings: Object.entries(keyChanges.readings[id] ?? {}).map(([other, { over, at }]) => ({
          with: other,
          over,
          at,
        })),
      })),
      open: keyChanges.open.map(viewOf),
    };
  });
}
