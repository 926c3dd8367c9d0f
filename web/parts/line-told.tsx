// What came of a press of a button: a sentence, or why the node would not.

import type { ReactNode } from "react";
import type { Outcome } from "../api/client.ts";
import { sayRule } from "../words/law.ts";
import { useNode, useVoice } from "../words/voice.tsx";

export type Telling = string | Extract<Outcome<unknown>, { readonly ok: false }> | null;

export function Told({ telling }: { readonly telling: Telling }): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  if (telling === null) return null;
  if (typeof telling === "string") return <p role="status">{telling}</p>;
  const { problem } = telling;
  const words =
    problem === null
      ? voice.say("lost.title")
      : problem.rule === undefined
        ? problem.detail
        : sayRule(voice, compact, problem.rule, problem.args ?? {});
  return <p role="alert">{words}</p>;
}
