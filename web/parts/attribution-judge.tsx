// Judging: the hypotheses with a word of estimate each, what the words mean together, the matrix, and apart from
// all of that the confidence. The law is asked with every change.

import { useState, type ReactNode } from "react";
import { refOf } from "../../src/core/attribution/occasion.ts";
import { LIMITS } from "../../src/core/kernel/act.ts";
import {
  ALWAYS_ASKED,
  CONFIDENCES,
  HYPOTHESIS_KINDS,
  LIKELIHOODS,
  MARKS,
  RESPONSIBILITIES,
} from "../../src/core/kernel/attribution.ts";
import { addresseesOf } from "../../src/core/law/views.ts";
import { nodeNow } from "../api/clock.ts";
import { useSigning } from "../attribution/use-signing.ts";
import {
  emptyHypothesis,
  firstJudgement,
  LAYERS,
  markKey,
  sumOf,
  writeJudgement,
  type HypothesisValues,
  type JudgementValues,
} from "../attribution/write.ts";
import { foresee } from "../compose/foresee.ts";
import { ProblemBox } from "../compose/stages.tsx";
import type { AttributionProps } from "../pages/attribution.tsx";
import { sayRule } from "../words/law.ts";
import { useNode } from "../words/voice.tsx";
import { LineField, PickField, SaidField } from "./attribution-fields.tsx";
import { Id } from "./small.tsx";

type Props = AttributionProps & { readonly onDone: () => void };
type Part = Props & {
  readonly values: JudgementValues;
  readonly set: (change: Partial<JudgementValues>) => void;
  readonly items: readonly string[];
};

export function Judge(props: Props): ReactNode {
  const { t, voice, view, onDone } = props;
  const { compact, party } = useNode();
  const { busy, problem, sign } = useSigning(view.matter.id);
  const { evidence = [], judgements = [] } = view.matter.attribution ?? {};
  const own = judgements.findLast(({ by }) => by === party);
  const [values, setValues] = useState(() => firstJudgement(own, voice.lang));
  const set = (change: Partial<JudgementValues>): void => setValues((before) => ({ ...before, ...change }));
  const items = evidence.map(refOf);
  const written = writeJudgement(values, items);
  const to = addresseesOf(compact, view.matter, party);
  const intent = { kind: "attribute", by: party, at: nodeNow(), matter: view.matter.id, to };
  const verdict =
    "body" in written
      ? foresee(compact, view.matter, view.entries, { ...intent, body: written.body }).verdict
      : undefined;
  const part: Part = { ...props, values, set, items };
  return (
    <form
      className="attribution-form"
      onSubmit={(event) => {
        event.preventDefault();
        if ("body" in written) void sign("attribute", written.body).then((signed) => signed && onDone());
      }}
    >
      <Hypotheses {...part} />
      {items.length > 0 && <Marks {...part} />}
      <PickField
        label={t("attribution.form.confidence")}
        value={values.confidence}
        of={CONFIDENCES}
        name={(confidence) => voice.say(`confidence.${confidence}`)}
        change={(confidence) => set({ confidence })}
      />
      <SaidField
        label={t("attribution.form.reasons")}
        said={values.reasons}
        voice={voice}
        change={(reasons) => set({ reasons })}
      />
      <div className="compose-do" aria-live="polite">
        {verdict === undefined && (
          <p className="hint">{t("attribution.form.incomplete", { fields: t("attribution.form.reasons") })}</p>
        )}
        {verdict?.ok === true && <p className="hint">{t("attribution.form.fits")}</p>}
        {verdict?.ok === false && <p className="refused">{sayRule(voice, compact, verdict.rule, verdict.args)}</p>}
        {problem !== undefined && <ProblemBox {...{ compact, voice, problem }} />}
        <button type="submit" className="main" disabled={busy || verdict?.ok !== true}>
          {voice.say(busy ? "compose.signing" : "compose.sign")}
        </button>
      </div>
    </form>
  );
}

function Hypotheses(props: Part): ReactNode {
  const { t, values, set } = props;
  const { hypotheses } = values;
  const add = (): void => {
    const taken = hypotheses.map(({ id }) => id);
    const number = Array.from({ length: LIMITS.hypotheses + 1 }, (_, i) => i + 1).find(
      (n) => !taken.includes(`state-${n}`),
    );
    set({ hypotheses: [...hypotheses, emptyHypothesis(`state-${number ?? 0}`, "state")] });
  };
  return (
    <fieldset className="field">
      <legend>{t("attribution.hypotheses.heading")}</legend>
      <ol className="hypotheses">
        {hypotheses.map((one) => (
          <Hypothesis key={one.id} {...props} one={one} />
        ))}
      </ol>
      <p aria-live="polite">{t("attribution.form.sum", sumOf(hypotheses))}</p>
      {hypotheses.length < LIMITS.hypotheses && (
        <button type="button" className="small" onClick={add}>
          {t("attribution.form.hypothesis.add")}
        </button>
      )}
    </fieldset>
  );
}

const NOT_STATED = "";

function Hypothesis({ t, voice, values, set, one }: Part & { readonly one: HypothesisValues }): ReactNode {
  const { hypotheses } = values;
  const put = (change: Partial<HypothesisValues>): void =>
    set({ hypotheses: hypotheses.map((other) => (other.id === one.id ? { ...other, ...change } : other)) });
  const needed = ALWAYS_ASKED.includes(one.kind) && hypotheses.filter(({ kind }) => kind === one.kind).length === 1;
  return (
    <li>
      <div className="field-row">
        <PickField
          label={t("attribution.column.hypothesis")}
          value={one.kind}
          of={needed ? [one.kind] : HYPOTHESIS_KINDS}
          name={(kind) => voice.say(`hypothesis.${kind}`)}
          change={(kind) => put({ kind })}
        />
        <LineField label={t("attribution.form.actor")} value={one.actor} change={(actor) => put({ actor })} />
        <PickField
          label={t("attribution.column.responsibility")}
          value={one.responsibility}
          of={[NOT_STATED, ...RESPONSIBILITIES]}
          name={(step) =>
            step === NOT_STATED ? t("attribution.form.not-stated") : t(`attribution.responsibility.${step}`)
          }
          change={(responsibility) => put({ responsibility })}
        />
        <PickField
          label={t("attribution.column.likelihood")}
          value={one.likelihood}
          of={LIKELIHOODS}
          name={(word) => t(`attribution.likelihood.${word}`)}
          change={(likelihood) => put({ likelihood })}
        />
        {!needed && (
          <button
            type="button"
            className="small"
            onClick={() => set({ hypotheses: hypotheses.filter(({ id }) => id !== one.id) })}
          >
            {t("attribution.form.step.remove")}
          </button>
        )}
      </div>
      <details>
        <summary>{voice.list(LAYERS.map((layer) => t(`attribution.layer.${layer}`)))}</summary>
        {LAYERS.map((layer) => (
          <LineField
            key={layer}
            label={t(`attribution.layer.${layer}`)}
            value={one.layers[layer]}
            most={LIMITS.paragraphCharacters}
            change={(said) => put({ layers: { ...one.layers, [layer]: said } })}
          />
        ))}
      </details>
    </li>
  );
}

/** Items by hypotheses, each cell a choice that names both. */
function Marks({ t, voice, values, set, items }: Part): ReactNode {
  const { hypotheses, marks } = values;
  const nameOf = ({ kind, actor }: HypothesisValues): string =>
    actor.trim() === "" ? voice.say(`hypothesis.${kind}`) : `${voice.say(`hypothesis.${kind}`)} (${actor.trim()})`;
  return (
    <div className="table-scroll" role="region" aria-label={t("attribution.form.matrix")} tabIndex={0}>
      <table className="matrix">
        <caption>{t("attribution.form.matrix")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("attribution.column.item")}</th>
            {hypotheses.map((one) => (
              <th key={one.id} scope="col">
                <bdi>{nameOf(one)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item}>
              <th scope="row">
                <Id>{item}</Id>
              </th>
              {hypotheses.map((one) => (
                <td key={one.id}>
                  <PickField
                    inTable
                    label={t("attribution.form.mark", { item, hypothesis: nameOf(one) })}
                    value={marks[markKey(item, one.id)] ?? "n"}
                    of={MARKS}
                    name={(mark) => t(`attribution.mark.${mark}`)}
                    change={(mark) => set({ marks: { ...marks, [markKey(item, one.id)]: mark } })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
