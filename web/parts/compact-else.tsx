// The two rarer acts about a compact: the review, which members owe from time to time, and the notice of
// withdrawal. Each says what it does before it is signed, and why it cannot be given when it cannot.

import { useId, useState, type FormEvent, type ReactNode } from "react";
import { FINDINGS, withdrawalNotice } from "../../src/core/compact/agreement.ts";
import { readCompact } from "../../src/core/compact/read.ts";
import { MINUTE, parseInstant, printInstant } from "../../src/core/kernel/instant.ts";
import type { AgreementKind } from "../../src/core/law/agreement.ts";
import type { ActRequest, ActSigned, CompactView, Problem } from "../../src/node/http/api.ts";
import { post } from "../api/client.ts";
import { nodeNow } from "../api/clock.ts";
import { documentNow, judged } from "../compact/agreement.ts";
import { useCompactSpeech } from "../compact/speech.tsx";
import { Why, WhyProblem } from "./compact-why.tsx";

type ElseProps = { readonly view: CompactView; readonly onChanged: () => void };

export function CompactElse(props: ElseProps): ReactNode {
  const { t } = useCompactSpeech();
  return (
    <section className="else" aria-labelledby="else">
      <h2 id="else">{t("compact.else")}</h2>
      <ReviewForm {...props} />
      <WithdrawForm {...props} />
    </section>
  );
}

type FormProps = ElseProps & {
  readonly kind: AgreementKind;
  readonly body: Readonly<Record<string, unknown>>;
  readonly sign: string;
  /** What the form itself still lacks; empty when nothing. */
  readonly lacks: string;
  readonly onSigned: () => void;
  readonly children: ReactNode;
};

/** The fields with the one button that signs them; a disabled button says why. */
function ActForm({ view, kind, body, sign, lacks, children, onChanged, onSigned }: FormProps): ReactNode {
  const id = useId();
  const [problem, setProblem] = useState<Problem | null | undefined>(undefined);
  const verdict = judged(view, kind, body);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const request: ActRequest = { kind, matter: null, body };
    const answer = await post<ActSigned>("/api/acts", request);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    onSigned();
    onChanged();
  };
  return (
    <form className="propose" onSubmit={(event) => void send(event)}>
      {children}
      <p>
        <button type="submit" disabled={lacks !== "" || !verdict.ok} aria-describedby={id}>
          {sign}
        </button>
      </p>
      <div id={id}>{verdict.ok ? lacks !== "" && <p className="why">{lacks}</p> : <Why verdict={verdict} />}</div>
      {problem !== undefined && <WhyProblem problem={problem} />}
    </form>
  );
}

function ReviewForm(props: ElseProps): ReactNode {
  const { t, say } = useCompactSpeech();
  const [finding, setFinding] = useState<(typeof FINDINGS)[number]>("keep");
  const [text, setText] = useState("");
  const mine = props.view.duties.some(({ by }) => by === props.view.party);
  return (
    <details className="comment-form" open={mine}>
      <summary>{t("compact.review")}</summary>
      <p className="soft">{t("compact.review.about")}</p>
      <ActForm
        {...props}
        kind="review-compact"
        body={{ finding, text: { lang: say.lang, text: text.trim() } }}
        sign={t("compact.review.sign")}
        lacks={text.trim() === "" ? t("compact.write.something") : ""}
        onSigned={() => setText("")}
      >
        <label>
          <span>{t("compact.review.finding")}</span>
          <select
            value={finding}
            onChange={(event) => setFinding(FINDINGS.find((each) => each === event.target.value) ?? "keep")}
          >
            {FINDINGS.map((each) => (
              <option key={each} value={each}>
                {t(`compact.review.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t("compact.review.text")}</span>
          <textarea rows={3} value={text} onChange={(event) => setText(event.target.value)} />
        </label>
      </ActForm>
    </details>
  );
}

/** The first minute at which the notice that the compact asks for has passed. */
function earliestDeparture(view: CompactView): string {
  const reading = readCompact(documentNow(view), view.id);
  const notice = reading.ok ? withdrawalNotice(reading.compact) : 0;
  return new Date(Math.ceil((nodeNow() + notice) / MINUTE + 1) * MINUTE).toISOString().slice(0, 16);
}

function WithdrawForm(props: ElseProps): ReactNode {
  const { t, say } = useCompactSpeech();
  const [from, setFrom] = useState(() => earliestDeparture(props.view));
  const [reason, setReason] = useState("");
  const [understood, setUnderstood] = useState(false);
  const lacks =
    reason.trim() === "" ? t("compact.propose.why.reason") : understood ? "" : t("compact.withdraw.understand");
  return (
    <details className="comment-form">
      <summary>{t("compact.withdraw")}</summary>
      <p className="soft">{t("compact.withdraw.about")}</p>
      <ActForm
        {...props}
        kind="withdraw-compact"
        body={{
          reason: { lang: say.lang, text: reason.trim() },
          from: printInstant(parseInstant(`${from}:00.000Z`) ?? 0),
        }}
        sign={t("compact.withdraw.sign")}
        lacks={lacks}
        onSigned={() => setReason("")}
      >
        <label>
          <span>{t("compact.withdraw.from")}</span>
          <input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          <span>{t("compact.propose.reason")}</span>
          <textarea rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
        <label className="read-it">
          <input type="checkbox" checked={understood} onChange={(event) => setUnderstood(event.target.checked)} />
          {t("compact.withdraw.understand")}
        </label>
      </ActForm>
    </details>
  );
}
