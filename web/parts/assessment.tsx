// Behind the two ranges: what the facts that each side holds give by themselves, which fact accounts for the
// difference, what follows where strategic systems are touched, and how far the sides agree elsewhere.

import { useEffect, useState, type ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import { sayFact, sayFactName, sayReason, sayUnknown, toldReasons } from "../../src/core/assessment/say-severity.ts";
import { factsOf } from "../../src/core/assessment/facts.ts";
import type { AssessmentView, CampaignView, PartyAssessment } from "../../src/core/assessment/views.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import type { AgreementView } from "../../src/node/http/api.ts";
import { read } from "../api/client.ts";
import type { AssessmentSpeech } from "../words/assessment-speech.ts";
import { nameOf, onLadder, type Voice } from "../words/voice.tsx";

type Spoken = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly voice: Voice;
  readonly spoken: AssessmentSpeech;
};

type DetailsProps = Spoken & {
  readonly assessment: AssessmentView;
  readonly campaigns: readonly CampaignView[];
};

export function AssessmentDetails({ assessment, campaigns, ...rest }: DetailsProps): ReactNode {
  return (
    <>
      <Entangled {...rest} assessment={assessment} />
      {assessment.scheme !== null && assessment.parties.map((one) => <FromFacts key={one.party} {...rest} one={one} />)}
      {assessment.differences.map((difference) => (
        <Differing key={difference.between.join()} {...rest} difference={difference} />
      ))}
      {campaigns.map((campaign) => (
        <Campaign key={campaign.party} {...rest} campaign={campaign} />
      ))}
      <AgreementLine {...rest} />
    </>
  );
}

function Entangled({
  compact,
  voice,
  spoken,
  assessment,
}: Spoken & { readonly assessment: AssessmentView }): ReactNode {
  const { t } = spoken;
  if (assessment.strategic.length === 0) return null;
  const systems = voice.list(assessment.strategic.map((system) => voice.name(`strategic.${system}`, system)));
  return (
    <p className="entangled">
      <b>{t("assess.entangled", { systems })}</b>{" "}
      {assessment.contact === null
        ? t("assess.entangled.nothing")
        : t("assess.entangled.contact", { contact: voice.roundLength(onLadder(compact, assessment.contact)) })}
    </p>
  );
}

/** One party's interval from the facts that it holds, and how it follows from them. */
function FromFacts({ compact, matter, spoken, one }: Spoken & { readonly one: PartyAssessment }): ReactNode {
  const { speech, t } = spoken;
  const { party, computed, beyond } = one;
  if (computed === null) return null;
  const facts = factsOf(matter, party);
  const { low, high } = computed;
  return (
    <details className="from-facts">
      <summary>
        {t("assess.computed", { party: nameOf(compact, party), low, high })}{" "}
        {beyond && <span className="beyond">{t("assess.beyond")}</span>}
      </summary>
      <p className="soft">{t("assess.why")}</p>
      <ul>
        {toldReasons(computed).map((reason) => (
          <li key={`${reason.part} ${reason.rule}`}>{sayReason(reason, computed, facts, speech)}</li>
        ))}
        <li>{sayUnknown(computed, speech)}</li>
      </ul>
    </details>
  );
}

/** Facts that the two hold otherwise, at most so many: the first ones account for most. */
const MOST_FACTS = 4;

type DifferingProps = Spoken & { readonly difference: AssessmentView["differences"][number] };

function Differing({ compact, spoken, difference }: DifferingProps): ReactNode {
  const { speech, t } = spoken;
  const [one, other] = difference.between.map((party) => nameOf(compact, party));
  const scheme = difference.a.scheme;
  return (
    <div className="differing">
      <h3>{t("assess.difference")}</h3>
      {difference.facts.length === 0 ? (
        <p>{t("assess.difference.none")}</p>
      ) : (
        <ul>
          {difference.facts.slice(0, MOST_FACTS).map(({ fact, a, b, narrows }) => (
            <li key={`${scheme} ${fact}`}>
              {t("assess.difference.fact", {
                fact: sayFactName(fact, speech),
                one: one ?? "",
                other: other ?? "",
                a: sayFact(fact, a, speech),
                b: sayFact(fact, b, speech),
              })}{" "}
              <span className="soft">
                {narrows > 0 ? t("assess.difference.moves", { narrows }) : t("assess.difference.still")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Campaign({ compact, spoken, campaign }: Spoken & { readonly campaign: CampaignView }): ReactNode {
  const { speech, t } = spoken;
  const { party, matters, missing, severity } = campaign;
  const named = (list: readonly string[]): string => speech.list(list, "and");
  return (
    <p className="campaign">
      {t("assess.campaign", { party: nameOf(compact, party), matters: named(matters) })}{" "}
      {t("assess.campaign.range", { low: severity.low, high: severity.high })}{" "}
      {missing.length > 0 && t("assess.campaign.missing", { matters: named(missing) })}
    </p>
  );
}

/** One line on all the matters that two parties have assessed. Asked again when this one's assessments change. */
function AgreementLine({ matter, voice, spoken }: Spoken): ReactNode {
  const { t } = spoken;
  const [view, setView] = useState<AgreementView | null>(null);
  const given = Object.values(matter.assessments)
    .map(({ act }) => act)
    .join();
  useEffect(() => {
    let over = false;
    void read<AgreementView>("/api/agreement").then((answer) => {
      if (!over && answer.ok) setView(answer.value);
    });
    return () => {
      over = true;
    };
  }, [given]);
  if (view === null) return null;
  const { pairs, overlapping, sameNature, kappa } = view.agreement;
  const share = new Intl.NumberFormat(voice.tag, { style: "percent", maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(voice.tag, { maximumFractionDigits: 2 });
  return (
    <p className="soft agreement-line">
      {overlapping === null || sameNature === null
        ? t("assess.agreement.none")
        : t("assess.agreement", {
            pairs,
            overlapping: share.format(overlapping),
            nature: share.format(sameNature),
          })}{" "}
      {kappa !== null && pairs > 1 && t("assess.agreement.kappa", { kappa: number.format(kappa) })}
    </p>
  );
}
