// Letters that people carry between nodes which reach nobody: in files and as codes, from the first key to
// the receipt, through the doors that the console and the command line use. spec/courier.md

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { PartyId } from "../src/core/kernel/act.ts";
import { printInstant } from "../src/core/kernel/instant.ts";
import { packCourier, readCourier } from "../src/line/courier.ts";
import { printHello, proofOf, readHello } from "../src/line/hello.ts";
import { readHead } from "../src/line/letter.ts";
import { createChecks } from "../src/node/checks.ts";
import { consoleServer } from "../src/node/http/console-server.ts";
import type { Fate, Packed, Scanned, ShownCodes, Unpacked } from "../src/node/http/courier-api.ts";
import { agree, helloOf, nodeAlone, reportBody, type Agreement, type Bench } from "./nodes.ts";

type Seat = Bench & { readonly app: FastifyInstance; readonly party: PartyId };

const seats: Seat[] = [];
after(async () => {
  for (const { app, stop } of seats) {
    await app.close();
    stop();
  }
});

async function seatOf(party: PartyId, agreement: Agreement): Promise<Seat> {
  const bench = nodeAlone(party, agreement);
  await helloOf(bench);
  const { document } = agreement;
  const desk = { node: bench.node, checks: createChecks(Date.now), document, version: "0", seats: [], scenario: null };
  const app = await consoleServer(desk, (error) => assert.fail(String(error)));
  const seat = { ...bench, app, party };
  seats.push(seat);
  return seat;
}

const ask = async (seat: Seat, path: string, payload: object | Buffer): Promise<{ status: number; body: unknown }> => {
  const type = Buffer.isBuffer(payload) ? "application/octet-stream" : "application/json";
  const headers = { host: "localhost", "content-type": type };
  const response = await seat.app.inject({ method: "POST", url: path, headers, payload });
  return { status: response.statusCode, body: response.json() };
};

const pack = async (seat: Seat, ...to: readonly Seat[]): Promise<Packed & { readonly bytesOf: Buffer }> => {
  const { status, body } = await ask(seat, "/api/courier/pack", { to: to.map(({ party }) => party) });
  assert.equal(status, 200, JSON.stringify(body));
  const packed = body as Packed;
  return { ...packed, bytesOf: Buffer.from(packed.file, "base64") };
};
const unpack = async (seat: Seat, file: Buffer): Promise<Unpacked> => {
  const { status, body } = await ask(seat, "/api/courier/unpack", file);
  assert.equal(status, 200, JSON.stringify(body));
  return body as Unpacked;
};
const show = async (seat: Seat, to: Seat): Promise<ShownCodes> =>
  (await ask(seat, "/api/courier/codes", { to: to.party })).body as ShownCodes;
const scan = async (seat: Seat, frames: readonly string[]): Promise<Scanned> =>
  (await ask(seat, "/api/courier/scan", { frames })).body as Scanned;

const kinds = (fates: readonly Fate[]): readonly string[] => fates.map(({ is }) => is);
const actsIn = (fates: readonly Fate[]): number =>
  fates.reduce((sum, fate) => sum + ("acts" in fate ? fate.acts : 0), 0);
const heads = (seat: Seat): Readonly<Record<PartyId, number>> => seat.node.ledgers().heads();

const report = (seat: Seat, title: string): Promise<{ readonly act: { readonly seq: number } }> =>
  seat.node.sign({
    kind: "report",
    matter: `${seat.party}-${seat.node.ledgers().fold.matters().length + 1}`,
    to: seat.node.identity.peers,
    marking: seat.node.identity.compact.marking,
    body: reportBody({ title }),
  });

/** Both know each other's key after one file each way. */
async function introduce(one: Seat, other: Seat): Promise<void> {
  const going = await pack(one, other);
  await unpack(other, going.bytesOf);
  await unpack(one, (await pack(other, one)).bytesOf);
}

const parties = (agreement: Agreement): readonly PartyId[] => agreement.compact.parties.map(({ id }) => id);

/** At a pace at which no test of the line falls due between one command and the next. */
async function two(): Promise<readonly [Seat, Seat]> {
  const agreement = agree("drill", 60);
  const [first = "", second = ""] = parties(agreement);
  return [await seatOf(first, agreement), await seatOf(second, agreement)];
}

test("two nodes that never reach each other come from no key to a signed receipt by files alone", async () => {
  const [one, other] = await two();
  const first = await pack(one, other);
  assert.deepEqual(first.keyless, [other.party]);
  assert.deepEqual(kinds((await unpack(other, first.bytesOf)).fates), ["key"]);
  const answer = await unpack(one, (await pack(other, one)).bytesOf);
  assert.deepEqual(kinds(answer.fates).slice(0, 2), ["key", "taken"]);
  const { act } = await report(one, "Carried by hand");
  const second = await pack(one, other);
  assert.deepEqual(second.keyless, []);
  const left = one.node.trails.of(other.party).findLast(({ route }) => route === "courier");
  assert.deepEqual([left?.outcome, left?.through], ["sent", act.seq]);
  const taken = await unpack(other, second.bytesOf);
  assert.ok(actsIn(taken.fates) >= 2);
  assert.equal(heads(other)[one.party], act.seq);
  await unpack(one, (await pack(other, one)).bytesOf);
  assert.ok(one.node.ledgers().fold.receipts.of(one.party, act.seq, other.party).delivered);
});

test("a file that comes twice changes nothing, and says so", async () => {
  const [one, other] = await two();
  await introduce(one, other);
  await report(one, "Said once");
  const { bytesOf } = await pack(one, other);
  await unpack(other, bytesOf);
  const before = heads(other);
  const again = await unpack(other, bytesOf);
  assert.ok(again.fates.every(({ is }) => is === "held" || is === "key"));
  assert.ok(kinds(again.fates).includes("held"));
  assert.equal(actsIn(again.fates), 0);
  assert.deepEqual(heads(other), before);
});

test("one file serves two recipients: each takes its own and leaves the rest", async () => {
  const agreement = agree();
  const [first = "", second = "", third = ""] = parties(agreement);
  const [one, other, last] = await Promise.all([first, second, third].map((id) => seatOf(id, agreement)));
  assert.ok(one && other && last);
  await introduce(one, other);
  await introduce(one, last);
  await report(one, "For both");
  const file = await pack(one, other, last);
  for (const seat of [other, last]) {
    const { fates } = await unpack(seat, file.bytesOf);
    const strangers = fates.filter((fate) => fate.is === "for-another");
    assert.ok(strangers.length > 0 && strangers.every(({ to }) => to !== seat.party));
    assert.equal(heads(seat)[one.party], heads(one)[one.party]);
  }
});

test("letters in the wrong order are all taken, because those that come too early are tried again", async () => {
  const [one, other] = await two();
  await introduce(one, other);
  const letters: Buffer[] = [];
  for (let i = 0; i < 4; i += 1) {
    await report(one, `Matter ${i}`);
    const packed = await one.node.pack(other.party, { bytes: 6_000 });
    letters.push(...packed.map(Buffer.from));
  }
  const { fates } = await unpack(other, packCourier(letters.toReversed()).file);
  assert.equal(heads(other)[one.party], heads(one)[one.party]);
  assert.ok(
    fates.every(({ is }) => is === "taken" || is === "held"),
    JSON.stringify(fates),
  );
});

test("a file cut short gives what is whole, names its damage, and the rest comes with the next one", async () => {
  const [one, other] = await two();
  await introduce(one, other);
  for (let i = 0; i < 3; i += 1) await report(one, `Matter ${i}`);
  const letters = (await one.node.pack(other.party, { bytes: 6_000 })).map(Buffer.from);
  assert.ok(letters.length > 1);
  const { file } = packCourier(letters);
  // The last letter may hold a checkpoint and no act: the cut goes into the one before it.
  const lost = (letters.at(-1)?.length ?? 0) + 40;
  const cut = await unpack(other, file.subarray(0, file.length - lost));
  assert.equal(cut.damage?.code, "cut-short");
  assert.equal(cut.fates.length, letters.length - 2);
  assert.ok((heads(other)[one.party] ?? 0) < (heads(one)[one.party] ?? 0));
  await unpack(other, (await pack(one, other)).bytesOf);
  assert.equal(heads(other)[one.party], heads(one)[one.party]);
});

test("spoilt letters, letters of another compact and things that are none are refused with a reason, and the good ones taken", async () => {
  const [one, other] = await two();
  const [stranger, strangersPeer] = await two();
  await introduce(one, other);
  await introduce(stranger, strangersPeer);
  await report(one, "The good one");
  await report(stranger, "Under another compact");
  const read = readCourier((await pack(one, other)).bytesOf);
  const foreign = readCourier((await pack(stranger, strangersPeer)).bytesOf);
  assert.ok(read.ok && foreign.ok);
  const letters = read.letters.filter((letter) => readHead(letter).ok).map(Buffer.from);
  const spoilt = letters.map((letter) => {
    const bytes = Buffer.from(letter);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    return bytes;
  });
  const turned = letters.map((letter) => {
    const bytes = Buffer.from(letter);
    bytes.fill(0, 4, 36);
    bytes.write("nobody", 4, "ascii");
    return bytes;
  });
  const junk = [Buffer.from("{}"), Buffer.alloc(5_000, 0x7b), Buffer.alloc(0)];
  const { file } = packCourier([...spoilt, ...turned, ...foreign.letters, ...junk, ...letters]);
  const { fates, damage } = await unpack(other, file);
  assert.equal(damage, null);
  const codes = fates.flatMap((fate) => (fate.is === "refused" ? [fate.code] : []));
  assert.equal(codes.length, fates.length - letters.length);
  assert.deepEqual([...new Set(codes)].toSorted(), [
    "not-a-letter",
    "not-sealed-for-us",
    "unknown-party",
    "wrong-session-signature",
  ]);
  assert.equal(heads(other)[one.party], heads(one)[one.party]);
});

test("what is no courier file is refused as a whole, with the reason", async () => {
  const [one] = await two();
  const { status, body } = await ask(one, "/api/courier/unpack", Buffer.from("downrung courier 9\n"));
  assert.equal(status, 400);
  assert.match(JSON.stringify(body), /version/);
  assert.equal((await ask(one, "/api/courier/pack", { to: ["nobody"] })).status, 400);
  assert.equal((await ask(one, "/api/courier/codes", { to: one.party })).status, 400);
});

test("a key that was two days on the way by hand is learned, and one whose private part is destroyed is not", async () => {
  const [one, other] = await two();
  const { compact, rings } = one.agreement;
  const lineKey = rings[other.party]?.line;
  assert.ok(lineKey);
  const hello = readHello(await helloOf(other));
  assert.ok(hello);
  const endedAgo = (hours: number): Buffer => {
    const until = Date.now() - hours * 3_600_000;
    const said = { ...hello.said, from: printInstant(until - 86_400_000), until: printInstant(until) };
    const proof = proofOf(compact.id, other.party, said, lineKey);
    return Buffer.from(printHello(compact.id, other.party, { ...said, proof }), "utf8");
  };
  const tooOld = await unpack(one, packCourier([endedAgo(80)]).file);
  assert.deepEqual(kinds(tooOld.fates), ["refused"]);
  assert.equal(one.node.lineKeys.of(other.party), undefined);
  assert.equal(one.node.lineKeys.learn(endedAgo(24).toString("utf8")), undefined);
  assert.deepEqual(kinds((await unpack(one, packCourier([endedAgo(24)]).file)).fates), ["key"]);
  assert.ok(one.node.lineKeys.of(other.party));
});

/** The frames that a shaky hand sees: out of order, three in ten missing, some twice. */
const shaky = (frames: readonly string[]): readonly string[] => {
  const kept = frames.filter((_, i) => i % 10 < 7);
  return [...kept.filter((_, i) => i % 2 === 1), ...kept.filter((_, i) => i % 2 === 0), ...kept.slice(0, 5)];
};

test("two nodes come from no key to a signed receipt by codes alone, with three in ten lost", async () => {
  const [one, other] = await two();
  const key = await show(one, other);
  assert.equal(key.sealed, false);
  assert.equal(key.messages.length, 1);
  let last: readonly string[] = [];
  const rerun = async (to: Seat): Promise<readonly Fate[]> => (await scan(to, last)).fates;
  const filmed = async (from: Seat, to: Seat): Promise<readonly Fate[]> => {
    const { messages } = await show(from, to);
    // Frames of all messages mixed, in two requests.
    const frames = shaky(messages.flatMap(({ frames: own }) => own));
    if (from === one) last = frames;
    const half = Math.floor(frames.length / 2);
    const fates = [...(await scan(to, frames.slice(0, half))).fates, ...(await scan(to, frames.slice(half))).fates];
    return fates;
  };
  assert.deepEqual(kinds(await filmed(one, other)), ["key"]);
  // The other now knows a key to seal to; its codes bring its own key in an act.
  const answered = await filmed(other, one);
  assert.ok(actsIn(answered) > 0, JSON.stringify(answered));
  const { act } = await report(one, "Filmed from a screen");
  await filmed(one, other);
  assert.equal(heads(other)[one.party], act.seq);
  await filmed(other, one);
  assert.ok(one.node.ledgers().fold.receipts.of(one.party, act.seq, other.party).delivered);
  // The screen that is still running changes nothing.
  const before = heads(other);
  assert.equal(actsIn(await rerun(other)), 0);
  assert.deepEqual(heads(other), before);
});

test("codes that are whole in the wrong order wait for each other, and nothing has to be filmed twice", async () => {
  const [one, other] = await two();
  await introduce(one, other);
  for (let i = 0; i < 14; i += 1) await report(one, `Matter ${i}`);
  const { messages } = await show(one, other);
  assert.ok(messages.length > 1, `${messages.length} messages`);
  const seen: Fate[][] = [];
  for (const { frames } of messages.toReversed()) seen.push([...(await scan(other, frames)).fates]);
  // Where a checkpoint was ready in time its letter is the last to be shown, and waits for none.
  assert.ok(
    seen
      .slice(0, 2)
      .flat()
      .some((fate) => fate.is === "stopped" && fate.code === "gap"),
  );
  assert.equal(heads(other)[one.party], heads(one)[one.party]);
});

test("a scan says what was damaged and how much of each message is here", async () => {
  const [one, other] = await two();
  await introduce(one, other);
  await report(one, "Half seen");
  const { messages } = await show(one, other);
  const [message] = messages;
  assert.ok(message);
  const few = await scan(other, [...message.frames.slice(0, 2), "", "DR1:SPOILT."]);
  assert.equal(few.dropped, 2);
  assert.deepEqual(few.parts, [{ id: message.id, have: 2, of: message.blocks }]);
  assert.deepEqual(few.fates, []);
});

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));

/** Runs a command against a seat; what it prints as JSON, and its exit code. */
async function command(
  seat: Seat,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly said: unknown }> {
  if (!seat.app.server.listening) await seat.app.listen({ host: "127.0.0.1", port: 0 });
  const address = seat.app.server.address();
  assert.ok(typeof address === "object" && address !== null);
  const line = [MAIN, "courier", ...args, "--node", `http://localhost:${address.port}`, "--json"];
  return new Promise((resolve) => {
    execFile(process.execPath, line, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: JSON.parse(stdout) });
    });
  });
}

test("the commands bring a report by file and its receipt back, and the next one by the codes' texts", async () => {
  const folder = mkdtempSync(join(tmpdir(), "courier-"));
  const at = (name: string): string => join(folder, name);
  try {
    const [one, other] = await two();
    await introduce(one, other);
    const { act } = await report(one, "By command");
    assert.equal((await command(one, "pack", "--to", other.party, "--out", at("stick.drc"))).code, 0);
    const taken = await command(other, "unpack", at("stick.drc"), "--return", at("back.drc"));
    assert.equal(taken.code, 0, JSON.stringify(taken.said));
    const back = await command(one, "unpack", at("back.drc"));
    assert.equal(back.code, 0, JSON.stringify(back.said));
    assert.ok(one.node.ledgers().fold.receipts.of(one.party, act.seq, other.party).delivered);

    writeFileSync(at("spoilt.drc"), readFileSync(at("stick.drc")).subarray(0, -50));
    const spoilt = await command(other, "unpack", at("spoilt.drc"));
    assert.equal(spoilt.code, 1);
    assert.match(JSON.stringify(spoilt.said), /"code":"cut-short"/);

    await report(one, "By codes");
    // The checkpoint that follows is shown with it: only then three commands show the same.
    while (one.node.world.store.checkpointSize(one.party) < one.node.ledgers().head(one.party)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const out of ["codes.txt", "codes.html", "drawings"]) {
      assert.equal((await command(one, "codes", "--to", other.party, "--out", at(out))).code, 0);
    }
    const lines = readFileSync(at("codes.txt"), "utf8").trim().split("\n");
    assert.equal(readFileSync(at("codes.html"), "utf8").match(/<figure>/g)?.length, lines.length);
    assert.equal(readdirSync(at("drawings")).length, lines.length);
    writeFileSync(at("few.txt"), `${lines.slice(0, 2).join("\n")}\nnot a frame\n`);
    assert.equal((await command(other, "scan", at("few.txt"))).code, 1);
    const scanned = await command(other, "scan", at("codes.txt"));
    assert.equal(scanned.code, 0, JSON.stringify(scanned.said));
    assert.equal(heads(other)[one.party], heads(one)[one.party]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
