// Signing an act of attribution from a form of its own: the node has the last word, and what it says stands beside
// the form with everything typed still in place.

import { useState } from "react";
import type { Body } from "../../src/core/kernel/act.ts";
import type { ActSigned, Problem } from "../../src/node/http/api.ts";
import { post } from "../api/client.ts";
import { readMatter } from "../api/store.ts";

export type Signing = {
  readonly busy: boolean;
  /** Undefined before anything was asked; null when the node did not answer. */
  readonly problem: Problem | null | undefined;
  readonly sign: (kind: string, body: Body) => Promise<boolean>;
};

export function useSigning(matter: string): Signing {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null | undefined>();
  const sign = async (kind: string, body: Body): Promise<boolean> => {
    setBusy(true);
    const answer = await post<ActSigned>("/api/acts", { kind, matter, body });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) void readMatter(matter);
    return answer.ok;
  };
  return { busy, problem, sign };
}
