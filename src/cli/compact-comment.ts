// `downrung compact comment ID`: says what this party thinks of a proposal or of the compact in force.

import type { Command } from "commander";
import type { CompactView } from "../node/http/api.ts";
import { giveAboutCompact, textIn, type Said } from "./compact-say.ts";
import { clientFor, withSeat } from "./seat.ts";

type Options = Said & { readonly text: string; readonly clause?: string; readonly lesson?: string };

export function compactComment(compact: Command): void {
  withSeat(compact.command("comment").description("comment on a proposal, or on the compact in force"))
    .argument("[id]", "the proposal; the compact itself when left out")
    .requiredOption("--text <text>", "what you think")
    .option("--clause <place>", "one clause, such as ladder/confirm or red-lines/hospitals")
    .option("--lesson <matter>", "the matter from whose review this lesson comes")
    .option("--lang <language>", "the language of the text", "en")
    .action(async (id: string | undefined, { text, clause, lesson, lang, ...options }: Options) => {
      const of = id ?? (await clientFor(options).get<CompactView>("/api/compact")).id;
      const place = { ...(clause === undefined ? {} : { clause }), ...(lesson === undefined ? {} : { lesson }) };
      await giveAboutCompact(options, "comment-compact", { of, text: textIn(lang, text), ...place });
    });
}
