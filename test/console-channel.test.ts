// The page of back-channels in a real browser: two officers at two nodes, from the offer to a joint statement.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";

useConsole();

const [OURS, THEIRS] = ["correct horse battery", "staple of the harbour"];
const PUMPS = "The pumps will run again by noon.";

/** Fills in one side of a channel in the form that is open. */
async function fillSide(page: Page, office: string, passphrase: string): Promise<void> {
  const form = page.locator("details[open] .channel-form");
  await form.getByLabel("Office that speaks").fill(office);
  await form.getByLabel("Topics and limits of the authority").fill("The pumps, and nothing else.");
  await form.getByLabel("Passphrase of this channel").fill(passphrase);
}

test("two officers speak aside in their pages, agree to a text, and each signs it by one step of its own", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const [here, there] = [await open(context, `${aurelia}/channel`), await open(context, `${borea}/channel`)];
    await here.getByText("Offer a back-channel").click();
    await fillSide(here, "political-desk", OURS);
    await here.getByRole("button", { name: "Sign our authority and offer it" }).click();
    const [ours, theirs] = [here.locator(".channel-card").first(), there.locator(".channel-card").first()];
    await ours.getByText("their authority is awaited").waitFor({ timeout: 20_000 });
    await theirs.getByText("Answer with our authority").click({ timeout: 20_000 });
    await fillSide(there, "night-desk", THEIRS);
    await theirs.getByRole("button", { name: "Sign our authority and open it" }).click();
    await theirs.getByRole("button", { name: "Say", exact: true }).waitFor({ timeout: 20_000 });

    await ours.getByLabel("Office that speaks").fill("political-desk", { timeout: 20_000 });
    await ours.getByLabel("Passphrase of this channel").fill(THEIRS);
    await ours.getByRole("button", { name: "Unlock" }).click();
    await ours.getByText("The passphrase does not open this back-channel.").waitFor({ timeout: 20_000 });
    await ours.getByLabel("Passphrase of this channel").fill(OURS);
    await ours.getByRole("button", { name: "Unlock" }).click();
    await ours.getByLabel("Text", { exact: true }).fill(PUMPS, { timeout: 20_000 });
    await ours.getByLabel("Propose it as a text").check();
    await ours.getByRole("button", { name: "Say", exact: true }).click();

    await theirs.getByRole("button", { name: "Agree to this text" }).click({ timeout: 20_000 });
    await theirs.getByRole("button", { name: "Sign it as our act" }).click({ timeout: 20_000 });
    await theirs.getByText("on the record as our word").last().waitFor();
    await here.getByText("One-sided: Borea has signed these words, Aurelia has not.").waitFor({ timeout: 20_000 });
    await ours.getByRole("button", { name: "Sign it as our act" }).click({ timeout: 20_000 });
    await here.getByText("Joint: Borea and Aurelia have signed these words.").waitFor({ timeout: 20_000 });

    const second = await open(context, `${aurelia}/channel`);
    await second.locator(".channel-card").first().waitFor();
    assert.ok(
      !(await second.locator(".channel-card").innerText()).includes(PUMPS),
      "another page of the node is locked",
    );
    await ours.getByRole("button", { name: "End this channel" }).click();
    await ours.getByRole("button", { name: "End it", exact: true }).click();
    await theirs.getByText("ended by Aurelia").waitFor({ timeout: 20_000 });
  }));

for (const [name, query, how] of LOOKS) {
  test(`the page of back-channels breaks no rule of accessibility: ${name}`, (t) =>
    look(
      t,
      async ({ borea }, context) => {
        const page = await open(context, `${borea}/channel${query}`);
        await page.locator(".channel-kept li").first().waitFor();
        await page.locator(".channel-offer summary").click();
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(wide <= 0, `${wide} pixels wider than the screen`);
      },
      how,
    ));
}
