// The checkers: what must be true of every run, whatever happened in it. They expect no particular
// outcome; they compare the nodes with each other, with a fresh fold, and with the notebook of the run.

import type { Act, PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import { RECEIPT, type ReceiptBody } from "../core/kernel/receipt.ts";
import { createFold, type Fold } from "../core/law/fold.ts";
import { ledgerOrigin } from "../ledger/checkpoint.ts";
import { isSignedBy, readToken } from "../ledger/token.ts";
import type { Ledgers } from "../node/ledgers.ts";
import { actOf } from "../node/ledgers.ts";
import type { Node } from "../node/node.ts";
import type { Store } from "../store/store.ts";
import { EPOCH } from "./clock.ts";
import type { Cluster, Seat } from "./cluster.ts";
import type { Notes } from "./notes.ts";
import { markersIn } from "./officer.ts";
import type { Random } from "./random.ts";

/** What one node holds at the end. */
type Picture = {
  readonly party: PartyId;
  readonly seat: Seat;
  readonly node: Node;
  readonly store: Store;
  readonly ledgers: Ledgers;
  readonly acts: ReadonlyMap<PartyId, readonly Act[]>;
  /** The ids of every ledger, in order: equal for nodes that hold the same. */
  readonly all: string;
};

const pictureOf = (seat: Seat): Picture | undefined => {
  const { up, identity, party } = seat;
  if (up === null) return undefined;
  const acts = new Map(identity.compact.parties.map(({ id }) => [id, up.store.acts(id, 1, 1e6).map(actOf)]));
  const all = [...acts].map(([id, list]) => `${id} ${list.map((act) => act.id).join(" ")}`).join("\n");
  return { party, seat, node: up.node, store: up.store, ledgers: up.node.ledgers(), acts, all };
};

export function checkEnd(cluster: Cluster, notes: Notes, random: Random, now: Millis): void {
  const pictures = cluster.seats.map(pictureOf).filter((picture) => picture !== undefined);
  if (pictures.length < cluster.seats.length) notes.problem("every node runs at the end", `only ${pictures.length}`);
  // One instant for all, later than any clock and any act.
  const at =
    Math.max(
      EPOCH + now,
      ...pictures.flatMap(({ ledgers }) => cluster.seats.map(({ party }) => ledgers.fold.lastAt(party))),
    ) + 1e6;
  for (const picture of pictures) {
    memoryIsDisk(picture, notes);
    onlyWhatWasSigned(picture, notes);
    nothingLostOrDoubled(picture, notes);
    receiptsOnce(picture, notes);
    deadlinesNoted(picture, notes);
    for (const other of pictures) if (other !== picture) sameLedger(picture, other, notes);
    checkpointsHold(picture, pictures, notes);
    evidence(picture, notes);
    if (picture.node.relay.kept().length > 0) notes.problem("nothing stays on a shelf", picture.party);
  }
  samePicture(pictures, at, notes);
  for (const picture of new Map(pictures.map((each) => [each.all, each])).values()) refolds(picture, at, random, notes);
  forksNoticed(pictures, notes);
  count(pictures, notes);
}

/** Ways on which a twin has spoken carry two stories, and may stay apart. */
const isTwinned = (notes: Notes, by: PartyId, to: PartyId): boolean =>
  notes.twins.some((twin) => twin.by === by && twin.to === to);

function memoryIsDisk({ party, ledgers, acts }: Picture, notes: Notes): void {
  for (const [by, list] of acts) {
    const same =
      ledgers.head(by) === list.length &&
      list.every((act, i) => act.seq === i + 1 && ledgers.idAt(by, i + 1) === act.id);
    if (!same) notes.problem("memory is what the disk holds", `${party} about ${by}`);
  }
}

function onlyWhatWasSigned({ party, acts }: Picture, notes: Notes): void {
  for (const [by, list] of acts) {
    for (const { seq, id } of list) {
      const known =
        notes.isOwn(by, seq, id) || notes.twins.some((twin) => twin.id === id && twin.seq === seq && by === twin.by);
      if (!known) notes.problem("only what its author signed is stored", `${party} holds ${id} as act ${seq} of ${by}`);
    }
  }
}

function nothingLostOrDoubled({ party, acts }: Picture, notes: Notes): void {
  const own = acts.get(party) ?? [];
  const found = new Map<string, number>();
  for (const { body } of own) for (const marker of markersIn(body)) found.set(marker, (found.get(marker) ?? 0) + 1);
  for (const { by, marker, outcome, id, seq } of notes.attempts) {
    if (by !== party) continue;
    if (outcome === "signed" && own[seq - 1]?.id !== id)
      notes.problem("nothing that was signed is lost", `act ${seq} of ${party}, ${marker}`);
    if (marker === null) continue;
    const times = found.get(marker) ?? 0;
    if (times > 1) notes.problem("nothing is doubled", `${marker} stands ${times} times`);
    if (outcome === "refused" && times > 0) notes.problem("what was refused is not signed", marker);
  }
}

/** No node says twice that an act was delivered, opened or read. */
function receiptsOnce({ party, acts }: Picture, notes: Notes): void {
  const said = new Set<string>();
  for (const { kind, body } of acts.get(party) ?? []) {
    if (kind !== RECEIPT) continue;
    const { level, of, from, through } = body as ReceiptBody;
    for (let seq = from; seq <= through; seq += 1) {
      const name = `${level} ${of} ${seq}`;
      if (said.has(name)) notes.problem("nothing is receipted twice", `${party}: ${name}`);
      said.add(name);
    }
  }
}

function deadlinesNoted({ party, store, ledgers, seat }: Picture, notes: Notes): void {
  const noted = store.passed();
  const rows = new Map(noted.map((row) => [`${row.matter} ${row.dueAt}`, row]));
  if (rows.size < noted.length) notes.problem("a deadline passes once", party);
  const now: Instant = seat.clock.now() - 1_000;
  for (const matter of ledgers.fold.matters()) {
    for (const dueAt of ledgers.fold.timeEvents(matter, 0, now).passed) {
      if (!rows.has(`${matter} ${dueAt}`))
        notes.problem("every deadline that passed is noted", `${party}: ${matter} at ${dueAt - EPOCH}`);
    }
  }
  for (const missed of notes.missed) {
    if (missed.party !== party) continue;
    const row = rows.get(`${missed.matter} ${missed.dueAt}`);
    // A clock put back after the start may have met the deadline a second time, and then in time.
    const inTime = row !== undefined && row.noticedAt - row.dueAt < 1_000;
    if (row?.whileDown !== true && !inTime) {
      notes.problem(
        "a deadline that passed while down is noted so",
        `${party}: ${missed.matter} at ${missed.dueAt - EPOCH}, ${JSON.stringify(row)}`,
      );
    }
  }
}

/** What `other` holds of `picture`'s own ledger is that ledger. */
function sameLedger({ party, acts }: Picture, other: Picture, notes: Notes): void {
  const own = acts.get(party) ?? [];
  const copy = other.acts.get(party) ?? [];
  const differs = copy.findIndex((act, i) => act.id !== own[i]?.id);
  if (isTwinned(notes, party, other.party)) {
    if (differs >= 0) notes.count("split");
    return;
  }
  if (differs >= 0)
    notes.problem("all nodes hold the same acts", `${other.party} differs from ${party} at act ${differs + 1}`);
  else if (copy.length < own.length) {
    notes.problem("every act is on every node", `${other.party} holds ${copy.length} of ${own.length} of ${party}`);
  }
}

function checkpointsHold(picture: Picture, pictures: readonly Picture[], notes: Notes): void {
  const { party, ledgers, store, node } = picture;
  const head = ledgers.head(party);
  const kept = store.checkpoint(party);
  if (head === 0) return;
  const verdict = ledgers.signers.verify(party, kept?.note ?? "");
  const rightRoot =
    verdict.ok &&
    verdict.checkpoint.size === head &&
    Buffer.compare(verdict.checkpoint.root, ledgers.tree(party).root()) === 0;
  if (!rightRoot)
    return notes.problem("the checkpoint is the head of the ledger", `${party}: ${kept?.size} of ${head}`);
  for (const other of pictures) {
    if (other === picture || isTwinned(notes, party, other.party)) continue;
    const name = ledgerOrigin(node.identity.compact.id, other.party);
    // Whoever is refused asks only now and then, and its cosignature goes along.
    const isSlow = isTwinned(notes, other.party, party);
    if (!isSlow && !verdict.cosigners.some((cosigner) => cosigner.name === name)) {
      notes.problem("peers cosign the checkpoint", `${other.party} has not cosigned ${party}'s of ${head}`);
    }
    const copy = other.store.checkpoint(party)?.size ?? 0;
    if (copy !== head)
      notes.problem("peers keep the newest checkpoint", `${other.party} keeps ${copy} of ${head} of ${party}`);
    // Whoever does not take the other's acts does not see its receipts either, and goes on asking for them.
    if (isTwinned(notes, other.party, party)) continue;
    const line = node.peers.lines().find((each) => each.party === other.party);
    if (line?.is !== "up" || line.undelivered > 0)
      notes.problem("healed lines are up", `${party} to ${other.party}: ${JSON.stringify(line)}`);
  }
}

/** Kept evidence proves what it says, and no honest party is accused. */
function evidence({ party, node }: Picture, notes: Notes): void {
  for (const { by, kind, one, other } of node.forks()) {
    notes.count("fork-kept");
    // A party whose own acts come back to it from others may find out by them that its keys were stolen.
    const twinned = by === party ? notes.twins.some((twin) => twin.by === by) : isTwinned(notes, by, party);
    if (!twinned) notes.problem("no honest party is accused", `${party} accuses ${by}`);
    if (kind === "checkpoint") {
      const verdict = node.ledgers().signers.verify(by, other, false);
      if (!verdict.ok) notes.problem("evidence proves a fork", `${party}: ${verdict.reason}`);
      continue;
    }
    const key = node.ledgers().signers.ring(by, 0)?.act;
    const [first, second] = [readToken(one), readToken(other)];
    const signed =
      key !== undefined && first.ok && second.ok && isSignedBy(first.jwt, key) && isSignedBy(second.jwt, key);
    const against =
      signed && (first.act.seq === second.act.seq ? first.act.id !== second.act.id : second.act.prev !== first.act.id);
    if (!against) notes.problem("evidence proves a fork", `${party} about ${by}`);
  }
}

/** Whoever has heard both stories keeps the proof. */
function forksNoticed(pictures: readonly Picture[], notes: Notes): void {
  for (const { by, seq, id, to, answer } of notes.twins) {
    const author = pictures.find(({ party }) => party === by);
    const victim = pictures.find(({ party }) => party === to);
    const own = author?.acts.get(by)?.[seq - 1]?.id;
    const taken = victim?.acts.get(by)?.[seq - 1]?.id === id;
    const heardBoth = own !== undefined && own !== id && (taken || answer?.stopped === "fork");
    if (heardBoth && !victim?.node.forks().some((fork) => fork.by === by)) {
      notes.problem("a forked tongue is found out", `${to} heard two acts ${seq} of ${by}`);
    }
  }
}

/** The whole picture of a fold at one instant, as text. */
function printFold(fold: Fold, acts: Picture["acts"], at: Instant): string {
  const ids = fold.matters().toSorted();
  const matters = ids.map((id) => JSON.stringify([fold.matter(id, at), fold.entries(id), fold.timeEvents(id, 0, at)]));
  const receipts = [...acts].flatMap(([by, list]) =>
    list.flatMap(({ seq }) =>
      [...acts.keys()].map((to) => `${by} ${seq} ${to} ${JSON.stringify(fold.receipts.of(by, seq, to))}`),
    ),
  );
  return [...matters, printAgreement(fold, at), ...receipts].join("\n");
}

/** What all nodes must find of the compact: the versions with their times, every proposal, every verdict. */
function printAgreement(fold: Fold, at: Instant): string {
  const { proposals, comments } = fold.agreement(at);
  const versions = fold.versions().map(({ version, from, until, proposal }) => [version, from, until, proposal]);
  const proposed = proposals.map(({ id, version, state, signatures }) => [id, version, state, signatures]);
  return JSON.stringify([versions, proposed, comments, fold.agreementEntries()]);
}

function samePicture(pictures: readonly Picture[], at: Instant, notes: Notes): void {
  for (const picture of pictures) {
    const other = pictures.find(({ all }) => all === picture.all);
    if (other === undefined || other === picture) continue;
    const [one, two] = [
      printFold(picture.ledgers.fold, picture.acts, at),
      printFold(other.ledgers.fold, other.acts, at),
    ];
    if (one !== two)
      notes.problem("same acts, same picture", `${picture.party} and ${other.party}: ${firstDifference(one, two)}`);
  }
}

function firstDifference(one: string, two: string): string {
  const [a, b] = [one.split("\n"), two.split("\n")];
  const i = a.findIndex((line, at) => line !== b[at]);
  return `${a[i]?.slice(0, 600)} | ${b[i]?.slice(0, 600)}`;
}

/** Acts folded afresh in other orders of arrival give the same picture. */
function refolds({ party, ledgers, acts, node }: Picture, at: Instant, random: Random, notes: Notes): void {
  const expected = printFold(ledgers.fold, acts, at);
  for (let i = 0; i < 3; i += 1) {
    const { compact, document } = node.identity;
    const fold = createFold(compact, (by, seq) => acts.get(by)?.[seq - 1] as Act, document);
    for (const act of shuffledLedgers(acts, random)) if (fold.insert(act).refolded > 0) notes.count("refolded");
    const printed = printFold(fold, acts, at);
    if (printed !== expected) notes.problem("fold equals refold", `${party}: ${firstDifference(expected, printed)}`);
  }
}

/** All acts in some order that keeps each party's own. Long runs of one party make late acts likely. */
function* shuffledLedgers(acts: Picture["acts"], random: Random): Generator<Act> {
  const rest = [...acts.values()].map((list) => list[Symbol.iterator]());
  while (rest.length > 0) {
    const ledger = random.pick(rest);
    for (let run = random.wait(6); run > 0; run -= 1) {
      const next = ledger.next();
      if (next.done === true) {
        rest.splice(rest.indexOf(ledger), 1);
        break;
      }
      yield next.value;
    }
  }
}

function count(pictures: readonly Picture[], notes: Notes): void {
  for (const { store, ledgers } of pictures) {
    for (const { whileDown } of store.passed()) notes.count(whileDown ? "passed-while-down" : "passed");
    if (ledgers !== pictures[0]?.ledgers) continue;
    for (const { proposal } of ledgers.fold.versions()) if (proposal !== null) notes.count("amended");
    for (const id of ledgers.fold.matters()) {
      notes.count("matter");
      const matter = ledgers.fold.matter(id, 0);
      if (matter?.standing.is === "closed") notes.count("closed-matter");
      if (ledgers.fold.entries(id).some(({ version }) => version !== ledgers.fold.entries(id)[0]?.version)) {
        notes.count("crossed");
      }
    }
  }
}
