// Whose keys are which, told by acts alone: the same in whatever order they come, and never by one party's word.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Act, Body, PartyId } from "../kernel/act.ts";
import { createKeyBook, isAdoption, type KeyBook } from "./key-book.ts";
import type { Founding, PartyKeys } from "./key-changes.ts";

const keysOf = (name: string): PartyKeys => ({
  act: `${name} act`,
  log: `${name} log`,
  witness: `${name} witness`,
  line: `${name} line`,
});

const ROLES = { aurelia: "member", borea: "member", cassia: "mediator", delmar: "member" } as const;
const FOUNDING: Founding = {
  id: "the compact",
  parties: Object.entries(ROLES).map(([id, role]) => ({ id, role, keys: keysOf(id) })),
  quorum: { sections: [] },
};

/** Ledgers that grow; what an author has seen is what stands in the others, unless it is said. */
function tale() {
  const acts: Act[] = [];
  const heads = (): Record<PartyId, number> =>
    Object.fromEntries(Object.keys(ROLES).map((party) => [party, acts.filter(({ by }) => by === party).length]));
  const say = (by: PartyId, kind: string, body: Body, seen: Record<PartyId, number> = heads()): Act => {
    const seq = (heads()[by] ?? 0) + 1;
    const { [by]: _own, ...others } = seen;
    const id = `${by} ${seq}`;
    const more = { compact: "", prev: "", at: acts.length, matter: null, to: [], marking: "TLP:RED" } as const;
    acts.push({ kind, by, seq, id, seen: others, body, ...more });
    return acts.at(-1) as Act;
  };
  const confirm = (by: PartyId, of: Act, holder = "borea"): Act =>
    say(by, "confirm-keys", { of: of.id, with: holder, over: "telephone" });
  const book = (): KeyBook => {
    const made = createKeyBook(FOUNDING);
    for (const act of acts) if (!isAdoption(act) || made.judge(act).ok) made.add(act);
    return made;
  };
  return { acts, say, confirm, book };
}

const brings = (book: KeyBook, adopt: Act): boolean => book.judge(adopt).ok;

test("the keys change at the place of the adoption, and what stands before it keeps the old", () => {
  const { say, confirm, book } = tale();
  const said = say("borea", "change-keys", { keys: { act: "new act" } });
  for (const by of ["aurelia", "delmar"]) confirm(by, said);
  const adopted = say("borea", "adopt-keys", { of: said.id });
  const found = book();
  assert.deepEqual(found.at("borea", adopted.seq - 1), keysOf("borea"));
  assert.deepEqual(found.at("borea", adopted.seq), { ...keysOf("borea"), act: "new act" });
  assert.deepEqual(found.restsOn(), [
    { by: "borea", seq: 2 },
    { by: "borea", seq: 1 },
    { by: "aurelia", seq: 1 },
    { by: "delmar", seq: 1 },
  ]);
});

test("a confirmation that the adoption had not seen does not count, however early it comes here", () => {
  const { say, confirm, book } = tale();
  const said = say("borea", "change-keys", { keys: { act: "new act" } });
  confirm("aurelia", said);
  const late = confirm("delmar", said);
  const known = book();
  const early = { ...say("borea", "adopt-keys", { of: said.id }), seen: { aurelia: 1 } };
  assert.equal(brings(known, early), false);
  assert.equal(brings(known, { ...early, seen: { aurelia: 1, delmar: late.seq } }), true);
});

test("whoever has stolen Borea's keys adopts none: not unread, not others', not old ones again", () => {
  const { say, confirm, book } = tale();
  const unread = say("borea", "change-keys", { keys: { act: "thief act" } });
  assert.equal(brings(book(), say("borea", "adopt-keys", { of: unread.id })), false);
  const others = say("borea", "change-keys", { keys: { act: keysOf("delmar").act } });
  for (const by of ["aurelia", "delmar"]) confirm(by, others);
  assert.equal(brings(book(), say("borea", "adopt-keys", { of: others.id })), false, "Delmar's key");
  const true_ = say("borea", "replace-keys", { party: "borea", keys: keysOf("own word") });
  for (const by of ["aurelia", "delmar", "cassia"]) confirm(by, true_);
  assert.equal(brings(book(), say("aurelia", "adopt-keys", { of: true_.id })), false, "they are not Aurelia's");
});

test("with an adoption every other change falls, and one that another took the place of is adopted no more", () => {
  const { say, confirm, book } = tale();
  const replaced = say("aurelia", "replace-keys", { party: "borea", keys: keysOf("of aurelia") });
  const first = say("borea", "change-keys", { keys: { act: "first" } });
  const second = say("borea", "change-keys", { keys: { act: "second" } });
  for (const said of [replaced, first, second]) {
    for (const by of ["aurelia", "cassia", "delmar"]) confirm(by, said);
  }
  assert.equal(brings(book(), { ...say("borea", "adopt-keys", { of: first.id }) }), false);
  const adopted = say("borea", "adopt-keys", { of: second.id });
  assert.equal(brings(book(), adopted), false, "the book has adopted it, and nothing is adopted twice");
  assert.equal(book().at("borea", Infinity)?.act, "second");
  assert.equal(brings(book(), say("borea", "adopt-keys", { of: replaced.id })), false, "said of the keys before");
  const anew = say("aurelia", "replace-keys", { party: "borea", keys: keysOf("anew") });
  for (const by of ["cassia", "delmar"]) confirm(by, anew);
  assert.equal(brings(book(), say("borea", "adopt-keys", { of: anew.id })), true);
});

test("what is on trial leaves nothing in the book", () => {
  const { say, confirm, book } = tale();
  const said = say("borea", "change-keys", { keys: { act: "new act" } });
  confirm("aurelia", said);
  const known = book();
  const trial = known.onTrial();
  trial.add(confirm("delmar", said));
  const adopt = say("borea", "adopt-keys", { of: said.id });
  assert.equal(brings(known, adopt), false, "Delmar's signature has not been looked at");
  known.add({ ...adopt, kind: "ask" });
  assert.equal(known.spans("borea").length, 1);
});

test("in whatever order the ledgers come, an adoption waits for what it had seen and then brings the same keys", () => {
  const { acts, say, confirm, book } = tale();
  const mine = say("aurelia", "change-keys", { keys: keysOf("aurelia 2") });
  const lost = say("delmar", "replace-keys", { party: "borea", keys: keysOf("borea 2") });
  for (const by of ["borea", "delmar"]) confirm(by, mine, "aurelia");
  for (const by of ["aurelia", "cassia"]) confirm(by, lost);
  say("borea", "adopt-keys", { of: lost.id });
  say("aurelia", "adopt-keys", { of: mine.id });
  const parties = Object.keys(ROLES);
  const expected = parties.map((party) => book().spans(party));
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 40, maxLength: 200 }), (turns) => {
      const here = createKeyBook(FOUNDING);
      const next = new Map(parties.map((party) => [party, acts.filter(({ by }) => by === party)]));
      for (const turn of [...turns, ...Array.from({ length: 40 }, (_, i) => i % 4)]) {
        const [act, ...rest] = next.get(parties[turn] ?? "") ?? [];
        if (act === undefined || (isAdoption(act) && !here.judge(act).ok)) continue;
        here.add(act);
        next.set(act.by, rest);
      }
      assert.deepEqual(
        parties.map((party) => here.spans(party)),
        expected,
      );
    }),
  );
  assert.equal(expected.flat().length, 6);
});
