// Formal messages in a real browser, on a real drill of three nodes.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";

useConsole();

/** Opens the form and fills in everything but what a message names and asks for. */
async function begin(page: Page, subject: string): Promise<ReturnType<Page["getByRole"]>> {
  await page.getByRole("button", { name: "Send a formal message" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Type of message").selectOption("ask");
  await dialog.getByLabel("Borea").check();
  await dialog.getByLabel("Text", { exact: true }).fill("Has the firmware trial been stopped?");
  await dialog.getByLabel("Precedence of the message").selectOption("priority");
  await dialog.getByLabel("Subject of the message").fill(subject);
  await dialog.getByLabel("Which act does it ask for?").selectOption("none");
  return dialog;
}

test("an empty message is asked about before it is signed, and who will see it is said", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await open(context, `${aurelia}/messages`);
    const dialog = await begin(page, "The firmware trial");
    await dialog.getByRole("button", { name: "Look at what will be signed" }).click();
    assert.match(await dialog.locator(".problem").innerText(), /Which line or norm does it name, and which act/);
    assert.match(await dialog.locator(".who").innerText(), /Borea: you address it\..*Cassia: mediator.*clause \d/s);
    await dialog.getByLabel("It is meant so").check();
    await dialog.getByRole("button", { name: "Look at what will be signed" }).click();
    assert.match(await dialog.locator(".preview").innerText(), /It names no line, no norm and no clause\./);
  }));

test("a message that is sent in one seat is refused in the other, and the refusal stands as an answer", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const here = await open(context, `${aurelia}/messages`);
    const dialog = await begin(here, "Asked and refused");
    await dialog.getByLabel("Which act does it ask for?").selectOption("clarify");
    await dialog.locator("summary", { hasText: "Norms" }).click();
    await dialog.getByLabel(/^\(f\)/).check();
    await dialog.getByRole("button", { name: "Look at what will be signed" }).click();
    await dialog.getByRole("button", { name: "Sign and send" }).click();
    await dialog.getByText(/Signed at .* UTC/).waitFor();
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    const there = await open(context, `${borea}/messages`);
    const card = there.locator(".messages article", { hasText: "Asked and refused" }).last();
    await card.getByRole("button", { name: "Answer", exact: true }).click({ timeout: 10_000 });
    const answer = there.getByRole("dialog");
    await answer.getByLabel("Type of message").selectOption("refuse");
    await answer.getByLabel("Text", { exact: true }).fill("We do not speak of it on this line.");
    await answer.getByRole("button", { name: "Look at what will be signed" }).click();
    await answer.getByRole("button", { name: "Sign and send" }).click();
    await answer.getByText(/Signed at .* UTC/).waitFor();
    await here.getByText(/Borea: Refusal, .* UTC/).waitFor({ timeout: 10_000 });
  }));

for (const [name, query, how] of LOOKS) {
  test(`the page of messages, a form and a message break no rule of accessibility: ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        const page = await open(context, `${aurelia}/messages${query}`);
        await page.locator(".messages article").first().waitFor();
        assert.deepEqual(await violations(page), []);
        await page.locator(".messages article .small").first().click();
        await page.locator(".sheet").waitFor();
        assert.match(await page.locator(".sheet").innerText(), /AURELIA\/\d\d\/\d{4}|BOREA\/\d\d\/\d{4}/);
        assert.deepEqual(await violations(page), []);
        await page.keyboard.press("Escape");
        await page.locator(".messages-page button.main").click();
        await page.getByRole("dialog").locator(".field-heading").waitFor();
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(wide <= 0, `${wide} pixels wider than the screen`);
      },
      how,
    ));
}
