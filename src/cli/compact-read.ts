// `downrung compact read FILE`: reads a compact and says what is wrong with it, with line and column.

import type { Command } from "commander";
import { readCompactFile } from "../node/config.ts";
import { print } from "./output.ts";

export function compactRead(compact: Command): void {
  compact
    .command("read")
    .description("read a compact and say what is wrong with it, with line and column")
    .argument("<file>", "a compact in YAML")
    .option("--json", "print JSON")
    .action((file: string, { json }: { json?: boolean }) => {
      const document = readCompactFile(file);
      const parties = Object.entries(document.parties).map(([party, { role }]) => `${party} (${role})`);
      print(json, { ok: true, document }, () => [
        `${document.title}, version ${document.version}: ${parties.join(", ")}`,
        `steps: ${document.ladder.map(({ step }) => step).join(", ")}`,
      ]);
    });
}
