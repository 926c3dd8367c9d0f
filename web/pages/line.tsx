// The Line page: can I reach them? The answer first; then each other desk with the ways to it, the tests
// that show that they work, what was tried, and what people can carry; beside it our own desk.

import type { ReactNode } from "react";
import type { LineView, LinesView } from "../../src/node/http/line-api.ts";
import type { ReadinessView } from "../../src/node/http/readiness-api.ts";
import { useLineWords, type LineWords } from "../line/line-words.ts";
import { useLines } from "../line/use-lines.ts";
import { lineTime } from "../parts/header.tsx";
import { ContactsDirectory } from "../parts/contacts-directory.tsx";
import { LineCarry } from "../parts/line-carry.tsx";
import { LineDesk } from "../parts/line-desk.tsx";
import { LineRoutes, LineTried } from "../parts/line-routes.tsx";
import { LineTests } from "../parts/line-tests.tsx";
import { PairingKeys } from "../parts/pairing-keys.tsx";
import { Mark, Party } from "../parts/small.tsx";
import { Link } from "../router.tsx";
import { nameOf, useNode, useTickingVoice, type Voice } from "../words/voice.tsx";
import { PageTitle } from "./page-title.tsx";
import "../styles/cards.css";
import "../styles/line.css";
import "../styles/line-codes.css";

export type LineProps = {
  readonly t: LineWords;
  readonly voice: Voice;
  readonly now: number;
  readonly readiness: ReadinessView;
  readonly onChanged: () => void;
};

export function LinePage(): ReactNode {
  const node = useNode();
  const t = useLineWords();
  const { lines, readiness, again } = useLines();
  const [voice, now] = useTickingVoice();
  if (t === null || lines === null || readiness === null) return <p className="loading">{voice.say("app.loading")}</p>;
  const props: LineProps = { t, voice, now, readiness, onChanged: again };
  return (
    <div className="line-page">
      <header className="page-head">
        <PageTitle title={t("line.title")}>
          {answerOf(lines, t, voice, (party) => nameOf(node.compact, party))}
        </PageTitle>
        <p className="ref">{t("line.about")}</p>
      </header>
      <div className="card-columns">
        <div className="line-peers">
          {lines.lines.map((line) => (
            <Peer key={line.party} line={line} {...props} />
          ))}
        </div>
        <aside>
          <LineDesk {...props} />
          <p>
            <Link to="/channel">{t("line.channel")}</Link>
          </p>
          <ContactsDirectory party={node.party} />
        </aside>
      </div>
    </div>
  );
}

/** Another way than the direct one that carries what we sign. */
export const wayRound = ({ routes }: LineView) =>
  routes.find(({ route, is }) => route !== "direct" && (is === "up" || is === "holding"));

/** The page's question, answered in words. */
function answerOf({ lines }: LinesView, t: LineWords, voice: Voice, name: (party: string) => string): string {
  const cut = lines.filter(({ is }) => is === "cut");
  if (lines.every(({ is }) => is === "untried")) return t("line.answer.untried");
  if (cut.length === 0) return t("line.answer.all");
  const alone = cut.filter((line) => wayRound(line) === undefined);
  const listed = (of: readonly LineView[]): string => voice.list(of.map(({ party }) => name(party)));
  return alone.length > 0
    ? t("line.answer.none", { count: alone.length, parties: listed(alone) })
    : t("line.answer.round", { count: cut.length, parties: listed(cut) });
}

/** A line that was never tried is neither good nor bad. */
const TONE = { up: "card-good", cut: "card-bad", untried: "" } as const;

type PeerProps = LineProps & { readonly line: LinesView["lines"][number] };

function Peer({ line, ...props }: PeerProps): ReactNode {
  const { compact } = useNode();
  const { t, voice, now, readiness } = props;
  const heading = `line-${line.party}`;
  const away = readiness.away.find(({ party }) => party === line.party);
  return (
    <section className={`line-card card ${TONE[line.is]}`} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          <Mark is={line.is} /> <Party compact={compact} party={line.party} />{" "}
          <span className="card-state">{voice.say(`line.${line.is}`)}</span>
        </h2>
        <p className="soft">
          {lineTime(line, voice, now)}
          {line.roundTripMs !== null && line.is === "up" && (
            <> · {voice.say("line.round-trip", { ms: Math.max(1, Math.round(line.roundTripMs)) })}</>
          )}
        </p>
      </header>
      <p className="line-how" role="status">
        {howOf(line, t, voice, (party) => nameOf(compact, party))}{" "}
        {voice.say("line.undelivered", { count: line.undelivered })}
      </p>
      {away !== undefined && <p className="line-away">{t("line.away", { until: voice.clock(away.until) })}</p>}
      {line.forks > 0 && <p>{voice.say("line.fork", { count: line.forks, party: nameOf(compact, line.party) })}</p>}
      <LineRoutes line={line} {...props} />
      <LineTests party={line.party} {...props} />
      <ContactsDirectory party={line.party} />
      <PairingKeys party={line.party} />
      <LineCarry party={line.party} open={line.is === "cut"} {...props} />
      <LineTried line={line} {...props} />
    </section>
  );
}

function howOf(line: LineView, t: LineWords, voice: Voice, name: (party: string) => string): string {
  if (line.is === "up") return t("line.now.up");
  if (line.is === "untried") return t("line.now.untried");
  const round = wayRound(line);
  if (round?.route === "relay" && round.via !== null) return t("line.now.relay", { relay: name(round.via) });
  if (round?.route === "thin") return t("line.now.thin");
  return t("line.now.cut", { at: line.cutSince === null ? "–" : voice.clock(line.cutSince) });
}
