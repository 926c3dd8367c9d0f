// Codes from one desk's screen to another's camera, in a real browser: what Chromium takes for its camera
// is a film of the codes, with every third of them missing. spec/courier.md

import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { squaresOf } from "../src/interop/code-drawing.ts";
import type { ShownCodes } from "../src/node/http/courier-api.ts";
import { launch, look, open, useConsole } from "./browser.ts";
import { cutLink } from "./demo.ts";

useConsole();

const SIDE = 720;
const PICTURES_A_SECOND = 4;
const LUMA = { dark: 24, light: 225 } as const;

/** A film as YUV4MPEG2, which is what Chromium plays for a camera: grey pictures, each of one code. */
function film(path: string, frames: readonly string[]): void {
  const file = openSync(path, "w");
  writeSync(file, `YUV4MPEG2 W${SIDE} H${SIDE} F${PICTURES_A_SECOND}:1 Ip A1:1 C420jpeg\n`);
  const colourless = Buffer.alloc(SIDE * SIDE * 0.5, 128);
  for (const frame of frames) {
    writeSync(file, "FRAME\n");
    writeSync(file, pictureOf(frame));
    writeSync(file, colourless);
  }
  closeSync(file);
}

/** The code in the middle, as large as whole pixels allow. */
function pictureOf(frame: string): Uint8Array {
  const squares = squaresOf(frame);
  const scale = Math.floor(SIDE / squares.length);
  const margin = Math.floor((SIDE - scale * squares.length) / 2);
  const picture = new Uint8Array(SIDE * SIDE).fill(LUMA.light);
  squares.forEach((row, y) =>
    row.forEach((isDark, x) => {
      if (!isDark) return;
      for (let line = 0; line < scale; line += 1) {
        const from = (margin + y * scale + line) * SIDE + margin + x * scale;
        picture.fill(LUMA.dark, from, from + scale);
      }
    }),
  );
  return picture;
}

const post = async <T>(url: string, body: unknown): Promise<T> => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(response.ok, true, await response.clone().text());
  return (await response.json()) as T;
};

test("an act goes from a screen to a camera while the link is cut, though a third of the codes is missed", (t) =>
  look(t, async ({ aurelia, borea }) => {
    const folder = mkdtempSync(join(tmpdir(), "downrung-film-"));
    await cutLink(aurelia, true);
    try {
      const question = { lang: "en", text: "Do you see this through the glass?" };
      await post(`${aurelia}/api/acts`, { kind: "ask", matter: "aurelia-1", to: ["borea"], body: { question } });
      const shown = await post<ShownCodes>(`${aurelia}/api/courier/codes`, { to: "borea" });
      const frames = shown.messages.flatMap((message) => message.frames).filter((_, i) => i % 3 !== 0);
      film(join(folder, "codes.y4m"), frames);
      const browser = await launch([
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-video-capture=${join(folder, "codes.y4m")}`,
      ]);
      assert.ok(browser);
      try {
        const page = await open(await browser.newContext({ locale: "en-GB" }), `${borea}/line`);
        await page.getByRole("button", { name: "Film codes" }).click();
        await page.locator("video").waitFor({ state: "visible" });
        await page
          .getByText(/A letter from Aurelia was taken. It brought/)
          .first()
          .waitFor({ timeout: 60_000 });
        await page.getByRole("button", { name: "Stop the camera" }).click();
        await page.goto(`${borea}/matter/aurelia-1`);
        await page.getByText("Do you see this through the glass?").first().waitFor();
      } finally {
        await browser.close();
      }
    } finally {
      await cutLink(aurelia, false);
      rmSync(folder, { recursive: true, force: true });
    }
  }));
