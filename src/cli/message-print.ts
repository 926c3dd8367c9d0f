// `downrung message print ID`: an act in the layout of the field, in one of six languages, as plain text of
// at most 69 columns or as a page to print.

import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { LANGUAGES } from "../core/kernel/act.ts";
import { messageHtml, messageText } from "../interop/message-layout.ts";
import { isLanguage, speechOf } from "../interop/speech.ts";
import { ConfigError } from "../node/config-error.ts";
import type { MessageView } from "../node/http/message-api.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

const FORMATS = { text: messageText, html: messageHtml } as const;
type Format = keyof typeof FORMATS;

type Options = SeatOptions & { readonly lang: string; readonly format: string; readonly output?: string };

export function messagePrint(message: Command): void {
  withSeat(message.command("print").description("print an act as a formal message"))
    .argument("<id>", "the act: its id, party/number, or the number of the message such as AURELIA/26/0007")
    .option("--lang <language>", LANGUAGES.join(", "), "en")
    .option("--format <format>", Object.keys(FORMATS).join(", "), "text")
    .option("-o, --output <file>", "write to this file instead of standard output")
    .action(async (id: string, options: Options) => {
      const { lang, format, output } = options;
      if (!isLanguage(lang))
        throw new ConfigError(`there is no language "${lang}"; name one of ${LANGUAGES.join(", ")}`);
      if (!isFormat(format)) {
        throw new ConfigError(`there is no format "${format}"; name one of ${Object.keys(FORMATS).join(", ")}`);
      }
      const view = await clientFor(options).get<MessageView>(`/api/messages/${encodeURIComponent(id)}`);
      const text = FORMATS[format](view.layout, speechOf(lang));
      if (output === undefined) print(options.json, view, () => [text.trimEnd()]);
      else writeOut(output, text);
    });
}

const isFormat = (text: string): text is Format => Object.hasOwn(FORMATS, text);

function writeOut(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written`, { cause });
  }
}
