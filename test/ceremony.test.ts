// The signing ceremony at one node: what an officer is shown before signing, and what is refused until then.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { Report } from "../src/check/report.ts";
import { amendmentOf } from "../src/cli/amend-play.ts";
import { printInstant } from "../src/core/kernel/instant.ts";
import { readToken } from "../src/ledger/token.ts";
import { createChecks, type CheckRunner } from "../src/node/checks.ts";
import type { CeremonyView, CompactView, Problem } from "../src/node/http/api.ts";
import { consoleServer } from "../src/node/http/console-server.ts";
import { bodyFor } from "../src/core/testing/story.ts";
import { agree, nodeAlone, text } from "./nodes.ts";

const REPORTED = { ...bodyFor("report", undefined), observed: printInstant(Date.now() - 60_000) };

const REPORT = { findings: [], decided: {}, states: 1 } as unknown as Report;

type Ceremony = {
  readonly get: <T>(path: string) => Promise<{ readonly status: number; readonly value: T }>;
  readonly act: (
    kind: string,
    body: unknown,
    more?: object,
  ) => Promise<{ readonly status: number; readonly value: Problem & { readonly id: string } }>;
  readonly propose: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

async function begin(run: CheckRunner): Promise<Ceremony> {
  const agreement = agree("drill", 3600);
  const bench = nodeAlone("aurelia", agreement);
  const checks = createChecks(Date.now, run);
  const desk = { node: bench.node, checks, document: agreement.document, version: "0", seats: [], scenario: null };
  const app: FastifyInstance = await consoleServer(desk, () => {});
  const headers = { host: "localhost" };
  const ask = async <T>(method: "GET" | "POST", url: string, payload?: object) => {
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, value: answer.json<T>() };
  };
  const act = (kind: string, body: unknown, more: object = {}) =>
    ask<Problem & { readonly id: string }>("POST", "/api/acts", { kind, matter: null, body, ...more });
  return {
    get: <T>(path: string) => ask<T>("GET", path),
    act,
    propose: async () => {
      const body = {
        document: amendmentOf(agreement.document),
        from: printInstant(Date.now() + 60_000),
        reason: text("Why"),
      };
      const { status, value } = await act("propose-compact", body);
      assert.equal(status, 201, JSON.stringify(value));
      return value.id;
    },
    stop: async () => {
      checks.stop();
      await app.close();
      bench.stop();
    },
  };
}

const ceremonyPath = (id: string, lang = "en"): string => `/api/compact/proposals/${id}?lang=${lang}`;

test("a signature is refused until the officer was shown what changes and what the check found", async () => {
  const ends: ((report: Report) => void)[] = [];
  const node = await begin(() => new Promise((resolve) => void ends.push(resolve)));
  try {
    const id = await node.propose();
    const unread = await node.act("sign-compact", { of: id });
    assert.deepEqual([unread.status, unread.value.code], [409, "not-shown"]);
    const running = await node.get<CeremonyView>(ceremonyPath(id));
    assert.deepEqual([running.value.check.is, running.value.shown], ["running", null]);
    const early = await node.act("sign-compact", { of: id }, { shown: "A".repeat(43) });
    assert.match(early.value.detail, /still running/);
    ends[0]?.(REPORT);
    await new Promise((resolve) => setImmediate(resolve));
    const wrong = await node.act("sign-compact", { of: id }, { shown: "A".repeat(43) });
    assert.equal(wrong.value.code, "not-shown");
    const { value } = await node.get<CeremonyView>(ceremonyPath(id));
    assert.equal(value.check.is, "done");
    assert.ok(value.sentences.some(({ before, after }) => before?.includes("24 hours") && after?.includes("12 hours")));
    const signed = await node.act("sign-compact", { of: id }, { shown: value.shown });
    assert.equal(signed.status, 201, JSON.stringify(signed.value));
    const compact = await node.get<CompactView>("/api/compact");
    const [proposal] = compact.value.proposals;
    assert.deepEqual([proposal?.signed, proposal?.missing, proposal?.needed], [["aurelia"], ["borea"], 2]);
    assert.equal(proposal?.sign.ok === false && proposal.sign.rule, "already-signed");
    const again = await node.act("sign-compact", { of: id }, { shown: value.shown });
    assert.deepEqual([again.status, again.value.rule], [409, "already-signed"]);
  } finally {
    await node.stop();
  }
});

test("a check that cannot be made is shown as such, and people may sign all the same", async () => {
  const node = await begin(() => Promise.reject(new Error("too large for this machine")));
  try {
    const id = await node.propose();
    await node.get(ceremonyPath(id));
    await new Promise((resolve) => setImmediate(resolve));
    const { value } = await node.get<CeremonyView>(ceremonyPath(id));
    assert.deepEqual(value.check, { is: "failed", because: "too large for this machine" });
    assert.equal((await node.act("sign-compact", { of: id }, { shown: value.shown })).status, 201);
  } finally {
    await node.stop();
  }
});

test("the sentences come in the language that is asked for, and an unknown proposal is not found", async () => {
  const node = await begin(() => Promise.resolve(REPORT));
  try {
    const id = await node.propose();
    const said = await Promise.all(
      ["en", "ru"].map(async (lang) => (await node.get<CeremonyView>(ceremonyPath(id, lang))).value.sentences),
    );
    assert.deepEqual(
      said[0]?.map(({ clause }) => clause),
      said[1]?.map(({ clause }) => clause),
    );
    assert.notDeepEqual(said[0], said[1]);
    assert.equal((await node.get(ceremonyPath("A".repeat(43)))).status, 404);
    assert.equal((await node.get(ceremonyPath(id, "xx"))).status, 400);
    const unknown = await node.act("sign-compact", { of: "A".repeat(43) });
    assert.deepEqual([unknown.status, unknown.value.rule], [409, "unknown-proposal"]);
  } finally {
    await node.stop();
  }
});

test("a proposal that the law refuses is not signed, and says where it fails", async () => {
  const node = await begin(() => Promise.resolve(REPORT));
  try {
    const compact = await node.get<CompactView>("/api/compact");
    const wording = { ...amendmentOf(compact.value.founding.document), closing: { latest: "soon" } };
    const body = { document: wording, from: printInstant(Date.now() + 60_000), reason: text("Why") };
    const { status, value } = await node.act("propose-compact", body);
    assert.deepEqual([status, value.rule, value.args?.["place"]], [409, "bad-document", "closing/latest"]);
    assert.equal((await node.get<CompactView>("/api/compact")).value.proposals.length, 0);
  } finally {
    await node.stop();
  }
});

test("no override signs unseen: a wording that is still underway here is not signed in advance", async () => {
  const node = await begin(() => Promise.resolve(REPORT));
  try {
    const override = text("We know what they sent.");
    const ahead = await node.act("sign-compact", { of: "A".repeat(43), override });
    assert.equal(ahead.value.code, "unknown-proposal");
    const id = await node.propose();
    const unread = await node.act("sign-compact", { of: id, override });
    assert.equal(unread.value.code, "not-shown");
  } finally {
    await node.stop();
  }
});

test("an irregular act about the compact swells no case: it keeps its place and says nothing", async () => {
  const node = await begin(() => Promise.resolve(REPORT));
  try {
    const id = await node.propose();
    const strange = {
      of: id,
      clause: "nowhere/at-all",
      text: text("A clause of our own."),
      override: text("We insist."),
    };
    const irregular = await node.act("comment-compact", strange);
    assert.equal(irregular.status, 201, JSON.stringify(irregular.value));
    const told = await node.act("report", REPORTED, { matter: "aurelia-1", to: ["borea"] });
    assert.equal(told.status, 201, JSON.stringify(told.value));
    const { value: file } = await node.get<{ readonly ledgers: { readonly aurelia: { readonly acts: string[] } } }>(
      "/api/case/aurelia-1",
    );
    const shown = file.ledgers.aurelia.acts.map(readToken).map((read) => {
      assert.ok(read.ok);
      return [read.act.kind, read.withheld > 0];
    });
    assert.deepEqual(shown, [
      ["propose-compact", false],
      ["comment-compact", true],
      ["report", false],
    ]);
  } finally {
    await node.stop();
  }
});
