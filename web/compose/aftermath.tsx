// What happens next, and who will see it: the law's foresight in sentences.

import type { ReactNode } from "react";
import { hasRole, type Compact } from "../../src/core/compact/compact.ts";
import { audienceOf } from "../../src/core/line/audience.ts";
import { isAnswerType, MESSAGE_TYPES } from "../../src/core/line/message.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { stoppedBetween, type Matter } from "../../src/core/kernel/matter.ts";
import type { LineView } from "../../src/node/http/line-api.ts";
import { sayDuty, stepName } from "../words/law.ts";
import { nameOf, type Voice } from "../words/voice.tsx";
import type { Foresight, Intent } from "./foresee.ts";

type NextProps = {
  readonly compact: Compact;
  readonly foresight: Foresight;
  readonly intent: Intent;
  readonly voice: Voice;
  /** The matter as it stands now; undefined when the act would open it. */
  readonly before: Matter | undefined;
};

function standingSentence(voice: Voice, { standing }: Foresight): readonly string[] {
  if (standing?.is === "cooling-off") return [voice.say("compose.next.cooling", { at: voice.clock(standing.until) })];
  if (standing?.is === "stood-down") return [voice.say("compose.next.stood-down")];
  if (standing?.is === "closed") return [voice.say("compose.next.closed")];
  return [];
}

/** What becomes of the measure that this act is about. */
function measureSentence({ voice, compact, intent, foresight: { after } }: NextProps): readonly string[] {
  const measures = after?.measures ?? [];
  // A proposal that is not signed yet is the newest measure there is.
  const measure = measures.find(({ act }) => act === intent.body["of"]) ?? measures.at(-1);
  if (after === undefined || measure === undefined) return [];
  const { state } = measure;
  switch (state.is) {
    case "proposed": {
      if (intent.kind !== "propose-measure") return [];
      const notice = compact.measures.find(({ id }) => id === measure.measure)?.notice ?? 0;
      const at = measure.at + notice + stoppedBetween(after, measure.at, Infinity);
      return [voice.say("compose.next.measure.proposed", { at: voice.clock(at) })];
    }
    case "adopted":
      if (intent.kind === "extend-measure") return [voice.say("compose.next.measure.asked")];
      if (intent.kind !== "adopt-measure" && intent.kind !== "resume-measure") return [];
      return state.until === null
        ? [voice.say("compose.next.measure.open")]
        : [voice.say("compose.next.measure.adopted", { at: voice.clock(state.until) })];
    case "suspended":
      if (intent.kind !== "suspend-measure") return [];
      return state.until === null
        ? [voice.say("compose.next.measure.aside")]
        : [voice.say("compose.next.measure.suspended", { at: voice.clock(state.until) })];
    case "lifted":
    case "withdrawn":
      return [voice.say(`compose.next.measure.${state.is}`)];
    case "expired":
      return [];
    default:
      return state satisfies never;
  }
}

/** What an act does by its kind alone, when it changes no duty and no step. */
function ownSentence({ voice, compact, intent, foresight, before }: NextProps): readonly string[] {
  const { kind, by, body } = intent;
  const { standing } = foresight;
  if (kind === "message") {
    const answers = MESSAGE_TYPES.some((type) => type === body["type"] && isAnswerType(type));
    return [voice.say(answers ? "compose.next.answer" : "compose.next.message")];
  }
  if (kind === "propose") return [voice.say("compose.next.course")];
  if (kind === "accept") return [voice.say("compose.next.accepted")];
  if (kind === "refuse") return [voice.say("compose.next.refused")];
  if (kind === "convene") return [voice.say("compose.next.convened")];
  if (kind === "stand-down" && standing === null) return [voice.say("compose.next.wait-down")];
  if (kind === "close" && standing?.is !== "closed") return [voice.say("compose.next.wait-close")];
  if (kind.endsWith("-measure")) return measureSentence({ voice, compact, intent, foresight, before });
  if (kind === "assess" && before?.assessments[by] !== undefined) return [voice.say("compose.next.view")];
  if (kind !== "dispute") return [];
  const closing = Object.values(before?.closings ?? {}).some((act) => act === body["of"]);
  return [voice.say("compose.next.disputed"), ...(closing ? [voice.say("compose.next.reopens")] : [])];
}

/** Everything that follows, in the order in which an officer asks. */
export function sayNext(props: NextProps): readonly string[] {
  const { compact, foresight, intent, voice } = props;
  const { after, kept, called, released, opened, done } = foresight;
  const mine = kept.filter(({ by }) => by === intent.by);
  const sentences = [
    ...(mine.some(({ state }) => state.is === "kept") ? [voice.say("compose.next.kept")] : []),
    ...(mine.some(({ state }) => state.is === "kept-late") ? [voice.say("compose.next.kept-late")] : []),
    ...ownSentence(props),
    ...standingSentence(voice, foresight),
    ...done
      .filter(() => foresight.standing === null)
      .map((step) => voice.say("compose.next.done", { step: stepName(voice, step) })),
    ...opened.map((step) => voice.say("compose.next.opens", { step: stepName(voice, step) })),
    ...called.map((duty) =>
      voice.say("compose.next.owes", {
        duty: sayDuty(voice, compact, after, duty, intent.by),
        at: voice.clock(duty.due),
        length: voice.roundLength(duty.due - intent.at),
      }),
    ),
    ...(released.length > 0 ? [voice.say("compose.next.released", { count: released.length })] : []),
  ];
  return sentences.length > 0 ? sentences : [voice.say("compose.next.nothing")];
}

export function Next(props: NextProps): ReactNode {
  const { foresight, voice } = props;
  return (
    <section className="next" aria-label={voice.say("compose.next")}>
      <h3>{voice.say("compose.next")}</h3>
      {foresight.verdict.ok ? (
        <ul>
          {sayNext(props).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <p>{voice.say("compose.next.irregular")}</p>
      )}
    </section>
  );
}

type WhoProps = {
  readonly compact: Compact;
  readonly by: PartyId;
  readonly to: readonly PartyId[];
  readonly kind: string;
  readonly lines: readonly LineView[];
  readonly voice: Voice;
};

function whyOf(compact: Compact, party: PartyId, kind: string): "asked" | "mediator" | "member" | "party" {
  if (kind === "ask") return "asked";
  if (hasRole(compact, party, "mediator")) return "mediator";
  return hasRole(compact, party, "member") ? "member" : "party";
}

export function Who({ compact, by, to, kind, lines, voice }: WhoProps): ReactNode {
  // In a matter an addressee sees it because the matter concerns it; a message outside one says it more plainly.
  const told = kind === "message" ? [] : to;
  const others = audienceOf(compact, by, to).filter(({ party }) => !told.includes(party));
  return (
    <section className="who" aria-label={voice.say("compose.who")}>
      <h3>{voice.say("compose.who")}</h3>
      <ul>
        {told.map((party) => {
          const name = nameOf(compact, party);
          const cut = lines.find((line) => line.party === party)?.is === "cut";
          return (
            <li key={party}>
              {voice.say(`compose.who.${whyOf(compact, party, kind)}`, { party: name })}
              {cut && <em> {voice.say("compose.who.cut", { party: name })}</em>}
            </li>
          );
        })}
        {others.map(({ party, name, why, clause }) => (
          <li key={party} className="soft">
            {voice.say(`audience.${why}`, { party: name, clause })}
          </li>
        ))}
      </ul>
      <p className="soft">
        {voice.say("compose.who.marking", { marking: compact.marking })} {voice.name(`marking.${compact.marking}`, "")}
      </p>
    </section>
  );
}
