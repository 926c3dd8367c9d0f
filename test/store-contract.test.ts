// What every store promises, as one table of claims. The engine stands at the end: another engine is one
// more line there, and has to keep the same promises.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { createDisk, type Disk } from "../src/faults/disk.ts";
import { createRandom } from "../src/faults/random.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { StoreFailure, type Store, type StoreCode, type StoredAct } from "../src/store/store.ts";
import { again, LINE_CLAIMS, type Claim } from "./store-line.ts";

type Engine = {
  readonly name: string;
  /** Opens the store that stands at this place. */
  readonly open: (place: string) => Store;
};

const actOf = (by: string, seq: number, more: Partial<StoredAct> = {}): StoredAct => ({
  by,
  seq,
  id: `id-${by}-${seq}`,
  kind: "ask",
  matter: "aurelia-1",
  receivedAt: 1_000 + seq,
  token: `token of ${by} ${seq}`,
  ...more,
});

const put = (store: Store, ...acts: readonly StoredAct[]): void =>
  store.transact((writing) => acts.forEach(writing.addAct));

const failsWith = (code: StoreCode, work: () => unknown): void => {
  assert.throws(
    work,
    (error: unknown) => error instanceof StoreFailure && error.code === code && error.message.length > 10,
  );
};

const CLAIMS: readonly Claim[] = [
  {
    says: "a back-channel is kept with what is said in it, what waits is found for its party, and it goes as a whole",
    holds: (open) => {
      let store = open();
      const channel = {
        id: "c",
        peer: "borea",
        own: "{}",
        theirs: null,
        box: Uint8Array.of(7),
        endedBy: null,
        endsAt: 9,
      };
      const words = (number: number, digest: string) =>
        ({ channel: "c", way: "out", kind: "words", number, digest, item: digest, copy: null, at: 1 }) as const;
      store.transact((writing) => {
        writing.putChannel(channel);
        writing.addChannelItem({ ...words(1, "one"), fate: "waiting", code: null });
        writing.addChannelItem({ ...words(2, "two"), fate: "waiting", code: null });
        writing.addChannelItem({ ...words(2, "again"), fate: "waiting", code: null });
      });
      store = again(store, open);
      assert.deepEqual(store.channels(), [channel]);
      const waiting = (party: string) => store.channelItemsFor(party, 8).map(({ digest }) => digest);
      assert.deepEqual([waiting("borea"), waiting("cassia")], [["one", "two"], []], "a number comes once");
      store.transact((writing) => writing.setChannelFate("c", "one", "refused", "ended"));
      assert.deepEqual(waiting("borea"), ["two"]);
      assert.equal(store.channelItems("c")[0]?.code, "ended");
      store.transact((writing) => writing.putChannel({ ...channel, own: null, box: null, endedBy: "borea" }));
      assert.deepEqual(store.channels(), [{ ...channel, own: null, box: null, endedBy: "borea" }]);
      store.transact((writing) => writing.removeChannel("c"));
      assert.deepEqual([store.channels(), store.channelItems("c")], [[], []]);
      store.close();
    },
  },
  {
    says: "what a transaction wrote is there when the store is opened again",
    holds: (open) => {
      let store = open();
      const fork = { by: "borea", seq: 3, noticedAt: 9, kind: "acts", one: "a", other: "b" } as const;
      const deadline = { matter: "aurelia-1", dueAt: 50, noticedAt: 60, whileDown: true };
      const attachment = { digest: "d", name: "n", type: "t", bytes: Uint8Array.of(1, 0, 255) };
      store.transact((writing) => {
        writing.addAct(actOf("aurelia", 1));
        writing.addAct(actOf("aurelia", 2, { matter: null }));
        writing.addFork(fork);
        writing.putCheckpoint("aurelia", 2, "note");
        writing.putAttachment(attachment);
        writing.putJob("aurelia-1", 70);
        writing.addPassed(deadline);
        writing.putMeta("key", "value");
      });
      store = again(store, open);
      assert.deepEqual(store.act("aurelia", 1), actOf("aurelia", 1));
      assert.deepEqual(store.actById("id-aurelia-2"), actOf("aurelia", 2, { matter: null }));
      assert.deepEqual(store.forks(), [fork]);
      assert.deepEqual(store.checkpoint("aurelia"), { size: 2, note: "note" });
      assert.deepEqual({ ...store.attachment("d") }, attachment);
      assert.deepEqual(store.jobsDue(70), [{ matter: "aurelia-1", runAt: 70 }]);
      assert.deepEqual(store.passed(), [deadline]);
      assert.equal(store.meta("key"), "value");
      store.close();
    },
  },
  {
    says: "a transaction that throws leaves nothing, and the error comes out as it was",
    holds: (open) => {
      let store = open();
      const reason = new Error("no");
      const work = (): void =>
        store.transact((writing) => {
          writing.addAct(actOf("aurelia", 1));
          writing.putJob("aurelia-1", 5);
          writing.putMeta("key", "value");
          throw reason;
        });
      assert.throws(work, (error) => error === reason);
      store = again(store, open);
      assert.deepEqual([...store.all()], []);
      assert.equal(store.nextJobAt(), null);
      assert.equal(store.meta("key"), undefined);
      put(store, actOf("aurelia", 1));
      assert.equal([...store.all()].length, 1, "the store still takes writes");
      store.close();
    },
  },
  {
    says: "one act stands at one place: a second with its author and number is refused, with all that came along",
    holds: (open) => {
      const store = open();
      put(store, actOf("aurelia", 1));
      failsWith("broken", () => put(store, actOf("borea", 1), actOf("aurelia", 1, { id: "other", token: "other" })));
      assert.deepEqual([...store.all()], [actOf("aurelia", 1)]);
      store.close();
    },
  },
  {
    says: "acts come back in each author's order from where they are asked, and all of them in the order of arrival",
    holds: (open) => {
      const store = open();
      const arrived = [
        actOf("borea", 1),
        actOf("aurelia", 1),
        actOf("borea", 2),
        actOf("borea", 3),
        actOf("aurelia", 2),
      ];
      for (const act of arrived) put(store, act);
      assert.deepEqual([...store.all()], arrived);
      assert.deepEqual(
        store.acts("borea", 2, 10).map(({ seq }) => seq),
        [2, 3],
      );
      assert.deepEqual(
        store.acts("borea", 1, 2).map(({ seq }) => seq),
        [1, 2],
      );
      assert.deepEqual(store.acts("cassia", 1, 10), []);
      assert.equal(store.act("borea", 4), undefined);
      assert.equal(store.actById("nothing"), undefined);
      store.close();
    },
  },
  {
    says: "a matter has one job, the next look at it, and none when time changes nothing more",
    holds: (open) => {
      const store = open();
      store.transact((writing) => {
        writing.putJob("aurelia-1", 30);
        writing.putJob("aurelia-1", 20);
        writing.putJob("borea-1", 10);
      });
      assert.deepEqual(store.jobsDue(25), [
        { matter: "borea-1", runAt: 10 },
        { matter: "aurelia-1", runAt: 20 },
      ]);
      assert.deepEqual(store.jobsDue(9), []);
      assert.equal(store.nextJobAt(), 10);
      store.transact((writing) => writing.putJob("borea-1", null));
      assert.deepEqual([store.hasJob("borea-1"), store.hasJob("aurelia-1"), store.nextJobAt()], [false, true, 20]);
      store.close();
    },
  },
  {
    says: "a deadline passes once: a second note of it changes nothing",
    holds: (open) => {
      const store = open();
      const first = { matter: "aurelia-1", dueAt: 50, noticedAt: 60, whileDown: true };
      store.transact((writing) => writing.addPassed(first));
      store.transact((writing) => {
        writing.addPassed({ ...first, noticedAt: 99, whileDown: false });
        writing.addPassed({ ...first, dueAt: 51 });
      });
      assert.deepEqual(store.passed(), [{ ...first, dueAt: 51 }, first]);
      store.close();
    },
  },
  {
    says: "evidence of a fork is kept once and beside other evidence; a newer checkpoint takes the place of the old",
    holds: (open) => {
      const store = open();
      const fork = { by: "borea", seq: 3, noticedAt: 9, kind: "acts", one: "a", other: "b" } as const;
      store.transact((writing) => {
        writing.addFork(fork);
        writing.addFork({ ...fork, noticedAt: 10 });
        writing.addFork({ ...fork, kind: "checkpoint" });
        writing.putCheckpoint("borea", 1, "one");
        writing.putCheckpoint("borea", 2, "two");
      });
      assert.deepEqual(store.forks(), [fork, { ...fork, kind: "checkpoint" }]);
      assert.deepEqual(store.checkpoint("borea"), { size: 2, note: "two" });
      assert.equal(store.checkpoint("aurelia"), undefined);
      store.close();
    },
  },
  ...LINE_CLAIMS,
  {
    says: "an attachment is kept under its digest once, byte for byte, be it empty",
    holds: (open) => {
      const store = open();
      const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i & 0xff);
      store.transact((writing) => {
        writing.putAttachment({ digest: "d", name: "n", type: "t", bytes });
        writing.putAttachment({ digest: "d", name: "other", type: "t", bytes: new Uint8Array() });
        writing.putAttachment({ digest: "e", name: "empty", type: "t", bytes: new Uint8Array() });
      });
      assert.deepEqual({ ...store.attachment("d") }, { digest: "d", name: "n", type: "t", bytes });
      assert.equal(store.attachment("e")?.bytes.length, 0);
      assert.equal(store.attachment("f"), undefined);
      store.close();
    },
  },
];

const SQLITE_CLAIMS: readonly Claim[] = [
  {
    says: "a second opening is turned away while the first stands",
    holds: (open) => {
      const store = open();
      put(store, actOf("aurelia", 1));
      failsWith("in-use", open);
      put(store, actOf("aurelia", 2));
      store.close();
      open().close();
    },
  },
  {
    says: "an act is never changed and never removed, not even by another program",
    holds: (open, place) => {
      const store = open();
      put(store, actOf("aurelia", 1));
      store.close();
      const db = new DatabaseSync(place);
      assert.throws(() => db.exec("update act set token = 'other'"), /never changed/);
      assert.throws(() => db.exec("delete from act"), /never removed/);
      db.close();
    },
  },
  {
    says: "a file with damaged pages is refused as damaged",
    holds: (open, place) => {
      const store = open();
      put(store, ...Array.from({ length: 200 }, (_, i) => actOf("aurelia", i + 1, { token: "x".repeat(500) })));
      store.close();
      const bytes = readFileSync(place);
      for (let page = 1; page * 4096 < bytes.length; page += 1) bytes.fill(0xa5, page * 4096, page * 4096 + 64);
      writeFileSync(place, bytes);
      failsWith("damaged", open);
    },
  },
  {
    says: "a file that was cut short is refused as damaged",
    holds: (open, place) => {
      const store = open();
      put(store, ...Array.from({ length: 200 }, (_, i) => actOf("aurelia", i + 1, { token: "x".repeat(500) })));
      store.close();
      const bytes = readFileSync(place);
      writeFileSync(place, bytes.subarray(0, Math.floor(bytes.length / 8192) * 4096));
      failsWith("damaged", open);
    },
  },
  {
    says: "another program's database is refused as foreign and stays as it was",
    holds: (open, place) => {
      const db = new DatabaseSync(place);
      db.exec("create table t (x); insert into t values (1)");
      db.close();
      const before = readFileSync(place);
      failsWith("foreign", open);
      assert.deepEqual(readFileSync(place), before);
    },
  },
  {
    says: "a file that is no database is refused and stays as it was",
    holds: (open, place) => {
      const text = "not a database, but somebody's letters\n".repeat(200);
      writeFileSync(place, text);
      failsWith("damaged", open);
      assert.equal(readFileSync(place, "utf8"), text);
    },
  },
  {
    says: "a full disk refuses a transaction whole, loses nothing, and takes writes again when there is room",
    holds: (open, place) => {
      open().close();
      const pages = Math.ceil(statSync(place).size / 4096) + 12;
      let store = openSqlite(place, { maxPages: pages });
      const big = { token: "x".repeat(3_000) };
      let kept = 0;
      failsWith("disk-full", () => {
        for (; kept < 1_000; kept += 1)
          put(store, actOf("aurelia", 2 * kept + 1, big), actOf("aurelia", 2 * kept + 2, big));
      });
      assert.ok(kept > 0);
      assert.equal([...store.all()].length, 2 * kept, "both acts of a transaction or none");
      store = again(store, open);
      assert.equal([...store.all()].length, 2 * kept);
      put(store, actOf("aurelia", 2 * kept + 1, big));
      assert.equal(store.act("aurelia", 2 * kept + 1)?.token.length, 3_000);
      store.close();
    },
  },
];

function check(engine: Engine, claims: readonly Claim[]): void {
  for (const { says, holds } of claims) {
    test(`${engine.name}: ${says}`, () => {
      const folder = mkdtempSync(path.join(tmpdir(), "downrung-store-"));
      const place = path.join(folder, "store.db");
      try {
        holds(() => engine.open(place), place);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
}

const SQLITE: Engine = { name: "sqlite", open: (place) => openSqlite(place) };
/** The simulator's disk keeps the same promises while no fault is due. */
const SIMULATED: Engine = {
  name: "simulated disk",
  open: (place) => {
    const disk = disks.get(place) ?? createDisk(path.dirname(place), "store", createRandom(place), QUIET);
    disks.set(place, disk);
    return disk.open();
  },
};
const disks = new Map<string, Disk>();
const QUIET = { lies: false, onSaved: () => {}, onCrash: () => {}, onFull: () => {}, onUnknown: () => {} };

check(SIMULATED, CLAIMS);
check(SQLITE, CLAIMS);
check(SQLITE, SQLITE_CLAIMS);

test("sqlite: a store of the first version is brought up to this one and keeps what it held", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "downrung-version-"));
  const place = path.join(folder, "store.sqlite");
  const old = new DatabaseSync(place);
  old.exec(readFileSync(new URL("../src/store/sqlite.sql", import.meta.url), "utf8"));
  old.exec("pragma application_id = 0x646f776e; pragma user_version = 1");
  const insert = old.prepare(
    "insert into act (by, seq, id, kind, matter, received_at, token) values (?, ?, ?, ?, ?, ?, ?)",
  );
  insert.run("aurelia", 1, "an id", "ask", null, 5, "a token");
  old.close();
  for (const time of ["first", "second"]) {
    const store = openSqlite(place);
    assert.equal(store.act("aurelia", 1)?.token, "a token", time);
    assert.deepEqual(store.lineKeys(), []);
    store.close();
  }
  const future = new DatabaseSync(place);
  future.exec("pragma user_version = 99");
  future.close();
  failsWith("foreign", () => openSqlite(place));
  rmSync(folder, { recursive: true, force: true });
});
