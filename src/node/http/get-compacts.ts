// GET /api/compacts: the ready compacts, to begin a new one from. They are files of this program, not
// agreements that anyone has signed.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { readCompact } from "../../core/compact/read.ts";
import { readYaml } from "../../interop/yaml.ts";
import type { ReadyCompact } from "./api.ts";
import type { Desk } from "./desk.ts";

const READY = fileURLToPath(new URL("../../../compacts/", import.meta.url));

export function getCompacts(app: FastifyInstance, _desk: Desk): void {
  app.get("/api/compacts", (): readonly ReadyCompact[] =>
    readdirSync(READY)
      .filter((file) => file.endsWith(".yaml"))
      .toSorted()
      .flatMap(readyOf),
  );
}

/** A file that does not read is not offered: its reader is the check of the compacts, not this page. */
function readyOf(file: string): readonly ReadyCompact[] {
  const text = readFileSync(`${READY}${file}`, "utf8");
  const yaml = readYaml(text);
  const reading = yaml.ok ? readCompact(yaml.value) : yaml;
  if (!reading.ok) return [];
  const { name, title, mode, parties } = reading.compact;
  return [{ name, title, mode, parties: parties.map((party) => ({ name: party.name, role: party.role })), text }];
}
