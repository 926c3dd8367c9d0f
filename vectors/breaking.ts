// How a case file is broken: the minimal case with one change, signed again by its exporter, so that only
// the named check can find it. spec/casefile.md

import { signCase } from "../src/ledger/case-build.ts";
import type { CaseFile } from "../src/ledger/case-form.ts";
import type { CaseError } from "../src/ledger/case-types.ts";
import { small } from "./case-stories.ts";
import { exportCase, keysOf } from "./story.ts";

export type Vector = {
  readonly file: string;
  readonly about: string;
  readonly text: string;
  readonly reason?: CaseError;
};

type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;
export type Draft = Mutable<CaseFile>;

export const base = small();
export const minimal = exportCase(base, "aurelia", "aurelia-1");

/** The minimal case, changed and signed again by its exporter: only the check that is named can find it. */
export function resigned(change: (file: Draft) => void, by = "aurelia", text = minimal): string {
  const { signature: _signature, ...file } = JSON.parse(text) as Draft;
  change(file as Draft);
  return signCase(file, keysOf(by).log);
}

export const ledgerOf = (file: Draft, party: string) => {
  const found = file.ledgers[party];
  if (found === undefined) throw new Error(`the minimal case holds the ledger of ${party}`);
  return found;
};

export const broken = (reason: CaseError, name: string, about: string, text: string): Vector => ({
  file: `invalid-${reason}-${name}.json`,
  about,
  text,
  reason,
});
