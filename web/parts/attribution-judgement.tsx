// One judgement: its hypotheses with their words of estimate, the matrix behind them, what would move it most and
// what showing that costs, and what the others say. Dissent stands beside and is coloured like assent.

import type { ReactNode } from "react";
import type { JudgementView } from "../../src/core/attribution/views.ts";
import { bandOf } from "../../src/core/attribution/views.ts";
import { markOf, weightOf } from "../../src/core/attribution/ach.ts";
import { refOf } from "../../src/core/attribution/occasion.ts";
import { BANDS, type Hypothesis } from "../../src/core/kernel/attribution.ts";
import { LAYERS } from "../attribution/write.ts";
import type { AttributionProps } from "../pages/attribution.tsx";
import { isText } from "../words/law.ts";
import { nameOf, useNode } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import { Id, Party } from "./small.tsx";

type Props = AttributionProps & { readonly judged: JudgementView };

export function JudgementCard(props: Props): ReactNode {
  const { t, voice, judged } = props;
  const { compact } = useNode();
  const { judgement, is } = judged;
  const id = `judgement-${judgement.act}`;
  return (
    <section className={`judgement judgement-${is}`} aria-labelledby={id}>
      <h2 id={id}>
        {t("attribution.judgement.heading", { party: nameOf(compact, judgement.by) })}{" "}
        {is === "replaced" && <span className="chip">{t("attribution.judgement.replaced")}</span>}
      </h2>
      <p className="soft">{t("attribution.judgement.given", { at: voice.clock(judgement.at) })}</p>
      <Sentences {...props} />
      <Hypotheses {...props} />
      <Matrix {...props} />
      <Most {...props} />
      <Answers {...props} />
    </section>
  );
}

const nameIn = (props: Props, id: string): string => {
  const one = props.judged.judgement.hypotheses.find((hypothesis) => hypothesis.id === id);
  if (one === undefined) return id;
  const kind = props.voice.name(`hypothesis.${one.kind}`, one.kind);
  return one.actor === null ? kind : `${kind} (${one.actor})`;
};

const named = (props: Props, ids: readonly string[]): string => props.voice.list(ids.map((id) => nameIn(props, id)));

const middle = ({ likelihood }: Hypothesis): number => BANDS[likelihood].low + BANDS[likelihood].high;

/** Likelihood and confidence, each in a sentence of its own. */
function Sentences(props: Props): ReactNode {
  const { t, voice, view, judged } = props;
  const { judgement, ranking } = judged;
  const [likeliest] = judgement.hypotheses.toSorted((a, b) => middle(b) - middle(a));
  const reasons = view.entries.find(({ act }) => act.id === judgement.act)?.act.body["reasons"];
  const first = ranking.filter(({ rank }) => rank === 1).map(({ id }) => id);
  return (
    <>
      {likeliest !== undefined && (
        <p className="said">
          {t("attribution.said.likelihood", {
            hypothesis: nameIn(props, likeliest.id),
            word: t(`attribution.likelihood.${likeliest.likelihood}`),
            ...bandOf(likeliest),
          })}
        </p>
      )}
      <p className="said">
        {t("attribution.said.confidence", { word: voice.say(`confidence.${judgement.confidence}`) })}
      </p>
      {isText(reasons) && (
        <p>
          <Words said={reasons} voice={voice} />
        </p>
      )}
      {judgement.matrix.length > 0 && <p>{t("attribution.said.first", { hypotheses: named(props, first) })}</p>}
    </>
  );
}

type StatedHypothesis = { readonly id?: unknown } & Readonly<Record<string, unknown>>;

function Hypotheses(props: Props): ReactNode {
  const { t, voice, view, judged } = props;
  const { judgement } = judged;
  const body = view.entries.find(({ act }) => act.id === judgement.act)?.act.body;
  const stated = Array.isArray(body?.["hypotheses"]) ? (body["hypotheses"] as readonly StatedHypothesis[]) : [];
  return (
    <div className="table-scroll" role="region" aria-label={t("attribution.hypotheses.heading")} tabIndex={0}>
      <table>
        <caption>{t("attribution.hypotheses.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("attribution.column.hypothesis")}</th>
            <th scope="col">{t("attribution.column.likelihood")}</th>
            <th scope="col">{t("attribution.column.responsibility")}</th>
          </tr>
        </thead>
        <tbody>
          {judgement.hypotheses.map((one) => {
            const own = stated.find(({ id }) => id === one.id) ?? {};
            return (
              <tr key={one.id}>
                <th scope="row">
                  <bdi>{nameIn(props, one.id)}</bdi>
                  {LAYERS.map((layer) => {
                    const said = own[layer];
                    return isText(said) ? (
                      <p key={layer}>
                        <b>{t(`attribution.layer.${layer}`)}</b> <Words said={said} voice={voice} />
                      </p>
                    ) : null;
                  })}
                </th>
                <td>
                  {t("attribution.band", { word: t(`attribution.likelihood.${one.likelihood}`), ...bandOf(one) })}
                </td>
                <td>
                  {one.responsibility === null
                    ? t("attribution.form.not-stated")
                    : t(`attribution.responsibility.${one.responsibility}`)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Evidence by hypotheses, with row and column headers, and what speaks against each hypothesis in the foot. */
function Matrix(props: Props): ReactNode {
  const { t, view, judged } = props;
  const { compact } = useNode();
  const { judgement, ranking, most } = judged;
  const evidence = view.matter.attribution?.evidence ?? [];
  if (judgement.matrix.length === 0) return <p>{t("attribution.matrix.none")}</p>;
  const caption = t("attribution.matrix.caption", { party: nameOf(compact, judgement.by) });
  return (
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("attribution.column.item")}</th>
            <th scope="col">{t("attribution.matrix.weight")}</th>
            {judgement.hypotheses.map(({ id }) => (
              <th key={id} scope="col">
                <bdi>{nameIn(props, id)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {judgement.matrix.map((row) => {
            const { item, marks } = row;
            const held = evidence.find((each) => refOf(each) === item);
            const anew = held !== undefined && (held.source !== row.source || held.information !== row.information);
            return (
              <tr key={item} className={item === most?.item ? "telling" : undefined}>
                <th scope="row">
                  <Id>{item}</Id>
                </th>
                <td>
                  <bdi dir="ltr">{weightOf(row)} / 8</bdi>
                  {anew && <p className="soft">{t("attribution.matrix.regraded")}</p>}
                </td>
                {judgement.hypotheses.map(({ id }) => (
                  <td key={id} className={`mark-cell mark-${markOf(marks, id)}`}>
                    {t(`attribution.mark.${markOf(marks, id)}`)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t("attribution.matrix.against")}
            </th>
            {judgement.hypotheses.map(({ id }) => (
              <td key={id}>{ranking.find((each) => each.id === id)?.against ?? 0}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The single item that would move the judgement most, and what showing it costs. */
function Most(props: Props): ReactNode {
  const { t, judged } = props;
  const { most, judgement } = judged;
  if (judgement.matrix.length === 0) return null;
  return (
    <>
      <h3>{t("attribution.most.heading")}</h3>
      {most === null ? (
        <p>{t("attribution.most.none")}</p>
      ) : (
        <ul className="most">
          <li>{t("attribution.most.item", { item: most.item })}</li>
          {most.movedWithout > 0 && (
            <li>{t("attribution.most.without", { hypotheses: named(props, most.without) })}</li>
          )}
          {most.movedOpposite > 0 && (
            <li>{t("attribution.most.opposite", { hypotheses: named(props, most.opposite) })}</li>
          )}
          <li>{t("attribution.most.cost", { cost: t(`attribution.cost.${most.evidence.cost}`) })}</li>
        </ul>
      )}
    </>
  );
}

function Answers({ t, voice, view, judged }: Props): ReactNode {
  const { compact } = useNode();
  return (
    <>
      <h3>{t("attribution.answers.heading")}</h3>
      {judged.answers.length === 0 ? (
        <p>{t("attribution.answers.none")}</p>
      ) : (
        <ul className="attribution-answers">
          {judged.answers.map(({ act, party, is, as }) => {
            const reasons = view.entries.find((entry) => entry.act.id === act)?.act.body["reasons"];
            return (
              <li key={party}>
                <Party compact={compact} party={party} />{" "}
                <b>{as === "assessor" ? t(`attribution.assessed.${is}`) : voice.say(`attribution-answer.${is}`)}</b>
                {isText(reasons) && (
                  <p>
                    <Words said={reasons} voice={voice} />
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
