// `downrung assess FILE`: how serious the stated facts are, in every scheme, with the reasons and with what
// is unknown. A suggestion to people, computed on this machine alone. spec/assessment.md

import { Argument, Option, type Command } from "commander";
import { sayRange, sayReason, sayUnknown, toldReasons } from "../core/assessment/say-severity.ts";
import { SCHEME_IDS, type SchemeId } from "../core/assessment/scheme.ts";
import { SCHEMES } from "../core/assessment/schemes.ts";
import { severityOf, type Severity } from "../core/assessment/severity.ts";
import type { Speech } from "../core/compact/clause.ts";
import type { Facts } from "../core/compact/facts.ts";
import { LANGUAGES, type Language } from "../core/kernel/act.ts";
import { readFacts } from "../interop/facts-file.ts";
import { readYamlFile } from "../node/yaml-file.ts";
import { assessmentSpeech } from "./speak.ts";
import { print } from "./output.ts";

type Options = { readonly scheme?: SchemeId; readonly lang: Language; readonly json?: true };

export function assessCommand(program: Command): void {
  program
    .command("assess")
    .description("how serious stated facts are in each scheme: intervals with their reasons")
    .addArgument(new Argument("<file>", "a report or facts by their names, as JSON or YAML"))
    .addOption(new Option("--scheme <name>", "one scheme alone").choices(SCHEME_IDS))
    .addOption(new Option("--lang <language>", "the language of the sentences").choices(LANGUAGES).default("en"))
    .option("--json", "print JSON")
    .action((file: string, { scheme, lang, json }: Options) => {
      const { facts } = readYamlFile(file, readFacts);
      const severities = (scheme === undefined ? SCHEME_IDS : [scheme]).map((id) => severityOf(facts, id));
      const speech = assessmentSpeech(lang);
      const stated = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
      const schemes = severities.map((severity) => viewOf(severity, facts, speech));
      print(json, { facts: stated, schemes }, () => severities.flatMap((severity) => linesOf(severity, facts, speech)));
    });
}

/** The interval as data, each reason with its sentence beside it. */
const viewOf = (severity: Severity, facts: Facts, speech: Speech): object => ({
  ...severity,
  scale: {
    low: SCHEMES[severity.scheme].low,
    high: SCHEMES[severity.scheme].high,
    runs: SCHEMES[severity.scheme].runs,
  },
  reasons: severity.reasons.map((reason) => ({ ...reason, says: sayReason(reason, severity, facts, speech) })),
});

const linesOf = (severity: Severity, facts: Facts, speech: Speech): readonly string[] => [
  `${severity.scheme}  ${sayRange(severity, speech)}`,
  ...toldReasons(severity).map((reason) => `  ${sayReason(reason, severity, facts, speech)}`),
  `  ${sayUnknown(severity, speech)}`,
];
