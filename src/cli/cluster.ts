// The nodes of a drill on one machine: each a process of its own with its own folder, keys, store and
// ports, and a wire in each direction between every two. This is only their keeper: it starts, cuts,
// kills and stops them; what they say to each other is theirs.

import { fork, type ChildProcess } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompactDocument } from "../core/compact/document.ts";
import type { PartyId } from "../core/kernel/act.ts";
import { openFolder, setUpNodes, type SetupNode } from "../node/config.ts";
import { ConfigError } from "../node/config-error.ts";
import { layWire, type Wire } from "./wire.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

/** Ports of one drill, from a base: lines, consoles, wires. All below 32768. */
const LINE = 1;
const CONSOLE = 11;
const WIRE = 21;
export const CONTROL = 0;
export const PORTS_OF_A_DRILL = 60;

export type Layout = { readonly root: string; readonly base: number };

export const consoleUrl = (base: number, index: number): string => `http://localhost:${base + CONSOLE + index}`;

/** Makes the folders of a drill's nodes, each with `more` in its settings. Needs a root that is empty or new. */
export function layOut(
  { root, base }: Layout,
  document: CompactDocument,
  scenario: string | null,
  more: (party: PartyId) => Partial<SetupNode> = () => ({}),
): void {
  const parties = Object.keys(document.parties);
  const seats = parties.map((party, index) => ({ party, url: consoleUrl(base, index) }));
  setUpNodes(root, document, (party, index) => ({
    line: { host: "127.0.0.1", port: base + LINE + index },
    console: { port: base + CONSOLE + index },
    peers: Object.fromEntries(
      parties.flatMap((peer, other) =>
        other === index ? [] : [[peer, `http://127.0.0.1:${wirePort(base, parties.length, index, other)}`] as const],
      ),
    ),
    seats,
    scenario,
    ...more(party),
  }));
  // Written last: a root without it was never finished and is laid out anew.
  writeFileSync(join(root, "drill.json"), `${JSON.stringify({ base, parties, scenario })}\n`);
}

const wirePort = (base: number, count: number, from: number, to: number): number => base + WIRE + from * count + to;

export const isLaidOut = (root: string): boolean => existsSync(join(root, "drill.json"));

export const clear = (root: string): void => rmSync(root, { recursive: true, force: true });

export type Member = {
  readonly party: PartyId;
  readonly url: string;
  readonly dir: string;
  readonly pid: () => number | undefined;
};

export type Cluster = {
  readonly members: readonly Member[];
  readonly member: (party: PartyId) => Member;
  /** Cuts or joins the way between two parties, both directions. */
  readonly setWire: (a: PartyId, b: PartyId, cut: boolean) => void;
  readonly wires: () => readonly { readonly from: PartyId; readonly to: PartyId; readonly cut: boolean }[];
  /** Kills a node without warning. It stays down until `revive`. */
  readonly kill: (party: PartyId) => Promise<void>;
  readonly revive: (party: PartyId) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Running = { child: ChildProcess | undefined; wanted: boolean };

/** Starts every node of a drill and the wires between them. Throws ConfigError with what a node said. */
export async function startCluster(
  root: string,
  parties: readonly PartyId[],
  onDeath: (party: PartyId) => void = () => {},
): Promise<Cluster> {
  const folders = parties.map((party) => openFolder(join(root, party)));
  const running = new Map<PartyId, Running>(parties.map((party) => [party, { child: undefined, wanted: true }]));
  const wires = new Map<string, Wire>();
  const run = (party: PartyId): Running => {
    const found = running.get(party);
    if (found === undefined) throw new ConfigError(`there is no seat "${party}"; the seats are ${parties.join(", ")}`);
    return found;
  };
  const start = async (party: PartyId): Promise<void> => {
    const place = run(party);
    place.wanted = true;
    place.child = await startChild(join(root, party));
    place.child.once("exit", () => {
      place.child = undefined;
      if (place.wanted) onDeath(party);
    });
  };
  const stop = async (): Promise<void> => {
    await Promise.all(parties.map((party) => end(run(party), "SIGTERM")));
    await Promise.all([...wires.values()].map((wire) => wire.close()));
  };
  try {
    for (const from of folders) {
      for (const to of folders) {
        const url = from.file.peers[to.file.party];
        if (url === undefined) continue;
        wires.set(`${from.file.party} ${to.file.party}`, await wireOn(Number(new URL(url).port), to.file.line.port));
      }
    }
    await Promise.all(parties.map(start));
  } catch (error) {
    await stop();
    throw error;
  }
  const members = folders.map(({ dir, file }) => ({
    party: file.party,
    url: `http://localhost:${file.console.port}`,
    dir,
    pid: () => run(file.party).child?.pid,
  }));
  return {
    members,
    member: (party) => members[parties.indexOf(run(party) && party)] as Member,
    setWire: (a, b, cut) => {
      for (const name of [`${a} ${b}`, `${b} ${a}`]) {
        const wire = wires.get(name);
        if (wire === undefined) throw new ConfigError(`there is no wire between ${a} and ${b}`);
        if (cut) wire.cut();
        else wire.join();
      }
    },
    wires: () =>
      [...wires].map(([name, wire]) => {
        const [from = "", to = ""] = name.split(" ");
        return { from, to, cut: wire.isCut() };
      }),
    kill: (party) => end(run(party), "SIGKILL"),
    revive: start,
    stop,
  };
}

async function wireOn(port: number, target: number): Promise<Wire> {
  try {
    return await layWire(port, target);
  } catch (cause) {
    throw new ConfigError(`port ${port} is in use; stop the program that has it, or choose others with --port`, {
      cause,
    });
  }
}

/** Ends a child and waits until it is gone. */
async function end(place: Running, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  place.wanted = false;
  const { child } = place;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}

/** A node's process, once it says that it is ready. Its own words when it will not start. */
function startChild(dir: string): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = fork(MAIN, ["node", dir], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
    });
    child.once("exit", () => reject(new ConfigError(said.trim() || `the node in ${dir} did not start`)));
    child.once("message", () => {
      child.removeAllListeners("exit");
      resolve(child);
    });
  });
}

/** A base from which all ports of a drill are free, between 10000 and 32000. */
export async function freeBase(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const base = 10_000 + ((process.pid * 131 + tries * 977) % 360) * 60;
    const ports = Array.from({ length: PORTS_OF_A_DRILL }, (_, i) => base + i);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return base;
  }
  throw new ConfigError("no free ports were found between 10000 and 32000");
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
