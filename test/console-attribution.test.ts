// Attribution in a real browser, on a real drill of three nodes: evidence that is kept back, shown to one and then
// to all; a judgement, an assessor, and a dissent that stays. spec/attribution.md

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { clientOf } from "../src/cli/client.ts";
import type { ActSigned, MatterView } from "../src/node/http/api.ts";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";
import type { Demo } from "./demo.ts";

const MATTER = "aurelia-1";
const PAGE = `/matter/${MATTER}/attribution`;
const text = (words: string) => ({ lang: "en", text: words });
const sha256 = (bytes: string) => createHash("sha256").update(bytes).digest();
const RECORDING = "A recording of the night before.";

let seats: Demo["seats"] | undefined;

useConsole({}, async (running) => {
  seats = running;
});

/** Until every seat has the act. */
async function reached(seat: string, id: string): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    const { entries } = await clientOf(seat).get<MatterView>(`/api/matters/${MATTER}`);
    if (entries.some(({ act }) => act.id === id)) return;
    await new Promise((wake) => setTimeout(wake, 25));
  }
  throw new Error(`${id} did not arrive`);
}

test("an item is added by keyboard from a file that stays here, and only its commitment leaves the desk", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const page = await open(context, `${aurelia}/matter/${MATTER}`);
    await page.getByText("No evidence and no judgement yet.").waitFor();
    await page.getByRole("link", { name: "Evidence and judgements" }).click();
    await page.getByText("Nobody has judged yet who it was.").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Add evidence" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/Something is still missing: Name of the item/).waitFor();
    await dialog.getByLabel("Name of the item").fill("tape");
    await dialog.getByLabel("Kind", { exact: true }).selectOption("human");
    await dialog.getByLabel("Reliability of the source").selectOption("A");
    await dialog.getByLabel("Credibility of the information").selectOption("3");
    await dialog
      .getByLabel("Take the digest from a file")
      .setInputFiles({ name: "tape.wav", mimeType: "audio/wav", buffer: Buffer.from("a recording") });
    await dialog.getByLabel("What it is and shows").fill(RECORDING);
    await dialog.getByLabel("Held by").fill("Service");
    await dialog.getByLabel("Since (UTC)").fill("2026-11-01T06:00:00");
    await dialog.getByLabel("Cassia", { exact: true }).check();
    await dialog.getByLabel("Cost of showing it").selectOption("high");
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole("button", { name: "Sign and send" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("rowheader", { name: "aurelia/tape" }).waitFor();
    const { entries } = await clientOf(aurelia).get<MatterView>(`/api/matters/${MATTER}`);
    await reached(borea, entries.at(-1)?.act.id ?? "");
    const there = await clientOf(borea).text(`/api/matters/${MATTER}`);
    assert.equal(there.includes(RECORDING) || there.includes(sha256("a recording").toString("base64url")), false);
  }));

test("one reader reads it under seal, and the others see that it was shown and to whom", (t) =>
  look(t, async ({ aurelia, borea, cassia }, context) => {
    const page = await open(context, `${aurelia}${PAGE}`);
    await page.getByRole("button", { name: "Open to Cassia under seal" }).click();
    await page.getByText(/^Given under seal to Cassia/).waitFor();
    const reader = await open(context, `${cassia}${PAGE}`);
    await reader.getByText("It is the item that was committed to.").waitFor();
    await reader.getByText(RECORDING).waitFor();
    const other = await open(context, `${borea}${PAGE}`);
    await other.getByText(/^Given under seal to Cassia/).waitFor();
    assert.equal((await other.locator("main").innerText()).includes(RECORDING), false);
  }));

test("a judgement is written beside what the law says of it, and likelihood and confidence stand apart", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await open(context, `${aurelia}${PAGE}`);
    await page.getByRole("button", { name: "Judge who it was" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What the confidence rests on").fill("One recording that cannot be shown to all.");
    await dialog.getByLabel("Likelihood", { exact: true }).first().selectOption("almost-certain");
    await dialog.getByLabel("Likelihood", { exact: true }).nth(1).selectOption("likely");
    assert.match(await dialog.locator(".refused").innerText(), /One of the hypotheses has to be true/);
    await dialog.getByLabel("Likelihood", { exact: true }).first().selectOption("likely");
    await dialog.getByLabel("Likelihood", { exact: true }).nth(1).selectOption("almost-no-chance");
    await dialog.getByText("The law lets it stand.").waitFor();
    await dialog.getByLabel("Who, if it is known").first().fill("Service 9");
    await dialog.getByLabel("aurelia/tape, Accident").selectOption("ii");
    await dialog.getByLabel("aurelia/tape, Criminal").selectOption("i");
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole("button", { name: "Sign and send" }).click();
    await dialog.waitFor({ state: "detached" });
    const card = page.locator(".judgement");
    await card.waitFor();
    const said = await card.locator(".said").allInnerTexts();
    assert.match(said[0] ?? "", /^Likelihood .*State \(Service 9\): Likely, 55 to 80 percent\.$/);
    assert.equal(said[1], "Confidence in the sources and the argument: Low.");
    assert.match(await card.locator(".most").innerText(), /aurelia\/tape\..*Cost of showing it: High\./s);
    const column = card.locator(".matrix").getByRole("columnheader", { name: "Accident" });
    await column.waitFor();
  }));

test("dissent is kept beside the text, and an assessor stands on no side", (t) =>
  look(t, async ({ aurelia, borea, cassia }, context) => {
    const { matter } = await clientOf(aurelia).get<MatterView>(`/api/matters/${MATTER}`);
    const of = matter.attribution?.judgements[0]?.act ?? "";
    for (const [seat, answer, reasons] of [
      [borea, "dissent", "The log speaks of our own maintenance."],
      [cassia, "join", "It follows from what we were shown."],
    ] as const) {
      await reached(seat, of);
      const body = { of, answer, reasons: text(reasons) };
      const { id } = await clientOf(seat).post<ActSigned>("/api/acts", {
        kind: "answer-attribution",
        matter: MATTER,
        body,
      });
      await reached(aurelia, id);
    }
    const page = await open(context, `${aurelia}${PAGE}`);
    const said = await page.locator(".attribution-answers").innerText();
    assert.match(said, /Borea Dissents\s+The log speaks of our own maintenance\./);
    assert.match(said, /Cassia Finds, as an assessor on no side, that it follows from its evidence/);
    const other = await open(context, `${borea}${PAGE}`);
    await other.getByRole("button", { name: "Answer a judgement" }).click();
    await other.getByRole("dialog").getByLabel("The judgement that you answer").waitFor();
  }));

test("what is opened to all is the item that was committed to, on the page and in the laboratory's file", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const page = await open(context, `${aurelia}${PAGE}`);
    await page.getByRole("button", { name: "Open to all" }).click();
    await page.getByText("Commitment, opened").waitFor();
    const { entries } = await clientOf(aurelia).get<MatterView>(`/api/matters/${MATTER}`);
    await reached(borea, entries.at(-1)?.act.id ?? "");
    const file = await clientOf(borea).text(`/api/matters/${MATTER}/evidence.jsonld`);
    assert.ok(file.includes(sha256("a recording").toString("hex").toUpperCase()));
  }));

test("the command line shows the same, and writes the laboratory's file", async (t) => {
  if (seats === undefined) return t.skip("no Chromium");
  const folder = mkdtempSync(join(tmpdir(), "downrung-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "evidence.jsonld");
  const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
  const run = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [main, "attribution", MATTER, "--node", seats?.borea ?? "", ...args]))
      .stdout;
  const said = await run("--case", file);
  assert.match(said, /aurelia\/tape {2}human A3, digest/);
  assert.match(said, /borea dissents/);
  for (const line of said.split("\n")) assert.equal(/likely/.test(line) && /confidence/.test(line), false, line);
  assert.ok(existsSync(file));
  assert.match(readFileSync(file, "utf8"), /case-investigation:ProvenanceRecord/);
  const { judgements } = JSON.parse(await run("--json")) as { judgements: readonly { most: { item: string } }[] };
  assert.equal(judgements[0]?.most.item, "aurelia/tape");
});

for (const [name, query, how] of LOOKS) {
  test(`attribution has no violation of WCAG 2.2 AA in ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        const page = await open(context, `${aurelia}${PAGE}${query}`);
        await page.locator(".matrix").waitFor();
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wide, false, "nothing runs over the edge");
      },
      how,
    ));
}
