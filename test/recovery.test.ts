// A node that was lost: its store gone, or an old backup in its place. Three processes, one of them
// rebuilt; its peers hold what it had said. spec/recovery.md

import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { prepareRebuild } from "../src/node/backup.ts";
import type { ActSigned, LedgerView, WatchView } from "../src/node/http/api.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { reportBody, text } from "./nodes.ts";
import { threeNodes } from "./three-nodes.ts";

const { root, cluster, at } = threeNodes("recovery");

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Keys are numbered by the second: a node that is lost twice in one cannot be told from its former self. */
const KEYS_APART = 4_000;

type Heads = Readonly<Record<string, { readonly head: number; readonly root: string }>>;
const headsAt = async (party: string): Promise<Heads> =>
  Object.fromEntries(
    (await at(party).get<readonly LedgerView[]>("/api/ledgers")).map(({ party: of, head, root: top }) => [
      of,
      { head, root: top },
    ]),
  );

async function until(what: string, claim: () => Promise<boolean>): Promise<void> {
  const began = Date.now();
  while (!(await claim().catch(() => false))) {
    if (Date.now() - began > 20_000) assert.fail(`not within 20 s: ${what}`);
    await sleep(50);
  }
}

const areEqual = async (): Promise<boolean> => {
  const all = await Promise.all(["aurelia", "borea", "cassia"].map(headsAt));
  return new Set(all.map((heads) => JSON.stringify(heads))).size === 1;
};

const ask = (from: string, to: string, words: string): Promise<ActSigned> =>
  at(from).post("/api/acts", { kind: "ask", matter: "aurelia-1", to: [to], body: { question: text(words) } });

const isRebuilding = async (party: string): Promise<boolean> =>
  (await at(party).get<{ isPending: boolean }>("/api/rebuild")).isPending;

/** The acts of a kind that a party has signed, as another's store on disk holds them. */
function actsOf(holder: string, by: string, kind: string): readonly { seq: number }[] {
  const copy = join(root, `${holder}-${Math.random()}.sqlite`);
  openCopy(holder, copy);
  const store = openSqlite(copy);
  try {
    return [...store.all()].filter((act) => act.by === by && act.kind === kind);
  } finally {
    store.close();
  }
}

/** The files of a running node's store, copied as they lie: the log is part of it. */
function openCopy(holder: string, copy: string): void {
  for (const end of ["", "-wal"]) {
    const from = join(root, holder, `store.sqlite${end}`);
    if (existsSync(from)) cpSync(from, `${copy}${end}`);
  }
}

function dropStore(party: string): void {
  for (const end of ["", "-wal", "-shm"]) rmSync(join(root, party, `store.sqlite${end}`), { force: true });
}

test("a node whose store is gone comes back from its keys and its peers to the same heads, and says so", async () => {
  const report = await at("aurelia").post<ActSigned>("/api/acts", { kind: "report", body: reportBody() });
  assert.equal(report.matter, "aurelia-1");
  await ask("aurelia", "borea", "What do you see?");
  await until("all nodes are equal", areEqual);
  const before = await headsAt("borea");

  await cluster().kill("aurelia");
  dropStore("aurelia");
  assert.deepEqual(prepareRebuild(join(root, "aurelia")), { from: "peers", had: 0 });
  await cluster().revive("aurelia");
  await until("the rebuild has ended", async () => !(await isRebuilding("aurelia")));
  await until("all nodes are equal again", areEqual);

  const afterwards = await headsAt("aurelia");
  assert.ok((afterwards["aurelia"]?.head ?? 0) > (before["aurelia"]?.head ?? 0), "it signs on above what it had said");
  const [said, ...more] = actsOf("borea", "aurelia", "rebuilt");
  assert.equal(more.length, 0);
  assert.equal(said?.seq, (before["aurelia"]?.head ?? 0) + 1, "the first act after the rebuild says that it was one");
  const { lines } = await at("borea").get<WatchView>("/api/watch");
  assert.deepEqual(
    lines.map(({ forks }) => forks),
    [0, 0],
  );
  await ask("aurelia", "borea", "Are we both here again?");
  await until("it speaks as before", areEqual);
});

test("while it waits for a peer that is silent it signs nothing, and an officer may end the wait", async () => {
  await until("all nodes are equal", areEqual);
  await sleep(KEYS_APART);
  await cluster().kill("cassia");
  await cluster().kill("aurelia");
  dropStore("aurelia");
  prepareRebuild(join(root, "aurelia"));
  await cluster().revive("aurelia");
  await until("what it had said is back", async () => {
    const [own, theirs] = [await headsAt("aurelia"), await headsAt("borea")];
    return own["aurelia"]?.head === theirs["aurelia"]?.head;
  });
  await assert.rejects(ask("aurelia", "borea", "Too soon"), /waits for the word of cassia/);
  await at("aurelia").post("/api/rebuild/end", {});
  assert.equal(await isRebuilding("aurelia"), false);
  await ask("aurelia", "borea", "Now");
  await cluster().revive("cassia");
  await until("all nodes are equal", areEqual);
});

test("an old backup is brought up to date before it signs, and holds no key that opens letters", async () => {
  const { path } = await at("aurelia").post<{ path: string }>("/api/backup", {});
  const store = openSqlite(join(path, "store.sqlite"));
  assert.deepEqual(store.lineKeys(), []);
  store.close();
  assert.deepEqual(
    readFileSync(join(path, "keys.json")),
    readFileSync(join(root, "aurelia", "keys.json")),
    "the backup has the party's own keys",
  );
  await ask("aurelia", "borea", "After the backup");
  await until("all nodes are equal", areEqual);
  const before = await headsAt("borea");

  await sleep(KEYS_APART);
  await cluster().kill("aurelia");
  dropStore("aurelia");
  cpSync(join(path, "store.sqlite"), join(root, "aurelia", "store.sqlite"));
  const { from, had } = prepareRebuild(join(root, "aurelia"));
  assert.equal(from, "backup");
  assert.ok(had < (before["aurelia"]?.head ?? 0), "the backup is older than what was said");
  await cluster().revive("aurelia");
  await until("the rebuild has ended", async () => !(await isRebuilding("aurelia")));
  await until("all nodes are equal again", areEqual);
  assert.equal(
    (await at("borea").get<WatchView>("/api/watch")).lines.some(({ forks }) => forks > 0),
    false,
  );
});
