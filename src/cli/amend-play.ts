// An amendment during an open incident, played by script across three processes: what is proposed, commented,
// shown, signed and brought into force while the incident goes on, and under which version each act was
// judged. What is told at the end is read back from the nodes and from the case file.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompactDocument } from "../core/compact/document.ts";
import type { ActId, Body, MatterId, PartyId } from "../core/kernel/act.ts";
import { parseInstant, printInstant, type Instant } from "../core/kernel/instant.ts";
import { verifyCaseFile } from "../ledger/casefile.ts";
import type { ActSigned, CompactView, LedgerView, MatterView } from "../node/http/api.ts";
import { ApiError, clientOf, type Client } from "./client.ts";
import { freeBase, layOut, startCluster, type Cluster } from "./cluster.ts";
import { ceremonyOf } from "./compact-sign.ts";
import { demoCompact } from "./demo-root.ts";
import { isSame } from "../core/compact/place.ts";
import { judgedAnew } from "./judged-anew.ts";
import { blackoutReport } from "./play-report.ts";

export type JudgedAct = {
  readonly by: PartyId;
  readonly kind: string;
  readonly at: string;
  readonly version: number | null;
  /** The rule that stands against it, or null. */
  readonly rule: string | null;
};

export type AmendResult = {
  readonly matter: MatterId;
  readonly standing: string;
  readonly versions: readonly {
    readonly version: number;
    readonly from: string | null;
    readonly signed: readonly PartyId[];
  }[];
  readonly acts: readonly JudgedAct[];
  /** One act whose verdict depends on the version: the same words before and after the amendment. */
  readonly differs: {
    readonly kind: string;
    readonly before: string | null;
    readonly after: string | null;
    /** What the last of them would have met had nothing been amended, from the case file. */
    readonly unamended: string | null;
  };
  /** Attempts that had to be refused, with the code or the rule that refused them. */
  readonly refused: Readonly<Record<string, string>>;
  readonly sentences: readonly string[];
  readonly checked: "done" | "failed" | "running";
  readonly equalHeads: boolean;
  readonly equalAgreements: boolean;
  readonly equalVerdicts: boolean;
  readonly caseVerified: boolean;
  /** A stranger folds the case file and finds the verdicts and versions of the nodes. */
  readonly caseRefolds: boolean;
  readonly seconds: number;
};

const SETTLE_MS = 10_000;
/** The first proposal lies so far ahead that every check ends before, the second so near that nobody waits long. */
const FAR_MS = 3_600_000;
const READING_MS = 12_000;
const MEMBERS: readonly PartyId[] = ["aurelia", "borea"];

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
const text = (words: string) => ({ lang: "en", text: words });

type Stage = {
  readonly cluster: Cluster;
  readonly at: (party: PartyId) => Client;
  readonly say: (line: string) => void;
};

/** Twelve hours to confirm instead of a day, the principal an hour sooner, and pauses up to a day. */
export function amendmentOf(document: CompactDocument): CompactDocument {
  const parties = Object.entries(document.parties).map(([id, { keys: _keys, ...party }]) => [id, party] as const);
  return {
    ...document,
    version: document.version + 1,
    parties: Object.fromEntries(parties),
    ladder: document.ladder.map((step) =>
      step.step === "confirm" ? { ...step, owes: step.owes.map((owed) => ({ ...owed, latest: "12h" })) } : step,
    ),
    silence: document.silence.map((each) => (each.contact === "principal" ? { ...each, after: "1h" } : each)),
    "cooling-off": { ...document["cooling-off"], longest: "24h" },
  };
}

export async function playAmendment(pace: number, say: (line: string) => void): Promise<AmendResult> {
  const started = Date.now();
  const document = demoCompact(pace);
  const root = mkdtempSync(join(tmpdir(), "downrung-amend-"));
  layOut({ root, base: await freeBase() }, document, null);
  const parties = Object.keys(document.parties);
  const cluster = await startCluster(root, parties);
  try {
    const clients = new Map(cluster.members.map(({ party, url }) => [party, clientOf(url)]));
    const at = (party: PartyId): Client => {
      const client = clients.get(party);
      if (client === undefined) throw new Error(`nobody sits in ${party}`);
      return client;
    };
    say(`three nodes run: ${parties.join(", ")}; one hour on the ladder passes in ${(3600 / pace).toFixed(1)} s`);
    const played = await playAll({ cluster, at, say }, document);
    return { ...played, ...(await readBack({ cluster, at, say }, played)), seconds: (Date.now() - started) / 1000 };
  } finally {
    await cluster.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

type Played = Pick<AmendResult, "matter" | "refused" | "sentences" | "checked"> & {
  readonly before: ActId;
  readonly after: ActId;
};

async function playAll(stage: Stage, document: CompactDocument): Promise<Played> {
  const { at, say } = stage;
  const give = async (by: PartyId, kind: string, matter: MatterId | null, body: Body, more: object = {}) => {
    const signed = await at(by).post<ActSigned>("/api/acts", { kind, matter, body, ...more });
    say(`${by}: ${kind}`);
    await everywhere(stage, by, signed.seq);
    return signed;
  };
  const refused: Record<string, string> = {};
  const mustFail = async (name: string, attempt: Promise<unknown>): Promise<void> => {
    const problem = await attempt.then(
      () => undefined,
      (error: unknown) => (error instanceof ApiError ? error.problem : undefined),
    );
    refused[name] = problem?.rule ?? problem?.code ?? "nothing";
    say(`refused, as it must be: ${name} (${refused[name]})`);
  };
  const opened = await give("aurelia", "report", null, blackoutReport(1_000));
  const matter = opened.matter ?? "";
  const pause = { length: "20h", reason: text("We need the night to look at our own logs.") };
  await mustFail(
    "a pause of 20 h under version 1",
    at("borea").post("/api/acts", { kind: "cool-off", matter, body: pause }),
  );
  const insisted = { ...pause, override: text("It must be on record that we asked.") };
  const before = await give("borea", "cool-off", matter, insisted);

  const wording = amendmentOf(document);
  const proposing = (ahead: number, more: object = {}) => ({
    document: wording,
    from: printInstant(Date.now() + ahead),
    reason: text("A day is too long to leave a substation unexplained."),
    ...more,
  });
  const first = await give("aurelia", "propose-compact", null, proposing(FAR_MS));
  await give("borea", "comment-compact", null, {
    of: first.id,
    clause: "ladder/confirm/latest",
    text: text("Twelve hours suffice if the night may be used."),
    lesson: matter,
  });
  await mustFail(
    "a signature before anything was shown",
    at("borea").post("/api/acts", { kind: "sign-compact", matter: null, body: { of: first.id } }),
  );
  // The check takes as long as it takes; once it is known to both, the same wording is proposed for a near day.
  await Promise.all(MEMBERS.map((by) => ceremonyOf(at(by), first.id)));
  const body = proposing(READING_MS, { replaces: first.id });
  const proposal = await give("aurelia", "propose-compact", null, body);
  const { sentences, checked } = await signAll(stage, proposal.id, MEMBERS, give);
  await mustFail(
    "a signature by the mediator",
    at("cassia").post("/api/acts", { kind: "sign-compact", matter: null, body: { of: proposal.id } }),
  );
  await sleep((parseInstant(body.from) ?? 0) - Date.now() + 1);
  say(`version ${wording.version} is in force, and the incident is open`);
  const after = await give("borea", "cool-off", matter, pause);
  await give("borea", "confirm", matter, { seenHere: "yes", statement: text("We see it as well.") });
  for (const by of ["aurelia", "borea"]) await give(by, "stand-down", matter, { statement: text("It can rest.") });
  for (const by of ["aurelia", "borea"]) {
    await give(by, "close", matter, { outcome: "explained", statement: text("A faulty update.") });
  }
  return { matter, refused, sentences, checked, before: before.id, after: after.id };
}

type Give = (by: PartyId, kind: string, matter: null, body: Body, more?: object) => Promise<ActSigned>;

/** Each member's officer reads what its own node shows, and signs with what was shown. */
async function signAll(
  { at, say }: Stage,
  of: ActId,
  members: readonly PartyId[],
  give: Give,
): Promise<Pick<AmendResult, "sentences" | "checked">> {
  const read = await Promise.all(members.map((by) => ceremonyOf(at(by), of)));
  for (const [i, by] of members.entries()) {
    const view = read[i];
    if (view === undefined) continue;
    say(`${by} reads ${view.sentences.length} changed clauses; the check: ${view.check.is}`);
    await give(by, "sign-compact", null, { of }, { shown: view.shown });
  }
  const [view] = read;
  const told = (view?.sentences ?? []).flatMap(({ number, before, after }) => [
    ...(before === null ? [] : [`- ${number} ${before}`]),
    ...(after === null ? [] : [`+ ${number} ${after}`]),
  ]);
  return { sentences: told, checked: view?.check.is ?? "running" };
}

/** Waits until every node holds a party's acts up to this one. */
async function everywhere({ cluster, at }: Stage, by: PartyId, seq: number): Promise<void> {
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

type ReadBack = Omit<AmendResult, keyof Played | "seconds">;

async function readBack({ cluster, at }: Stage, { matter, before, after }: Played): Promise<ReadBack> {
  const all = cluster.members.map(({ party }) => at(party));
  const ledgers = await settled(all);
  const [views, agreements] = await Promise.all([
    Promise.all(all.map((client) => client.get<MatterView>(`/api/matters/${matter}`))),
    Promise.all(all.map((client) => client.get<CompactView>("/api/compact"))),
  ]);
  const judged = views.map(({ entries }) => entries.map(judgedOf));
  const ruleOf = (id: ActId): string | null =>
    views[0]?.entries.find(({ act }) => act.id === id)?.refusal?.rule ?? null;
  const file = await at("cassia").text(`/api/case/${matter}`);
  const anew = judgedAnew(file);
  const kinds = views[0]?.entries.find(({ act }) => act.id === after)?.act.kind ?? "";
  const [agreement] = agreements;
  return {
    standing: [...new Set(views.map((view) => view.matter.standing.is))].join(" / "),
    versions: (agreement?.versions ?? []).map(({ version, from, proposal }) => ({
      version,
      from: instantText(from),
      signed: agreement?.proposals.find(({ id }) => id === proposal)?.signed ?? [],
    })),
    acts: judged[0] ?? [],
    differs: {
      kind: kinds,
      before: ruleOf(before),
      after: ruleOf(after),
      unamended: anew.unamended.get(after) ?? null,
    },
    equalHeads: ledgers,
    equalAgreements: agreements.every((each) => isSame(agreedIn(each), agreedIn(agreement))),
    equalVerdicts: judged.every((each) => isSame(each, judged[0])),
    caseVerified: verifyCaseFile(file).ok,
    caseRefolds: isSame(anew.acts, judged[0]),
  };
}

const instantText = (at: Instant | null): string | null => (at === null ? null : printInstant(at));

const judgedOf = ({ act, version, refusal }: MatterView["entries"][number]): JudgedAct => ({
  by: act.by,
  kind: act.kind,
  at: printInstant(act.at),
  version,
  rule: refusal?.rule ?? null,
});

/** What all nodes must agree on: everything but whose view it is and when it was asked for. */
function agreedIn(view: CompactView | undefined): unknown {
  if (view === undefined) return null;
  const { versions, comments, withdrawals, reviews, inForce, founding } = view;
  const proposals = view.proposals.map(({ sign: _sign, ...proposal }) => proposal);
  const { sign: _sign, ...founded } = founding;
  return { versions, comments, withdrawals, reviews, inForce, proposals, founding: founded };
}

/** Waits until the nodes are quiet; whether they hold the same. */
async function settled(all: readonly Client[]): Promise<boolean> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const ledgers = await Promise.all(all.map((client) => client.get<readonly LedgerView[]>("/api/ledgers")));
    const prints = ledgers.map((views) => JSON.stringify(views.map(({ party, head, root }) => [party, head, root])));
    if (new Set(prints).size === 1) return true;
    if (Date.now() > deadline) return false;
    await sleep(100);
  }
}
