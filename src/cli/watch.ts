// `downrung watch`: what needs this party now.

import type { Command } from "commander";
import type { NodeView, WatchView } from "../node/http/api.ts";
import { inWords, print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function watchCommand(program: Command): void {
  withSeat(program.command("watch").description("what needs this party now: duties, matters, lines")).action(
    async (options: SeatOptions) => {
      const client = clientFor(options);
      const [node, watch] = await Promise.all([client.get<NodeView>("/api/node"), client.get<WatchView>("/api/watch")]);
      print(options.json, { party: node.party, ...watch }, () => [
        `${node.party}${node.compact.mode === "drill" ? " (DRILL)" : ""}, under ${node.compact.title}`,
        ...watch.duties.map(({ matter, title, duty }) => {
          const left = duty.due - watch.now;
          const when = left < 0 ? `lapsed ${inWords(left)} ago` : `${inWords(left)} left`;
          return `  you owe ${duty.owes.join(" or ")} in ${matter} (${title}): ${when}`;
        }),
        ...(watch.duties.length === 0 ? ["  you owe nothing"] : []),
        ...watch.matters.map(
          ({ id, title, step, standing }) => `  ${id}  ${title}: ${standing.is}, at ${step ?? "the start"}`,
        ),
        ...watch.lines.map(({ party, is, undelivered }) => `  line to ${party}: ${is}, ${undelivered} undelivered`),
      ]);
    },
  );
}
