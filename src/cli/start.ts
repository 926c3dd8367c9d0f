// `downrung start`: the demo drill. Three nodes on this machine, an incident that waits for its first
// decision, and a console for each seat. Ctrl-C stops all; the next start goes on where it stopped.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MatterId, PartyId } from "../core/kernel/act.ts";
import { readCompact } from "../core/compact/read.ts";
import { openFolder } from "../node/config.ts";
import { ConfigError } from "../node/config-error.ts";
import type { WatchView } from "../node/http/api.ts";
import { clientOf } from "./client.ts";
import { clear, CONTROL, isLaidOut, layOut, startCluster, type Cluster } from "./cluster.ts";
import { startControl } from "./control.ts";
import { DEMO_BASE, DEMO_ROOT, DEMO_SCENARIO, demoCompact } from "./demo-root.ts";
import { newPlay, playMove, scenarioNamed, scenarioPath } from "./play.ts";

export type StartOptions = {
  readonly root?: string;
  readonly base?: number;
  readonly scenario?: string;
  readonly pace?: number;
  readonly reset?: boolean;
};

export type Started = {
  readonly cluster: Cluster;
  /** The page on which the first decision waits. */
  readonly url: string;
  readonly seats: Readonly<Record<PartyId, string>>;
  readonly stop: () => Promise<void>;
};

/** A node that dies is brought back after this long, so that a class sees it recover. */
const REVIVE_MS = 2_000;

/** The opening is on the other side within moments; a drill whose link is slow starts all the same. */
const ARRIVAL_MS = 5_000;

/** Starts the demo drill, anew or where it stopped. Throws ConfigError. */
export async function start(options: StartOptions, say: (line: string) => void): Promise<Started> {
  const root = options.root ?? DEMO_ROOT;
  if (options.reset === true || !isLaidOut(root)) {
    clear(root);
    const scenario = options.scenario ?? DEMO_SCENARIO;
    scenarioNamed(scenario);
    layOut({ root, base: options.base ?? DEMO_BASE }, demoCompact(options.pace), scenarioPath(scenario));
    say(`a new drill: ${scenarioNamed(scenario).title}`);
  } else if (options.scenario !== undefined || options.pace !== undefined || options.base !== undefined) {
    throw new ConfigError("a drill is laid out already; add --reset to begin a new one with other settings");
  } else say("going on where the drill stopped; --reset begins a new one");
  const drill = JSON.parse(readFileSync(join(root, "drill.json"), "utf8")) as {
    base: number;
    parties: string[];
    scenario: string;
  };
  let cluster: Cluster | undefined;
  let stopping = false;
  const revive = (party: PartyId): void => {
    say(`${party}'s node died; it comes back in ${REVIVE_MS / 1000} s`);
    setTimeout(() => {
      if (!stopping)
        cluster?.revive(party).catch((error: Error) => say(`${party} did not come back: ${error.message}`));
    }, REVIVE_MS);
  };
  // First, because it tells at once when another drill runs here.
  const control = await startControl(drill.base + CONTROL, () => cluster);
  const stop = async (): Promise<void> => {
    stopping = true;
    await control.close();
    await cluster?.stop();
  };
  try {
    cluster = await startCluster(root, drill.parties, revive);
    const url = await openingOf(cluster, root, drill.scenario);
    const seats = Object.fromEntries(cluster.members.map(({ party, url: seat }) => [party, seat]));
    return { cluster, url, seats, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until the matter stands on the decider's page. */
async function arrived(cluster: Cluster, party: PartyId, matter: MatterId): Promise<void> {
  const client = clientOf(cluster.member(party).url);
  const deadline = Date.now() + ARRIVAL_MS;
  while (Date.now() < deadline) {
    const { matters } = await client.get<WatchView>("/api/watch");
    if (matters.some(({ id }) => id === matter)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Plays the scenario's opening if nothing has been said yet; gives the page of the first decision. */
async function openingOf(cluster: Cluster, root: string, scenarioFile: string): Promise<string> {
  const name = scenarioFile.replace(/^.*\/([a-z0-9-]+)\.yaml$/, "$1");
  const [first] = cluster.members;
  const { compact, document } = openFolder(join(root, first?.party ?? ""));
  if (!readCompact(document).ok) throw new ConfigError("the drill's compact does not read; begin anew with --reset");
  const play = newPlay(scenarioNamed(name), compact);
  const opener = play.plan[0]?.move.seat ?? "";
  const watch = await clientOf(cluster.member(opener).url).get<WatchView>("/api/watch");
  if (watch.matters.length === 0) {
    for (const planned of play.plan.slice(0, play.scenario.opening)) {
      await playMove(play, planned, (party) => clientOf(cluster.member(party).url));
    }
  }
  const decider = play.plan[play.scenario.opening]?.move.seat ?? opener;
  const matter = play.matter ?? watch.matters[0]?.id ?? "";
  await arrived(cluster, decider, matter);
  return `${cluster.member(decider).url}/matter/${matter}`;
}
