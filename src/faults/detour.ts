// A detour: when all is healed one link is cut again, in one direction or both, and what the two sides say
// meanwhile has to come by the third, with its receipts, although the third may go down on the way.
// spec/routes.md

import type { PartyId } from "../core/kernel/act.ts";
import { SECOND, type Millis } from "../core/kernel/instant.ts";
import { RECEIPT } from "../core/kernel/receipt.ts";
import type { Seat } from "./cluster.ts";
import { CALM } from "./network.ts";
import { until, type Run } from "./run.ts";

const SPEAKING: Millis = 3 * SECOND;
const ARRIVAL: Millis = 20 * SECOND;
const REST: Millis = 16 * SECOND;

const ROUGH = { loss: 0.1, duplicate: 0.1, slow: 0.02 };

export async function takeDetour(run: Run): Promise<void> {
  const { cluster, notes, profile, timeline, consenting } = run;
  const random = run.random.stream("detour");
  const [one, other, third] = random.shuffled(cluster.seats) as [Seat, Seat, Seat];
  // Who has been told two stories takes nothing that follows, by whatever way it comes.
  if (!consenting.includes(third.party) || profile.wild || notes.twins.length > 0) return;
  const how = random.pick(["silent", "refused"] as const);
  const ways = [[one, other] as const, ...(random.chance(0.6) ? [[other, one] as const] : [])];
  for (const [from, to] of ways) cluster.wire.cut(from.party, to.party, how);
  notes.count("detour");
  notes.tell(`detour ${how} ${ways.map(([from, to]) => `${from.party}>${to.party}`).join(" ")} by ${third.party}`);
  cluster.wire.setWeather(random.chance(0.5) ? ROUGH : CALM);
  const began = timeline.now();
  for (const seat of [one, other]) {
    const officer = run.officers.get(seat.party);
    for (let i = 0; i < 3; i += 1) timeline.after(random.between(0, SPEAKING), () => officer?.act());
  }
  if (random.chance(0.5)) {
    timeline.after(random.between(0, SPEAKING), () => cluster.crash(third));
    timeline.after(SPEAKING, () => cluster.start(third));
  }
  await until(run, began + SPEAKING);
  const said = [one, other].map((seat) => ({ seat, by: seat.party, ...spokenBy(seat) }));
  const missing = (): readonly string[] => [
    ...said.flatMap(({ by, head }) => behind(cluster.seats, by, head)),
    ...said.flatMap(({ seat, by, wanting }) => unreceipted(seat, by === one.party ? other.party : one.party, wanting)),
  ];
  await until(run, began + SPEAKING + ARRIVAL, () => missing().length === 0);
  const left = missing();
  if (left.length > 0) notes.problem("a relay brings acts and receipts within twenty seconds", left.join("; "));
  cluster.wire.isolate(null);
  cluster.wire.setWeather(CALM);
  await until(run, timeline.now() + REST);
}

const behind = (seats: readonly Seat[], by: PartyId, head: number): readonly string[] =>
  seats
    .map(({ party, up }) => [party, up?.node.ledgers().head(by) ?? 0] as const)
    .filter(([, held]) => held < head)
    .map(([party, held]) => `${party} holds ${held} of ${head} of ${by}`);

/** How far a party has come, and its last act that wants a receipt. */
function spokenBy({ party, up }: Seat): { readonly head: number; readonly wanting: number } {
  const head = up?.node.ledgers().head(party) ?? 0;
  const last = up?.store.acts(party, Math.max(1, head - 63), 64).findLast(({ kind }) => kind !== RECEIPT);
  return { head, wanting: last?.seq ?? 0 };
}

function unreceipted({ party, up }: Seat, from: PartyId, wanting: number): readonly string[] {
  if (up === null) return [`${party} is down`];
  const through = up.node.ledgers().fold.receipts.deliveredThrough(party, from);
  return through >= wanting ? [] : [`${party} has ${from}'s receipts through ${through} of ${wanting}`];
}
