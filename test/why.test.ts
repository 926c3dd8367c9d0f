// `why` and `line status` over the real console API: what a watch officer reads when no receipt comes.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createChecks } from "../src/node/checks.ts";
import { consoleServer } from "../src/node/http/console-server.ts";
import type { LinesView, WhyView } from "../src/node/http/line-api.ts";
import { agree, bring, forge, nodeAlone, reportBody } from "./nodes.ts";

const agreement = agree();
const aurelia = nodeAlone("aurelia", agreement);
const checks = createChecks(Date.now);
const desk = {
  node: aurelia.node,
  checks,
  document: agreement.document,
  dir: "",
  version: "0",
  seats: [],
  scenario: null,
};
let url = "";
let app: Awaited<ReturnType<typeof consoleServer>>;
let seq = 0;

before(async () => {
  app = await consoleServer(desk, () => {});
  await app.listen({ host: "127.0.0.1", port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const body = reportBody({ override: { lang: "en", text: "to see the line at work" } });
  const { marking } = agreement.compact;
  ({
    act: { seq },
  } = await aurelia.node.sign({ kind: "report", matter: null, to: ["borea", "cassia"], marking, body }));
  for (let i = 0; i < 200 && aurelia.node.peers.lines().some(({ is }) => is !== "cut"); i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

after(async () => {
  checks.stop();
  aurelia.stop();
  await app.close();
});

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

const cli = (...args: readonly string[]) =>
  new Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>((resolve) => {
    execFile(process.execPath, [MAIN, ...args, "--node", url], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });

test("why an act has no receipt: each addressee, the broken hop and what was tried, as JSON and in words", async () => {
  const { stdout } = await cli("why", `aurelia/${seq}`, "--json");
  const view = JSON.parse(stdout) as WhyView;
  assert.deepEqual(
    view.to.map(({ party, passage, fate, hops, tried }) => [
      party,
      passage.is,
      fate.reached,
      hops.length,
      tried[0]?.outcome,
    ]),
    [
      ["borea", "faulty", "sent", 1, "failed"],
      ["cassia", "faulty", "sent", 1, "failed"],
    ],
  );
  const words = (await cli("why", view.act.id)).stdout;
  assert.match(words, /^aurelia\/\d+ {2}report in aurelia-1, signed 2/);
  assert.match(words, /^to borea: faulty: no receipt, and no way works since \d+ s$/m);
  assert.match(words, /^ {2}broken: aurelia to borea, direct, since \d\d:\d\d:\d\d: failed \(nobody is there\)$/m);
  assert.match(words, /^ {2}tried: {2}direct failed, /m);
});

test("of another party's act only its receipts are known, and an act that is not here is said to be not here", async () => {
  const { token, id } = forge(agreement, "borea", { kind: "report", to: ["cassia"] });
  assert.equal((await bring(aurelia, "borea", [token])).stopped, null);
  const words = (await cli("why", id)).stdout;
  assert.match(words, /^to cassia: no receipt is known here; only its author knows what was tried$/m);
  const unknown = await cli("why", "borea/99");
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /no act with this id is held here/);
});

test("the status of the line names every route to every node", async () => {
  const view = JSON.parse((await cli("line", "status", "--json")).stdout) as LinesView;
  assert.deepEqual(
    view.lines.map(({ party, is, routes }) => [
      party,
      is,
      routes.map(({ route, is: state }) => `${route} ${state}`).join(", "),
    ]),
    [
      ["borea", "cut", "direct cut, relay missing, courier offered, codes offered, thin missing"],
      ["cassia", "cut", "direct cut, relay missing, courier offered, codes offered, thin missing"],
    ],
  );
  assert.match((await cli("line", "status")).stdout, /^to cassia: cut, never heard, \d+ undelivered$/m);
});
