// A backup of a node: a folder like its own, made while it runs. It holds the party's long-lived keys and
// everything said, and none of the short-lived keys that open letters. spec/recovery.md

import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import { openSqlite } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { openFolder } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { noteRebuild, rebuildIn, type Rebuild } from "./recovery.ts";

const FILES = ["node.json", "keys.json", "compact.json"] as const;

/** Makes the backup beside the store, named by the instant, and gives its path. Throws StoreFailure. */
export function backUp(dir: string, store: Store, now: Instant): string {
  const place = join(dir, "backups", printInstant(now).replaceAll(":", ""));
  mkdirSync(place, { recursive: true, mode: 0o700 });
  for (const file of FILES) copyFileSync(join(dir, file), join(place, file));
  store.copyTo(join(place, "store.sqlite"));
  return place;
}

/**
 * Prepares a folder to be rebuilt when its node starts: from the copy of the store that lies in it, or from
 * its keys alone. Gives what it begins with. Throws ConfigError or StoreFailure.
 */
export function prepareRebuild(dir: string): Rebuild {
  const { file, storePath } = openFolder(dir);
  const store = openSqlite(storePath);
  try {
    if (rebuildIn(store) !== null) throw new ConfigError(`${dir} is being rebuilt already; start its node`);
    let had = 0;
    for (const { by } of store.all()) if (by === file.party) had += 1;
    const [first] = store.all();
    const rebuild: Rebuild = { from: first === undefined ? "peers" : "backup", had };
    store.transact((writing) => {
      noteRebuild(writing, rebuild);
      // An old copy of a disk has keys that open old letters, and whoever brings one again would speak for a peer
      // as it was: too few of our acts known there, and this node would sign a second time under one number.
      for (const { number } of store.lineKeys()) writing.removeLineKey(number);
      writing.removeThinKeysBefore(Number.MAX_SAFE_INTEGER);
    });
    store.scrub();
    return rebuild;
  } finally {
    store.close();
  }
}
