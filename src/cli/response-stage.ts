// The stage of the demo of responses: three nodes, and how an act is given, refused and read back there.

import type { ActId, Body, MatterId, PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import type { Measure } from "../core/kernel/measure.ts";
import type { ActSigned, LedgerView, MatterView } from "../node/http/api.ts";
import { ApiError, type Client } from "./client.ts";
import type { Cluster } from "./cluster.ts";

export const SETTLE_MS = 15_000;

export const sleep = (ms: Millis): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
export const until = (at: Instant): Promise<void> => sleep(at - Date.now());

/** What a node says by itself when a deadline has passed, to whoever watches it. */
export type Listening = {
  /** That a measure of this name has ended by itself. */
  readonly heard: (matter: MatterId, at: Instant, ended: string) => boolean;
  readonly stop: () => void;
};

/** Watches a node's events from now on. */
export async function listenTo(url: string): Promise<Listening> {
  const stopping = new AbortController();
  const { body } = await fetch(new URL("/api/events", url), { signal: stopping.signal });
  let said = "";
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const bytes of body ?? []) said += decoder.decode(bytes, { stream: true });
  })();
  // Aborting ends the reading with an error, and nothing else does before the node stops.
  reading.catch(() => undefined);
  return {
    heard: (matter, at, ended) => said.includes(JSON.stringify({ event: "time", matter, at, ended: [ended] })),
    stop: () => stopping.abort(),
  };
}

export type Stage = {
  readonly cluster: Cluster;
  readonly at: (party: PartyId) => Client;
  readonly say: (line: string) => void;
  readonly refused: Record<string, string>;
};

export async function give(
  stage: Stage,
  by: PartyId,
  kind: string,
  matter: MatterId | null,
  body: Body,
): Promise<ActSigned> {
  const signed = await stage.at(by).post<ActSigned>("/api/acts", { kind, matter, body });
  stage.say(`${by}: ${kind}`);
  await everywhere(stage, by, signed.seq);
  return signed;
}

/** The law stands against this act; its rule is kept under the name of the attempt. */
export async function mustFail(
  stage: Stage,
  name: string,
  by: PartyId,
  kind: string,
  matter: MatterId,
  body: Body,
): Promise<void> {
  const problem = await stage
    .at(by)
    .post("/api/acts", { kind, matter, body })
    .then(
      () => undefined,
      (error: unknown) => (error instanceof ApiError ? error.problem : undefined),
    );
  stage.refused[name] = problem?.rule ?? problem?.code ?? "nothing";
  stage.say(`refused, as it must be: ${name} (${stage.refused[name]})`);
}

export const viewOf = (stage: Stage, matter: MatterId, by: PartyId = "aurelia"): Promise<MatterView> =>
  stage.at(by).get<MatterView>(`/api/matters/${matter}`);

export async function measuresIn(stage: Stage, matter: MatterId, of: readonly ActId[]): Promise<readonly Measure[]> {
  const view = await viewOf(stage, matter);
  return of.flatMap((id) => view.matter.measures.filter(({ act }) => act === id));
}

/** Waits until every node holds a party's acts up to this one. */
export async function everywhere({ cluster, at }: Stage, by: PartyId, seq: number): Promise<void> {
  const deadline = Date.now() + SETTLE_MS;
  for (const { party } of cluster.members) {
    for (;;) {
      const ledgers = await at(party).get<readonly LedgerView[]>("/api/ledgers");
      if ((ledgers.find((ledger) => ledger.party === by)?.head ?? 0) >= seq) break;
      if (Date.now() > deadline) throw new Error(`${party} does not hold act ${seq} of ${by}`);
      await sleep(15);
    }
  }
}
