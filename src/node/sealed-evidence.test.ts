// Evidence between real nodes: kept back by Aurelia, shown to Cassia alone, and at last to all.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openItem } from "../core/testing/attributing.ts";
import { agree, helloOf, nodeAlone, reportBody, text, type Bench } from "../../test/nodes.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { NodeFailure } from "./failure.ts";
import { bindEvidence, evidenceView } from "./sealed-evidence.ts";
import { openArrived, sealDraft, wordsView } from "./sealed-words.ts";
import type { Signed } from "./signing.ts";

type Three = Readonly<Record<"aurelia" | "borea" | "cassia", Bench>>;

const MATTER = "aurelia-1";
const DIGEST = sha256Base64url("a recording");
const KEPT = { digest: DIGEST, custody: [], about: text("A recording of the night before.") };

async function carried(all: Three): Promise<void> {
  for (const from of Object.values(all))
    for (const to of Object.values(all)) {
      if (from === to) continue;
      for (const letter of await from.node.pack(to.node.identity.party)) await to.node.receive(letter, "courier");
    }
}

async function gives(bench: Bench, kind: string, body: object): Promise<Signed> {
  const to = bench.node.identity.peers;
  const draft = { kind, matter: kind === "report" ? null : MATTER, to, marking: "TLP:AMBER" } as const;
  return bench.node.sign(await sealDraft(bench.node, { ...draft, body: { ...body } }));
}

/** Aurelia has bound herself to a recording that Cassia may see. */
async function committed(): Promise<Three> {
  const agreement = agree();
  const all = {
    aurelia: nodeAlone("aurelia", agreement),
    borea: nodeAlone("borea", agreement),
    cassia: nodeAlone("cassia", agreement),
  };
  for (const one of Object.values(all))
    for (const other of Object.values(all)) if (one !== other) one.node.lineKeys.learn(await helloOf(other));
  await gives(all.aurelia, "report", reportBody());
  const { digest: _digest, custody: _custody, ...item } = openItem("tape", { shown: ["cassia"], cost: "high" });
  const given = await gives(all.aurelia, "add-evidence", { items: [{ ...item, kept: KEPT }] });
  assert.equal(JSON.stringify(given).includes(DIGEST), false);
  assert.equal(JSON.stringify(given).includes("recording"), false);
  await carried(all);
  return all;
}

const stop = (all: Three): void => Object.values(all).forEach((bench) => bench.stop());

test("an item is opened to one reader, who sees that it is the item that was committed to, and to nobody else", async (t) => {
  const all = await committed();
  t.after(() => stop(all));
  const shown = await gives(all.aurelia, "disclose-evidence", { item: "tape", reader: "cassia" });
  assert.deepEqual(shown.act.to, ["cassia"]);
  assert.equal(JSON.stringify(shown).includes(DIGEST), false);
  await carried(all);
  for (const reader of [all.borea, all.cassia]) await openArrived(reader.node, shown.act);
  const read = wordsView(all.cassia.node, shown.act);
  assert.ok(read?.is === "readable");
  assert.equal(read.opening?.digest, DIGEST);
  assert.deepEqual(wordsView(all.borea.node, shown.act), { is: "sealed" });
  const borea = all.borea.node.ledgers().fold.matter(MATTER, all.borea.node.world.clock.now());
  const [tape] = borea?.attribution?.evidence ?? [];
  assert.equal(tape?.bound.is, "committed");
  assert.equal(tape.disclosed[0]?.to, "cassia");
});

test("what another copies is not shown as its words: neither an item kept back nor what was sealed", async (t) => {
  const all = await committed();
  t.after(() => stop(all));
  const shown = await gives(all.aurelia, "disclose-evidence", { item: "tape", reader: "cassia" });
  const { act } = await gives(all.aurelia, "request-mediation", { mediator: "cassia", reason: text("Help us.") });
  await carried(all);
  await gives(all.borea, "agree-mediation", { of: act.id });
  await carried(all);
  await gives(all.cassia, "accept-mediation", {});
  await carried(all);
  await openArrived(all.cassia.node, shown.act);
  const [tape] =
    all.borea.node.ledgers().fold.matter(MATTER, all.borea.node.world.clock.now())?.attribution?.evidence ?? [];
  assert.ok(tape?.bound.is === "committed");
  const { key, sealed, commitment } = shown.act.body;
  for (const copied of [tape.bound.commitment, commitment]) {
    const given = await gives(all.borea, "position", { key, sealed, commitment: copied });
    await carried(all);
    for (const { node } of Object.values(all)) {
      await openArrived(node, given.act);
      assert.deepEqual(wordsView(node, given.act), { is: "sealed" });
    }
  }
  assert.equal(wordsView(all.cassia.node, shown.act)?.is, "readable");
  assert.equal(wordsView(all.aurelia.node, shown.act)?.is, "readable");
});

test("an opening of something else is shown to its reader as such, and its words are not", async (t) => {
  const all = await committed();
  t.after(() => stop(all));
  const { act } = await gives(all.aurelia, "disclose-evidence", { item: "tape", reader: "cassia" });
  await carried(all);
  await openArrived(all.cassia.node, act);
  const read = wordsView(all.cassia.node, act);
  assert.ok(read?.is === "readable");
  const other = JSON.stringify({ ...read.opening, digest: sha256Base64url("another recording") });
  for (const words of [other, "{}", "not JSON", JSON.stringify({ ...read.opening, more: 1 })])
    assert.deepEqual(evidenceView(all.cassia.node, act, words), { is: "opened", fits: false }, words);
});

test("whatever stands in the place of what is kept back, a node binds it or refuses it", async (t) => {
  const all = await committed();
  t.after(() => stop(all));
  const to = all.aurelia.node.identity.peers;
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.anything(), fc.object(), fc.constant(KEPT)), async (kept) => {
      const draft = { kind: "add-evidence", matter: MATTER, to, marking: "TLP:AMBER" } as const;
      try {
        const { body } = await bindEvidence(all.aurelia.node, { ...draft, body: { items: [{ name: "x", kept }] } });
        const [item] = body["items"] as readonly Readonly<Record<string, unknown>>[];
        assert.deepEqual(Object.keys(item ?? {}).toSorted(), ["commitment", "name"]);
        assert.deepEqual(kept, KEPT);
      } catch (error) {
        assert.ok(error instanceof NodeFailure, String(error));
      }
    }),
    { numRuns: 200 },
  );
});

test("what is opened to all every node holds as the same item", async (t) => {
  const all = await committed();
  t.after(() => stop(all));
  await gives(all.aurelia, "disclose-evidence", { item: "tape" });
  await carried(all);
  for (const { node } of Object.values(all)) {
    const [tape] = node.ledgers().fold.matter(MATTER, node.world.clock.now())?.attribution?.evidence ?? [];
    assert.ok(tape?.bound.is === "open");
    assert.equal(tape.bound.digest, DIGEST);
    assert.notEqual(tape.bound.commitment, null);
  }
});

test("a node refuses what it cannot bind, and does not sign for a party to whom an item may not be shown", async (t) => {
  const all = await committed();
  t.after(() => stop(all));
  const { digest: _digest, custody: _custody, ...item } = openItem("note");
  for (const kept of [null, {}, { ...KEPT, digest: "short" }, { ...KEPT, more: 1 }])
    await assert.rejects(gives(all.aurelia, "add-evidence", { items: [{ ...item, kept }] }), { code: "bad-body" });
  await assert.rejects(gives(all.aurelia, "disclose-evidence", { item: "tape", reader: "borea" }), {
    code: "against-the-law",
  });
  await assert.rejects(gives(all.aurelia, "disclose-evidence", { item: "ghost" }), { code: "against-the-law" });
  await assert.rejects(gives(all.aurelia, "disclose-evidence", { item: "tape", reader: 7 }), { code: "bad-body" });
});
