// A step as it stands in the body of an offer, in one line.

import type { ReactNode } from "react";
import { parseInstant } from "../../src/core/kernel/instant.ts";
import { isText } from "../words/law.ts";
import type { Voice } from "../words/voice.tsx";
import { useExchangeWords } from "./exchange-words.ts";

/** A step as it stands in the body of an offer. */
export function StepInBody({ said, voice }: { readonly said: unknown; readonly voice: Voice }): ReactNode {
  const t = useExchangeWords();
  const step = (typeof said === "object" && said !== null ? said : {}) as Readonly<Record<string, unknown>>;
  if (t === null) return null;
  const clock = (part: string): string => {
    const at = parseInstant(String(step[part]));
    return at === undefined ? "" : `${voice.clock(at)} UTC`;
  };
  switch (step["what"]) {
    case "lift-measure":
      return t("exchange.step.lift-measure");
    case "pause":
      return t("exchange.pauses", { activity: String(step["activity"]), from: clock("from"), until: clock("until") });
    default:
      return isText(step["says"]) ? <bdi lang={step["says"].lang}>{step["says"].text}</bdi> : null;
  }
}
