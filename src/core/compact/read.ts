// Reads a compact from a document: shape first, then what the parts must say of each other. Errors
// carry the path to the place, so that a reader of YAML can give line and column. spec/compact.md

import { Compile } from "typebox/compile";
import { parseDuration, type Millis } from "../kernel/instant.ts";
import type { ShapeProblem } from "../kernel/shape.ts";
import { everyClause } from "./clause.ts";
import { clausesOf } from "./clauses.ts";
import type { Compact, LadderStep, MeasureRule } from "./compact.ts";
import { DEFAULTS } from "./defaults.ts";
import { CompactDocument } from "./document.ts";
import { contradictions } from "./fits.ts";
import { formFaults } from "./form.ts";

/** One thing wrong with a document: where, and what to do. */
export type CompactError = ShapeProblem;

export type CompactReading =
  | { readonly ok: true; readonly document: CompactDocument; readonly compact: Compact }
  | { readonly ok: false; readonly errors: readonly CompactError[] };

const validator = Compile(CompactDocument);

/**
 * Reads a document that has been parsed already. `id` is the digest of its canonical form, or empty
 * while it is being written. The clocks come out in milliseconds with the drill's pace applied. `faultsOf`
 * tells what is wrong with the form: all of it to a drafter, the first of it where a stranger's document is judged.
 */
export function readCompact(document: unknown, id = "", faultsOf = formFaults): CompactReading {
  if (!validator.Check(document)) {
    return { ok: false, errors: faultsOf(document) };
  }
  const errors = contradictions(document);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, document, compact: compactOf(document, id) };
}

function compactOf(document: CompactDocument, id: string): Compact {
  const pace = document.pace ?? 1;
  // A clock of a drill never shrinks to nothing: it keeps at least one millisecond.
  const clock = (text: string): Millis => Math.ceil((parseDuration(text) ?? 0) / pace);
  return {
    id,
    name: document.name,
    title: document.title,
    version: document.version,
    mode: document.mode,
    pace,
    parties: Object.entries(document.parties).map(([party, { keys, ...rest }]) => ({
      id: party,
      ...rest,
      keys: keys ?? { act: "", log: "", witness: "", line: "" },
    })),
    skew: parseDuration(document.skew) ?? 0,
    scheme: document.scheme,
    marking: document.marking,
    ladder: ladderOf(document, clock),
    silence: document.silence.map(({ contact, after }) => ({ contact, after: clock(after) })),
    entangled: document.entangled === undefined ? null : { contact: clock(document.entangled.contact) },
    silentAfter: document["silent-after"] === undefined ? null : clock(document["silent-after"]),
    coolingOff: { longest: clock(document["cooling-off"].longest), each: document["cooling-off"].each },
    closing: { latest: clock(document.closing.latest) },
    ...responsesOf(document, clock),
    redLines: (document["red-lines"] ?? []).map(({ line, says, kind, when, except, responses }) => ({
      id: line,
      says,
      kind,
      when,
      except: (except ?? []).map((exclusion) => exclusion.when),
      responses: responses ?? [],
    })),
    line:
      document.line === undefined
        ? null
        : {
            automatic: clock(document.line.automatic),
            human: document.line.human === undefined ? null : clock(document.line.human),
            readiness: document.line.readiness ?? DEFAULTS.readiness,
          },
    notices: { ahead: clock(document.notices?.ahead ?? DEFAULTS.ahead), quiet: document.notices?.quiet ?? [] },
    tellWithin: clock(document.notices?.steps ?? DEFAULTS.tellWithin),
    quorum: { founding: "none", amendment: "all", ...document.quorum, sections: document.quorum?.sections ?? [] },
    review:
      document.review === undefined
        ? null
        : { every: clock(document.review.every), latest: clock(document.review.latest ?? DEFAULTS.reviewLatest) },
    withdrawal: document.withdrawal === undefined ? null : { notice: clock(document.withdrawal.notice) },
    expires: document.expires === undefined ? null : Date.parse(`${document.expires}T00:00:00.000Z`),
    clauses: Object.fromEntries(numberedClauses(document)),
  };
}

/** A note explains and has no number, so nothing rests on it. */
const numberedClauses = (document: CompactDocument): readonly (readonly [string, string])[] =>
  everyClause(clausesOf(document))
    .filter(({ form }) => form !== "note")
    .map(({ id, number }) => [id, number]);

type Clock = (text: string) => Millis;

const ladderOf = (document: CompactDocument, clock: Clock): readonly LadderStep[] =>
  document.ladder.map((step) => ({
    id: step.step,
    opens: step.opens.map((trigger) =>
      "act" in trigger
        ? { is: "act", kind: trigger.act }
        : "after" in trigger
          ? { is: "after", step: trigger.after }
          : { is: "lapse", step: trigger.lapse },
    ),
    earliest: clock(step.earliest ?? "0s"),
    owes: step.owes.map((owed) => ({
      by: owed.by,
      act: owed.act,
      on: owed.on ?? null,
      earliest: clock(owed.earliest ?? "0s"),
      latest: clock(owed.latest),
    })),
  }));

/** The menu with what each measure leaves unsaid filled in from what the compact promises for all of them. */
function responsesOf(
  { responses }: CompactDocument,
  clock: Clock,
): Pick<Compact, "measures" | "preconditions" | "proportion" | "promised"> {
  const notice = responses?.notice ?? DEFAULTS.notice;
  const consultation = responses?.consultation ?? DEFAULTS.consultation;
  const preconditions = responses?.preconditions ?? "none";
  const measures = (responses?.menu ?? []).map((entry): MeasureRule => {
    const active = entry.active ?? entry.category === "restrictive";
    // Where everything is asked for, whoever adopts a restrictive measure names its end.
    const isNamed = preconditions === "full" && entry.category === "restrictive";
    const lasts = entry.lasts ?? (active && !isNamed ? DEFAULTS.lasts : undefined);
    return {
      id: entry.measure,
      says: entry.says,
      category: entry.category,
      active,
      from: entry.from ?? null,
      notice: clock(entry.notice ?? (active ? notice : "0s")),
      consults: entry.consults ?? (active ? "all" : "none"),
      reply: clock(entry.reply ?? consultation),
      agreed: entry.agreed ?? null,
      lasts: lasts === undefined ? null : clock(lasts),
      when: entry.when ?? null,
    };
  });
  const proportion = (responses?.proportion ?? []).map(({ row, when, within, consult }) => ({
    id: row,
    when,
    within,
    consult: consult ?? [],
  }));
  return {
    measures,
    preconditions,
    proportion,
    promised: { notice: clock(notice), consultation: clock(consultation) },
  };
}
