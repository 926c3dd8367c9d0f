// Formal messages outside every matter: what was said, by whom, and who has answered. A refusal stands there
// as an answer.

import type { ReactNode } from "react";
import { headingOf, type Heading, type NoticeHeading } from "../../src/core/kernel/heading.ts";
import { ANSWERED_BY, type MessageType } from "../../src/core/line/message.ts";
import type { MessageLine } from "../../src/node/http/message-api.ts";
import { Link } from "../router.tsx";
import { isText, kindName, sayRule, urgencyName } from "../words/law.ts";
import { hueOf, nameOf, useNode, useVoice } from "../words/voice.tsx";
import { HeadingFacts, Words } from "./body.tsx";
import { SheetButton } from "./message-sheet.tsx";
import { Mark, Party } from "./small.tsx";

type ListProps = {
  readonly messages: readonly MessageLine[];
  readonly waiting: readonly string[];
  readonly onAnswer: (message: MessageLine) => void;
};

export function MessageList({ messages, waiting, onAnswer }: ListProps): ReactNode {
  return (
    <ol className="messages">
      {messages.map((message) => (
        <li key={message.entry.act.id}>
          <MessageCard
            message={message}
            onAnswer={waiting.includes(message.entry.act.id) ? () => onAnswer(message) : undefined}
          />
        </li>
      ))}
    </ol>
  );
}

/** What the card does not show already. */
const restOf = ({ names, asks, why, remarks }: Heading): NoticeHeading => ({
  names,
  asks,
  ...(why === undefined ? {} : { why }),
  ...(remarks === undefined ? {} : { remarks }),
});

type CardProps = { readonly message: MessageLine; readonly onAnswer: (() => void) | undefined };

function MessageCard({ message, onAnswer }: CardProps): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const { layout, entry } = message;
  const { act, refusal } = entry;
  const heading = headingOf(act.body);
  const { precedence } = layout;
  const { text } = act.body;
  return (
    <article className={`act ${hueOf(compact, act.by)}${refusal === null ? "" : " irregular"}`} id={`act-${act.id}`}>
      <header>
        <b>{kindName(voice, layout.format)}</b>
        <Party compact={compact} party={act.by} />
        <span className="chip">{urgencyName(voice, precedence)}</span>
        <bdi dir="ltr" className="id">
          {layout.number}
        </bdi>
        <time className="act-time">{voice.clock(act.at)}</time>
      </header>
      <p className="act-note">
        {voice.say("matter.said.to", { parties: voice.list(act.to.map((party) => nameOf(compact, party))) })}
      </p>
      {layout.subject !== null && (
        <p className="act-title">
          <bdi>{layout.subject}</bdi>
        </p>
      )}
      {isText(text) && (
        <p className="act-text">
          <Words said={text} voice={voice} />
        </p>
      )}
      {heading !== null && <HeadingFacts heading={restOf(heading)} voice={voice} />}
      {refusal !== null && (
        <div className="act-rule">
          <p>
            <strong>{voice.say("matter.said.irregular")}</strong> {sayRule(voice, compact, refusal.rule, refusal.args)}
          </p>
        </div>
      )}
      <Answers message={message} />
      <p className="receipt-do">
        <SheetButton act={act} others={[]} layout={layout} />
        <Link to={`/proof/${act.id}`}>{voice.say("matter.said.proof")}</Link>
        {onAnswer !== undefined && (
          <button type="button" className="small" onClick={onAnswer}>
            {voice.say("messages.answer")}
          </button>
        )}
      </p>
    </article>
  );
}

function Answers({ message: { layout, entry, answers } }: { readonly message: MessageLine }): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  if (answers === null || ANSWERED_BY[layout.format as MessageType].length === 0) return null;
  return (
    <ul className="message-answers">
      {entry.act.to.map((party) => {
        const answer = answers[party];
        const name = nameOf(compact, party);
        return (
          <li key={party}>
            <Mark is={answer === undefined ? "owed" : "kept"} />{" "}
            {answer === undefined
              ? voice.say("messages.unanswered", { party: name })
              : voice.say("messages.answered", {
                  party: name,
                  kind: kindName(voice, answer.type),
                  at: voice.clock(answer.at),
                })}
          </li>
        );
      })}
    </ul>
  );
}
