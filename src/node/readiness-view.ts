// What a node shows of the tests of the lines. Pure reading; figures, duties and limits are the law's.

import type { ActId } from "../core/kernel/act.ts";
import { dutiesOnLines, readinessOn } from "../core/law/lines.ts";
import { linesOf, TEST_KINDS } from "../core/line/cadence.ts";
import { isLimitOver } from "../core/line/limits.ts";
import { absenceAt } from "../core/line/presence.ts";
import { windowAt } from "../core/line/readiness.ts";
import { runOf } from "../core/line/tests.ts";
import { NodeFailure } from "./failure.ts";
import type { PublicReadiness, ReadinessView, TestView } from "./http/readiness-api.ts";
import type { Node } from "./node.ts";

const OF_TESTS: readonly string[] = ["test-line", "answer-test"];

/** Of each line and kind so many tests are shown, the newest; the figures count them all. */
const TESTS_SHOWN = 8;

function figures(node: Node): PublicReadiness {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const compact = fold.compactAt(now);
  return { compact: compact.id, window: windowAt(compact, now), lines: readinessOn(fold, now) };
}

/** Throws NodeFailure `not-public` where the compact keeps it to the parties. */
export function publicReadiness(node: Node): PublicReadiness {
  const { fold } = node.ledgers();
  if (fold.compactAt(node.world.clock.now()).line?.readiness !== "public") {
    throw new NodeFailure(
      "not-public",
      "how ready the lines are is for the parties alone: the compact does not publish it",
    );
  }
  return figures(node);
}

function testsOf(node: Node): readonly TestView[] {
  const { fold } = node.ledgers();
  const { tests } = fold.line();
  return linesOf(fold.compactAt(node.world.clock.now()))
    .flatMap(({ by, to }) =>
      TEST_KINDS.flatMap((kind) =>
        runOf(tests, by, to, kind)
          .newest.slice(-TESTS_SHOWN)
          .map((test) => ({ ...test, by, to, kind })),
      ),
    )
    .toSorted((a, b) => b.at - a.at);
}

const actsSince = (node: Node, from: number): readonly ActId[] =>
  node
    .ledgers()
    .fold.lineEntries()
    .filter(({ kind, at, refusal }) => at >= from && refusal === null && OF_TESTS.includes(kind))
    .map(({ id }) => id);

export function readinessView(node: Node, withActs: boolean): ReadinessView {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const { party } = node.identity;
  const { presence, limits } = fold.line();
  const shown = figures(node);
  return {
    ...shown,
    now,
    party,
    for: fold.compactAt(now).line?.readiness ?? null,
    duties: dutiesOnLines(fold, now),
    away: Object.keys(presence).flatMap((each) => {
      const absence = absenceAt(presence, each, now);
      return absence === undefined ? [] : [{ ...absence, party: each }];
    }),
    limits: limits.filter((limit) => !isLimitOver(limit, now)),
    tests: testsOf(node),
    acts: withActs ? actsSince(node, shown.window.from) : null,
    moves: fold.lineMoves(party, now),
  };
}
