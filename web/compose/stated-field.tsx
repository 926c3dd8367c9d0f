// The facts of an assessment: as reported, until the officer changes one. Beside them stands the range that
// they give, as a suggestion with its reasons; it is never filled in without the person.

import { useId, type ReactNode } from "react";
import { factsOf } from "../../src/core/assessment/facts.ts";
import { sayReason, sayUnknown, toldReasons } from "../../src/core/assessment/say-severity.ts";
import { schemeOf } from "../../src/core/assessment/schemes.ts";
import { severityOf } from "../../src/core/assessment/severity.ts";
import { statedIn, STATED_NAMES } from "../../src/core/assessment/stated.ts";
import { FACTS, NO_FACTS, type FactName, type Facts } from "../../src/core/compact/facts.ts";
import { factText } from "../words/facts.ts";
import { useAssessmentSpeech, type AssessmentSpeech } from "../words/assessment-speech.ts";
import { one } from "./body.ts";
import { Under, useIds, type FieldProps } from "./fields.tsx";
import { statedFacts, statedKey, toggled } from "./stated-facts.ts";

export function StatedField(props: FieldProps): ReactNode {
  const { error, voice, choices } = props;
  const spoken = useAssessmentSpeech();
  const ids = useIds(props, spoken?.t("assess.facts.hint") ?? "");
  if (spoken === null) return null;
  const reported: Facts = { ...NO_FACTS, ...choices.matter?.facts };
  return (
    <fieldset className="field field-stated" aria-describedby={ids.describedBy}>
      <legend>{spoken.t("assess.facts")}</legend>
      <details>
        <summary>{spoken.t("assess.facts.hint")}</summary>
        <div className="stated-facts">
          {STATED_NAMES.map((name) => (
            <OneFact key={name} {...props} name={name} reported={reported} spoken={spoken} />
          ))}
        </div>
      </details>
      <Under ids={ids} hint="" error={error} voice={voice} />
      <Suggestion {...props} spoken={spoken} />
    </fieldset>
  );
}

type FactProps = FieldProps & {
  readonly name: FactName;
  readonly reported: Facts;
  readonly spoken: AssessmentSpeech;
};

function OneFact(props: FactProps): ReactNode {
  const { name, voice } = props;
  const label = voice.name(`fact-name.${name}`, name);
  switch (FACTS[name].is) {
    case "set":
      return <SetFact {...props} label={label} />;
    case "count":
      return <CountFact {...props} label={label} />;
    default:
      return <WordFact {...props} label={label} />;
  }
}

type Labelled = FactProps & { readonly label: string };

function WordFact({ name, reported, spoken, values, voice, change, label }: Labelled): ReactNode {
  const id = useId();
  const type = FACTS[name];
  const key = statedKey(name);
  return (
    <p className="stated-fact">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={key} value={one(values, key)} onChange={(event) => change(key, event.target.value)}>
        <option value="">{spoken.t("assess.facts.reported", { value: factText(voice, name, reported[name]) })}</option>
        {type.is === "word" &&
          type.values.map((word) => (
            <option key={word} value={word}>
              {factText(voice, name, word)}
            </option>
          ))}
      </select>
    </p>
  );
}

function SetFact({ name, reported, values, voice, change, label }: Labelled): ReactNode {
  const type = FACTS[name];
  const key = statedKey(name);
  const said = reported[name];
  const before: readonly string[] = Array.isArray(said) ? (said as readonly string[]) : [];
  const typed = values[key];
  const chosen = typeof typed === "object" ? typed : before;
  return (
    <fieldset className="stated-fact field-choices">
      <legend>{label}</legend>
      <div className="options">
        {type.is === "set" &&
          type.values.map((word) => (
            <label key={word}>
              <input
                type="checkbox"
                checked={chosen.includes(word)}
                onChange={() => change(key, toggled(chosen, word, before))}
              />
              {factText(voice, name, word)}
            </label>
          ))}
      </div>
    </fieldset>
  );
}

function CountFact({ name, reported, spoken, values, voice, change, label }: Labelled): ReactNode {
  const id = useId();
  const key = statedKey(name);
  const unknown = one(values, `${key}.unknown`) === "yes";
  return (
    <p className="stated-fact">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={key}
        type="text"
        inputMode="numeric"
        disabled={unknown}
        placeholder={spoken.t("assess.facts.reported", { value: factText(voice, name, reported[name]) })}
        value={unknown ? "" : one(values, key)}
        onChange={(event) => change(key, event.target.value)}
      />
      <label>
        <input type="checkbox" checked={unknown} onChange={() => change(`${key}.unknown`, unknown ? "" : "yes")} />
        {voice.say("field.people.unknown")}
      </label>
    </p>
  );
}

/** The facts as they would be held if the form were signed now. */
function heldFacts({ values, choices }: FieldProps): Facts {
  const stated = statedFacts(values);
  const { matter } = choices;
  const before: Facts = matter === undefined ? NO_FACTS : factsOf({ ...matter, assessments: {} }, matter.reporter);
  const own = ["nature", "civilians"].flatMap((name) => {
    const value = one(values, name);
    return value === "" ? [] : [[name, value] as const];
  });
  return { ...before, ...(stated === null ? {} : statedIn(stated)), ...Object.fromEntries(own) };
}

function Suggestion(props: FieldProps & { readonly spoken: AssessmentSpeech }): ReactNode {
  const { compact, spoken } = props;
  const scheme = schemeOf(compact.scheme);
  if (scheme === null) return null;
  const facts = heldFacts(props);
  const severity = severityOf(facts, scheme);
  const { low, high } = severity;
  return (
    <div className="suggestion">
      <p role="status">{spoken.t("assess.suggestion", { low, high })}</p>
      <details className="from-facts">
        <summary>{spoken.t("assess.why")}</summary>
        <ul>
          {toldReasons(severity).map((reason) => (
            <li key={`${reason.part} ${reason.rule}`}>{sayReason(reason, severity, facts, spoken.speech)}</li>
          ))}
          <li>{sayUnknown(severity, spoken.speech)}</li>
        </ul>
      </details>
    </div>
  );
}
