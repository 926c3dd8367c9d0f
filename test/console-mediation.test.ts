// Mediation and sittings in a real browser, on a real drill of three nodes. spec/mediation.md

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";
import { askFor, convene, mediate, PLAY_PACE, POSITION, sit } from "./mediation-play.ts";

useConsole({ pace: PLAY_PACE }, async (seats) => {
  await mediate(seats, await askFor(seats));
  await convene(seats);
  await sit(seats);
});

const MATTER = "/matter/aurelia-1";

const mediationOf = async (page: Page): Promise<string> => page.locator(".mediation").innerText();

const movesOf = (page: Page): Promise<readonly string[]> => page.locator(".mediation-moves button").allInnerTexts();

test("who mediates, what it disclosed, the text with each side's word, the sitting and its minutes are read in one place", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await open(context, `${aurelia}${MATTER}`);
    const said = await mediationOf(page);
    assert.match(said, /Cassia mediates since .* UTC\.\s+Disclosed on accepting: Our regulator advises/);
    assert.match(said, /Paragraphs agreed: 1 of 3\./);
    assert.match(said, /Aurelia\s+can live with it\s+Borea\s+cannot yet/);
    assert.match(said, /Two offers fit: Borea and Aurelia\./);
    assert.match(said, /Minutes by Aurelia: Each side said what it saw\./);
    assert.match(said, /signed, dissent noted\s+We did not say for how long it stays open\./);
  }));

test("sealed words are read by their author and the mediator, and by nobody else", (t) =>
  look(t, async ({ aurelia, borea, cassia }, context) => {
    for (const [seat, readable] of [
      [aurelia, true],
      [cassia, true],
      [borea, false],
    ] as const) {
      const page = await open(context, `${seat}${MATTER}`);
      await page.locator(".timeline", { hasText: "Sealed" }).waitFor();
      assert.equal((await page.locator("main").innerText()).includes(POSITION), readable, seat);
    }
  }));

test("what waits for this seat is offered first, and every form of mediation opens", (t) =>
  look(t, async ({ cassia }, context) => {
    const page = await open(context, `${cassia}${MATTER}`);
    const moves = await movesOf(page);
    assert.equal(moves[0], "Sign the minutes");
    assert.equal(moves.at(-1), "Recuse yourself");
    for (const move of moves) {
      await page.locator(".mediation-moves").getByRole("button", { name: move, exact: true }).click();
      const dialog = page.getByRole("dialog", { name: move });
      await dialog.getByRole("button", { name: "Look at what will be signed" }).waitFor();
      if (move === moves[0]) assert.deepEqual(await violations(page), [], move);
      await dialog.getByRole("button", { name: "Close", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    }
  }));

for (const [name, query, how] of LOOKS) {
  test(`a mediation and a sitting have no violation of WCAG 2.2 AA in ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        const page = await open(context, `${aurelia}${MATTER}${query}`);
        await page.locator(".mediation .sitting").waitFor();
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wide, false, "nothing runs over the edge");
        const cut = await page.locator(".mediation .table-scroll").evaluate((box) => box.scrollWidth > box.clientWidth);
        assert.equal(cut, false, "the table of who sits fits");
      },
      how,
    ));
}
