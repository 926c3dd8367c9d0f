// What the pages read of an assessment: for each party its own range and beside it the one that the facts it
// holds give in the compact's scheme, what accounts for a difference, and how far the sides agree over many
// matters. Nothing here decides anything: a range beyond what the facts give is shown and not refused.
// spec/assessment.md

import type { Compact } from "../compact/compact.ts";
import type { MatterId, PartyId } from "../kernel/act.ts";
import type { Millis } from "../kernel/instant.ts";
import { membersOf, type HeldAssessment, type Matter } from "../kernel/matter.ts";
import { agreementOf, explainDifference, type Agreement, type Difference } from "./agreement.ts";
import { severityOfCampaign, type CampaignSeverity } from "./campaign.ts";
import { strategicIn } from "./entangled.ts";
import { factsOf, heldBy } from "./facts.ts";
import type { SchemeId } from "./scheme.ts";
import { schemeOf } from "./schemes.ts";
import { severityOf, type Severity } from "./severity.ts";

export type PartyAssessment = {
  readonly party: PartyId;
  /** Null until the party has assessed; then it holds the report's facts alone. */
  readonly stated: HeldAssessment | null;
  /** From the facts as this party holds them; null where the compact's scale is none that the law computes. */
  readonly computed: Severity | null;
  /** Its own range reaches beyond the computed one. */
  readonly beyond: boolean;
};

export type AssessmentView = {
  readonly scheme: SchemeId | null;
  /** The strategic systems stated by anybody: where there is one the matter is entangled. */
  readonly strategic: readonly string[];
  /** Within which each contact follows the one before; null where nothing is shortened. */
  readonly contact: Millis | null;
  /** The reporter first. */
  readonly parties: readonly PartyAssessment[];
  /** For each two parties that have assessed. */
  readonly differences: readonly (Difference & { readonly between: readonly [PartyId, PartyId] })[];
};

function partyAssessment(matter: Matter, party: PartyId, scheme: SchemeId | null): PartyAssessment {
  const stated = heldBy(matter, party) ?? null;
  const computed = scheme === null ? null : severityOf(factsOf(matter, party), scheme);
  const beyond = stated !== null && computed !== null && (stated.low < computed.low || stated.high > computed.high);
  return { party, stated, computed, beyond };
}

const pairsOf = <T>(list: readonly T[]): readonly (readonly [T, T])[] =>
  list.flatMap((one, i) => list.slice(i + 1).map((other) => [one, other] as const));

const assessorsIn = (matter: Matter): readonly PartyId[] =>
  membersOf(matter).filter((party) => heldBy(matter, party) !== undefined);

export function assessmentOf(compact: Compact, matter: Matter): AssessmentView {
  const scheme = schemeOf(compact.scheme);
  const strategic = strategicIn(matter);
  return {
    scheme,
    strategic,
    contact: strategic.length === 0 ? null : (compact.entangled?.contact ?? null),
    parties: membersOf(matter).map((party) => partyAssessment(matter, party, scheme)),
    differences:
      scheme === null
        ? []
        : pairsOf(assessorsIn(matter)).map((between) => ({
            between,
            ...explainDifference(factsOf(matter, between[0]), factsOf(matter, between[1]), scheme),
          })),
  };
}

/** Who was hit as far as anybody says: the reporter, and those addressed who see it too. */
const statesIn = ({ reporter, addressees, confirmations }: Matter): readonly PartyId[] => [
  reporter,
  ...addressees.filter((party) => Object.hasOwn(confirmations, party) && confirmations[party]?.seen),
];

/** A campaign as one party sees it: the matters that it names together with this one. */
export type CampaignView = {
  readonly party: PartyId;
  /** Those known here, this matter first. */
  readonly matters: readonly MatterId[];
  /** Matters that are named and not known here. */
  readonly missing: readonly MatterId[];
  readonly severity: CampaignSeverity;
};

export function campaignsOf(
  compact: Compact,
  matter: Matter,
  find: (id: MatterId) => Matter | undefined,
): readonly CampaignView[] {
  const scheme = schemeOf(compact.scheme);
  if (scheme === null) return [];
  return assessorsIn(matter).flatMap((party) => {
    const named = (heldBy(matter, party)?.part ?? []).filter((id) => id !== matter.id);
    const others = named.map(find).filter((known) => known !== undefined);
    const known = [matter, ...others];
    const incidents = known.map((one) => ({ facts: factsOf(one, party), states: statesIn(one) }));
    const severity = severityOfCampaign(incidents, scheme);
    if (named.length === 0 || severity === null) return [];
    const matters = known.map(({ id }) => id);
    return [{ party, matters, missing: named.filter((id) => !matters.includes(id)), severity }];
  });
}

/** How far those who have assessed the same matter agree, over all the matters given. */
export function agreementIn(matters: readonly Matter[], { scheme }: Pick<Compact, "scheme">): Agreement {
  const held = (matter: Matter): readonly HeldAssessment[] =>
    assessorsIn(matter).flatMap((party) => heldBy(matter, party) ?? []);
  return agreementOf(
    matters.flatMap((matter) => pairsOf(held(matter))),
    scheme,
  );
}
