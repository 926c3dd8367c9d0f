// The register: every measure in every matter held here, with what its proposal states. Pure reading; the law
// has computed how each stands. spec/measures.md

import { factsOf } from "../core/assessment/facts.ts";
import type { Compact } from "../core/compact/compact.ts";
import type { ActId, PartyId, Text } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { stoppedBetween, type Matter } from "../core/kernel/matter.ts";
import { isOver, type Measure, type MeasureReply } from "../core/kernel/measure.ts";
import { ruleOnMenu } from "../core/response/menu.ts";
import type { ProposeMeasureBody } from "../core/response/propose-measure.ts";
import { proportionOf } from "../core/response/views.ts";
import type { MeasuresView, MeasureView } from "./http/measures-api.ts";
import { actOf } from "./ledgers.ts";
import type { Node } from "./node.ts";
import { titleOf } from "./views.ts";

/** Measures that are over stay on the page for as long as there are no more than this many. */
export const SHOWN_OVER = 200;

export function measuresView(node: Node): MeasuresView {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const all = fold.matters().flatMap((id) => {
    const matter = fold.matter(id, now);
    return matter === undefined ? [] : matter.measures.map((measure) => ({ matter, measure }));
  });
  const over = all.filter(({ measure }) => isOver(measure)).toSorted((a, b) => overAt(b) - overAt(a));
  // What each states is read from the store for the measures that are shown, and for no others.
  const row = ({ matter, measure }: Known): MeasureView => rowOf(node, matter, measure, now);
  return {
    now,
    running: all
      .filter(({ measure }) => !isOver(measure))
      .toSorted((a, b) => endOf(a) - endOf(b))
      .map(row),
    over: over.slice(0, SHOWN_OVER).map(row),
    hidden: Math.max(0, over.length - SHOWN_OVER),
  };
}

type Known = { readonly matter: Matter; readonly measure: Measure };

function rowOf(node: Node, matter: Matter, measure: Measure, now: Instant): MeasureView {
  const compact = node.ledgers().fold.compactAt(now);
  const rule = ruleOnMenu(compact, measure.measure);
  const { extension } = measure;
  return {
    matter: matter.id,
    title: titleOf(node, matter),
    measure,
    category: rule?.category ?? null,
    // The law let it in, so its body is of its kind.
    stated: bodyOf(node, measure.act) as ProposeMeasureBody,
    said: wordsOf(node, measure.replies),
    saidOnExtension: wordsOf(node, extension?.replies ?? {}),
    reason: extension === null ? null : textIn(node, extension.act, "reason"),
    proportion:
      rule?.active === true && compact.proportion.length > 0
        ? proportionOf(compact, factsOf(matter, measure.by), measure.measure)
        : null,
    noticeUntil: noticeUntil(matter, measure, compact),
  };
}

/** The notice by running clocks, and the start that the proposal names. */
function noticeUntil(matter: Matter, { at, starts, measure, state }: Measure, compact: Compact): Instant | null {
  if (state.is !== "proposed") return null;
  const notice = ruleOnMenu(compact, measure)?.notice ?? 0;
  return Math.max(at + notice + stoppedBetween(matter, at, Infinity), starts ?? 0);
}

function bodyOf(node: Node, id: ActId): Readonly<Record<string, unknown>> {
  const stored = node.world.store.actById(id);
  if (stored === undefined) throw new Error(`invariant: act ${id} is folded and not stored`);
  return actOf(stored).body;
}

const textIn = (node: Node, id: ActId, field: string): Text => bodyOf(node, id)[field] as Text;

const wordsOf = (node: Node, replies: Readonly<Record<PartyId, MeasureReply>>): Readonly<Record<PartyId, Text>> =>
  Object.fromEntries(Object.entries(replies).map(([party, { act }]) => [party, textIn(node, act, "statement")]));

const endOf = ({ measure: { state } }: Known): Instant =>
  (state.is === "adopted" || state.is === "suspended" ? state.until : null) ?? Infinity;

const overAt = ({ measure: { state } }: Known): Instant =>
  state.is === "expired" || state.is === "lifted" || state.is === "withdrawn" ? state.at : 0;
