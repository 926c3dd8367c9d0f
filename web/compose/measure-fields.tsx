// The fields that only the proposal of a measure has: a party and a finding to choose, the checklist with a
// reason for each answer, and what the measure leaves alone.

import type { ReactNode } from "react";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { membersOf, type Matter } from "../../src/core/kernel/matter.ts";
import { CHECKLIST, PROTECTED } from "../../src/core/response/preconditions.ts";
import { kindName } from "../words/law.ts";
import { nameOf } from "../words/voice.tsx";
import { one } from "./body.ts";
import { hintOf, labelOf, Under, useIds, type FieldProps } from "./fields.tsx";
import { TRI } from "./forms.ts";
import { findingsIn, type MeasureField as Field } from "./measure-forms.ts";

const REASON_CHARACTERS = 2_000;

type Props = FieldProps & { readonly field: Field };

export function MeasureField(props: Props): ReactNode {
  switch (props.field.is) {
    case "addressee":
    case "finding":
      return <Chosen {...props} />;
    case "checklist":
      return <Answers {...props} items={CHECKLIST.map(({ item }) => item)} words="checklist" reasons />;
    case "protected":
      return <Answers {...props} items={PROTECTED} words="protected-object" reasons={false} />;
    default:
      return props.field.is satisfies never;
  }
}

/** Who writes: the party of the matter that the form may not be addressed to. */
const ownIn = (matter: Matter, others: readonly PartyId[]): PartyId =>
  membersOf(matter).find((party) => !others.includes(party)) ?? "";

function Chosen(props: Props): ReactNode {
  const { field, values, error, compact, choices, voice, change } = props;
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  const options =
    field.is === "addressee"
      ? choices.parties.map((id) => ({ id, label: nameOf(compact, id) }))
      : (choices.matter === undefined ? [] : findingsIn(choices.matter, ownIn(choices.matter, choices.parties))).map(
          ({ act, by, kind }) => ({
            id: act,
            label: `${kindName(voice, kind)} (${nameOf(compact, by)})`,
          }),
        );
  return (
    <div className="field field-choice">
      <label htmlFor={ids.field}>
        {labelOf(props)} <span className="soft">({voice.say("compose.optional")})</span>
      </label>
      <select
        id={ids.field}
        name={field.name}
        value={one(values, field.name)}
        aria-describedby={ids.describedBy}
        aria-invalid={error !== undefined}
        onChange={(event) => change(field.name, event.target.value)}
      >
        <option value="">{voice.say("field.choose")}</option>
        {options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </div>
  );
}

type AnswersProps = Props & {
  readonly items: readonly string[];
  readonly words: string;
  readonly reasons: boolean;
};

function Answers(props: AnswersProps): ReactNode {
  const { field, values, error, voice, change, items, words, reasons } = props;
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  const answer = (name: string, value: string): void => {
    // The reasons are written in the language of the page.
    if (reasons) change(`${field.name}.lang`, voice.lang);
    change(name, value);
  };
  return (
    <fieldset className="field" aria-describedby={ids.describedBy}>
      <legend>
        {labelOf(props)} <span className="soft">({voice.say("compose.optional")})</span>
      </legend>
      {items.map((item) => {
        const name = `${field.name}.${item}`;
        const text = voice.name(`${words}.${item}`, item);
        return (
          <div key={item} className="answered-item">
            <label>
              {text}{" "}
              <select name={name} value={one(values, name)} onChange={(event) => answer(name, event.target.value)}>
                <option value="">{voice.say("field.choose")}</option>
                {TRI.map((is) => (
                  <option key={is} value={is}>
                    {voice.say(`tri.${is}`)}
                  </option>
                ))}
              </select>
            </label>
            {reasons && one(values, name) !== "" && (
              <label>
                {voice.say("field.because")}
                <textarea
                  name={`${name}.because`}
                  rows={2}
                  dir="auto"
                  maxLength={REASON_CHARACTERS}
                  value={one(values, `${name}.because`)}
                  onChange={(event) => answer(`${name}.because`, event.target.value)}
                />
              </label>
            )}
          </div>
        );
      })}
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </fieldset>
  );
}
