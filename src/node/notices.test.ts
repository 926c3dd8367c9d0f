// Notices at a node: every new incident is matched the moment it is there, and asks one desk one question.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { agree, bring, forge, nodeAlone, reportBody, text } from "../../test/nodes.ts";
import { bodyFor } from "../core/testing/story.ts";
import { printInstant } from "../core/kernel/instant.ts";
import { noticesView } from "./notices.ts";
import { matterView } from "./views.ts";

const bench = nodeAlone("aurelia", agree());
after(bench.stop);

const to = ["borea", "cassia"];
const marking = "TLP:AMBER";
const inMs = (wait: number): string => printInstant(Date.now() + wait);

/** Scans from now on of the sector that a report may name. */
const planned = (sector: string) => ({
  ...bodyFor("announce", undefined),
  from: inMs(60),
  until: inMs(600_000),
  sectors: [sector],
  techniques: [],
  urgent: text("A flaw is in use."),
});

const passes = (wait: number) => new Promise((resolve) => setTimeout(resolve, wait));

async function reports(sector: string, { node } = bench) {
  const body = reportBody({ sectors: [sector], techniques: [], nature: "undetermined", observed: inMs(-1) });
  const { act } = await node.sign({ kind: "report", matter: null, to, marking, body });
  return act.matter ?? "";
}

test("every new incident is matched before anyone reacts, and leads to one question to one desk", async () => {
  const announced = forge(bench.agreement, "borea", { kind: "announce", body: planned("energy") }, { matter: null });
  await bring(bench, "borea", [announced.token]);
  assert.equal(noticesView(bench.node).notices[0]?.act, announced.id);
  await passes(80);
  const matter = await reports("energy");
  const { entries, notices } = matterView(bench.node, matter);
  assert.equal(entries.length, 1, "nobody has reacted");
  assert.deepEqual(
    notices.matches.map(({ notice, stated }) => [notice, stated.is]),
    [[announced.id, "live"]],
  );
  assert.deepEqual(notices.question, { to: "borea", notice: announced.id, kind: "ask", asked: null });
  const question = { question: text("Is it part of what you announced?") };
  const asked = await bench.node.sign({ kind: "ask", matter, to: ["borea"], marking, body: question });
  assert.equal(matterView(bench.node, matter).notices.question?.asked, asked.act.id, "and it is asked once");
});

test("where the likeliest notice is one's own there is nobody to ask", async () => {
  const { act } = await bench.node.sign({ kind: "announce", matter: null, to, marking, body: planned("health") });
  await passes(80);
  const { matches, question } = matterView(bench.node, await reports("health")).notices;
  assert.equal(matches[0]?.notice, act.id);
  assert.equal(question, null);
});

test("who is in no matter is asked by a message from desk to desk", async () => {
  const announced = forge(bench.agreement, "cassia", { kind: "announce", body: planned("space") }, { matter: null });
  await bring(bench, "cassia", [announced.token]);
  await passes(80);
  const { question } = matterView(bench.node, await reports("space")).notices;
  assert.deepEqual(question && [question.to, question.kind], ["cassia", "message"]);
});

test("a notice that was kept back until after the incident is shown as such, and asks nothing", async () => {
  const apart = nodeAlone("aurelia", agree());
  after(apart.stop);
  const body = { ...planned("drinking-water"), from: inMs(-500), until: inMs(600_000) };
  const told = { matter: null, at: Date.now() - 1_000 };
  const announced = forge(apart.agreement, "borea", { kind: "announce", body }, told);
  const matter = await reports("drinking-water", apart);
  await bring(apart, "borea", [announced.token]);
  const { matches, question } = matterView(apart.node, matter).notices;
  assert.deepEqual(
    matches.map(({ notice, arrivedLate }) => [notice, arrivedLate]),
    [[announced.id, true]],
  );
  assert.equal(question, null);

  const wider = { of: announced.id, sectors: ["drinking-water", "space"], urgent: text("A flaw.") };
  const place = { matter: null, seq: 2, prev: announced.id, at: Date.now() };
  const amended = forge(apart.agreement, "borea", { kind: "amend-notice", body: wider }, place);
  await passes(20);
  const later = await reports("space", apart);
  await bring(apart, "borea", [announced.token, amended.token]);
  const widened = matterView(apart.node, later).notices;
  assert.deepEqual(
    widened.matches.map(({ notice, arrivedLate }) => [notice, arrivedLate]),
    [[announced.id, true]],
    "and so is what an amendment adds afterwards",
  );
  assert.equal(widened.question, null);
});

test("an incident that nobody announced matches nothing", async () => {
  assert.deepEqual(matterView(bench.node, await reports("post")).notices, { matches: [], question: null });
});
