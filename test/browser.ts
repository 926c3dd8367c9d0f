// A real browser on a real drill of three nodes, shared by the tests of the console. A test is skipped
// where there is no Chromium.

import { existsSync } from "node:fs";
import { after, before, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { startDemo, type Demo } from "./demo.ts";

const CHROMIUM = [process.env["CHROMIUM"], "/usr/bin/chromium"].find((path) => path !== undefined && existsSync(path));
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A browser of its own, with flags that the shared one has not; undefined where there is no Chromium. */
export const launch = async (more: readonly string[] = []): Promise<Browser | undefined> =>
  CHROMIUM === undefined ? undefined : chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...more] });

let browser: Browser | undefined;
let demo: Demo | undefined;

/** Starts the browser and the drill before the tests of a file, plays on in it, and stops both after them. */
export function useConsole(
  options: Parameters<typeof startDemo>[0] = {},
  play: (seats: Demo["seats"]) => Promise<void> = async () => {},
): void {
  before(async () => {
    if (CHROMIUM === undefined) return;
    if (!existsSync(fileURLToPath(new URL("../web/dist/index.html", import.meta.url)))) {
      const { build } = await import("vite");
      await build({ configFile: fileURLToPath(new URL("../vite.config.ts", import.meta.url)), logLevel: "warn" });
    }
    browser = await launch();
    demo = await startDemo(options);
    await play(demo.seats);
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
}

type Look = { readonly colorScheme?: "light" | "dark"; readonly width?: number };

/** Runs a claim in a fresh browser profile; skips it where there is no Chromium. */
export async function look(
  t: TestContext,
  claim: (seats: Demo["seats"], context: BrowserContext) => Promise<void>,
  how: Look = {},
): Promise<void> {
  if (browser === undefined || demo === undefined) return t.skip("no Chromium");
  const context = await browser.newContext({
    locale: "en-GB",
    colorScheme: how.colorScheme ?? "light",
    viewport: { width: how.width ?? 1280, height: 900 },
    reducedMotion: "reduce",
  });
  try {
    await claim(demo.seats, context);
  } finally {
    await context.close();
  }
}

export async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator(".head").waitFor();
  await page.locator(".loading").waitFor({ state: "detached" });
  return page;
}

/** What axe finds against WCAG 2.2 AA, one line a rule. */
export async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

export const LOOKS: readonly (readonly [string, string, Look])[] = [
  ["light", "", {}],
  ["dark", "", { colorScheme: "dark" }],
  ["Arabic", "?lang=ar", {}],
  ["the width of a phone", "", { width: 360 }],
];
