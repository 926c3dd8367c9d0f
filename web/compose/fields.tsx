// The fields of a form, each a native control with its label, its hint and its error tied to it.

import { useId, type ReactNode } from "react";
import { mediatorsOf, partyOf, type Compact } from "../../src/core/compact/compact.ts";
import { LANGUAGES, LIMITS } from "../../src/core/kernel/act.ts";
import { HOUR, MINUTE } from "../../src/core/kernel/instant.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import type { Values } from "../api/drafts.ts";
import { languageName } from "../parts/body.tsx";
import { LANGUAGE_NAMES } from "../words/load.ts";
import { lineName, measureName } from "../words/law.ts";
import { nameOf, onLadder, type Voice } from "../words/voice.tsx";
import { many, one, type FieldError } from "./body.ts";
import { FilesField } from "./files-field.tsx";
import { nameOfField, TRI, wordsOf, type Field } from "./forms.ts";
import { StepField } from "./exchange-fields.tsx";
import { MeasureField } from "./measure-fields.tsx";
import { OwnField } from "./mediation-fields.tsx";
import { CountField, RangeField } from "./number-fields.tsx";
import { NoticeField } from "./notice-fields.tsx";
import { HeadingField } from "./heading-field.tsx";
import { StatedField } from "./stated-field.tsx";

/** What the choices of a form depend on: the acts it may be about, the parties it may go to. */
export type Choices = {
  readonly subjects: readonly { readonly id: string; readonly label: string }[];
  readonly parties: readonly string[];
  readonly matter?: Matter;
};

export type FieldProps = {
  /** All that is wrong with the form, for a field that has several parts. */
  readonly errors?: readonly FieldError[];
  readonly field: Field;
  readonly values: Values;
  readonly error: FieldError | undefined;
  readonly compact: Compact;
  readonly choices: Choices;
  readonly voice: Voice;
  readonly change: (name: string, value: string | readonly string[]) => void;
};

export function FormField(props: FieldProps): ReactNode {
  switch (props.field.is) {
    case "choices":
      return <Choices {...props} field={props.field} />;
    case "tri":
      return <Radios {...props} words="tri" of={TRI} />;
    case "range":
      return <RangeField {...props} />;
    case "count":
      return <CountField {...props} />;
    case "heading":
      return <HeadingField {...props} field={props.field} errors={props.errors ?? []} />;
    case "readers":
      return <ReadersField {...props} />;
    case "stated":
      return <StatedField {...props} />;
    case "files":
      return <FilesField {...props} field={props.field} />;
    case "texts":
    case "consents":
    case "pair":
      return <OwnField {...props} field={props.field} />;
    case "addressee":
    case "finding":
    case "checklist":
    case "protected":
      return <MeasureField {...props} field={props.field} />;
    case "list":
    case "desk":
      return <NoticeField {...props} field={props.field} />;
    case "step":
      return <StepField {...props} name={props.field.name} />;
    default:
      return <OneField {...props} />;
  }
}

export type Ids = {
  readonly field: string;
  readonly hint: string;
  readonly error: string;
  readonly describedBy: string | undefined;
};

export function useIds(props: FieldProps, hint: string): Ids {
  const id = useId();
  const described = [hint === "" ? "" : `${id}-hint`, props.error === undefined ? "" : `${id}-error`].filter(
    (part) => part !== "",
  );
  return {
    field: id,
    hint: `${id}-hint`,
    error: `${id}-error`,
    describedBy: described.length === 0 ? undefined : described.join(" "),
  };
}

export function hintOf({ field, compact, voice }: FieldProps): string {
  const { low, high } = compact.scheme;
  const longest = voice.roundLength(onLadder(compact, compact.coolingOff.longest));
  return voice.name(`field.${wordsOf(field)}.hint`, "", { low, high, longest });
}

export function labelOf({ field, voice }: FieldProps): string {
  if (field.is === "subject") return voice.say(field.asks);
  if (field.is === "to") return voice.say("compose.to");
  return voice.name(`field.${wordsOf(field)}`, nameOfField(field));
}

export function Under({
  ids,
  hint,
  error,
  voice,
}: {
  readonly ids: Ids;
  readonly hint: string;
  readonly error: FieldError | undefined;
  readonly voice: Voice;
}): ReactNode {
  return (
    <>
      {hint !== "" && (
        <p className="hint" id={ids.hint}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="field-error" id={ids.error}>
          {voice.say(error.id, error.args)}
        </p>
      )}
    </>
  );
}

/** Every field that is one control under one label. */
function OneField(props: FieldProps): ReactNode {
  const { field, error, voice } = props;
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  const optional = "optional" in field && field.optional === true;
  return (
    <div className={`field field-${field.is}`}>
      <label htmlFor={ids.field}>
        {labelOf(props)} {optional && <span className="soft">({voice.say("compose.optional")})</span>}
      </label>
      <Control {...props} ids={ids} />
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </div>
  );
}

function Control(props: FieldProps & { readonly ids: Ids }): ReactNode {
  const { field, values, error, compact, choices, voice, change, ids } = props;
  const name = nameOfField(field);
  const common = {
    id: ids.field,
    name,
    value: one(values, name),
    "aria-describedby": ids.describedBy,
    "aria-invalid": error !== undefined,
  };
  const choose = (options: readonly { readonly id: string; readonly label: string }[]): ReactNode => (
    <select {...common} onChange={(event) => change(name, event.target.value)}>
      <option value="">{voice.say("field.choose")}</option>
      {options.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
  switch (field.is) {
    case "text":
      return (
        <>
          <textarea
            {...common}
            rows={4}
            dir="auto"
            maxLength={LIMITS.textCharacters}
            onChange={(event) => change(name, event.target.value)}
          />
          <TextLanguage name={`${name}.lang`} values={values} voice={voice} change={change} />
        </>
      );
    case "line":
      return (
        <input
          {...common}
          type="text"
          dir="auto"
          maxLength={field.most}
          onChange={(event) => change(name, event.target.value)}
        />
      );
    case "techniques":
    case "matters":
      return <input {...common} type="text" dir="ltr" onChange={(event) => change(name, event.target.value)} />;
    case "instant":
      return (
        <input {...common} type="datetime-local" step="1" onChange={(event) => change(name, event.target.value)} />
      );
    case "choice":
      return choose(field.of.map((id) => ({ id, label: voice.name(`${field.words}.${id}`, id) })));
    case "subject":
      return choose(choices.subjects);
    case "measure":
      return choose(compact.measures.map(({ id }) => ({ id, label: measureName(voice, compact, id) })));
    case "red-line":
      return choose(compact.redLines.map(({ id }) => ({ id, label: lineName(voice, compact, id) })));
    case "party": {
      const parties = field.of === "members" ? choices.parties : mediatorsOf(compact);
      return choose(parties.map((id) => ({ id, label: nameOf(compact, id) })));
    }
    case "mediator":
      return choose(mediatorsOf(compact).map((id) => ({ id, label: nameOf(compact, id) })));
    case "whole":
      return (
        <input
          {...common}
          type="number"
          inputMode="numeric"
          min={field.low}
          max={field.high}
          step={1}
          onChange={(event) => change(name, event.target.value)}
        />
      );
    case "to":
      return choose(choices.parties.map((id) => ({ id, label: partyOf(compact, id)?.name ?? id })));
    case "length":
      return choose(lengthsOf(compact, voice));
    default:
      return null;
  }
}

const HOURS = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72];

/** Lengths of a cooling-off as the compact writes them, up to its longest. */
function lengthsOf(compact: Compact, voice: Voice): readonly { readonly id: string; readonly label: string }[] {
  const longest = onLadder(compact, compact.coolingOff.longest);
  const hours = HOURS.filter((hour) => hour * HOUR <= longest);
  if (hours.length > 0)
    return hours.map((hour) => ({ id: `${hour}h`, label: voice.say("field.length.hours", { count: hour }) }));
  const minutes = Math.floor(longest / MINUTE);
  return [{ id: `${minutes}m`, label: voice.roundLength(minutes * MINUTE) }];
}

type LanguageProps = {
  readonly name: string;
  readonly values: Values;
  readonly voice: Voice;
  readonly change: FieldProps["change"];
};

export function TextLanguage({ name, values, voice, change }: LanguageProps): ReactNode {
  const id = useId();
  return (
    <p className="text-language">
      <label htmlFor={id}>{voice.say("field.language")}</label>
      <select id={id} name={name} value={one(values, name)} onChange={(event) => change(name, event.target.value)}>
        {LANGUAGES.map((lang) => (
          <option key={lang} value={lang} lang={lang}>
            {lang === voice.lang ? languageName(voice, lang) : `${languageName(voice, lang)} · ${LANGUAGE_NAMES[lang]}`}
          </option>
        ))}
      </select>
    </p>
  );
}

function Radios(props: FieldProps & { readonly words: string; readonly of: readonly string[] }): ReactNode {
  const { field, values, error, voice, change, words, of } = props;
  const name = nameOfField(field);
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  return (
    <fieldset className="field field-radios" aria-describedby={ids.describedBy}>
      <legend>{labelOf(props)}</legend>
      <div className="options">
        {of.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              value={option}
              checked={one(values, name) === option}
              onChange={() => change(name, option)}
            />
            {voice.name(`${words}.${option}`, option)}
          </label>
        ))}
      </div>
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </fieldset>
  );
}

function Choices(props: FieldProps & { readonly field: Extract<Field, { is: "choices" }> }): ReactNode {
  const { field, values, error, voice, change } = props;
  const chosen = many(values, field.name);
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  const toggle = (option: string): void =>
    change(
      field.name,
      field.of.filter((other) => (other === option ? !chosen.includes(option) : chosen.includes(other))),
    );
  return (
    <fieldset className="field field-choices" aria-describedby={ids.describedBy}>
      <legend>{labelOf(props)}</legend>
      <div className="options">
        {field.of.map((option) => (
          <label key={option}>
            <input type="checkbox" checked={chosen.includes(option)} onChange={() => toggle(option)} />
            {voice.name(`${field.words}.${option}`, option)}
          </label>
        ))}
      </div>
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </fieldset>
  );
}

/** Any of the other parties, as boxes to tick. */
function ReadersField(props: FieldProps): ReactNode {
  const { field, values, error, compact, choices, voice, change } = props;
  const name = nameOfField(field);
  const chosen = many(values, name);
  const ids = useIds(props, "");
  const toggle = (party: string): void =>
    change(
      name,
      choices.parties.filter((other) => (other === party ? !chosen.includes(party) : chosen.includes(other))),
    );
  return (
    <fieldset className="field field-choices" aria-describedby={ids.describedBy}>
      <legend>{labelOf(props)}</legend>
      <div className="options">
        {choices.parties.map((party) => (
          <label key={party}>
            <input type="checkbox" checked={chosen.includes(party)} onChange={() => toggle(party)} />
            {partyOf(compact, party)?.name ?? party}
          </label>
        ))}
      </div>
      <Under ids={ids} hint="" error={error} voice={voice} />
    </fieldset>
  );
}
