-- Version 2: the line. What it keeps is this node's own knowledge; acts are in the first version's table.

-- The private parts of the keys to which others seal. A row that is removed is overwritten with zeros.
create table line_key (
  number integer primary key,
  seed blob not null,
  announcement text not null,
  destroy_at integer not null
) strict;

-- What this node keeps for others as their relay, and cannot read.
create table relayed (
  place integer primary key,
  digest text not null unique,
  sender text not null,
  recipient text not null,
  taken_at integer not null,
  size integer not null,
  letter blob not null
) strict;
create index relayed_recipient on relayed (recipient, place);
create index relayed_sender on relayed (sender, size);

-- What was tried to reach each other node, and what came of it.
create table trail (
  party text not null,
  place integer not null,
  way text not null,
  route text not null,
  via text,
  through integer not null,
  outcome text not null,
  code text,
  because text,
  first_at integer not null,
  last_at integer not null,
  count integer not null,
  primary key (party, place)
) strict, without rowid;

-- Keys of the thin route, left by sealing sessions: `out` to seal to the peer, `in` to open what it sealed.
create table thin_key (
  peer text not null,
  way text not null,
  name text not null,
  key blob not null,
  kept_at integer not null,
  destroy_at integer not null,
  primary key (peer, way, name)
) strict, without rowid;

-- The chance behind the salts of this node's own acts: with it a thin act is built into the same token again.
create table act_seed (seq integer primary key, seed blob not null) strict;

-- Words of a mediation that this node sealed, or that were sealed to it and opened while the key was there.
create table sealed_words (
  commitment text primary key,
  salt text not null,
  lang text not null,
  text text not null
) strict, without rowid;

-- Back-channels. `box` is the private part of our key, under the officer's passphrase; null once it is destroyed.
create table channel (
  id text primary key,
  peer text not null,
  own text,
  theirs text,
  box blob,
  ended_by text,
  ends_at integer not null
) strict, without rowid;

-- What travels in a channel, sealed as it travels. `copy` is our own words sealed to our own key.
create table channel_item (
  place integer primary key,
  channel text not null,
  way text not null,
  kind text not null,
  number integer not null,
  digest text not null,
  item text not null,
  copy text,
  at integer not null,
  fate text not null,
  code text,
  unique (channel, way, kind, number)
) strict;
create index channel_item_waiting on channel_item (fate, way, place);
