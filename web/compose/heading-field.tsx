// The heading of a formal message as a part of a form: how urgent, which line or norm it names, which act it
// asks for, why this channel. What is missing is asked for here, while there is time to think.

import { useId, type ReactNode } from "react";
import { LIMITS } from "../../src/core/kernel/act.ts";
import { ASKS, PRECEDENCES } from "../../src/core/kernel/heading.ts";
import { NORMS } from "../../src/core/kernel/taxonomy.ts";
import type { Values } from "../api/drafts.ts";
import { kindName, lineName, urgencyName } from "../words/law.ts";
import { many, one, type FieldError } from "./body.ts";
import { TextLanguage, Under, type FieldProps } from "./fields.tsx";
import { adviceFor, hasHeading, isSetAside, type HeadingForm } from "./heading.ts";

type Props = Omit<FieldProps, "field" | "error"> & {
  readonly field: HeadingForm;
  readonly errors: readonly FieldError[];
};

export function HeadingField(props: Props): ReactNode {
  const { field, values, voice, change } = props;
  const on = hasHeading(field, values);
  return (
    <fieldset className="field field-heading">
      <legend>{voice.say("field.heading")}</legend>
      {field.optional === true && (
        <label className="heading-on">
          <input type="checkbox" checked={on} onChange={() => change("heading.on", on ? "" : "yes")} />
          {voice.say("field.heading.on")}
        </label>
      )}
      {on && (
        <div className="heading-parts">
          {field.notice !== true && <Urgency {...props} />}
          <NamesField {...props} />
          <Part {...props} part="asks">
            {(control) => (
              <select {...control} onChange={(event) => change("heading.asks", event.target.value)}>
                <option value="">{voice.say("field.choose")}</option>
                {ASKS.map((kind) => (
                  <option key={kind} value={kind}>
                    {kind === "none" ? voice.say("field.heading.asks.none") : kindName(voice, kind)}
                  </option>
                ))}
              </select>
            )}
          </Part>
          <Words {...props} part="why" />
          <Words {...props} part="remarks" />
          <AdviceBox {...props} />
        </div>
      )}
    </fieldset>
  );
}

type Control = {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
};

type PartName = "precedence" | "subject" | "asks" | "why" | "remarks";
type PartProps = Props & { readonly part: PartName; readonly children: (control: Control) => ReactNode };

/** A FLASH message says why; nothing else has to. */
const isOptional = (part: PartName, values: Values): boolean =>
  part === "remarks" ||
  (part === "why" && one(values, "heading.precedence") !== "flash" && one(values, "precedence") !== "flash");

/** One control with its label, its hint and its error tied to it. */
function Part({ part, values, errors, voice, children }: PartProps): ReactNode {
  const id = useId();
  const name = `heading.${part}`;
  const error = errors.find(({ field }) => field === name);
  const hint = voice.name(`field.${name}.hint`, "");
  const notes = [hint === "" ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].filter(
    (note) => note !== "",
  );
  const ids = { field: id, hint: `${id}-hint`, error: `${id}-error`, describedBy: notes.join(" ") || undefined };
  return (
    <div className={`field heading-${part}`}>
      <label htmlFor={id}>
        {voice.say(`field.heading.${part}`)}{" "}
        {isOptional(part, values) && <span className="soft">({voice.say("compose.optional")})</span>}
      </label>
      {children({
        id,
        name,
        value: one(values, name),
        "aria-describedby": ids.describedBy,
        "aria-invalid": error !== undefined,
      })}
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </div>
  );
}

function Urgency(props: Props): ReactNode {
  const { voice, change } = props;
  return (
    <>
      <Part {...props} part="precedence">
        {(control) => (
          <select {...control} onChange={(event) => change("heading.precedence", event.target.value)}>
            <option value="">{voice.say("field.choose")}</option>
            {PRECEDENCES.map((word) => (
              <option key={word} value={word}>
                {urgencyName(voice, word)}
              </option>
            ))}
          </select>
        )}
      </Part>
      <Part {...props} part="subject">
        {(control) => (
          <input
            {...control}
            type="text"
            dir="auto"
            maxLength={LIMITS.titleCharacters}
            onChange={(event) => change("heading.subject", event.target.value)}
          />
        )}
      </Part>
    </>
  );
}

function Words(props: Props & { readonly part: "why" | "remarks" }): ReactNode {
  const { part, values, voice, change } = props;
  const name = `heading.${part}`;
  return (
    <Part {...props} part={part}>
      {(control) => (
        <>
          <textarea
            {...control}
            rows={2}
            dir="auto"
            maxLength={LIMITS.textCharacters}
            onChange={(event) => change(name, event.target.value)}
          />
          <TextLanguage name={`${name}.lang`} values={values} voice={voice} change={change} />
        </>
      )}
    </Part>
  );
}

function NamesField(props: Props): ReactNode {
  const { compact, values, voice, change } = props;
  const toggle = (name: string, option: string): void => {
    const chosen = many(values, name);
    change(name, chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
  };
  const boxes = (part: "lines" | "norms", options: readonly { readonly id: string; readonly label: string }[]) => {
    const name = `heading.${part}`;
    const chosen = many(values, name);
    if (options.length === 0) return null;
    return (
      <details className="heading-list" open={chosen.length > 0 || part === "lines"}>
        <summary>{voice.say(`field.heading.${part}`)}</summary>
        <div className="options">
          {options.map(({ id, label }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                disabled={!chosen.includes(id) && chosen.length >= LIMITS.namesInHeading}
                onChange={() => toggle(name, id)}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </details>
    );
  };
  return (
    <fieldset className="field heading-names">
      <legend>{voice.say("field.heading.names")}</legend>
      {boxes(
        "lines",
        compact.redLines.map(({ id }) => ({ id, label: lineName(voice, compact, id) })),
      )}
      {boxes(
        "norms",
        NORMS.map((norm) => ({ id: norm, label: `(${norm}) ${voice.say(`norm-short.${norm}`)}` })),
      )}
      <ClausesField {...props} />
    </fieldset>
  );
}

function ClausesField({ compact, values, voice, change }: Props): ReactNode {
  const id = useId();
  const name = "heading.clauses";
  const chosen = many(values, name);
  const all = Object.entries(compact.clauses);
  const full = chosen.length >= LIMITS.namesInHeading;
  return (
    <div className="heading-clauses">
      <label htmlFor={id}>{voice.say("field.heading.clauses")}</label>
      <select
        id={id}
        value=""
        disabled={full}
        onChange={(event) => {
          if (event.target.value !== "") change(name, [...chosen, event.target.value]);
        }}
      >
        <option value="">{voice.say("field.choose")}</option>
        {all
          .filter(([clause]) => !chosen.includes(clause))
          .map(([clause, number]) => (
            <option key={clause} value={clause} dir="ltr">
              {`${number}  ${clause}`}
            </option>
          ))}
      </select>
      <ul className="heading-chosen">
        {chosen.map((clause) => (
          <li key={clause}>
            <button
              type="button"
              className="small"
              aria-label={voice.say("field.heading.clause.remove", { clause: compact.clauses[clause] ?? clause })}
              onClick={() =>
                change(
                  name,
                  chosen.filter((other) => other !== clause),
                )
              }
            >
              <bdi dir="ltr">{`${compact.clauses[clause] ?? ""} ${clause}`}</bdi> <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What speaks against it, said while it is written; answered with a word in the form or with this box. */
function AdviceBox({ field, values, voice, change, errors }: Props): ReactNode {
  const advice = adviceFor(field, values);
  const purpose = one(values, "heading.on-purpose") === "yes";
  const open = advice.filter((each) => !isSetAside(each, values));
  const asked = errors.some((error) => error.field === "heading.on-purpose");
  if (advice.length === 0) return null;
  return (
    <div className={`heading-advice${asked ? " asked" : ""}`} role="status">
      {open.map((each) => (
        <p key={each}>{voice.say(`advice.${each}`)}</p>
      ))}
      {advice.some((each) => each !== "flash-without-why") && (
        <label>
          <input
            type="checkbox"
            checked={purpose}
            onChange={() => change("heading.on-purpose", purpose ? "" : "yes")}
          />
          {voice.say("advice.on-purpose")}
        </label>
      )}
    </div>
  );
}
