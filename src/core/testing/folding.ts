// Folds for tests: acts in, a fold out, and what of it is compared.

import assert from "node:assert/strict";
import type { Compact } from "../compact/compact.ts";
import type { Act } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { createFold, type Fold } from "../law/fold.ts";
import type { Entry } from "../law/history.ts";
import { loaderOf, MATTER } from "./story.ts";

/** An instant after which nothing happens any more. */
export const FOREVER: Instant = 1e14;

export function foldOf(compact: Compact, acts: readonly Act[]): Fold {
  const fold = createFold(compact, loaderOf(acts));
  for (const act of acts) fold.insert(act);
  return fold;
}

export const lastAt = (acts: readonly Act[]): Instant => acts.reduce((latest, { at }) => Math.max(latest, at), 0);
export const picture = (fold: Fold): readonly (readonly [string, string])[] =>
  fold.entries(MATTER).map(({ id, refusal }: Entry) => [id, refusal?.rule ?? "regular"] as const);

export function matterOf(fold: Fold, at: Instant): Matter {
  const matter = fold.matter(MATTER, at);
  assert.ok(matter);
  return matter;
}

/** The acts as a person reads them, for a failing run. */
export const told = (acts: readonly Act[]): string =>
  acts
    .map(({ id, kind, at, to, body }) => `${id} ${kind} ${at} to ${to.join("+")} of ${String(body["of"])}`)
    .join("\n");
