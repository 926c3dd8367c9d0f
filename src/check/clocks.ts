// Clocks and rules of a compact that cannot both be kept, as far as the document alone shows it.
// spec/check.md, "No contradiction"

import type { CompactDocument } from "../core/compact/document.ts";
import { DEFAULTS } from "../core/compact/defaults.ts";
import { MARKINGS } from "../core/kernel/act.ts";
import { HOUR, MINUTE, parseDuration, type Millis } from "../core/kernel/instant.ts";
import { length, name, type Sentence } from "./sentence.ts";

type Path = readonly (string | number)[];
type Found = { readonly path: Path; readonly says: Sentence };

export const lengthOf = (text: string | undefined): Millis => parseDuration(text ?? "0s") ?? 0;

export const clocksClash = (document: CompactDocument): readonly Found[] => [
  ...disclosureClashes(document),
  ...responsesClash(document),
  ...lineClashes(document),
  ...reviewClashes(document),
  ...quietClashes(document),
  ...sharingClashes(document),
];

/** Two clocks of which the first has to be at most the second. */
function ordered(first: string, second: string, path: Path, id: string): readonly Found[] {
  if (lengthOf(first) <= lengthOf(second)) return [];
  return [{ path, says: { id, args: { first: length(lengthOf(first)), second: length(lengthOf(second)) } } }];
}

/** Early warning, report and final report come one after the other: NIS2, Article 23(4). */
function disclosureClashes({ disclosure }: CompactDocument): readonly Found[] {
  if (disclosure === undefined) return [];
  const early = disclosure.early ?? DEFAULTS.early;
  const report = disclosure.report ?? DEFAULTS.report;
  const final = disclosure.final ?? DEFAULTS.final;
  const place = (key: "early" | "report" | "final"): Path => (disclosure[key] === undefined ? [] : [key]);
  return [
    ...ordered(early, report, ["disclosure", ...place("early")], "clock.early-after-report"),
    ...ordered(report, final, ["disclosure", ...place("final")], "clock.final-before-report"),
    ...(disclosure.publish ?? []).flatMap(({ within }, i) =>
      ordered(early, within, ["disclosure", "publish", i, "within"], "clock.public-before-parties"),
    ),
  ];
}

function responsesClash({ responses }: CompactDocument): readonly Found[] {
  const consultation = responses?.consultation ?? DEFAULTS.consultation;
  return (responses?.menu ?? []).flatMap(({ measure, notice, reply, lasts }, i) => {
    const place = ["responses", "menu", i];
    const named = (found: readonly Found[]): readonly Found[] =>
      found.map(({ path, says }) => ({
        path,
        says: { ...says, args: { ...says.args, measure: name(measure) } },
      }));
    return [
      ...(notice === undefined || lasts === undefined
        ? []
        : named(ordered(notice, lasts, [...place, "lasts"], "clock.notice-outlasts-measure"))),
      ...(reply === undefined
        ? []
        : named(ordered(reply, consultation, [...place, "reply"], "clock.reply-longer-than-promised"))),
    ];
  });
}

/** A machine answers a line test at once, a person when awake. */
const lineClashes = ({ line }: CompactDocument): readonly Found[] =>
  line?.human === undefined ? [] : ordered(line.automatic, line.human, ["line", "automatic"], "clock.line-test");

/** A review that may still be open when the next one begins is never done. */
function reviewClashes({ review }: CompactDocument): readonly Found[] {
  if (review === undefined) return [];
  const latest = review.latest ?? DEFAULTS.reviewLatest;
  const path = ["review", review.latest === undefined ? "every" : "latest"];
  return ordered(latest, review.every, path, "clock.review-overlaps");
}

const DAY_MINUTES = (24 * HOUR) / MINUTE;

function minuteOf(hour: string): number {
  const [hours = "0", minutes = "0"] = hour.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Quiet hours of one zone that leave no minute of the day: then no notice can be given in time. */
function quietClashes({ notices }: CompactDocument): readonly Found[] {
  const quiet = notices?.quiet ?? [];
  const zones = [...new Set(quiet.map(({ zone }) => zone))];
  return zones.flatMap((zone) => {
    const covered = new Set<number>();
    for (const { from, to, zone: own } of quiet) {
      if (own !== zone) continue;
      const start = minuteOf(from);
      const span = (minuteOf(to) - start + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
      for (let i = 0; i < span; i += 1) covered.add((start + i) % DAY_MINUTES);
    }
    if (covered.size < DAY_MINUTES) return [];
    const i = quiet.findLastIndex((entry) => entry.zone === zone);
    return [{ path: ["notices", "quiet", i], says: { id: "clock.quiet-all-day", args: { zone: name(zone) } } }];
  });
}

/** What each marking lets pass at most: TLP 2.0 (FIRST). Audiences and onward words in rising order. */
const WIDEST = {
  "TLP:CLEAR": { with: "public", onward: "yes" },
  "TLP:GREEN": { with: "parties", onward: "yes" },
  "TLP:AMBER": { with: "parties", onward: "with-consent" },
  "TLP:AMBER+STRICT": { with: "parties", onward: "no" },
  "TLP:RED": { with: "addressees", onward: "no" },
} as const satisfies Readonly<Record<(typeof MARKINGS)[number], { readonly with: string; readonly onward: string }>>;

const AUDIENCE_WIDTH = ["addressees", "members", "parties", "public"];
const ONWARD_WIDTH = ["no", "with-consent", "yes"];

const sharingClashes = ({ sharing }: CompactDocument): readonly Found[] =>
  (sharing ?? []).flatMap(({ marking, with: audience, onward }, i) => {
    const widest = WIDEST[marking];
    const args = { marking: name(marking) };
    const wide = AUDIENCE_WIDTH.indexOf(audience) > AUDIENCE_WIDTH.indexOf(widest.with);
    const far = ONWARD_WIDTH.indexOf(onward) > ONWARD_WIDTH.indexOf(widest.onward);
    return [
      ...(wide ? [{ path: ["sharing", i, "with"], says: { id: "clock.shared-too-widely", args } }] : []),
      ...(far ? [{ path: ["sharing", i, "onward"], says: { id: "clock.passed-on-too-far", args } }] : []),
    ];
  });
