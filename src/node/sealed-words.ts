// Words for one reader, at a node: what its officer writes is sealed before it is signed, and what was sealed
// to it is opened while the key is still there, and kept. spec/mediation.md

import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { Text, type Act, type Draft, type PartyId } from "../core/kernel/act.ts";
import { mediatorOf } from "../core/mediation/occasion.ts";
import { commitmentOf } from "../crypto/commitment.ts";
import { openWords, sealWords, SALT_BYTES } from "../line/sealed-words.ts";
import { NodeFailure } from "./failure.ts";
import type { WordsView } from "./http/api.ts";
import { keepWords, keptWords } from "./kept-words.ts";
import { actOf } from "./ledgers.ts";
import type { Node } from "./node.ts";
import { bindEvidence, evidenceView } from "./sealed-evidence.ts";
import type { Cancel } from "./world.ts";

const SEALED_KINDS: readonly string[] = ["position", "offer", "shuttle-note", "disclose-evidence"];

const isText = Compile(Text);

const isSealedBody = Compile(
  Type.Object(
    { key: Type.Integer(), sealed: Type.String(), commitment: Type.String() },
    { additionalProperties: true },
  ),
);

const isOpening = Compile(
  Type.Object({ of: Type.String(), salt: Type.String(), statement: Text }, { additionalProperties: true }),
);

/** Kinds that name their one reader themselves; all others are for the mediator. */
const TO_ONE: readonly string[] = ["shuttle-note", "disclose-evidence"];

/** Who reads it: the one side of a note, the one to whom evidence is shown, or the mediator. */
function readerOf(node: Node, { kind, matter, to }: Pick<Draft, "kind" | "matter" | "to">): PartyId | null {
  if (TO_ONE.includes(kind)) return to[0] ?? null;
  const now = node.world.clock.now();
  const present = matter === null ? undefined : node.ledgers().fold.matter(matter, now);
  return present === undefined ? null : mediatorOf(present);
}

/**
 * A draft whose body has `words` comes back with them sealed; an opening that names an act of ours gets the salt
 * and the words that were kept. Every other draft comes back as it was. Rejects with NodeFailure.
 */
export async function sealDraft(node: Node, officers: Draft): Promise<Draft> {
  if (officers.kind === "open-sealed") return openingOf(node, officers);
  const draft = await bindEvidence(node, officers);
  const { words, ...body } = draft.body;
  if (!SEALED_KINDS.includes(draft.kind) || words === undefined) return draft;
  if (!isText.Check(words))
    throw new NodeFailure("bad-body", "words: needs a text and its language", { field: "words" });
  const { identity, world, lineKeys } = node;
  const to = readerOf(node, draft);
  // The law says who should mediate, or whom a note goes to; until somebody does there is no key to seal to.
  if (to === null) throw new NodeFailure("no-key", "there is nobody yet to whom this could be sealed");
  const key = lineKeys.of(to);
  if (key === undefined) throw new NodeFailure("no-key", `${to} has published no key to seal to yet`);
  const salted = { salt: Buffer.from(world.chance(SALT_BYTES)).toString("base64url"), words };
  const between = { compact: identity.compact.id, from: identity.party, to, key: key.number };
  const made = await sealWords(salted, between, Buffer.from(key.key, "base64url"), world.kem);
  if (made === undefined) throw new NodeFailure("too-large", "the words are too long to be sealed; shorten them");
  await keepWords(node, identity.party, { commitment: made.commitment, salt: salted.salt, ...words });
  return { ...draft, body: { ...body, key: key.number, ...made } };
}

function openingOf(node: Node, draft: Draft): Draft {
  const { of, salt } = draft.body;
  const commitment = typeof of === "string" && salt === undefined ? commitmentIn(node, of) : undefined;
  const kept = commitment === undefined ? undefined : keptWords(node, node.identity.party, commitment);
  if (kept === undefined) return draft;
  return {
    ...draft,
    body: { ...draft.body, salt: kept.salt, statement: { lang: kept.lang, text: kept.text } },
  };
}

function commitmentIn(node: Node, id: string): string | undefined {
  const stored = node.world.store.actById(id);
  if (stored === undefined || !SEALED_KINDS.includes(stored.kind)) return undefined;
  const { body } = actOf(stored);
  return isSealedBody.Check(body) ? body.commitment : undefined;
}

/** Undefined for an act that seals and opens nothing. */
export function wordsView(node: Node, act: Act): WordsView | undefined {
  const { by, kind, body } = act;
  if (kind === "open-sealed" && isOpening.Check(body)) {
    const { of, salt, statement } = body;
    return { is: "opened", fits: commitmentIn(node, of) === commitmentOf({ salt, words: statement }) };
  }
  if (!SEALED_KINDS.includes(kind) || !isSealedBody.Check(body)) return undefined;
  const kept = keptWords(node, by, body.commitment);
  if (kept === undefined) return { is: "sealed" };
  if (kind === "disclose-evidence") return evidenceView(node, act, kept.text);
  return { is: "readable", words: { lang: kept.lang, text: kept.text } as Text };
}

/** Opens what an act has sealed to this node, and keeps it. True when there was something to keep. */
export async function openArrived(node: Node, act: Act): Promise<boolean> {
  const { identity, world } = node;
  const { body, by, kind, to } = act;
  if (!SEALED_KINDS.includes(kind) || by === identity.party || !to.includes(identity.party)) return false;
  if (!isSealedBody.Check(body) || keptWords(node, by, body.commitment) !== undefined) return false;
  const seed = world.store.lineKeys().find(({ number }) => number === body.key)?.seed;
  if (seed === undefined) return false;
  const between = { compact: identity.compact.id, from: by, to: identity.party, key: body.key };
  const opened = await openWords(body, between, seed, world.kem);
  if (opened === undefined) return false;
  await keepWords(node, by, { commitment: body.commitment, salt: opened.salt, ...opened.words });
  return true;
}

/** At the start so many acts of each party are looked through: keys older than a few days are destroyed anyway. */
const LOOKED_BACK = 1_024;

/** Opens what comes, and at the start what came while nobody looked. */
export function startOpening(node: Node, onError: (error: unknown) => void): Cancel {
  const { store } = node.world;
  const open = (act: Act): void => void openArrived(node, act).catch(onError);
  for (const party of node.identity.peers) {
    const from = Math.max(1, node.ledgers().head(party) - LOOKED_BACK + 1);
    for (const stored of store.acts(party, from, LOOKED_BACK))
      if (SEALED_KINDS.includes(stored.kind)) open(actOf(stored));
  }
  return node.subscribe((event) => {
    if (event.event !== "act" || !SEALED_KINDS.includes(event.kind)) return;
    const stored = store.actById(event.id);
    if (stored !== undefined) open(actOf(stored));
  });
}
