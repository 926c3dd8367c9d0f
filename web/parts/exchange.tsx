// Exchanges of steps down in a matter: the two steps side by side, what each side has done, until when, and
// what happens by itself then. Nobody is counted against anybody: what is not done is said of the step.

import type { ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import type { Move } from "../../src/core/law/views.ts";
import { isOfExchange } from "../../src/core/response/exchange-rules.ts";
import { exchangesView, type ExchangeView, type SideView } from "../../src/core/response/exchange-views.ts";
import type { EntryView } from "../../src/node/http/api.ts";
import { isText, kindName, measureName } from "../words/law.ts";
import { nameOf, type Voice } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import { useExchangeWords, type ExchangeWords } from "./exchange-words.ts";
import "../styles/exchange.css";

type Props = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly entries: readonly EntryView[];
  readonly moves: readonly Move[];
  readonly voice: Voice;
  readonly now: number;
  readonly onCompose: (kind: string) => void;
};

/** Something has been offered: then it stands above what one may do, else beside it. */
export const hasExchanges = ({ exchanges }: Matter): boolean => exchanges.length > 0;

export function Exchanges(props: Props): ReactNode {
  const { matter, moves, voice, onCompose } = props;
  const t = useExchangeWords();
  const open = moves.filter(({ kind, verdict }) => verdict.ok && isOfExchange(kind));
  if (t === null || (!hasExchanges(matter) && open.length === 0)) return null;
  return (
    <section className="exchanges" aria-labelledby="exchanges">
      <h2 id="exchanges">{t("exchange.heading")}</h2>
      {!hasExchanges(matter) && <p className="soft">{t("exchange.none")}</p>}
      {exchangesView(matter).map((view) => (
        <OneExchange key={view.exchange.act} {...props} t={t} view={view} />
      ))}
      {open.length > 0 && (
        <div className="exchange-moves" role="group" aria-label={t("exchange.moves")}>
          {open.map(({ kind }) => (
            <button key={kind} type="button" className="small" onClick={() => onCompose(kind)}>
              {voice.name(`kind.${kind}.do`, kindName(voice, kind))}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

type Known = Props & { readonly t: ExchangeWords; readonly view: ExchangeView };

function OneExchange(props: Known): ReactNode {
  const { compact, entries, voice, now, t, view } = props;
  const { exchange, sides, next } = view;
  const offer = entries.find(({ act }) => act.id === exchange.act)?.act.body;
  const parties = sides.map(({ by }) => nameOf(compact, by));
  return (
    <article className={`exchange exchange-${exchange.state.is}`}>
      <h3>{t("exchange.between", { parties: voice.list(parties) })}</h3>
      <p>
        <b>{t(`exchange.is.${exchange.state.is}`)}</b> {sayState(props)}
      </p>
      <div className="exchange-sides">
        {sides.map((side, i) => (
          <OneSide key={side.by} {...props} side={side} said={offer?.[i === 0 ? "mine" : "yours"]} />
        ))}
      </div>
      {next !== null && (
        <p className="exchange-next">
          {t(`exchange.then.${next.does}`, {
            at: `${voice.clock(next.at)} UTC`,
            left: voice.length(Math.max(0, next.at - now)),
          })}
        </p>
      )}
    </article>
  );
}

/** Since when it stands so, and why, for one that is over. */
function sayState({ voice, t, view: { exchange } }: Known): string {
  const { state } = exchange;
  if (state.is === "offered" || state.is === "agreed") return "";
  const at = { at: `${voice.clock(state.at)} UTC` };
  if (state.is === "reverted") return t(state.by === null ? "exchange.reverted.time" : "exchange.reverted.check", at);
  return t("exchange.since", at);
}

function OneSide(props: Known & { readonly side: SideView; readonly said: unknown }): ReactNode {
  const { compact, t, side, said } = props;
  return (
    <div className="exchange-side">
      <h4>{nameOf(compact, side.by)}</h4>
      <StepSaid {...props} said={said} />
      <p className={`exchange-done exchange-done-${side.is}`}>
        {t(`exchange.done.${side.is}`, { checker: nameOf(compact, side.checker) })}
      </p>
    </div>
  );
}

/** What a side promised, in its own words where it gave any. */
function StepSaid({
  compact,
  matter,
  voice,
  t,
  side,
  said,
}: Known & { readonly side: SideView; readonly said: unknown }): ReactNode {
  const { step } = side;
  const words = (typeof said === "object" && said !== null ? said : {}) as Readonly<Record<string, unknown>>;
  const text = (part: string): ReactNode =>
    isText(words[part]) ? (
      <p>
        {t(`exchange.says.${part as "monitored" | "undo"}`)} <Words said={words[part]} voice={voice} />
      </p>
    ) : null;
  switch (step.is) {
    case "lift-measure": {
      const measure = matter.measures.find(({ act }) => act === step.measure);
      const name = measure === undefined ? "" : measureName(voice, compact, measure.measure);
      return (
        <>
          <p>{t("exchange.lifts", { measure: name })}</p>
          {measure !== undefined && <p className="soft">{t(`exchange.measure.${measure.state.is}`)}</p>}
        </>
      );
    }
    case "pause":
      return (
        <>
          <p>
            {t("exchange.pauses", {
              activity: step.activity,
              from: `${voice.clock(step.from)} UTC`,
              until: `${voice.clock(step.until)} UTC`,
            })}
          </p>
          {text("monitored")}
        </>
      );
    case "other":
      return (
        <>
          {isText(words["says"]) && (
            <p>
              <Words said={words["says"]} voice={voice} />
            </p>
          )}
          {text("undo")}
        </>
      );
    default:
      return step satisfies never;
  }
}
