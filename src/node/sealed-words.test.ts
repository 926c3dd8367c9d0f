// Words for one reader, between real nodes: Aurelia, Borea and the mediator Cassia, with letters carried by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { actId } from "../core/testing/story.ts";
import { agree, helloOf, nodeAlone, reportBody, text, type Bench } from "../../test/nodes.ts";
import type { Signed } from "./signing.ts";
import { openArrived, sealDraft, startOpening, wordsView } from "./sealed-words.ts";

type Three = Readonly<Record<"aurelia" | "borea" | "cassia", Bench>>;

const MATTER = "aurelia-1";

/** Every letter that anybody has for anybody else is carried over. */
async function carried(all: Three): Promise<void> {
  for (const from of Object.values(all))
    for (const to of Object.values(all)) {
      if (from === to) continue;
      for (const letter of await from.node.pack(to.node.identity.party)) await to.node.receive(letter, "courier");
    }
}

async function gives(bench: Bench, kind: string, body: object, to?: readonly string[]): Promise<Signed> {
  const { identity } = bench.node;
  const draft = {
    kind,
    matter: kind === "report" ? null : MATTER,
    to: to ?? identity.peers,
    marking: "TLP:AMBER",
  } as const;
  return bench.node.sign(await sealDraft(bench.node, { ...draft, body: { ...body } }));
}

/** Three nodes that know each other's keys, and a matter in which Cassia mediates. */
async function mediation(): Promise<Three> {
  const agreement = agree();
  const all = {
    aurelia: nodeAlone("aurelia", agreement),
    borea: nodeAlone("borea", agreement),
    cassia: nodeAlone("cassia", agreement),
  };
  for (const one of Object.values(all))
    for (const other of Object.values(all)) if (one !== other) one.node.lineKeys.learn(await helloOf(other));
  await gives(all.aurelia, "report", reportBody());
  const { act } = await gives(all.aurelia, "request-mediation", { mediator: "cassia", reason: text("Help us.") });
  await carried(all);
  await gives(all.borea, "agree-mediation", { of: act.id });
  await carried(all);
  await gives(all.cassia, "accept-mediation", {});
  await carried(all);
  return all;
}

const stop = (all: Three): void => Object.values(all).forEach((bench) => bench.stop());

const wordsAt = (bench: Bench, { act }: Signed): unknown => wordsView(bench.node, act);

test("a position is read by the mediator and its author, and by nobody else", async (t) => {
  const all = await mediation();
  t.after(() => stop(all));
  const words = text("We could open our logs if they open theirs.");
  const given = await gives(all.borea, "position", { words });
  assert.equal(JSON.stringify(given).includes("logs"), false);
  await carried(all);
  for (const reader of [all.aurelia, all.cassia]) await openArrived(reader.node, given.act);
  assert.deepEqual(wordsAt(all.cassia, given), { is: "readable", words });
  assert.deepEqual(wordsAt(all.borea, given), { is: "readable", words });
  assert.deepEqual(wordsAt(all.aurelia, given), { is: "sealed" });
});

test("its author opens it later with the words that were kept, and every node sees that they fit", async (t) => {
  const all = await mediation();
  t.after(() => stop(all));
  const words = text("We could open our logs.");
  const given = await gives(all.borea, "position", { words });
  const opened = await gives(all.borea, "open-sealed", { of: given.act.id });
  await carried(all);
  assert.deepEqual(opened.act.body["statement"], words);
  for (const bench of Object.values(all)) assert.deepEqual(wordsAt(bench, opened), { is: "opened", fits: true });
});

test("other words than those that were sealed are shown as such", async (t) => {
  const all = await mediation();
  t.after(() => stop(all));
  const given = await gives(all.borea, "position", { words: text("We could open our logs.") });
  const salt = "S".repeat(21) + "A";
  const opened = await gives(all.borea, "open-sealed", { of: given.act.id, salt, statement: text("We never could.") });
  assert.equal(opened.verdict.ok, true);
  await carried(all);
  assert.deepEqual(wordsAt(all.aurelia, opened), { is: "opened", fits: false });
});

test("a note is for its one side, and a node that starts again opens what came while nobody looked", async (t) => {
  const all = await mediation();
  t.after(() => stop(all));
  const words = text("They would open theirs too.");
  const given = await gives(all.cassia, "shuttle-note", { words }, ["borea"]);
  await carried(all);
  const failed: unknown[] = [];
  const stopping = Object.values(all).map(({ node }) => startOpening(node, (error) => failed.push(error)));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(wordsAt(all.borea, given), { is: "readable", words });
  assert.deepEqual(wordsAt(all.aurelia, given), { is: "sealed" });
  // And what comes from now on is opened as it comes.
  const second = await gives(all.cassia, "shuttle-note", { words: text("And by when?") }, ["borea"]);
  await carried(all);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(wordsView(all.borea.node, second.act)?.is, "readable");
  for (const each of stopping) each();
  assert.deepEqual(failed, []);
});

test("while nobody mediates there is nobody to seal to", async (t) => {
  const all = await mediation();
  t.after(() => stop(all));
  await gives(all.cassia, "recuse-mediation", { reason: text("A conflict of interest.") });
  await carried(all);
  await assert.rejects(gives(all.borea, "position", { words: text("Now?") }), { code: "no-key" });
  await assert.rejects(gives(all.borea, "position", { words: "Now?" }), { code: "bad-body" });
  await assert.rejects(gives(all.borea, "open-sealed", { of: actId("borea", 9) }), { code: "bad-body" });
});
