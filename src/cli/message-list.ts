// `downrung message list`: the formal messages outside every matter, the newest first, with who has answered.

import type { Command } from "commander";
import { ANSWERED_BY } from "../core/line/message.ts";
import type { MessageLine, MessagesView } from "../node/http/message-api.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function messageList(message: Command): void {
  withSeat(message.command("list").description("the formal messages outside every matter, the newest first")).action(
    async (options: SeatOptions) => {
      const view = await clientFor(options).get<MessagesView>("/api/messages");
      print(options.json, view, () =>
        view.messages.length === 0 ? ["no formal message yet"] : view.messages.flatMap(linesOf),
      );
    },
  );
}

function linesOf({ layout, entry, answers }: MessageLine): readonly string[] {
  const { number, group, precedence, format, from, to, subject } = layout;
  const refused = entry.refusal === null ? "" : ` (irregular: ${entry.refusal.rule})`;
  const waiting = ANSWERED_BY[format as keyof typeof ANSWERED_BY].length > 0 && answers !== null;
  return [
    `${number}  ${group}  ${precedence.toUpperCase()}  ${format}  ${from.party} to ${to.map(({ party }) => party).join(", ")}${refused}`,
    `  ${(subject ?? "").replaceAll(/\p{C}/gu, "\uFFFD")}`,
    ...(waiting ? to.map(({ party }) => `  ${party}: ${answers[party]?.type ?? "no answer yet"}`) : []),
  ];
}
