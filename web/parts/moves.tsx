// What this party may do: one main button, the others that are open, the ways down by themselves, and
// what is not open with the rule that stands against it. The law is asked every second, so an earliest
// time that passes opens its button without anyone's help.

import type { ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { Refusal } from "../../src/core/kernel/verdict.ts";
import type { Move } from "../../src/core/law/views.ts";
import { isOfAttribution } from "../../src/core/attribution/rules.ts";
import { isOfExchange } from "../../src/core/response/exchange-rules.ts";
import { isOfMediation } from "../../src/core/mediation/rules.ts";
import { kindName, sayRule } from "../words/law.ts";
import type { Voice } from "../words/voice.tsx";

const WAYS_DOWN: readonly string[] = ["stand-down", "cool-off", "lift-measure", "close"];

type MovesProps = {
  readonly compact: Compact;
  readonly main: Move | undefined;
  readonly moves: readonly Move[];
  readonly voice: Voice;
  readonly now: number;
  readonly onCompose: (kind: string) => void;
};

const labelOf = (voice: Voice, kind: string): string => voice.name(`kind.${kind}.do`, kindName(voice, kind));

/** Mediation and sittings, and exchanges, have sections of their own, attribution a page. */
export function Moves({ compact, main, moves: all, voice, now, onCompose }: MovesProps): ReactNode {
  const moves = all.filter(({ kind }) => !isOfMediation(kind) && !isOfAttribution(kind) && !isOfExchange(kind));
  const open = moves.filter(({ kind, verdict }) => verdict.ok && kind !== main?.kind);
  const up = open.filter(({ kind }) => !WAYS_DOWN.includes(kind));
  const down = open.filter(({ kind }) => WAYS_DOWN.includes(kind));
  const shut = moves.filter(({ kind, verdict }) => !verdict.ok && kind !== main?.kind);
  const button = ({ kind }: Move): ReactNode => (
    <button key={kind} type="button" className={WAYS_DOWN.includes(kind) ? "down" : ""} onClick={() => onCompose(kind)}>
      {labelOf(voice, kind)}
    </button>
  );
  return (
    <section className="moves" aria-labelledby="moves">
      <h2 id="moves">{voice.say("matter.moves")}</h2>
      {main === undefined && open.length === 0 && <p>{voice.say("matter.moves.none")}</p>}
      <div className="moves-open">
        {main !== undefined && <MainMove {...{ compact, main, voice, now, onCompose }} />}
        {up.length > 0 && (
          <div className="moves-group" role="group" aria-label={voice.say("matter.moves.more")}>
            <p aria-hidden="true">{voice.say("matter.moves.more")}</p>
            <div>{up.map(button)}</div>
          </div>
        )}
        {down.length > 0 && (
          <div className="moves-group" role="group" aria-label={voice.say("matter.moves.down")}>
            <p aria-hidden="true">{voice.say("matter.moves.down")}</p>
            <div>{down.map(button)}</div>
          </div>
        )}
      </div>
      {shut.length > 0 && (
        <details className="shut" open>
          <summary>{voice.say("matter.moves.shut")}</summary>
          <ul>
            {shut.map(({ kind, verdict }) => (
              <li key={kind}>
                <button type="button" disabled aria-describedby={`why-${kind}`}>
                  {labelOf(voice, kind)}
                </button>
                {!verdict.ok && <Why {...{ compact, kind, refusal: verdict, voice, now }} />}
              </li>
            ))}
          </ul>
          <details className="anyway">
            <summary>{voice.say("matter.moves.anyway")}</summary>
            <p className="why">{voice.say("compose.override.about")}</p>
            <div>
              {shut.map(({ kind }) => (
                <button key={kind} type="button" className="small" onClick={() => onCompose(kind)}>
                  {labelOf(voice, kind)}
                </button>
              ))}
            </div>
          </details>
        </details>
      )}
    </section>
  );
}

type MainProps = Omit<MovesProps, "main" | "moves"> & { readonly main: Move };

function MainMove({ compact, main, voice, now, onCompose }: MainProps): ReactNode {
  const { kind, verdict } = main;
  return (
    <div className="moves-main">
      <button
        type="button"
        className="main"
        disabled={!verdict.ok}
        aria-describedby={verdict.ok ? `about-${kind}` : `why-${kind}`}
        onClick={() => onCompose(kind)}
      >
        {labelOf(voice, kind)}
      </button>
      {verdict.ok ? (
        <p className="why" id={`about-${kind}`}>
          {voice.name(`kind.${kind}.about`, "")}
        </p>
      ) : (
        <Why {...{ compact, kind, refusal: verdict, voice, now }} />
      )}
    </div>
  );
}

type WhyProps = {
  readonly compact: Compact;
  readonly kind: string;
  readonly refusal: Refusal;
  readonly voice: Voice;
  readonly now: number;
};

/** The rule that keeps a button shut, and the time at which it opens when that is known. */
export function Why({ compact, kind, refusal, voice, now }: WhyProps): ReactNode {
  const from = refusal.rule === "too-early" ? Number(refusal.args["from"]) : Number.NaN;
  return (
    <p className="why" id={`why-${kind}`}>
      {sayRule(voice, compact, refusal.rule, refusal.args)}
      {from > now && <strong> {voice.say("time.opens-in", { length: voice.length(from - now) })}</strong>}
    </p>
  );
}
