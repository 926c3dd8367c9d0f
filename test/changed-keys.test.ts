// Keys that change at real nodes: three processes, their commands and their files. A party takes others and
// everyone goes on; one loses its own and gets others by the word of the rest. spec/pairing.md

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { PublicKeys } from "../src/crypto/keys.ts";
import { verifyCaseFile } from "../src/ledger/casefile.ts";
import type { ActSigned, LedgerView, ProofView, WatchView } from "../src/node/http/api.ts";
import type { KeysView } from "../src/node/http/get-keys.ts";
import type { KeyFile } from "../src/node/identity.ts";
import { reportBody, text } from "./nodes.ts";
import { threeNodes } from "./three-nodes.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const { root, cluster, at } = threeNodes("changed-keys");
const PARTIES = ["aurelia", "borea", "cassia"] as const;

const run = (...words: readonly string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const args = ["--disable-warning=ExperimentalWarning", MAIN, ...words, "--json"];
    execFile(process.execPath, args, { timeout: 30_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });

async function told<T>(...words: readonly string[]): Promise<T> {
  const { code, out, err } = await run(...words);
  assert.equal(code, 0, `${words.join(" ")}: ${err}${out}`);
  return JSON.parse(out) as T;
}

async function until(what: string, claim: () => Promise<boolean>): Promise<void> {
  const began = Date.now();
  while (!(await claim().catch(() => false))) {
    if (Date.now() - began > 20_000) assert.fail(`not within 20 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const headsAt = async (party: string): Promise<string> =>
  JSON.stringify(
    (await at(party).get<readonly LedgerView[]>("/api/ledgers")).map((each) => [each.party, each.head, each.root]),
  );

const areEqual = async (): Promise<boolean> => new Set(await Promise.all(PARTIES.map(headsAt))).size === 1;

const ask = (from: string, to: string, words: string): Promise<ActSigned> =>
  at(from).post("/api/acts", { kind: "ask", matter: "aurelia-1", to: [to], body: { question: text(words) } });

const confirm = (by: string, of: string, holder: string): Promise<ActSigned> =>
  at(by).post("/api/acts", { kind: "confirm-keys", body: { of, with: holder, over: "telephone" } });

const openOf = async (at_: string, party: string) =>
  (await at(at_).get<KeysView>("/api/keys")).open.find((each) => each.party === party);

/** A peer has checked the act by itself, and every check held. */
async function isProven(holder: string, { id }: ActSigned): Promise<void> {
  await until(`${holder} proves it`, async () => {
    const { checks } = await at(holder).get<ProofView>(`/api/acts/${id}`);
    return checks.some(({ check }) => check === "checkpoint") && checks.every(({ ok }) => ok);
  });
}

test("Aurelia takes other keys: what it says then is verified by all, in a case file by strangers too", async () => {
  await at("aurelia").post<ActSigned>("/api/acts", { kind: "report", body: reportBody() });
  await ask("aurelia", "borea", "What do you see?");
  const said = await told<ActSigned>("keys", "change", "--node", cluster().member("aurelia").url);
  await until("Borea knows what was said", async () => (await openOf("borea", "aurelia"))?.act === said.id);
  const early = await run("keys", "adopt", "--node", cluster().member("aurelia").url);
  assert.match(early.out, /0 of 1 have confirmed the new keys; not yet: borea/);
  await assert.rejects(
    at("aurelia").post("/api/acts", { kind: "adopt-keys", body: { of: said.id } }),
    /keys-not-confirmed/,
  );
  const reason = { override: text("It is urgent.") };
  await assert.rejects(
    at("aurelia").post("/api/acts", { kind: "adopt-keys", body: { of: said.id, ...reason } }),
    /cannot be adopted/,
    "no reason makes up for a reading",
  );
  await confirm("borea", said.id, "aurelia");
  await until("Aurelia knows it", async () => ((await openOf("aurelia", "aurelia"))?.confirmed.length ?? 0) > 0);
  const before = (await at("borea").get<KeysView>("/api/keys")).parties[0]?.keys;
  await told<ActSigned>("keys", "adopt", "--node", cluster().member("aurelia").url);
  const asked = await ask("aurelia", "borea", "Do you hear me with my new voice?");
  await ask("borea", "aurelia", "As well as before.");
  await until("all nodes are equal", areEqual);
  const now = (await at("borea").get<KeysView>("/api/keys")).parties[0]?.keys;
  for (const use of ["act", "log", "witness", "line"] as const) assert.notEqual(now?.[use], before?.[use], use);
  await isProven("borea", asked);
  await isProven("aurelia", await ask("borea", "aurelia", "And mine?"));
  for (const party of ["aurelia", "borea"]) await isCaseGood(party);
});

/** Exported after the change, verified with nothing but the file; without the confirmation it falls. */
async function isCaseGood(exporter: string): Promise<void> {
  await until("all nodes are equal", areEqual);
  const file = await at(exporter).text("/api/case/aurelia-1");
  const verdict = verifyCaseFile(file);
  assert.ok(verdict.ok, `${exporter}: ${verdict.ok ? "" : verdict.because}`);
  assert.ok(verdict.ledgers.every(({ checkpoint }) => checkpoint !== null && checkpoint.cosigners.length > 1));
  assert.deepEqual(verdict.forks, []);
}

test("a node that starts again goes on with the new keys, and so do the others", async () => {
  for (const party of ["borea", "aurelia"]) {
    await cluster().kill(party);
    await cluster().revive(party);
    await ask("aurelia", "borea", `After ${party} came back`);
    await until("all nodes are equal", areEqual);
  }
  await isCaseGood("borea");
});

test("a node whose store is gone regains what it said with old keys and new, and learns the others' new keys", async () => {
  for (const party of ["aurelia", "borea"]) {
    await until("all nodes are equal", areEqual);
    await cluster().kill(party);
    for (const end of ["", "-wal", "-shm"]) rmSync(join(root, party, `store.sqlite${end}`), { force: true });
    await told("rebuild", join(root, party));
    await cluster().revive(party);
    await until(
      "the rebuild has ended",
      async () => !(await at(party).get<{ isPending: boolean }>("/api/rebuild")).isPending,
    );
    await until("all nodes are equal again", areEqual);
    await ask(party, party === "aurelia" ? "borea" : "aurelia", "Here again");
  }
  await isCaseGood("aurelia");
});

test("Borea loses its keys: the others give it those that it made anew, and it goes on where it was", async () => {
  await until("all nodes are equal", areEqual);
  await cluster().kill("borea");
  const dir = join(root, "borea");
  rmSync(join(dir, "keys.json"));
  for (const end of ["", "-wal", "-shm"]) rmSync(join(dir, `store.sqlite${end}`), { force: true });
  const { ...made } = await told<PublicKeys>("keys", "new", dir);
  const file = join(root, "borea-keys.json");
  writeFileSync(file, JSON.stringify(made));
  await told("rebuild", dir);
  await cluster().revive("borea");
  const said = await told<ActSigned>(
    "keys",
    "replace",
    "borea",
    file,
    "--over",
    "in-person",
    "--node",
    cluster().member("aurelia").url,
  );
  await until("Cassia knows it", async () => (await openOf("cassia", "borea"))?.act === said.id);
  assert.equal((await openOf("cassia", "borea"))?.needed, 2, "one party's word is never enough");
  await confirm("cassia", said.id, "borea");
  await until("Borea knows it", async () => ((await openOf("borea", "borea"))?.confirmed.length ?? 0) > 1);
  await assert.rejects(ask("borea", "aurelia", "Too soon"), /being rebuilt/);
  await told("keys", "adopt", "--node", cluster().member("borea").url);
  await until(
    "the rebuild has ended",
    async () => !(await at("borea").get<{ isPending: boolean }>("/api/rebuild")).isPending,
  );
  const asked = await ask("borea", "aurelia", "It is us.");
  await until("all nodes are equal", areEqual);
  await isProven("aurelia", asked);
  await isProven("cassia", asked);
  for (const party of ["aurelia", "borea"]) await isCaseGood(party);
  const { lines } = await at("aurelia").get<WatchView>("/api/watch");
  assert.ok(
    lines.every(({ forks, undelivered }) => forks === 0 && undelivered === 0),
    JSON.stringify(lines),
  );
  const kept = JSON.parse(readFileSync(join(dir, "keys.json"), "utf8")) as KeyFile;
  assert.equal(kept.next, undefined, "nothing of the lost keys is there");
});
