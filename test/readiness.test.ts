// Readiness as officers and others get it: over the console's API, as JSON and as CSV, for the parties and,
// where the compact says so, for anyone.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { parse } from "csv-parse/sync";
import type { CompactDocument } from "../src/core/compact/document.ts";
import { readCompact } from "../src/core/compact/read.ts";
import { compactIdOf } from "../src/ledger/compact-id.ts";
import { createChecks } from "../src/node/checks.ts";
import type { Problem } from "../src/node/http/api.ts";
import { consoleServer } from "../src/node/http/console-server.ts";
import type { PublicReadiness, ReadinessView } from "../src/node/http/readiness-api.ts";
import { agree, bring, forge, nodeAlone, type Agreement } from "./nodes.ts";

/** The demo's agreement with what its compact says of readiness. */
function agreeing(readiness: "parties" | "public"): Agreement {
  const agreement = agree("real");
  const document = {
    ...agreement.document,
    line: { automatic: "1h", human: "12h", readiness },
  } satisfies CompactDocument;
  const reading = readCompact(document, compactIdOf(document));
  assert.ok(reading.ok);
  return { ...agreement, document, compact: reading.compact };
}

async function deskOf(readiness: "parties" | "public") {
  const agreement = agreeing(readiness);
  const bench = nodeAlone("aurelia", agreement);
  const { document } = agreement;
  const checks = createChecks(Date.now);
  const desk = { node: bench.node, checks, document, dir: "", version: "0", seats: [], scenario: null };
  const app = await consoleServer(desk, (error) => assert.fail(String(error)));
  after(async () => {
    checks.stop();
    await app.close();
    bench.stop();
  });
  const get = (url: string) => app.inject({ method: "GET", url, headers: { host: "localhost" } });
  const give = (kind: string, to: string, body: object) =>
    app.inject({
      method: "POST",
      url: "/api/acts",
      headers: { host: "localhost" },
      payload: { kind, matter: null, to: [to], body },
    });
  return { bench, agreement, get, give };
}

test("a test that was given and answered stands in the figures, with the acts that prove it", async () => {
  const { bench, agreement, get, give } = await deskOf("parties");
  const given = await give("test-line", "borea", { kind: "human", role: "watch", text: 4 });
  assert.equal(given.statusCode, 201, given.body);
  const { id } = given.json<{ id: string }>();
  assert.equal((await give("test-line", "borea", { kind: "human", text: 4 })).json<Problem>().rule, "test-role");
  const head = bench.node.ledgers().head("aurelia");
  const draft = { kind: "answer-test", matter: null, to: ["aurelia"], body: { of: id, role: "watch" } };
  const answer = forge(agreement, "borea", draft, { seen: { aurelia: head }, at: Date.now() + 1 });
  assert.equal((await bring(bench, "borea", [answer.token])).stopped, null);
  const view = (await get("/api/readiness?acts=true")).json<ReadinessView>();
  const line = view.lines.find(({ by, to }) => by === "aurelia" && to === "borea");
  assert.deepEqual([line?.human.given, line?.human.answered, line?.human.share], [1, 1, 1]);
  assert.deepEqual(view.acts, [id, answer.id]);
  assert.equal(view.tests[0]?.answer?.act, answer.id);
  assert.equal(view.for, "parties");
  assert.ok(
    view.duties.some(({ by, owes, test: kind }) => by === "aurelia" && owes === "test-line" && kind === "human"),
  );
  for (const act of view.acts ?? []) assert.equal((await get(`/api/acts/${act}`)).statusCode, 200);
});

test("the same as CSV has a row for each line, direction and kind, and reads back to the same numbers", async () => {
  const { get, give } = await deskOf("parties");
  await give("test-line", "borea", { kind: "automatic", text: 1, route: "direct" });
  const view = (await get("/api/readiness")).json<ReadinessView>();
  const response = await get("/api/readiness?format=csv");
  assert.match(String(response.headers["content-type"]), /^text\/csv/);
  const rows: readonly Record<string, string>[] = parse(response.body, { columns: true, bom: true });
  assert.equal(rows.length, view.lines.length * 2);
  for (const row of rows) {
    const line = view.lines.find(({ by, to }) => by === row["tested-by"] && to === row["tested"]);
    const figures = row["kind"] === "human" ? line?.human : line?.automatic;
    assert.deepEqual([Number(row["given"]), Number(row["underway"])], [figures?.given, figures?.underway]);
  }
});

test("readiness is published only where the compact says so, and then without acts, duties or limits", async () => {
  const closed = await deskOf("parties");
  const refused = await closed.get("/api/readiness?for=public&format=csv");
  assert.deepEqual([refused.statusCode, refused.json<Problem>().code], [403, "not-public"]);
  const open = await deskOf("public");
  const published = (await open.get("/api/readiness?for=public")).json<PublicReadiness>();
  assert.deepEqual(Object.keys(published).toSorted(), ["compact", "lines", "window"]);
  assert.equal((await open.get("/api/readiness?for=nobody")).statusCode, 400);
});

test("while a line is closed an officer is told so before signing, and FLASH goes", async () => {
  const { bench, agreement, give } = await deskOf("parties");
  const text = { lang: "en", text: "Our desk is flooded." };
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const asked = await give("limit-line", "borea", { with: "borea", what: "close", reason: text, until });
  const { id } = asked.json<{ id: string }>();
  const draft = { kind: "consent-limit", matter: null, to: ["aurelia"], body: { of: id } };
  const head = bench.node.ledgers().head("aurelia");
  const consent = forge(agreement, "borea", draft, { seen: { aurelia: head }, at: Date.now() + 1 });
  assert.equal((await bring(bench, "borea", [consent.token])).stopped, null);
  const message = (precedence: string) => ({
    type: "ask",
    heading: { precedence, subject: "The relay", names: {}, asks: "clarify", why: text },
    text,
  });
  const held = await give("message", "borea", message("routine"));
  assert.deepEqual([held.statusCode, held.json<Problem>().rule], [409, "line-limited"]);
  const other = await give("message", "cassia", message("routine"));
  assert.equal(other.statusCode, 201, other.body);
  assert.equal((await give("message", "borea", message("flash"))).statusCode, 201);
  assert.equal((await give("test-line", "borea", { kind: "automatic", text: 1 })).statusCode, 201);
});
