// Measures: which are proposed, in force or suspended in any matter, until when, and what would end each?

import { useEffect, useState, type ReactNode } from "react";
import type { MeasuresView, MeasureView } from "../../src/node/http/measures-api.ts";
import { read } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import { useMeasuresWords, type MeasuresWords } from "../line/measures-words.ts";
import { MeasureEntry } from "../parts/measure-entry.tsx";
import { useTickingVoice, type Voice } from "../words/voice.tsx";
import { PageTitle } from "./page-title.tsx";
import "../styles/measures.css";

export function MeasuresPage(): ReactNode {
  const [voice, now] = useTickingVoice();
  const words = useMeasuresWords();
  const changes = useStore((state) => state.changes);
  const [view, setView] = useState<MeasuresView | null>(null);
  useEffect(() => {
    let here = true;
    void read<MeasuresView>("/api/measures").then((answer) => {
      if (here && answer.ok) setView(answer.value);
    });
    return () => {
      here = false;
    };
  }, [changes]);
  if (view === null || words === null) return <p className="loading">{voice.say("app.loading")}</p>;
  const { running, over, hidden } = view;
  return (
    <div className="measures-page">
      <PageTitle title={words("measures.title")} />
      <p className="soft">{words("measures.about")}</p>
      {running.length + over.length === 0 ? (
        <p>{words("measures.none")}</p>
      ) : (
        <>
          <p className="measures-do">
            <button type="button" onClick={() => print()}>
              {words("measures.print")}
            </button>
          </p>
          <Section title={words("measures.running")} rows={running} voice={voice} now={now} words={words} />
          <Section title={words("measures.over")} rows={over} voice={voice} now={now} words={words} />
          {hidden > 0 && <p className="soft">{words("measures.hidden", { count: hidden })}</p>}
        </>
      )}
    </div>
  );
}

type SectionProps = {
  readonly title: string;
  readonly rows: readonly MeasureView[];
  readonly voice: Voice;
  readonly now: number;
  readonly words: MeasuresWords;
};

const Section = ({ title, rows, voice, now, words }: SectionProps): ReactNode => (
  <section>
    <h2>{title}</h2>
    {rows.length === 0 ? (
      <p className="soft">{words("measures.nothing-over")}</p>
    ) : (
      <ul className="measures">
        {rows.map((row) => (
          <li key={row.measure.act}>
            <MeasureEntry row={row} voice={voice} now={now} words={words} />
          </li>
        ))}
      </ul>
    )}
  </section>
);
