// `downrung start`: the demo drill until Ctrl-C.

import { InvalidArgumentError, type Command } from "commander";
import { start, type StartOptions } from "./start.ts";

export const wholeNumber =
  (low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new InvalidArgumentError(`a whole number from ${low} to ${high}`);
    }
    return value;
  };

export function startCommand(program: Command): void {
  program
    .command("start")
    .description("run the demo drill: three nodes and an incident that waits for its first decision")
    .option("--reset", "begin a new drill; the old one is removed")
    .option("--scenario <name>", "which scenario of scenarios/ a new drill plays")
    .option("--pace <times>", "how many times faster than written a new drill's clocks run", wholeNumber(1, 86_400))
    .option("--base <port>", "the first of the sixty ports that a new drill uses", wholeNumber(1024, 32_700))
    .option("--root <dir>", "where the drill is kept")
    .option("--json", "print JSON")
    .action(async ({ json, ...options }: StartOptions & { json?: boolean }) => {
      const say = (line: string): void => {
        if (json !== true) process.stdout.write(`${line}\n`);
      };
      let interrupted = false;
      const interrupt = new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) {
          process.on(signal, () => {
            interrupted = true;
            resolve();
          });
        }
      });
      const started = await start(options, say);
      if (json === true)
        process.stdout.write(`${JSON.stringify({ ready: true, url: started.url, seats: started.seats })}\n`);
      for (const [party, url] of Object.entries(started.seats)) say(`  ${party.padEnd(10)} ${url}`);
      say(`ready ${started.url}`);
      if (!interrupted) await interrupt;
      say("stopping");
      await started.stop();
      say("stopped; nothing is lost, npm start goes on from here");
    });
}
