// `downrung compact diff A B`: what the later version says that the earlier does not, clause by clause,
// and how many members the change needs.

import type { Command } from "commander";
import { readCompact } from "../core/compact/read.ts";
import { LANGUAGES } from "../core/kernel/act.ts";
import { compactRedline, type CompactRedline } from "../interop/compact-redline.ts";
import { redlineHtml, redlineMarkdown, redlineText } from "../interop/redline-layout.ts";
import { isLanguage, speechOf } from "../interop/speech.ts";
import { ConfigError } from "../node/config-error.ts";
import { readYamlFile } from "../node/yaml-file.ts";
import { print } from "./output.ts";
import { replayPastCases, sayReplayed } from "./past-cases.ts";

const LAYOUTS = { text: redlineText, md: redlineMarkdown, html: redlineHtml } as const;
type Layout = keyof typeof LAYOUTS;

type Options = { readonly lang: string; readonly format: string; readonly replay?: string; readonly json?: boolean };

export function compactDiff(compact: Command): void {
  compact
    .command("diff")
    .description("show the clauses that two versions of a compact differ in, as a redline")
    .argument("<before>", "the earlier version, in YAML")
    .argument("<after>", "the later version, in YAML")
    .option("--lang <language>", LANGUAGES.join(", "), "en")
    .option("--format <format>", Object.keys(LAYOUTS).join(", "), "text")
    .option("--replay <folder>", "judge the past case files in this folder under both versions")
    .option("--json", "print JSON")
    .action((before: string, after: string, { lang, format, replay, json }: Options) => {
      if (!isLanguage(lang))
        throw new ConfigError(`there is no language "${lang}"; name one of ${LANGUAGES.join(", ")}`);
      if (!isLayout(format))
        throw new ConfigError(`there is no format "${format}"; name one of ${Object.keys(LAYOUTS).join(", ")}`);
      if (replay !== undefined && format === "html") {
        throw new ConfigError("a replay is told as text, md or JSON; leave --format html out");
      }
      const first = readYamlFile(before, readCompact);
      const second = readYamlFile(after, readCompact);
      const changes = compactRedline(first, second, speechOf(lang));
      const replayed = replay === undefined ? null : replayPastCases(first.document, second.document, replay);
      if (json === true) {
        print(json, { ...jsonOf(changes), ...(replayed === null ? {} : { replay: replayed }) }, () => []);
        return;
      }
      process.stdout.write(LAYOUTS[format](changes));
      if (replayed === null) return;
      const [title = "", ...lines] = sayReplayed(replayed, speechOf(lang));
      process.stdout.write(
        `\n${format === "md" ? `## ${title}` : title}\n\n${lines.map((line) => `- ${line}\n`).join("")}`,
      );
    });
}

const isLayout = (text: string): text is Layout => Object.hasOwn(LAYOUTS, text);

const jsonOf = ({ sections, quorum, rows }: CompactRedline) => ({ ok: true, sections, quorum, changes: rows });
