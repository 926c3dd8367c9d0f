// One check of one wording on a thread of its own: it takes seconds, and the node must go on answering.

import { parentPort, workerData } from "node:worker_threads";
import { checkCompact } from "../check/check.ts";
import { readCompact } from "../core/compact/read.ts";

// The clocks are checked as they are written: a drill's pace would only round them.
const { pace: _pace, ...written } = workerData as Readonly<Record<string, unknown>>;
const reading = readCompact(written);
if (!reading.ok) throw new Error("invariant: a wording that was read before does not read");
parentPort?.postMessage(checkCompact(reading.compact));
