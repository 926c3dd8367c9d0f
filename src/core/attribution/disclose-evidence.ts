// `disclose-evidence`: a party opens an item that it has committed to, to all in the record or to one party under
// seal. To all, the law itself asks whether it is the same item; under seal its reader's node does.
// spec/attribution.md

import { Type, type Static } from "typebox";
import { body } from "../compact/fields.ts";
import type { ActRule } from "../compact/rule.ts";
import { Digest, LIMITS, Text, type Act } from "../kernel/act.ts";
import type { Binding, Evidence } from "../kernel/attribution.ts";
import type { Matter } from "../kernel/matter.ts";
import { firstRefusal, irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import { custodyOf, opensCommitment, Opening, runsForward } from "./commitment.ts";
import {
  attributionOf,
  evidenceIn,
  isRoomFor,
  NAME_PATTERN,
  onAttribution,
  refOf,
  withAttribution,
} from "./occasion.ts";

export const DiscloseEvidenceBody = body({
  /** The name that its party gave it. */
  item: Type.String({ pattern: NAME_PATTERN }),
  /** To all. */
  opening: Type.Optional(Opening),
  /** To one: what is sealed to the line key of the reader with this number, and what binds those words. */
  key: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 })),
  sealed: Type.Optional(Type.String({ pattern: `^[A-Za-z0-9_-]{1,${LIMITS.sealedCharacters}}$` })),
  commitment: Type.Optional(Digest),
  statement: Type.Optional(Text),
});
export type DiscloseEvidenceBody = Static<typeof DiscloseEvidenceBody>;

/** Those of a party's items that are still under a commitment. */
const committedOf = (matter: Matter, party: string): readonly Evidence[] =>
  attributionOf(matter).evidence.filter(({ by, bound }) => by === party && bound.is === "committed");

const givenBy = (matter: Matter, party: string): number =>
  attributionOf(matter)
    .evidence.filter(({ by }) => by === party)
    .reduce((sum, { disclosed }) => sum + disclosed.length, 0);

function judge({ by, at, to, matter: id, body: said }: Act<DiscloseEvidenceBody>, matter: Matter | undefined): Verdict {
  const { item: name, opening, key, sealed, commitment } = said;
  const evidence = evidenceIn(matter, refOf({ by, name }));
  if (evidence === undefined) return irregular("unknown-evidence", { evidence: name });
  const { bound } = evidence;
  if (bound.is === "open") return irregular("nothing-to-open");
  const unfit = irregular("commitment-not-opened", { evidence: name });
  if (opening !== undefined) {
    const fits = opensCommitment({ matter: id ?? "", by, name }, opening, bound.commitment);
    return firstRefusal(
      () => (fits && [key, sealed, commitment].every((part) => part === undefined) ? REGULAR : unfit),
      () => (runsForward(opening.custody, at) ? REGULAR : irregular("custody-times", { evidence: name })),
    );
  }
  const [reader, ...more] = to;
  return firstRefusal(
    () => (sealed !== undefined && key !== undefined && commitment !== undefined ? REGULAR : unfit),
    () => (reader !== undefined && more.length === 0 ? REGULAR : irregular("one-addressee")),
    () =>
      reader !== undefined && evidence.shown.includes(reader)
        ? REGULAR
        : irregular("not-shown-to", { evidence: name, party: reader ?? "" }),
  );
}

/** It keeps the commitment, so that everybody can see again that it is the same item. */
const openedBy = ({ digest, custody }: Opening, bound: Binding): Binding => ({
  is: "open",
  digest,
  custody: custodyOf(custody),
  commitment: bound.commitment,
});

export const discloseEvidence: ActRule<DiscloseEvidenceBody> = {
  kind: "disclose-evidence",
  body: DiscloseEvidenceBody,
  may: (occasion, context) =>
    onAttribution(
      occasion,
      context,
      (matter) => (committedOf(matter, occasion.by).length > 0 ? REGULAR : irregular("nothing-to-open")),
      (matter) => isRoomFor("disclose-evidence", givenBy(matter, occasion.by), LIMITS.disclosuresEach),
    ),
  judge: (act, { matter }) => judge(act, matter),
  apply: (matter, { id, by, at, to, body: { item: name, opening } }) => {
    const disclosure = { act: id, at, to: opening === undefined ? (to[0] ?? null) : null };
    const evidence = attributionOf(matter).evidence.map((item): Evidence => {
      if (item.by !== by || item.name !== name) return item;
      const bound = opening === undefined ? item.bound : openedBy(opening, item.bound);
      return { ...item, bound, disclosed: [...item.disclosed, disclosure] };
    });
    return withAttribution(matter, { evidence });
  },
};
