// The controls that the two forms of attribution share: each native, with its label and its hint tied to it.

import { useId, type ReactNode } from "react";
import { LIMITS, type Language } from "../../src/core/kernel/act.ts";
import type { Said } from "../attribution/write.ts";
import { TextLanguage } from "../compose/fields.tsx";
import type { Voice } from "../words/voice.tsx";

type LineProps = {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly hint?: string;
  readonly type?: "text" | "datetime-local";
  /** Names of items and digests read from left to right in every language. */
  readonly plain?: true;
  readonly most?: number;
};

export function LineField({ label, value, change, hint, type = "text", plain, most }: LineProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        dir={plain === true ? "ltr" : "auto"}
        maxLength={most ?? LIMITS.titleCharacters}
        step={type === "text" ? undefined : 1}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => change(event.target.value)}
      />
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

type PickProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly of: readonly T[];
  readonly name: (option: T) => string;
  readonly change: (value: T) => void;
  /** In a cell of a table the headers say it to the eye, and the label to the ear. */
  readonly inTable?: true;
};

export function PickField<T extends string>({ label, value, of, name, change, inTable }: PickProps<T>): ReactNode {
  const id = useId();
  const select = (
    <select
      id={id}
      value={value}
      aria-label={inTable === true ? label : undefined}
      onChange={(event) => {
        const chosen = of.find((option) => option === event.target.value);
        if (chosen !== undefined) change(chosen);
      }}
    >
      {of.map((option) => (
        <option key={option} value={option}>
          {name(option)}
        </option>
      ))}
    </select>
  );
  if (inTable === true) return select;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {select}
    </div>
  );
}

type SaidProps = {
  readonly label: string;
  readonly said: Said;
  readonly change: (said: Said) => void;
  readonly voice: Voice;
  readonly most?: number;
};

export function SaidField({ label, said, change, voice, most = LIMITS.textCharacters }: SaidProps): ReactNode {
  const id = useId();
  return (
    <div className="field field-text">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={4}
        dir="auto"
        maxLength={most}
        value={said.text}
        onChange={(event) => change({ ...said, text: event.target.value })}
      />
      <TextLanguage
        name="lang"
        values={{ lang: said.lang }}
        voice={voice}
        change={(_, lang) => change({ ...said, lang: lang as Language })}
      />
    </div>
  );
}
