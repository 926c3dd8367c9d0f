// `sign-compact`: a member consents to a proposal, or to the founding version. Nobody owes it, nothing
// takes it back, and it counts when it is dated before the day of the proposal. spec/agreement.md

import { type Static } from "typebox";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";
import type { Act } from "../kernel/act.ts";
import { foundingVersion, isBound, unsigned, type Agreement, type AgreementRule, type Proposal } from "./agreement.ts";
import { body, Of } from "./fields.ts";

export const SignBody = body({
  /** A proposal, or the compact's id for the founding version. */
  of: Of,
});
export type SignBody = Static<typeof SignBody>;

const hasSigned = ({ signatures }: Pick<Proposal, "signatures">, by: string): boolean =>
  signatures.some((signature) => signature.by === by);

function judgeFounding(act: Act<SignBody>, { founding, versions }: Agreement): Verdict {
  if (hasSigned(founding, act.by)) return irregular("already-signed", { party: act.by });
  const superseded = versions[0]?.until ?? null;
  return superseded === null ? REGULAR : irregular("proposal-void", { at: superseded });
}

function judgeProposal(act: Act<SignBody>, { proposals }: Agreement): Verdict {
  const proposal = proposals.find(({ id }) => id === act.body.of);
  if (proposal === undefined) return irregular("unknown-proposal");
  if (hasSigned(proposal, act.by)) return irregular("already-signed", { party: act.by });
  if (proposal.state.is === "in-force") return irregular("already-in-force", { at: proposal.state.at });
  if (proposal.state.is === "void") return irregular("proposal-void", { at: proposal.state.at });
  const other = proposals.some((each) => each !== proposal && each.state.is === "open" && hasSigned(each, act.by));
  return other ? irregular("signed-other", { party: act.by, version: proposal.version }) : REGULAR;
}

export const sign: AgreementRule<SignBody> = {
  kind: "sign-compact",
  body: SignBody,
  may: isBound,
  judge: (act, agreement) =>
    act.body.of === agreement.founding.compact.id ? judgeFounding(act, agreement) : judgeProposal(act, agreement),
  apply: (agreement, act) => {
    const signature = { act: act.id, by: act.by, at: act.at };
    if (act.body.of !== agreement.founding.compact.id) {
      const proposals = agreement.proposals.map((each) =>
        each.id === act.body.of ? { ...each, signatures: [...each.signatures, signature] } : each,
      );
      return { ...agreement, proposals };
    }
    const founding = { ...agreement.founding, signatures: [...agreement.founding.signatures, signature] };
    const founded = agreement.versions.length === 0 && unsigned(founding).length === 0;
    const versions = founded ? [foundingVersion(founding.compact, founding.document, act.at)] : agreement.versions;
    return { ...agreement, founding, versions };
  },
};
