// The parts of a case file, each verified by itself: an act, a checkpoint, a ledger, a fork. spec/casefile.md

import { Compile } from "typebox/compile";
import type { PartyId } from "../core/kernel/act.ts";
import { createKeyBook, isAboutKeys, isAdoption, type Adoption, type KeyBook } from "../core/line/key-book.ts";
import { AdoptKeysBody, ChangeKeysBody, ConfirmKeysBody, ReplaceKeysBody } from "../core/line/key-bodies.ts";
import { CompactPart, refuse, type ForkPart, type LedgerPart } from "./case-form.ts";
import type { CaseCosigner, CaseRefusal, FurtherCheckpoint, ProvenFork } from "./case-types.ts";
import { compactIdOf } from "./compact-id.ts";
import { appendLeaf, rangeRoot, type Range } from "./range.ts";
import { ringOf, signersOf, type Signers } from "./signers.ts";
import { isSignedBy, readToken, type Token } from "./token.ts";

export const isCompact = Compile(CompactPart);

/** The compact as far as verifying needs it: its id and everyone's keys, which grow with the acts that change them. */
export type Book = {
  readonly id: string;
  readonly document: CompactPart;
  readonly keys: KeyBook;
  readonly signers: Signers;
};

export function openBook(document: CompactPart): Book {
  const id = compactIdOf(document);
  const parties = Object.entries(document.parties).map(([party, { role, keys }]) => ({ id: party, role, keys }));
  const founding = { id, parties, quorum: { sections: document.quorum?.sections ?? [] } };
  const keys = createKeyBook(founding);
  return { id, document, keys, signers: signersOf(founding, keys) };
}

export type Note = {
  readonly ok: true;
  readonly size: number;
  readonly root: Uint8Array;
  readonly cosigners: readonly CaseCosigner[];
};

/** Against its own author the log's signature is enough: for a fork no cosignature is asked. */
export function openNote(note: string, party: PartyId, { signers }: Book, isCosigned = true): Note | CaseRefusal {
  if (signers.log(party, 0) === undefined) return refuse("unknown-party", `${party} is no party to the compact`, party);
  const verdict = signers.verify(party, note, isCosigned);
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

/** Checks one act by itself: its form, its mode, its compact, its author, its signature by the keys of its place. */
export function openAct(
  text: string,
  party: PartyId,
  book: Book,
  seq: number | null,
): (Token & { readonly ok: true }) | CaseRefusal {
  const read = readToken(text);
  const isParty = (id: PartyId): boolean => book.keys.spans(id).length > 0;
  if (!isParty(party)) return refuse("unknown-party", `${party} is no party to the compact`, party, seq);
  if (!read.ok) return refuse("bad-act", `the act does not read: ${read.because}`, party, seq);
  const { act, jwt, mode } = read;
  if (mode !== book.document.mode)
    return refuse("wrong-mode", `a ${mode} act under a ${book.document.mode} compact`, party, seq);
  if (act.compact !== book.id)
    return refuse("wrong-compact", "the act names another compact than the file holds", party, seq);
  if (act.by !== party) return refuse("wrong-author", `the act is by ${act.by}`, party, seq);
  const stranger = [...Object.keys(act.seen), ...act.to].find((other) => other === party || !isParty(other));
  if (stranger !== undefined)
    return refuse("unknown-party", `${stranger} cannot be seen or addressed here`, party, seq);
  const adoption = adoptionAt(read, book);
  if (adoption?.ok === false)
    return refuse("keys-not-confirmed", `the new keys are not adopted: ${adoption.because}`, party, seq);
  const names = adoption?.span.keys ?? book.keys.at(party, act.seq);
  return names !== undefined && isSignedBy(jwt, ringOf(names).act)
    ? read
    : refuse("wrong-signature", `the signature is not ${party}'s`, party, seq);
}

const KEY_ACTS: Readonly<Record<string, { readonly Check: (body: unknown) => boolean }>> = {
  "adopt-keys": Compile(AdoptKeysBody),
  "change-keys": Compile(ChangeKeysBody),
  "confirm-keys": Compile(ConfirmKeysBody),
  "replace-keys": Compile(ReplaceKeysBody),
};

const isShown = ({ act, withheld }: Token): boolean => withheld === 0 && KEY_ACTS[act.kind]?.Check(act.body) === true;

/** What an act that adopts keys brings; undefined for any other, and for one that the book has already. */
function adoptionAt(token: Token, { keys }: Book): Adoption | undefined {
  const { act } = token;
  if (!isAdoption(act) || keys.spans(act.by).some(({ from }) => from === act.seq)) return undefined;
  return isShown(token) ? keys.judge(act) : { ok: false, because: "the act is not shown" };
}

/** A ledger that is read so far, up to an act whose keys other ledgers must vouch for first. */
type Reading = {
  readonly party: PartyId;
  readonly part: LedgerPart;
  readonly tokens: Token[];
  readonly ranges: Range[];
  waits: CaseRefusal | null;
};

/**
 * Checks the ledgers' acts one by one, their chains, and that they give the roots of their checkpoints. Where
 * a party adopts keys its ledger waits until those that confirm them have been read: nothing rests on itself.
 */
export function openLedgers(
  parts: Readonly<Record<PartyId, LedgerPart>>,
  book: Book,
): { readonly ok: true; readonly ledgers: ReadonlyMap<PartyId, OpenedLedger> } | CaseRefusal {
  const readings: Reading[] = [];
  for (const [party, part] of Object.entries(parts)) {
    const begun = beginLedger(party, part);
    if ("ok" in begun) return begun;
    readings.push(begun);
  }
  for (let waiting = readings; waiting.length > 0;) {
    const before = waiting.reduce((sum, { tokens }) => sum + tokens.length, 0);
    for (const reading of waiting) {
      const refusal = readOn(reading, book);
      if (refusal !== null) return refusal;
    }
    const stuck = waiting.filter(({ waits }) => waits !== null);
    const after = waiting.reduce((sum, { tokens }) => sum + tokens.length, 0);
    if (after === before && stuck[0]?.waits) return stuck[0].waits;
    waiting = stuck;
  }
  const ledgers = new Map<PartyId, OpenedLedger>();
  for (const reading of readings) {
    const ledger = endLedger(reading, book);
    if (!ledger.ok) return ledger;
    ledgers.set(reading.party, ledger);
  }
  return { ok: true, ledgers };
}

function beginLedger(party: PartyId, part: LedgerPart): Reading | CaseRefusal {
  const { first, before } = part;
  const subtrees = [...(first - 1).toString(2)].filter((bit) => bit === "1").length;
  if (before.length !== subtrees) return refuse("wrong-root", `${first - 1} acts make ${subtrees} subtrees`, party);
  const range: Range = { size: first - 1, hashes: before.map((hash) => Buffer.from(hash, "base64url")) };
  return { party, part, tokens: [], ranges: [range], waits: null };
}

/** Reads on to the end, or to an act whose keys are not vouched for yet. */
function readOn(reading: Reading, book: Book): CaseRefusal | null {
  const { party, part, tokens, ranges } = reading;
  const { first, before } = part;
  reading.waits = null;
  for (const [at, text] of part.acts.entries()) {
    if (at < tokens.length) continue;
    const seq = first + at;
    const opened = openAct(text, party, book, seq);
    if (!("act" in opened)) {
      if (opened.reason !== "keys-not-confirmed") return opened;
      reading.waits = opened;
      return null;
    }
    const { act } = opened;
    if (act.seq !== seq) return refuse("wrong-place", `act ${act.seq} stands here`, party, seq);
    // After an odd number of acts the last subtree is the act before `first` itself.
    const beforeFirst = first === 1 ? book.id : first % 2 === 0 ? before.at(-1) : undefined;
    const prev = at === 0 ? beforeFirst : tokens[at - 1]?.act.id;
    if (prev !== undefined && act.prev !== prev)
      return refuse("wrong-chain", "the act does not follow the one before it", party, seq);
    if (isAboutKeys(act) && isShown(opened)) book.keys.add(act);
    ranges.push(appendLeaf(ranges[at] as Range, Buffer.from(act.id, "base64url")));
    tokens.push(opened);
  }
  return null;
}

function endLedger({ party, part, tokens, ranges }: Reading, book: Book): OpenedLedger | CaseRefusal {
  const { first } = part;
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
  const [a, b] = [openNote(one, by, book, false), openNote(other, by, book, false)];
  if (!a.ok) return a;
  if (!b.ok) return b;
  if (a.size === b.size && Buffer.compare(a.root, b.root) !== 0) return { by, kind, at: a.size };
  const parting = [a, b].find((note) => standing(note, ledger) === "forks");
  return parting === undefined
    ? refuse("fork-not-proven", "the two checkpoints can both stand", by)
    : { by, kind, at: parting.size };
}
