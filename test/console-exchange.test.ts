// Exchanges of steps down in a real browser, on a real drill of three nodes. spec/exchange.md

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { clientOf } from "../src/cli/client.ts";
import { printInstant } from "../src/core/kernel/instant.ts";
import type { ActSigned, MatterView } from "../src/node/http/api.ts";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";
import type { Demo, Seat } from "./demo.ts";
import { text } from "./nodes.ts";

const MATTER = "aurelia-1";
const soon = (ms: number): string => printInstant(Date.now() + ms);

/** Borea offers a pause for a step of Aurelia's, which Aurelia accepts and performs; nobody has checked it yet. */
async function play(seats: Demo["seats"]): Promise<void> {
  const give = async (by: Seat, kind: string, body: object): Promise<string> => {
    const { id } = await clientOf(seats[by]).post<ActSigned>("/api/acts", { kind, matter: MATTER, body });
    for (const seat of ["aurelia", "borea"] as const) {
      for (let i = 0; ; i += 1) {
        const { entries } = await clientOf(seats[seat]).get<MatterView>(`/api/matters/${MATTER}`);
        if (entries.some(({ act }) => act.id === id)) break;
        if (i > 200) throw new Error(`${kind} did not reach ${seat}`);
        await sleep(25);
      }
    }
    return id;
  };
  const of = await give("borea", "offer-exchange", {
    with: "aurelia",
    mine: {
      what: "pause",
      activity: "scans of the western grid",
      from: soon(-1_000),
      until: soon(7_200_000),
      monitored: text("Each evening's log of the sensors."),
    },
    yours: { what: "other", says: text("The liaison officers return."), undo: text("They are called home.") },
    acceptBy: soon(1_800_000),
    performBy: soon(3_600_000),
  });
  await give("aurelia", "accept-exchange", { of });
  await give("aurelia", "report-step", { of, statement: text("They are back at their posts.") });
}

useConsole({ pace: 60 }, play);

test("both steps stand side by side with what is done of each, until when, and what happens by itself then", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await open(context, `${aurelia}/matter/${MATTER}`);
    await page.locator(".exchange").waitFor();
    const said = await page.locator(".exchanges").innerText();
    assert.match(said, /Between Borea and Aurelia/);
    assert.match(said, /Agreed: both owe their steps\./);
    assert.match(
      said,
      /Pauses “scans of the western grid” from .* UTC until .* UTC\.\s+How it is seen: Each evening's log/,
    );
    assert.match(said, /Promised, not yet reported as done/);
    assert.match(
      said,
      /The liaison officers return\.\s+How it is undone: They are called home\.\s+Reported as done; Borea says/,
    );
    assert.match(
      said,
      /Unless both steps are found done before .* UTC, nobody is bound and what was suspended is in force again/,
    );
  }));

test("what waits for a seat is offered to it, and every form of an exchange opens", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await open(context, `${borea}/matter/${MATTER}`);
    const buttons = page.locator(".exchange-moves button");
    await buttons.first().waitFor();
    const moves = await buttons.allInnerTexts();
    assert.deepEqual(moves, [
      "Offer a step down for a step down",
      "Report your step as done",
      "Say whether the step is done",
    ]);
    for (const move of moves) {
      await page.locator(".exchange-moves").getByRole("button", { name: move, exact: true }).click();
      const dialog = page.getByRole("dialog", { name: move });
      await dialog.getByRole("button", { name: "Look at what will be signed" }).waitFor();
      if (move === moves[0])
        for (const sort of ["Pause an activity", "Another step"]) await dialog.getByLabel(sort).first().check();
      assert.deepEqual(await violations(page), [], move);
      await dialog.getByRole("button", { name: "Close", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    }
  }));

for (const [name, query, how] of LOOKS) {
  test(`an exchange has no violation of WCAG 2.2 AA in ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        const page = await open(context, `${aurelia}/matter/${MATTER}${query}`);
        await page.locator(".exchange").waitFor();
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wide, false, "nothing runs over the edge");
      },
      how,
    ));
}
