// The list of evidence as a table: what each item is worth, what binds it, the way it came, and to whom it may be
// shown at what cost. A party opens its own items from here.

import type { ReactNode } from "react";
import type { EvidenceView } from "../../src/core/attribution/views.ts";
import type { Opening } from "../../src/core/attribution/commitment.ts";
import type { Custody, Evidence } from "../../src/core/kernel/attribution.ts";
import type { EntryView } from "../../src/node/http/api.ts";
import { useSigning } from "../attribution/use-signing.ts";
import { ProblemBox } from "../compose/stages.tsx";
import type { AttributionProps } from "../pages/attribution.tsx";
import { isText, type Said } from "../words/law.ts";
import { nameOf, useNode } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import { Id, Party } from "./small.tsx";

type Props = AttributionProps & { readonly evidence: readonly EvidenceView[] };

const COLUMNS = ["item", "grade", "bound", "custody", "shown", "cost"] as const;

export function EvidenceTable(props: Props): ReactNode {
  const { t, view, evidence } = props;
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{t("attribution.evidence.heading")}</h2>
      {evidence.length === 0 ? (
        <p>{t("attribution.evidence.none")}</p>
      ) : (
        <>
          <div className="table-scroll" role="region" aria-label={t("attribution.evidence.heading")} tabIndex={0}>
            <table className="evidence">
              <caption>{t("attribution.evidence.caption")}</caption>
              <thead>
                <tr>
                  {COLUMNS.map((column) => (
                    <th key={column} scope="col">
                      {t(`attribution.column.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {evidence.map((item) => (
                  <Row key={item.item} {...props} item={item} />
                ))}
              </tbody>
            </table>
          </div>
          <p className="no-print">
            <a className="button" href={`/api/matters/${encodeURIComponent(view.matter.id)}/evidence.jsonld`} download>
              {t("attribution.export")}
            </a>
          </p>
        </>
      )}
    </section>
  );
}

type StatedItem = { readonly name?: unknown; readonly about?: unknown; readonly costs?: unknown };

/** What its act said of it in words, the newest first. */
function statedOf(entries: readonly EntryView[], { act, name }: Evidence): StatedItem {
  const body = entries.find((entry) => entry.act.id === act)?.act.body;
  const items = Array.isArray(body?.["items"]) ? (body["items"] as readonly StatedItem[]) : [];
  return items.find((item) => item.name === name) ?? {};
}

function Row(props: Props & { readonly item: EvidenceView }): ReactNode {
  const { t, voice, view, item } = props;
  const { compact } = useNode();
  const { evidence } = item;
  const { about, costs } = statedOf(view.entries, evidence);
  return (
    <tr>
      <th scope="row">
        <Id>{item.item}</Id>
        <p>{t(`attribution.evidence-kind.${evidence.kind}`)}</p>
        {isText(about) && <Words said={about} voice={voice} />}
        <Disclosed {...props} />
      </th>
      <td>
        <p>{t(`attribution.source.${evidence.source}`)}</p>
        <p>{t(`attribution.information.${evidence.information}`)}</p>
      </td>
      <td>
        <Bound {...props} />
      </td>
      <td>
        <Chain {...props} />
      </td>
      <td>
        {evidence.shown.length === 0 && t("attribution.shown.nobody")}
        <ul>
          {evidence.shown.map((party) => (
            <li key={party}>
              <Party compact={compact} party={party} />
            </li>
          ))}
        </ul>
        <OpenIt {...props} />
      </td>
      <td>
        {t(`attribution.cost.${evidence.cost}`)}
        {isText(costs) && (
          <p>
            <Words said={costs} voice={voice} />
          </p>
        )}
      </td>
    </tr>
  );
}

type RowProps = Props & { readonly item: EvidenceView };

function Bound({ t, item: { evidence } }: RowProps): ReactNode {
  const { bound } = evidence;
  const is = bound.is === "committed" ? "committed" : bound.commitment === null ? "open" : "opened";
  return (
    <>
      <p>{t(`attribution.bound.${is}`)}</p>
      <Id>{bound.is === "open" ? bound.digest : bound.commitment}</Id>
    </>
  );
}

function Chain({ t, voice, item: { evidence, breaks } }: RowProps): ReactNode {
  const { bound } = evidence;
  const custody: readonly Custody[] = bound.is === "open" ? bound.custody : [];
  if (custody.length === 0) return t("attribution.custody.none");
  return (
    <ol>
      {custody.map((step, i) => (
        <li key={i}>
          {t("attribution.custody.step", { at: voice.clock(step.at), holder: step.holder })}
          {breaks.includes(step) && <strong> {t("attribution.custody.break")}</strong>}
        </li>
      ))}
    </ol>
  );
}

type ReadWords = { readonly said: Said; readonly opening: Opening } | "misfit" | undefined;

/** What was opened to this desk under seal, where it was. */
function readWords({ words }: EntryView): ReadWords {
  if (words?.is === "readable" && words.opening !== undefined) return { said: words.words, opening: words.opening };
  return words?.is === "opened" && !words.fits ? "misfit" : undefined;
}

/** To whom an item was opened, and what this desk may read of it. */
function Disclosed({ t, voice, view, item: { evidence } }: RowProps): ReactNode {
  const { compact } = useNode();
  return evidence.disclosed.map(({ act, at, to }) => {
    const entry = view.entries.find((known) => known.act.id === act);
    const read = entry === undefined ? undefined : readWords(entry);
    const when = voice.clock(at);
    return (
      <div key={act} className="disclosed">
        <p>
          {to === null
            ? t("attribution.disclosed.all", { at: when })
            : t("attribution.disclosed.one", { party: nameOf(compact, to), at: when })}
        </p>
        {read === "misfit" && <p role="note">{t("attribution.misfit")}</p>}
        {read !== undefined && read !== "misfit" && (
          <>
            <p>{t("attribution.readable")}</p>
            <p>
              <Words said={read.said} voice={voice} />
            </p>
            <Id>{read.opening.digest}</Id>
          </>
        )}
      </div>
    );
  });
}

/** Its own party opens an item, to all or under seal to one of those to whom it may be shown. */
function OpenIt({ t, voice, view, item: { evidence } }: RowProps): ReactNode {
  const { compact, party } = useNode();
  const { busy, problem, sign } = useSigning(view.matter.id);
  if (evidence.by !== party || evidence.bound.is === "open") return null;
  const open = (reader: string | null): void =>
    void sign("disclose-evidence", { item: evidence.name, ...(reader === null ? {} : { reader }) });
  const told = evidence.disclosed.map(({ to }) => to);
  return (
    <div className="open-it">
      {evidence.shown
        .filter((reader) => reader !== party && !told.includes(reader))
        .map((reader) => (
          <button key={reader} type="button" className="small" disabled={busy} onClick={() => open(reader)}>
            {t("attribution.open.one", { party: nameOf(compact, reader) })}
          </button>
        ))}
      <button type="button" className="small" disabled={busy} onClick={() => open(null)}>
        {t("attribution.open.all")}
      </button>
      {problem !== undefined && <ProblemBox {...{ compact, voice, problem }} />}
    </div>
  );
}
