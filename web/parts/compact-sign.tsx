// The signing of a wording, in three readings: what changes, what the check found, what signing means. The
// node refuses a signature that does not bring back what it showed here. spec/agreement.md

import { useEffect, useState, type ReactNode } from "react";
import { PROPERTIES, type Report } from "../../src/check/report.ts";
import type { ActRequest, ActSigned, CeremonyView, CompactView, Problem } from "../../src/node/http/api.ts";
import { post, read } from "../api/client.ts";
import { useCheck, type CheckState } from "../compact/use-check.ts";
import { useCompactSpeech, useDates } from "../compact/speech.tsx";
import { useVoice } from "../words/voice.tsx";
import { CheckResult } from "./compact-check.tsx";
import { Clauses } from "./compact-clause.tsx";
import { wordingBefore } from "./compact-proposed.tsx";
import { Redline, useSaid } from "./compact-redline.tsx";
import { Why, WhyProblem } from "./compact-why.tsx";
import { Dialog } from "./dialog.tsx";
import { Mark } from "./small.tsx";

const AGAIN_MS = 1_500;
const STAGES = ["changes", "check", "means"] as const;
type Stage = (typeof STAGES)[number];

/** What the node shows before a signature; asked again while its check runs. */
function useCeremony(of: string): CeremonyView | Problem | null {
  const { say } = useCompactSpeech();
  const [ceremony, setCeremony] = useState<CeremonyView | Problem | null>(null);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await read<CeremonyView>(`/api/compact/proposals/${of}?lang=${say.lang}`);
      if (over) return;
      if (answer.ok) setCeremony(answer.value);
      else if (answer.problem !== null) setCeremony(answer.problem);
      if (!answer.ok || answer.value.shown === null) timer = setTimeout(() => void ask(), AGAIN_MS);
    };
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [of, say.lang]);
  return ceremony;
}

type CeremonyProps = { readonly of: string; readonly view: CompactView; readonly onClose: () => void };

export function SignCeremony({ of, view, onClose }: CeremonyProps): ReactNode {
  const { t } = useCompactSpeech();
  const ceremony = useCeremony(of);
  const [signed, setSigned] = useState<ActSigned | null>(null);
  const title = t(of === view.id ? "compact.sign.founding" : "compact.sign.title");
  return (
    <Dialog title={title} wide onClose={onClose}>
      {signed !== null ? (
        <Signed act={signed} onClose={onClose} />
      ) : ceremony === null ? (
        <p role="status">{t("compact.sign.reading")}</p>
      ) : "code" in ceremony ? (
        <WhyProblem problem={ceremony} />
      ) : (
        <Readings {...{ view, ceremony, onSigned: setSigned }} />
      )}
    </Dialog>
  );
}

const NO_PAUSE = 0;

type ReadingsProps = {
  readonly view: CompactView;
  readonly ceremony: CeremonyView;
  readonly onSigned: (act: ActSigned) => void;
};

function Readings({ view, ceremony, onSigned }: ReadingsProps): ReactNode {
  const { t } = useCompactSpeech();
  const [stage, setStage] = useState<Stage>("changes");
  const [readings, setReadings] = useState<readonly Stage[]>([]);
  const place = STAGES.indexOf(stage);
  const hasRead = readings.includes(stage);
  // Begun with the second reading, and not again when the reader goes back to the first.
  const here = useCheck(readings.includes("changes") ? ceremony.document : null, NO_PAUSE);
  const mayGoOn = hasRead && (stage !== "check" || ceremony.shown !== null);
  const next = STAGES[place + 1];
  const before = STAGES[place - 1];
  const mark = (checked: boolean): void =>
    setReadings(checked ? [...readings, stage] : readings.filter((each) => each !== stage));
  return (
    <div className="ceremony">
      <ol className="stages" aria-label={t("compact.sign.stages")}>
        {STAGES.map((each, i) => (
          <li key={each} aria-current={each === stage ? "step" : undefined} className={i < place ? "stage-done" : ""}>
            {t(`compact.sign.${each}`)}
          </li>
        ))}
      </ol>
      <section aria-label={t(`compact.sign.${stage}`)} className="stage">
        {stage === "changes" && <Changes view={view} ceremony={ceremony} />}
        {stage === "check" && <Checks ceremony={ceremony} here={here} />}
        {stage === "means" && <Means ceremony={ceremony} view={view} />}
      </section>
      <label className="read-it">
        <input type="checkbox" checked={hasRead} onChange={(event) => mark(event.target.checked)} />
        {t(`compact.sign.${stage}.read`)}
      </label>
      <div className="stage-doing">
        {before !== undefined && (
          <button type="button" onClick={() => setStage(before)}>
            {t("compact.sign.back")}
          </button>
        )}
        {next === undefined ? (
          <SignButton {...{ view, ceremony, onSigned }} ready={readings.length === STAGES.length} />
        ) : (
          <>
            <button
              type="button"
              className="main"
              disabled={!mayGoOn}
              aria-describedby="stage-why"
              onClick={() => setStage(next)}
            >
              {t("compact.sign.next", { what: t(`compact.sign.${next}`) })}
            </button>
            <p className="why" id="stage-why">
              {hasRead ? (mayGoOn ? "" : t("compact.sign.check.running")) : t("compact.sign.not-read")}
            </p>
          </>
        )}
      </div>
    </div>
  );
}

/** The sentences that change; all of them where nothing stood before. */
function Changes({ view, ceremony: { proposal, document } }: Pick<ReadingsProps, "view" | "ceremony">): ReactNode {
  const said = useSaid(document);
  if (proposal === null) return <Clauses clauses={said} document={null} anchors={false} />;
  return <Redline before={wordingBefore(view, proposal)} after={document} />;
}

const MARKS = { holds: "kept", broken: "fails", undecided: "untried" } as const;

type ChecksProps = Pick<ReadingsProps, "ceremony"> & { readonly here: CheckState };

/** The node's own result, and beside it what this browser finds by itself: the same pure check, run twice. */
function Checks({ ceremony: { check }, here }: ChecksProps): ReactNode {
  const { t } = useCompactSpeech();
  return (
    <div className="two-checks">
      <section aria-labelledby="check-node">
        <h3 id="check-node">{t("compact.sign.check.node")}</h3>
        {check.is === "running" && (
          <div className="check-running">
            <progress aria-label={t("compact.check.running")} />
            <p>{t("compact.check.running")}</p>
          </div>
        )}
        {check.is === "failed" && <p className="check-failed">{t("compact.check.failed")}</p>}
        {check.is === "done" && <NodeResult report={check.report} />}
      </section>
      <section aria-labelledby="check-here">
        <h3 id="check-here">{t("compact.sign.check.here")}</h3>
        <CheckResult state={here} />
      </section>
    </div>
  );
}

function NodeResult({ report }: { readonly report: Report }): ReactNode {
  const { say } = useCompactSpeech();
  return (
    <ul className="properties">
      {PROPERTIES.map((property) => {
        const { is } = report.decided[property];
        return (
          <li key={property} className={`property property-${is}`}>
            <Mark is={MARKS[is]} /> <b>{say.name(`property.${property}`, property)}</b>{" "}
            <span>{say.name(`decision.${is}`, is)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Means({ ceremony: { proposal }, view }: Pick<ReadingsProps, "ceremony" | "view">): ReactNode {
  const { t } = useCompactSpeech();
  const at = useDates();
  const lines =
    proposal === null
      ? [t("compact.sign.means.founding", { count: view.founding.missing.length })]
      : [
          t("compact.sign.means.from", { from: at(proposal.from), version: proposal.version }),
          t("compact.sign.means.before", { version: proposal.version - 1 }),
          t("compact.sign.means.quorum", {
            needed: proposal.needed,
            signed: proposal.signed.length,
            from: at(proposal.from),
          }),
        ];
  return (
    <div className="means">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        <strong>{t("compact.sign.means.final")}</strong>
      </p>
      <p className="soft">{t("compact.sign.means.free")}</p>
    </div>
  );
}

function SignButton({ view, ceremony, ready, onSigned }: ReadingsProps & { readonly ready: boolean }): ReactNode {
  const { t } = useCompactSpeech();
  const voice = useVoice();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null | undefined>(undefined);
  const { of, shown, proposal } = ceremony;
  const verdict = (view.proposals.find(({ id }) => id === of) ?? proposal ?? view.founding).sign;
  const sign = async (): Promise<void> => {
    if (shown === null) return;
    setBusy(true);
    const request: ActRequest = { kind: "sign-compact", matter: null, shown, body: { of } };
    const answer = await post<ActSigned>("/api/acts", request);
    setBusy(false);
    if (answer.ok) onSigned(answer.value);
    else setProblem(answer.problem);
  };
  return (
    <>
      <button
        type="button"
        className="main"
        disabled={!ready || busy || shown === null || !verdict.ok}
        aria-describedby="stage-why"
        onClick={() => void sign()}
      >
        {busy ? voice.say("compose.signing") : t("compact.sign.sign")}
      </button>
      <div id="stage-why">
        {!ready && <p className="why">{t("compact.sign.not-read")}</p>}
        {ready && <Why verdict={verdict} />}
      </div>
      {problem !== undefined && <WhyProblem problem={problem} />}
    </>
  );
}

function Signed({ act, onClose }: { readonly act: ActSigned; readonly onClose: () => void }): ReactNode {
  const voice = useVoice();
  const { t } = useCompactSpeech();
  const at = useDates();
  return (
    <div className="ceremony" role="status">
      <p>
        <Mark is="kept" /> {t("compact.sign.signed", { at: at(act.at), seq: act.seq })}
      </p>
      <p>
        <button type="button" onClick={onClose}>
          {voice.say("compose.close")}
        </button>
      </p>
    </div>
  );
}
