// The embedded store: node:sqlite, write-ahead log, an fsync for every commit, and one process that
// holds the file. A transaction returns after the disk has it.

import { existsSync, readFileSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { lineStoreOn, lineWritingOn } from "./sqlite-line.ts";
import { StoreFailure, type Store, type StoreCode, type StoredAct, type Writing } from "./store.ts";

const APPLICATION_ID = 0x646f776e; // "down"

/** Each file brings a store from one version of the schema to the next; a new store runs through all. */
const SCHEMAS = ["./sqlite.sql", "./sqlite-2.sql"].map((file) => new URL(file, import.meta.url));

/** SQLite's primary result codes that say something about the file rather than about us. */
const CODES: Readonly<Record<number, StoreCode>> = {
  5: "in-use",
  6: "in-use",
  10: "unreadable",
  11: "damaged",
  13: "disk-full",
  14: "unreadable",
  26: "damaged",
};

const ADVICE: Readonly<Record<StoreCode, string>> = {
  "in-use": "another process has this store open; stop it first",
  damaged: "the store file is damaged; put it aside and restore a backup",
  foreign: "the file is no store of this program; give another path",
  "disk-full": "the disk is full; free some space, nothing was lost",
  unreadable: "the store file cannot be read or written; check the path and its permissions",
  broken: "the store refused a write",
};

/** Turns what node:sqlite throws into a failure that says what to do. */
function failure(error: unknown, path: string): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const errcode = error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
  const code = CODES[errcode & 0xff] ?? "broken";
  return new StoreFailure(code, `${path}: ${ADVICE[code]}`, { cause: error });
}

export type SqliteOptions = {
  /** At most so many pages: lets a test fill the disk. */
  readonly maxPages?: number;
};

/**
 * Opens or makes the store at `path`. Throws StoreFailure: `in-use` when a second process holds it,
 * `damaged` when its pages do not check, `foreign` when it is another program's file.
 */
export function openSqlite(path: string, options: SqliteOptions = {}): Store {
  let db: DatabaseSync | undefined;
  try {
    const fresh = path === ":memory:" || !existsSync(path);
    db = new DatabaseSync(path, { timeout: 0 });
    prepareFile(db, path, fresh, options);
    return createStoreOn(db, path);
  } catch (error) {
    try {
      db?.close();
    } catch {
      // A damaged file may not even close; the first error is the one that counts.
    }
    throw failure(error, path);
  }
}

function prepareFile(db: DatabaseSync, path: string, fresh: boolean, options: SqliteOptions): void {
  db.exec("pragma locking_mode = exclusive");
  if (!fresh) checkFile(db, path);
  db.exec(
    "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma trusted_schema = off",
  );
  // What is removed is overwritten: a key that was destroyed must not be found in a free page.
  db.exec("pragma secure_delete = on");
  const { synchronous } = db.prepare("pragma synchronous").get() as { synchronous: number };
  if (synchronous !== 2) throw new StoreFailure("broken", `${path}: every commit must reach the disk, and it does not`);
  const { user_version: version } = db.prepare("pragma user_version").get() as { user_version: number };
  // The first write takes the lock for good, so that a second process is turned away now and not later.
  db.exec("begin immediate");
  if (version < SCHEMAS.length) {
    for (const schema of SCHEMAS.slice(version)) db.exec(readFileSync(schema, "utf8"));
    db.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${SCHEMAS.length}`);
  }
  db.exec("commit");
  if (options.maxPages !== undefined) db.exec(`pragma max_page_count = ${options.maxPages}`);
}

function checkFile(db: DatabaseSync, path: string): void {
  const { application_id: application } = db.prepare("pragma application_id").get() as { application_id: number };
  const { user_version: version } = db.prepare("pragma user_version").get() as { user_version: number };
  if (application !== APPLICATION_ID || version < 1 || version > SCHEMAS.length) {
    throw new StoreFailure("foreign", `${path}: ${ADVICE.foreign}`);
  }
  const result = db.prepare("pragma quick_check(1)").get() as { quick_check: string };
  if (result.quick_check !== "ok") {
    throw new StoreFailure("damaged", `${path}: ${ADVICE.damaged} (${result.quick_check})`);
  }
}

type ActRow = {
  readonly by: string;
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly matter: string | null;
  readonly received_at: number;
  readonly token: string;
};

const storedAct = ({ by, seq, id, kind, matter, received_at, token }: ActRow): StoredAct => ({
  by,
  seq,
  id,
  kind,
  matter,
  receivedAt: received_at,
  token,
});

function createStoreOn(db: DatabaseSync, path: string): Store {
  const sql = (text: string): StatementSync => db.prepare(text);
  const begin = sql("begin immediate");
  const commit = sql("commit");
  const rollback = sql("rollback");
  const columns = "by, seq, id, kind, matter, received_at, token";
  const oneAct = sql(`select ${columns} from act where by = ? and seq = ?`);
  const actById = sql(`select ${columns} from act where id = ?`);
  const someActs = sql(`select ${columns} from act where by = ? and seq >= ? order by seq limit ?`);
  const allActs = sql(`select ${columns} from act order by place`);
  const forks = sql("select by, seq, noticed_at as noticedAt, kind, one, other from fork order by place");
  const checkpoint = sql("select size, note from checkpoint where by = ?");
  const checkpointSize = sql("select size from checkpoint where by = ?");
  const attachment = sql("select digest, name, type, bytes from attachment where digest = ?");
  const jobsDue = sql("select matter, run_at as runAt from job where run_at <= ? order by run_at, matter limit 256");
  const nextJob = sql("select min(run_at) as runAt from job");
  const job = sql("select 1 from job where matter = ?");
  const passed = sql("select matter, due_at, noticed_at, while_down from passed order by place desc limit 256");
  const lineKeys = sql("select number, seed, announcement, destroy_at as destroyAt from line_key order by number");
  const checkpointLog = sql("pragma wal_checkpoint(truncate)");
  const meta = sql("select value from meta where key = ?");
  const writing = writingOn(sql);
  const line = lineStoreOn(sql);

  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw failure(error, path);
    }
  };

  return {
    transact: (work) => {
      guarded(() => begin.run());
      try {
        work(writing);
        commit.run();
      } catch (error) {
        if (db.isTransaction) rollback.run();
        throw error instanceof Error && "errcode" in error ? failure(error, path) : error;
      }
    },
    act: (by, seq) => {
      const row = oneAct.get(by, seq) as ActRow | undefined;
      return row === undefined ? undefined : storedAct(row);
    },
    actById: (id) => {
      const row = actById.get(id) as ActRow | undefined;
      return row === undefined ? undefined : storedAct(row);
    },
    acts: (by, from, limit) => (someActs.all(by, from, limit) as ActRow[]).map(storedAct),
    all: function* all() {
      for (const row of allActs.iterate()) yield storedAct(row as ActRow);
    },
    forks: () => forks.all().map((row) => ({ ...row }) as never),
    checkpoint: (by) => {
      const row = checkpoint.get(by) as { size: number; note: string } | undefined;
      return row === undefined ? undefined : { ...row };
    },
    checkpointSize: (by) => (checkpointSize.get(by) as { size: number } | undefined)?.size ?? 0,
    attachment: (digest) => {
      const row = attachment.get(digest);
      return row === undefined ? undefined : ({ ...row } as never);
    },
    jobsDue: (now) => jobsDue.all(now).map((row) => ({ ...row }) as never),
    nextJobAt: () => (nextJob.get() as { runAt: number | null }).runAt,
    hasJob: (matter) => job.get(matter) !== undefined,
    passed: () =>
      passed.all().map((row) => ({
        matter: row["matter"] as string,
        dueAt: row["due_at"] as number,
        noticedAt: row["noticed_at"] as number,
        whileDown: row["while_down"] === 1,
      })),
    lineKeys: () => lineKeys.all().map((row) => ({ ...row }) as never),
    scrub: () => guarded(() => void checkpointLog.all()),
    meta: (key) => (meta.get(key) as { value: string } | undefined)?.value,
    ...line,
    copyTo: (copy) => guarded(() => copyInto(db, copy)),
    close: () => guarded(() => db.close()),
  };
}

/** What short-lived keys there are stays here: a copy lives for years, and they must not. */
function copyInto(db: DatabaseSync, path: string): void {
  if (existsSync(path)) throw new StoreFailure("in-use", `${path} is there already; name a new file`);
  db.prepare("vacuum into ?").run(path);
  const copy = new DatabaseSync(path);
  try {
    copy.exec(
      "pragma secure_delete = on; delete from line_key; delete from thin_key; delete from channel_item; delete from channel; vacuum",
    );
  } finally {
    copy.close();
  }
}

function writingOn(sql: (text: string) => StatementSync): Writing {
  const addAct = sql("insert into act (by, seq, id, kind, matter, received_at, token) values (?, ?, ?, ?, ?, ?, ?)");
  const addFork = sql("insert or ignore into fork (by, seq, noticed_at, kind, one, other) values (?, ?, ?, ?, ?, ?)");
  const putCheckpoint = sql(
    "insert into checkpoint values (?, ?, ?) on conflict (by) do update set size = excluded.size, note = excluded.note",
  );
  const putAttachment = sql("insert or ignore into attachment values (?, ?, ?, ?)");
  const putJob = sql("insert into job values (?, ?) on conflict (matter) do update set run_at = excluded.run_at");
  const removeJob = sql("delete from job where matter = ?");
  const addPassed = sql("insert or ignore into passed (matter, due_at, noticed_at, while_down) values (?, ?, ?, ?)");
  const addLineKey = sql("insert into line_key (number, seed, announcement, destroy_at) values (?, ?, ?, ?)");
  const removeLineKey = sql("delete from line_key where number = ?");
  const putMeta = sql("insert into meta values (?, ?) on conflict (key) do update set value = excluded.value");
  return {
    addAct: ({ by, seq, id, kind, matter, receivedAt, token }) => {
      addAct.run(by, seq, id, kind, matter, receivedAt, token);
    },
    addFork: ({ by, seq, noticedAt, kind, one, other }) => {
      addFork.run(by, seq, noticedAt, kind, one, other);
    },
    putCheckpoint: (by, size, note) => {
      putCheckpoint.run(by, size, note);
    },
    putAttachment: ({ digest, name, type, bytes }) => {
      putAttachment.run(digest, name, type, bytes);
    },
    putJob: (matter, runAt) => {
      if (runAt === null) removeJob.run(matter);
      else putJob.run(matter, runAt);
    },
    addPassed: ({ matter, dueAt, noticedAt, whileDown }) => {
      addPassed.run(matter, dueAt, noticedAt, whileDown ? 1 : 0);
    },
    putMeta: (key, value) => {
      putMeta.run(key, value);
    },
    ...lineWritingOn(sql),
    addLineKey: ({ number, seed, announcement, destroyAt }) => {
      addLineKey.run(number, seed, announcement, destroyAt);
    },
    removeLineKey: (number) => {
      removeLineKey.run(number);
    },
  };
}
