// Who it was: one list of evidence, and below it each judgement with its matrix, what would move it most and what
// the others say. Likelihood and confidence never stand in one sentence. Nothing on the ladder waits for this page.

import { useEffect, useMemo, useState, type ReactNode } from "react";
import { attributionView, type AttributionView } from "../../src/core/attribution/views.ts";
import { movesOf } from "../../src/core/law/views.ts";
import type { MatterView } from "../../src/node/http/api.ts";
import { readMatter, useStore } from "../api/store.ts";
import { useAttributionWords, type AttributionWords } from "../attribution/attribution-words.ts";
import { Compose } from "../compose/compose.tsx";
import { AddEvidence } from "../parts/attribution-add.tsx";
import { EvidenceTable } from "../parts/attribution-evidence.tsx";
import { Judge } from "../parts/attribution-judge.tsx";
import { JudgementCard } from "../parts/attribution-judgement.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Id } from "../parts/small.tsx";
import { Link } from "../router.tsx";
import { useNode, useTickingVoice, useVoice, type Voice } from "../words/voice.tsx";
import { Lost } from "./lost.tsx";
import { PageTitle } from "./page-title.tsx";
import "../styles/attribution.css";

export type AttributionProps = { readonly t: AttributionWords; readonly voice: Voice; readonly view: MatterView };

export function AttributionPage({ id }: { readonly id: string }): ReactNode {
  const view = useStore((state) => state.matters[id]);
  const changes = useStore((state) => state.changes);
  const t = useAttributionWords();
  const { say } = useVoice();
  const missing = view === "missing";
  useEffect(() => {
    if (view === undefined || missing) void readMatter(id);
  }, [id, view === undefined, missing, changes]);
  if (missing) return <Lost because="lost-page.matter" />;
  if (view === undefined || t === null) return <p className="loading">{say("app.loading")}</p>;
  return <OpenAttribution view={view} t={t} />;
}

const ACTS = ["add-evidence", "attribute", "answer-attribution"] as const;
type Doing = (typeof ACTS)[number] | null;

const NOTHING: AttributionView = { evidence: [], judgements: [] };

function OpenAttribution({ view, t }: { readonly view: MatterView; readonly t: AttributionWords }): ReactNode {
  const { compact, party } = useNode();
  const [voice, now] = useTickingVoice();
  const [doing, setDoing] = useState<Doing>(null);
  const { matter } = view;
  // Weighing is not done again at every tick of the clock.
  const { evidence, judgements } = useMemo(() => attributionView(matter) ?? NOTHING, [matter]);
  const standing = judgements.filter(({ is }) => is === "stands").length;
  const open = movesOf(compact, matter, party, now).filter(({ verdict }) => verdict.ok);
  const props: AttributionProps = { t, voice, view };
  const close = (): void => setDoing(null);
  return (
    <div className="attribution">
      <header className="page-head">
        <PageTitle title={`${t("attribution.title")} · ${view.title}`}>
          {standing === 0 ? t("attribution.answer.none") : t("attribution.answer.some", { count: standing })}
        </PageTitle>
        <p className="ref">
          <Id>{matter.id}</Id> · {t("attribution.about")}
        </p>
        <p>
          <Link to={`/matter/${encodeURIComponent(matter.id)}`}>{t("attribution.back")}</Link>
        </p>
      </header>
      <div className="attribution-acts" role="group" aria-label={voice.say("matter.moves")}>
        {ACTS.filter((act) => open.some(({ kind }) => kind === act)).map((act) => (
          <button key={act} type="button" onClick={() => setDoing(act)}>
            {voice.name(`kind.${act}.do`, act)}
          </button>
        ))}
        <button type="button" onClick={() => print()}>
          {voice.say("matter.print")}
        </button>
      </div>
      <EvidenceTable {...props} evidence={evidence} />
      {judgements.map((judgement) => (
        <JudgementCard key={judgement.judgement.act} {...props} judged={judgement} />
      ))}
      {(doing === "add-evidence" || doing === "attribute") && (
        <Dialog title={voice.name(`kind.${doing}.do`, doing)} wide onClose={close}>
          {doing === "add-evidence" ? <AddEvidence {...props} onDone={close} /> : <Judge {...props} onDone={close} />}
        </Dialog>
      )}
      {doing === "answer-attribution" && <Compose kind={doing} view={view} onClose={close} />}
    </div>
  );
}
