// A verdict is data: either an act is regular, or one named rule of the compact stands against it.
// Rules have names, not texts; src/core/words renders them in six languages. spec/ladder.md

/** Every rule that can stand against an act, as a closed list. */
export const RULES = [
  "unknown-matter",
  "matter-exists",
  "matter-name",
  "not-a-party",
  "not-a-member",
  "not-in-this-matter",
  "not-the-reporter",
  "not-an-addressee",
  "no-addressee",
  "before-cause",
  "matter-closed",
  "step-not-open",
  "too-early",
  "already-given",
  "cooling-off",
  "cooling-off-spent",
  "cooling-off-too-long",
  "unknown-act",
  "own-act",
  "wrong-kind-of-act",
  "not-asked",
  "no-open-question",
  "already-answered",
  "too-many-questions",
  "too-many-disputes",
  "too-many-notices",
  "already-disputed",
  "not-all-stood-down",
  "mediator-not-called",
  "already-convened",
  "severity-out-of-scale",
  "observed-after-report",
  "stood-down",
  "no-menu",
  "not-on-the-menu",
  "measure-condition",
  "no-such-line",
  "not-bound-to-line",
  "line-not-crossed",
  "already-proposed",
  "too-many-measures",
  "not-told",
  "no-measure",
  "not-consulted",
  "not-own-measure",
  "already-adopted",
  "measure-over",
  "measure-end",
  "consultation-running",
  "needs-consultation",
  "not-agreed",
  "exceeds-proportion",
  "not-in-force",
  "expired",
  "withdrawn",
  "already-withdrawn",
  "notice-too-short",
  "wrong-version",
  "bad-document",
  "other-compact",
  "parties-changed",
  "keys-changed",
  "nothing-changed",
  "force-too-soon",
  "force-too-late",
  "too-many-proposals",
  "proposals-spent",
  "unknown-proposal",
  "not-the-proposer",
  "proposal-void",
  "proposal-agreed",
  "already-in-force",
  "already-signed",
  "signed-other",
  "unknown-clause",
  "too-many-comments",
  "unknown-receipt",
] as const;

export type Rule = (typeof RULES)[number];

/** What a reason may name: parties, steps, instants, lengths of time, counts. Keyed as the texts name them. */
export type ReasonArgs = Readonly<Record<string, string | number>>;

export type Refusal = { readonly ok: false; readonly rule: Rule; readonly args: ReasonArgs };

export type Verdict = { readonly ok: true } | Refusal;

export const REGULAR: Verdict = { ok: true };

export const irregular = (rule: Rule, args: ReasonArgs = {}): Refusal => ({ ok: false, rule, args });

/** The first verdict that stands against the act, or REGULAR. */
export function firstRefusal(...checks: ReadonlyArray<() => Verdict>): Verdict {
  for (const check of checks) {
    const verdict = check();
    if (!verdict.ok) return verdict;
  }
  return REGULAR;
}
