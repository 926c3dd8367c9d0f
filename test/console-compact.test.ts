// The Compact page in a real browser, on a real drill of three nodes: read, search, write, propose, comment,
// sign. Each test is a claim that a stranger could check by looking.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "playwright-core";
import type { CompactView } from "../src/node/http/api.ts";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";

useConsole();

async function openCompact(context: BrowserContext, url: string): Promise<Page> {
  const page = await open(context, url);
  await page.locator(".compact").waitFor({ timeout: 20_000 });
  return page;
}

const compactOf = async (seat: string): Promise<CompactView> =>
  (await (await fetch(`${seat}/api/compact`)).json()) as CompactView;

const numbersOf = (page: Page): Promise<readonly string[]> =>
  page.locator(".agreed-text .clause-line > .clause-link").allInnerTexts();

test("the first line says what is in force, and the clauses stand as numbered sentences in two languages", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await openCompact(context, `${borea}/compact`);
    assert.match(await page.locator("#answer").innerText(), /^Version 1 is in force/);
    const duty = page.locator('[id="ladder/confirm"]');
    assert.match(await duty.innerText(), /Each party that the report addresses owes .*no later than 24 hours/s);
    const numbers = await numbersOf(page);
    assert.ok(numbers.length > 30, `${numbers.length} clauses`);
    await page.getByLabel("Language").selectOption("ru");
    await page.getByRole("heading", { name: "Пункты", exact: true }).waitFor();
    assert.match(await duty.innerText(), /24 час/);
    assert.deepEqual(await numbersOf(page), numbers);
  }));

test("an address names a clause, and behind it stands its place in the document", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await openCompact(context, `${borea}/compact#ladder/assess`);
    await page.waitForFunction(() => document.activeElement?.id === "ladder/assess");
    const clause = page.locator('[id="silence/mediator"]');
    await clause.locator("summary").click();
    assert.match(await clause.locator("pre").innerText(), /contact: mediator\nafter: 4h/);
  }));

test("a search leaves the clauses that have the text, and says how many", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await openCompact(context, `${borea}/compact`);
    await page.getByLabel("Search the clauses").fill("mediator");
    await page.getByText(/Clauses with this text: \d/).waitFor();
    const sections = page.locator(".clause-section");
    assert.ok((await sections.count()) > 1);
    for (const section of await sections.all()) assert.ok((await section.locator("mark").count()) > 0);
    assert.equal(await page.locator('[id="cooling-off"]').count(), 0);
  }));

test("the ladder's picture and its table say the same steps, duties and ends", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await openCompact(context, `${borea}/compact`);
    const rungs = page.locator(".rung");
    assert.equal(await rungs.count(), 5);
    assert.match(await rungs.nth(1).innerText(), /Assess.*30 min to 72 h/s);
    await page.locator(".climb-section .table-behind summary").click();
    const row = page.getByRole("row", { name: /Assess/ });
    assert.match(await row.innerText(), /Each party to the matter.*30 min.*72 h/s);
    // Every clock's bar ends where its latest time is: a longer clock is a longer bar.
    const ends = await page
      .locator(".clock-call")
      .evaluateAll((marks) => marks.map((mark) => Number.parseFloat((mark as HTMLElement).style.insetInlineStart)));
    assert.equal(Math.max(...ends), 100);
    assert.ok(Math.min(...ends) < 60);
  }));

async function beginAmendment(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Write version 2" }).click();
  await page.locator(".desk").waitFor();
}

async function replaceText(page: Page, from: string, to: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "The document" });
  const text = await field.inputValue();
  assert.ok(text.includes(from), `the text has ${from}`);
  await field.fill(text.replace(from, to));
}

test("what is wrong with the text is said with its line and column as it is typed", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await openCompact(context, `${borea}/compact/write`);
    await beginAmendment(page);
    await page.getByText("The text reads.").waitFor();
    await replaceText(page, "latest: 24h", "latest: 24x");
    const remark = page.locator(".remark-error").first();
    await remark.waitFor();
    const text = await page.getByRole("textbox", { name: "The document" }).inputValue();
    const line = text.split("\n").findIndex((each) => each.includes("24x")) + 1;
    assert.match(await remark.innerText(), new RegExp(`line ${line}, column \\d+.*latest`, "s"));
    await remark.getByRole("button").click();
    const at = await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).selectionStart);
    assert.equal(text.slice(0, at).split("\n").length, line);
    assert.equal(await page.getByRole("button", { name: "Look at what will be signed" }).isDisabled(), true);
    assert.match(await page.locator(".propose").innerText(), /The text has errors; mend them first\./);
    await page.reload();
    await page.locator(".desk").waitFor();
    assert.match(await page.getByRole("textbox", { name: "The document" }).inputValue(), /latest: 24x/);
  }));

test("the law says beside the form why a wording cannot be proposed", (t) =>
  look(t, async ({ cassia }, context) => {
    const page = await openCompact(context, `${cassia}/compact/write`);
    await beginAmendment(page);
    await page.getByLabel("Your reason, which every party will read").fill("A trial.");
    assert.match(await page.locator(".propose .why").innerText(), /chang/i);
    await replaceText(page, "role: mediator", "role: observer");
    await page
      .getByText(/Cassia/)
      .last()
      .waitFor();
    assert.equal(await page.getByRole("button", { name: "Look at what will be signed" }).isDisabled(), true);
  }));

test("a proposal written here stands on the other side as a redline, with its reason and who is missing", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const there = await openCompact(context, `${borea}/compact/proposed`);
    await there.getByRole("heading", { name: "Nothing is proposed." }).waitFor();
    const page = await openCompact(context, `${aurelia}/compact/write`);
    await beginAmendment(page);
    await replaceText(page, "latest: 24h", "latest: 12h");
    await page.getByLabel("Your reason, which every party will read").fill("Half a day is enough.");
    await page.getByRole("button", { name: "Look at what will be signed" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator(".redline").waitFor();
    assert.deepEqual(await dialog.locator("del").allInnerTexts(), ["1", "24"]);
    assert.deepEqual(await dialog.locator("ins").allInnerTexts(), ["2", "12"]);
    await dialog.getByRole("button", { name: "Sign and send" }).click();
    const proposal = there.locator(".proposal");
    await proposal.waitFor({ timeout: 10_000 });
    assert.match(await proposal.innerText(), /Version 2, proposed by Aurelia.*Half a day is enough\./s);
    assert.match(
      await proposal.locator(".signed-by").innerText(),
      /0 of 2.*Aurelia has not signed.*Borea has not signed/s,
    );
    assert.deepEqual(await proposal.locator("ins").allInnerTexts(), ["2", "12"]);
  }));

test("a comment on a clause reaches the others beside that clause", (t) =>
  look(t, async ({ aurelia, cassia }, context) => {
    const page = await openCompact(context, `${cassia}/compact/proposed`);
    await page.getByRole("button", { name: "Comment on clause 4.1.2" }).click();
    const form = page.locator(".proposal .comment-form");
    await form.getByLabel("Comment", { exact: true }).fill("Count the night.");
    await form.getByRole("button", { name: "Sign and send the comment" }).click();
    const other = await openCompact(context, `${aurelia}/compact/proposed`);
    const comment = other.locator(".proposal .comments li");
    await comment.waitFor({ timeout: 10_000 });
    assert.match(await comment.innerText(), /Cassia.*Clause 4\.1\.2.*12 hours.*Count the night\./s);
  }));

test("a mediator cannot sign, and the button says why", (t) =>
  look(t, async ({ cassia }, context) => {
    const page = await openCompact(context, `${cassia}/compact/proposed`);
    const sign = page.locator(".proposal").getByRole("button", { name: "Read and sign" });
    assert.equal(await sign.isDisabled(), true);
    const why = await sign.getAttribute("aria-describedby");
    assert.match(await page.locator(`[id="${why}"]`).innerText(), /Only members can do this; Cassia/);
  }));

/** The check of a wording runs on the node first; a loaded machine gives it time. */
const CHECK_MS = 240_000;

test("a signature waits for three readings and the node's check, and then cannot be given twice", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await openCompact(context, `${borea}/compact/proposed`);
    await page.locator(".proposal").getByRole("button", { name: "Read and sign" }).click();
    const dialog = page.getByRole("dialog");
    const next = (name: RegExp) => dialog.getByRole("button", { name });
    const read = dialog.getByRole("checkbox");
    await read.waitFor();
    assert.deepEqual(await dialog.locator("ins").allInnerTexts(), ["2", "12"]);
    assert.equal(await next(/Go on: What the check found/).isDisabled(), true);
    await read.check();
    await next(/Go on: What the check found/).click();
    assert.equal(await next(/Go on: What signing means/).isDisabled(), true);
    await read.check();
    const node = dialog.locator(".two-checks section").first();
    await node.locator(".properties, .check-failed").waitFor({ timeout: CHECK_MS });
    await next(/Go on: What signing means/).click();
    assert.match(
      await dialog.locator(".means").innerText(),
      /acts are judged under version 2.*cannot take the signature back/s,
    );
    const sign = dialog.getByRole("button", { name: "Sign", exact: true });
    assert.equal(await sign.isDisabled(), true);
    await read.check();
    await sign.click();
    await dialog.getByText(/Signed on .*number \d+ in your ledger/).waitFor();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await page
      .locator(".signed-by")
      .getByText(/Borea.*signed on/)
      .waitFor();
    const again = page.locator(".proposal").getByRole("button", { name: "Read and sign" });
    assert.equal(await again.isDisabled(), true);
    assert.match(await page.locator(".proposal > .why").innerText(), /Borea has already signed/);
    const { proposals } = await compactOf(borea);
    assert.deepEqual(proposals[0]?.signed, ["borea"]);
  }));

const PARTS = ["/compact", "/compact/versions", "/compact/proposed", "/compact/write"] as const;

for (const [name, query, how] of LOOKS) {
  test(`every part of the Compact page has zero axe violations in ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        for (const path of PARTS) {
          const page = await openCompact(context, `${aurelia}${path}${query}`);
          if (path === "/compact/write") await page.locator(".begin button.main").click();
          assert.deepEqual(await violations(page), [], path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(wide <= 0, `${path} is ${wide} pixels wider than its window`);
          assert.match(await page.title(), name === "Arabic" ? /^تمرين/ : /^DRILL · /);
          await page.close();
        }
      },
      how,
    ));
}

test("the signing has zero axe violations, and Escape leaves it with the focus where it was", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await openCompact(context, `${aurelia}/compact/proposed`);
    const button = page.locator(".proposal").getByRole("button", { name: "Read and sign" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("checkbox").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await button.evaluate((element) => element === document.activeElement), true);
  }));

/** What the first page may weigh over the wire. */
const FIRST_PAGE_BYTES = 250_000;

test("the first page keeps its weight, and loads nothing that only the Compact page needs", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await context.newPage();
    const names: string[] = [];
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith("/assets/")) return;
      names.push(pathname);
      bodies.push(response.body());
    });
    await page.goto(aurelia);
    await page.locator(".matters, .watch-columns").first().waitFor();
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(whole > 50_000 && whole <= FIRST_PAGE_BYTES, `${whole} bytes`);
    assert.deepEqual(
      names.filter((name) => /compact|worker|write/.test(name)),
      [],
    );
  }));
