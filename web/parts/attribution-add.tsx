// Adding an item to the list: its grades, its digest from a file that stays here, the way it came, and whether all
// see that or a commitment holds it back.

import { useId, useState, type ReactNode } from "react";
import { LIMITS } from "../../src/core/kernel/act.ts";
import { COSTS, EVIDENCE_KINDS, INFORMATION_GRADES, SOURCE_GRADES } from "../../src/core/kernel/attribution.ts";
import { useSigning } from "../attribution/use-signing.ts";
import { base64urlOf, writeEvidence, type CustodyRow, type EvidenceValues } from "../attribution/write.ts";
import { ProblemBox } from "../compose/stages.tsx";
import type { AttributionProps } from "../pages/attribution.tsx";
import { nameOf, useNode } from "../words/voice.tsx";
import { LineField, PickField, SaidField } from "./attribution-fields.tsx";

type Props = AttributionProps & { readonly onDone: () => void };
type Part = Props & {
  readonly values: EvidenceValues;
  readonly set: (change: Partial<EvidenceValues>) => void;
};

const INFORMATION_TEXTS = INFORMATION_GRADES.map((grade) => `${grade}` as const);
const NO_STEP: CustodyRow = { holder: "", at: "", digest: "" };

export function AddEvidence(props: Props): ReactNode {
  const { t, voice, view, onDone } = props;
  const { compact } = useNode();
  const { busy, problem, sign } = useSigning(view.matter.id);
  const [values, setValues] = useState<EvidenceValues>({
    name: "",
    kind: "log",
    source: "F",
    information: "6",
    bind: "kept",
    digest: "",
    about: { lang: voice.lang, text: "" },
    custody: [NO_STEP],
    shown: [],
    cost: "none",
  });
  const set = (change: Partial<EvidenceValues>): void => setValues((before) => ({ ...before, ...change }));
  const written = writeEvidence(values);
  const part: Part = { ...props, values, set };
  return (
    <form
      className="attribution-form"
      onSubmit={(event) => {
        event.preventDefault();
        if ("body" in written) void sign("add-evidence", written.body).then((signed) => signed && onDone());
      }}
    >
      <Graded {...part} />
      <Bound {...part} />
      <Custody {...part} />
      <Shown {...part} />
      <div className="compose-do" aria-live="polite">
        {"missing" in written && (
          <p className="hint">
            {t("attribution.form.incomplete", {
              fields: voice.list(written.missing.map((field) => t(`attribution.form.${field}`))),
            })}
          </p>
        )}
        {problem !== undefined && <ProblemBox {...{ compact, voice, problem }} />}
        <button type="submit" className="main" disabled={busy || "missing" in written}>
          {voice.say(busy ? "compose.signing" : "compose.sign")}
        </button>
      </div>
    </form>
  );
}

function Graded({ t, values, set }: Part): ReactNode {
  return (
    <div className="field-row">
      <LineField
        label={t("attribution.form.name")}
        hint={t("attribution.form.name.hint")}
        value={values.name}
        most={32}
        plain
        change={(name) => set({ name })}
      />
      <PickField
        label={t("attribution.form.kind")}
        value={values.kind}
        of={EVIDENCE_KINDS}
        name={(kind) => t(`attribution.evidence-kind.${kind}`)}
        change={(kind) => set({ kind })}
      />
      <PickField
        label={t("attribution.form.source")}
        value={values.source}
        of={SOURCE_GRADES}
        name={(grade) => t(`attribution.source.${grade}`)}
        change={(source) => set({ source })}
      />
      <PickField
        label={t("attribution.form.information")}
        value={values.information}
        of={INFORMATION_TEXTS}
        name={(grade) => t(`attribution.information.${grade}`)}
        change={(information) => set({ information })}
      />
    </div>
  );
}

const BINDS = ["kept", "open"] as const;

function Bound({ t, voice, values, set }: Part): ReactNode {
  const file = useId();
  const digestOf = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    const digest = await crypto.subtle.digest("SHA-256", await chosen.arrayBuffer());
    set({ digest: base64urlOf(new Uint8Array(digest)) });
  };
  return (
    <>
      <fieldset className="field">
        <legend>{t("attribution.form.bind")}</legend>
        <div className="options">
          {BINDS.map((bind) => (
            <label key={bind}>
              <input type="radio" name="bind" checked={values.bind === bind} onChange={() => set({ bind })} />
              {t(`attribution.form.bind.${bind}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="field">
        <label htmlFor={file}>{t("attribution.form.file")}</label>
        <input
          id={file}
          type="file"
          aria-describedby={`${file}-hint`}
          onChange={(event) => void digestOf(event.target.files?.[0])}
        />
        <p className="hint" id={`${file}-hint`}>
          {t("attribution.form.file.hint")}
        </p>
      </div>
      <LineField
        label={t("attribution.form.digest")}
        hint={t("attribution.form.digest.hint")}
        value={values.digest}
        plain
        change={(digest) => set({ digest })}
      />
      <SaidField
        label={t("attribution.form.about")}
        said={values.about}
        voice={voice}
        most={LIMITS.paragraphCharacters}
        change={(about) => set({ about })}
      />
    </>
  );
}

function Custody({ t, values: { custody }, set }: Part): ReactNode {
  const put = (place: number, change: Partial<CustodyRow>): void =>
    set({ custody: custody.map((row, i) => (i === place ? { ...row, ...change } : row)) });
  return (
    <fieldset className="field custody">
      <legend>{t("attribution.form.custody")}</legend>
      <ol>
        {custody.map((row, i) => (
          <li key={i} className="field-row">
            <LineField
              label={t("attribution.form.holder")}
              value={row.holder}
              change={(holder) => put(i, { holder })}
            />
            <LineField
              label={t("attribution.form.at")}
              type="datetime-local"
              value={row.at}
              change={(at) => put(i, { at })}
            />
            <LineField
              label={t("attribution.form.digest")}
              value={row.digest}
              plain
              change={(digest) => put(i, { digest })}
            />
            <button
              type="button"
              className="small"
              onClick={() => set({ custody: custody.filter((_, place) => place !== i) })}
            >
              {t("attribution.form.step.remove")}
            </button>
          </li>
        ))}
      </ol>
      {custody.length < LIMITS.custodySteps && (
        <button type="button" className="small" onClick={() => set({ custody: [...custody, NO_STEP] })}>
          {t("attribution.form.step.add")}
        </button>
      )}
    </fieldset>
  );
}

function Shown({ t, values, set }: Part): ReactNode {
  const { compact, party } = useNode();
  const others = compact.parties.map(({ id }) => id).filter((id) => id !== party);
  const toggle = (id: string): void =>
    set({
      shown: others.filter((other) => (other === id ? !values.shown.includes(id) : values.shown.includes(other))),
    });
  return (
    <>
      <fieldset className="field field-choices">
        <legend>{t("attribution.form.shown")}</legend>
        <div className="options">
          {others.map((id) => (
            <label key={id}>
              <input type="checkbox" checked={values.shown.includes(id)} onChange={() => toggle(id)} />
              {nameOf(compact, id)}
            </label>
          ))}
        </div>
      </fieldset>
      <PickField
        label={t("attribution.form.cost")}
        value={values.cost}
        of={COSTS}
        name={(cost) => t(`attribution.cost.${cost}`)}
        change={(cost) => set({ cost })}
      />
    </>
  );
}
