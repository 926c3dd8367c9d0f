// The register of measures in a real browser, on three nodes whose compact has a menu and asks for full
// preconditions: what is proposed, in force and over, with words, clocks, and lines to sign on paper.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { clientOf } from "../src/cli/client.ts";
import { freeBase, layOut, startCluster, type Cluster } from "../src/cli/cluster.ts";
import { demoCompact } from "../src/cli/demo-root.ts";
import { blackoutReport } from "../src/cli/play-report.ts";
import type { Body } from "../src/core/kernel/act.ts";
import { DAY } from "../src/core/kernel/instant.ts";
import { RESPONSES } from "../src/core/testing/menu.ts";
import { statedAt } from "../src/core/testing/stating.ts";
import type { ActSigned, MatterView } from "../src/node/http/api.ts";
import type { MeasuresView } from "../src/node/http/measures-api.ts";
import { launch, LOOKS, open, violations } from "./browser.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "downrung-measures-"));
const text = (words: string): Body => ({ lang: "en", text: words });

let browser: Browser | undefined;
let cluster: Cluster | undefined;

const urlOf = (party: string): string => {
  assert.ok(cluster);
  return cluster.member(party).url;
};

/** Waits until the seat sees what is wanted. */
async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const value = await read();
    if (wanted(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

before(async () => {
  const document = { ...demoCompact(3600), responses: { ...RESPONSES, preconditions: "full" as const } };
  layOut({ root, base: await freeBase() }, document as ReturnType<typeof demoCompact>, null);
  cluster = await startCluster(root, Object.keys(document.parties));
  browser = await launch();
  const [aurelia, borea] = [clientOf(urlOf("aurelia")), clientOf(urlOf("borea"))];
  const body = blackoutReport(1_000);
  const { matter } = await aurelia.post<ActSigned & { matter: string }>("/api/acts", { kind: "report", body });
  const seen = (party: string) => () => clientOf(urlOf(party)).get<MatterView>(`/api/matters/${matter}`);
  await until(
    () => borea.get<{ matters: readonly unknown[] }>("/api/watch"),
    ({ matters }) => matters.length > 0,
  );
  await borea.post("/api/acts", { kind: "confirm", matter, body: { seenHere: "yes", statement: text("We see it.") } });
  const known = await until(seen("aurelia"), (view) => view.matter.confirmations["borea"] !== undefined);
  const finding = known.matter.confirmations["borea"]?.act ?? "";
  const [objective, ends] = [text("That the operator is told what was done."), text("A week without it.")];
  const propose = (measure: string, stated: Body): Promise<ActSigned & { id: string }> =>
    aurelia.post("/api/acts", { kind: "propose-measure", matter, body: { measure, objective, ends, ...stated } });
  const words = await propose("demarche", { undo: text("The note is withdrawn.") });
  await aurelia.post("/api/acts", { kind: "adopt-measure", matter, body: { of: words.id } });
  await propose("joint", { ...statedAt(finding, Date.now()), review: new Date(Date.now() + DAY).toISOString() });
  await until(
    () => aurelia.get<MeasuresView>("/api/measures"),
    ({ running }) => running.length === 2,
  );
});

after(async () => {
  await browser?.close();
  await cluster?.stop();
  rmSync(root, { recursive: true, force: true });
});

test("the register at the command line names each measure, its clock and what would end it", async () => {
  const all = ["--disable-warning=ExperimentalWarning", MAIN, "measures", "--node", urlOf("aurelia")];
  const { stdout } = await promisify(execFile)(process.execPath, all);
  assert.match(stdout, /demarche by aurelia, in force, without an end/);
  assert.match(stdout, /joint by aurelia, proposed/);
  assert.match(stdout, /ends when: A week without it\./);
  assert.match(stdout, /ground: countermeasure/);
});

test("the page shows ground, checklist and undo plan as the proposer's own answers, and nothing of a verdict", async (t) => {
  if (browser === undefined) return t.skip("no Chromium");
  const page = await open(await browser.newContext({ locale: "en-GB" }), `${urlOf("aurelia")}/measures`);
  const joint = page.locator(".measure-proposed");
  await joint.getByText("Countermeasure", { exact: true }).waitFor();
  await joint.getByText("Article 52(1)(a)").waitFor();
  await joint.getByText("The order is revoked and the desks are told.").waitFor();
  await joint.getByText("has not replied").waitFor();
  await page.locator(".measure-adopted").getByText("Has no agreed end").waitFor();
  await page.getByText("nothing here is a verdict").waitFor();
  assert.equal(await joint.locator(".measure-sign").isVisible(), false);
  await page.emulateMedia({ media: "print" });
  assert.equal(await joint.locator(".measure-sign").isVisible(), true, "on paper there are lines to sign on");
});

for (const [name, query, how] of LOOKS) {
  test(`the register breaks no rule of accessibility: ${name}`, async (t) => {
    if (browser === undefined) return t.skip("no Chromium");
    const context = await browser.newContext({
      colorScheme: how.colorScheme ?? "light",
      viewport: { width: how.width ?? 1280, height: 900 },
      reducedMotion: "reduce",
    });
    const page = await open(context, `${urlOf("aurelia")}/measures${query}`);
    await page.locator(".measure-proposed").waitFor();
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} pixels wider than the screen`);
    if (process.env["SHOTS"] !== undefined) {
      await page.screenshot({
        path: `${process.env["SHOTS"]}/measures-${name.replaceAll(" ", "-")}.png`,
        fullPage: true,
      });
    }
    await context.close();
  });
}
