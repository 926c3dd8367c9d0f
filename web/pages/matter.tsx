// The matter: what happened, where it stands, who acts next, how long they have, and what this party
// may do. The node's view is brought forward by the same law as time passes.

import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { RECEIPT } from "../../src/core/kernel/receipt.ts";
import { NO_ATTRIBUTION } from "../../src/core/kernel/attribution.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import { advance } from "../../src/core/ladder/ladder.ts";
import { answerFor, mainMove, movesOf } from "../../src/core/law/views.ts";
import type { EntryView, MatterView, NodeView } from "../../src/node/http/api.ts";
import { post } from "../api/client.ts";
import { nodeNow } from "../api/clock.ts";
import { readMatter, useStore } from "../api/store.ts";
import { Compose } from "../compose/compose.tsx";
import { Announced } from "../parts/announced.tsx";
import { Answer } from "../parts/answer.tsx";
import { Facts } from "../parts/body.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Ladder } from "../parts/ladder.tsx";
import { Exchanges, hasExchanges } from "../parts/exchange.tsx";
import { hasMediation, Mediation } from "../parts/mediation.tsx";
import { Moves } from "../parts/moves.tsx";
import { Serious } from "../parts/serious.tsx";
import { Id } from "../parts/small.tsx";
import { Timeline } from "../parts/timeline.tsx";
import { attributionPath, go, Link } from "../router.tsx";
import { sayStanding } from "../words/law.ts";
import { nameOf, useNode, useTickingVoice, useVoice } from "../words/voice.tsx";
import { Lost } from "./lost.tsx";
import { PageTitle } from "./page-title.tsx";
import { Proof } from "./proof.tsx";

export function MatterPage({ id }: { readonly id: string }): ReactNode {
  const view = useStore((state) => state.matters[id]);
  const changes = useStore((state) => state.changes);
  const { say } = useVoice();
  const missing = view === "missing";
  useEffect(() => {
    if (view === undefined || missing) void readMatter(id);
  }, [id, view === undefined, missing, changes]);
  if (view === undefined) return <p className="loading">{say("app.loading")}</p>;
  return view === "missing" ? <Lost because="lost-page.matter" /> : <OpenMatter view={view} />;
}

/** Tells the author that its acts have been opened here: once each, and only while somebody looks. */
function useOpenedReceipts(entries: readonly EntryView[], me: string): void {
  const told = useRef(new Set<string>());
  useEffect(() => {
    const tell = (): void => {
      if (document.visibilityState !== "visible") return;
      for (const { act, receipts } of entries) {
        const known =
          act.by === me || act.kind === RECEIPT || receipts[me]?.opened !== undefined || told.current.has(act.id);
        if (known) continue;
        told.current.add(act.id);
        void post("/api/receipts", { level: "opened", act: act.id }).then((answer) => {
          if (!answer.ok && answer.problem === null) told.current.delete(act.id);
        });
      }
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [entries, me]);
}

type Open = { readonly is: "compose"; readonly kind: string } | { readonly is: "proof"; readonly act: string } | null;

function OpenMatter({ view }: { readonly view: MatterView }): ReactNode {
  const node = useNode();
  const { compact, party: me } = node;
  const [voice, now] = useTickingVoice();
  const [open, setOpen] = useState<Open>(null);
  const since = useRef(nodeNow());
  const entries = useMemo(() => view.entries.filter(({ act }) => act.kind !== RECEIPT), [view.entries]);
  useOpenedReceipts(entries, me);
  const matter = advance(view.matter, now, compact);
  const answer = answerFor(compact, matter, me, now);
  const moves = movesOf(compact, matter, me, now);
  const main = mainMove(compact, matter, me, now);
  const mediation = {
    compact,
    matter,
    entries,
    moves,
    voice,
    now,
    onCompose: (kind: string) => setOpen({ is: "compose", kind }),
  };
  const proof = (act: string): void => setOpen({ is: "proof", act });
  return (
    <div className="matter">
      <MatterHead view={view} node={node} />
      {matter.standing.is !== "open" && (
        <p className={`standing standing-${matter.standing.is}`}>
          <b>{voice.name(`standing.${matter.standing.is}`, "")}</b> {sayStanding(voice, compact, matter.standing)}
        </p>
      )}
      <Answer {...{ compact, matter, answer, me, voice, now }} />
      <Announced view={view} />
      {hasMediation(matter) && <Mediation {...mediation} />}
      {hasExchanges(matter) && <Exchanges {...mediation} />}
      <div className="matter-columns">
        <Moves {...{ compact, main, moves, voice, now }} onCompose={(kind) => setOpen({ is: "compose", kind })} />
        <aside className="matter-side">
          <Ladder
            {...{ compact, matter, moves, me, voice }}
            kindOf={(id) => entries.find(({ act }) => act.id === id)?.act.kind}
          />
          <Serious {...{ compact, matter, view, voice }} />
          {!hasMediation(matter) && <Mediation {...mediation} />}
          {!hasExchanges(matter) && <Exchanges {...mediation} />}
          <WhoItWas matter={matter} />
          <Brief entries={entries} matter={matter} />
          <CaseFile id={view.matter.id} />
        </aside>
        <Timeline
          {...{ compact, matter, entries, me, voice }}
          isFresh={({ act, receivedAt }) => act.by !== me && receivedAt > since.current}
          onProof={proof}
          onRead={(act) => void post("/api/receipts", { level: "read", act })}
        />
      </div>
      {open?.is === "compose" && <Compose kind={open.kind} view={view} onClose={() => setOpen(null)} />}
      {open?.is === "proof" && (
        <Dialog title={voice.say("proof.heading")} wide onClose={() => setOpen(null)}>
          <p>
            <button type="button" className="link" onClick={() => go(`/proof/${open.act}`)}>
              {voice.say("proof.page")}
            </button>
          </p>
          <Proof id={open.act} />
        </Dialog>
      )}
    </div>
  );
}

function MatterHead({ view, node }: { readonly view: MatterView; readonly node: NodeView }): ReactNode {
  const voice = useVoice();
  const { compact } = node;
  const { opened } = view.matter;
  const marking = view.entries.find(({ act }) => act.id === opened.act)?.act.marking ?? compact.marking;
  return (
    <header className="page-head">
      <PageTitle title={view.title} />
      <p className="ref">
        <Id>{view.matter.id}</Id> ·{" "}
        {voice.say("matter.ref", {
          party: nameOf(compact, opened.by),
          at: voice.clock(opened.at),
          title: compact.title,
          version: compact.version,
          marking,
        })}
      </p>
    </header>
  );
}

function Brief({ entries, matter }: { readonly entries: readonly EntryView[]; readonly matter: Matter }): ReactNode {
  const voice = useVoice();
  const report = entries.find(({ act }) => act.id === matter.opened.act)?.act;
  if (report === undefined) return null;
  return (
    <section aria-labelledby="brief">
      <h2 id="brief">{voice.say("matter.brief")}</h2>
      <Facts kind="report" body={report.body} voice={voice} without={["title", "summary", "attachments"]} />
    </section>
  );
}

/** Evidence and judgements stand on a page of their own: nothing here waits for them. */
function WhoItWas({ matter }: { readonly matter: Matter }): ReactNode {
  const { say } = useVoice();
  const { evidence, judgements } = matter.attribution ?? NO_ATTRIBUTION;
  const standing = judgements.filter(({ replaced }) => replaced === null).length;
  return (
    <section aria-labelledby="who-it-was">
      <h2 id="who-it-was">{say("matter.attribution")}</h2>
      <p>
        {matter.attribution === null
          ? say("matter.attribution.none")
          : say("matter.attribution.some", { items: evidence.length, judgements: standing })}
      </p>
      <p>
        <Link to={attributionPath(matter.id)}>{say("matter.attribution.open")}</Link>
      </p>
    </section>
  );
}

function CaseFile({ id }: { readonly id: string }): ReactNode {
  const { say } = useVoice();
  return (
    <section className="case-file">
      <p>
        <a className="button" href={`/api/case/${encodeURIComponent(id)}`} download>
          {say("matter.casefile")}
        </a>{" "}
        <button type="button" onClick={() => print()}>
          {say("matter.print")}
        </button>
      </p>
      <p className="soft">{say("matter.casefile.about")}</p>
    </section>
  );
}
