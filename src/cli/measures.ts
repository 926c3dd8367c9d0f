// `downrung measures`: the register of measures in all matters, with their clocks. spec/measures.md

import type { Command } from "commander";
import type { MeasuresView, MeasureView } from "../node/http/measures-api.ts";
import { inWords, print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function measuresCommand(program: Command): void {
  withSeat(program.command("measures").description("all measures, with their clocks and what would end them")).action(
    async (options: SeatOptions) => {
      const view = await clientFor(options).get<MeasuresView>("/api/measures");
      print(options.json, view, () => {
        const lines = [...view.running, ...view.over].flatMap((one) => linesOf(one, view.now));
        if (view.hidden > 0) lines.push(`${view.hidden} that ended earlier are not listed.`);
        return lines.length === 0 ? ["No measure was proposed in any matter."] : lines;
      });
    },
  );
}

function linesOf({ matter, measure, stated, proportion, noticeUntil }: MeasureView, now: number): readonly string[] {
  const heard = measure.consulted.map((party) => `${party} ${measure.replies[party]?.view ?? "silent"}`);
  const wait = noticeUntil !== null && noticeUntil > now ? [`  notice runs for ${inWords(noticeUntil - now)}`] : [];
  return [
    `${matter}: ${measure.measure} by ${measure.by}, ${stateIn(measure.state, now)}`,
    `  for: ${stated.objective.text}`,
    `  ends when: ${stated.ends.text}`,
    ...(stated.undo === undefined ? [] : [`  undone by: ${stated.undo.text}`]),
    ...(stated.ground === undefined ? [] : [`  ground: ${stated.ground}`]),
    ...(measure.review === null ? [] : [`  review: ${new Date(measure.review).toISOString()}`]),
    ...(heard.length === 0 ? [] : [`  consulted: ${heard.join(", ")}`]),
    ...(proportion === null
      ? []
      : [`  proportion: ${"row" in proportion ? `${proportion.is} (${proportion.row})` : "no row"}`]),
    ...wait,
  ];
}

function stateIn(state: MeasureView["measure"]["state"], now: number): string {
  switch (state.is) {
    case "proposed":
      return "proposed";
    case "adopted":
    case "suspended": {
      const is = state.is === "adopted" ? "in force" : state.reason === "escrow" ? "held in escrow" : "suspended";
      return state.until === null ? `${is}, without an end` : `${is}, ends in ${inWords(state.until - now)}`;
    }
    case "expired":
    case "lifted":
    case "withdrawn":
      return `${state.is} at ${new Date(state.at).toISOString()}`;
    default:
      return state satisfies never;
  }
}
