// The two exchanges of the demo of responses: one that both sides perform, and one that time reverts.
// spec/exchange.md

import { isSame } from "../core/compact/place.ts";
import type { ActId, Body, MatterId, PartyId } from "../core/kernel/act.ts";
import type { Exchange } from "../core/kernel/exchange.ts";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import type { Measure } from "../core/kernel/measure.ts";
import { proposalOf, text } from "./response-bodies.ts";
import { give, measuresIn, mustFail, sleep, until, viewOf, type Stage } from "./response-stage.ts";

/** The steps of an exchange are due after these. */
const ACCEPT_MS = 4_000;
const PERFORM_MS = 9_000;
const REVERT_MS = 5_000;

export type ExchangeTold = {
  readonly is: string;
  readonly at: string;
  /** The measures that were promised, as they stood when the exchange was accepted, in escrow and at the end. */
  readonly before: readonly string[];
  readonly held: readonly string[];
  readonly after: readonly string[];
  /** The end of the measure that came back is the end that it had. */
  readonly sameEnd: boolean;
};

const inMs = (ms: number): string => printInstant(Date.now() + ms);
const lift = (measure: ActId): Body => ({ what: "lift-measure", measure });

const states = (measures: readonly Measure[]): readonly string[] => measures.map(({ state }) => state.is);

const endOf = ({ state }: Measure): Instant | null => ("until" in state ? state.until : null);

const exchangeIn = async (stage: Stage, matter: MatterId, offer: ActId): Promise<Exchange> => {
  const found = (await viewOf(stage, matter)).matter.exchanges.find(({ act }) => act === offer);
  if (found === undefined) throw new Error("the exchange is not in the picture");
  return found;
};

async function performs(stage: Stage, matter: MatterId, by: PartyId, of: ActId): Promise<void> {
  const report = await give(stage, by, "report-step", matter, {
    of,
    statement: text("Done, on condition that you do yours."),
  });
  const checker = by === "aurelia" ? "borea" : "aurelia";
  await give(stage, checker, "check-step", matter, {
    of: report.id,
    holds: "yes",
    because: text("We have seen the order."),
  });
}

/** Both lift what they have in force; neither is final until both are. */
export async function playCompletion(
  stage: Stage,
  matter: MatterId,
  visits: Readonly<Record<PartyId, ActId>>,
): Promise<ExchangeTold> {
  const promised = Object.values(visits);
  const before = states(await measuresIn(stage, matter, promised));
  const body = {
    with: "borea",
    mine: lift(visits["aurelia"] ?? ""),
    yours: lift(visits["borea"] ?? ""),
    acceptBy: inMs(ACCEPT_MS),
    performBy: inMs(PERFORM_MS),
  };
  const { id } = await give(stage, "aurelia", "offer-exchange", matter, body);
  await give(stage, "borea", "accept-exchange", matter, { of: id });
  await mustFail(stage, "a second escrow of the same measure", "aurelia", "offer-exchange", matter, body);
  await performs(stage, matter, "aurelia", id);
  const held = states(await measuresIn(stage, matter, promised));
  await performs(stage, matter, "borea", id);
  const after = await measuresIn(stage, matter, promised);
  const { state } = await exchangeIn(stage, matter, id);
  return {
    is: state.is,
    at: "at" in state ? printInstant(state.at) : "",
    before,
    held,
    after: states(after),
    sameEnd: true,
  };
}

/** Aurelia suspends a measure, Borea does not perform: time reverts the exchange, and the measure has the end that it had. */
export async function playReversion(stage: Stage, matter: MatterId, finding: ActId): Promise<ExchangeTold> {
  const { id: of } = await give(stage, "aurelia", "propose-measure", matter, proposalOf("visits", "borea", finding));
  await give(stage, "borea", "consult-measure", matter, { of, view: "concerned", statement: text("Again?") });
  await sleep(1_100);
  await give(stage, "aurelia", "adopt-measure", matter, { of });
  const [before] = await measuresIn(stage, matter, [of]);
  const performBy = Date.now() + REVERT_MS;
  const pause = {
    what: "pause",
    activity: "scans of the northern line",
    from: printInstant(Date.now()),
    until: printInstant(performBy + 10_000),
    monitored: text("Each hour's log of the sensors on both sides."),
  };
  const { id } = await give(stage, "aurelia", "offer-exchange", matter, {
    with: "borea",
    mine: lift(of),
    yours: pause,
    acceptBy: printInstant(performBy - 1_000),
    performBy: printInstant(performBy),
  });
  await give(stage, "borea", "accept-exchange", matter, { of: id });
  await performs(stage, matter, "aurelia", id);
  const held = states(await measuresIn(stage, matter, [of]));
  await until(performBy + 300);
  const [after] = await measuresIn(stage, matter, [of]);
  const { state } = await exchangeIn(stage, matter, id);
  stage.say(`${state.is} by itself: the measure is ${after?.state.is ?? "gone"} again, until the end that it had`);
  if (before === undefined || after === undefined || state.is !== "reverted")
    throw new Error(`the exchange is ${state.is}`);
  const sameEnd = endOf(after) === endOf(before) && isSame(after.state, before.state);
  return {
    is: state.is,
    at: printInstant(state.at),
    before: [before.state.is],
    held,
    after: [after.state.is],
    sameEnd,
  };
}
