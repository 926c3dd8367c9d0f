// What the console and the command line read about the tests of the lines, as types. spec/readiness.md

import type { READINESS_FOR } from "../../core/compact/compact.ts";
import type { ActId, PartyId } from "../../core/kernel/act.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { TestKind } from "../../core/line/cadence.ts";
import type { LineDuty } from "../../core/line/line-duties.ts";
import type { LineLimits } from "../../core/line/limits.ts";
import type { Absence } from "../../core/line/presence.ts";
import type { LineReadiness } from "../../core/line/readiness.ts";
import type { LineTest } from "../../core/line/tests.ts";
import type { LineMove } from "../../core/law/line-fold.ts";

/** `GET /api/readiness?for=public`: what the compact lets anyone read. */
export type PublicReadiness = {
  readonly compact: string;
  readonly window: { readonly from: Instant; readonly until: Instant };
  /** Every line of the compact, once in each direction. */
  readonly lines: readonly LineReadiness[];
};

/** A test that is kept in full, with its answer. */
export type TestView = LineTest & { readonly by: PartyId; readonly to: PartyId; readonly kind: TestKind };

/** `GET /api/readiness`. */
export type ReadinessView = PublicReadiness & {
  readonly now: Instant;
  readonly party: PartyId;
  /** For whom it is, by the compact; null where it says nothing of the line. */
  readonly for: (typeof READINESS_FOR)[number] | null;
  readonly duties: readonly LineDuty[];
  /** The desks that are away now. */
  readonly away: readonly (Absence & { readonly party: PartyId })[];
  /** Limits that are in force or wait for consent. */
  readonly limits: LineLimits;
  /** The newest tests of every line and kind, the newest first. */
  readonly tests: readonly TestView[];
  /**
   * With `acts=true` the signed tests and answers of the window, by which anyone can count again;
   * `GET /api/acts/:id` proves each. Null otherwise: they are many.
   */
  readonly acts: readonly ActId[] | null;
  readonly moves: readonly LineMove[];
};
