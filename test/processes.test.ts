// Nodes as processes: each with its own keys and store, killed, cut apart, started twice, damaged.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { clientOf } from "../src/cli/client.ts";
import type { ActSigned, LedgerView, MatterView, WatchView } from "../src/node/http/api.ts";
import type { LineView } from "../src/node/http/line-api.ts";
import { start } from "../src/cli/start.ts";
import { TYPE_OF } from "../src/ledger/token.ts";
import { startDemo, type Demo, type Seat } from "./demo.ts";
import { text } from "./nodes.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the command line as a person would. */
const downrung = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { timeout: 60_000, killSignal: "SIGKILL" } as const;
    execFile(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...args], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });

let demo: Demo;
before(async () => {
  demo = await startDemo({ pace: 60 });
});
after(() => demo.stop());

const at = (seat: Seat) => clientOf(demo.seats[seat]);
const headsAt = async (seat: Seat): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await at(seat).get<readonly LedgerView[]>("/api/ledgers")).map(({ party, head }) => [party, head]),
  );

async function until(claim: () => Promise<boolean>, within: number): Promise<number> {
  const began = Date.now();
  while (!(await claim().catch(() => false))) {
    if (Date.now() - began > within) assert.fail(`not within ${within} ms`);
    await sleep(20);
  }
  return Date.now() - began;
}

const ask = (seat: Seat, to: Seat, words: string): Promise<ActSigned> =>
  at(seat).post<ActSigned>("/api/acts", {
    kind: "ask",
    matter: "aurelia-1",
    to: [to],
    body: { question: text(words) },
  });

test("the demo opens on an incident that waits for its first decision, on ports below 32768", async () => {
  const watch = await at("borea").get<WatchView>("/api/watch");
  assert.deepEqual(
    watch.duties.map(({ duty }) => duty.owes),
    [["confirm", "refute"]],
  );
  assert.match(demo.url, /^http:\/\/localhost:\d+\/matter\/aurelia-1$/);
  for (const url of Object.values(demo.seats)) assert.ok(Number(new URL(url).port) < 32_768);
  const pids = demo.cluster.members.map(({ pid }) => pid());
  assert.equal(new Set(pids).size, 3, "three processes");
});

test("what one party says appears at the others, and their receipts come back", async () => {
  const { id } = await ask("aurelia", "borea", "Is the maintenance window yours?");
  await until(async () => {
    const { entries } = await at("aurelia").get<MatterView>("/api/matters/aurelia-1");
    const receipts = entries.find(({ act }) => act.id === id)?.receipts;
    return receipts?.["borea"]?.delivered !== undefined && receipts["cassia"]?.delivered !== undefined;
  }, 5_000);
});

test("an act that was acknowledged survives a SIGKILL of its node", async () => {
  const { id } = await ask("borea", "aurelia", "When did you see it first?");
  await demo.cluster.kill("borea");
  await demo.cluster.revive("borea");
  const proof = await at("borea").get<{ act: { id: string } }>(`/api/acts/${id}`);
  assert.equal(proof.act.id, id);
  await until(async () => (await headsAt("aurelia"))["borea"] === (await headsAt("borea"))["borea"], 5_000);
});

test("a cut link shows within five seconds, and what waited comes within two of its return, with no new traffic", async () => {
  demo.cluster.setWire("aurelia", "borea", true);
  const line = async (): Promise<LineView | undefined> =>
    (await at("aurelia").get<WatchView>("/api/watch")).lines.find(({ party }) => party === "borea");
  await until(async () => (await line())?.is === "cut", 5_000);
  await ask("aurelia", "borea", "Can you read this?");
  const head = (await headsAt("aurelia"))["aurelia"] ?? 0;
  await sleep(1_500);
  assert.ok(((await headsAt("borea"))["aurelia"] ?? 0) < head, "the cut cuts");
  demo.cluster.setWire("aurelia", "borea", false);
  const waited = await until(async () => ((await headsAt("borea"))["aurelia"] ?? 0) >= head, 5_000);
  assert.ok(waited <= 2_000, `${waited} ms`);
  await until(async () => (await line())?.is === "up", 3_000);
});

test("a second process on the same store is turned away and says why", async () => {
  const { code, err } = await downrung("node", join(demo.root, "aurelia"));
  assert.equal(code, 1);
  assert.match(err, /another process has this store open/);
  assert.ok((await headsAt("aurelia"))["aurelia"] !== undefined, "the first goes on");
});

test("a STIX file that is none is refused and nothing is reported", async () => {
  const before = await headsAt("aurelia");
  const { code, err } = await downrung("report", "--stix", join(demo.root, "drill.json"), "--node", demo.seats.aurelia);
  assert.equal(code, 1);
  assert.match(err, /bundle/);
  assert.deepEqual(await headsAt("aurelia"), before);
});

test("an act against the law is refused with its rule, and one of the wrong shape with its field", async () => {
  const before = await headsAt("borea");
  const act = (kind: string, body: unknown): Promise<Ran> =>
    downrung("act", kind, "aurelia-1", "--body", JSON.stringify(body), "--node", demo.seats.borea, "--json");
  const problemOf = ({ code, out }: Ran): { status: number; rule?: string; field?: string } => {
    assert.equal(code, 1);
    return (JSON.parse(out) as { problem: { status: number; rule?: string; field?: string } }).problem;
  };
  const early = problemOf(await act("close", { outcome: "resolved", statement: text("Over.") }));
  assert.deepEqual([early.status, early.rule], [409, "not-all-stood-down"]);
  const odd = problemOf(await act("confirm", { seenHere: "perhaps", statement: text("We see it.") }));
  assert.deepEqual([odd.status, odd.field], [422, "seenHere"]);
  assert.equal(problemOf(await act("strike", {})).status, 422);
  assert.deepEqual(await headsAt("borea"), before);
});

test("the console's API answers only to pages of its own, and names what it does not have", async () => {
  const { port } = new URL(demo.seats.borea);
  const status = async (path: string, init: RequestInit): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}${path}`, init)).status;
  assert.equal(await status("/api/watch", { headers: { origin: "http://elsewhere.example" } }), 403);
  assert.equal(await status("/api/nothing", {}), 404);
  assert.equal(await status("/api/matters/aurelia-99", {}), 404);
  assert.equal(
    await status("/api/acts", { method: "POST", headers: { "content-type": "application/json" }, body: "{" }),
    400,
  );
  const extra = JSON.stringify({ kind: "ask", body: {}, extra: 1 });
  assert.equal(
    await status("/api/acts", { method: "POST", headers: { "content-type": "application/json" }, body: extra }),
    400,
  );
});

test("a case file verifies, and no longer after one byte is flipped", async () => {
  const file = join(demo.root, "case.json");
  assert.equal((await downrung("export", "aurelia-1", "-o", file, "--node", demo.seats.borea)).code, 0);
  const good = await downrung("verify", file);
  assert.equal(good.code, 0);
  assert.match(good.out, /^VERIFIED: the case of aurelia-1/);
  const middle = Math.floor(statSync(file).size / 2);
  flipByte(file, middle);
  const bad = await downrung("verify", file);
  assert.equal(bad.code, 1);
  assert.match(bad.out, /^NOT VERIFIED/);
});

test("every command answers in JSON, also when it fails", async () => {
  for (const args of [["watch"], ["matter", "aurelia-1"]]) {
    const { code, out } = await downrung(...args, "--node", demo.seats.cassia, "--json");
    assert.equal(code, 0);
    assert.equal(typeof JSON.parse(out), "object");
  }
  const { code, out } = await downrung("matter", "aurelia-77", "--node", demo.seats.cassia, "--json");
  assert.equal(code, 1);
  assert.equal((JSON.parse(out) as { ok: boolean }).ok, false);
});

test("stopping ends every process, and the next start goes on where it stopped", async () => {
  const before = await headsAt("aurelia");
  const pids = demo.cluster.members.map(({ pid }) => pid());
  await demo.halt();
  for (const pid of pids) assert.throws(() => process.kill(pid ?? 0, 0), "the process is gone");
  const again = await start({ root: demo.root }, () => {});
  try {
    const client = clientOf(again.seats["aurelia"] ?? "");
    const heads = await client.get<readonly LedgerView[]>("/api/ledgers");
    for (const { party, head } of heads) assert.ok(head >= (before[party] ?? 0), `${party} kept its acts`);
    assert.equal((await client.get<WatchView>("/api/watch")).matters.length, 1, "the opening is not played twice");
  } finally {
    await again.stop();
  }
});

test("a port in use is said, with what to do", async () => {
  const port = Number(new URL(demo.seats.cassia).port);
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(port, "127.0.0.1", resolve));
  const { code, err } = await downrung("node", join(demo.root, "cassia"));
  await new Promise((resolve) => taken.close(resolve));
  assert.equal(code, 1);
  assert.match(err, new RegExp(`port ${port} .*is in use`));
});

test("a damaged store is named, and its node refuses to start", async () => {
  const store = join(demo.root, "cassia", "store.sqlite");
  // Every token in the file, so that none of them is a page that is no longer used.
  const bytes = readFileSync(store);
  const head = Buffer.from(`{"alg":"Ed25519","typ":"${TYPE_OF.drill}"}`).toString("base64url");
  const places: number[] = [];
  for (let place = bytes.indexOf(head); place >= 0; place = bytes.indexOf(head, place + 1)) places.push(place);
  assert.ok(places.length > 0, "acts stand in the file");
  for (const place of places) flipByte(store, place + head.length + 40);
  const { code, err } = await downrung("node", join(demo.root, "cassia"));
  assert.equal(code, 1);
  assert.match(err, /damaged/);
});

function flipByte(file: string, place: number): void {
  const [byte = 0] = readFileSync(file).subarray(place, place + 1);
  const handle = openSync(file, "r+");
  // A letter stays a letter: the file still reads as what it was.
  writeSync(handle, Buffer.of(byte === 0x41 ? 0x42 : 0x41), 0, 1, place);
  closeSync(handle);
}
