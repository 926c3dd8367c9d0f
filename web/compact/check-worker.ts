// The whole check of a compact, beside the page: it may take seconds, and the page stays awake.

import { examine, type Examined } from "../../src/check/examine.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";

export type CheckAsked = { readonly document: CompactDocument; readonly today: number };
export type CheckSaid = { readonly is: "examined"; readonly examined: Examined } | { readonly is: "failed" };

const say = (said: CheckSaid): void => postMessage(said);

onmessage = ({ data: { document, today } }: MessageEvent<CheckAsked>): void => {
  try {
    say({ is: "examined", examined: examine(document, { today }) });
  } catch {
    say({ is: "failed" });
  }
};
