// The Line page in a real browser, on a real drill: a link is cut in front of the camera, shows itself,
// and heals by itself; a person's test is answered at the other desk. spec/readiness.md, spec/routes.md

import assert from "node:assert/strict";
import { test } from "node:test";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";
import { cutLink } from "./demo.ts";

useConsole();

for (const [name, query, how] of LOOKS) {
  test(`the Line page has no violation of WCAG 2.2 AA in ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        const page = await open(context, `${aurelia}/line${query}`);
        await page.locator(".line-card").first().waitFor();
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wide, false, "nothing runs over the edge");
      },
      how,
    ));
}

test("a person's test is asked at one desk and answered at the other", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const here = await open(context, `${aurelia}/line`);
    const there = await open(context, `${borea}/line`);
    await here.getByRole("button", { name: "Test the line to Borea" }).click();
    await here.getByText(/Sent: a neutral sentence, signed/).waitFor();
    const asked = there.locator(".line-asked");
    await asked.getByText(/Aurelia asks for the watch officer/).waitFor({ timeout: 5_000 });
    await asked.getByRole("button", { name: "Answer as the watch officer" }).click();
    await asked.waitFor({ state: "detached", timeout: 5_000 });
    await here
      .locator("section[aria-labelledby=line-borea] .line-tests li", { hasText: "Aurelia tests, Borea answers" })
      .getByText(/1 of 1 answered in time/)
      .first()
      .waitFor({ timeout: 15_000 });
  }));

test("a cut shows within five seconds, what is signed is kept, and the page heals by itself", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await open(context, `${aurelia}/line`);
    const card = page.locator("section[aria-labelledby=line-borea]");
    await card.getByText("The direct line works.").waitFor();
    await cutLink(aurelia, true);
    await card.getByText(/The direct line has been cut since/).waitFor({ timeout: 5_000 });
    assert.match(await page.locator("h1").innerText(), /Borea/);
    assert.equal(await card.getByRole("button", { name: "Save a courier’s file" }).isVisible(), true);
    await cutLink(aurelia, false);
    await card.getByText("The direct line works.").waitFor({ timeout: 5_000 });
    assert.match(await page.locator("h1").innerText(), /Every desk can be reached directly/);
  }));

test("codes on a phone are as large as it allows, and nothing runs over its edge", (t) =>
  look(
    t,
    async ({ aurelia }, context) => {
      await cutLink(aurelia, true);
      try {
        const question = { lang: "en", text: "Do you read this?" };
        const ask = { kind: "ask", matter: "aurelia-1", to: ["borea"], body: { question } };
        const headers = { "content-type": "application/json" };
        await fetch(`${aurelia}/api/acts`, { method: "POST", headers, body: JSON.stringify(ask) });
        const page = await open(context, `${aurelia}/line`);
        const card = page.locator("section[aria-labelledby=line-borea]");
        await card.getByText(/The direct line has been cut since/).waitFor({ timeout: 5_000 });
        await card.getByRole("button", { name: "Show the codes" }).click();
        await card.locator(".code").waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      } finally {
        await cutLink(aurelia, false);
      }
    },
    { width: 360 },
  ));
