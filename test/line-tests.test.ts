// The tests of the line at work: three real nodes over HTTP under a compact whose clocks run fast, and a cut
// that they must notice by themselves and get over by themselves.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { PartyId } from "../src/core/kernel/act.ts";
import { dutiesOnLines, readinessOn } from "../src/core/law/lines.ts";
import type { LineDuty } from "../src/core/line/line-duties.ts";
import { runOf } from "../src/core/line/tests.ts";
import type { PrivateKeys } from "../src/crypto/keys.ts";
import { createChecks } from "../src/node/checks.ts";
import { consoleServer } from "../src/node/http/console-server.ts";
import { lineServer } from "../src/node/http/line-server.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { httpNetwork, realWorld } from "../src/node/real-world.ts";
import type { Network } from "../src/node/world.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import { agree } from "./nodes.ts";

const agreement = agree();
const parties = agreement.compact.parties.map(({ id }) => id);
const urls: Record<PartyId, string> = {};
const cuts = new Set<string>();
const running = new Map<PartyId, { readonly node: Node; readonly stop: () => Promise<void> }>();

function cuttable(from: PartyId, network: Network): Network {
  const through = <T>(to: PartyId, go: () => Promise<T>): Promise<T> =>
    cuts.has(`${from} ${to}`) ? Promise.reject(new Error("the link is cut")) : go();
  return {
    send: (to, letter, timeout) => through(to, () => network.send(to, letter, timeout)),
    hello: (to, hello, timeout) => through(to, () => network.hello(to, hello, timeout)),
    relay: (via, letter, timeout) => through(via, () => network.relay(via, letter, timeout)),
    handOn: (to, letter, timeout) => through(to, () => network.handOn(to, letter, timeout)),
  };
}

async function start(party: PartyId): Promise<void> {
  const store = openSqlite(":memory:");
  const network = httpNetwork(urls);
  const keys = agreement.privateKeys[party] as PrivateKeys;
  const identity = openIdentity(party, agreement.compact, keys, agreement.document);
  const node = startNode(identity, realWorld(store, cuttable(party, network)));
  const app = lineServer(node, () => {});
  await app.listen({ host: "127.0.0.1", port: 0 });
  urls[party] = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  running.set(party, {
    node,
    stop: async () => {
      node.stop();
      await app.close();
      network.close();
      store.close();
    },
  });
}

after(async () => {
  for (const { stop } of running.values()) await stop();
});

const nodeOf = (party: PartyId): Node => running.get(party)?.node as Node;

async function until(what: string, holds: () => boolean, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `${what} within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const testsSeenBy = (seat: PartyId, by: PartyId, to: PartyId) =>
  runOf(nodeOf(seat).ledgers().fold.line().tests, by, to, "automatic");

const owed = (seat: PartyId, by: PartyId, to: PartyId, owes: LineDuty["owes"]): LineDuty["state"] | undefined =>
  dutiesOnLines(nodeOf(seat).ledgers().fold, Date.now()).find(
    (duty) => duty.by === by && duty.with === to && duty.owes === owes && duty.test === "automatic",
  )?.state;

const pairs = parties.flatMap((by) => parties.filter((to) => to !== by).map((to) => [by, to] as const));

test("nodes test their lines unasked, a cut is a duty that leads to the mediator, and the healed line ends it", async () => {
  for (const party of parties) await start(party);
  await until("every line is tested and answered, by both sides' own count", () =>
    pairs.every(([by, to]) =>
      parties.every((seat) => (testsSeenBy(seat, by, to).good.direct?.answer ?? null) !== null),
    ),
  );
  const missed = parties.flatMap((seat) =>
    readinessOn(nodeOf(seat).ledgers().fold, Date.now()).map(({ automatic }) => automatic.missed + automatic.late),
  );
  assert.ok(
    missed.every((count) => count === 0),
    "no test was missed while nothing was cut",
  );
  const tests = pairs.map(([by, to]) => testsSeenBy(by, by, to).newest[0]?.at ?? 0);
  assert.ok(new Set(tests).size > 1, "they do not come all at once");

  const [A, B, C] = ["aurelia", "borea", "cassia"] as const;
  cuts.add(`${A} ${B}`).add(`${B} ${A}`);
  await until("each side's test goes unanswered and silence has reached the mediator", () =>
    (
      [
        [A, B],
        [B, A],
      ] as const
    ).every(([self, other]) => {
      const state = owed(self, other, self, "answer-test");
      return state?.is === "lapsed" && state.contact === "mediator" && state.next === null;
    }),
  );
  assert.equal(owed(A, A, C, "answer-test")?.is === "lapsed", false, "the other lines stay as they were");
  cuts.clear();
  await until("the healed line is tested and answered without anybody's doing", () =>
    [A, B, C].every((seat) =>
      (
        [
          [A, B],
          [B, A],
        ] as const
      ).every(
        ([by, to]) =>
          owed(seat, to, by, "answer-test")?.is !== "lapsed" &&
          testsSeenBy(seat, by, to).newest.at(-1)?.answer !== null,
      ),
    ),
  );
  const line = readinessOn(nodeOf(C).ledgers().fold, Date.now()).find(({ by, to }) => by === A && to === B);
  assert.ok(line !== undefined && line.automatic.missed + line.automatic.late > 0, "what was missed stays on record");
  assert.ok(line.automatic.share !== null && line.automatic.share < 1);
  await onTheCommandLine(A, B);
});

/** The same by hand: every line at once, then a person who is asked for at one desk and answers at another. */
async function onTheCommandLine(self: PartyId, other: PartyId): Promise<void> {
  const [mine, theirs] = [await consoleOf(self), await consoleOf(other)];
  const all = await command(["line", "test", "--all", "--json", "--node", mine]);
  assert.equal(all.code, 0, all.stderr);
  const { tested } = JSON.parse(all.stdout) as { tested: { to: string; answered: boolean; tookMs: number }[] };
  assert.deepEqual(tested.map(({ to, answered }) => [to, answered]).toSorted(), [
    ["borea", true],
    ["cassia", true],
  ]);
  const call = ["line", "test", "--to", other, "--human", "--role", "principal", "--wait", "0", "--node", mine];
  const asked = await command(call);
  assert.equal(asked.code, 1, "nobody has answered yet");
  const humans = () => runOf(nodeOf(other).ledgers().fold.line().tests, self, other, "human").newest;
  await until("the call has come", () => humans().length > 0);
  const answered = await command(["line", "answer", "--node", theirs]);
  assert.equal(answered.code, 0, answered.stderr);
  assert.equal(humans()[0]?.answer?.role, "principal");
  const shown = await command(["line", "readiness", "--node", theirs]);
  assert.match(shown.stdout, /aurelia to borea, human: .*\(1 of 1, 0 late, 0 missed\)/);
}

async function consoleOf(party: PartyId): Promise<string> {
  const checks = createChecks(Date.now);
  const { document } = agreement;
  const desk = { node: nodeOf(party), checks, document, dir: "", version: "0", seats: [], scenario: null };
  const app = await consoleServer(desk, (error) => assert.fail(String(error)));
  await app.listen({ host: "127.0.0.1", port: 0 });
  after(async () => {
    checks.stop();
    await app.close();
  });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

/** The command line in a process of its own, while the nodes run in this one. */
const command = (args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { timeout: 60_000 });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
