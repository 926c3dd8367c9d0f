// The keys to which others seal what they send this node: made, published as an act, and destroyed on
// schedule; and the newest keys of the others, from their acts or from a hello. spec/seal.md

import { createPublicKey, type KeyObject } from "node:crypto";
import { partyOf } from "../core/compact/compact.ts";
import type { Draft, PartyId } from "../core/kernel/act.ts";
import { MINUTE, parseInstant, printInstant, SECOND, type Instant, type Millis } from "../core/kernel/instant.ts";
import {
  announcementText,
  KEY_GRACE,
  KEY_LEAD,
  KEY_LIFE,
  KEY_SLACK,
  type Announcement,
} from "../core/line/line-key.ts";
import { isProven, printHello, proofOf, readHello } from "../line/hello.ts";
import type { StoredLineKey, Writing } from "../store/store.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";
import type { Vouching } from "./vouching.ts";
import type { Cancel, World } from "./world.ts";

export type LineKeys = {
  /** Our newest key as a hello; null until the first is made. */
  readonly hello: () => string | null;
  /**
   * Takes another party's hello. Undefined when it is none, not under this compact, not proven, or too old.
   * One carried by hand may have been under way for as long as a letter.
   */
  readonly learn: (hello: string, byHand?: boolean) => PartyId | undefined;
  /** The newest key of another party that its `line` key vouches for. */
  readonly of: (party: PartyId) => Announcement | undefined;
  /** The private part of a key of ours; undefined when it is destroyed. */
  readonly seedOf: (keyNumber: number) => Uint8Array | undefined;
  /** Looks now whether a key is due. */
  readonly wake: () => void;
  readonly stop: () => void;
};

/** A timer is looked at again at least this often: a clock may be set. */
const LOOK: Millis = MINUTE;

/** Where the store names the key that was told in a hello and not published. */
const TOLD = "told-key";

/** Announcements whose proof is remembered: some of each party. */
const PROVEN = 64;

/** After a write that the disk refused. */
const AGAIN: Millis = SECOND;

/** Nobody seals to it any more, whatever two clocks say. */
export const isOver = ({ until }: Pick<Announcement, "until">, now: Instant): boolean =>
  (parseInstant(until) ?? 0) + KEY_SLACK < now;

/** Two clocks may differ by hours and the line goes on; a key of a far day, or of many, is nobody's to announce. */
function isHeardInTime({ from, until }: Pick<Announcement, "from" | "until">, now: Instant): boolean {
  const [begins, ends] = [parseInstant(from) ?? Infinity, parseInstant(until) ?? 0];
  return begins <= now + KEY_LIFE && ends > begins && ends - begins <= KEY_LIFE;
}

export type LineKeysParts = {
  readonly identity: Identity;
  readonly vouching: Vouching;
  readonly world: World;
  readonly ledgers: () => Ledgers;
  /** Signs and stores an act; `also` writes in the same transaction. Rejects as `sign` does. */
  readonly publish: (draft: Draft, also: (writing: Writing) => void) => Promise<void>;
  /** Whether acts may be signed now: not while the node is being rebuilt. */
  readonly mayPublish: () => boolean;
  readonly write: (work: (writing: Writing) => void) => Promise<void>;
  /** Whether this node keeps letters for others and hands them on. */
  readonly relays: boolean;
  /** Keys have been destroyed. */
  readonly onDestroyed: (isDestroyed: (keyNumber: number) => boolean) => void;
  /** The first key is there, or a new one. */
  readonly onPublished: () => void;
};

export function startLineKeys(parts: LineKeysParts): LineKeys {
  const { identity, vouching, world, ledgers, publish, mayPublish, write, relays, onDestroyed, onPublished } = parts;
  const { clock, kem, store } = world;
  const { compact, party, peers } = identity;
  const heard = new Map<PartyId, Announcement>();
  const proven = new Map<string, KeyObject>();
  let own: readonly StoredLineKey[] = store.lineKeys();
  let timer: Cancel = () => {};
  let stopped = false;
  let busy = false;
  /** Somebody asked for a look while one was under way. */
  let againAtOnce = false;
  /** A process that died may have removed keys that still stand in the log of its store. */
  let scrubDue = true;

  const newest = (): Announcement | undefined => {
    const last = own.at(-1);
    return last === undefined ? undefined : (JSON.parse(last.announcement) as Announcement);
  };

  /** How new the `line` key is that vouches for this, among those that count now; 0 when none does. */
  const rankOf = (id: PartyId, said: Announcement | undefined): number => {
    if (said === undefined) return 0;
    const keys = vouching.keysOf(id);
    // With everything that it says: a proof that was found good vouches for nothing that is put beside it.
    const name = `${said.proof} ${announcementText(compact.id, id, said)}`;
    const known = proven.get(name);
    const by = keys.find((key) => (known === undefined ? isProven(compact.id, id, said, key) : key.equals(known)));
    if (by === undefined) return 0;
    proven.set(name, by);
    const [oldest] = proven.keys();
    if (proven.size > PROVEN && oldest !== undefined) proven.delete(oldest);
    return keys.length - keys.indexOf(by);
  };

  /** What a newer `line` key vouches for comes first, whatever number an older one gives: that may be a thief's. */
  const isNewer = (id: PartyId, one: Announcement, other: Announcement | undefined): boolean => {
    const [rank, known] = [rankOf(id, one), rankOf(id, other)];
    if (rank !== known || other === undefined) return rank > known;
    const now = clock.now();
    // One that is over stands in nobody's way, however high its number.
    if (isOver(one, now) !== isOver(other, now)) return isOver(other, now);
    return one.number > other.number;
  };

  /** Not after acts of our own that a clock ran ahead with: an act is dated after them, and its key would not fit. */
  const maySay = (now: Instant): boolean => mayPublish() && ledgers().fold.lastAt(party) <= now + KEY_SLACK;

  /** A new key is due when there is none, when the newest is past half of its life, and when it says something else. */
  const isDue = (now: Instant): boolean => {
    const last = newest();
    const published = ledgers().fold.line().keys[party]?.number ?? 0;
    if (last === undefined || last.relays !== relays) return true;
    // Our `line` key has changed since: the others are to hear it from the new one.
    if (!isProven(compact.id, party, last, createPublicKey(vouching.own()))) return true;
    // A key that was only told while the node was being rebuilt is followed by one that is published.
    if (last.number < published || (store.meta(TOLD) === String(last.number) && maySay(now))) return true;
    // A key of a day to come was made by a clock that has been set right since.
    if ((parseInstant(last.from) ?? 0) > now + KEY_SLACK) return true;
    return (parseInstant(last.until) ?? 0) - now <= KEY_LEAD;
  };

  const make = async (): Promise<void> => {
    const { seed, publicKey } = await kem.generate();
    const now = clock.now();
    const published = ledgers().fold.line().keys[party]?.number ?? 0;
    const said = {
      // By the clock in seconds, so that a node that has lost its store goes on above what it does not remember.
      number: Math.max(published + 1, (own.at(-1)?.number ?? 0) + 1, Math.floor(now / SECOND)),
      key: Buffer.from(publicKey).toString("base64url"),
      from: printInstant(now),
      until: printInstant(now + KEY_LIFE),
      relays,
    };
    const announcement = { ...said, proof: proofOf(compact.id, party, said, vouching.own()) };
    const { marking } = ledgers().fold.compactAt(now);
    const draft: Draft = { kind: "line-key", matter: null, to: peers, marking, body: announcement };
    const destroyAt = now + KEY_LIFE + KEY_GRACE;
    const keep = (writing: Writing): void =>
      writing.addLineKey({ number: said.number, seed, announcement: JSON.stringify(announcement), destroyAt });
    if (maySay(now)) return publish(draft, keep);
    await write((writing) => {
      keep(writing);
      writing.putMeta(TOLD, String(said.number));
    });
  };

  const destroy = async (now: Instant): Promise<void> => {
    // What was made by a clock that ran far ahead has been sealed to by nobody.
    const latest = now + 2 * KEY_LIFE + KEY_GRACE;
    const old = own.slice(0, -1).filter(({ destroyAt }) => destroyAt <= now || destroyAt > latest);
    if (old.length > 0) {
      scrubDue = true;
      await write((writing) => {
        for (const { number } of old) writing.removeLineKey(number);
      });
    }
    if (!scrubDue) return;
    store.scrub();
    scrubDue = false;
    for (const { seed } of old) seed.fill(0);
    own = store.lineKeys();
    const held = new Set(own.map(({ number }) => number));
    onDestroyed((number) => !held.has(number));
  };

  const tend = async (): Promise<void> => {
    if (stopped) return;
    own = store.lineKeys();
    const now = clock.now();
    const due = isDue(now);
    if (due) await make();
    own = store.lineKeys();
    await destroy(now);
    if (due && !stopped) onPublished();
  };

  const look = (): void => {
    timer();
    againAtOnce = busy;
    if (busy) return;
    busy = true;
    void tend()
      .then(
        () => LOOK,
        () => AGAIN,
      )
      .then((wait) => {
        busy = false;
        sleep(againAtOnce ? 0 : wait);
      });
  };

  const sleep = (wait: Millis): void => {
    if (!stopped) timer = clock.after(wait, look);
  };

  clock.soon(look);

  return {
    hello: () => {
      const said = newest();
      return said === undefined ? null : printHello(compact.id, party, said);
    },
    learn: (text, byHand = false) => {
      const hello = readHello(text);
      if (hello === undefined || hello.compact !== compact.id || hello.party === party) return undefined;
      if (partyOf(compact, hello.party) === undefined || rankOf(hello.party, hello.said) === 0) return undefined;
      // An old one again, on the way by somebody who has stolen its private part, must not be sealed to.
      if (isOver(hello.said, clock.now() - (byHand ? KEY_GRACE : 0))) return undefined;
      if (!isHeardInTime(hello.said, clock.now())) return undefined;
      if (isNewer(hello.party, hello.said, heard.get(hello.party))) heard.set(hello.party, hello.said);
      return hello.party;
    },
    of: (id) => {
      const said = ledgers().fold.line().keys[id];
      const told = heard.get(id);
      const best = said !== undefined && (told === undefined || !isNewer(id, told, said)) ? said : told;
      return rankOf(id, best) === 0 ? undefined : best;
    },
    seedOf: (number) => own.find((key) => key.number === number)?.seed,
    wake: look,
    stop: () => {
      stopped = true;
      timer();
    },
  };
}
