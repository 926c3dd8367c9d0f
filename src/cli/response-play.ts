// Judgement and responses, played by script across three processes: an announced scan that explains one
// incident, a judgement of another with a dissent, measures that are refused and one that runs and ends by
// itself, and two exchanges of steps down, one that completes and one that reverts. What is told at the end is
// read back from the nodes and from the case file.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playCompletion, playReversion, type ExchangeTold } from "./response-exchanges.ts";
import {
  everywhere,
  give,
  listenTo,
  measuresIn,
  mustFail,
  SETTLE_MS,
  sleep,
  until,
  viewOf,
  type Listening,
  type Stage,
} from "./response-stage.ts";
import { isSame } from "../core/compact/place.ts";
import type { ActId, Body, MatterId, PartyId } from "../core/kernel/act.ts";
import { printInstant } from "../core/kernel/instant.ts";
import { verifyCaseFile } from "../ledger/casefile.ts";
import type { ActSigned, LedgerView } from "../node/http/api.ts";
import type { MatterNotices } from "../node/http/notice-api.ts";
import { clientOf, type Client } from "./client.ts";
import { freeBase, layOut, startCluster } from "./cluster.ts";
import { demoCompact } from "./demo-root.ts";
import { blackoutReport } from "./play-report.ts";
import {
  evidenceOf,
  judgementOn,
  proposalOf,
  scanOf,
  text,
  TOUCHING,
  UNANSWERED,
  withResponses,
} from "./response-bodies.ts";

export type MeasureTold = {
  readonly by: PartyId;
  readonly measure: string;
  readonly is: string;
  readonly until: string;
  readonly replies: Readonly<Record<PartyId, string>>;
  /** The other side's node said by itself that it ended. */
  readonly announced: boolean;
};

export type ResponseResult = {
  readonly notice: {
    readonly matter: MatterId;
    readonly score: number;
    readonly reasons: readonly string[];
    readonly asked: PartyId;
    readonly answered: boolean;
    /** What matched the incident that nobody had announced. */
    readonly otherMatches: number;
  };
  readonly attribution: {
    readonly of: ActId;
    readonly confidence: string;
    readonly answers: Readonly<Record<PartyId, string>>;
  };
  /** Attempts that had to be refused, with the rule that stands against each. */
  readonly refused: Readonly<Record<string, string>>;
  readonly expired: MeasureTold;
  readonly completed: ExchangeTold;
  readonly reverted: ExchangeTold;
  readonly equalHeads: boolean;
  readonly equalPictures: boolean;
  readonly caseVerified: boolean;
  readonly seconds: number;
};

/** One hour passes in a second. */
const PACE = 3_600;
const SCAN_MS = 120_000;

/** Plays it. Throws what a node refuses against the script. */
export async function playResponses(say: (line: string) => void): Promise<ResponseResult> {
  const started = Date.now();
  const document = withResponses(demoCompact(PACE));
  const root = mkdtempSync(join(tmpdir(), "downrung-response-"));
  layOut({ root, base: await freeBase() }, document, null);
  const cluster = await startCluster(root, Object.keys(document.parties));
  const at = (party: PartyId): Client => clientOf(cluster.member(party).url);
  const stage: Stage = { cluster, at, say, refused: {} };
  let listening: Listening | undefined;
  try {
    listening = await listenTo(cluster.member("borea").url);
    const matched = await playNotice(stage);
    const { matter, otherMatches } = await openMatter(stage);
    const attribution = await playAttribution(stage, matter);
    const measures = await playMeasures(stage, matter, attribution.of);
    const completed = await playCompletion(stage, matter, measures.visits);
    const reverted = await playReversion(stage, matter, attribution.of);
    const expired = await playExpiry(stage, matter, measures.listing, listening);
    const notice = { ...matched, otherMatches };
    const read = await readBack(stage, matter);
    const seconds = (Date.now() - started) / 1000;
    return { notice, attribution, refused: stage.refused, expired, completed, reverted, ...read, seconds };
  } finally {
    listening?.stop();
    await cluster.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Borea announces a scan; what Aurelia then sees is matched with it before anybody reacts, and one desk is asked. */
async function playNotice(stage: Stage): Promise<Omit<ResponseResult["notice"], "otherMatches">> {
  const from = Date.now() + 3_000;
  await give(stage, "borea", "announce", null, scanOf(from, from + SCAN_MS));
  await until(from + 500);
  const seen = { title: "Relay controllers restart", techniques: ["T1595"], effect: "degraded", people: "unknown" };
  const { matter } = await give(stage, "aurelia", "report", null, blackoutReport(200, seen));
  const id = matter ?? "";
  const { matches, question } = await stage.at("aurelia").get<MatterNotices>(`/api/matters/${id}/notices`);
  const [match] = matches;
  if (match === undefined || question === null) throw new Error("the announced scan was not matched");
  stage.say(`matched with a notice of ${match.by}, score ${match.score}: one question to ${question.to}`);
  const asks = { question: text("Is this your scan? Please say the window and the addresses.") };
  const asked = await stage
    .at("aurelia")
    .post<ActSigned>("/api/acts", { kind: "ask", matter: id, to: [question.to], body: asks });
  await everywhere(stage, "aurelia", asked.seq);
  await give(stage, question.to, "clarify", id, {
    of: asked.id,
    answer: text("It is ours, and it ends in two minutes."),
  });
  const view = await viewOf(stage, id);
  const answered = view.matter.questions.some(({ act, answer }) => act === asked.id && answer !== null);
  return { matter: id, score: match.score, reasons: match.reasons.map(({ is }) => is), asked: question.to, answered };
}

/** A second incident, which nobody has announced: confirmed and assessed by both. */
async function openMatter(stage: Stage): Promise<{ readonly matter: MatterId; readonly otherMatches: number }> {
  const report = blackoutReport(100, {
    title: "Signals on the northern line fail",
    sectors: ["transport"],
    techniques: ["T1491"],
  });
  const opened = await give(stage, "aurelia", "report", null, report);
  const matter = opened.matter ?? "";
  await give(stage, "borea", "confirm", matter, { seenHere: "yes", statement: text("We see it from our side too.") });
  await sleep(700);
  for (const by of ["aurelia", "borea"]) {
    const reasons = text("Signals fell back to manual; nobody was hurt.");
    await give(stage, by, "assess", matter, { nature: "disruption", low: 3, high: 5, civilians: "yes", reasons });
  }
  const { matches } = await stage.at("aurelia").get<MatterNotices>(`/api/matters/${matter}/notices`);
  return { matter, otherMatches: matches.length };
}

/** Aurelia judges by what it has; an independent assessor puts its name to it, and Borea dissents with its reasons. */
async function playAttribution(stage: Stage, matter: MatterId): Promise<ResponseResult["attribution"]> {
  await give(stage, "aurelia", "add-evidence", matter, evidenceOf(["borea", "cassia"]));
  const { id: of } = await give(stage, "aurelia", "attribute", matter, judgementOn("aurelia"));
  const answer = (by: PartyId, is: string, reasons: string): Promise<ActSigned> =>
    give(stage, by, "answer-attribution", matter, { of, answer: is, reasons: text(reasons) });
  await answer("cassia", "join", "We have seen both items and weigh them alike.");
  await answer("borea", "dissent", "The log fits an accident as well; we ask to see the second item.");
  const view = await viewOf(stage, matter);
  const judgement = view.matter.attribution?.judgements.find(({ act }) => act === of);
  const answers = Object.fromEntries(
    Object.entries(judgement?.answers ?? {}).map(([party, given]) => [party, given.is]),
  );
  return { of, confidence: judgement?.confidence ?? "", answers };
}

/** What the law refuses, what exceeds the table of proportion, and what is adopted after it was consulted on. */
async function playMeasures(
  stage: Stage,
  matter: MatterId,
  finding: ActId,
): Promise<{ readonly listing: ActId; readonly visits: Readonly<Record<PartyId, ActId>> }> {
  const proposal = (name: string, more: Body = {}): Body => proposalOf(name, "borea", finding, more);
  const { finding: _finding, ...without } = proposal("visits");
  const refuse = (name: string, body: Body): Promise<void> =>
    mustFail(stage, name, "aurelia", "propose-measure", matter, body);
  await refuse("a restrictive measure without a finding", without);
  await refuse("a measure that would touch essential services", proposal("visits", TOUCHING));
  await refuse("a countermeasure whose checklist is open", proposal("visits", UNANSWERED));
  const proposes = async (by: PartyId, name: string): Promise<ActId> => {
    const body = proposalOf(name, by === "aurelia" ? "borea" : "aurelia", finding);
    return (await give(stage, by, "propose-measure", matter, body)).id;
  };
  const ban = await proposes("aurelia", "transit-ban");
  const listing = await proposes("aurelia", "listing");
  const visits = { aurelia: await proposes("aurelia", "visits"), borea: await proposes("borea", "visits") };
  await mustFail(stage, "an adoption before those who are asked have been heard", "aurelia", "adopt-measure", matter, {
    of: listing,
  });
  const replies = [
    ["borea", ban, "objects"],
    ["borea", listing, "concerned"],
    ["cassia", listing, "agrees"],
    ["borea", visits.aurelia, "concerned"],
    ["aurelia", visits.borea, "concerned"],
  ] as const;
  for (const [by, of, view] of replies)
    await give(stage, by, "consult-measure", matter, {
      of,
      view,
      statement: text("We have said what we think of it."),
    });
  await sleep(1_100);
  await mustFail(stage, "a measure that exceeds the proportion", "aurelia", "adopt-measure", matter, { of: ban });
  for (const [by, of] of [["aurelia", listing], ...Object.entries(visits)] as const)
    await give(stage, by, "adopt-measure", matter, { of });
  return { listing, visits };
}

/** Nobody does anything: the listing ends at its agreed time, on every node. */
async function playExpiry(stage: Stage, matter: MatterId, listing: ActId, listening: Listening): Promise<MeasureTold> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const [measure] = await measuresIn(stage, matter, [listing]);
    if (measure === undefined) throw new Error("the listing is not in the picture");
    const { by, measure: name, state, replies } = measure;
    if (state.is === "expired" || Date.now() > deadline) {
      stage.say(`the ${name} is ${state.is} by itself`);
      const views = Object.fromEntries(Object.entries(replies).map(([party, { view }]) => [party, view]));
      // The other side's node may wake a moment later than this one.
      await sleep(500);
      const at = "at" in state ? state.at : 0;
      const announced = listening.heard(matter, at, name);
      return { by, measure: name, is: state.is, until: printInstant(at), replies: views, announced };
    }
    await sleep(250);
  }
}

type ReadBack = Pick<ResponseResult, "equalHeads" | "equalPictures" | "caseVerified">;

/** What all nodes must agree on, once they are quiet. */
async function readBack(stage: Stage, matter: MatterId): Promise<ReadBack> {
  const parties = stage.cluster.members.map(({ party }) => party);
  const headsOf = async (): Promise<readonly string[]> =>
    Promise.all(
      parties.map(async (party) => {
        const ledgers = await stage.at(party).get<readonly LedgerView[]>("/api/ledgers");
        return JSON.stringify(ledgers.map(({ party: of, head, root }) => [of, head, root]));
      }),
    );
  const deadline = Date.now() + SETTLE_MS;
  let heads = await headsOf();
  while (new Set(heads).size > 1 && Date.now() < deadline) {
    await sleep(100);
    heads = await headsOf();
  }
  const views = await Promise.all(parties.map((party) => viewOf(stage, matter, party)));
  const pictures = views.map(({ matter: { measures, exchanges, attribution } }) => ({
    measures,
    exchanges,
    attribution,
  }));
  return {
    equalHeads: new Set(heads).size === 1,
    equalPictures: pictures.every((picture) => isSame(picture, pictures[0])),
    caseVerified: verifyCaseFile(await stage.at("cassia").text(`/api/case/${matter}`)).ok,
  };
}
