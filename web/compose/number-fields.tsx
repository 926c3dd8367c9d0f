// Fields for numbers: a range on the compact's scale, and a count that may be unknown.

import type { ReactNode } from "react";
import { one } from "./body.ts";
import { hintOf, labelOf, Under, useIds, type FieldProps } from "./fields.tsx";
import { nameOfField } from "./forms.ts";

export function RangeField(props: FieldProps): ReactNode {
  const { values, error, compact, voice, change } = props;
  const { low, high } = compact.scheme;
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  const [from, to] = [Number(one(values, "low")), Number(one(values, "high"))];
  const fits = one(values, "low") !== "" && one(values, "high") !== "" && low <= from && from <= to && to <= high;
  const end = (name: "low" | "high"): ReactNode => (
    <label>
      {voice.say(`field.range.${name}`)}
      <input
        type="number"
        inputMode="numeric"
        name={name}
        min={low}
        max={high}
        step={1}
        value={one(values, name)}
        aria-invalid={error !== undefined}
        onChange={(event) => change(name, event.target.value)}
      />
    </label>
  );
  return (
    <fieldset className="field field-range" aria-describedby={ids.describedBy}>
      <legend>{labelOf(props)}</legend>
      <div className="options">
        {end("low")}
        {end("high")}
        <span className="range-track" aria-hidden="true">
          {fits && (
            <i
              style={{
                insetInlineStart: `${(100 * (from - low)) / (high - low)}%`,
                inlineSize: `${(100 * (to - from)) / (high - low)}%`,
              }}
            />
          )}
        </span>
      </div>
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </fieldset>
  );
}

export function CountField(props: FieldProps): ReactNode {
  const { field, values, error, voice, change } = props;
  const name = nameOfField(field);
  const unknown = one(values, `${name}.unknown`) === "yes";
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  return (
    <div className="field field-count">
      <label htmlFor={ids.field}>{labelOf(props)}</label>
      <div className="options">
        <input
          id={ids.field}
          type="text"
          inputMode="numeric"
          disabled={unknown}
          value={unknown ? "" : one(values, name)}
          aria-describedby={ids.describedBy}
          aria-invalid={error !== undefined}
          onChange={(event) => change(name, event.target.value)}
        />
        <label>
          <input type="checkbox" checked={unknown} onChange={() => change(`${name}.unknown`, unknown ? "" : "yes")} />
          {voice.say("field.people.unknown")}
        </label>
      </div>
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </div>
  );
}
