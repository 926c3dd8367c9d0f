// The checks of proposed wordings: each runs once, one after the other, on a thread beside the node. Its
// result is shown to the officer before a signature, whatever it is; people decide. spec/agreement.md

import { Worker } from "node:worker_threads";
import canonicalize from "canonicalize";
import type { Report } from "../check/report.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import type { CheckState } from "./http/api.ts";

/** A check that has not ended by then is told as failed: the wording is too large for this machine. */
const LONGEST_MS = 180_000;
const MOST_MEMORY_MIB = 2_048;

export type Checks = {
  /** How the check of this wording stands; the first question starts it. The same wording is checked once. */
  readonly of: (document: CompactDocument) => CheckState;
  readonly stop: () => void;
};

/** Runs one check. Rejects when it cannot be done. */
export type CheckRunner = (document: CompactDocument, signal: AbortSignal) => Promise<Report>;

export function createChecks(now: () => number, run: CheckRunner = runInWorker): Checks {
  const states = new Map<string, CheckState>();
  const stopping = new AbortController();
  let turn: Promise<void> = Promise.resolve();

  const check = async (name: string, document: CompactDocument): Promise<void> => {
    const since = now();
    try {
      const report = await run(document, AbortSignal.any([stopping.signal, AbortSignal.timeout(LONGEST_MS)]));
      states.set(name, { is: "done", report, seconds: (now() - since) / 1000 });
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      states.set(name, { is: "failed", because });
    }
  };

  return {
    of: (document) => {
      const name = sha256Base64url(canonicalize(document) ?? "");
      const known = states.get(name);
      if (known !== undefined) return known;
      const running: CheckState = { is: "running", since: now() };
      states.set(name, running);
      turn = turn.then(() => check(name, document));
      return running;
    },
    stop: () => stopping.abort(new Error("the node is stopping")),
  };
}

const WORKER = new URL("./check-worker.ts", import.meta.url);

function runInWorker(document: CompactDocument, signal: AbortSignal): Promise<Report> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(WORKER, {
      workerData: document,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MIB },
    });
    const end = (): void => {
      const reason: unknown = signal.reason;
      const late = reason instanceof Error && reason.name === "TimeoutError";
      reject(new Error(late ? `the check did not end within ${LONGEST_MS / 1000} s` : "the check was stopped"));
      void worker.terminate();
    };
    signal.addEventListener("abort", end, { once: true });
    worker.once("message", (report: Report) => {
      signal.removeEventListener("abort", end);
      resolve(report);
      void worker.terminate();
    });
    worker.once("error", (cause: unknown) =>
      reject(new Error(`the check failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })),
    );
    worker.once("exit", () => reject(new Error("the check ended without a result")));
  });
}
