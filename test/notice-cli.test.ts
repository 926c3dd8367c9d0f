// Notices at the command line, on three nodes: announced at one desk, live at another, matched there the
// moment an incident is reported, written as a calendar, ended.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { printInstant } from "../src/core/kernel/instant.ts";
import { blackoutReport } from "../src/cli/play-report.ts";
import type { ActSigned } from "../src/node/http/api.ts";
import type { MatterNotices, NoticesView } from "../src/node/http/notice-api.ts";
import { threeNodes } from "./three-nodes.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const WAIT_MS = 10_000;

const nodes = threeNodes("notices", 3600);

type Ran = { readonly code: number; readonly out: string; readonly error: string };

async function notice(seat: "aurelia" | "borea", ...args: readonly string[]): Promise<Ran> {
  const all = ["--disable-warning=ExperimentalWarning", MAIN, "notice", ...args, "--node", nodes.at(seat).url];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, all);
    return { code: 0, out: stdout, error: stderr };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, error: stderr };
  }
}

const inMs = (wait: number): string => printInstant(Date.now() + wait);
const SCAN = ["announce", "--what", "scan", "--title", "Scan of the western grid", "--stop-word", "heron"] as const;
const PLACE = ["--networks", "203.0.113.0/24", "--sectors", "energy", "--techniques", "T1595"] as const;
const DESK = ["--seen", "Many short connections.", "--office", "Watch desk", "--reach", "+995 32 200 0100"] as const;

/** What a seat sees once as many notices have reached it. */
async function seen(seat: "aurelia" | "borea", wanted: (view: NoticesView) => boolean): Promise<NoticesView> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const view = await nodes.at(seat).get<NoticesView>("/api/notices");
    if (wanted(view) || Date.now() > until) return view;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("a notice is refused with its rule, announced, seen live at the other desk, matched, exported and ended", async () => {
  const empty = await notice("aurelia", "list");
  assert.equal(empty.out, "nothing is announced\n");
  const past = await notice("borea", ...SCAN, ...PLACE, ...DESK, "--from", inMs(-1_000), "--until", inMs(9_000));
  assert.equal(past.code, 1);
  assert.match(past.error, /notice-past/);
  const late = await notice("borea", ...SCAN, ...PLACE, ...DESK, "--from", inMs(5_000), "--until", inMs(9_000));
  assert.match(late.error, /notice-late/, "a day of this drill is 24 seconds");

  const window = ["--from", inMs(1_500), "--until", inMs(600_000), "--urgent", "A flaw is in use."];
  const told = await notice("borea", ...SCAN, ...PLACE, ...DESK, ...window, "--json");
  const { id } = JSON.parse(told.out) as ActSigned;
  const live = await seen("aurelia", ({ notices }) => notices[0]?.is === "live");
  assert.deepEqual(
    live.notices.map(({ act, is, by, late: wasLate }) => [act, is, by, wasLate]),
    [[id, "live", "borea", true]],
  );
  const list = await notice("aurelia", "list");
  assert.match(list.out, /^live {2}.* scan {2}borea: Scan of the western grid {2}\(announced late\)\n/);

  const body = blackoutReport(1, { sectors: ["energy"], nature: "undetermined" });
  const report = await nodes.at("aurelia").post<ActSigned>("/api/acts", { kind: "report", body });
  const json = await notice("aurelia", "match", report.matter ?? "", "--json");
  const found = JSON.parse(json.out) as MatterNotices;
  assert.deepEqual(found.question, { to: "borea", notice: id, kind: "ask", asked: null });
  const said = await notice("aurelia", "match", report.matter ?? "");
  assert.match(said.out, /ask borea: is it part of what you announced\?\n$/);

  const calendar = await notice("aurelia", "calendar", "--lang", "fr");
  assert.match(calendar.out, /^BEGIN:VCALENDAR/);
  assert.match(calendar.out, /SUMMARY:EXERCICE\u00a0: Scan of the western grid \(Borea\)/);
  assert.doesNotMatch(calendar.out, /heron/);

  const foreign = await notice("aurelia", "end", id);
  assert.match(foreign.error, /no-notice/);
  const ended = await notice("borea", "end", id, "--reason", "Stopped.");
  assert.equal(ended.code, 0, ended.error);
  const over = await seen("aurelia", ({ notices }) => notices[0]?.is === "over");
  assert.equal(over.notices[0]?.is, "over");
});
