// Acts to measure with: a signed assessment-like act of ten fields, and chains of acts that a fold takes.

import { randomBytes } from "node:crypto";
import type { Compact } from "../src/core/compact/compact.ts";
import type { Act, PartyId } from "../src/core/kernel/act.ts";
import { RECEIPT } from "../src/core/kernel/receipt.ts";
import { signToken } from "../src/ledger/sign-token.ts";
import { agree, reportBody, text, type Agreement } from "../test/nodes.ts";

export const agreement: Agreement = agree("drill", 60);

/** The field names of a ten-field body. */
const FIELDS = "abcdefghij".split("").map((letter) => `field${letter.toUpperCase()}`);

/** A token of ten fields, about the size of a first report. */
export function tenFieldToken(seq = 1): string {
  const values = [
    text("Three substations lost control at the same minute."),
    "interrupted",
    230_000,
    ["energy"],
    "unknown",
  ];
  const body = Object.fromEntries(FIELDS.map((name, i) => [name, values[i % values.length]]));
  const act = { ...blank("aurelia", seq, 1_790_000_000_000 + seq), kind: "assess", body };
  return signToken(act, { mode: "drill", seed: randomBytes(16), key: agreement.rings["aurelia"]?.act as never }).token;
}

const blank = (by: PartyId, seq: number, at: number): Omit<Act, "id" | "kind" | "body"> => ({
  compact: agreement.compact.id,
  by,
  seq,
  prev: agreement.compact.id,
  seen: { borea: 3, cassia: 2 },
  at,
  matter: "aurelia-1",
  to: ["borea", "cassia"],
  marking: "TLP:AMBER",
});

const idOf = (n: number): string => n.toString(36).padStart(43, "A");

/**
 * Unsigned acts as a fold takes them, in order: matters of eight acts each, walked part of the ladder by two
 * members, with a receipt by the third for every act. Time moves a minute an act.
 */
export function* history(compact: Compact, count: number): Generator<Act> {
  const seqs: Record<PartyId, number> = { aurelia: 0, borea: 0, cassia: 0 };
  const began = 1_700_000_000_000;
  const step = 60_000 / compact.pace;
  let made = 0;
  const make = (by: PartyId, kind: string, matter: string | null, body: Act["body"]): Act => {
    const seq = (seqs[by] ?? 0) + 1;
    seqs[by] = seq;
    made += 1;
    const others = Object.entries(seqs).filter(([party, head]) => party !== by && head > 0);
    return {
      id: idOf(made),
      kind,
      compact: compact.id,
      by,
      seq,
      prev: idOf(made - 1),
      seen: Object.fromEntries(others),
      at: began + made * step,
      matter,
      to: ["aurelia", "borea", "cassia"].filter((party) => party !== by),
      marking: "TLP:AMBER",
      body,
    };
  };
  for (let n = 1; made < count; n += 1) {
    const matter = `aurelia-${n}`;
    const observed = new Date(began).toISOString();
    yield make("aurelia", "report", matter, reportBody({ observed }));
    yield make("borea", "confirm", matter, { seenHere: "unknown", statement: text("We see it.") });
    const question = make("aurelia", "ask", matter, { question: text("Is it yours?") });
    yield { ...question, to: ["borea"] };
    yield make("borea", "clarify", matter, { of: question.id, answer: text("It is not.") });
    yield make("cassia", RECEIPT, null, {
      level: "delivered",
      of: "aurelia",
      from: seqs["aurelia"],
      through: seqs["aurelia"],
    });
    yield make("aurelia", "stand-down", matter, { statement: text("We stand down.") });
    yield make("borea", "stand-down", matter, { statement: text("So do we.") });
    yield make("aurelia", "close", matter, { outcome: "explained", statement: text("Explained.") });
    yield make("borea", "close", matter, { outcome: "explained", statement: text("Explained.") });
    yield make("cassia", RECEIPT, null, {
      level: "delivered",
      of: "borea",
      from: seqs["borea"],
      through: seqs["borea"],
    });
  }
}
