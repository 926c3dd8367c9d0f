// `downrung matter ID`: one matter as it stands, with what may be done and why not.

import type { Command } from "commander";
import { printInstant } from "../core/kernel/instant.ts";
import type { MatterView } from "../node/http/api.ts";
import { inWords, print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function matterCommand(program: Command): void {
  withSeat(program.command("matter").description("one matter: where it stands, who owes what, what was said"))
    .argument("<id>", "the matter, such as aurelia-1")
    .action(async (id: string, options: SeatOptions) => {
      const view = await clientFor(options).get<MatterView>(`/api/matters/${encodeURIComponent(id)}`);
      print(options.json, view, () => linesOf(view));
    });
}

function linesOf({ now, matter, title, entries, moves }: MatterView): readonly string[] {
  const standing = matter.duties.filter(({ state }) => state.is === "owed" || state.is === "lapsed");
  return [
    `${matter.id}  ${title}: ${matter.standing.is}`,
    matter.steps.map(({ id, state }) => `${id} ${state.is}`).join(" · "),
    ...standing.map(({ by, owes, due, state }) =>
      state.is === "lapsed"
        ? `  ${by} owed ${owes.join(" or ")}: lapsed, silence has led to the ${state.contact}`
        : `  ${by} owes ${owes.join(" or ")}: ${inWords(due - now)} left`,
    ),
    ...entries.map(
      ({ act, refusal }) =>
        `  ${printInstant(act.at)}  ${act.by.padEnd(10)} ${act.kind}${refusal === null ? "" : ` (irregular: ${refusal.rule})`}`,
    ),
    `you may: ${
      moves
        .filter(({ verdict }) => verdict.ok)
        .map(({ kind }) => kind)
        .join(", ") || "nothing now"
    }`,
  ];
}
