// The tables of the line in the embedded store: what a relay keeps for others, what was tried, keys of the thin route.

import type { StatementSync } from "node:sqlite";
import type { TrailLine } from "../line/trail.ts";
import type {
  LineStore,
  LineWriting,
  RelayedLetter,
  StoredChannel,
  StoredChannelItem,
  StoredThinKey,
  StoredWords,
} from "./line-store.ts";

type Sql = (text: string) => StatementSync;

type Row = Readonly<Record<string, unknown>>;

const relayed = ({ place, digest, sender, recipient, taken_at: takenAt, letter }: Row): RelayedLetter =>
  ({ place, digest, sender, recipient, takenAt, letter }) as RelayedLetter;

const trailLine = ({ first_at: firstAt, last_at: lastAt, party: _party, ...rest }: Row): TrailLine =>
  ({ ...rest, firstAt, lastAt }) as TrailLine;

export function lineStoreOn(sql: Sql): LineStore {
  const next = sql("select * from relayed where recipient = ? and sender = ? order by place limit 1");
  const size = sql("select count(*) as letters, coalesce(sum(size), 0) as bytes from relayed where sender = ?");
  const has = sql("select 1 from relayed where digest = ?");
  const kept = sql(
    `select sender, recipient, count(*) as letters, sum(size) as bytes, min(taken_at) as since
       from relayed group by sender, recipient order by sender, recipient`,
  );
  const trail = sql("select * from trail where party = ? order by place");
  const thinKeys = sql(
    `select peer, way, name, key, kept_at as keptAt, destroy_at as destroyAt
       from thin_key where peer = ? and way = ? order by kept_at desc, name`,
  );
  const seed = sql("select seed from act_seed where seq = ?");
  const words = sql("select commitment, salt, lang, text from sealed_words where commitment = ?");
  const channels = sql("select id, peer, own, theirs, box, ended_by as endedBy, ends_at as endsAt from channel");
  const columns = "i.channel, i.way, i.kind, i.number, i.digest, i.item, i.copy, i.at, i.fate, i.code";
  const items = sql(`select ${columns} from channel_item i where i.channel = ? order by i.place`);
  const waiting = sql(
    `select ${columns} from channel_item i join channel c on c.id = i.channel
       where i.fate = 'waiting' and i.way = 'out' and c.peer = ? order by i.place limit ?`,
  );
  return {
    channels: () => channels.all().map((row) => ({ ...row }) as StoredChannel),
    channelItems: (channel) => items.all(channel).map((row) => ({ ...row }) as StoredChannelItem),
    channelItemsFor: (peer, most) => waiting.all(peer, most).map((row) => ({ ...row }) as StoredChannelItem),
    words: (commitment) => {
      const row = words.get(commitment);
      return row === undefined ? undefined : ({ ...row } as StoredWords);
    },
    nextRelayed: (recipient, sender) => {
      const row = next.get(recipient, sender);
      return row === undefined ? undefined : relayed(row);
    },
    relayedSize: (sender) => ({ ...size.get(sender) }) as never,
    hasRelayed: (digest) => has.get(digest) !== undefined,
    relayedKept: () => kept.all().map((row) => ({ ...row }) as never),
    trail: (party) => trail.all(party).map(trailLine),
    thinKeys: (peer, way) => thinKeys.all(peer, way).map((row) => ({ ...row }) as StoredThinKey),
    seed: (seq) => (seed.get(seq) as { seed: Uint8Array } | undefined)?.seed,
  };
}

type WayWriting = Pick<LineWriting, "addRelayed" | "removeRelayed" | "removeRelayedBefore" | "putTrail" | "cutTrail">;

/** What lies on a relay's shelf, and what was tried. */
function wayWritingOn(sql: Sql): WayWriting {
  const add = sql(
    "insert or ignore into relayed (digest, sender, recipient, taken_at, size, letter) values (?, ?, ?, ?, ?, ?)",
  );
  const remove = sql("delete from relayed where digest = ?");
  const removeBefore = sql("delete from relayed where taken_at < ?");
  const put = sql(
    `insert into trail values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (party, place) do update set
         through = excluded.through, because = excluded.because, last_at = excluded.last_at, count = excluded.count`,
  );
  const cut = sql("delete from trail where party = ? and place <= ?");
  return {
    addRelayed: ({ digest, sender, recipient, takenAt, letter }) => {
      add.run(digest, sender, recipient, takenAt, letter.length, letter);
    },
    removeRelayed: (digest) => {
      remove.run(digest);
    },
    removeRelayedBefore: (instant) => {
      removeBefore.run(instant);
    },
    putTrail: (party, line) => {
      const { place, way, route, via, through, outcome, code, because, firstAt, lastAt, count } = line;
      put.run(party, place, way, route, via, through, outcome, code, because, firstAt, lastAt, count);
    },
    cutTrail: (party, through) => {
      cut.run(party, through);
    },
  };
}

export function lineWritingOn(sql: Sql): LineWriting {
  const putThinKey = sql("insert or ignore into thin_key values (?, ?, ?, ?, ?, ?)");
  const cutThinKeys = sql(
    `delete from thin_key where peer = ?1 and way = ?2 and name not in
       (select name from thin_key where peer = ?1 and way = ?2 order by kept_at desc, name limit ?3)`,
  );
  const removeThinKeys = sql("delete from thin_key where destroy_at <= ?");
  const putSeed = sql("insert or replace into act_seed values (?, ?)");
  const putWords = sql("insert or ignore into sealed_words values (?, ?, ?, ?)");
  const putChannel = sql("insert or replace into channel values (?, ?, ?, ?, ?, ?, ?)");
  const removeChannel = sql("delete from channel where id = ?");
  const removeItems = sql("delete from channel_item where channel = ?");
  const clearItems = sql("delete from channel_item where channel = ? and kind <> 'end'");
  const addItem = sql(
    `insert or ignore into channel_item (channel, way, kind, number, digest, item, copy, at, fate, code)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setFate = sql("update channel_item set fate = ?, code = ? where channel = ? and digest = ? and way = 'out'");
  return {
    putChannel: ({ id, peer, own, theirs, box, endedBy, endsAt }) => {
      putChannel.run(id, peer, own, theirs, box, endedBy, endsAt);
    },
    removeChannel: (id) => {
      removeItems.run(id);
      removeChannel.run(id);
    },
    addChannelItem: ({ channel, way, kind, number, digest, item, copy, at, fate, code }) => {
      addItem.run(channel, way, kind, number, digest, item, copy, at, fate, code);
    },
    setChannelFate: (channel, digest, fate, code) => {
      setFate.run(fate, code, channel, digest);
    },
    clearChannel: (id) => {
      clearItems.run(id);
    },
    putWords: ({ commitment, salt, lang, text }) => {
      putWords.run(commitment, salt, lang, text);
    },
    putThinKey: ({ peer, way, name, key, keptAt, destroyAt }) => {
      putThinKey.run(peer, way, name, key, keptAt, destroyAt);
    },
    cutThinKeys: (peer, way, most) => {
      cutThinKeys.run(peer, way, most);
    },
    removeThinKeysBefore: (instant) => {
      removeThinKeys.run(instant);
    },
    putSeed: (seq, seed) => {
      putSeed.run(seq, seed);
    },
    ...wayWritingOn(sql),
  };
}
