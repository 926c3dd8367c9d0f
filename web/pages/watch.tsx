// The watch: what needs me now? Duties by the time left, every line, every open matter as a strip.

import { useEffect, useState, type ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { firstRefusal } from "../../src/core/kernel/verdict.ts";
import { isMember } from "../../src/core/compact/occasion.ts";
import { answerFor } from "../../src/core/law/views.ts";
import { advance } from "../../src/core/ladder/ladder.ts";
import { presentStep, type Matter } from "../../src/core/kernel/matter.ts";
import type { MatterLine, MatterView, NodeView, WatchView } from "../../src/node/http/api.ts";
import { readMatter, useStore, type State } from "../api/store.ts";
import { Compose } from "../compose/compose.tsx";
import { LadderGlyph } from "../parts/ladder.tsx";
import { Why } from "../parts/moves.tsx";
import { Id, Party } from "../parts/small.tsx";
import { stationsOf } from "../parts/duty-clock.ts";
import { WatchLines } from "../parts/watch-lines.tsx";
import { Link } from "../router.tsx";
import { sayAnswer, sayContact, sayDuty, stepName } from "../words/law.ts";
import { nameOf, onLadder, useNode, useTickingVoice, type Voice } from "../words/voice.tsx";
import { PageTitle } from "./page-title.tsx";

type Views = Readonly<Record<string, Matter | undefined>>;

type Props = {
  readonly node: NodeView;
  readonly watch: WatchView;
  readonly views: Views;
  readonly voice: Voice;
  readonly now: number;
};

/** The matters themselves are read too, so that answers and times stay true between two readings. */
function useMatters(watch: WatchView | null, compact: Compact, now: number): Views {
  const matters = useStore((state: State) => state.matters);
  const ids = (watch?.matters ?? []).map(({ id }) => id);
  const missing = ids.filter((id) => matters[id] === undefined).join(" ");
  useEffect(() => {
    for (const id of missing.split(" ").filter((part) => part !== "")) void readMatter(id);
  }, [missing]);
  const viewOf = (id: string): MatterView | undefined => {
    const view = matters[id];
    return view === "missing" ? undefined : view;
  };
  return Object.fromEntries(
    ids.map((id) => {
      const view = viewOf(id);
      return [id, view === undefined ? undefined : advance(view.matter, now, compact)];
    }),
  );
}

export function WatchPage(): ReactNode {
  const node = useNode();
  const watch = useStore((state) => state.watch);
  const [voice, now] = useTickingVoice();
  const [reporting, setReporting] = useState(false);
  const views = useMatters(watch, node.compact, now);
  if (watch === null) return <p className="loading">{voice.say("app.loading")}</p>;
  const props: Props = { node, watch, views, voice, now };
  const open = watch.matters.filter(({ standing }) => standing.is !== "closed");
  const over = watch.matters.filter(({ standing }) => standing.is === "closed");
  return (
    <div className="watch">
      <header className="page-head">
        <div>
          <PageTitle title={voice.say("watch.title")}>{headline(props)}</PageTitle>
          <p className="ref">
            <Link to="/compact">
              {voice.say("watch.compact", { title: node.compact.title, version: node.compact.version })}
            </Link>
          </p>
        </div>
        {watch.matters.length > 0 && <Report {...props} quiet onReport={() => setReporting(true)} />}
      </header>
      <Missed {...props} />
      <div className="watch-columns">
        <div>
          <Duties {...props} />
          {open.length > 0 && <Strips {...props} heading={voice.say("watch.matters")} matters={open} />}
          {watch.matters.length === 0 && (
            <Empty {...props}>
              <Report {...props} onReport={() => setReporting(true)} />
            </Empty>
          )}
          {over.length > 0 && <Strips {...props} heading={voice.say("watch.matters.over")} matters={over} />}
        </div>
        <aside>
          <WatchLines {...{ node, watch, voice, now }} />
          <BriefOfSeat node={node} voice={voice} open={watch.matters.length === 0} />
        </aside>
      </div>
      {reporting && <Compose kind="report" view={null} onClose={() => setReporting(false)} />}
    </div>
  );
}

/** The page's question, answered in words. */
function headline({ node, watch, views, voice, now }: Props): string {
  const due = watch.duties.filter(({ duty }) => duty.earliest <= now);
  if (due.length > 0) return voice.say("watch.answer.duties", { count: due.length });
  const soon = watch.duties.map(({ duty }) => duty.earliest).toSorted((a, b) => a - b)[0];
  if (soon !== undefined) return voice.say("watch.answer.soon", { length: voice.length(soon - now) });
  const waiting = Object.values(views)
    .flatMap((matter) => (matter === undefined ? [] : [answerFor(node.compact, matter, node.party, now)]))
    .flatMap((answer) => (answer.is === "they-owe" ? [nameOf(node.compact, answer.duty.by)] : []));
  if (waiting.length > 0) return voice.say("watch.answer.waiting", { party: voice.list([...new Set(waiting)]) });
  return voice.say("watch.answer.calm");
}

function Missed({ watch, voice }: Props): ReactNode {
  if (watch.missed.length === 0) return null;
  const titleOf = (id: string): string => watch.matters.find((matter) => matter.id === id)?.title ?? id;
  return (
    <section className="missed" aria-labelledby="missed">
      <h2 id="missed">{voice.say("watch.missed")}</h2>
      <ul>
        {watch.missed.map(({ matter, dueAt, noticedAt }) => (
          <li key={`${matter} ${dueAt}`}>
            <Link to={`/matter/${matter}`}>
              {voice.say("watch.missed.item", {
                title: titleOf(matter),
                due: voice.clock(dueAt),
                noticed: voice.clock(noticedAt),
              })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Duties({ node, watch, views, voice, now }: Props): ReactNode {
  const { compact, party } = node;
  const duties = watch.duties.toSorted((a, b) => a.duty.due - b.duty.due);
  return (
    <section aria-labelledby="duties">
      <h2 id="duties">{voice.say("watch.duties")}</h2>
      {duties.length === 0 && <p className="soft">{voice.say("watch.duties.none")}</p>}
      <ul className="duties">
        {duties.map(({ matter, title, duty }) => {
          const next = stationsOf(compact, duty).find(({ is }) => is !== "reached");
          const length = Math.abs(duty.due - now);
          return (
            <li key={`${matter} ${duty.id}`}>
              <Link to={`/matter/${matter}`} className="duty-card">
                <span className="duty-left">
                  <small>{voice.say(duty.due > now ? "matter.left" : "matter.left.passed")}</small>
                  <b>{voice.length(length)}</b>
                  <small>
                    {voice.say(duty.due > now ? "time.until" : "time.passed-at", { at: voice.clock(duty.due) })}
                    {compact.pace > 1 && (
                      <span>{voice.say("time.on-ladder", { length: voice.length(onLadder(compact, length)) })}</span>
                    )}
                  </small>
                </span>
                <span className="duty-what">
                  <b>{sayDuty(voice, compact, views[matter], duty, party)}</b>
                  <bdi>{title}</bdi>
                  {duty.earliest > now && (
                    <span>{voice.say("time.opens-in", { length: voice.length(duty.earliest - now) })}</span>
                  )}
                  {next !== undefined && (
                    <span className="soft">
                      {voice.clock(next.at)}{" "}
                      {sayContact(voice, compact, next.contact, duty.by, next.is === "present" ? "reached" : "then")}
                    </span>
                  )}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type StripsProps = Props & { readonly heading: string; readonly matters: readonly MatterLine[] };

function Strips({ heading, matters, ...props }: StripsProps): ReactNode {
  return (
    <section aria-label={heading}>
      <h2>{heading}</h2>
      <ul className="strips">
        {matters.map((line) => (
          <Strip key={line.id} line={line} {...props} />
        ))}
      </ul>
    </section>
  );
}

function Strip({ line, node, views, voice, now }: Props & { readonly line: MatterLine }): ReactNode {
  const { compact, party } = node;
  const matter = views[line.id];
  const answer = matter === undefined ? line.answer : answerFor(compact, matter, party, now);
  const step = (matter === undefined ? undefined : presentStep(matter)?.id) ?? line.step;
  const place = compact.ladder.findIndex(({ id }) => id === step);
  const until = "duty" in answer ? answer.duty.due : answer.is === "cooling-off" ? answer.until : undefined;
  const standing = matter?.standing ?? line.standing;
  return (
    <li>
      <Link to={`/matter/${line.id}`} className={`strip strip-${answer.is}`}>
        <span className="strip-what">
          <b>
            <bdi>{line.title}</bdi>
          </b>
          <small>
            <Party compact={compact} party={line.reporter} /> {voice.clock(line.openedAt)} <Id>{line.id}</Id>
          </small>
        </span>
        <span className="strip-step">
          <LadderGlyph place={place} of={compact.ladder.length} />
          <span>
            {standing.is === "open"
              ? step === null
                ? "–"
                : stepName(voice, step)
              : voice.name(`standing.${standing.is}`, standing.is)}
          </span>
        </span>
        <span className="strip-next">{sayAnswer(voice, compact, matter, answer, party)}</span>
        <span className="strip-left">
          {until === undefined
            ? ""
            : until > now
              ? voice.length(until - now)
              : voice.say("time.passed-at", { at: voice.clock(until) })}
        </span>
      </Link>
    </li>
  );
}

/** The main thing on an empty page; beside what is owed it stands back. */
function Report({
  node,
  voice,
  now,
  onReport,
  quiet = false,
}: Props & { readonly onReport: () => void; readonly quiet?: boolean }): ReactNode {
  const verdict = firstRefusal(() => isMember(node.compact, node.party));
  return (
    <div className="report-do">
      <button
        type="button"
        className={quiet ? undefined : "main"}
        disabled={!verdict.ok}
        aria-describedby={verdict.ok ? undefined : "why-report"}
        onClick={onReport}
      >
        {voice.say("watch.report")}
      </button>
      {!verdict.ok && <Why compact={node.compact} kind="report" refusal={verdict} voice={voice} now={now} />}
    </div>
  );
}

const isMediator = (compact: Compact, party: PartyId): boolean => !isMember(compact, party).ok;

function Empty({ node, voice, children }: Props & { readonly children: ReactNode }): ReactNode {
  const { compact, party } = node;
  const role = compact.parties.find(({ id }) => id === party)?.role ?? "member";
  return (
    <section className="empty" aria-labelledby="empty">
      <h2 id="empty">{voice.say("watch.empty.title")}</h2>
      <p>{voice.say("watch.empty.about")}</p>
      {isMediator(compact, party) ? (
        <p>{voice.say("watch.empty.mediator", { role: voice.name(`role.${role}`, role) })}</p>
      ) : (
        <ol>
          <li>{voice.say("watch.empty.1")}</li>
          <li>{voice.say("watch.empty.2")}</li>
          <li>{voice.say("watch.empty.3")}</li>
        </ol>
      )}
      {children}
    </section>
  );
}

function BriefOfSeat({
  node,
  voice,
  open,
}: {
  readonly node: NodeView;
  readonly voice: Voice;
  readonly open: boolean;
}): ReactNode {
  const { scenario, party } = node;
  if (scenario === null) return null;
  return (
    <details className="brief" open={open}>
      <summary>{voice.say("watch.brief")}</summary>
      <p lang="en" dir="auto" className="brief-part">
        {scenario.seats[party]}
      </p>
      <p className="soft">
        {voice.say("watch.brief.about", { title: scenario.title })} <span lang="en">{scenario.about}</span>
      </p>
      {scenario.sources.length > 0 && (
        <>
          <h3>{voice.say("watch.brief.sources")}</h3>
          <ul className="plain">
            {scenario.sources.map(({ id, title, publisher, date, url }) => (
              <li key={id}>
                <a href={url} lang="en" rel="noreferrer noopener">
                  {title}
                </a>{" "}
                <span className="soft">
                  {publisher} · {date}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
