// The check as the page sees it: waiting for a pause in typing, running beside the page, or done.

import { useEffect, useState } from "react";
import type { Examined } from "../../src/check/examine.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import { nodeNow } from "../api/clock.ts";
import type { CheckAsked, CheckSaid } from "./check-worker.ts";

export type CheckState =
  | { readonly is: "none" }
  | { readonly is: "waiting" }
  | { readonly is: "running"; readonly since: number }
  | { readonly is: "done"; readonly examined: Examined; readonly tookMs: number }
  | { readonly is: "failed" };

/** Checks a document after a pause, and anew when it changes: what still runs for an earlier one is stopped. */
export function useCheck(document: CompactDocument | null, pauseMs: number): CheckState {
  const [state, setState] = useState<CheckState>({ is: "none" });
  // The same words in a new object are the same compact.
  const text = document === null ? null : JSON.stringify(document);
  useEffect(() => {
    if (text === null) {
      setState({ is: "none" });
      return undefined;
    }
    setState({ is: "waiting" });
    let worker: Worker | undefined;
    const pause = setTimeout(() => {
      const since = Date.now();
      setState({ is: "running", since });
      worker = new Worker(new URL("./check-worker.ts", import.meta.url), { type: "module" });
      worker.addEventListener("error", () => setState({ is: "failed" }));
      worker.addEventListener("message", ({ data }: MessageEvent<CheckSaid>) => {
        worker?.terminate();
        setState(data.is === "failed" ? data : { is: "done", examined: data.examined, tookMs: Date.now() - since });
      });
      const asked: CheckAsked = { document: JSON.parse(text) as CompactDocument, today: nodeNow() };
      worker.postMessage(asked);
    }, pauseMs);
    return () => {
      clearTimeout(pause);
      worker?.terminate();
    };
  }, [text, pauseMs]);
  return state;
}
