// What a node shows: the picture that the law computed, with the node's own times of receipt. Pure
// reading; nothing is decided here.

import { sha256Base64url } from "../crypto/hash.ts";
import type { Act, ActId, MatterId } from "../core/kernel/act.ts";
import { presentStep, type Matter } from "../core/kernel/matter.ts";
import type { Entry } from "../core/law/history.ts";
import { answerFor, dutiesOf, mainMove, movesOf } from "../core/law/views.ts";
import { printTlogProof, verifyTlogProof } from "../ledger/tlog-proof.ts";
import { idOf, isSignedBy, readToken } from "../ledger/token.ts";
import type { StoredAct } from "../store/store.ts";
import { NodeFailure } from "./failure.ts";
import type { EntryView, MatterLine, MatterView, MissedView, ProofView, WatchView } from "./http/api.ts";
import { assessmentView } from "./assessment-view.ts";
import { actOf } from "./ledgers.ts";
import type { Node } from "./node.ts";
import { matterNotices } from "./notices.ts";
import { wordsView } from "./sealed-words.ts";

/** Matters and missed deadlines on the Watch page at most; the rest is one search away. */
const SHOWN = 200;

/** The title is what the opening report says. */
export function titleOf(node: Node, matter: Matter): string {
  const stored = node.world.store.actById(matter.opened.act);
  const title = stored === undefined ? undefined : actOf(stored).body["title"];
  return typeof title === "string" ? title : matter.id;
}

function receiptsOf(node: Node, { by, seq }: Pick<Act, "by" | "seq">): EntryView["receipts"] {
  const { receipts } = node.ledgers().fold;
  const others = node.identity.compact.parties.map(({ id }) => id).filter((id) => id !== by);
  return Object.fromEntries(others.map((party) => [party, receipts.of(by, seq, party)]));
}

/** A line of a timeline with its act and how far it has come. */
export function entryView(node: Node, { by, seq, refusal, version }: Entry): EntryView {
  const stored = node.world.store.act(by, seq);
  if (stored === undefined) throw new Error(`invariant: act ${seq} of ${by} is folded and not stored`);
  const act = actOf(stored);
  const words = wordsView(node, act);
  const view = { act, refusal, version, receivedAt: stored.receivedAt, receipts: receiptsOf(node, act) };
  return words === undefined ? view : { ...view, words };
}

export function matterView(node: Node, id: MatterId): MatterView {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const { party } = node.identity;
  const compact = fold.compactAt(now);
  const matter = fold.matter(id, now);
  if (matter === undefined) throw new NodeFailure("unknown-matter", `there is no matter ${id} here`);
  const entries = fold.entries(id).map((entry) => entryView(node, entry));
  return {
    now,
    matter,
    title: titleOf(node, matter),
    entries,
    answer: answerFor(compact, matter, party, now),
    main: mainMove(compact, matter, party, now) ?? null,
    moves: movesOf(compact, matter, party, now),
    notices: matterNotices(node, matter, compact),
    ...assessmentView(node, matter),
  };
}

function matterLine(node: Node, matter: Matter, now: number): MatterLine {
  return {
    id: matter.id,
    title: titleOf(node, matter),
    reporter: matter.reporter,
    openedAt: matter.opened.at,
    step: presentStep(matter)?.id ?? null,
    standing: matter.standing,
    answer: answerFor(node.ledgers().fold.compactAt(now), matter, node.identity.party, now),
  };
}

export function watchView(node: Node): WatchView {
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const matters = fold
    .matters()
    .slice(-SHOWN)
    .map((id) => fold.matter(id, now))
    .filter((matter) => matter !== undefined);
  const lines = matters.map((matter) => matterLine(node, matter, now));
  const titles = new Map(lines.map(({ id, title }) => [id, title]));
  const duties = matters
    .flatMap((matter) => dutiesOf(matter, node.identity.party).map((duty) => ({ matter: matter.id, duty })))
    .map(({ matter, duty }) => ({ matter, title: titles.get(matter) ?? matter, duty }))
    .toSorted((a, b) => a.duty.due - b.duty.due);
  const missed: readonly MissedView[] = node.world.store
    .passed()
    .filter(({ whileDown }) => whileDown)
    .map(({ matter, dueAt, noticedAt }) => ({ matter, dueAt, noticedAt }));
  return { now, duties, matters: lines.toReversed(), lines: node.peers.lines(), missed };
}

/** Every check that this node can make on one act, made now. */
export function proofView(node: Node, id: ActId): ProofView {
  const stored = node.world.store.actById(id);
  if (stored === undefined) throw new NodeFailure("unknown-act", "no act with this id is held here");
  const act = actOf(stored);
  const [jwt = ""] = stored.token.split("~");
  const proven = provenPlace(node, act);
  const shown = readToken(stored.token);
  return {
    act,
    token: stored.token,
    withheld: shown.ok ? shown.withheld : 0,
    receivedAt: stored.receivedAt,
    checks: [
      { check: "digests", ok: shown.ok && idOf(jwt) === stored.id, detail: sha256Base64url(jwt) },
      { check: "signature", ok: isSignedBy(jwt, keyOf(node, act)), detail: act.by },
      { check: "chain", ok: followsInChain(node, stored, act), detail: act.prev },
      ...proven.checks,
    ],
    proof: proven.proof,
    checkpoint: proven.checkpoint,
    receipts: receiptsOf(node, act),
  };
}

function keyOf(node: Node, { by, seq }: Act) {
  const ring = node.ledgers().signers.ring(by, seq);
  if (ring === undefined) throw new Error(`invariant: ${by} is no party to this compact`);
  return ring.act;
}

function followsInChain(node: Node, { by, seq }: StoredAct, act: Act): boolean {
  const ledgers = node.ledgers();
  const before = seq === 1 ? node.identity.compact.id : ledgers.idAt(by, seq - 1);
  return act.prev === before && ledgers.idAt(by, seq) === act.id;
}

function provenPlace(node: Node, { by, seq, id }: Act): Pick<ProofView, "checks" | "proof" | "checkpoint"> {
  const kept = node.world.store.checkpoint(by);
  if (kept === undefined || kept.size < seq) return { checks: [], proof: null, checkpoint: null };
  const { signers, tree } = node.ledgers();
  const log = signers.log(by, kept.size);
  if (log === undefined) throw new Error(`invariant: ${by} is no party to this compact`);
  const hashes = tree(by).inclusionProof(seq - 1, kept.size);
  const proof = printTlogProof({ index: seq - 1, hashes, checkpoint: kept.note });
  const place = verifyTlogProof(proof, Buffer.from(id, "base64url"), log, signers.witnesses(by, kept.size));
  const signed = signers.verify(by, kept.note);
  const cosigners = signed.ok ? signed.cosigners.map(({ name }) => name.slice(name.lastIndexOf("/") + 1)) : [];
  return {
    checks: [
      { check: "inclusion", ok: place.ok, detail: `${seq} / ${kept.size}` },
      { check: "checkpoint", ok: signed.ok, detail: by },
      { check: "cosignatures", ok: cosigners.some((party) => party !== by), detail: cosigners.join(", ") },
    ],
    proof,
    checkpoint: signed.ok
      ? { size: kept.size, root: Buffer.from(signed.checkpoint.root).toString("base64"), cosigners }
      : null,
  };
}
