// `downrung compact review keep|amend`: this party's word when a review is due.

import { Argument, type Command } from "commander";
import { FINDINGS } from "../core/compact/agreement.ts";
import { giveAboutCompact, textIn, type Said } from "./compact-say.ts";
import { withSeat } from "./seat.ts";

type Options = Said & { readonly text: string };

export function compactReview(compact: Command): void {
  withSeat(compact.command("review").description("say whether the compact should stay as it is"))
    .addArgument(new Argument("<finding>", "what you find").choices(FINDINGS))
    .requiredOption("--text <text>", "why")
    .option("--lang <language>", "the language of the text", "en")
    .action(async (finding: string, { text, lang, ...options }: Options) => {
      await giveAboutCompact(options, "review-compact", { finding, text: textIn(lang, text) });
    });
}
