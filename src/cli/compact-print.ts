// `downrung compact print FILE`: the whole agreement as numbered clauses, in one of six languages, as
// Markdown, HTML or PDF. The PDF's compiler is loaded only when a PDF is asked for.

import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { LANGUAGES } from "../core/kernel/act.ts";
import { compactHtml } from "../interop/compact-html.ts";
import { compactMarkdown } from "../interop/compact-markdown.ts";
import { compactPage, type CompactPage } from "../interop/compact-page.ts";
import { isLanguage, speechOf } from "../interop/speech.ts";
import { ConfigError } from "../node/config-error.ts";
import { readCompactFile } from "../node/config.ts";

const FORMATS = ["md", "html", "pdf"] as const;
type Format = (typeof FORMATS)[number];

type Options = { readonly lang: string; readonly format: string; readonly output?: string };

export function compactPrint(compact: Command): void {
  compact
    .command("print")
    .description("print the whole agreement as numbered clauses, with the ladder drawn")
    .argument("<file>", "a compact in YAML")
    .option("--lang <language>", LANGUAGES.join(", "), "en")
    .option("--format <format>", FORMATS.join(", "), "md")
    .option("-o, --output <file>", "write to this file instead of standard output")
    .action(async (file: string, { lang, format, output }: Options) => {
      if (!isLanguage(lang))
        throw new ConfigError(`there is no language "${lang}"; name one of ${LANGUAGES.join(", ")}`);
      if (!isFormat(format)) throw new ConfigError(`there is no format "${format}"; name one of ${FORMATS.join(", ")}`);
      if (format === "pdf" && output === undefined && process.stdout.isTTY) {
        throw new ConfigError("a PDF is not for the screen; name a file with -o, or pipe it on");
      }
      const page = compactPage(readCompactFile(file), speechOf(lang));
      const printed = await laidOut(page, format);
      if (output === undefined) process.stdout.write(printed);
      else writeOut(output, printed);
    });
}

const isFormat = (text: string): text is Format => (FORMATS as readonly string[]).includes(text);

async function laidOut(page: CompactPage, format: Format): Promise<string | Uint8Array> {
  switch (format) {
    case "md":
      return compactMarkdown(page);
    case "html":
      return compactHtml(page);
    case "pdf":
      return (await import("../interop/compact-pdf.ts")).compactPdf(page);
    default:
      return format satisfies never;
  }
}

function writeOut(path: string, printed: string | Uint8Array): void {
  try {
    writeFileSync(path, printed);
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written`, { cause });
  }
}
