// Back-channels at a node: what came and what waits to go, sealed as it is. Nothing here can read it; the
// desk of one officer can, for one sitting (channel-desk.ts). At its end a channel is destroyed. spec/back-channel.md

import type { KeyObject } from "node:crypto";
import type { PartyId } from "../core/kernel/act.ts";
import { MINUTE, SECOND, type Instant, type Millis } from "../core/kernel/instant.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { CHANNEL_LIMITS } from "../core/line/channel-limits.ts";
import {
  authorityDigest,
  endsAt,
  isProvenBy,
  judgeTimes,
  proven,
  readItem,
  type Authority,
  type ChannelCode,
  type End,
  type Words,
} from "../line/channel.ts";
import type { ItemFate } from "../line/envelope.ts";
import type { StoredChannel, StoredChannelItem } from "../store/line-store.ts";
import type { Writing } from "../store/store.ts";
import type { NodeEvent } from "./http/api.ts";
import type { Identity } from "./identity.ts";
import type { Cancel, World } from "./world.ts";

/** A timer is looked at again at least this often: a clock may be set. */
const LOOK: Millis = MINUTE;
const AGAIN: Millis = SECOND;

/** An item on which the other said nothing is brought again after so long. */
const SILENT: Millis = 5 * SECOND;

export type Channels = {
  /** The items that wait for this party and may go now, but the first `skip`: at most `most` bytes, but always one. */
  readonly waiting: (to: PartyId, most: number, skip?: number) => readonly string[];
  /** Takes what came, each item by itself. */
  readonly take: (from: PartyId, items: readonly string[]) => Promise<readonly ItemFate[]>;
  /** The other has answered an envelope with these items. */
  readonly answered: (to: PartyId, items: readonly string[], fates: readonly ItemFate[]) => Promise<void>;
  readonly all: () => readonly StoredChannel[];
  readonly items: (channel: string) => readonly StoredChannelItem[];
  /** Signs what this party says of a channel. */
  readonly prove: <T extends Unproven>(item: T) => T & { readonly proof: string };
  /** Writes, tells whoever listens, and looks whether something may go. */
  readonly write: (work: (writing: Writing) => void) => Promise<void>;
  /** Ends our side: what was said is destroyed here at once, and the other is told. */
  readonly finish: (channel: StoredChannel, end: End) => Promise<void>;
  readonly stop: () => void;
};

type Unproven = Parameters<typeof proven>[0];

export type ChannelsParts = {
  readonly identity: Identity;
  readonly world: Pick<World, "clock" | "store">;
  readonly write: <T>(work: (writing: Writing) => T) => Promise<T>;
  readonly lineKey: () => KeyObject;
  /** The `line` keys of a party that count now. */
  readonly lineKeysOf: (party: PartyId) => readonly KeyObject[];
  readonly emit: (event: NodeEvent) => void;
  /** Something waits to go. */
  readonly wake: () => void;
};

/** What an item changes here, or why it is not taken. A `known` item has come before, as it is. */
type Judged = ChannelCode | "known" | ((writing: Writing) => void);

export const ofAuthority = (text: string | null): Authority | null =>
  text === null ? null : (JSON.parse(text) as Authority);

export function startChannels(parts: ChannelsParts): Channels {
  const { identity, world, write, emit, wake } = parts;
  const { clock, store } = world;
  const { party: self, compact } = identity;
  /** What waits for whom; read anew after every write. */
  let queues = new Map<PartyId, readonly StoredChannelItem[]>();
  const silentUntil = new Map<string, Instant>();
  let timer: Cancel = () => {};
  let stopped = false;
  /** A process that died may have removed rows that still stand in the log of its store. */
  let scrubDue = store.channels().length > 0;

  const queueFor = (to: PartyId): readonly StoredChannelItem[] => {
    const queue = queues.get(to) ?? store.channelItemsFor(to, CHANNEL_LIMITS.items);
    queues.set(to, queue);
    return queue;
  };

  const find = (id: string): StoredChannel | undefined => store.channels().find((channel) => channel.id === id);

  const change = async (work: (writing: Writing) => void): Promise<void> => {
    await write(work);
    tell();
  };

  const tell = (): void => {
    queues = new Map();
    if (stopped) return;
    emit({ event: "channel" });
    sleep();
    wake();
  };

  const judgeAuthority = (said: Authority, from: PartyId, item: StoredChannelItem): Judged => {
    const times = judgeTimes(said, clock.now());
    if (times !== null) return times;
    const known = find(said.channel);
    if (known?.endedBy !== null && known !== undefined) return "ended";
    if (known !== undefined && known.theirs !== null) return "already-answered";
    const own = ofAuthority(known?.own ?? null);
    if (own === null) {
      if (said.answer !== null) return "unknown-channel";
      const open = store.channels().filter(({ peer }) => peer === from).length;
      if (open >= CHANNEL_LIMITS.channels) return "too-many";
    } else {
      if (known?.peer !== from || said.answer?.of !== authorityDigest(own)) return "unknown-channel";
      if (said.use !== own.use) return "other-use";
    }
    const before = known ?? { id: said.channel, peer: from, own: null, box: null, endedBy: null };
    return (writing) => {
      writing.putChannel({ ...before, theirs: item.item, endsAt: endsAt(own, said) });
      writing.addChannelItem(item);
    };
  };

  const judgeEnd = (said: End, from: PartyId, item: StoredChannelItem): Judged => {
    const known = find(said.channel);
    if (known === undefined || known.peer !== from) return "unknown-channel";
    if (known.endedBy !== null) return "ended";
    return (writing) => {
      // Words that have not gone are not said any more.
      for (const each of store.channelItems(known.id)) {
        if (each.fate === "waiting") writing.setChannelFate(known.id, each.digest, "refused", "ended");
      }
      writing.putChannel({ ...known, endedBy: from });
      writing.addChannelItem(item);
    };
  };

  const judgeWords = (said: Words, from: PartyId, item: StoredChannelItem): Judged => {
    const known = find(said.channel);
    if (known === undefined || known.peer !== from) return "unknown-channel";
    if (known.endedBy !== null) return "ended";
    if (known.own === null || known.theirs === null) return "not-open";
    if (known.endsAt <= clock.now()) return "expired";
    const twice = store
      .channelItems(known.id)
      .some((each) => each.way === "in" && each.number === said.number && each.kind === "words");
    return twice ? "replayed" : (writing) => writing.addChannelItem(item);
  };

  /** Whose word an authority or an end is, their signature says; whose word a text is, its letter. */
  const isTheirs = (item: Authority | End, from: PartyId): ChannelCode | null => {
    if (item.compact !== compact.id || item.party !== from || item.with !== self) return "not-between-us";
    return parts.lineKeysOf(from).some((key) => isProvenBy(item, key)) ? null : "wrong-proof";
  };

  const judge = (text: string, digest: string, from: PartyId): Judged => {
    const read = readItem(text);
    if (!read.ok) return read.code;
    const { item } = read;
    const { channel } = item;
    const stored = (kind: StoredChannelItem["kind"], number: number): StoredChannelItem => ({
      channel,
      way: "in",
      kind,
      number,
      digest,
      item: text,
      copy: null,
      at: clock.now(),
      fate: "taken",
      code: null,
    });
    if (find(channel)?.peer === from && isHere(channel, digest)) return "known";
    switch (item.downrung) {
      case "channel-authority/1":
        return isTheirs(item, from) ?? judgeAuthority(item, from, stored("authority", 0));
      case "channel-end/1":
        return isTheirs(item, from) ?? judgeEnd(item, from, stored("end", 0));
      case "channel-words/1":
        return judgeWords(item, from, stored("words", item.number));
      default:
        return item satisfies never;
    }
  };

  const isHere = (channel: string, digest: string): boolean =>
    store.channelItems(channel).some((each) => each.way === "in" && each.digest === digest);

  const take = async (from: PartyId, items: readonly string[]): Promise<readonly ItemFate[]> => {
    if (items.length === 0) return [];
    let isNew = false;
    const fates = await write((writing) =>
      items.map((text): ItemFate => {
        const item = sha256Base64url(text);
        const judged = judge(text, item, from);
        if (typeof judged === "string") return { item, code: judged === "known" ? null : judged };
        judged(writing);
        isNew = true;
        return { item, code: null };
      }),
    );
    if (isNew) tell();
    return fates;
  };

  const answered = async (to: PartyId, items: readonly string[], fates: readonly ItemFate[]): Promise<void> => {
    const said = new Map(fates.map(({ item, code }) => [item, code]));
    const digests = items.map((text) => sha256Base64url(text));
    for (const digest of digests) if (!said.has(digest)) silentUntil.set(digest, clock.now() + SILENT);
    const settled = queueFor(to).filter(({ digest }) => digests.includes(digest) && said.has(digest));
    if (settled.length === 0) return;
    await change((writing) => {
      for (const { channel, digest } of settled) {
        const code = said.get(digest) ?? null;
        silentUntil.delete(digest);
        writing.setChannelFate(channel, digest, code === null ? "taken" : "refused", code);
      }
    });
  };

  const waiting: Channels["waiting"] = (to, most, skip = 0) => {
    const now = clock.now();
    const ready = queueFor(to)
      .filter(({ digest }) => {
        const until = silentUntil.get(digest) ?? 0;
        // A clock that was put back must not hold it up.
        return until <= now || until > now + SILENT;
      })
      .slice(skip);
    let bytes = 0;
    const fits = ready.findIndex(({ item }, i) => (bytes += item.length) > most && i > 0);
    return ready.slice(0, fits < 0 ? ready.length : fits).map(({ item }) => item);
  };

  /** What is over is gone from the files when this is done. */
  const tend = async (): Promise<void> => {
    const over = store.channels().filter((channel) => channel.endsAt <= clock.now());
    if (over.length > 0) {
      scrubDue = true;
      await change((writing) => {
        for (const { id } of over) writing.removeChannel(id);
      });
    }
    if (!scrubDue || stopped) return;
    store.scrub();
    scrubDue = false;
  };

  const sleep = (): void => {
    timer();
    const next = Math.min(...store.channels().map((channel) => channel.endsAt));
    if (stopped || (next === Infinity && !scrubDue)) return;
    const wait = scrubDue ? 0 : Math.min(LOOK, Math.max(0, next - clock.now()));
    timer = clock.after(wait, () => {
      void tend().then(sleep, () => {
        if (!stopped) timer = clock.after(AGAIN, sleep);
      });
    });
  };

  if (scrubDue) clock.soon(sleep);

  return {
    waiting,
    take,
    answered,
    prove: (item) => proven(item, parts.lineKey()),
    all: store.channels,
    items: store.channelItems,
    write: change,
    finish: async (channel, end) => {
      const item = JSON.stringify(end);
      scrubDue = true;
      await change((writing) => {
        writing.clearChannel(channel.id);
        writing.putChannel({ ...channel, own: null, theirs: null, box: null, endedBy: self });
        writing.addChannelItem({
          channel: channel.id,
          way: "out",
          kind: "end",
          number: 0,
          digest: sha256Base64url(item),
          item,
          copy: null,
          at: clock.now(),
          fate: "waiting",
          code: null,
        });
      });
    },
    stop: () => {
      stopped = true;
      timer();
    },
  };
}
