// The line cut piece by piece across three processes: the direct link, then the relay's, and what is said
// goes through all the same: by relay, by courier, by codes of which a third is lost, over fifty bits a
// second. What is counted at the end is read back from the nodes, not remembered by the script.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeQR } from "qr/decode.js";
import type { ActId, PartyId } from "../core/kernel/act.ts";
import type { Route } from "../core/kernel/route.ts";
import { squaresOf } from "../interop/code-drawing.ts";
import type { ActSigned, LedgerView, MatterView } from "../node/http/api.ts";
import type { Packed, Scanned, ShownCodes, Unpacked } from "../node/http/courier-api.ts";
import type { WhyView } from "../node/http/line-api.ts";
import { clientOf, type Client } from "./client.ts";
import { freeBase, layOut, startCluster, type Cluster } from "./cluster.ts";
import { demoCompact } from "./demo-root.ts";
import { blackoutReport } from "./play-report.ts";
import { layThinCable } from "./thin-cable.ts";

/** One act that was said while the line was as the step says. */
export type LineStep = {
  readonly route: Route;
  readonly act: ActId;
  readonly kind: string;
  /** From the signature until the recipient's signed receipt was back at the author. */
  readonly receiptMs: number;
  /** What was carried, in the units of the route. */
  readonly carried: Readonly<Record<string, number>>;
  /** The ways that the author's node tried for this act, with the last outcome of each. */
  readonly tried: readonly string[];
};

export type LineResult = {
  readonly steps: readonly LineStep[];
  readonly acts: number;
  readonly lost: number;
  readonly doubled: number;
  readonly receipts: number;
  readonly equalHeads: boolean;
  readonly seconds: number;
};

export type LineOptions = { readonly bitsPerSecond: number; readonly loss: number; readonly seed: number };

const AUTHOR: PartyId = "aurelia";
const OTHER: PartyId = "borea";
const RELAY: PartyId = "cassia";

/** Slow enough that no duty of the incident falls due meanwhile. */
const PACE = 60;

/** Ports of the drill's sixty that its nodes and wires leave free. */
const THIN_END = 50;
const THIN_CABLE = 51;

/** Of ten codes that are shown so many are never seen. */
const LOST_OF_TEN = 3;

const SETTLE_MS = 20_000;
const THIN_MS = 15 * 60_000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Stage = {
  readonly cluster: Cluster;
  readonly base: number;
  readonly options: LineOptions;
  readonly chance: () => number;
  readonly say: (line: string) => void;
  readonly ids: ActId[];
};

const at = ({ cluster }: Stage, party: PartyId): Client => clientOf(cluster.member(party).url);

/** Plays it. Throws what a node refuses; a loss is a result, not an error. */
export async function playLine(options: LineOptions, say: (line: string) => void): Promise<LineResult> {
  const began = Date.now();
  const root = mkdtempSync(join(tmpdir(), "downrung-line-"));
  const base = await freeBase();
  const document = demoCompact(PACE);
  layOut({ root, base }, document, null, (party) => ({
    ...(party === RELAY ? { relay: { consent: true } } : {}),
    ...thinEnd(party, base, options.bitsPerSecond),
  }));
  const cluster = await startCluster(root, Object.keys(document.parties));
  const stage: Stage = { cluster, base, options, chance: seeded(options.seed), say, ids: [] };
  try {
    const steps = [
      await direct(stage),
      await relay(stage),
      await courier(stage),
      await codes(stage),
      await thin(stage),
    ];
    cluster.setWire(AUTHOR, OTHER, false);
    cluster.setWire(AUTHOR, RELAY, false);
    say("all links are joined again");
    return { steps, ...(await readBack(stage)), seconds: (Date.now() - began) / 1000 };
  } finally {
    await cluster.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

function thinEnd(party: PartyId, base: number, bitsPerSecond: number) {
  if (party === AUTHOR)
    return { thin: [{ party: OTHER, connect: `tcp://127.0.0.1:${base + THIN_CABLE}`, bitsPerSecond }] };
  const connect = `tcp-listen://127.0.0.1:${base + THIN_END}`;
  return party === OTHER ? { thin: [{ party: AUTHOR, connect, bitsPerSecond }] } : {};
}

/** Marsaglia's xorshift32: from 0 up to, and without, 1. The same losses at every run. */
function seeded(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

async function direct(stage: Stage): Promise<LineStep> {
  const said = await sayAct(stage, "report", null, blackoutReport(60_000));
  return receipted(stage, said, "direct", {});
}

const ask = (stage: Stage, words: string) =>
  sayAct(stage, "ask", `${AUTHOR}-1`, { question: { lang: "en", text: words } });

async function relay(stage: Stage): Promise<LineStep> {
  stage.cluster.setWire(AUTHOR, OTHER, true);
  stage.say(`the link between ${AUTHOR} and ${OTHER} is cut; ${RELAY} relays what it cannot read`);
  return receipted(stage, await ask(stage, "Is your grid affected too?"), "relay", {});
}

async function courier(stage: Stage): Promise<LineStep> {
  stage.cluster.setWire(AUTHOR, RELAY, true);
  stage.say(`${AUTHOR} is cut off from everybody`);
  const said = await ask(stage, "Which control systems do you run there?");
  await noReceiptYet(stage, said);
  const there = await carryFile(stage, AUTHOR, OTHER);
  const back = await carryFile(stage, OTHER, AUTHOR);
  return receipted(stage, said, "courier", { bytesThere: there, bytesBack: back });
}

/** A file from one desk to the other, in a pocket. Gives its size. */
async function carryFile(stage: Stage, from: PartyId, to: PartyId): Promise<number> {
  const { file, bytes } = await at(stage, from).post<Packed>("/api/courier/pack", { to: [to] });
  const { fates } = await at(stage, to).sendFile<Unpacked>("/api/courier/unpack", Buffer.from(file, "base64"));
  stage.say(`a courier brings ${bytes} bytes from ${from} to ${to}: ${fates.map(({ is }) => is).join(", ")}`);
  return bytes;
}

async function codes(stage: Stage): Promise<LineStep> {
  const said = await ask(stage, "Can your engineers speak with ours?");
  await noReceiptYet(stage, said);
  const there = await film(stage, AUTHOR, OTHER);
  const back = await film(stage, OTHER, AUTHOR);
  return receipted(stage, said, "codes", { shown: there.shown + back.shown, lost: there.lost + back.lost });
}

/** Codes are shown in turn and filmed: each is drawn and read back from its pixels, and three of ten never are. */
async function film(
  stage: Stage,
  from: PartyId,
  to: PartyId,
): Promise<{ readonly shown: number; readonly lost: number }> {
  const { messages } = await at(stage, from).post<ShownCodes>("/api/courier/codes", { to });
  const frames = messages.flatMap((message) => message.frames);
  let [shown, lost] = [0, 0];
  for (let round = 0; round < 8; round += 1) {
    const seen: string[] = [];
    for (let first = 0; first < frames.length; first += 10) {
      const ten = frames.slice(first, first + 10);
      const missed = Math.min(ten.length, LOST_OF_TEN);
      shown += ten.length;
      lost += missed;
      seen.push(...shuffled(ten, stage.chance).slice(missed).map(readPixels));
    }
    const { parts } = await at(stage, to).post<Scanned>("/api/courier/scan", { frames: seen });
    if (parts.length === 0) break;
  }
  stage.say(`${to} films ${shown} codes on the screen of ${from}; ${lost} of them are lost`);
  return { shown, lost };
}

function shuffled<T>(list: readonly T[], chance: () => number): readonly T[] {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(chance() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}

/** Three pixels a square, as a camera would see them. */
const PIXELS = 3;

function readPixels(frame: string): string {
  const squares = squaresOf(frame);
  const side = squares.length * PIXELS;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (squares[Math.floor(y / PIXELS)]?.[Math.floor(x / PIXELS)] === true)
        data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return decodeQR({ width: side, height: side, data });
}

async function thin(stage: Stage): Promise<LineStep> {
  const { base, options, chance, say } = stage;
  const said = await ask(stage, "We stand down our alert at 14:00 if you do. Do you?");
  const quality = { bitsPerSecond: options.bitsPerSecond, loss: options.loss, chance };
  const cable = await layThinCable(base + THIN_CABLE, base + THIN_END, quality);
  say(
    `a cable of ${options.bitsPerSecond} bit/s that loses ${Math.round(options.loss * 100)} % is plugged in; this takes minutes`,
  );
  try {
    const step = await receipted(stage, said, "thin", {}, THIN_MS);
    const { bytes, lost } = cable.carried();
    return { ...step, carried: { bytes, lost } };
  } finally {
    await cable.close();
  }
}

type Said = { readonly id: ActId; readonly kind: string; readonly saidAt: number };

async function sayAct(stage: Stage, kind: string, matter: string | null, body: object): Promise<Said> {
  const saidAt = Date.now();
  const { id } = await at(stage, AUTHOR).post<ActSigned>("/api/acts", {
    kind,
    matter,
    body,
    ...(kind === "ask" ? { to: [OTHER] } : {}),
  });
  stage.ids.push(id);
  return { id, kind, saidAt };
}

const whyOf = (stage: Stage, id: ActId): Promise<WhyView> => at(stage, AUTHOR).get<WhyView>(`/api/acts/${id}/why`);

async function isReceipted(stage: Stage, id: ActId): Promise<boolean> {
  const { to } = await whyOf(stage, id);
  return to.find(({ party }) => party === OTHER)?.receipts.delivered !== undefined;
}

/** With no way open nothing gets through: what comes later came by the way that the step is about. */
async function noReceiptYet(stage: Stage, { id }: Said): Promise<void> {
  await sleep(2_500);
  if (await isReceipted(stage, id)) throw new Error("an act was delivered though every way was cut");
}

/** Waits for the other side's signed receipt at the author. */
async function receipted(
  stage: Stage,
  { id, kind, saidAt }: Said,
  route: Route,
  carried: LineStep["carried"],
  within = SETTLE_MS,
): Promise<LineStep> {
  while (!(await isReceipted(stage, id))) {
    if (Date.now() - saidAt > within) throw new Error(`no receipt by way of ${route} within ${within / 1000} s`);
    await sleep(25);
  }
  const receiptMs = Date.now() - saidAt;
  const { to } = await whyOf(stage, id);
  const tried = (to.find(({ party }) => party === OTHER)?.tried ?? []).filter(({ way }) => way === "out");
  stage.say(`${route}: the receipt is back after ${(receiptMs / 1000).toFixed(1)} s`);
  const outcomes = new Map(
    tried.map((each) => [`${each.route}${each.via === null ? "" : ` by ${each.via}`}`, each.outcome]),
  );
  return {
    route,
    act: id,
    kind,
    receiptMs,
    carried,
    tried: [...outcomes].map(([way, outcome]) => `${way}: ${outcome}`),
  };
}

type ReadBack = Pick<LineResult, "acts" | "lost" | "doubled" | "receipts" | "equalHeads">;

/** Waits until the nodes are quiet and equal, then counts on each node what the script saw accepted. */
async function readBack(stage: Stage): Promise<ReadBack> {
  const clients = stage.cluster.members.map(({ url }) => clientOf(url));
  const printsOf = (): Promise<readonly string[]> =>
    Promise.all(
      clients.map(async (client) => {
        const ledgers = await client.get<readonly LedgerView[]>("/api/ledgers");
        return JSON.stringify(ledgers.map(({ party, head, root }) => [party, head, root]));
      }),
    );
  const deadline = Date.now() + SETTLE_MS;
  let prints = await printsOf();
  while (new Set(prints).size > 1 && Date.now() < deadline) {
    await sleep(100);
    prints = await printsOf();
  }
  const matters = await Promise.all(clients.map((client) => client.get<MatterView>(`/api/matters/${AUTHOR}-1`)));
  const held = matters.map(({ entries }) => entries.map(({ act }) => act.id));
  const whys = await Promise.all(stage.ids.map((id) => whyOf(stage, id)));
  return {
    acts: stage.ids.length,
    lost: stage.ids.filter((id) => held.some((ids) => !ids.includes(id))).length,
    doubled: held.reduce((sum, ids) => sum + ids.length - new Set(ids).size, 0),
    receipts: whys.flatMap(({ to }) => to).filter(({ receipts }) => receipts.delivered !== undefined).length,
    equalHeads: new Set(prints).size === 1,
  };
}
