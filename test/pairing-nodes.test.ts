// A paired party at its running node: its folder is opened, its directory published and read in every form,
// and a change of keys read aloud and confirmed, all by the commands that an officer gives.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { generateKeys, type PrivateKeys } from "../src/crypto/keys.ts";
import { contactsToCsv } from "../src/interop/contacts-csv.ts";
import { contactsFromJson } from "../src/interop/contacts-json.ts";
import { contactsFromVcard } from "../src/interop/contacts-vcard.ts";
import { BOREA } from "../src/interop/testing/contacts-sample.ts";
import { createChecks } from "../src/node/checks.ts";
import { openFolder, readCompactFile } from "../src/node/config.ts";
import type { ContactsView } from "../src/node/http/get-contacts.ts";
import type { KeysView } from "../src/node/http/get-keys.ts";
import { consoleServer } from "../src/node/http/console-server.ts";
import {
  acceptInvitation,
  acceptedInvitations,
  assembleCompact,
  beginParty,
  installCompact,
  ownInvitation,
} from "../src/node/pairing.ts";
import { nodeAlone } from "./nodes.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const DEMO = fileURLToPath(new URL("../compacts/demo.yaml", import.meta.url));
const PARTIES = { aurelia: "Aurelia", borea: "Borea", cassia: "Cassia" } as const;
const root = mkdtempSync(join(tmpdir(), "downrung-paired-"));
const stops: (() => Promise<void> | void)[] = [() => rmSync(root, { recursive: true })];
const urls = new Map<string, string>();
after(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** Follows the page on pairing for three parties and starts Aurelia's and Borea's nodes, each alone. */
before(async () => {
  const dirs = Object.entries(PARTIES).map(([party, name]) => {
    const dir = join(root, party);
    beginParty(dir, { party, name, line: [`https://line.${party}.example`], relays: false }, Date.now());
    return dir;
  });
  const invitations = dirs.map(ownInvitation);
  for (const dir of dirs) {
    const own = ownInvitation(dir);
    for (const other of invitations) if (other.party !== own.party) acceptInvitation(dir, other);
    const named = [own, ...acceptedInvitations(dir)];
    const sealed = assembleCompact(readCompactFile(DEMO), named);
    installCompact(dir, sealed, named, { host: "127.0.0.1", linePort: 7443, consolePort: 7480 });
  }
  for (const party of ["aurelia", "borea"]) await start(party);
});

async function start(party: string): Promise<void> {
  const { document, compact, keys } = openFolder(join(root, party));
  const privateKeys: Record<string, PrivateKeys> = { [party]: keys };
  const { node, stop } = nodeAlone(party, { document, compact, privateKeys, rings: {} });
  const checks = createChecks(Date.now);
  const desk = { node, checks, document, version: "0", seats: [], scenario: null };
  const app = await consoleServer(desk, (error) => assert.fail(String(error)));
  await app.listen({ host: "127.0.0.1", port: 0 });
  stops.push(
    stop,
    () => checks.stop(),
    () => app.close(),
  );
  urls.set(party, `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
}

type Ran = { readonly code: number; readonly out: string; readonly err: string };

const run = (...words: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const args = ["--disable-warning=ExperimentalWarning", MAIN, ...words];
    execFile(process.execPath, args, { timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });

const at = (party: string): readonly string[] => ["--node", urls.get(party) ?? ""];

async function told<T>(...words: readonly string[]): Promise<T> {
  const { code, out, err } = await run(...words, "--json");
  assert.equal(code, 0, `${words.join(" ")}: ${err}${out}`);
  return JSON.parse(out) as T;
}

test("Borea publishes its directory from a spreadsheet, and it comes out of its node the same in every form", async () => {
  const file = join(root, "borea.csv");
  const wrong = join(root, "wrong.csv");
  const published = { ...BOREA, from: "2020-11-01T00:00:00.000Z", until: "2021-05-01T00:00:00.000Z" };
  const [from, until] = [Date.now(), Date.now() + 90 * 86_400_000].map((time) => new Date(time).toISOString());
  const directory = { ...BOREA, from: from ?? "", until: until ?? "" };
  writeFileSync(file, contactsToCsv(directory));
  writeFileSync(wrong, contactsToCsv(directory).replace("08:30", "08:31"));
  const refused = await run("contacts", "import", wrong, ...at("borea"));
  assert.equal(refused.code, 1);
  assert.match(refused.err, /wrong\.csv:5: offices\.1\.duty/);
  const past = join(root, "past.csv");
  writeFileSync(past, contactsToCsv(published));
  assert.match((await run("contacts", "import", past, ...at("borea"))).err, /contacts-times/);

  await told("contacts", "import", file, "--check", ...at("borea"));
  const before = await told<Pick<ContactsView, "contacts">>("contacts", "list", "borea", ...at("borea"));
  assert.equal(before.contacts[0]?.is, "none", "--check publishes nothing");
  await told("contacts", "import", file, ...at("borea"));
  const list = await told<Pick<ContactsView, "contacts">>(
    "contacts",
    "list",
    "borea",
    "--role",
    "watch",
    ...at("borea"),
  );
  assert.deepEqual(
    list.contacts.map(({ is, offices }) => [is, offices.map(({ office, standing }) => [office.id, standing.is])]),
    [["valid", [["watch", "on-duty"]]]],
  );
  const csv = join(root, "out.csv");
  await run("contacts", "export", "--format", "csv", "-o", csv, ...at("borea"));
  assert.equal(readFileSync(csv, "utf8"), contactsToCsv(directory));
  for (const [format, read] of [
    ["json", contactsFromJson],
    ["vcard", contactsFromVcard],
  ] as const) {
    const { out } = await run("contacts", "export", "borea", "--format", format, ...at("borea"));
    assert.deepEqual(read(out), { ok: true, directory });
  }
});

test("the compact's keys, once read aloud, are confirmed to all by an act", async () => {
  const [mine, theirs] = [
    ["--dir", join(root, "aurelia")],
    ["--dir", join(root, "borea")],
  ] as const;
  const { say: one } = await told<{ say: string }>("pair", "compare", "--with", "borea", ...mine);
  const { say: other } = await told<{ say: string }>("pair", "compare", "--with", "aurelia", ...theirs);
  const { string } = await told<{ string: string }>("pair", "compare", "--with", "borea", "--theirs", other, ...mine);
  const heard = await told<{ string: string }>("pair", "compare", "--with", "aurelia", "--theirs", one, ...theirs);
  assert.equal(heard.string, string);
  const words = ["--string", string, "--over", "video", ...mine, ...at("aurelia")];
  await told("pair", "confirm", "--with", "borea", ...words);
  const { parties } = await told<KeysView>("keys", ...at("aurelia"));
  const readings = parties.map(({ party, readings: read }) => [party, read.map((each) => [each.with, each.over])]);
  assert.deepEqual(readings, [
    ["aurelia", [["borea", "video"]]],
    ["borea", []],
    ["cassia", []],
  ]);
});

test("keys that Aurelia says for Borea are shown with who has confirmed them and what to read aloud", async () => {
  const { publicKeys } = generateKeys();
  const body = JSON.stringify({ party: "borea", keys: publicKeys, over: "in-person" });
  const act = await told<{ id: string }>("act", "replace-keys", "--body", body, ...at("aurelia"));
  const { open } = await told<KeysView>("keys", ...at("aurelia"));
  assert.deepEqual(
    open.map(({ act: id, by, party, confirmed, missing, needed }) => ({ id, by, party, confirmed, missing, needed })),
    [{ id: act.id, by: "aurelia", party: "borea", confirmed: ["aurelia"], missing: ["cassia"], needed: 2 }],
  );
  const where = ["--of", act.id, "--dir", join(root, "aurelia"), ...at("aurelia")];
  const { subject } = await told<{ subject: string }>("pair", "compare", "--with", "borea", ...where);
  assert.equal(subject, open[0]?.subject, "it is the change that is read, not the compact");
  assert.match((await run("pair", "compare", "--with", "cassia", ...where)).err, /no change of keys of cassia/);
  // Nobody takes keys of which its own node knows nothing.
  const adoption = await run("act", "adopt-keys", "--body", JSON.stringify({ of: act.id }), ...at("borea"));
  assert.match(adoption.err, /no-key-change/);
});
