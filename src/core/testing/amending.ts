// Helpers for stories in which the compact itself is talked about: a founding document, amendments of it,
// and the acts with which parties propose, sign, comment and leave.

import assert from "node:assert/strict";
import type { CompactDocument } from "../compact/document.ts";
import { readCompact } from "../compact/read.ts";
import type { Body, PartyId } from "../kernel/act.ts";
import { printInstant, type Instant } from "../kernel/instant.ts";
import type { Agreement, Proposal } from "../compact/agreement.ts";
import { begin, demoDocument, type Story, type Told, type With } from "./story.ts";

/** A founding document with the given parts replaced, and keys when they matter. */
export function foundingOf(parts: Readonly<Record<string, unknown>> = {}): CompactDocument {
  const reading = readCompact({ ...demoDocument(), ...parts });
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.document;
}

/** Begins a story under a document that can be amended. */
export function beginUnder(document: CompactDocument = foundingOf()): Story {
  const reading = readCompact(document, "C".repeat(43));
  assert.ok(reading.ok, JSON.stringify(reading));
  return begin(reading.compact, document);
}

/** The document as an amendment brings it: the next version, without keys, with the given parts replaced. */
export function amended(
  document: CompactDocument,
  parts: Readonly<Record<string, unknown>>,
  version = document.version + 1,
): Readonly<Record<string, unknown>> {
  const parties = Object.entries(document.parties).map(([id, { keys: _keys, ...party }]) => [id, party] as const);
  return { ...document, version, parties: Object.fromEntries(parties), ...parts };
}

/** A party says something about the compact. */
export const about = (story: Story, by: PartyId, kind: string, body: Body = {}, more: With = {}): Told =>
  story.gives(by, kind, { ...more, matter: null, body });

/** A proposal that takes force so long from now. */
export const proposes = (
  story: Story,
  by: PartyId,
  document: Readonly<Record<string, unknown>>,
  from: Instant,
  more: With = {},
): Told => about(story, by, "propose-compact", { document, from: printInstant(from) }, more);

export const signs = (story: Story, by: PartyId, { id }: Pick<Told, "id">, more: With = {}): Told =>
  about(story, by, "sign-compact", { of: id }, more);

export const agreementOf = (story: Story): Agreement => story.fold.agreement(story.now());

export function proposalOf(story: Story, { id }: Pick<Told, "id">): Proposal {
  const found = agreementOf(story).proposals.find((proposal) => proposal.id === id);
  assert.ok(found, "it was never proposed");
  return found;
}

/** The versions that are or will be in force, as `number from`. */
export const versionsOf = (story: Story): readonly string[] =>
  story.fold.versions().map(({ version, from }) => `${version} ${from === null ? "always" : printInstant(from)}`);

/** Three members and a mediator, and what a change needs. */
export const ofThree = (quorum: unknown) =>
  foundingOf({
    parties: {
      ...(demoDocument()["parties"] as Record<string, unknown>),
      delmar: { name: "Delmar", role: "member", zone: "Africa/Dakar" },
    },
    quorum,
  });
