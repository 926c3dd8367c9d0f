// Assessment in a real browser, on a real drill of three nodes: both ranges with what the facts give, the fact
// that accounts for the difference, and the form that suggests and never fills in. spec/assessment.md

import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementView, MatterView } from "../src/node/http/api.ts";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";

const MATTER = "/matter/aurelia-1";
/** At this pace the half hour before anyone may assess passes in less than two seconds. */
const PACE = 1_200;
const WAIT_MS = 20_000;

async function give(seat: string, kind: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const response = await fetch(`${seat}/api/acts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind, matter: "aurelia-1", body }),
    });
    if (response.ok) return;
    const problem = await response.text();
    assert.ok(Date.now() < until, `${kind}: ${problem}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const said = (text: string): object => ({ lang: "en", text });
const assess = (low: number, high: number, facts: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  nature: "disruption",
  low,
  high,
  civilians: "unknown",
  reasons: said("What we see."),
  facts,
});

const KNOWN = { information: "none", physical: "none", deaths: "none", duration: "hours", effect: "interrupted" };

useConsole({ pace: PACE }, async ({ aurelia, borea }) => {
  await give(borea, "confirm", { seenHere: "yes", statement: said("We see it.") });
  await give(aurelia, "assess", assess(9, 10, KNOWN));
  await give(borea, "assess", assess(1, 2, { ...KNOWN, effect: "none", strategic: ["early-warning"] }));
  const until = Date.now() + WAIT_MS;
  while (Object.keys((await viewOf(aurelia)).matter.assessments).length < 2 && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 200));
});

const viewOf = async (seat: string): Promise<MatterView> =>
  (await (await fetch(`${seat}/api/matters/aurelia-1`)).json()) as MatterView;

test("both ranges stand on one scale with what the facts give, and the fact that accounts for the difference is named", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await open(context, `${aurelia}${MATTER}`);
    const part = page.locator("section", { has: page.locator("#serious") });
    await part.locator(".from-facts").first().waitFor();
    assert.equal(await part.locator(".scale-bar").count(), 2);
    assert.equal(await part.locator(".scale-facts").count(), 2);
    const text = await part.innerText();
    assert.match(text, /From the facts that Aurelia holds: \d+ to \d+\./);
    assert.match(text, /reaches beyond what these facts give/);
    assert.match(text, /effect on services – Aurelia: Services interrupted; Borea: No effect/i);
    assert.match(text, /Strategic systems are stated to be touched: Early warning\./);
    assert.match(text, /In 1 pair of assessments: ranges overlap in 0%/);
    const label = await part.locator(".scale").getAttribute("aria-label");
    assert.match(label ?? "", /Aurelia 9–10.*from the facts/);
  }));

test("the reasons open by keyboard, and the page has no fault in any look or language", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await open(context, `${borea}${MATTER}`);
    const first = page.locator(".from-facts summary").first();
    await first.focus();
    await page.keyboard.press("Enter");
    await page
      .getByText(/Lower end \d+: /)
      .first()
      .waitFor();
    assert.deepEqual(await violations(page), []);
    for (const lang of ["ar", "zh", "fr", "ru", "es"]) {
      const other = await open(context, `${borea}${MATTER}?lang=${lang}`);
      await other.locator(".from-facts").first().waitFor();
      const text = await other.locator("section", { has: other.locator("#serious") }).innerText();
      assert.doesNotMatch(text, /assess\.|fact-name|facts that/, lang);
      await other.close();
    }
  }));

for (const [name, query, how] of LOOKS) {
  test(`the part on how serious it is can be read by anyone: ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        const page = await open(context, `${aurelia}${MATTER}${query}`);
        await page.locator(".from-facts").first().waitFor();
        assert.deepEqual(await violations(page), []);
      },
      how,
    ));
}

test("the form begins with what is reported, suggests a range as facts are changed, and fills in nothing", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await open(context, `${borea}${MATTER}`);
    await page.getByRole("button", { name: "Assess", exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    const suggestion = dialog.locator(".suggestion [role=status]");
    await suggestion.waitFor();
    const before = await suggestion.innerText();
    assert.match(before, /This is a suggestion/);
    await dialog.locator(".field-stated > details > summary").click();
    const effect = dialog.getByLabel("effect on services", { exact: true });
    assert.match(await effect.locator("option").first().innerText(), /^as reported: /);
    await effect.selectOption("control-lost");
    await dialog.getByLabel("duration", { exact: true }).selectOption("months");
    assert.notEqual(await suggestion.innerText(), before);
    assert.equal(await dialog.locator("input[name=low]").inputValue(), "", "the range stays the person's to state");
    assert.deepEqual(await violations(page), []);
  }));

test("agreement over all matters is one question to the node", (t) =>
  look(t, async ({ aurelia }) => {
    const view = (await (await fetch(`${aurelia}/api/agreement`)).json()) as AgreementView;
    assert.equal(view.agreement.pairs, 1);
    assert.deepEqual([view.agreement.overlapping, view.agreement.sameNature], [0, 1]);
  }));
