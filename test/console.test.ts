// The console in a real browser, on a real drill of three nodes. Each test is a claim that a stranger
// could check by looking.

import assert from "node:assert/strict";
import { createServer, connect, type Socket } from "node:net";
import { test } from "node:test";
import type { MatterView } from "../src/node/http/api.ts";
import { look, LOOKS, open, useConsole, violations } from "./browser.ts";

const MATTER = "/matter/aurelia-1";

useConsole();

const matterOf = async (seat: string): Promise<MatterView> =>
  (await (await fetch(`${seat}/api/matters/aurelia-1`)).json()) as MatterView;

test("the matter page says who acts next and for how long", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const page = await open(context, `${borea}${MATTER}`);
    assert.match(await page.locator("#answer").innerText(), /^You owe an answer to the report/);
    assert.match(await page.getByRole("timer").innerText(), /\d+ (h|min|s)/);
    const other = await open(context, `${aurelia}${MATTER}`);
    assert.match(await other.locator("#answer").innerText(), /^Borea owes an answer to the report/);
    assert.match(await other.locator(".left").innerText(), /until .* UTC/);
  }));

test("what happens when the time passes is spelled out with its times, and it is contact", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await open(context, `${borea}${MATTER}`);
    const stations = await page.locator(".station").allInnerTexts();
    assert.equal(stations.length, 4);
    assert.match(stations[0] ?? "", /\d\d:\d\d.*other desk/s);
    assert.match(stations[2] ?? "", /\d\d:\d\d.*mediator is called: Cassia/s);
    assert.match(await page.locator(".rail-heading").innerText(), /Nothing harsher follows from silence/);
  }));

test("a disabled button says why", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await open(context, `${borea}${MATTER}`);
    const assess = page.getByRole("button", { name: "Assess", exact: true }).first();
    assert.equal(await assess.isDisabled(), true);
    const why = await assess.getAttribute("aria-describedby");
    assert.match(await page.locator(`#${why}`).innerText(), /The step “Assess” is not open/);
  }));

test("an act signed in one seat appears in the other without reload", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    const there = await open(context, `${borea}${MATTER}`);
    const here = await open(context, `${aurelia}${MATTER}`);
    await here.getByRole("button", { name: "Ask a question" }).click();
    const dialog = here.getByRole("dialog");
    await dialog.getByLabel("Question", { exact: true }).fill("Was the firmware trial stopped?");
    assert.match(await dialog.locator(".next").innerText(), /Borea owes an answer to your question\. By/);
    await dialog.getByRole("button", { name: "Look at what will be signed" }).click();
    assert.match(await dialog.locator(".preview").innerText(), /Was the firmware trial stopped\?/);
    assert.match(await dialog.locator(".who").innerText(), /Borea: the question is put to it/);
    await dialog.getByRole("button", { name: "Sign and send" }).click();
    await dialog.getByText(/Signed at .* UTC/).waitFor();
    await there.getByText("Was the firmware trial stopped?").first().waitFor({ timeout: 5_000 });
    await there.locator(".news").getByText("Aurelia asked a question.").waitFor({ timeout: 5_000 });
  }));

test("what is typed survives a reload", (t) =>
  look(t, async ({ borea }, context) => {
    const page = await open(context, `${borea}${MATTER}`);
    await page.getByRole("button", { name: "Dispute what was said" }).click();
    await page.getByLabel("Statement").fill("We hold another view.");
    await page.reload();
    await page.getByRole("button", { name: "Dispute what was said" }).click();
    assert.equal(await page.getByLabel("Statement").inputValue(), "We hold another view.");
  }));

test("an act against the rule is signed only with a reason, behind a second step", (t) =>
  look(t, async ({ cassia }, context) => {
    const page = await open(context, `${cassia}${MATTER}`);
    await page.getByText("Record something against the rule").click();
    await page.locator(".anyway").getByRole("button", { name: "Convene" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What to speak about").fill("The grid.");
    await dialog.getByRole("button", { name: "Look at what will be signed" }).click();
    assert.equal(await dialog.getByRole("button", { name: "Sign and send" }).count(), 0);
    assert.match(await dialog.locator(".refused").innerText(), /mediator has not been called yet/);
    await dialog.getByText("Sign it against the rule").click();
    const sign = dialog.getByRole("button", { name: "Sign against the rule" });
    assert.equal(await sign.isDisabled(), true);
    await dialog.getByLabel(/Your reason/).fill("A drill of the override.");
    await dialog.getByLabel(/I understand/).check();
    await sign.click();
    await dialog.getByText(/Signed at .* UTC/).waitFor();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await page.locator(".act.irregular").getByText("A drill of the override.").first().waitFor();
  }));

const PAGES = (view: MatterView): readonly string[] => ["/", MATTER, `/proof/${view.matter.opened.act}`, "/nowhere"];

for (const [name, query, how] of LOOKS) {
  test(`every page has zero axe violations in ${name}`, (t) =>
    look(
      t,
      async ({ aurelia }, context) => {
        for (const path of PAGES(await matterOf(aurelia))) {
          const page = await open(context, `${aurelia}${path}${query}`);
          if (path.startsWith("/proof")) await page.locator(".checks").waitFor();
          assert.deepEqual(await violations(page), [], path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(wide <= 0, `${path} is ${wide} pixels wider than its window`);
          await page.close();
        }
      },
      how,
    ));
}

test("the forms have zero axe violations, empty and with their errors said", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await open(context, aurelia);
    await page.getByRole("button", { name: "Report an incident" }).click();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Look at what will be signed" }).click();
    await page.getByRole("alert").waitFor();
    assert.deepEqual(await violations(page), []);
  }));

test("the drill frame is on every page", (t) =>
  look(t, async ({ aurelia }, context) => {
    for (const path of PAGES(await matterOf(aurelia))) {
      const page = await open(context, `${aurelia}${path}`);
      await page.locator(".drill-frame").waitFor();
      assert.match(await page.title(), /^DRILL · /);
      assert.match(await page.locator(".drill-line").innerText(), /DRILL/);
      assert.equal(await page.locator("link[rel=icon]").getAttribute("href"), "/icon-drill.svg");
      await page.close();
    }
  }));

/** A wire to the node that can go silent without breaking, as a bad line does. */
async function wire(
  target: string,
): Promise<{ readonly url: string; readonly silence: (silent: boolean) => void; readonly stop: () => void }> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
      if (silent) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return {
    url: `http://127.0.0.1:${address.port}`,
    silence: (now) => {
      silent = now;
      for (const socket of sockets)
        if (now) socket.pause();
        else socket.resume();
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test("a broken connection shows within five seconds and heals", (t) =>
  look(t, async ({ aurelia }, context) => {
    const line = await wire(aurelia);
    try {
      const page = await open(context, `${line.url}${MATTER}`);
      await page.getByRole("button", { name: "Dispute what was said" }).waitFor();
      line.silence(true);
      await page.getByText("The connection to your node is broken.").waitFor({ timeout: 5_200 });
      line.silence(false);
      await page.getByText("The connection to your node is back.").waitFor({ timeout: 10_000 });
      assert.equal(await page.getByText("The connection to your node is broken.").count(), 0);
    } finally {
      line.stop();
    }
  }));

test("opening a matter tells the author, and the receipt opens into its proof", (t) =>
  look(t, async ({ aurelia, borea }, context) => {
    await open(context, `${borea}${MATTER}`);
    const page = await open(context, `${aurelia}${MATTER}`);
    const opened = page
      .locator(".act")
      .first()
      .getByRole("link", { name: /^opened/ })
      .first();
    await opened.waitFor({ timeout: 10_000 });
    await opened.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("The text is what was signed").waitFor();
    await dialog.getByText("It was signed by Borea").waitFor();
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole("button", { name: "Open as a page" }).click();
    await page.waitForURL(/\/proof\//);
    await page.getByRole("heading", { name: "How do I know?" }).waitFor();
  }));

test("the whole page can be worked with the keyboard, and the focus is seen", (t) =>
  look(t, async ({ aurelia }, context) => {
    const page = await open(context, `${aurelia}${MATTER}`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
    await page.keyboard.press("Enter");
    const main = page.locator(".moves button.main");
    for (let presses = 0; presses < 40; presses += 1) {
      if (await main.evaluate((button) => button === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    assert.notEqual(await main.evaluate((button) => getComputedStyle(button).outlineStyle), "none");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await main.evaluate((button) => button === document.activeElement), true);
  }));
