// Advice on a compact that reads well and may still not be what its drafters meant: what is missing and
// what that means, clocks that are faster than practice, clauses that nothing uses. `error` is kept for
// what cannot work at all. Pure: the day and the list of time zones come from outside. spec/check.md

import { missingFrom } from "./missing.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { DEFAULTS } from "../core/compact/defaults.ts";
import { QUORUMS } from "../core/compact/compact.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { nearest } from "../core/kernel/nearest.ts";
import { MATTER_KINDS } from "../core/law/table.ts";
import type { Path } from "./clauses.ts";
import { lengthOf } from "./clocks.ts";
import { languageAdvice } from "./texts.ts";
import { kinds, length, name, names, party, step, type Arg, type Sentence } from "./sentence.ts";

export type Remark = { readonly level: "advice" | "error"; readonly path: Path; readonly says: Sentence };

export type LintOptions = {
  /** The day on which the compact is looked at; without it nothing is said about dates. */
  readonly today?: Instant;
  /** Whether there is a time zone of this name. */
  readonly isZone?: (zone: string) => boolean;
};

type Args = Readonly<Record<string, Arg>>;

const advice = (path: Path, id: string, args: Args = {}): Remark => ({ level: "advice", path, says: { id, args } });
const error = (path: Path, id: string, args: Args = {}): Remark => ({ level: "error", path, says: { id, args } });
const when = (holds: boolean, ...remarks: readonly Remark[]): readonly Remark[] => (holds ? remarks : []);

/** What a reader of the document should hear before signing it. */
export const lint = (document: CompactDocument, options: LintOptions = {}): readonly Remark[] => [
  ...kindRemarks(document),
  ...zoneRemarks(document, options),
  ...missingFrom(document).map((section) => advice([], `lint.missing.${section}`)),
  ...partyRemarks(document),
  ...clockRemarks(document),
  ...responseRemarks(document),
  ...quorumRemarks(document),
  ...dateRemarks(document, options),
  ...languageAdvice(document).map(({ path, languages }) =>
    advice(path, "lint.language", { languages: { is: "languages", languages } }),
  ),
];

/** Acts that the ladder names and the law does not have: nobody could ever give them. */
function kindRemarks({ ladder }: CompactDocument): readonly Remark[] {
  const known: readonly string[] = MATTER_KINDS;
  const check = (kind: string | undefined, path: Path): readonly Remark[] =>
    kind === undefined || known.includes(kind) ? [] : [unknownKind(kind, path)];
  return ladder.flatMap(({ opens, owes }, i) => [
    ...opens.flatMap((trigger, j) => ("act" in trigger ? check(trigger.act, ["ladder", i, "opens", j, "act"]) : [])),
    ...owes.flatMap(({ act, on }, j) => [
      ...act.flatMap((kind, k) => check(kind, ["ladder", i, "owes", j, "act", k])),
      ...check(on, ["ladder", i, "owes", j, "on"]),
    ]),
  ]);
}

/** The acts of the law by their names in the document, and the one that was probably meant. */
function unknownKind(kind: string, path: Path): Remark {
  const meant = nearest(kind, MATTER_KINDS);
  const args = { kind: name(kind), kinds: names(MATTER_KINDS) };
  return meant === undefined
    ? error(path, "lint.unknown-kind", args)
    : error(path, "lint.unknown-kind.meant", { ...args, meant: name(meant) });
}

function zoneRemarks({ parties, notices }: CompactDocument, { isZone }: LintOptions): readonly Remark[] {
  if (isZone === undefined) return [];
  const check = (zone: string, path: Path): readonly Remark[] =>
    when(!isZone(zone), error(path, "lint.no-such-zone", { zone: name(zone) }));
  return [
    ...Object.entries(parties).flatMap(([id, { zone }]) => check(zone, ["parties", id, "zone"])),
    ...(notices?.quiet ?? []).flatMap(({ zone }, i) => check(zone, ["notices", "quiet", i, "zone"])),
  ];
}

function partyRemarks({ mode, parties, silence }: CompactDocument): readonly Remark[] {
  const all = Object.entries(parties);
  const mediated = all.some(([, { role }]) => role === "mediator");
  const reached = silence.some(({ contact }) => contact === "mediator");
  const keyless = mode === "real" ? all.filter(([, { keys }]) => keys === undefined) : [];
  const alone = keyless.length === all.length && all.length > 0;
  return [
    ...when(!mediated, advice(["parties"], "lint.no-mediator")),
    ...when(mediated && !reached, advice(["silence"], "lint.mediator-never-called")),
    // A compact that is still being agreed has no keys at all: one sentence says so for everybody.
    ...when(alone, advice(["parties"], "lint.no-keys-yet")),
    ...(alone ? [] : keyless.map(([id]) => advice(["parties", id], "lint.no-keys", { party: party(id) }))),
  ];
}

/** So short a duty binds a desk that sleeps: below it, a night is long enough for a lapse. */
const SHORTEST_DUTY = "1h";

function clockRemarks(document: CompactDocument): readonly Remark[] {
  const { mode, ladder, disclosure, notices } = document;
  const owed = ladder.flatMap(({ step: id, owes }, i) =>
    owes.map(({ latest, act }, j) => ({ id, latest: lengthOf(latest), act, path: ["ladder", i, "owes", j, "latest"] })),
  );
  const longest = Math.max(0, ...owed.map(({ latest }) => latest));
  const shortest = Math.min(Infinity, ...owed.map(({ latest }) => latest));
  const cooling = lengthOf(document["cooling-off"].longest);
  const skew = lengthOf(document.skew);
  const faster = (clock: string | undefined, usual: string, path: Path, id: string): readonly Remark[] =>
    when(
      clock !== undefined && lengthOf(clock) < lengthOf(usual),
      advice(path, id, { given: length(lengthOf(clock)), usual: length(lengthOf(usual)) }),
    );
  return [
    ...when(
      cooling > longest && longest > 0,
      advice(["cooling-off", "longest"], "lint.cooling-too-long", { given: length(cooling), longest: length(longest) }),
    ),
    ...when(document["cooling-off"].each === 0, advice(["cooling-off", "each"], "lint.no-cooling")),
    ...when(
      skew >= shortest,
      advice(["skew"], "lint.skew-too-wide", { given: length(skew), shortest: length(shortest) }),
    ),
    ...owed
      .filter(({ latest }) => mode === "real" && latest < lengthOf(SHORTEST_DUTY))
      .map(({ id, act, latest, path }) =>
        advice(path, "lint.duty-fast", { step: step(id), kinds: kinds(act), given: length(latest) }),
      ),
    ...faster(disclosure?.early, DEFAULTS.early, ["disclosure", "early"], "lint.early-fast"),
    ...faster(disclosure?.report, DEFAULTS.report, ["disclosure", "report"], "lint.report-fast"),
    ...faster(disclosure?.final, DEFAULTS.final, ["disclosure", "final"], "lint.final-fast"),
    ...faster(notices?.ahead, DEFAULTS.ahead, ["notices", "ahead"], "lint.ahead-short"),
  ];
}

function responseRemarks(document: CompactDocument): readonly Remark[] {
  const { responses } = document;
  const lines = document["red-lines"] ?? [];
  const rows = responses?.proportion ?? [];
  const named = new Set([
    ...lines.flatMap(({ responses: bound = [] }) => bound),
    ...rows.flatMap(({ within, consult = [] }) => [...within, ...consult]),
  ]);
  const short = (clock: string | undefined, usual: string): boolean =>
    clock !== undefined && lengthOf(clock) < lengthOf(usual);
  const lengths = (clock: string | undefined, usual: string): Args => ({
    given: length(lengthOf(clock)),
    usual: length(lengthOf(usual)),
  });
  return [
    ...when(
      short(responses?.notice, DEFAULTS.notice),
      advice(["responses", "notice"], "lint.notice-short", lengths(responses?.notice, DEFAULTS.notice)),
    ),
    ...when(
      short(responses?.consultation, DEFAULTS.consultation),
      advice(
        ["responses", "consultation"],
        "lint.consultation-short",
        lengths(responses?.consultation, DEFAULTS.consultation),
      ),
    ),
    ...lines.flatMap(({ line, responses: bound = [] }, i) =>
      when(
        responses !== undefined && bound.length === 0,
        advice(["red-lines", i], "lint.line-without-response", { line: name(line) }),
      ),
    ),
    ...(responses?.menu ?? []).flatMap(({ measure, active, category, notice, lasts }, i) => {
      const changes = active ?? category === "restrictive";
      const args = { measure: name(measure) };
      return [
        ...when(
          lines.length > 0 && rows.length === 0 && !named.has(measure),
          advice(["responses", "menu", i], "lint.measure-unnamed", args),
        ),
        ...when(
          changes && short(notice, DEFAULTS.notice),
          advice(["responses", "menu", i, "notice"], "lint.measure-notice-short", {
            ...args,
            ...lengths(notice, DEFAULTS.notice),
          }),
        ),
        ...when(changes && lasts === undefined, advice(["responses", "menu", i], "lint.measure-without-end", args)),
      ];
    }),
  ];
}

/** What holds the whole together: to change it more easily than the rest is to change the compact by the back door. */
const GROUND: readonly string[] = ["ladder", "silence", "red-lines", "responses", "quorum", "withdrawal", "parties"];

function quorumRemarks({ mode, quorum }: CompactDocument): readonly Remark[] {
  if (quorum === undefined) return [];
  const strictness = (of: (typeof QUORUMS)[number]): number => QUORUMS.length - QUORUMS.indexOf(of);
  return [
    ...when(mode === "real" && quorum.founding === "none", advice(["quorum", "founding"], "lint.founding-none")),
    ...(quorum.sections ?? []).flatMap(({ section, of }, i) =>
      when(
        GROUND.includes(section) && strictness(of) < strictness(quorum.amendment),
        advice(["quorum", "sections", i], "lint.section-easier", { section: name(section) }),
      ),
    ),
  ];
}

function dateRemarks({ expires, review, withdrawal }: CompactDocument, { today }: LintOptions): readonly Remark[] {
  if (expires === undefined || today === undefined) return [];
  const left = Date.parse(`${expires}T00:00:00.000Z`) - today;
  const args = { day: name(expires) };
  if (left <= 0) return [advice(["expires"], "lint.expired", args)];
  const every = review === undefined ? 0 : lengthOf(review.every);
  const notice = withdrawal === undefined ? 0 : lengthOf(withdrawal.notice);
  return [
    ...when(every > left, advice(["review", "every"], "lint.review-after-expiry", { ...args, every: length(every) })),
    ...when(
      notice > left,
      advice(["withdrawal", "notice"], "lint.withdrawal-after-expiry", { ...args, notice: length(notice) }),
    ),
  ];
}
