// `downrung channel` on real processes: each call unlocks, does one thing and locks again.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { ChannelReading, ChannelsView } from "../src/node/http/channel-api.ts";
import { startDemo, type Demo, type Seat } from "./demo.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const SECRET = "The minister wants the pumps back.";

let demo: Demo;
before(async () => {
  demo = await startDemo({ pace: 60 });
  writeFileSync(join(demo.root, "ours.txt"), "correct horse battery\n");
  writeFileSync(join(demo.root, "theirs.txt"), "staple of the harbour\n");
});
after(() => demo.stop());

/** Runs the command line as an officer would; rejects with what it said when it fails. */
const channel = (seat: Seat, ...args: readonly string[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const line = [
      "--disable-warning=ExperimentalWarning",
      MAIN,
      "channel",
      ...args,
      "--node",
      demo.seats[seat],
      "--json",
    ];
    execFile(process.execPath, line, { timeout: 60_000, killSignal: "SIGKILL" }, (error, out) => {
      if (error === null) resolve(JSON.parse(out));
      else reject(new Error(out));
    });
  });

const asOffice = (role: string, file: string): readonly string[] => [
  "--role",
  role,
  "--passphrase-file",
  join(demo.root, file),
];
const ours = () => asOffice("political-desk", "ours.txt");
const theirs = () => asOffice("night-desk", "theirs.txt");
const terms = ["--may", "The pumps.", "--for", "5d"];

async function until(seat: Seat, claim: (view: ChannelsView) => boolean): Promise<ChannelsView> {
  for (const began = performance.now(); performance.now() - began < 20_000;) {
    const view = (await (await fetch(`${demo.seats[seat]}/api/channels`)).json()) as ChannelsView;
    if (claim(view)) return view;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail("not within twenty seconds");
}

test("an officer opens, speaks, agrees and signs from the command line, and no file of a node has the words", async () => {
  const { channel: id } = (await channel("aurelia", "open", "borea", ...terms, ...ours())) as { channel: string };
  await until("borea", ({ channels }) => channels[0]?.is === "offered");
  await channel("borea", "answer", id.slice(0, 8), ...terms, ...theirs());
  await until("aurelia", ({ channels }) => channels[0]?.is === "open");
  await channel("aurelia", "say", id, SECRET, ...ours());
  await channel("borea", "say", id, "They will run by noon.", "--propose", ...theirs());
  await until("aurelia", ({ channels }) => channels[0]?.texts.in === 1);
  await channel("aurelia", "say", id, "--agree", "1", ...ours());
  await until("borea", ({ channels }) => channels[0]?.texts.in === 2);
  const { lines } = (await channel("borea", "read", id, ...theirs())) as ChannelReading;
  assert.deepEqual(lines.map(({ by, number, agreed }) => `${by} ${number} ${agreed}`).toSorted(), [
    "aurelia 1 false",
    "aurelia 2 false",
    "borea 1 true",
  ]);
  await channel("borea", "promote", id, "1", ...theirs());
  await until("aurelia", ({ statements }) => statements[0]?.joined === null);
  await channel("aurelia", "promote", id, "1", "--theirs", ...ours());
  await until(
    "borea",
    ({ statements }) => statements.length === 2 && statements.every(({ joined }) => joined !== null),
  );
  await assert.rejects(channel("borea", "read", id, ...asOffice("night-desk", "ours.txt")), /wrong-passphrase/);
  await assert.rejects(channel("borea", "read", id, ...asOffice("day-desk", "theirs.txt")), /wrong-office/);
  const view = await until("borea", () => true);
  assert.equal(view.channels[0]?.unlocked, false, "nothing stays unlocked between two calls");
  for (const seat of ["aurelia", "borea"]) {
    const dir = join(demo.root, seat);
    for (const file of readdirSync(dir)) assert.ok(!readFileSync(join(dir, file)).includes(SECRET), `${seat}/${file}`);
  }
  await channel("aurelia", "end", id);
  await until("borea", ({ channels }) => channels[0]?.is === "ended");
});
