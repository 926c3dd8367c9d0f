// The check on the side: on a terminal it runs in a worker, so that the command can say after a second
// that it is still looking. Anywhere else it runs at once and says nothing.

import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { examine, type Examined } from "../check/examine.ts";
import type { CheckOptions } from "../check/check.ts";
import type { CompactDocument } from "../core/compact/document.ts";

type Work = { readonly document: CompactDocument; readonly options: CheckOptions };

const FIRST_WORD_MS = 1_000;
const BETWEEN_MS = 500;

const zones = new Map<string, boolean>();

/** Whether there is a time zone of this name, as this program's own tables have it. */
function isZone(zone: string): boolean {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  let there: boolean;
  try {
    there = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    there = false;
  }
  zones.set(zone, there);
  return there;
}

export const examineHere = (document: CompactDocument, options: CheckOptions): Examined =>
  examine(document, { ...options, isZone, today: Date.now() });

export async function examineAside(path: string, document: CompactDocument, options: CheckOptions): Promise<Examined> {
  if (!process.stderr.isTTY) return examineHere(document, options);
  const begun = performance.now();
  const worker = new Worker(new URL(import.meta.url), { workerData: { document, options } satisfies Work });
  const ticking = setInterval(() => {
    const passed = performance.now() - begun;
    if (passed < FIRST_WORD_MS) return;
    process.stderr.write(`\r\u001b[2Kchecking ${path} … ${Math.floor(passed / 1000)} s`);
  }, BETWEEN_MS);
  try {
    return await new Promise<Examined>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  } finally {
    clearInterval(ticking);
    if (performance.now() - begun >= FIRST_WORD_MS) process.stderr.write("\r\u001b[2K");
    await worker.terminate();
  }
}

if (!isMainThread && parentPort !== null) {
  const { document, options } = workerData as Work;
  parentPort.postMessage(examineHere(document, options));
}
