// Random histories in which the compact is amended while a matter is open: proposals good and bad, signatures
// by whoever likes, departures, and acts of the matter between them, some dated back, some blind.

import fc from "fast-check";
import { countAt } from "../compact/agreement.ts";
import type { CompactDocument } from "../compact/document.ts";
import { readCompact } from "../compact/read.ts";
import type { Act, Body, PartyId } from "../kernel/act.ts";
import { MINUTE, printInstant, type Instant } from "../kernel/instant.ts";
import { AGREEMENT_KINDS, type AgreementKind } from "../law/agreement.ts";
import { createFold, type Fold } from "../law/fold.ts";
import { dutiesOf, movesOf, subjectsOf } from "../law/views.ts";
import { amended, foundingOf } from "./amending.ts";
import { actId, bodyFor, demoDocument, loaderOf, MATTER, MONDAY, ms } from "./story.ts";

type Step = Readonly<Record<string, unknown>>;
const LADDER = demoDocument()["ladder"] as readonly Step[];
const without = (name: string, after: string): readonly Step[] =>
  LADDER.filter(({ step }) => step !== name).map((step) =>
    JSON.stringify(step["opens"]) === JSON.stringify([{ after: name }]) ? { ...step, opens: [{ after }] } : step,
  );
const VERIFY: Step = {
  step: "verify",
  opens: [{ after: "confirm" }],
  owes: [{ by: "members", act: ["assess"], latest: "6h" }],
};
const changed = (name: string, parts: Step): readonly Step[] =>
  LADDER.map((step) => (step["step"] === name ? { ...step, ...parts } : step));

/** What an amendment may change: clocks, steps gone, steps new, the way of silence, the scale, whole sections. */
export const CHANGES: readonly Step[] = [
  { "cooling-off": { longest: "24h", each: 3 } },
  { ladder: without("assess", "confirm") },
  { ladder: without("notify", "assess") },
  { ladder: without("confirm", "report").map((step, i) => (i === 0 ? { ...step, opens: [{ act: "report" }] } : step)) },
  {
    ladder: LADDER.flatMap((step) =>
      step["step"] === "assess" ? [VERIFY, { ...step, opens: [{ after: "verify" }] }] : [step],
    ),
  },
  { ladder: changed("confirm", { owes: [{ by: "addressees", act: ["confirm", "refute"], latest: "2h" }] }) },
  { ladder: changed("deconflict", { owes: [{ by: "members", act: ["convene", "stand-down"], latest: "1h" }] }) },
  {
    silence: [
      { contact: "principal", after: "0s" },
      { contact: "convening", after: "1h" },
    ],
  },
  {
    silence: [
      { contact: "other-desk", after: "0s" },
      { contact: "mediator", after: "30m" },
      { contact: "convening", after: "1h" },
    ],
  },
  { "silent-after": "6h" },
  { scheme: { name: "five", version: 2, low: 0, high: 5 } },
  { closing: { latest: "1h" } },
  { expires: "2026-11-24" },
  { title: "The same by another name" },
];

/** Two of three members are enough, so that agreement comes about by chance. */
export const RANDOM_DOCUMENT: CompactDocument = foundingOf({
  parties: {
    ...(demoDocument()["parties"] as Step),
    delmar: { name: "Delmar", role: "member", zone: "Africa/Dakar" },
  },
  quorum: { founding: "none", amendment: "two-thirds", sections: [{ section: "title", of: "majority" }] },
  withdrawal: { notice: "1d" },
  review: { every: "90d" },
});

type Move = {
  readonly about: "matter" | "compact";
  readonly pick: number;
  readonly by: number;
  readonly kind: AgreementKind;
  readonly change: Step;
  readonly lead: number;
  readonly wait: number;
  readonly back: number;
  readonly blind: boolean;
};

const seldom = <T>(usual: T, otherwise: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: otherwise });

const WAITS = ["0s", "0s", "1s", "1s", "30m", "30m", "2h", "10h"].map(ms);

const anyMove: fc.Arbitrary<Move> = fc.record({
  about: fc.constantFrom("matter", "matter", "compact", "compact", "compact"),
  pick: fc.nat(),
  by: fc.nat(3),
  kind: fc.oneof(
    { weight: 2, arbitrary: fc.constant("propose-compact" as const) },
    { weight: 10, arbitrary: fc.constant("sign-compact" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...AGREEMENT_KINDS) },
  ),
  change: fc.constantFrom(...CHANGES),
  lead: fc.constantFrom(...["1m", "2h", "5h", "30h", "60h"].map(ms)),
  wait: fc.oneof(
    fc.constantFrom(...WAITS),
    fc.nat(90).map((minutes) => minutes * MINUTE),
  ),
  back: seldom(0, fc.constantFrom(...WAITS)),
  blind: seldom(false, fc.constant(true)),
});

export type Amending = { readonly document: CompactDocument; readonly acts: readonly Act[] };

export const amendingHistory = (document = RANDOM_DOCUMENT, most = 40): fc.Arbitrary<Amending> =>
  fc
    .array(anyMove, { minLength: Math.ceil(most / 2), maxLength: most })
    .map((moves) => ({ document, acts: actsOf(document, moves) }));

/** A fold for histories under a document. */
export function foldUnder({ document, acts }: Amending): Fold {
  const reading = readCompact(document, "C".repeat(43));
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return createFold(reading.compact, loaderOf(acts), document);
}

type Draft = { readonly by: PartyId; readonly kind: string; readonly matter: string | null; readonly body: Body };

function actsOf(document: CompactDocument, moves: readonly Move[]): readonly Act[] {
  const acts: Act[] = [];
  const fold = foldUnder({ document, acts });
  const parties = fold.compact.parties.map(({ id }) => id);
  let now = MONDAY;
  const give = ({ by, kind, matter, body }: Draft, move: Pick<Move, "back" | "blind">): void => {
    const seq = fold.head(by) + 1;
    const others = parties.filter((party) => party !== by);
    const seen = others.filter((party) => fold.head(party) > 0).map((party) => [party, fold.head(party)] as const);
    const act: Act = {
      id: actId(by, seq),
      kind,
      compact: fold.compact.id,
      by,
      seq,
      prev: seq === 1 ? fold.compact.id : actId(by, seq - 1),
      seen: move.blind ? {} : Object.fromEntries(seen),
      at: now - move.back,
      matter,
      to: others,
      marking: fold.compact.marking,
      body,
    };
    acts.push(act);
    fold.insert(act);
  };
  give(
    { by: "aurelia", kind: "report", matter: MATTER, body: bodyFor("report", undefined) },
    { back: 0, blind: false },
  );
  for (const move of moves) {
    now += move.wait + 1;
    give(move.about === "compact" ? aboutCompact(move, fold, document, now) : inMatter(move, fold, now), move);
  }
  return acts;
}

function aboutCompact(move: Move, fold: Fold, founding: CompactDocument, now: Instant): Draft {
  const agreement = fold.agreement(now);
  const open = agreement.proposals.filter(({ state }) => state.is === "open");
  // Agreement by chance alone is rare: mostly a proposal is made where there is none, and signed by who has not.
  const apt = move.pick % 8 !== 0;
  const kind = apt && open.length === 0 && move.kind === "sign-compact" ? "propose-compact" : move.kind;
  const anyone = fold.compact.parties[move.by]?.id ?? "aurelia";
  const waited = open.at(-1);
  const missing = waited === undefined ? [] : countAt(agreement, waited, now).missing;
  const by = apt && kind === "sign-compact" ? (missing[move.by % Math.max(1, missing.length)] ?? anyone) : anyone;
  const of =
    (apt ? waited : open[move.pick % Math.max(1, open.length)])?.id ??
    agreement.proposals.at(-1)?.id ??
    fold.compact.id;
  const document = agreement.versions.at(-1)?.document ?? founding;
  const version = document.version + (move.pick % 11 === 0 ? 2 : 1);
  const bodies: Readonly<Record<AgreementKind, Body>> = {
    "propose-compact": { document: amended(document, move.change, version), from: printInstant(now + move.lead) },
    "sign-compact": { of },
    "comment-compact": { of, clause: "ladder" },
    "withdraw-compact": { from: printInstant(now + move.lead + ms("1d")) },
    "review-compact": {},
  };
  return { by, kind, matter: null, body: { ...bodyFor(kind, of), ...bodies[kind] } };
}

/** Something that the law allows in the matter, a duty before all else; now and then anything. */
function inMatter(move: Move, fold: Fold, now: Instant): Draft {
  const compact = fold.compactAt(now);
  const matter = fold.matter(MATTER, now);
  const moves = compact.parties.flatMap(({ id }) =>
    matter === undefined ? [] : movesOf(compact, matter, id, now).map((each) => ({ by: id, ...each })),
  );
  const allowed = moves.filter(({ verdict }) => verdict.ok);
  const owed = allowed.filter(
    ({ by, kind }) => matter !== undefined && dutiesOf(matter, by).some(({ owes }) => owes.includes(kind)),
  );
  const list = move.pick % 7 === 0 ? moves : owed.length > 0 && move.pick % 3 !== 0 ? owed : allowed;
  const chosen = list[(move.pick >>> 3) % Math.max(1, list.length)];
  const { by, kind } = chosen ?? { by: "borea", kind: "ask" as const };
  const subjects = matter === undefined ? [] : subjectsOf(matter, kind, by, fold.entries(MATTER));
  const of = subjects[move.pick % Math.max(1, subjects.length)] ?? actId("aurelia", 1);
  const length = ["1h", "6h", "20h"][move.pick % 3];
  return { by, kind, matter: MATTER, body: { ...bodyFor(kind, of), ...(kind === "cool-off" ? { length } : {}) } };
}
