// Verifying a case file. What is refused here is false or hidden by the exporter; what a party may have said
// falsely about itself or another (`seen`, `of`) is reported, so that no party can spoil another's case.
// No clock, disk or network is asked: the verdict follows from the text alone. spec/casefile.md

import type { KeyObject } from "node:crypto";
import type { Act, Body, PartyId } from "../core/kernel/act.ts";
import { parseInstant } from "../core/kernel/instant.ts";
import { RECEIPT } from "../core/kernel/receipt.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { verify } from "../crypto/sign.ts";
import { readCaseFile, refuse, type CaseFile, type LedgerPart } from "./case-form.ts";
import {
  isCompact,
  openBook,
  openLedgers,
  openNote,
  proveFork,
  standing,
  type Book,
  type OpenedLedger,
} from "./case-parts.ts";
import { openingsIn } from "./case-openings.ts";
import type { CaseRefusal, FurtherCheckpoint, MissingActs, ProvenFork, Verified } from "./case-types.ts";
import type { Token } from "./token.ts";

/** The kinds of act that open a matter. */
export const OPENING_KINDS: readonly string[] = ["report"];

export const NO_KEYS = "the compact lacks its mode or its parties with keys";

/** The text that the exporter signs, with its `log` key: a context line, then the digest of the file without `signature`. */
export const exportText = (unsigned: string): string => `downrung/case/1\n${sha256Base64url(unsigned)}\n`;

/** Verifies a case file: what it proves, or the first thing that is wrong with it. */
export function verifyCaseFile(text: string): Verified | CaseRefusal {
  const read = readCaseFile(text);
  if (!read.ok) return read;
  const { file } = read;
  const { by } = file.exported;
  if (!isCompact.Check(file.compact)) return refuse("bad-compact", NO_KEYS);
  const exporter = Object.hasOwn(file.compact.parties, by) ? file.compact.parties[by] : undefined;
  if (exporter === undefined) return refuse("unknown-party", `${by} is no party to the compact`, by);
  const unsigned = `${text.slice(0, text.lastIndexOf(',"signature":'))}}`;
  const book = openBook(file.compact);
  const opened = openLedgers(file.ledgers, book);
  // With which key the exporter signs its own ledger says: until it does, nothing else can be asked.
  if (!opened.ok && opened.reason === "keys-not-confirmed" && opened.where?.party === by) return opened;
  const key = exportKey(book, by, file.ledgers[by]);
  if (key === undefined || !verify(exportText(unsigned), key, Buffer.from(file.signature, "base64url"))) {
    return refuse("wrong-export-signature", `the file is not as ${by} exported it`, by);
  }
  if (!opened.ok) return opened;
  const { ledgers } = opened;
  const opening = openingOf(file.matter, ledgers);
  if (opening === undefined) return refuse("no-opening", `the act that opens ${file.matter} is not here`);
  const hidden = hiddenActs(file, opening, ledgers);
  if (hidden !== undefined) return hidden;
  return conclude(file, book, ledgers, opening);
}

/** The exporter's `log` key at the end of its own ledger in the file. */
const exportKey = ({ signers }: Book, by: PartyId, part: LedgerPart | undefined): KeyObject | undefined =>
  signers.ring(by, part === undefined ? 0 : part.first - 1 + part.acts.length)?.log;

/** How many acts of the party the author had seen. A party may be named like a property that every object has. */
export const seenBy = ({ seen }: Act, party: PartyId): number => (Object.hasOwn(seen, party) ? (seen[party] ?? 0) : 0);

/** The party that a matter is named after. */
export const ownerOf = (matter: string): PartyId => matter.slice(0, matter.lastIndexOf("-"));

/** The first act that opens the matter, in the ledger of the party that the matter is named after. */
export function openingOf(
  matter: string,
  ledgers: ReadonlyMap<PartyId, Pick<OpenedLedger, "tokens">>,
): Act | undefined {
  return ledgers
    .get(ownerOf(matter))
    ?.tokens.find(({ act }) => act.matter === matter && OPENING_KINDS.includes(act.kind))?.act;
}

/**
 * Acts that the file leaves out although its exporter can show them. A ledger starts no later than what the
 * opening act had seen of it: nothing on a matter comes before the matter. And what the exporter itself signed
 * to have seen, it held. What others say to have seen may be late, or false, and is reported only.
 */
function hiddenActs(
  file: CaseFile,
  opening: Act,
  ledgers: ReadonlyMap<PartyId, OpenedLedger>,
): CaseRefusal | undefined {
  for (const { party, first } of ledgers.values()) {
    if (party !== opening.by && first > seenBy(opening, party) + 1) {
      return refuse("late-start", "the ledger starts after the matter was opened", party, first);
    }
  }
  for (const { act } of ledgers.get(file.exported.by)?.tokens ?? []) {
    for (const [party, seen] of Object.entries(act.seen)) {
      const held = ledgers.get(party)?.size ?? 0;
      if (seen > held)
        return refuse("hidden-acts", `the exporter held ${seen} acts of ${party} and shows ${held}`, party, held);
    }
  }
  return undefined;
}

function conclude(
  file: CaseFile,
  book: Book,
  ledgers: ReadonlyMap<PartyId, OpenedLedger>,
  opening: Act,
): Verified | CaseRefusal {
  const all = [...ledgers.values()].flatMap(({ tokens }) => tokens);
  const ours = all.filter(({ act }) => act.matter === file.matter);
  const acts = ours.map(({ act }) => act);
  const statements = openStatements(file, book, ledgers);
  if (!statements.ok) return statements;
  const attachments = file.attachments.map((part) => ({ ...part, bytes: Buffer.from(part.bytes, "base64url") }));
  const named = new Set(acts.flatMap(({ body }) => attachmentsOf(body)));
  const bad = attachments.find(({ digest, bytes }) => !named.has(digest) || sha256Base64url(bytes) !== digest);
  if (bad !== undefined) return refuse("bad-attachment", `${bad.name} is not what an act of the matter names`);
  const held = new Set(all.map(({ act }) => act.id));
  const { title, version, mode } = book.document;
  return {
    ...statements,
    matter: file.matter,
    compact: { id: book.id, title, version, mode, document: file.compact },
    exported: { by: file.exported.by, at: parseInstant(file.exported.at) ?? 0 },
    opened: { act: opening.id, by: opening.by, at: opening.at },
    acts,
    kinds: Object.fromEntries(
      Map.groupBy(acts, ({ kind }) => kind)
        .entries()
        .map(([kind, { length }]) => [kind, length]),
    ),
    firstAt: acts.reduce((first, { at }) => Math.min(first, at), opening.at),
    lastAt: acts.reduce((last, { at }) => Math.max(last, at), opening.at),
    receipts: all.filter(({ act, withheld }) => act.kind === RECEIPT && withheld === 0).map(({ act }) => act),
    otherActs: all.length - ours.length,
    withheld: ours.reduce((sum, { withheld }) => sum + withheld, 0),
    ledgers: [...ledgers.values()].map(({ party, first, size, tokens, checkpoint }) => ({
      party,
      first,
      size,
      ofMatter: tokens.filter(({ act }) => act.matter === file.matter).length,
      checkpoint: checkpoint && { size: checkpoint.size, cosigners: checkpoint.cosigners },
    })),
    missing: missingActs(all, ledgers),
    unresolved: acts.map(({ body }) => body["of"]).filter((of) => typeof of === "string" && !held.has(of)) as string[],
    openings: openingsIn(acts),
    attachments: attachments.map(({ digest, name, bytes }) => ({ digest, name, bytes: bytes.length })),
  };
}

type Statements = Pick<Verified, "ok" | "checkpoints" | "forks">;

/** The further checkpoints and the forks that they and the given evidence prove. */
function openStatements(
  file: CaseFile,
  book: Book,
  ledgers: ReadonlyMap<PartyId, OpenedLedger>,
): Statements | CaseRefusal {
  const checkpoints: FurtherCheckpoint[] = [];
  const forks: ProvenFork[] = [];
  for (const { by, note } of file.checkpoints) {
    const opened = openNote(note, by, book);
    if (!opened.ok) return opened;
    const { size, cosigners } = opened;
    const stands = standing(opened, ledgers.get(by));
    checkpoints.push({ party: by, size, stands, cosigners });
    if (stands === "forks") forks.push({ by, kind: "checkpoint", at: size });
  }
  for (const fork of file.forks) {
    const proven = proveFork(fork, book, ledgers.get(fork.by));
    if ("ok" in proven) return proven;
    forks.push(proven);
  }
  return { ok: true, checkpoints, forks };
}

/** The digests of attachments that a shown body names, whatever else it holds. */
export const attachmentsOf = ({ attachments }: Body): readonly unknown[] =>
  Array.isArray(attachments) ? attachments.map((each: { readonly digest?: unknown } | null) => each?.digest) : [];

/** For each party, the most acts that any author in the file had seen of it, where the file holds fewer. */
function missingActs(all: readonly Token[], ledgers: ReadonlyMap<PartyId, OpenedLedger>): readonly MissingActs[] {
  const missing = new Map<PartyId, MissingActs>();
  for (const { act } of all) {
    for (const [party, seen] of Object.entries(act.seen)) {
      const held = ledgers.get(party)?.size ?? 0;
      if (seen <= Math.max(held, missing.get(party)?.seen ?? 0)) continue;
      missing.set(party, { party, held, seen, told: { by: act.by, seq: act.seq } });
    }
  }
  return [...missing.values()];
}
