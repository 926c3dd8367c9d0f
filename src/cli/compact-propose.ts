// `downrung compact propose FILE`: puts a new wording to the others. The file is the whole compact with
// the next version number; the keys stay those of the founding.

import type { Command } from "commander";
import type { CompactDocument } from "../core/compact/document.ts";
import { readCompactFile } from "../node/config.ts";
import { ConfigError } from "../node/config-error.ts";
import type { CompactView } from "../node/http/api.ts";
import { dayFrom, giveAboutCompact, textIn, type Said } from "./compact-say.ts";
import { clientFor, withSeat } from "./seat.ts";

type Options = Said & { readonly from: string; readonly reason: string; readonly replaces?: string };

export function compactPropose(compact: Command): void {
  withSeat(
    compact.command("propose").description("propose an amendment: the whole new wording, in force from a day on"),
  )
    .argument("<file>", "the new wording in YAML, with the next version number")
    .requiredOption("--from <day>", "when it takes force: a day, an instant, or a time ahead such as 30d")
    .requiredOption("--reason <text>", "why")
    .option("--replaces <id>", "your own open proposal that it takes the place of")
    .option("--lang <language>", "the language of the reason", "en")
    .action(async (file: string, options: Options) => {
      const view = await clientFor(options).get<CompactView>("/api/compact");
      const document = withoutKeys(readCompactFile(file), view.founding.document);
      const replaces = options.replaces === undefined ? {} : { replaces: options.replaces };
      const body = { document, from: dayFrom(options.from), reason: textIn(options.lang, options.reason), ...replaces };
      await giveAboutCompact(options, "propose-compact", body);
    });
}

/** A wording that names keys names the founding ones, or is meant for another compact. */
function withoutKeys(document: CompactDocument, founding: CompactDocument): CompactDocument {
  const parties = Object.entries(document.parties).map(([id, { keys, ...party }]) => {
    if (keys !== undefined && JSON.stringify(keys) !== JSON.stringify(founding.parties[id]?.keys)) {
      throw new ConfigError(`the keys of ${id} are not those of this compact; leave keys out of an amendment`);
    }
    return [id, party] as const;
  });
  return { ...document, parties: Object.fromEntries(parties) };
}
