// A case file folded by a stranger: the verdicts and versions that follow from what the file shows, and
// what the same acts would have met had the compact never been amended. spec/casefile.md, spec/agreement.md

import { readCompact } from "../core/compact/read.ts";
import type { Act, ActId, PartyId } from "../core/kernel/act.ts";
import { printInstant } from "../core/kernel/instant.ts";
import { agreementRuleOf } from "../core/law/agreement.ts";
import { createFold, type Fold } from "../core/law/fold.ts";
import { readCaseFile } from "../ledger/case-form.ts";
import { compactIdOf } from "../ledger/compact-id.ts";
import { readToken } from "../ledger/token.ts";

export type Anew = {
  readonly acts: readonly {
    readonly by: PartyId;
    readonly kind: string;
    readonly at: string;
    readonly version: number | null;
    readonly rule: string | null;
  }[];
  /** The rule against each act under the founding version alone. */
  readonly unamended: ReadonlyMap<ActId, string | null>;
};

/** Folds a case file whose ledgers are shown from their first act. Verify it first. */
export function judgedAnew(text: string): Anew {
  const read = readCaseFile(text);
  if (!read.ok) throw new Error(read.because);
  const { file } = read;
  const reading = readCompact(file.compact, compactIdOf(file.compact));
  if (!reading.ok) throw new Error("the compact of the case does not read");
  const ledgers = new Map(Object.entries(file.ledgers).map(([party, { acts }]) => [party, acts.map(actIn)] as const));
  const fold = (change: (act: Act) => Act): Fold => {
    const changed = new Map([...ledgers].map(([party, acts]) => [party, acts.map(change)] as const));
    const made = createFold(reading.compact, (by, seq) => changed.get(by)?.[seq - 1] as Act, reading.document);
    for (const acts of changed.values()) for (const act of acts) made.insert(act);
    return made;
  };
  const entries = fold((act) => act).entries(file.matter);
  // Acts about the compact keep their places and say nothing.
  const alone = fold((act) => (agreementRuleOf(act.kind) === undefined ? act : { ...act, kind: "silence" }));
  return {
    acts: entries.map(({ by, kind, at, version, refusal }) => ({
      by,
      kind,
      at: printInstant(at),
      version,
      rule: refusal?.rule ?? null,
    })),
    unamended: new Map(alone.entries(file.matter).map(({ id, refusal }) => [id, refusal?.rule ?? null])),
  };
}

function actIn(token: string): Act {
  const read = readToken(token);
  if (!read.ok) throw new Error(read.because);
  // An act about the compact that is withheld was irregular where the case was made: it keeps its place.
  const isWithheld = agreementRuleOf(read.act.kind) !== undefined && read.withheld > 0;
  return isWithheld ? { ...read.act, kind: "silence" } : read.act;
}
