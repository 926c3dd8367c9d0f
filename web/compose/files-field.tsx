// Attachments go to the node as they are chosen; the act then names each by its digest.

import { useState, type ReactNode } from "react";
import { LIMITS } from "../../src/core/kernel/act.ts";
import { bring } from "../api/client.ts";
import { sizeText } from "../parts/body.tsx";
import { many } from "./body.ts";
import { hintOf, labelOf, Under, useIds, type FieldProps } from "./fields.tsx";
import type { Field } from "./forms.ts";

type Attachment = { readonly digest: string; readonly name: string; readonly type: string; readonly bytes: number };
type FilesProps = FieldProps & { readonly field: Extract<Field, { is: "files" }> };

async function bringAll(
  files: readonly File[],
): Promise<{ readonly brought: readonly Attachment[]; readonly failed: readonly string[] }> {
  const brought: Attachment[] = [];
  const failed: string[] = [];
  for (const file of files) {
    const type = file.type === "" ? "application/octet-stream" : file.type;
    const answer = file.size > LIMITS.attachmentBytes ? undefined : await bring(file, file.name, type);
    if (answer?.ok === true)
      brought.push({ digest: answer.value.digest, name: file.name, type, bytes: answer.value.bytes });
    else failed.push(file.name);
  }
  return { brought, failed };
}

export function FilesField(props: FilesProps): ReactNode {
  const { field, values, error, voice, change } = props;
  const [failed, setFailed] = useState<readonly string[]>([]);
  const hint = hintOf(props);
  const ids = useIds(props, hint);
  const kept = many(values, field.name).map((item) => JSON.parse(item) as Attachment);
  const keep = (items: readonly Attachment[]): void =>
    change(
      field.name,
      items.slice(0, field.most).map((item) => JSON.stringify(item)),
    );
  const choose = async (files: readonly File[]): Promise<void> => {
    const result = await bringAll(files);
    setFailed(result.failed);
    const fresh = result.brought.filter(({ digest }) => !kept.some((item) => item.digest === digest));
    keep([...kept, ...fresh]);
  };
  return (
    <div className="field field-files">
      <label htmlFor={ids.field}>{labelOf(props)}</label>
      <input
        id={ids.field}
        type="file"
        multiple
        aria-describedby={ids.describedBy}
        onChange={(event) => void choose([...(event.target.files ?? [])])}
      />
      <Under ids={ids} hint={hint} error={error} voice={voice} />
      <ul role="status">
        {kept.map((item) => (
          <li key={item.digest}>
            {voice.say("field.attachments.item", { name: item.name, size: sizeText(voice, item.bytes) })}{" "}
            <button
              type="button"
              className="small"
              onClick={() => keep(kept.filter(({ digest }) => digest !== item.digest))}
            >
              {voice.say("field.attachments.remove", { name: item.name })}
            </button>
          </li>
        ))}
        {failed.map((name) => (
          <li key={name} className="field-error">
            {voice.say("field.attachments.failed", { name })}
          </li>
        ))}
      </ul>
    </div>
  );
}
