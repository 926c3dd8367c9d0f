// A disk that fails: the real SQLite store in a folder in memory, behind a wrapper that injects what
// disks do. A crash leaves what the files held at that instant, with the write-ahead log cut or torn
// where a commit was under way; the next process recovers from that, as it would from a real one.

import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync, appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openSqlite } from "../store/sqlite.ts";
import { StoreFailure, type Store, type StoredAct, type Writing } from "../store/store.ts";
import type { Random } from "./random.ts";

/** What happens at the next commit: both sides of a crash, a torn one, and an answer that never comes. */
export const COMMIT_FAULTS = ["crash-unsaved", "crash-torn", "crash-saved", "saved-but-failed"] as const;
export type CommitFault = (typeof COMMIT_FAULTS)[number];

/** Thrown into the process that dies at a commit: nothing of it may have an effect any more. */
export class Crashed extends Error {
  override readonly name = "Crashed";
}

export type DiskEvents = {
  /** A disk that says that it saved, and at a crash has only what it had some commits ago. */
  readonly lies: boolean;
  /** These acts are on disk. */
  readonly onSaved: (acts: readonly StoredAct[]) => void;
  /** The process died at a commit. */
  readonly onCrash: (fault: CommitFault) => void;
  readonly onFull: () => void;
  readonly onUnknown: () => void;
};

export type Disk = {
  /** Opens what the last crash left. Throws StoreFailure. */
  readonly open: () => Store;
  readonly setFull: (full: boolean) => void;
  /** The next commit meets this fault; undefined takes it back. */
  readonly arm: (fault: CommitFault | undefined) => void;
  /** The process died just now: keeps the files as they are, and the store writes nothing any more. */
  readonly crash: () => void;
  readonly dispose: () => void;
};

/** Fsync is free where files are memory. */
const base = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export const makeFolder = (): string => mkdtempSync(path.join(base, "downrung-faults-"));

/** A lying disk is so many commits behind at most. */
const LIE_LENGTH = 16;

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

export function createDisk(folder: string, name: string, random: Random, events: DiskEvents): Disk {
  const stale = path.join(folder, `${name}-stale.db`);
  let generation = 0;
  let commits = 0;
  let full = false;
  let armed: CommitFault | undefined;
  let open: { readonly store: Store; dead: boolean } | undefined;
  const fileOf = (): string => path.join(folder, `${name}-${generation}.db`);

  /** Copies the files as the disk holds them now; bytes of the log after `keep` did not make it. */
  const snapshot = (keep?: { readonly from: number }): void => {
    const file = events.lies && existsSync(stale) ? stale : fileOf();
    const log = `${file}-wal`;
    generation += 1;
    copyFileSync(file, fileOf());
    if (!existsSync(log)) return;
    const next = `${fileOf()}-wal`;
    copyFileSync(log, next);
    const end = sizeOf(next);
    if (keep === undefined || keep.from >= end) return;
    const tear = random.between(keep.from, end - 1);
    truncateSync(next, tear);
    if (random.chance(0.5)) appendFileSync(next, random.bytes(Math.min(64, end - tear)));
  };

  /** What a lying disk really holds. */
  const forget = (): void => {
    commits += 1;
    if (!events.lies || commits % LIE_LENGTH !== 1) return;
    copyFileSync(fileOf(), stale);
    if (existsSync(`${fileOf()}-wal`)) copyFileSync(`${fileOf()}-wal`, `${stale}-wal`);
  };

  const die = (handle: { dead: boolean }, keep?: { readonly from: number }): void => {
    if (handle.dead) return;
    handle.dead = true;
    snapshot(keep);
  };

  const transact = (handle: { readonly store: Store; dead: boolean }, work: (writing: Writing) => void): void => {
    if (handle.dead) throw new Crashed("this process is dead");
    const fault = armed;
    armed = undefined;
    const saved: StoredAct[] = [];
    const before = fault === "crash-torn" ? sizeOf(`${fileOf()}-wal`) : 0;
    handle.store.transact((writing) => {
      const noting = { ...writing, addAct: (act: StoredAct) => (saved.push(act), writing.addAct(act)) };
      work(noting);
      if (full) {
        events.onFull();
        throw new StoreFailure("disk-full", "the simulated disk is full");
      }
      if (fault === "crash-unsaved") {
        die(handle);
        events.onCrash(fault);
        throw new Crashed("died before the commit");
      }
    });
    if (fault === "crash-torn") {
      die(handle, { from: before });
      events.onCrash(fault);
      throw new Crashed("died in the commit");
    }
    events.onSaved(saved);
    forget();
    if (fault === "crash-saved") {
      die(handle);
      events.onCrash(fault);
      throw new Crashed("died after the commit");
    }
    if (fault === "saved-but-failed") {
      events.onUnknown();
      throw new StoreFailure("unreadable", "the simulated disk saved the write and did not say so");
    }
  };

  const close = (): void => {
    open?.store.close();
    open = undefined;
  };

  return {
    open: () => {
      close();
      const store = openSqlite(fileOf());
      const handle = { store, dead: false };
      open = handle;
      return { ...store, transact: (work) => transact(handle, work), close: () => {} };
    },
    setFull: (now) => {
      full = now;
    },
    arm: (fault) => {
      armed = fault;
    },
    crash: () => {
      if (open !== undefined) die(open);
    },
    dispose: () => {
      close();
      for (const end of ["", "-wal"]) rmSync(`${stale}${end}`, { force: true });
      for (let i = 0; i <= generation; i += 1) {
        for (const end of ["", "-wal", "-shm"]) rmSync(path.join(folder, `${name}-${i}.db${end}`), { force: true });
      }
    },
  };
}
