// A past incident judged again: the acts of a case as they were said, under another wording of the
// compact. It answers what the wording would have changed had everybody said the same at the same time;
// what people would have done otherwise it cannot know, and whoever shows it says so. spec/compact.md

import type { Compact } from "../compact/compact.ts";
import type { Act, ActId, PartyId } from "../kernel/act.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Contact, Matter, StepId } from "../kernel/matter.ts";
import { compareOrder } from "../kernel/order.ts";
import type { Rule } from "../kernel/verdict.ts";
import { advance, nextEvent } from "../ladder/ladder.ts";
import { linesOf } from "../response/views.ts";
import { stepMatter } from "./step.ts";

/** One thing that happened in the replay, named so that two replays can be laid side by side. */
export type Happening =
  | {
      readonly is: "irregular";
      readonly at: Instant;
      readonly act: ActId;
      readonly by: PartyId;
      readonly kind: string;
      readonly rule: Rule;
    }
  | { readonly is: "step-opened"; readonly at: Instant; readonly step: StepId }
  | { readonly is: "lapsed"; readonly at: Instant; readonly step: StepId; readonly by: PartyId; readonly owes: string }
  | { readonly is: "contact"; readonly at: Instant; readonly by: PartyId; readonly contact: Contact }
  | { readonly is: "line-crossed"; readonly at: Instant; readonly line: string; readonly by: PartyId }
  | { readonly is: "silent" | "stood-down" | "closed"; readonly at: Instant };

export type Replay = { readonly happenings: readonly Happening[]; readonly matter: Matter | undefined };

/** The acts of one matter under a compact, with time running on until `until`. */
export function replayCase(compact: Compact, acts: readonly Act[], until: Instant): Replay {
  const happenings: Happening[] = [];
  const known = new Map<ActId, Act>();
  let matter: Matter | undefined;
  const moveTo = (at: Instant): void => {
    while (matter !== undefined) {
      const next = nextEvent(matter, compact);
      if (next === null || next > at) return;
      const after = advance(matter, next, compact);
      happenings.push(...happenedBetween(compact, matter, after, next));
      matter = after;
    }
  };
  for (const act of acts.toSorted(compareOrder)) {
    moveTo(act.at);
    const before = matter;
    const step = stepMatter(before, act, { compact, find: (id) => known.get(id) });
    known.set(act.id, act);
    if (!step.verdict.ok) {
      happenings.push({
        is: "irregular",
        at: act.at,
        act: act.id,
        by: act.by,
        kind: act.kind,
        rule: step.verdict.rule,
      });
    }
    matter = step.matter;
    if (matter !== undefined) happenings.push(...happenedBetween(compact, before, matter, act.at));
  }
  moveTo(until);
  return { happenings, matter };
}

function happenedBetween(
  compact: Compact,
  before: Matter | undefined,
  after: Matter,
  at: Instant,
): readonly Happening[] {
  const opened = after.steps.flatMap(({ id, state }, i): readonly Happening[] =>
    state.is !== "ahead" && (before?.steps[i]?.state.is ?? "ahead") === "ahead"
      ? [{ is: "step-opened", at, step: id }]
      : [],
  );
  const earlier = new Map(before?.duties.map((duty) => [duty.id, duty.state]) ?? []);
  const lapsed = after.duties.flatMap(({ id, step, by, owes, state }): readonly Happening[] => {
    const was = earlier.get(id);
    if (state.is !== "lapsed" || (was?.is === "lapsed" && was.contact === state.contact)) return [];
    const contact: Happening = { is: "contact", at, by, contact: state.contact };
    return was?.is === "lapsed" ? [contact] : [{ is: "lapsed", at, step, by, owes: owes.join("+") }, contact];
  });
  const crossed = [...crossings(compact, after)].filter((line) => !crossings(compact, before).has(line));
  const standing = after.standing.is;
  const ended = standing === "silent" || standing === "stood-down" || standing === "closed";
  return [
    ...opened,
    ...lapsed,
    ...crossed.map((line): Happening => {
      const [name = "", by = ""] = line.split(" ");
      return { is: "line-crossed", at, line: name, by };
    }),
    ...(ended && before?.standing.is !== standing ? [{ is: standing, at } as const] : []),
  ];
}

/** "line party": the red lines that are crossed in the view of a party that the matter concerns. */
function crossings(compact: Compact, matter: Matter | undefined): ReadonlySet<string> {
  if (matter === undefined) return new Set();
  return new Set(
    [matter.reporter, ...matter.addressees].flatMap((party) =>
      linesOf(compact, matter, party)
        .filter(({ crossed }) => crossed === "yes")
        .map(({ line }) => `${line} ${party}`),
    ),
  );
}

/** What only one of two replays of the same acts holds, in the order of time. */
export type Difference = { readonly under: "first" | "second"; readonly happening: Happening };

export function compareReplays(first: Replay, second: Replay): readonly Difference[] {
  const only = (under: Difference["under"], of: Replay, other: Replay): readonly Difference[] => {
    const counts = new Map<string, number>();
    for (const happening of other.happenings) counts.set(nameOf(happening), (counts.get(nameOf(happening)) ?? 0) + 1);
    return of.happenings.flatMap((happening): readonly Difference[] => {
      const left = counts.get(nameOf(happening)) ?? 0;
      counts.set(nameOf(happening), left - 1);
      return left > 0 ? [] : [{ under, happening }];
    });
  };
  return [...only("first", first, second), ...only("second", second, first)].toSorted(
    (a, b) => a.happening.at - b.happening.at,
  );
}

/** The same happening at another hour is another happening: an earlier deadline is what an amendment is about. */
const nameOf = (happening: Happening): string => JSON.stringify(happening);
