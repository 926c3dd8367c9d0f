// From a wording to a proposal: its day and its reason, a look at what would be signed, and the signature.
// A new compact is taken away as a file: it begins with its parties, not with this node.

import { useId, useState, type ReactNode } from "react";
import { parseInstant, printInstant, DAY, MINUTE, type Instant } from "../../src/core/kernel/instant.ts";
import { REGULAR, type Verdict } from "../../src/core/kernel/verdict.ts";
import type { ActRequest, ActSigned, CompactView, Problem } from "../../src/node/http/api.ts";
import { post } from "../api/client.ts";
import { nodeNow } from "../api/clock.ts";
import { documentNow, judged } from "../compact/agreement.ts";
import type { CompactDraft } from "../compact/draft-store.ts";
import type { TextReading } from "../compact/read-text.ts";
import type { CheckState } from "../compact/use-check.ts";
import { useCompactSpeech, useDates } from "../compact/speech.tsx";
import { withKeys, withoutKeys } from "../compact/yaml-text.ts";
import { compactPath, go } from "../router.tsx";
import { useNode, useVoice } from "../words/voice.tsx";
import { Redline } from "./compact-redline.tsx";
import { Why, WhyProblem } from "./compact-why.tsx";
import { Dialog } from "./dialog.tsx";

type ProposeProps = {
  readonly view: CompactView;
  readonly draft: CompactDraft;
  readonly reading: TextReading;
  readonly check: CheckState;
  readonly onDraft: (draft: CompactDraft | null) => void;
  readonly onChanged: () => void;
};

/** Time enough to read and to ask at home; a drill's week is shorter. */
const USUAL_NOTICE = 30 * DAY;

const minuteText = (at: Instant): string => new Date(at).toISOString().slice(0, 16);

function firstDay(pace: number): string {
  return minuteText(Math.ceil((nodeNow() + USUAL_NOTICE / pace) / MINUTE) * MINUTE);
}

const bodyOf = ({ reason }: CompactDraft, from: string, reading: TextReading, lang: string) => ({
  document: reading.read === null ? {} : withoutKeys(reading.read.document),
  from: printInstant(parseInstant(`${from}:00.000Z`) ?? 0),
  reason: { lang, text: reason.trim() },
});

export function Propose(props: ProposeProps): ReactNode {
  const { view, draft, reading, check, onDraft } = props;
  const { t, say } = useCompactSpeech();
  const { compact } = useNode();
  const id = useId();
  const [looking, setLooking] = useState(false);
  const [usual] = useState(() => firstDay(compact.pace));
  const from = draft.from === "" ? usual : draft.from;
  const body = bodyOf(draft, from, reading, say.lang);
  const verdict: Verdict = reading.read === null ? REGULAR : judged(view, "propose-compact", body);
  const why =
    reading.read === null
      ? t("compact.propose.why.text")
      : draft.reason.trim() === ""
        ? t("compact.propose.why.reason")
        : "";
  return (
    <section className="propose" aria-labelledby={id}>
      <h3 id={id}>{t("compact.propose")}</h3>
      <label>
        <span>{t("compact.propose.from")}</span>
        <input
          type="datetime-local"
          value={from}
          onChange={(event) => onDraft({ ...draft, from: event.target.value })}
        />
      </label>
      <label>
        <span>{t("compact.propose.reason")}</span>
        <textarea
          rows={3}
          value={draft.reason}
          onChange={(event) => onDraft({ ...draft, reason: event.target.value })}
        />
      </label>
      <p>
        <button
          type="button"
          className="main"
          disabled={why !== "" || !verdict.ok}
          aria-describedby={`${id}-why`}
          onClick={() => setLooking(true)}
        >
          {say.say("compose.review")}
        </button>
      </p>
      <div id={`${id}-why`}>
        {why === "" ? <Why verdict={verdict} /> : <p className="why">{why}</p>}
        {why === "" && verdict.ok && check.is === "done" && check.examined.is === "broken" && (
          <p className="why">{t("compact.propose.broken")}</p>
        )}
      </div>
      {looking && <Look {...props} body={body} onClose={() => setLooking(false)} />}
    </section>
  );
}

type LookProps = ProposeProps & { readonly body: ReturnType<typeof bodyOf>; readonly onClose: () => void };

/** Exactly what would be signed: the sentences that change, the reason and the day. */
function Look({ view, draft, reading, body, onDraft, onChanged, onClose }: LookProps): ReactNode {
  const { t } = useCompactSpeech();
  const voice = useVoice();
  const at = useDates();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null | undefined>(undefined);
  const sign = async (): Promise<void> => {
    setBusy(true);
    const request: ActRequest = { kind: "propose-compact", matter: null, body };
    const answer = await post<ActSigned>("/api/acts", request);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    onDraft(null);
    onChanged();
    go(compactPath("proposed"));
  };
  return (
    <Dialog title={voice.say("compose.preview")} wide onClose={onClose}>
      <blockquote className="proposal-reason">{draft.reason}</blockquote>
      <p>{t("compact.propose.when", { from: at(parseInstant(body.from) ?? 0) })}</p>
      {reading.read !== null && (
        <Redline before={documentNow(view)} after={withKeys(reading.read.document, view.founding.document)} />
      )}
      <p className="soft">{t("compact.propose.binds")}</p>
      <div className="stage-doing">
        <button type="button" onClick={onClose}>
          {voice.say("compose.back")}
        </button>
        <button type="button" className="main" disabled={busy} onClick={() => void sign()}>
          {voice.say(busy ? "compose.signing" : "compose.sign")}
        </button>
      </div>
      {problem !== undefined && <WhyProblem problem={problem} />}
    </Dialog>
  );
}

/** A new compact as a file, for the other parties and for setting up its nodes. */
export function TakeAway({ draft, reading }: Pick<ProposeProps, "draft" | "reading">): ReactNode {
  const { t } = useCompactSpeech();
  const id = useId();
  const name = reading.read?.compact.name ?? "compact";
  const download = (): void => {
    const url = URL.createObjectURL(new Blob([draft.text], { type: "application/yaml" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${name}.yaml`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <section className="propose" aria-labelledby={id}>
      <h3 id={id}>{t("compact.take-away")}</h3>
      <p>{t("compact.take-away.about")}</p>
      <p>
        <button type="button" className="main" onClick={download}>
          {t("compact.take-away.download", { file: `${name}.yaml` })}
        </button>
      </p>
    </section>
  );
}
