// The field of an exchange that no other form has: one step, which is a measure lifted, an activity paused, or
// something else that says how it is undone.

import type { ReactNode } from "react";
import { LIMITS } from "../../src/core/kernel/act.ts";
import { STEPS_DOWN } from "../../src/core/kernel/exchange.ts";
import { isRunning } from "../../src/core/kernel/measure.ts";
import { useExchangeWords, type ExchangeWords } from "../parts/exchange-words.ts";
import { measureName } from "../words/law.ts";
import { nameOf } from "../words/voice.tsx";
import { one } from "./body.ts";
import { STEP_PARTS, stepSort } from "./exchange-forms.ts";
import { hintOf, labelOf, TextLanguage, Under, useIds, type FieldProps } from "./fields.tsx";

type Props = FieldProps & { readonly name: "mine" | "yours" };
type Inner = Props & { readonly t: ExchangeWords; readonly id: string };

export function StepField(props: Props): ReactNode {
  const { name, values, error, voice, change } = props;
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  const t = useExchangeWords();
  const sort = stepSort(values, name);
  if (t === null) return null;
  const inner = { ...props, t, id: ids.field };
  return (
    <fieldset className="field field-radios" aria-describedby={ids.describedBy}>
      <legend>{labelOf(props)}</legend>
      <div className="options">
        {STEPS_DOWN.map((what) => (
          <label key={what}>
            <input
              type="radio"
              name={`${name}.what`}
              value={what}
              checked={sort === what}
              onChange={() => change(`${name}.what`, what)}
            />
            {t(`exchange.step.${what}`)}
          </label>
        ))}
      </div>
      {sort === "lift-measure" && <MeasureOf {...inner} />}
      {sort === "pause" && <NameOfActivity {...inner} />}
      {sort !== undefined && STEP_PARTS[sort].instants.map((part) => <Instant key={part} {...inner} part={part} />)}
      {sort !== undefined && STEP_PARTS[sort].texts.map((part) => <Words key={part} {...inner} part={part} />)}
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </fieldset>
  );
}

/** The measures in force of the side that would lift one. */
function MeasureOf({ name, values, choices, compact, voice, change, t, id }: Inner): ReactNode {
  const isTheirs = (by: string): boolean => choices.parties.includes(by);
  const measures = (choices.matter?.measures ?? []).filter(
    (measure) => isRunning(measure) && isTheirs(measure.by) === (name === "yours"),
  );
  return (
    <p>
      <label htmlFor={`${id}-measure`}>{t("exchange.field.measure")}</label>{" "}
      <select
        id={`${id}-measure`}
        name={`${name}.measure`}
        value={one(values, `${name}.measure`)}
        onChange={(event) => change(`${name}.measure`, event.target.value)}
      >
        <option value="">{voice.say("field.choose")}</option>
        {measures.map(({ act, by, measure }) => (
          <option key={act} value={act}>
            {nameOf(compact, by)}: {measureName(voice, compact, measure)}
          </option>
        ))}
      </select>
    </p>
  );
}

const NameOfActivity = ({ name, values, change, t, id }: Inner): ReactNode => (
  <p>
    <label htmlFor={`${id}-activity`}>{t("exchange.field.activity")}</label>{" "}
    <input
      id={`${id}-activity`}
      name={`${name}.activity`}
      type="text"
      dir="auto"
      maxLength={LIMITS.titleCharacters}
      value={one(values, `${name}.activity`)}
      onChange={(event) => change(`${name}.activity`, event.target.value)}
    />
  </p>
);

const Instant = ({ name, part, values, change, t, id }: Inner & { readonly part: "from" | "until" }): ReactNode => (
  <p>
    <label htmlFor={`${id}-${part}`}>{t(`exchange.field.${part}`)}</label>{" "}
    <input
      id={`${id}-${part}`}
      name={`${name}.${part}`}
      type="datetime-local"
      step="1"
      value={one(values, `${name}.${part}`)}
      onChange={(event) => change(`${name}.${part}`, event.target.value)}
    />
  </p>
);

function Words(props: Inner & { readonly part: "monitored" | "says" | "undo" }): ReactNode {
  const { name, part, values, voice, change, t, id } = props;
  return (
    <div className="field-text">
      <label htmlFor={`${id}-${part}`}>{t(`exchange.field.${part}`)}</label>
      <textarea
        id={`${id}-${part}`}
        name={`${name}.${part}`}
        rows={3}
        dir="auto"
        maxLength={LIMITS.textCharacters}
        value={one(values, `${name}.${part}`)}
        onChange={(event) => change(`${name}.${part}`, event.target.value)}
      />
      <TextLanguage name={`${name}.${part}.lang`} values={values} voice={voice} change={change} />
    </div>
  );
}
