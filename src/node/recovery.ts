// A node that was lost comes back: from its backup, or from its keys alone, with what it had said in the
// copies that its peers hold. Until it knows all that it has said it signs nothing, because a second act
// under one number would be a forked tongue. spec/recovery.md

import type { Draft, PartyId } from "../core/kernel/act.ts";
import { MINUTE, type Instant, type Millis } from "../core/kernel/instant.ts";
import type { RebuiltBody } from "../core/line/rebuilt.ts";
import type { Envelope } from "../line/envelope.ts";
import type { Store, Writing } from "../store/store.ts";
import { NodeFailure } from "./failure.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";
import { hasVoice } from "./own-keys.ts";

/** Where the store says that a rebuild is under way. */
const META = "rebuild";

/** What a rebuild began with. */
export type Rebuild = { readonly from: RebuiltBody["from"]; readonly had: number };

export const noteRebuild = (writing: Writing, rebuild: Rebuild | null): void =>
  writing.putMeta(META, rebuild === null ? "" : JSON.stringify(rebuild));

export function rebuildIn(store: Store): Rebuild | null {
  const text = store.meta(META) ?? "";
  return text === "" ? null : (JSON.parse(text) as Rebuild);
}

export type Recovery = {
  /** A rebuild is under way: nothing is signed and nothing of others is taken. */
  readonly isPending: () => boolean;
  /** All that it has said is back, and the key to go on with is lost: it listens until it may adopt another. */
  readonly isMute: () => boolean;
  readonly maySign: (kind: string) => boolean;
  /** A peer has said how many of our own acts it holds. */
  readonly heard: (peer: PartyId, held: number) => void;
  /** Peers that have not been heard since the start, or hold more of ours than we do. */
  readonly waitsFor: () => readonly PartyId[];
  /**
   * The act with which the rebuild ends; null while it cannot. With `anyway` one peer's word is enough, and a
   * peer that says more than it brings is not waited for: a word alone could silence this node for ever.
   */
  readonly ending: (anyway?: boolean) => Draft | null;
};

/** Who says that it holds more of our acts, and has brought none for so long, need not be waited for. */
const BRINGS_WITHIN: Millis = 5 * MINUTE;

export function createRecovery(identity: Identity, ledgers: () => Ledgers, store: Store, now: () => Instant): Recovery {
  const words = new Map<PartyId, { readonly held: number; readonly since: Instant }>();
  const own = (): number => ledgers().head(identity.party);
  /** When something last came back, as far as a peer's word has shown it. */
  let progress = { head: -1, at: 0 };
  const isBehind = (peer: PartyId): boolean => (words.get(peer)?.held ?? 0) > own();
  const bringsNothing = (peer: PartyId): boolean =>
    now() - Math.max(words.get(peer)?.since ?? Infinity, progress.at) >= BRINGS_WITHIN;
  const isInTheWay = (peer: PartyId, anyway: boolean): boolean => isBehind(peer) && !(anyway && bringsNothing(peer));
  const waitsFor = (): readonly PartyId[] => identity.peers.filter((peer) => !words.has(peer) || isBehind(peer));
  const isPending = (): boolean => rebuildIn(store) !== null;
  const isWhole = (anyway: boolean): boolean =>
    words.size > 0 &&
    ![...words.keys()].some((peer) => isInTheWay(peer, anyway)) &&
    (anyway || waitsFor().length === 0);
  const isMute = (): boolean => isPending() && !hasVoice(identity, ledgers()) && isWhole(false);
  return {
    isPending,
    isMute,
    maySign: (kind) => !isPending() || kind === "rebuilt" || (kind === "adopt-keys" && isMute()),
    heard: (peer, held) => {
      if (own() !== progress.head) progress = { head: own(), at: now() };
      words.set(peer, { held, since: words.get(peer)?.since ?? now() });
    },
    waitsFor,
    ending: (anyway = false) => {
      const rebuild = rebuildIn(store);
      if (rebuild === null || !isWhole(anyway) || !hasVoice(identity, ledgers())) return null;
      return rebuiltDraft(identity, ledgers(), rebuild);
    },
  };
}

/** Says from what the node stands again; it must be the very next act. */
export function rebuiltDraft({ party, peers, compact }: Identity, ledgers: Ledgers, { from, had }: Rebuild): Draft {
  const body: RebuiltBody = { from, had, regained: ledgers.head(party) - had };
  return { kind: "rebuilt", matter: null, to: peers, marking: compact.marking, body };
}

/** Our own acts as a peer brings them back, in an envelope as if we had sent it: the door asks of them all that it asks of any. */
export const returnedEnvelope = (envelope: Envelope, party: PartyId): Envelope => ({
  ...envelope,
  from: party,
  acts: envelope.returned ?? [],
  checkpoint: null,
  cosigned: [],
});

export const REBUILDING = "this node is being rebuilt and takes only what is its own; come again soon";

export const stillRebuilding = (recovery: Recovery): NodeFailure => {
  const parties = recovery.waitsFor().join(", ");
  return new NodeFailure(
    "rebuilding",
    `this node is being rebuilt and waits for the word of ${parties || "its peers"}`,
  );
};
