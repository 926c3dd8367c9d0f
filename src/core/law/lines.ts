// The lines as the whole picture shows them: since when they are tested, what is owed on them, and how
// ready they are, each under the version in force. spec/readiness.md

import { versionAt } from "../compact/agreement.ts";
import type { Instant } from "../kernel/instant.ts";
import { lineDuties, type LineDuty } from "../line/line-duties.ts";
import { readinessOf, type LineReadiness } from "../line/readiness.ts";
import type { Fold } from "./fold.ts";

/** From when on tests are owed: the founding, or the first act where it is in force from the beginning. */
function linesSince(fold: Fold, now: Instant): Instant | null {
  const versions = fold.versions();
  return versionAt(versions, now) === undefined ? null : (versions[0]?.from ?? fold.began());
}

export const dutiesOnLines = (fold: Fold, now: Instant): readonly LineDuty[] =>
  lineDuties(fold.line(), fold.compactAt(now), linesSince(fold, now), now);

export const readinessOn = (fold: Fold, now: Instant): readonly LineReadiness[] =>
  readinessOf(fold.line(), fold.compactAt(now), now);
