// Keys that change: the others confirm what they have read aloud, and only then are they the party's keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Act, Body, PartyId } from "../kernel/act.ts";
import { createFold } from "../law/fold.ts";
import { checkBody } from "../law/validate.ts";
import { begin, compactFrom, demoDocument, loaderOf, type Story } from "../testing/story.ts";
import { keysAt, keysNow, type PartyKeys } from "./key-changes.ts";

const short = (letter: string): string => `${letter.repeat(42)}A`;
const long = (letter: string): string => `${letter.repeat(1749)}A`;
const keysOf = (letters: string): PartyKeys => {
  const [act = "", log = "", witness = "", line = ""] = letters;
  return { act: short(act), log: short(log), witness: long(witness), line: short(line) };
};

/** Aurelia, Borea and Delmar are members, Cassia mediates; each has keys of its own. */
function compact(quorum?: unknown) {
  const document = demoDocument();
  const parties = document["parties"] as Record<string, object>;
  return compactFrom({
    ...document,
    ...(quorum === undefined ? {} : { quorum }),
    parties: {
      aurelia: { ...parties["aurelia"], keys: keysOf("abcd") },
      borea: { ...parties["borea"], keys: keysOf("efgh") },
      cassia: { ...parties["cassia"], keys: keysOf("ijkl") },
      delmar: { name: "Delmar", role: "member", zone: "Africa/Dakar", keys: keysOf("mnop") },
    },
  });
}

const gives = (story: Story, by: PartyId, kind: string, body: Body): string | null =>
  story.gives(by, kind, { matter: null, body }).rule;

const says = (story: Story, by: PartyId, kind: string, body: Body): string => {
  const told = story.gives(by, kind, { matter: null, body });
  assert.equal(told.rule, null, `${by} ${kind}`);
  return told.id;
};

const confirms = (story: Story, by: PartyId, of: string, holder = "borea"): string | null =>
  gives(story, by, "confirm-keys", { of, with: holder, over: "telephone" });

test("Borea's new act key is its key from the act that adopts it, when every other member has confirmed it", () => {
  const story = begin(compact());
  const of = says(story, "borea", "change-keys", { keys: { act: short("q") } });
  assert.equal(gives(story, "borea", "adopt-keys", { of }), "keys-not-confirmed");
  assert.equal(confirms(story, "aurelia", of), null);
  assert.equal(gives(story, "borea", "adopt-keys", { of }), "keys-not-confirmed", "Delmar has not read it");
  assert.equal(confirms(story, "delmar", of), null);
  const { act } = story.gives("borea", "adopt-keys", { matter: null, body: { of } });
  const { keyChanges } = story.fold.line();
  assert.equal(keysAt(story.compact, keyChanges, "borea", act.seq - 1)?.act, short("e"));
  assert.deepEqual(keysAt(story.compact, keyChanges, "borea", act.seq), { ...keysOf("efgh"), act: short("q") });
  assert.deepEqual(keysNow(story.compact, keyChanges, "aurelia"), keysOf("abcd"));
  assert.equal(keysNow(story.compact, keyChanges, "mallory"), undefined);
  assert.deepEqual(keyChanges.open, []);
});

test("a compact may ask for fewer members to confirm, and never for nobody", () => {
  const quorum = { founding: "none", amendment: "all", sections: [{ section: "parties", of: "majority" }] };
  const story = begin(compact(quorum));
  const of = says(story, "borea", "change-keys", { keys: { log: short("q") } });
  assert.equal(confirms(story, "aurelia", of), null);
  assert.equal(gives(story, "borea", "adopt-keys", { of }), "keys-not-confirmed", "a majority of two is two");
  assert.equal(confirms(story, "cassia", of), null, "the mediator may say so too");
  assert.equal(gives(story, "borea", "adopt-keys", { of }), "keys-not-confirmed", "and is not counted");
  assert.equal(confirms(story, "delmar", of), null);
  assert.equal(gives(story, "borea", "adopt-keys", { of }), null);
});

test("when Borea's keys are lost, another member says its new ones, and the rest confirm them", () => {
  const story = begin(compact());
  const body = { party: "borea", keys: keysOf("qrst"), over: "in-person" };
  assert.equal(gives(story, "cassia", "replace-keys", body), "not-a-member");
  assert.equal(gives(story, "borea", "replace-keys", body), "own-keys");
  const of = says(story, "aurelia", "replace-keys", body);
  assert.equal(confirms(story, "aurelia", of), "keys-confirmed", "saying them was confirming them");
  assert.equal(confirms(story, "borea", of), "own-keys");
  assert.equal(gives(story, "borea", "adopt-keys", { of }), "keys-not-confirmed");
  assert.equal(confirms(story, "delmar", of), null);
  assert.equal(gives(story, "borea", "adopt-keys", { of }), "keys-not-confirmed", "the mediator is asked too");
  assert.equal(confirms(story, "cassia", of), null);
  assert.equal(gives(story, "delmar", "adopt-keys", { of }), "no-key-change", "they are not Delmar's");
  assert.equal(gives(story, "borea", "adopt-keys", { of }), null);
  assert.deepEqual(keysNow(story.compact, story.fold.line().keyChanges, "borea"), keysOf("qrst"));
});

test("a thief with Borea's act key cannot push out the change by which the others take it from him", () => {
  const story = begin(compact());
  const of = says(story, "aurelia", "replace-keys", { party: "borea", keys: keysOf("qrst"), over: "in-person" });
  for (const letter of "uvwx") says(story, "borea", "change-keys", { keys: { act: short(letter) } });
  assert.equal(story.fold.line().keyChanges.open.length, 2, "his last, and theirs");
  for (const by of ["delmar", "cassia"]) assert.equal(confirms(story, by, of), null);
  assert.equal(gives(story, "borea", "adopt-keys", { of }), null);
});

test("in a compact of two neither can give the other keys: without a mediator's word there are none", () => {
  const document = demoDocument();
  const { aurelia, borea, cassia } = document["parties"] as Record<string, object>;
  const two = { aurelia: { ...aurelia, keys: keysOf("abcd") }, borea: { ...borea, keys: keysOf("efgh") } };
  const said = { party: "borea", keys: keysOf("qrst"), over: "in-person" };
  const silence = (document["silence"] as { contact: string }[]).filter(({ contact }) => contact !== "mediator");
  const alone = begin(compactFrom({ ...document, parties: two, silence }));
  const never = says(alone, "aurelia", "replace-keys", said);
  assert.equal(gives(alone, "borea", "adopt-keys", { of: never }), "keys-not-confirmed");

  const mediated = begin(
    compactFrom({ ...document, parties: { ...two, cassia: { ...cassia, keys: keysOf("ijkl") } } }),
  );
  const of = says(mediated, "aurelia", "replace-keys", said);
  assert.equal(gives(mediated, "borea", "adopt-keys", { of }), "keys-not-confirmed");
  assert.equal(confirms(mediated, "cassia", of), null);
  assert.equal(gives(mediated, "borea", "adopt-keys", { of }), null);
});

test("no key serves twice: not for two uses, not for two parties, not again when it was given up", () => {
  const story = begin(compact());
  for (const act of ["a", "e", "f", "m"]) {
    assert.equal(gives(story, "borea", "change-keys", { keys: { act: short(act) } }), "keys-taken", act);
  }
  assert.equal(gives(story, "borea", "change-keys", { keys: { act: short("q"), log: short("q") } }), "keys-taken");
  const of = says(story, "borea", "change-keys", { keys: { act: short("q") } });
  assert.equal(gives(story, "delmar", "change-keys", { keys: { act: short("q") } }), "keys-taken");
  for (const by of ["aurelia", "delmar"]) assert.equal(confirms(story, by, of), null);
  assert.equal(gives(story, "borea", "adopt-keys", { of }), null);
  assert.equal(gives(story, "borea", "change-keys", { keys: { act: short("e") } }), "keys-taken", "given up");
});

test("a change that another took the place of can no longer be confirmed or adopted", () => {
  const story = begin(compact());
  const first = says(story, "borea", "change-keys", { keys: { act: short("q") } });
  const second = says(story, "borea", "change-keys", { keys: { act: short("q"), line: short("r") } });
  assert.equal(confirms(story, "aurelia", first), "no-key-change");
  assert.equal(gives(story, "borea", "adopt-keys", { of: first }), "no-key-change");
  assert.equal(confirms(story, "aurelia", second, "delmar"), "no-key-change", "it is not Delmar's");
  assert.equal(confirms(story, "aurelia", second), null);
});

test("the founding keys are confirmed by the compact's own name, each with whom it was read", () => {
  const story = begin(compact());
  assert.equal(confirms(story, "aurelia", story.compact.id), null);
  assert.equal(confirms(story, "aurelia", story.compact.id, "aurelia"), "own-keys");
  assert.equal(confirms(story, "aurelia", story.compact.id, "mallory"), "not-a-party");
  assert.deepEqual(Object.keys(story.fold.line().keyChanges.readings["aurelia"] ?? {}), ["borea"]);
});

test("a key has one spelling and its own length", () => {
  const bad = [
    {},
    { act: `${"a".repeat(42)}B` },
    { act: "a".repeat(44) },
    { witness: short("a") },
    { other: short("a") },
  ];
  for (const keys of bad) assert.equal(checkBody("change-keys", { keys })?.error, "bad-body", JSON.stringify(keys));
});

test("whichever way the acts come in, every node knows the same keys of everyone at every place", () => {
  const story = begin(compact());
  const of = says(story, "borea", "change-keys", { keys: { act: short("q") } });
  for (const by of ["aurelia", "delmar"]) confirms(story, by, of);
  says(story, "borea", "adopt-keys", { of });
  const again = says(story, "aurelia", "replace-keys", { party: "delmar", keys: keysOf("uvwx"), over: "video" });
  for (const by of ["borea", "cassia"]) confirms(story, by, again, "delmar");
  says(story, "delmar", "adopt-keys", { of: again });
  const acts: readonly Act[] = story.acts;
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (picks) => {
      const fold = createFold(story.compact, loaderOf(acts));
      const queues = ["aurelia", "borea", "cassia", "delmar"].map((by) => acts.filter((act) => act.by === by));
      for (const pick of picks) {
        const open = queues.filter((queue) => queue.length > 0);
        const next = open[pick % Math.max(1, open.length)]?.shift();
        if (next !== undefined) fold.insert(next);
      }
      assert.deepEqual(fold.line().keyChanges, story.fold.line().keyChanges);
    }),
    { numRuns: 50 },
  );
});
