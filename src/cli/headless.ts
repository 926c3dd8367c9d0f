// The whole incident played by script across three processes, with one killed and one link cut on the
// way. What is counted at the end is read back from the nodes, not remembered by the script.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCompact } from "../core/compact/read.ts";
import type { ActId, MatterId, PartyId } from "../core/kernel/act.ts";
import { verifyCaseFile } from "../ledger/casefile.ts";
import type { LedgerView, MatterView } from "../node/http/api.ts";
import { clientOf, type Client } from "./client.ts";
import { freeBase, layOut, startCluster, type Cluster } from "./cluster.ts";
import { demoCompact } from "./demo-root.ts";
import { newPlay, playMove, scenarioNamed, scenarioPath, type Play } from "./play.ts";
import type { PlannedMove } from "../core/drill/scenario.ts";

export type HeadlessResult = {
  readonly scenario: string;
  readonly acts: number;
  /** Acts that a node had accepted and that some node does not hold at the end. */
  readonly lost: number;
  /** Acts that some node holds twice. */
  readonly doubled: number;
  readonly equalHeads: boolean;
  readonly heads: Readonly<Record<PartyId, number>>;
  readonly standing: string;
  readonly killed: PartyId;
  readonly cutMs: number;
  /** From the link's return until everything that waited was receipted. */
  readonly catchUpMs: number;
  readonly caseVerified: boolean;
  readonly seconds: number;
};

/** After which of the scenario's moves a node is killed, and after which the link is cut. */
const KILL_AFTER = 4;
const CUT_AFTER = 8;
const DOWN_MS = 800;
const CUT_MS = 2_000;
const SETTLE_MS = 10_000;
const READ_MS = 5_000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

type Stage = {
  readonly cluster: Cluster;
  readonly play: Play;
  readonly clients: ReadonlyMap<PartyId, Client>;
  readonly say: (line: string) => void;
};

/** Plays a scenario. Throws what a node refuses; a loss is a result, not an error. */
export async function playHeadless(name: string, pace: number, say: (line: string) => void): Promise<HeadlessResult> {
  const started = Date.now();
  const scenario = scenarioNamed(name);
  const document = demoCompact(pace);
  const reading = readCompact(document);
  if (!reading.ok) throw new Error("invariant: the demo compact was read before");
  const root = mkdtempSync(join(tmpdir(), "downrung-demo-"));
  layOut({ root, base: await freeBase() }, document, scenarioPath(name));
  const parties = Object.keys(document.parties);
  const cluster = await startCluster(root, parties);
  try {
    const clients = new Map(cluster.members.map(({ party, url }) => [party, clientOf(url)]));
    const stage: Stage = { cluster, play: newPlay(scenario, reading.compact), clients, say };
    say(`three nodes run: ${parties.join(", ")}; one hour on the ladder passes in ${(3600 / pace).toFixed(1)} s`);
    const catchUpMs = await playAll(stage);
    const seen = await readBack(stage);
    const caseVerified = verifyCaseFile(
      await clientFor(stage, "cassia").text(`/api/case/${stage.play.matter ?? ""}`),
    ).ok;
    return {
      scenario: name,
      ...seen,
      killed: "borea",
      cutMs: CUT_MS,
      catchUpMs,
      caseVerified,
      seconds: (Date.now() - started) / 1000,
    };
  } finally {
    await cluster.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

function clientFor({ clients }: Stage, party: PartyId): Client {
  const client = clients.get(party);
  if (client === undefined) throw new Error(`nobody sits in ${party}`);
  return client;
}

async function playAll(stage: Stage): Promise<number> {
  const { cluster, play, say } = stage;
  const begun = Date.now();
  let catchUp: Promise<number> = Promise.resolve(0);
  let revived: Promise<void> = Promise.resolve();
  for (const [i, planned] of play.plan.entries()) {
    await sleep(begun + planned.offset - Date.now());
    if (planned.move.seat === "borea") await revived;
    await hasRead(stage, planned);
    const signed = await playMove(play, planned, (party) => clientFor(stage, party));
    say(`${planned.move.seat}: ${planned.move.kind} (${signed.matter ?? ""}, act ${signed.seq})`);
    if (i === KILL_AFTER) {
      // The act was accepted a moment ago and may not have left yet: it must survive.
      await cluster.kill("borea");
      say("borea is killed (SIGKILL)");
      revived = sleep(DOWN_MS)
        .then(() => cluster.revive("borea"))
        .then(() => say("borea is back"));
    }
    if (i === CUT_AFTER) {
      cluster.setWire("aurelia", "borea", true);
      say("the link between aurelia and borea is cut");
      catchUp = sleep(CUT_MS).then(() => joinAndMeasure(stage));
      // A move that fails meanwhile is the error to tell; this one is told when it is awaited.
      catchUp.catch(() => undefined);
    }
  }
  return catchUp;
}

/**
 * An officer answers what is on the screen. With all links whole that is everything said so far; while a
 * link is cut or a node is down, only the act that the move is about.
 */
async function hasRead(stage: Stage, { move }: PlannedMove): Promise<void> {
  const { play, cluster } = stage;
  const whole = (): boolean =>
    !cluster.wires().some(({ cut }) => cut) && cluster.members.every(({ pid }) => pid() !== undefined);
  const wanted = (): readonly ActId[] => {
    const about = move.of === null ? undefined : play.ids.get(move.of);
    return whole() ? [...play.ids.values()] : about === undefined ? [] : [about];
  };
  const deadline = Date.now() + READ_MS;
  while (play.matter !== null && Date.now() < deadline) {
    const held = await clientFor(stage, move.seat)
      .get<MatterView>(`/api/matters/${play.matter}`)
      .catch(() => undefined);
    const ids = new Set(held?.entries.map(({ act }) => act.id));
    if (wanted().every((id) => ids.has(id))) return;
    await sleep(20);
  }
}

/** Joins the link and waits, sending nothing, until neither side has anything undelivered. */
async function joinAndMeasure(stage: Stage): Promise<number> {
  const marks = await Promise.all(["aurelia", "borea"].map((party) => headOf(stage, party, party)));
  stage.cluster.setWire("aurelia", "borea", false);
  const joined = Date.now();
  for (;;) {
    const [atBorea, atAurelia] = await Promise.all([
      headOf(stage, "borea", "aurelia"),
      headOf(stage, "aurelia", "borea"),
    ]);
    const waited = Date.now() - joined;
    if (atBorea >= (marks[0] ?? 0) && atAurelia >= (marks[1] ?? 0)) {
      stage.say(`the link is back; everything that waited was delivered in ${waited} ms`);
      return waited;
    }
    if (waited > SETTLE_MS) return waited;
    await sleep(10);
  }
}

async function headOf(stage: Stage, at: PartyId, of: PartyId): Promise<number> {
  const ledgers = await clientFor(stage, at).get<readonly LedgerView[]>("/api/ledgers");
  return ledgers.find(({ party }) => party === of)?.head ?? 0;
}

type ReadBack = Pick<HeadlessResult, "acts" | "lost" | "doubled" | "equalHeads" | "heads" | "standing">;

/** Waits until the nodes are quiet and equal, then counts on each node what the script saw accepted. */
async function readBack(stage: Stage): Promise<ReadBack> {
  const { play } = stage;
  const all = [...stage.clients.values()];
  const deadline = Date.now() + SETTLE_MS;
  let ledgers = await Promise.all(all.map((client) => client.get<readonly LedgerView[]>("/api/ledgers")));
  while (!isEqual(ledgers) && Date.now() < deadline) {
    await sleep(100);
    ledgers = await Promise.all(all.map((client) => client.get<readonly LedgerView[]>("/api/ledgers")));
  }
  const accepted = [...play.ids.values()];
  const matters = await Promise.all(all.map((client) => client.get<MatterView>(`/api/matters/${matterOf(play)}`)));
  const held = matters.map(({ entries }) => entries.map(({ act }) => act.id));
  const standings = new Set(matters.map(({ matter }) => matter.standing.is));
  return {
    acts: accepted.length,
    lost: accepted.filter((id) => held.some((ids) => !ids.includes(id))).length,
    doubled: held.reduce((sum, ids) => sum + repeated(ids), 0),
    equalHeads: isEqual(ledgers),
    heads: Object.fromEntries((ledgers[0] ?? []).map(({ party, head }) => [party, head])),
    standing: [...standings].join(" / "),
  };
}

const matterOf = ({ matter }: Play): MatterId => matter ?? "";

const repeated = (ids: readonly ActId[]): number => ids.length - new Set(ids).size;

/** Heads and roots; checkpoints may still be on their way. */
function isEqual(ledgers: readonly (readonly LedgerView[])[]): boolean {
  const prints = ledgers.map((views) => JSON.stringify(views.map(({ party, head, root }) => [party, head, root])));
  return new Set(prints).size === 1;
}
