// Evidence at a node: what an officer keeps back of an item is bound by a commitment before it is signed, and
// opened later from what was kept, to all or under seal to one party. spec/attribution.md

import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { commitmentTo, opensCommitment, Opening } from "../core/attribution/commitment.ts";
import { evidenceIn, refOf } from "../core/attribution/occasion.ts";
import { LIMITS, PARTY_PATTERN, type Act, type Draft, type MatterId, type PartyId } from "../core/kernel/act.ts";
import { NodeFailure } from "./failure.ts";
import type { WordsView } from "./http/api.ts";
import { keepWords, keptWords } from "./kept-words.ts";
import type { Node } from "./node.ts";

/** The bytes of chance behind a commitment to an item. */
const SALT_BYTES = 32;

const { salt: _salt, ...KEPT_BACK } = Opening.properties;

/** What stands in a draft in the place of a digest: everything that the commitment is made over but the salt. */
const isKept = Compile(Type.Object(KEPT_BACK, { additionalProperties: false }));
const isOpening = Compile(Opening);
const isReader = Compile(Type.String({ pattern: PARTY_PATTERN }));

type Place = { readonly matter: MatterId; readonly by: PartyId; readonly name: string };

async function boundItem(node: Node, matter: MatterId, item: unknown): Promise<unknown> {
  if (typeof item !== "object" || item === null || !("kept" in item)) return item;
  const { kept, ...shown } = item as { readonly kept: unknown; readonly name?: unknown };
  if (!isKept.Check(kept))
    throw new NodeFailure("bad-body", "items: what is kept back needs a digest, its custody and a few words", {
      field: "items",
    });
  const { identity, world } = node;
  const opening: Opening = { salt: Buffer.from(world.chance(SALT_BYTES)).toString("base64url"), ...kept };
  const text = JSON.stringify(opening);
  if (text.length > LIMITS.textCharacters) throw new NodeFailure("too-large", "what is kept back is too long to seal");
  const commitment = commitmentTo({ matter, by: identity.party, name: String(shown.name) }, opening);
  await keepWords(node, identity.party, { commitment, salt: opening.salt, lang: opening.about.lang, text });
  return { ...shown, commitment };
}

/** The opening that this node keeps of an item of its own. */
function keptOpening(node: Node, place: Place): Opening | undefined {
  const commitment = commitmentOf(node, place);
  const kept = commitment === null ? undefined : keptWords(node, place.by, commitment);
  return kept === undefined ? undefined : openingIn(kept.text);
}

function commitmentOf({ ledgers, world }: Node, { matter, by, name }: Place): string | null {
  const present = ledgers().fold.matter(matter, world.clock.now());
  return evidenceIn(present, refOf({ by, name }))?.bound.commitment ?? null;
}

function openingIn(text: string): Opening | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isOpening.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function disclosed(node: Node, draft: Draft, matter: MatterId): Promise<Draft> {
  const { reader, ...body } = draft.body;
  const name = String(body["item"]);
  if (body["opening"] !== undefined || body["sealed"] !== undefined) return draft;
  const opening = keptOpening(node, { matter, by: node.identity.party, name });
  // The law says why there is nothing to open.
  if (opening === undefined) return { ...draft, body };
  if (reader === undefined) return { ...draft, body: { ...body, opening } };
  if (!isReader.Check(reader)) throw new NodeFailure("bad-body", "reader: names one party", { field: "reader" });
  const words = { lang: opening.about.lang, text: JSON.stringify(opening) };
  return { ...draft, to: [reader], body: { ...body, words } };
}

/**
 * A draft of `add-evidence` whose items have `kept` comes back with commitments to it; one of `disclose-evidence`
 * with the opening that was kept, or with the words to seal where it names a `reader`. Rejects with NodeFailure.
 */
export async function bindEvidence(node: Node, draft: Draft): Promise<Draft> {
  const { kind, matter, body } = draft;
  if (matter === null) return draft;
  if (kind === "disclose-evidence") return disclosed(node, draft, matter);
  const { items } = body;
  if (kind !== "add-evidence" || !Array.isArray(items)) return draft;
  const bound: unknown[] = [];
  for (const item of items) bound.push(await boundItem(node, matter, item));
  return { ...draft, body: { ...body, items: bound } };
}

/** What a reader sees of an item that was opened to it, and whether it is the item that was committed to. */
export function evidenceView(node: Node, { by, matter, body }: Act, text: string): WordsView {
  const opening = openingIn(text);
  const place = { matter: matter ?? "", by, name: String(body["item"]) };
  const commitment = commitmentOf(node, place);
  if (opening === undefined || commitment === null || !opensCommitment(place, opening, commitment))
    return { is: "opened", fits: false };
  return { is: "readable", words: opening.about, opening };
}
