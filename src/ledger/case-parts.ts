// The parts of a case file, each verified by itself: an act, a checkpoint, a ledger, a fork. spec/casefile.md

import { Compile } from "typebox/compile";
import type { PartyId } from "../core/kernel/act.ts";
import { openPublicKeys, type KeyRing } from "../crypto/keys.ts";
import { CompactPart, refuse, type ForkPart, type LedgerPart } from "./case-form.ts";
import type { CaseCosigner, CaseRefusal, FurtherCheckpoint, ProvenFork } from "./case-types.ts";
import { ledgerOrigin, verifyCheckpoint, type Log, type Witness } from "./checkpoint.ts";
import { compactIdOf } from "./compact-id.ts";
import { appendLeaf, rangeRoot, type Range } from "./range.ts";
import { isSignedBy, readToken, type Token } from "./token.ts";

export const isCompact = Compile(CompactPart);

/** The compact as far as verifying needs it: its id and everyone's keys, imported once. */
export type Book = {
  readonly id: string;
  readonly document: CompactPart;
  readonly keys: ReadonlyMap<PartyId, { readonly act: KeyRing["act"]; readonly log: Log }>;
  readonly witnesses: readonly Witness[];
};

export function openBook(document: CompactPart): Book {
  const id = compactIdOf(document);
  const parties = Object.entries(document.parties).map(([party, { keys }]) => {
    const [ring, origin] = [openPublicKeys(keys), ledgerOrigin(id, party)];
    const log: Log = { origin, logKey: ring.log, logPublic: keys.log };
    return { party, act: ring.act, log, witness: { name: origin, key: ring.witness, publicKey: keys.witness } };
  });
  const keys = new Map(parties.map(({ party, act, log }) => [party, { act, log }]));
  return { id, document, keys, witnesses: parties.map(({ witness }) => witness) };
}

export type Note = {
  readonly ok: true;
  readonly size: number;
  readonly root: Uint8Array;
  readonly cosigners: readonly CaseCosigner[];
};

/** Against its own author the log's signature is enough: for a fork no cosignature is asked (`witnesses` is empty). */
export function openNote(
  note: string,
  party: PartyId,
  book: Book,
  witnesses: readonly Witness[] = book.witnesses,
): Note | CaseRefusal {
  const log = book.keys.get(party)?.log;
  if (log === undefined) return refuse("unknown-party", `${party} is no party to the compact`, party);
  const verdict = verifyCheckpoint(note, log, witnesses);
  if (!verdict.ok) return refuse("bad-checkpoint", `a checkpoint does not verify: ${verdict.reason}`, party);
  const cosigners = verdict.cosigners.map(({ name, timestampSeconds }) => ({
    party: name.slice(name.lastIndexOf("/") + 1),
    at: timestampSeconds * 1000,
  }));
  return { ok: true, ...verdict.checkpoint, cosigners };
}

/** A ledger whose acts have been checked. `ranges` holds the tree at each size from that before `first` on. */
export type OpenedLedger = {
  readonly ok: true;
  readonly party: PartyId;
  readonly first: number;
  readonly size: number;
  readonly tokens: readonly Token[];
  readonly ranges: readonly Range[];
  readonly checkpoint: Note | null;
};

/** Checks one act by itself: its form, its mode, its compact, its author, its signature. */
export function openAct(
  text: string,
  party: PartyId,
  book: Book,
  seq: number | null,
): (Token & { readonly ok: true }) | CaseRefusal {
  const read = readToken(text);
  const key = book.keys.get(party)?.act;
  if (key === undefined) return refuse("unknown-party", `${party} is no party to the compact`, party, seq);
  if (!read.ok) return refuse("bad-act", `the act does not read: ${read.because}`, party, seq);
  const { act, jwt, mode } = read;
  if (mode !== book.document.mode)
    return refuse("wrong-mode", `a ${mode} act under a ${book.document.mode} compact`, party, seq);
  if (act.compact !== book.id)
    return refuse("wrong-compact", "the act names another compact than the file holds", party, seq);
  if (act.by !== party) return refuse("wrong-author", `the act is by ${act.by}`, party, seq);
  const stranger = [...Object.keys(act.seen), ...act.to].find((other) => other === party || !book.keys.has(other));
  if (stranger !== undefined)
    return refuse("unknown-party", `${stranger} cannot be seen or addressed here`, party, seq);
  return isSignedBy(jwt, key) ? read : refuse("wrong-signature", `the signature is not ${party}'s`, party, seq);
}

/** Checks a ledger's acts one by one, their chain, and that they give the root of its checkpoint. */
export function openLedger(party: PartyId, part: LedgerPart, book: Book): OpenedLedger | CaseRefusal {
  const { first, before } = part;
  const subtrees = [...(first - 1).toString(2)].filter((bit) => bit === "1").length;
  if (before.length !== subtrees) return refuse("wrong-root", `${first - 1} acts make ${subtrees} subtrees`, party);
  const ranges: Range[] = [{ size: first - 1, hashes: before.map((hash) => Buffer.from(hash, "base64url")) }];
  const tokens: Token[] = [];
  // After an odd number of acts the last subtree is the act before `first` itself.
  let prev = first === 1 ? book.id : first % 2 === 0 ? before.at(-1) : undefined;
  for (const [at, text] of part.acts.entries()) {
    const seq = first + at;
    const opened = openAct(text, party, book, seq);
    if (!("act" in opened)) return opened;
    if (opened.act.seq !== seq) return refuse("wrong-place", `act ${opened.act.seq} stands here`, party, seq);
    if (prev !== undefined && opened.act.prev !== prev)
      return refuse("wrong-chain", "the act does not follow the one before it", party, seq);
    prev = opened.act.id;
    ranges.push(appendLeaf(ranges[at] as Range, Buffer.from(prev, "base64url")));
    tokens.push(opened);
  }
  const size = first - 1 + tokens.length;
  const ledger = { ok: true, party, first, size, tokens, ranges } as const;
  if (part.checkpoint === null) {
    return first === 1
      ? { ...ledger, checkpoint: null }
      : refuse("wrong-root", "without a checkpoint the whole ledger is shown", party);
  }
  const checkpoint = openNote(part.checkpoint, party, book);
  if (!checkpoint.ok) return checkpoint;
  const stands = standing(checkpoint, ledger);
  return stands === "fits"
    ? { ...ledger, checkpoint }
    : refuse("wrong-root", `the checkpoint of ${checkpoint.size} acts is not the root of these`, party);
}

/** How a checkpoint stands to the acts of the file. */
export function standing(
  { size, root }: Note,
  ledger: Pick<OpenedLedger, "first" | "ranges"> | undefined,
): FurtherCheckpoint["stands"] {
  if (ledger === undefined) return "after";
  if (size < ledger.first - 1) return "before";
  const range = ledger.ranges[size - ledger.first + 1];
  return range === undefined ? "after" : Buffer.compare(rangeRoot(range), root) === 0 ? "fits" : "forks";
}

/** What the two statements of a fork prove, with the acts of the file where they are needed. */
export function proveFork(
  { by, kind, one, other }: ForkPart,
  book: Book,
  ledger: Pick<OpenedLedger, "first" | "ranges"> | undefined,
): ProvenFork | CaseRefusal {
  if (kind === "acts") {
    const [a, b] = [openAct(one, by, book, null), openAct(other, by, book, null)];
    if (!("act" in a)) return a;
    if (!("act" in b)) return b;
    const [{ act: x }, { act: y }] = [a, b];
    const parts = (x.seq === y.seq && x.id !== y.id) || (x.seq + 1 === y.seq && y.prev !== x.id);
    return parts ? { by, kind, at: x.seq } : refuse("fork-not-proven", "the two acts can both stand", by, x.seq);
  }
  const [a, b] = [openNote(one, by, book, []), openNote(other, by, book, [])];
  if (!a.ok) return a;
  if (!b.ok) return b;
  if (a.size === b.size && Buffer.compare(a.root, b.root) !== 0) return { by, kind, at: a.size };
  const parting = [a, b].find((note) => standing(note, ledger) === "forks");
  return parting === undefined
    ? refuse("fork-not-proven", "the two checkpoints can both stand", by)
    : { by, kind, at: parting.size };
}
