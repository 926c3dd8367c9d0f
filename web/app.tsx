// The shell around every page: language, drill frame, head, live news.

import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import type { Language } from "../src/core/kernel/act.ts";
import { connect, useStore } from "./api/store.ts";
import { Header } from "./parts/header.tsx";
import { LostLink, News } from "./parts/news.tsx";
import { Lost } from "./pages/lost.tsx";
import { MatterPage } from "./pages/matter.tsx";
import { MessagesPage } from "./pages/messages.tsx";
import { ProofPage } from "./pages/proof.tsx";
import { WatchPage } from "./pages/watch.tsx";
import { routeOf, usePath } from "./router.tsx";
import { chosenLanguage, loadWords, rememberLanguage } from "./words/load.ts";
import { createSay, type Say } from "./words/say.ts";
import { SayProvider, useSay } from "./words/voice.tsx";

/** Puts the language on the page itself, so that the browser, the reader's voice and the layout follow. */
function wear({ lang, dir }: Say): void {
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
}

export function App({ first }: { readonly first: Say }): ReactNode {
  const [say, setSay] = useState(first);
  const [lang, setLang] = useState<Language>(first.lang);
  useEffect(connect, []);
  const choose = (chosen: Language): void => {
    setLang(rememberLanguage(chosen));
    void loadWords(chosen).then((words) => {
      const next = createSay(chosen, words);
      wear(next);
      setSay(next);
    });
  };
  return (
    <SayProvider say={say}>
      <Shell lang={lang} onLanguage={choose} />
    </SayProvider>
  );
}

/** The words of the chosen language, before anything is drawn. */
export async function firstSay(): Promise<Say> {
  const lang = chosenLanguage();
  const say = createSay(lang, await loadWords(lang).catch(() => ({})));
  wear(say);
  return say;
}

type ShellProps = { readonly lang: Language; readonly onLanguage: (lang: Language) => void };

function Shell({ lang, onLanguage }: ShellProps): ReactNode {
  const { say } = useSay();
  const node = useStore((state) => state.node);
  const link = useStore((state) => state.link);
  const drill = node?.compact.mode === "drill";
  useEffect(() => {
    document.documentElement.classList.toggle("is-drill", drill);
    document
      .querySelector<HTMLLinkElement>("link[rel=icon]")
      ?.setAttribute("href", drill ? "/icon-drill.svg" : "/icon.svg");
  }, [drill]);
  if (node === null) {
    return (
      <main className="loading" id="content">
        <h1>{say("app.name")}</h1>
        <p role="status">{say(link === "cut" ? "lost.title" : "app.loading")}</p>
      </main>
    );
  }
  return (
    <>
      <a className="skip" href="#content">
        {say("app.skip")}
      </a>
      {drill && (
        <div className="drill-frame" aria-hidden="true">
          <span>{say("drill.badge")}</span>
        </div>
      )}
      <Header lang={lang} onLanguage={onLanguage} />
      <LostLink />
      <main id="content" tabIndex={-1}>
        <Page />
      </main>
      <footer className="foot">
        <p>
          {say("app.motto")} {say("foot.motto")}
        </p>
        <p>{say("foot.version", { app: say("app.name"), version: node.version, compact: node.compact.title })}</p>
      </footer>
      <News />
    </>
  );
}

/** Reading and writing a compact brings its own words, a reader of YAML and the check; no other page waits for them. */
const CompactPage = lazy(() => import("./pages/compact.tsx").then((page) => ({ default: page.CompactPage })));

/** The ways to the others bring the words of the line and a drawer of codes. */
const LinePage = lazy(() => import("./pages/line.tsx").then((page) => ({ default: page.LinePage })));

/** What is planned brings its own words and its calendar. */
const NoticesPage = lazy(() => import("./pages/notices.tsx").then((page) => ({ default: page.NoticesPage })));

/** The register brings its own words, and those of a compact's menu. */
const MeasuresPage = lazy(() => import("./pages/measures.tsx").then((page) => ({ default: page.MeasuresPage })));

/** Officers who speak aside are few. */
const ChannelPage = lazy(() => import("./pages/channel.tsx").then((page) => ({ default: page.ChannelPage })));

/** Evidence and judgements bring their own words and tables. */
const AttributionPage = lazy(() =>
  import("./pages/attribution.tsx").then((page) => ({ default: page.AttributionPage })),
);

function Page(): ReactNode {
  const { say } = useSay();
  const route = routeOf(usePath());
  switch (route.page) {
    case "watch":
      return <WatchPage />;
    case "matter":
      return <MatterPage key={route.id} id={route.id} />;
    case "attribution":
      return (
        <Suspense fallback={<p className="loading">{say("app.loading")}</p>}>
          <AttributionPage key={route.id} id={route.id} />
        </Suspense>
      );
    case "proof":
      return <ProofPage key={route.id} id={route.id} />;
    case "compact":
      return (
        <Suspense fallback={<p className="loading">{say("app.loading")}</p>}>
          <CompactPage part={route.part} />
        </Suspense>
      );
    case "line":
      return (
        <Suspense fallback={<p className="loading">{say("app.loading")}</p>}>
          <LinePage />
        </Suspense>
      );
    case "channel":
      return (
        <Suspense fallback={<p className="loading">{say("app.loading")}</p>}>
          <ChannelPage />
        </Suspense>
      );
    case "measures":
      return (
        <Suspense fallback={<p className="loading">{say("app.loading")}</p>}>
          <MeasuresPage />
        </Suspense>
      );
    case "messages":
      return <MessagesPage />;
    case "notices":
      return (
        <Suspense fallback={<p className="loading">{say("app.loading")}</p>}>
          <NoticesPage />
        </Suspense>
      );
    case "lost":
      return <Lost />;
    default:
      return route satisfies never;
  }
}
