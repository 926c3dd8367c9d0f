// The fields that only forms of mediation have: a box of several texts, an answer to each paragraph of the
// joint text, and two offers that fit.

import type { ReactNode } from "react";
import { LIMITS } from "../../src/core/kernel/act.ts";
import { CONSENTS } from "../../src/core/kernel/mediation.ts";
import { inEscrow } from "../../src/core/mediation/offer.ts";
import { Words } from "../parts/body.tsx";
import { nameOf } from "../words/voice.tsx";
import { many, one } from "./body.ts";
import { hintOf, labelOf, TextLanguage, Under, useIds, type FieldProps } from "./fields.tsx";
import type { MediationField } from "./mediation-forms.ts";

type Own<Is extends MediationField["is"]> = FieldProps & {
  readonly field: Extract<MediationField, { readonly is: Is }>;
};

export function OwnField(props: Own<"texts" | "consents" | "pair">): ReactNode {
  const { field } = props;
  switch (field.is) {
    case "texts":
      return <TextsField {...props} field={field} />;
    case "consents":
      return <ConsentsField {...props} field={field} />;
    case "pair":
      return <PairField {...props} field={field} />;
    default:
      return field satisfies never;
  }
}

function TextsField(props: Own<"texts">): ReactNode {
  const { field, values, error, voice, change } = props;
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  return (
    <div className="field field-text">
      <label htmlFor={ids.field}>{labelOf(props)}</label>
      <textarea
        id={ids.field}
        name={field.name}
        rows={field.of === "paragraphs" ? 12 : 5}
        dir="auto"
        maxLength={LIMITS.paragraphs * LIMITS.paragraphCharacters}
        value={one(values, field.name)}
        aria-describedby={ids.describedBy}
        aria-invalid={error !== undefined}
        onChange={(event) => change(field.name, event.target.value)}
      />
      <TextLanguage name={`${field.name}.lang`} values={values} voice={voice} change={change} />
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </div>
  );
}

function ConsentsField(props: Own<"consents">): ReactNode {
  const { field, values, choices, voice, change } = props;
  const chosen = many(values, field.name);
  const paragraphs = choices.matter?.mediation?.text?.paragraphs ?? [];
  const choose = (paragraph: string, says: string): void =>
    change(field.name, [...chosen.filter((each) => !each.startsWith(`${paragraph}=`)), `${paragraph}=${says}`]);
  return (
    <fieldset className="field field-consents">
      <legend>{labelOf(props)}</legend>
      <ol>
        {paragraphs.map(({ id, text }) => (
          <li key={id}>
            <fieldset>
              <legend>
                <b>{id}</b> <Words said={text} voice={voice} />
              </legend>
              <div className="options">
                {CONSENTS.map((says) => (
                  <label key={says}>
                    <input
                      type="radio"
                      name={`${field.name}-${id}`}
                      value={says}
                      checked={chosen.includes(`${id}=${says}`)}
                      onChange={() => choose(id, says)}
                    />
                    {voice.say(`consent.${says}`)}
                  </label>
                ))}
              </div>
            </fieldset>
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

function PairField(props: Own<"pair">): ReactNode {
  const { field, values, choices, compact, error, voice, change } = props;
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  const chosen = many(values, field.name);
  const { matter } = choices;
  const offers = matter === undefined ? [] : inEscrow(matter, matter.asOf);
  const toggle = (id: string): void =>
    change(field.name, chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <fieldset className="field field-choices" aria-describedby={ids.describedBy}>
      <legend>{labelOf(props)}</legend>
      <div className="options">
        {offers.map(({ act, by, until }) => (
          <label key={act}>
            <input type="checkbox" checked={chosen.includes(act)} onChange={() => toggle(act)} />
            {voice.say("mediation.offer.in-escrow", {
              party: nameOf(compact, by),
              at: `${voice.clock(until)} UTC`,
            })}
          </label>
        ))}
      </div>
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </fieldset>
  );
}
