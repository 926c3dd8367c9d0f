// Every wording that has been law, with its time, and two of them beside each other.

import { useState, type ReactNode } from "react";
import type { CompactView, VersionView } from "../../src/node/http/api.ts";
import { useCompactSpeech, useDates } from "../compact/speech.tsx";
import { compactPath, Link } from "../router.tsx";
import { nameOf, useNode } from "../words/voice.tsx";
import { Redline } from "./compact-redline.tsx";

export function CompactVersions({ view }: { readonly view: CompactView }): ReactNode {
  const { t } = useCompactSpeech();
  const { versions } = view;
  return (
    <div className="versions">
      <section aria-labelledby="versions">
        <h2 id="versions">{t("compact.versions")}</h2>
        <p className="climb-lead">{t("compact.versions.about")}</p>
        <VersionTable view={view} />
      </section>
      {versions.length < 2 ? (
        <div className="teach">
          <p>{t("compact.versions.one")}</p>
          <p>
            <Link to={compactPath("write")} className="button">
              {t("compact.write.amend")}
            </Link>
          </p>
        </div>
      ) : (
        <Compare versions={versions} />
      )}
    </div>
  );
}

function VersionTable({ view }: { readonly view: CompactView }): ReactNode {
  const { t } = useCompactSpeech();
  const { compact } = useNode();
  const at = useDates();
  const proposerOf = ({ proposal }: VersionView): ReactNode => {
    const found = view.proposals.find(({ id }) => id === proposal);
    if (found === undefined) return t("compact.versions.founding");
    return <Link to={`/proof/${found.id}`}>{t("compact.versions.by", { party: nameOf(compact, found.by) })}</Link>;
  };
  return (
    <div className="table-scroll" role="region" aria-labelledby="versions" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {(["version", "from", "until", "origin"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`compact.versions.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.versions.toReversed().map((version) => (
            <tr key={version.version}>
              <th scope="row">
                {version.version}
                {version.version === view.inForce && <span className="step-here">{t("compact.versions.now")}</span>}
              </th>
              <td>{version.from === null ? t("compact.versions.beginning") : at(version.from)}</td>
              <td>{version.until === null ? "–" : at(version.until)}</td>
              <td>{proposerOf(version)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Compare({ versions }: { readonly versions: readonly VersionView[] }): ReactNode {
  const { t } = useCompactSpeech();
  const newest = versions.at(-1)?.version ?? 1;
  const [before, setBefore] = useState(newest - 1);
  const [after, setAfter] = useState(newest);
  const old = versions.find(({ version }) => version === before);
  const next = versions.find(({ version }) => version === after);
  return (
    <section aria-labelledby="compare">
      <h2 id="compare">{t("compact.compare")}</h2>
      <p className="compare-choice">
        <Choose label={t("compact.compare.before")} value={before} versions={versions} onChoose={setBefore} />
        <Choose label={t("compact.compare.after")} value={after} versions={versions} onChoose={setAfter} />
      </p>
      {old !== undefined && next !== undefined && <Redline before={old.document} after={next.document} />}
    </section>
  );
}

type ChooseProps = {
  readonly label: string;
  readonly value: number;
  readonly versions: readonly VersionView[];
  readonly onChoose: (version: number) => void;
};

function Choose({ label, value, versions, onChoose }: ChooseProps): ReactNode {
  const { t } = useCompactSpeech();
  return (
    <label>
      {label}{" "}
      <select value={value} onChange={(event) => onChoose(Number(event.target.value))}>
        {versions.map(({ version }) => (
          <option key={version} value={version}>
            {t("compact.versions.number", { version })}
          </option>
        ))}
      </select>
    </label>
  );
}
