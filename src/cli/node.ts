// `downrung node DIR`: one node as a process, until it is asked to stop.

import type { Command } from "commander";
import { serve } from "../node/serve.ts";

export function nodeCommand(program: Command): void {
  program
    .command("node")
    .description("run the node of a folder until it is stopped")
    .argument("<dir>", "the node's folder: node.json, keys.json, compact.json, store.sqlite")
    .option("--json", "print JSON")
    .action(async (dir: string, { json }: { json?: boolean }) => {
      const serving = await serve(dir);
      const { party, consoleUrl, lineUrl } = serving;
      const ready = { ready: true, party, console: consoleUrl, line: lineUrl };
      if (process.send === undefined)
        process.stdout.write(json === true ? `${JSON.stringify(ready)}\n` : `ready ${consoleUrl}\n`);
      else process.send(ready);
      await stopped();
      await serving.stop();
      process.disconnect?.();
    });
}

/** Resolves when the process is asked to end, or when the keeper of a drill is gone. */
const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => {
      // In a drill the keeper gets the same Ctrl-C and stops its nodes in order.
      if (process.send === undefined) resolve();
    });
    process.once("disconnect", () => resolve());
  });
