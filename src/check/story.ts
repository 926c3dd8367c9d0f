// A counterexample as a story: what was said and what time did, one numbered item an instant, in
// sentences that are data. It is told from what the real law made of the trace, so it cannot say
// anything that did not happen. spec/check.md

import { mediatorsOf, type Compact } from "../core/compact/compact.ts";
import type { Act } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import { stepOf, type Duty, type Matter } from "../core/kernel/matter.ts";
import { advance, nextEvent } from "../core/ladder/ladder.ts";
import { asksOfIncident, compactFor } from "./model.ts";
import type { Replayed } from "./replay.ts";
import type { Finding } from "./report.ts";
import { kinds, moment, name, parties, party, step, type Arg, type Sentence } from "./sentence.ts";

/** What happened at one instant, counted from the report. */
export type StoryItem = { readonly after: Millis; readonly says: readonly Sentence[] };

/** The story of a trace as the law ran it, and what it comes to. */
export function storyOf(written: Compact, run: readonly Replayed[], finding: Finding): readonly StoryItem[] {
  const compact = compactFor(
    written,
    run.map(({ event }) => event),
  );
  const items: StoryItem[] = [];
  const begun = run[0]?.matter?.opened.at ?? 0;
  let present: Matter | undefined;
  for (const [i, { event, act, matter, verdict }] of run.entries()) {
    const at = begun + event.at;
    const passed = timePasses(compact, present, at, begun);
    items.push(...passed.items);
    if (act !== null) {
      const said = verdict.ok ? actSentences(compact, act, event.is === "act" ? event.choices : {}) : refused(act);
      const met = act.kind === PROPOSAL && asksOfIncident(written) ? [{ id: "story.taken-as-met", args: {} }] : [];
      const followed = matter === undefined ? [] : happenings(compact, passed.matter, matter);
      items.push({ after: event.at, says: [...said, ...met, ...followed] });
    } else if (passed.items.length === 0 && i === run.length - 1) {
      items.push({ after: event.at, says: [{ id: "story.quiet", args: {} }] });
    }
    present = matter;
  }
  const told = items.filter(({ says }) => says.length > 0);
  return [...told, { after: run.at(-1)?.event.at ?? 0, says: [findingSentence(finding)] }];
}

/** What the law does by itself until an instant, one item for each time at which it does something. */
function timePasses(
  compact: Compact,
  before: Matter | undefined,
  until: Instant,
  begun: Instant,
): { readonly items: readonly StoryItem[]; readonly matter: Matter | undefined } {
  const items: StoryItem[] = [];
  let present = before;
  while (present !== undefined) {
    const next = nextEvent(present, compact);
    if (next === null || next > until) break;
    const after = advance(present, next, compact);
    const says = happenings(compact, present, after);
    if (says.length > 0) items.push({ after: next - begun, says });
    present = after;
  }
  return { items, matter: present };
}

const PROPOSAL = "propose-measure";
/** Acts of which a reader wants to know to whom they went. */
const ADDRESSED = ["report", "ask", "notify", PROPOSAL];

function actSentences(
  compact: Compact,
  act: Act,
  choices: Readonly<Record<string, string | number>>,
): readonly Sentence[] {
  const said: Sentence = {
    id: `kind.${act.kind}.said`,
    otherwise: "story.act",
    args: { party: party(act.by), kinds: kinds([act.kind]) },
  };
  const { measure, length } = choices;
  return [
    said,
    ...(ADDRESSED.includes(act.kind) && compact.parties.length > 2
      ? [{ id: "story.to", args: { parties: parties(act.to) } }]
      : []),
    ...(typeof measure === "string" ? [{ id: "story.measure", args: { measure: name(measure) } }] : []),
    ...(typeof length === "string" ? [{ id: "story.length", args: { length: name(length) } }] : []),
  ];
}

const refused = (act: Act): readonly Sentence[] => [
  { id: "story.refused", args: { party: party(act.by), kinds: kinds([act.kind]) } },
];

/** What is different between two pictures of the matter, in the order in which a reader wants it. */
function happenings(compact: Compact, before: Matter | undefined, after: Matter): readonly Sentence[] {
  const standing = before?.standing.is ?? "open";
  const lapses = after.duties.flatMap((duty) => lapseSentences(compact, before, duty));
  const opened = after.steps.filter(
    ({ id, state }) => state.is !== "ahead" && (before === undefined || stepOf(before, id).is === "ahead"),
  );
  const owed = after.duties.filter(({ id }) => before?.duties.every((known) => known.id !== id) ?? true);
  return distinct([
    ...(standing === "cooling-off" && after.standing.is !== "cooling-off"
      ? [{ id: "story.cooling-ends", args: {} }]
      : []),
    ...lapses,
    ...opened.map(({ id }) => ({ id: "story.step-opens", args: { step: step(id) } })),
    ...owedSentences(after, owed),
    ...measuresEnded(before, after),
    ...(after.standing.is === standing || after.standing.is === "open" || after.standing.is === "cooling-off"
      ? []
      : [{ id: `standing.${after.standing.is}.about`, args: {} }]),
  ]);
}

/** Measures that time has ended; what a party ends is its own act. */
const measuresEnded = (before: Matter | undefined, after: Matter): readonly Sentence[] =>
  after.measures
    .filter(
      ({ act, state }) =>
        state.is === "expired" && before?.measures.find((known) => known.act === act)?.state.is !== "expired",
    )
    .map(({ measure }) => ({ id: "story.measure-ends", args: { measure: name(measure) } }));

function lapseSentences(compact: Compact, before: Matter | undefined, duty: Duty): readonly Sentence[] {
  if (duty.state.is !== "lapsed") return [];
  const was = before?.duties.find(({ id }) => id === duty.id)?.state;
  const reached = was?.is === "lapsed" ? was.contact : undefined;
  const lapsed = was?.is === "lapsed" ? [] : [lapseSentence(duty)];
  if (reached === duty.state.contact) return lapsed;
  const args = { party: party(duty.by), mediator: parties(mediatorsOf(compact)) };
  return [...lapsed, { id: `contact.${duty.state.contact}.then`, args }];
}

const lapseSentence = ({ by, owes }: Duty): Sentence => ({
  id: "story.lapse",
  args: { party: party(by), kinds: kinds(owes) },
});

/** Who owes what from now on, and until when. Duties with the same end share the sentence that names it. */
function owedSentences(matter: Matter, owed: readonly Duty[]): readonly Sentence[] {
  const ends = [...new Set(owed.map(({ due }) => due))];
  return ends.flatMap((due) => [
    ...owed.filter((duty) => duty.due === due).map(({ by, owes }) => dutySentence(by, owes)),
    { id: "story.due", args: { moment: moment(due - matter.opened.at) } },
  ]);
}

const dutySentence = (by: string, owes: readonly string[]): Sentence => ({
  id: owes.join("+") === "clarify" ? "duty.they.clarify.plain" : `duty.they.${owes.join("+")}`,
  otherwise: "duty.they.any",
  args: { party: party(by), kinds: kinds(owes) },
});

function distinct(sentences: readonly Sentence[]): readonly Sentence[] {
  const seen = new Set<string>();
  return sentences.filter((sentence) => {
    const text = JSON.stringify(sentence);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

const STEPS = ["step", "before", "lapsed", "otherStep"];
const LENGTHS = ["given", "promised", "after", "earliest", "within"];

/** A finding's values by what they are; the names are those of src/check/report.ts. */
function argOf(key: string, value: string | number): Arg {
  if (typeof value === "number") {
    return LENGTHS.includes(key) ? { is: "length", length: value } : { is: "count", count: value };
  }
  if (STEPS.includes(key)) return step(value);
  if (key === "party") return party(value);
  if (key === "act" || key === "other") return kinds(value.split(/[+,]\s*/));
  if (key === "by" || key === "part") return { is: "part", part: value };
  return name(value);
}

/** What a finding says, in one sentence. */
export const findingSentence = (finding: Finding): Sentence => ({
  id: `finding.${finding.case}`,
  args: Object.fromEntries(Object.entries(finding.args).map(([key, value]) => [key, argOf(key, value)])),
});
