// The three stages of signing: the form, the look at exactly what will be signed, and the word that it
// has been. Signing against the rule is a second step with a reason that everyone will read.

import { useId, useState, type FormEvent, type ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { ActSigned, Problem } from "../../src/node/http/api.ts";
import type { LineView } from "../../src/node/http/line-api.ts";
import { Facts } from "../parts/body.tsx";
import { Mark } from "../parts/small.tsx";
import { go, Link } from "../router.tsx";
import { sayRule } from "../words/law.ts";
import { nameOf, type Voice } from "../words/voice.tsx";
import { Next, sayNext, Who } from "./aftermath.tsx";
import type { Draft } from "./compose.tsx";
import { FormField, TextLanguage, type FieldProps } from "./fields.tsx";
import type { Foresight } from "./foresee.ts";
import { nameOfField } from "./forms.ts";

type StageProps = {
  readonly draft: Draft;
  readonly compact: Compact;
  readonly voice: Voice;
  readonly lines: readonly LineView[];
};

type WriteProps = StageProps & {
  readonly asked: boolean;
  readonly change: FieldProps["change"];
  readonly onReview: () => void;
  readonly onClose: () => void;
  readonly onDiscard: () => void;
};

export function Write({
  draft,
  compact,
  voice,
  lines,
  asked,
  change,
  onReview,
  onClose,
  onDiscard,
}: WriteProps): ReactNode {
  const { form, values, written, choices, foresight, intent } = draft;
  const review = (event: FormEvent): void => {
    event.preventDefault();
    onReview();
  };
  const errors = asked ? written.errors : [];
  return (
    <form className="compose" onSubmit={review} noValidate>
      <div className="compose-fields">
        <p className="about">{voice.name(`kind.${draft.kind}.about`, "")}</p>
        {draft.restored && <p className="soft">{voice.say("compose.restored")}</p>}
        {errors.length > 0 && <Errors draft={draft} voice={voice} />}
        {form.map((field) => (
          <FormField
            key={nameOfField(field)}
            {...{ field, values, compact, choices, voice, change }}
            errors={errors}
            error={errors.find((error) => error.field === nameOfField(field))}
          />
        ))}
      </div>
      <aside className="compose-side">
        {!foresight.verdict.ok && written.errors.length === 0 && <Refused {...{ draft, compact, voice }} />}
        <Next {...{ compact, foresight: lenient(draft), intent, voice, before: draft.before }} />
        <Who {...{ compact, by: intent.by, to: intent.to, kind: draft.kind, lines, voice }} />
      </aside>
      <div className="compose-do">
        <button type="submit" className="main">
          {voice.say("compose.review")}
        </button>
        <button type="button" onClick={onClose}>
          {voice.say("compose.cancel")}
        </button>
        <button type="button" className="quiet" onClick={onDiscard}>
          {voice.say("compose.discard")}
        </button>
        <p className="soft">{voice.say("compose.draft")}</p>
      </div>
    </form>
  );
}

/** While fields are still empty the law cannot judge the body; that is not yet a refusal. */
const lenient = ({ written, foresight }: Draft): Foresight =>
  written.errors.length > 0 && !foresight.verdict.ok ? { ...foresight, verdict: { ok: true } } : foresight;

function Errors({ draft, voice }: { readonly draft: Draft; readonly voice: Voice }): ReactNode {
  return (
    <div className="problem" role="alert">
      <p>{voice.say("compose.fix")}</p>
      <ul>
        {draft.written.errors.map((error) => (
          <li key={error.field}>
            <b>{voice.name(`field.${error.field}`, error.field)}</b> {voice.say(error.id, error.args)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Refused({
  draft,
  compact,
  voice,
}: {
  readonly draft: Draft;
  readonly compact: Compact;
  readonly voice: Voice;
}): ReactNode {
  const { verdict } = draft.foresight;
  if (verdict.ok) return null;
  return (
    <div className="refused">
      <p>
        <strong>{voice.say("compose.refused")}</strong>
      </p>
      <p>{sayRule(voice, compact, verdict.rule, verdict.args)}</p>
    </div>
  );
}

type CheckProps = StageProps & {
  readonly problem: Problem | null | undefined;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onSign: (override: unknown) => void;
};

export function Check({ draft, compact, voice, lines, problem, busy, onBack, onSign }: CheckProps): ReactNode {
  const { kind, intent, foresight } = draft;
  const refused = !foresight.verdict.ok || (problem !== undefined && problem !== null && problem.rule !== undefined);
  return (
    <div className="compose check-stage">
      <div className="compose-fields">
        <h3>{voice.say("compose.preview")}</h3>
        <div className="preview">
          <p className="soft">{voice.say("compose.preview.by", { party: nameOf(compact, intent.by) })}</p>
          <Facts kind={kind} body={intent.body} voice={voice} />
        </div>
      </div>
      <aside className="compose-side">
        <Next {...{ compact, foresight, intent, voice, before: draft.before }} />
        <Who {...{ compact, by: intent.by, to: intent.to, kind, lines, voice }} />
      </aside>
      <div className="compose-do" aria-live="polite">
        {problem !== undefined && <ProblemBox {...{ compact, voice, problem }} />}
        {!foresight.verdict.ok && problem === undefined && <Refused {...{ draft, compact, voice }} />}
        {!refused && (
          <button type="button" className="main" disabled={busy} onClick={() => onSign(undefined)}>
            {voice.say(busy ? "compose.signing" : "compose.sign")}
          </button>
        )}
        <button type="button" onClick={onBack} disabled={busy}>
          {voice.say("compose.back")}
        </button>
        {refused && <Override voice={voice} busy={busy} onSign={onSign} />}
      </div>
    </div>
  );
}

export function ProblemBox({
  compact,
  voice,
  problem,
}: {
  readonly compact: Compact;
  readonly voice: Voice;
  readonly problem: Problem | null;
}): ReactNode {
  const field = problem?.field?.split(".")[0];
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{voice.say(problem === null ? "compose.problem.network" : "compose.problem")}</strong>
      </p>
      {problem?.rule !== undefined && <p>{sayRule(voice, compact, problem.rule, problem.args ?? {})}</p>}
      {field !== undefined && (
        <p>{voice.say("compose.problem.field", { field: voice.name(`field.${field}`, field) })}</p>
      )}
      {problem !== null && problem.rule === undefined && (
        <p>{voice.name(`compose.problem.${problem.code}`, problem.detail)}</p>
      )}
    </div>
  );
}

function Override({
  voice,
  busy,
  onSign,
}: {
  readonly voice: Voice;
  readonly busy: boolean;
  readonly onSign: (override: unknown) => void;
}): ReactNode {
  const [reason, setReason] = useState("");
  const [lang, setLang] = useState<string>(voice.lang);
  const [understood, setUnderstood] = useState(false);
  const id = useId();
  return (
    <details className="override">
      <summary>{voice.say("compose.override")}</summary>
      <p>{voice.say("compose.override.about")}</p>
      <div className="field">
        <label htmlFor={id}>{voice.say("compose.override.reason")}</label>
        <textarea
          id={id}
          rows={3}
          dir="auto"
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <TextLanguage
          name="override.lang"
          values={{ "override.lang": lang }}
          voice={voice}
          change={(_, value) => setLang(String(value))}
        />
      </div>
      <p>
        <label>
          <input type="checkbox" checked={understood} onChange={(event) => setUnderstood(event.target.checked)} />{" "}
          {voice.say("compose.override.understand")}
        </label>
      </p>
      <button
        type="button"
        className="against"
        disabled={busy || !understood || reason.trim() === ""}
        onClick={() => onSign({ lang, text: reason.trim() })}
      >
        {voice.say("compose.override.sign")}
      </button>
    </details>
  );
}

type SignedProps = Omit<StageProps, "lines"> & {
  readonly act: ActSigned;
  readonly next: Foresight;
  readonly onClose: () => void;
};

export function Signed({ draft, compact, voice, act, next, onClose }: SignedProps): ReactNode {
  const followed = next.verdict.ok
    ? sayNext({ compact, foresight: next, intent: draft.intent, voice, before: draft.before })
    : [];
  const opens = draft.intent.matter === null && act.matter !== null;
  return (
    <div className="signed" role="status">
      <p className="verdict verdict-ok">
        <Mark is="kept" />
        {voice.say("compose.signed", { at: voice.clock(act.at), seq: act.seq })}
      </p>
      <ul>
        {followed.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="signed-do">
        <button
          type="button"
          className="main"
          autoFocus
          onClick={() => {
            onClose();
            if (opens) go(`/matter/${act.matter}`);
          }}
        >
          {voice.say(opens ? "compose.to-matter" : "compose.close")}
        </button>
        <Link to={`/proof/${act.id}`}>{voice.say("matter.said.proof")}</Link>
      </p>
    </div>
  );
}
