// Where the demo drill lives, and how its compact is made: the demo's YAML, at the pace asked for.

import { fileURLToPath } from "node:url";
import type { CompactDocument } from "../core/compact/document.ts";
import { readCompact } from "../core/compact/read.ts";
import { readCompactFile } from "../node/config.ts";
import { ConfigError } from "../node/config-error.ts";

export const DEMO_ROOT = fileURLToPath(new URL("../../.downrung/demo", import.meta.url));
export const DEMO_BASE = 7400;
export const DEMO_SCENARIO = "western-grid";

const DEMO_COMPACT = fileURLToPath(new URL("../../compacts/demo.yaml", import.meta.url));

/** The demo compact with another pace. Throws ConfigError when the pace does not fit. */
export function demoCompact(pace?: number): CompactDocument {
  const document = readCompactFile(DEMO_COMPACT);
  const paced = pace === undefined ? document : { ...document, pace };
  const reading = readCompact(paced);
  if (!reading.ok)
    throw new ConfigError(reading.errors.map(({ message }) => `the pace ${String(pace)}: ${message}`).join("\n"));
  return reading.document;
}
