// Making a case file from what a node holds. What each ledger must show follows from the rules that a
// verifier holds the exporter to: from the opening of the matter to the last act held, without a gap, and
// acts of other matters with every field withheld. spec/casefile.md

import type { KeyObject } from "node:crypto";
import canonicalize from "canonicalize";
import type { Act, PartyId } from "../core/kernel/act.ts";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import { RECEIPT, type ReceiptBody } from "../core/kernel/receipt.ts";
import { sign } from "../crypto/sign.ts";
import type { CaseFile, ForkPart, LedgerPart } from "./case-form.ts";
import { isCompact, openBook, openLedgers, openNote, proveFork } from "./case-parts.ts";
import type { CaseError } from "./case-types.ts";
import { attachmentsOf, exportText, NO_KEYS, OPENING_KINDS, ownerOf, seenBy, verifyCaseFile } from "./casefile.ts";
import { appendLeaf, type Range } from "./range.ts";
import { idOf, readToken, withhold } from "./token.ts";

/** One act as the store holds it. */
export type CaseAct = {
  readonly seq: number;
  readonly kind: string;
  readonly matter: string | null;
  readonly token: string;
};

/** What the exporter holds of all ledgers. */
export type CaseSource = {
  /** How many acts of the party are held. */
  readonly head: (party: PartyId) => number;
  /** The newest checkpoint held of the party's ledger; it covers no more than `head` acts. */
  readonly checkpoint: (party: PartyId) => { readonly size: number; readonly note: string } | undefined;
  /** The acts from `from` through `through`, in order. */
  readonly acts: (party: PartyId, from: number, through: number) => Iterable<CaseAct>;
  /** The sequence number of the party's first act that names the matter. */
  readonly firstOn: (party: PartyId) => number | undefined;
  /**
   * The party's regular acts about the compact and those on which changed keys rest, and the first of them that
   * bears on the version in force or on keys. An irregular one changes nothing, so nobody can swell every case by
   * sending many.
   */
  readonly onCompact?: (party: PartyId) => { readonly first: number | undefined; readonly seqs: readonly number[] };
  /** The compact range over the first `size` leaves: `tree.rangeAt(size).hashes`. */
  readonly rangeBefore: (party: PartyId, size: number) => readonly Uint8Array[];
};

export type CaseInput = {
  readonly matter: string;
  readonly compactDocument: unknown;
  readonly exportedBy: PartyId;
  /** The exporter's private `log` key. */
  readonly logKey: KeyObject;
  readonly at: Instant;
  readonly ledgers: CaseSource;
  /** Further notes known of any ledger, word for word. One that does not verify is left out. */
  readonly checkpoints?: readonly { readonly by: PartyId; readonly note: string }[];
  /** Evidence as it was kept. What it does not prove to a stranger is left out. */
  readonly forks?: readonly ForkPart[];
  readonly attachments?: readonly {
    readonly digest: string;
    readonly name: string;
    readonly type: string;
    readonly bytes: Uint8Array;
  }[];
  /** Whether a field of the matter's acts is shown; every field when left out. */
  readonly shown?: (kind: string, field: string) => boolean;
};

export type CaseBuilding =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: "bad-compact" | "unknown-matter" | CaseError; readonly because: string };

/** The case file's text. Pure over its inputs. What comes out has been verified as a stranger will verify it. */
export function buildCase(input: CaseInput): CaseBuilding {
  const { matter, ledgers, exportedBy, compactDocument } = input;
  if (!isCompact.Check(compactDocument)) return { ok: false, reason: "bad-compact", because: NO_KEYS };
  const book = openBook(compactDocument);
  const opening = openingAct(input);
  if (opening === undefined) return { ok: false, reason: "unknown-matter", because: `no act here opens ${matter}` };
  const runs = Object.keys(compactDocument.parties)
    .filter((party) => ledgers.head(party) > 0)
    .map((party) => runOf(input, party, opening));
  const ofMatter = new Map(
    runs.map(({ party, acts }) => [party, acts.filter((act) => act.matter === matter).map(({ seq }) => seq)]),
  );
  const parts = new Map(runs.map((run) => [run.party, ledgerPart(input, run, ofMatter)]));
  // Which keys count where, the acts say: further notes and forks are verified by them.
  if ((input.forks ?? []).length + (input.checkpoints ?? []).length > 0) openLedgers(Object.fromEntries(parts), book);
  const named = new Set(shownAttachments([...parts.values()]));
  const forks = (input.forks ?? [])
    .map((fork) => withEvidence(fork, parts.get(fork.by)))
    .filter((fork) => {
      const part = parts.get(fork.by);
      return !("ok" in proveFork(fork, book, part && { first: part.first, ranges: rangesOf(part) }));
    });
  const text = signCase(
    {
      attachments: (input.attachments ?? [])
        .filter(({ digest }) => named.has(digest))
        .map(({ digest, name, type, bytes }) => ({
          digest,
          name,
          type,
          bytes: Buffer.from(bytes).toString("base64url"),
        })),
      checkpoints: (input.checkpoints ?? []).filter(({ by, note }) => openNote(note, by, book).ok),
      compact: compactDocument,
      downrung: "case/1",
      exported: { at: printInstant(input.at), by: exportedBy },
      forks,
      ledgers: Object.fromEntries(parts),
      matter,
    },
    input.logKey,
  );
  const verdict = verifyCaseFile(text);
  return verdict.ok ? { ok: true, text } : verdict;
}

/** Prints a case in its one spelling and signs it. `signature` sorts last, so it goes before the closing brace. */
export function signCase(file: Omit<CaseFile, "signature">, logKey: KeyObject): string {
  const unsigned = canonicalize(file) ?? "";
  const signature = sign(exportText(unsigned), logKey).toString("base64url");
  return `${unsigned.slice(0, -1)},"signature":"${signature}"}\n`;
}

function openingAct({ matter, ledgers }: CaseInput): Act | undefined {
  const owner = ownerOf(matter);
  const from = ledgers.firstOn(owner);
  if (from === undefined) return undefined;
  for (const act of ledgers.acts(owner, from, ledgers.head(owner))) {
    if (act.matter !== matter || !OPENING_KINDS.includes(act.kind)) continue;
    const read = readToken(act.token);
    return read.ok ? read.act : undefined;
  }
  return undefined;
}

type Run = { readonly party: PartyId; readonly first: number; readonly acts: readonly CaseAct[] };

/** The acts of one ledger that the case must show: from what the opening act had seen of it, to the last one held. */
function runOf({ ledgers }: CaseInput, party: PartyId, opening: Act): Run {
  const opens = party === opening.by ? opening.seq : seenBy(opening, party) + 1;
  // The checkpoint must cover the tree before the first act, and without one the whole ledger is shown.
  const covered = (ledgers.checkpoint(party)?.size ?? 0) + 1;
  const agreed = ledgers.onCompact?.(party).first ?? opens;
  const first = Math.min(opens, ledgers.firstOn(party) ?? opens, agreed, covered);
  return { party, first, acts: [...ledgers.acts(party, first, ledgers.head(party))] };
}

function ledgerPart(
  { matter, ledgers, shown = () => true }: CaseInput,
  { party, first, acts }: Run,
  ofMatter: ReadonlyMap<PartyId, readonly number[]>,
): LedgerPart {
  // They belong to every case under the compact: they say by which version its acts are judged, and by which keys.
  const onCompact = new Set(ledgers.onCompact?.(party).seqs);
  const tokenOf = ({ seq, kind, matter: about, token }: CaseAct): string => {
    if (about === matter) return withhold(token, (field) => shown(kind, field));
    return withhold(token, () => onCompact.has(seq) || (kind === RECEIPT && isReceiptOf(token, ofMatter)));
  };
  return {
    acts: acts.map(tokenOf),
    before: ledgers.rangeBefore(party, first - 1).map((hash) => Buffer.from(hash).toString("base64url")),
    checkpoint: ledgers.checkpoint(party)?.note ?? null,
    first,
  };
}

/** A receipt belongs to the case when it covers an act of the matter. */
function isReceiptOf(token: string, ofMatter: ReadonlyMap<PartyId, readonly number[]>): boolean {
  const read = readToken(token);
  const { of, from, through } = (read.ok ? read.act.body : {}) as Partial<ReceiptBody>;
  return (ofMatter.get(of ?? "") ?? []).some((seq) => seq >= (from ?? Infinity) && seq <= (through ?? 0));
}

const shownAttachments = (parts: readonly LedgerPart[]): readonly unknown[] =>
  parts
    .flatMap(({ acts }) => acts)
    .flatMap((token) => {
      const read = readToken(token);
      return read.ok ? attachmentsOf(read.act.body) : [];
    });

/** A checkpoint that fits no act held is evidence beside the one that does, when no other was kept. */
const withEvidence = ({ by, kind, one, other }: ForkPart, part: LedgerPart | undefined): ForkPart => ({
  by,
  kind,
  one: kind === "checkpoint" && one === "" ? (part?.checkpoint ?? "") : one,
  other,
});

function rangesOf({ first, before, acts }: LedgerPart): readonly Range[] {
  const ranges: Range[] = [{ size: first - 1, hashes: before.map((hash) => Buffer.from(hash, "base64url")) }];
  for (const token of acts) {
    const id = idOf(token.slice(0, token.indexOf("~")));
    ranges.push(appendLeaf(ranges.at(-1) as Range, Buffer.from(id, "base64url")));
  }
  return ranges;
}
