create table act (
  place integer primary key,
  by text not null,
  seq integer not null,
  id text not null,
  kind text not null,
  matter text,
  received_at integer not null,
  token text not null,
  unique (by, seq)
) strict;
create index act_id on act (id);

create trigger act_is_never_changed before update on act begin
  select raise(abort, 'an act is never changed');
end;
create trigger act_is_never_removed before delete on act begin
  select raise(abort, 'an act is never removed');
end;

create table fork (
  place integer primary key,
  by text not null,
  seq integer not null,
  noticed_at integer not null,
  kind text not null,
  one text not null,
  other text not null,
  unique (by, seq, kind, other)
) strict;

create table checkpoint (by text primary key, size integer not null, note text not null) strict;

create table attachment (digest text primary key, name text not null, type text not null, bytes blob not null) strict;

create table job (matter text primary key, run_at integer not null) strict;
create index job_run_at on job (run_at);

create table passed (
  place integer primary key,
  matter text not null,
  due_at integer not null,
  noticed_at integer not null,
  while_down integer not null,
  unique (matter, due_at)
) strict;

create table meta (key text primary key, value text not null) strict;
