// `downrung compact withdraw`: gives notice that this party leaves the compact.

import type { Command } from "commander";
import { dayFrom, giveAboutCompact, textIn, type Said } from "./compact-say.ts";
import { withSeat } from "./seat.ts";

type Options = Said & { readonly from: string; readonly reason: string };

export function compactWithdraw(compact: Command): void {
  withSeat(compact.command("withdraw").description("give notice that this party leaves the compact"))
    .requiredOption("--from <day>", "when it leaves: a day, an instant, or a time ahead such as 400d")
    .requiredOption("--reason <text>", "why")
    .option("--lang <language>", "the language of the reason", "en")
    .action(async ({ from, reason, lang, ...options }: Options) => {
      await giveAboutCompact(options, "withdraw-compact", { from: dayFrom(from), reason: textIn(lang, reason) });
    });
}
