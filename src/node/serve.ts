// One node as a process: its folder is opened, its store checked, its node started, its two doors
// opened: the line for other nodes, the console for its officers.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino, type Logger } from "pino";
import { readScenario } from "../core/drill/scenario.ts";
import { openSqlite } from "../store/sqlite.ts";
import { createChecks } from "./checks.ts";
import { openFolder, type NodeFolder } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import type { ScenarioView } from "./http/api.ts";
import { consoleServer } from "./http/console-server.ts";
import { lineServer } from "./http/line-server.ts";
import { openIdentity } from "./identity.ts";
import { startNode } from "./node.ts";
import { startOpening } from "./sealed-words.ts";
import { httpNetwork, realWorld } from "./real-world.ts";
import { openThinKeys } from "./thin-keys.ts";
import { wireAt } from "./thin-wire.ts";
import { startThin } from "./thin.ts";
import { readYamlFile } from "./yaml-file.ts";

export type Serving = {
  readonly party: string;
  readonly consoleUrl: string;
  readonly lineUrl: string;
  /** Ends what is under way, then closes doors and store. */
  readonly stop: () => Promise<void>;
};

const VERSION = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;

/** Starts the node of a folder. Throws ConfigError or StoreFailure, each saying what to do. */
export async function serve(dir: string): Promise<Serving> {
  const folder = openFolder(dir);
  const { file, compact, document, keys } = folder;
  const log = pino({ base: { party: file.party } }, pino.destination({ dest: join(dir, "node.log"), sync: false }));
  const identity = openIdentity(file.party, compact, keys, document);
  const store = openSqlite(folder.storePath);
  const network = httpNetwork(file.peers);
  const world = realWorld(store, network);
  const thinKeys = openThinKeys(file.party, world);
  const wires = file.thin ?? [];
  const node = startNode(identity, world, {
    relays: file.relay?.consent === true,
    hasThin: (to) => wires.some(({ party }) => party === to),
    onSession: thinKeys.keep,
  });
  const thin = startThin(
    node,
    thinKeys,
    wires.map(({ connect, ...wire }) => ({ ...wire, open: wireAt(connect) })),
  );
  const onError = (error: unknown): void => log.error({ err: error }, "a request failed");
  const stopOpening = startOpening(node, onError);
  const scenario = scenarioOf(folder);
  const line = lineServer(node, onError);
  const checks = createChecks(Date.now);
  const desk = { node, checks, document, dir, version: VERSION, seats: file.seats, scenario };
  const officers = await consoleServer(desk, onError);
  const stop = async (): Promise<void> => {
    stopOpening();
    thin.stop();
    node.stop();
    checks.stop();
    await Promise.allSettled([line.close(), officers.close()]);
    network.close();
    store.close();
    log.info("stopped");
  };
  try {
    await listen(line, file.line.host, file.line.port);
    await listen(officers, "127.0.0.1", file.console.port);
  } catch (error) {
    await stop();
    throw error;
  }
  logEvents(node, log);
  log.info({ line: file.line, console: file.console, compact: compact.id }, "ready");
  return {
    party: file.party,
    consoleUrl: `http://localhost:${file.console.port}`,
    lineUrl: `http://${file.line.host}:${file.line.port}`,
    stop,
  };
}

function logEvents(node: ReturnType<typeof startNode>, log: Logger): void {
  node.subscribe((event) => {
    if (event.event === "fork") log.error(event, "a party has signed two histories; the evidence is kept");
    if (event.event === "line") log.info(event, "a line changed");
  });
}

async function listen(
  app: { readonly listen: (options: { host: string; port: number }) => Promise<string> },
  host: string,
  port: number,
): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")) throw cause;
    throw new ConfigError(`port ${port} on ${host} is in use; stop the program that has it, or choose another port`, {
      cause,
    });
  }
}

function scenarioOf({ file }: NodeFolder): ScenarioView | null {
  if (file.scenario === null) return null;
  const { name, title, about, seats, sources } = readYamlFile(file.scenario, readScenario).scenario;
  return { name, title, about, seats, sources };
}
