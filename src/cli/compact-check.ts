// `downrung compact check FILE...`: reads each compact, gives advice, runs the model check and says for
// each property whether it holds, with the story of every finding. Exit code 0 when everything holds.
// spec/check.md

import { writeFileSync } from "node:fs";
import { InvalidArgumentError, Option, type Command } from "commander";
import { replay } from "../check/replay.ts";
import type { Examined } from "../check/examine.ts";
import { LANGUAGES, type Language } from "../core/kernel/act.ts";
import { checkJson } from "./check-json.ts";
import { checkText } from "./check-text.ts";
import { examineAside } from "./check-aside.ts";
import { openCompact, type CompactFile } from "./compact-file.ts";
import { print } from "./output.ts";
import { createSpeaker } from "./speak.ts";
import { traceFileOf } from "./trace-file.ts";

/** What came of one file. */
export type Checked = {
  readonly path: string;
  readonly file: CompactFile;
  readonly examined: Examined | null;
  readonly seconds: number;
};

type Options = { readonly json?: boolean; readonly lang: Language; readonly trace?: string; readonly states?: number };

export function compactCheck(compact: Command): void {
  compact
    .command("check")
    .description("check compacts: advice, nine properties over every order of acts, and the story of each finding")
    .argument("<file...>", "compacts in YAML")
    .addOption(new Option("--lang <language>", "the language of the stories").choices(LANGUAGES).default("en"))
    .option("--trace <file>", "write the first counterexample as JSON; `compact replay` runs it again")
    .option("--states <number>", "stop the search at so many states; what is then open is undecided", statesFrom)
    .option("--json", "print JSON, with every trace")
    .addHelpText("after", "\nExit code 0: everything holds. 1: something is wrong, or not decided. 2: wrong usage.")
    .action(async (paths: readonly string[], options: Options) => {
      const checked: Checked[] = [];
      for (const path of paths) checked.push(await checkFile(path, options.states));
      if (options.trace !== undefined) writeTrace(options.trace, checked);
      const speaker = createSpeaker(options.lang);
      print(options.json, checkJson(checked, speaker), () => checked.flatMap((one) => checkText(one, speaker)));
      if (checked.some(({ examined }) => examined?.is !== "holds")) process.exitCode = 1;
    });
}

function statesFrom(text: string): number {
  const states = Number(text);
  if (Number.isSafeInteger(states) && states > 0) return states;
  throw new InvalidArgumentError("It is a whole number above zero.");
}

async function checkFile(path: string, mostStates: number | undefined): Promise<Checked> {
  const file = openCompact(path);
  if (!file.ok) return { path, file, examined: null, seconds: 0 };
  const begun = performance.now();
  const examined = await examineAside(path, file.document, mostStates === undefined ? {} : { mostStates });
  return { path, file, examined, seconds: (performance.now() - begun) / 1000 };
}

/** The first finding that has a trace, of the first compact that has one. */
function writeTrace(to: string, checked: readonly Checked[]): void {
  for (const { file, examined } of checked) {
    const problem = examined?.problems.find(({ trace }) => trace !== null);
    if (!file.ok || examined === null || problem === undefined || problem.trace === null) continue;
    const run = replay(examined.compact, problem.trace);
    writeFileSync(to, `${JSON.stringify(traceFileOf(file.document, problem, run), null, 2)}\n`);
    return;
  }
  process.stderr.write(`nothing was written to ${to}: no finding has a story\n`);
}
