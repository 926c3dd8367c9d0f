// Plays a scenario's moves at the seats of a running drill, through the same API as the console.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Compact } from "../core/compact/compact.ts";
import {
  bodyOf,
  planOf,
  readScenario,
  type MoveName,
  type PlannedMove,
  type Scenario,
} from "../core/drill/scenario.ts";
import type { ActId, MatterId, PartyId } from "../core/kernel/act.ts";
import { ConfigError } from "../node/config-error.ts";
import { readYamlFile } from "../node/yaml-file.ts";
import type { ActSigned } from "../node/http/api.ts";
import type { Client } from "./client.ts";

export const scenarioPath = (name: string): string =>
  fileURLToPath(new URL(`../../scenarios/${name.replace(/[^a-z0-9-]/g, "")}.yaml`, import.meta.url));

/** Reads a scenario by its name. Throws ConfigError with line and column. */
export function scenarioNamed(name: string): Scenario {
  const path = scenarioPath(name);
  if (!existsSync(path)) throw new ConfigError(`there is no scenario "${name}" in scenarios/`);
  return readYamlFile(path, readScenario).scenario;
}

export type Play = {
  readonly scenario: Scenario;
  readonly compact: Compact;
  readonly plan: readonly PlannedMove[];
  /** Acts by the name of the move that made them, in order. */
  readonly ids: Map<MoveName, ActId>;
  matter: MatterId | null;
};

export const newPlay = (scenario: Scenario, compact: Compact): Play => ({
  scenario,
  compact,
  plan: planOf(scenario, compact.pace),
  ids: new Map(),
  matter: null,
});

/** Gives one move at its seat. Throws ApiError when the node refuses it. */
export async function playMove(
  play: Play,
  { move }: PlannedMove,
  seat: (party: PartyId) => Client,
): Promise<ActSigned> {
  const body = bodyOf(move, { at: Date.now(), pace: play.compact.pace, ids: play.ids });
  if (body === undefined) throw new ConfigError(`the move ${move.name} is about a move that was not played`);
  const request = { kind: move.kind, matter: play.matter, to: move.to, body };
  const signed = await seat(move.seat).post<ActSigned>("/api/acts", request);
  play.ids.set(move.name, signed.id);
  play.matter ??= signed.matter;
  return signed;
}
