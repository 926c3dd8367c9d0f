// First contact as it goes: two ministries with a folder each, and once someone between them.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { CompactDocument } from "../core/compact/document.ts";
import { HOUR } from "../core/kernel/instant.ts";
import { demoDocument } from "../core/testing/story.ts";
import { compactIdOf } from "../ledger/compact-id.ts";
import { invitationLink, makeInvitation, type Invitation } from "../line/invitation.ts";
import { generateKeys, openPrivateKeys } from "../crypto/keys.ts";
import { openFolder } from "./config.ts";
import { openIdentity } from "./identity.ts";
import {
  acceptedInvitations,
  acceptInvitation,
  assembleCompact,
  assembledCompact,
  beginParty,
  beginReading,
  confirmReading,
  doneReadings,
  hearReading,
  installCompact,
  openInvitation,
  ownInvitation,
} from "./pairing.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const CHANCE = (seed: number): Uint8Array => new Uint8Array(16).fill(seed);

function wording(): CompactDocument {
  const { cassia: _, ...parties } = demoDocument()["parties"] as Record<string, unknown>;
  const silence = (demoDocument()["silence"] as { contact: string }[]).filter(({ contact }) => contact !== "mediator");
  return { ...demoDocument(), parties, silence } as unknown as CompactDocument;
}

function folderFor(t: TestContext, party: string, name: string): string {
  const root = mkdtempSync(join(tmpdir(), "downrung-pair-"));
  t.after(() => rmSync(root, { recursive: true }));
  const dir = join(root, party);
  beginParty(dir, { party, name, line: [`https://line.${party}.example:7443`], relays: party === "borea" }, NOW);
  return dir;
}

const LISTENING = { host: "127.0.0.1", linePort: 7443, consolePort: 7480 };

const assemble = (dir: string): string => {
  const named = [ownInvitation(dir), ...acceptedInvitations(dir)];
  return installCompact(dir, assembleCompact(wording(), named), named, LISTENING);
};

const meet = (one: string, other: string): void => {
  acceptInvitation(one, ownInvitation(other));
  acceptInvitation(other, openInvitation(invitationLink(ownInvitation(one))));
};

test("two parties that hold each other's invitation put together the same compact, byte by byte", (t) => {
  const [aurelia, borea] = [folderFor(t, "aurelia", "Aurelia"), folderFor(t, "borea", "Borea")];
  meet(aurelia, borea);
  const id = assemble(aurelia);
  assert.equal(assemble(borea), id);
  const file = readFileSync(join(aurelia, "compact.json"));
  assert.deepEqual(readFileSync(join(borea, "compact.json")), file);
  // What stands there is a node's folder: its keys are those that the compact names.
  const { file: node, compact, keys, document } = openFolder(borea);
  assert.equal(compact.id, id);
  assert.equal(openIdentity("borea", compact, keys, document).peers.join(), "aurelia");
  assert.deepEqual(node.peers, { aurelia: "https://line.aurelia.example:7443" });
  assert.deepEqual(node.relay, { consent: true });
  assert.equal(statSync(join(borea, "keys.json")).mode & 0o077, 0, "keys are for nobody else to read");
});

test("two people who read aloud over the telephone know that the keys are the same", (t) => {
  const [aurelia, borea] = [folderFor(t, "aurelia", "Aurelia"), folderFor(t, "borea", "Borea")];
  meet(aurelia, borea);
  const subject = assemble(aurelia);
  assemble(borea);
  const caller = { dir: aurelia, party: "aurelia", other: "borea", subject };
  const called = { dir: borea, party: "borea", other: "aurelia", subject };
  const [said, answered] = [beginReading(caller, NOW, CHANCE(7)), beginReading(called, NOW, CHANCE(9))];
  const string = hearReading(caller, answered, NOW);
  assert.equal(hearReading(called, said, NOW), string);
  assert.equal(confirmReading(caller, string, "telephone", NOW).over, "telephone");
  confirmReading(called, `${string.slice(0, 3)} ${string.slice(3)}`, "telephone", NOW);
  assert.deepEqual(
    doneReadings(borea).map((done) => [done.with, done.subject]),
    [["aurelia", assembledCompact(borea).id]],
  );
});

test("someone between them who gave each side keys of his own is heard", (t) => {
  const [aurelia, borea] = [folderFor(t, "aurelia", "Aurelia"), folderFor(t, "borea", "Borea")];
  const [forBorea, forAurelia] = [folderFor(t, "aurelia", "Aurelia"), folderFor(t, "borea", "Borea")];
  acceptInvitation(aurelia, ownInvitation(forAurelia));
  acceptInvitation(borea, ownInvitation(forBorea));
  const caller = { dir: aurelia, party: "aurelia", other: "borea", subject: assemble(aurelia) };
  const called = { dir: borea, party: "borea", other: "aurelia", subject: assemble(borea) };
  const [said, answered] = [beginReading(caller, NOW, CHANCE(7)), beginReading(called, NOW, CHANCE(9))];
  const [heard, read] = [hearReading(called, said, NOW), hearReading(caller, answered, NOW)];
  assert.notEqual(heard, read);
  assert.throws(() => confirmReading(caller, heard, "telephone", NOW), /it does not fit/);
  assert.deepEqual(doneReadings(aurelia), []);
  assert.throws(() => confirmReading(caller, read, "telephone", NOW), /nothing was compared yet/, "one try a reading");
});

test("spoken digits serve for one reading and one hour", (t) => {
  const [aurelia, borea] = [folderFor(t, "aurelia", "Aurelia"), folderFor(t, "borea", "Borea")];
  meet(aurelia, borea);
  const reader = { dir: aurelia, party: "aurelia", other: "borea", subject: assemble(aurelia) };
  assert.throws(() => hearReading(reader, "123456", NOW), /begin again/);
  const said = beginReading(reader, NOW, CHANCE(1));
  assert.equal(beginReading(reader, NOW + 1, CHANCE(2)), said, "asked again before the answer, it says the same");
  assert.throws(() => hearReading(reader, "12345", NOW), /six digits/);
  assert.throws(() => hearReading(reader, "123456", NOW + HOUR), /too old/);
  hearReading(reader, "123456", NOW);
  assert.throws(() => hearReading(reader, "654321", NOW), /served with others/);
  assert.notEqual(beginReading(reader, NOW, CHANCE(2)), said);
});

test("keys that were accepted stay: an invitation with others is refused until a person has asked", (t) => {
  const [aurelia, borea, mallory] = [
    folderFor(t, "aurelia", "Aurelia"),
    folderFor(t, "borea", "Borea"),
    folderFor(t, "borea", "Borea"),
  ];
  acceptInvitation(aurelia, ownInvitation(borea));
  acceptInvitation(aurelia, ownInvitation(borea));
  assert.throws(() => acceptInvitation(aurelia, ownInvitation(mallory)), /accepted with other keys/);
  assert.throws(() => acceptInvitation(borea, ownInvitation(mallory)), /which is you/);
  assert.throws(
    () => beginParty(borea, { party: "borea", name: "Borea", line: ["https://b.example"], relays: false }, NOW),
    /already/,
  );
});

test("a compact in use is not exchanged for another", (t) => {
  const [aurelia, borea, delos] = [
    folderFor(t, "aurelia", "Aurelia"),
    folderFor(t, "borea", "Borea"),
    folderFor(t, "borea", "Borea"),
  ];
  meet(aurelia, borea);
  assemble(aurelia);
  const named = [ownInvitation(aurelia), ownInvitation(delos)];
  assert.throws(() => installCompact(aurelia, assembleCompact(wording(), named), named, LISTENING), /another compact/);
});

test("a compact is put together only from one invitation of each party, by the names that were agreed", () => {
  const invited = (party: string, name: string, keys = generateKeys()): Invitation =>
    makeInvitation(
      {
        party,
        name,
        line: ["https://x.example"],
        relays: false,
        at: "2026-11-23T09:00:00.000Z",
        keys: keys.publicKeys,
      },
      openPrivateKeys(keys.privateKeys).line,
    );
  const [aurelia, borea] = [invited("aurelia", "Aurelia"), invited("borea", "Borea")];
  const id = compactIdOf(assembleCompact(wording(), [aurelia, borea]));
  assert.equal(compactIdOf(assembleCompact(wording(), [borea, aurelia, borea])), id, "whatever their order");
  const refused: readonly (readonly [readonly Invitation[], RegExp])[] = [
    [[aurelia], /no invitation of borea/],
    [[aurelia, borea, invited("borea", "Borea")], /two invitations of borea/],
    [[aurelia, invited("borea", "Republic of Borea")], /agree on one name/],
    [[aurelia, borea, invited("cassia", "Cassia")], /cassia is no party/],
    [[aurelia, { ...borea, keys: { ...borea.keys, log: aurelia.keys.log } }], /the same key/],
  ];
  for (const [invitations, because] of refused) assert.throws(() => assembleCompact(wording(), invitations), because);
  const sealed = assembleCompact(wording(), [aurelia, borea]);
  assert.throws(() => assembleCompact(sealed, [aurelia, borea]), /without keys/);
});
