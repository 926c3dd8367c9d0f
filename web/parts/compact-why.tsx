// Why something cannot be done: the law's rule, or the node's problem, as a sentence.

import type { ReactNode } from "react";
import type { Verdict } from "../../src/core/kernel/verdict.ts";
import type { Problem } from "../../src/node/http/api.ts";
import { useDates, useCompactSpeech } from "../compact/speech.tsx";
import { sayRule } from "../words/law.ts";
import { nameOf, useNode, useVoice } from "../words/voice.tsx";

/** A rule's sentence with its dates in full: agreements are dated further ahead than matters. */
export function useRule(): (rule: string, args: Readonly<Record<string, string | number>>) => string {
  const { compact } = useNode();
  const { say, speech } = useCompactSpeech();
  const voice = useVoice();
  const at = useDates();
  return (rule, args) => {
    const missing = args["missing"];
    if (typeof missing === "string") {
      const parties = speech.list(
        missing.split(", ").map((party) => nameOf(compact, party)),
        "and",
      );
      return say.name(`rule.${rule}`, rule, { ...args, missing: parties });
    }
    return sayRule({ ...voice, clock: (instant) => at(instant).replace(/ UTC$/, "") }, compact, rule, args);
  };
}

type WhyProps = { readonly verdict: Verdict; readonly id?: string };

export function Why({ verdict, id }: WhyProps): ReactNode {
  const rule = useRule();
  if (verdict.ok) return null;
  return (
    <p className="why" id={id}>
      {rule(verdict.rule, verdict.args)}
    </p>
  );
}

export function WhyProblem({ problem }: { readonly problem: Problem | null }): ReactNode {
  const voice = useVoice();
  const rule = useRule();
  return (
    <div className="refused" role="alert">
      <p>
        <b>{voice.say("compose.problem")}</b>
      </p>
      <p>
        {problem === null
          ? voice.say("compose.problem.network")
          : problem.rule === undefined
            ? voice.name(`compose.problem.${problem.code}`, problem.detail)
            : rule(problem.rule, problem.args ?? {})}
      </p>
    </div>
  );
}
