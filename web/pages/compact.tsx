// The Compact page: what did we agree? The answer first, then its parts: the clauses with the ladder, the
// versions, what is proposed, and the desk at which an amendment is written.

import type { ReactNode } from "react";
import type { CompactView } from "../../src/node/http/api.ts";
import { documentNow, openProposals, useAgreement } from "../compact/agreement.ts";
import { CompactSpeaks, useCompactSpeech } from "../compact/speech.tsx";
import { CompactAgreed } from "../parts/compact-agreed.tsx";
import { CompactAnswer } from "../parts/compact-answer.tsx";
import { CompactProposed } from "../parts/compact-proposed.tsx";
import { CompactVersions } from "../parts/compact-versions.tsx";
import { CompactWrite } from "../parts/compact-write.tsx";
import { Id } from "../parts/small.tsx";
import { COMPACT_PARTS, compactPath, Link, type CompactPart } from "../router.tsx";
import { useSay } from "../words/voice.tsx";
import { PageTitle } from "./page-title.tsx";
import "../styles/compact.css";
import "../styles/compact-ladder.css";
import "../styles/compact-change.css";
import "../styles/compact-write.css";

export const CompactPage = ({ part }: { readonly part: CompactPart }): ReactNode => (
  <CompactSpeaks>
    <Compact part={part} />
  </CompactSpeaks>
);

function Compact({ part }: { readonly part: CompactPart }): ReactNode {
  const { view, again } = useAgreement();
  const { t } = useCompactSpeech();
  const { say } = useSay();
  if (view === null) return <p className="loading">{say("app.loading")}</p>;
  const document = documentNow(view);
  return (
    <div className="compact">
      <header className="page-head">
        <PageTitle title={document.title} />
        <p className="ref">
          {t("compact.ref", { name: document.name })} <Id>{view.id}</Id>
        </p>
      </header>
      <CompactAnswer view={view} />
      <Parts part={part} open={openProposals(view).length} />
      <Part part={part} view={view} onChanged={again} />
    </div>
  );
}

type PartProps = { readonly part: CompactPart; readonly view: CompactView; readonly onChanged: () => void };

function Part({ part, view, onChanged }: PartProps): ReactNode {
  switch (part) {
    case "agreed":
      return <CompactAgreed document={documentNow(view)} />;
    case "versions":
      return <CompactVersions view={view} />;
    case "proposed":
      return <CompactProposed view={view} onChanged={onChanged} />;
    case "write":
      return <CompactWrite view={view} onChanged={onChanged} />;
    default:
      return part satisfies never;
  }
}

function Parts({ part, open }: { readonly part: CompactPart; readonly open: number }): ReactNode {
  const { t } = useCompactSpeech();
  return (
    <nav className="parts" aria-label={t("compact.parts")}>
      <ul>
        {COMPACT_PARTS.map((each) => (
          <li key={each}>
            <Link to={compactPath(each)} current={each === part}>
              {t(`compact.part.${each}`)}
              {each === "proposed" && open > 0 && <span className="parts-count">{open}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
