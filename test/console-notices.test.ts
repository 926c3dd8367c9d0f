// Notices in a real browser, on a real drill of three nodes: announced in one seat, live in the other, matched
// on the page of an incident before anyone reacts, and asked about with one question.

import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../src/core/kernel/instant.ts";
import { clientOf } from "../src/cli/client.ts";
import { blackoutReport } from "../src/cli/play-report.ts";
import type { ActSigned } from "../src/node/http/api.ts";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";

useConsole();

let matter = "";

const inMs = (wait: number): string => printInstant(Date.now() + wait);
const text = (words: string) => ({ lang: "en", text: words });

const scan = (title: string, more: object = {}) => ({
  kind: "announce",
  matter: null,
  body: {
    what: "scan",
    title,
    from: inMs(300),
    until: inMs(3_600_000),
    networks: ["203.0.113.0/24"],
    sectors: ["energy"],
    seen: text("Many short connections from one block of addresses."),
    contact: { office: "Watch desk", reach: "+995 32 200 0100" },
    stopWord: "heron",
    urgent: text("A flaw is in use."),
    ...more,
  },
});

test("an empty page says what a notice is for, and a notice is announced from it by keyboard", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const page = await open(context, `${aurelia}/notices`);
    await page.getByText("Nobody has announced anything yet.").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Announce a plan" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What is planned").selectOption("scan");
    await dialog.getByLabel("Title", { exact: true }).fill("Scan of our own substations");
    await dialog.getByLabel("Networks that it reaches").fill("not a network");
    await dialog.getByLabel("Energy", { exact: true }).check();
    await dialog.getByLabel("What others will see").fill("Short connections.");
    await dialog.getByLabel("Office, not a person").fill("Watch desk");
    await dialog.getByLabel("How it is reached").fill("+351 21 000 0000");
    await dialog.getByRole("button", { name: "Look at what will be signed" }).click();
    assert.match(await dialog.locator(".problem").innerText(), /no block of addresses, domain or AS number/);
    await dialog.getByLabel("Networks that it reaches").fill("203.0.113.0/24, grid.example");
    assert.match(await dialog.locator(".refused").innerText(), /need a stop word/);
    await dialog.getByLabel(/^Stop word/).fill("heron");
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole("button", { name: "Look at what will be signed" }).click();
    await dialog.getByRole("button", { name: "Sign and send" }).click();
    await dialog.getByText(/Signed at .* UTC/).waitFor();
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    await page.locator(".notices article", { hasText: "Scan of our own substations" }).waitFor();
    const there = await open(context, `${borea}/notices`);
    await there.locator(".notices article", { hasText: "heron" }).waitFor({ timeout: 10_000 });
    assert.equal(
      await there.getByRole("button", { name: "End the notice", exact: true }).count(),
      0,
      "only its author ends it",
    );
    await page.getByRole("button", { name: "End the notice", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Look at what will be signed" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign and send" }).click();
    await page
      .getByRole("dialog")
      .getByText(/Signed at .* UTC/)
      .waitFor();
    await there.getByRole("heading", { name: "Over", exact: true }).waitFor({ timeout: 15_000 });
  }));

test("an incident that may be announced says so above the moves, and its button writes the one question", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    await clientOf(borea).post<ActSigned>("/api/acts", scan("Scan of the western grid"));
    const clash = { what: "quiet", from: inMs(600), until: inMs(900_000) };
    await clientOf(aurelia).post<ActSigned>("/api/acts", scan("Quiet for the vote", clash));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const body = blackoutReport(1, { sectors: ["energy"], nature: "undetermined" });
    ({ matter } = await clientOf(aurelia).post<ActSigned & { matter: string }>("/api/acts", { kind: "report", body }));
    const page = await open(context, `${aurelia}/matter/${matter}`);
    const part = page.locator(".announced");
    await part.getByText("Scan of the western grid").waitFor();
    assert.equal(
      await part.evaluate((one) => {
        const moves = document.querySelector(".moves");
        return moves !== null && (one.compareDocumentPosition(moves) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      }),
      true,
      "it stands before the moves",
    );
    await part.getByText("Why this score").click();
    await part.getByText(/It was observed within the announced window/).waitFor();
    await part.getByRole("button", { name: "Ask Borea" }).click();
    const dialog = page.getByRole("dialog");
    assert.match(
      await dialog.getByLabel("Question", { exact: true }).inputValue(),
      /^Your notice “Scan of the western grid”/,
    );
    await dialog.getByRole("button", { name: "Look at what will be signed" }).click();
    await dialog.getByRole("button", { name: "Sign and send" }).click();
    await dialog.getByText(/Signed at .* UTC/).waitFor();
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    await part.getByText("You have asked Borea.").waitFor({ timeout: 10_000 });
  }));

for (const [name, query, how] of LOOKS) {
  test(`notices and a match break no rule of accessibility: ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        for (const path of ["/notices", `/matter/${matter}`]) {
          const page = await open(context, `${aurelia}${path}${query}`);
          await page
            .locator(path === "/notices" ? ".notice-clashes" : ".announced")
            .first()
            .waitFor();
          assert.deepEqual(await violations(page), [], path);
          const wide = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.ok(wide <= 0, `${path}: ${wide} pixels wider than the screen`);
          if (process.env["SHOTS"] !== undefined) {
            await page.screenshot({
              path: `${process.env["SHOTS"]}/${name.replaceAll(" ", "-")}${path.replaceAll("/", "-")}.png`,
              fullPage: true,
            });
          }
        }
      },
      how,
    ));
}
