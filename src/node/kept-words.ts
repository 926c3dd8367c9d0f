// Words behind a commitment, as this node keeps them: under their author and the commitment. Commitments are public,
// so that under the commitment alone an act that copies one would be shown with words that another wrote.
// spec/mediation.md

import type { PartyId } from "../core/kernel/act.ts";
import type { StoredWords } from "../store/line-store.ts";
import type { Node } from "./node.ts";

const placeOf = (by: PartyId, commitment: string): string => `${by}/${commitment}`;

export const keptWords = ({ world }: Node, by: PartyId, commitment: string): StoredWords | undefined =>
  world.store.words(placeOf(by, commitment));

export const keepWords = (node: Node, by: PartyId, words: StoredWords): Promise<void> =>
  node.keepWords({ ...words, commitment: placeOf(by, words.commitment) });
