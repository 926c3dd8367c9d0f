// The fields that only forms of notices have: a list with one item on a line, and an office with its way.

import type { ReactNode } from "react";
import { one } from "./body.ts";
import { hintOf, labelOf, Under, useIds, type FieldProps } from "./fields.tsx";
import type { NoticeField as Field } from "./notice-forms.ts";

const LIST_CHARACTERS = 8_000;
const PARTS = [
  ["office", 80],
  ["reach", 200],
] as const;

export function NoticeField(props: FieldProps & { readonly field: Field }): ReactNode {
  return props.field.is === "list" ? <ListField {...props} field={props.field} /> : <DeskField {...props} />;
}

function ListField(props: FieldProps & { readonly field: Extract<Field, { is: "list" }> }): ReactNode {
  const { field, values, error, voice, change } = props;
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  return (
    <div className="field field-text">
      <label htmlFor={ids.field}>
        {labelOf(props)} <span className="soft">({voice.say("compose.optional")})</span>
      </label>
      <textarea
        id={ids.field}
        name={field.name}
        rows={2}
        dir={field.of === "networks" ? "ltr" : "auto"}
        maxLength={LIST_CHARACTERS}
        value={one(values, field.name)}
        aria-describedby={ids.describedBy}
        aria-invalid={error !== undefined}
        onChange={(event) => change(field.name, event.target.value)}
      />
      <Under ids={ids} hint={hint} error={error} voice={voice} />
    </div>
  );
}

function DeskField(props: FieldProps & { readonly field: Field }): ReactNode {
  const { field, values, error, voice, change } = props;
  const ids = useIds(props, "");
  return (
    <fieldset className="field" aria-describedby={ids.describedBy}>
      <legend>{labelOf(props)}</legend>
      {PARTS.map(([part, most]) => (
        <label key={part}>
          {voice.say(`field.contact.${part}`)}
          <input
            type="text"
            name={`${field.name}.${part}`}
            dir="auto"
            maxLength={most}
            value={one(values, `${field.name}.${part}`)}
            onChange={(event) => change(`${field.name}.${part}`, event.target.value)}
          />
        </label>
      ))}
      <Under ids={ids} hint="" error={error} voice={voice} />
    </fieldset>
  );
}
