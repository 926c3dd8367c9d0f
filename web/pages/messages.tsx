// Messages: what have the desks said to each other formally, outside every matter, and what is unanswered?

import { useEffect, useState, type ReactNode } from "react";
import { ANSWERED_BY, type MessageType } from "../../src/core/line/message.ts";
import type { MessageLine, MessagesView } from "../../src/node/http/message-api.ts";
import { read } from "../api/client.ts";
import type { Values } from "../api/drafts.ts";
import { useStore } from "../api/store.ts";
import { Compose } from "../compose/compose.tsx";
import type { Choices } from "../compose/fields.tsx";
import { MessageList } from "../parts/message-list.tsx";
import { kindName } from "../words/law.ts";
import { nameOf, useNode, useVoice } from "../words/voice.tsx";
import { PageTitle } from "./page-title.tsx";

type Writing = { readonly subjects: Choices["subjects"]; readonly values: Values };

export function MessagesPage(): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const changes = useStore((state) => state.changes);
  const [view, setView] = useState<MessagesView | null>(null);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [signed, setSigned] = useState(0);
  useEffect(() => {
    let here = true;
    void read<MessagesView>("/api/messages").then((answer) => {
      if (here && answer.ok) setView(answer.value);
    });
    return () => {
      here = false;
    };
  }, [changes, signed]);
  if (view === null) return <p className="loading">{voice.say("app.loading")}</p>;
  const waiting = view.waiting.map(({ act }) => act);
  const subjects = view.messages
    .filter(({ entry }) => waiting.includes(entry.act.id))
    .map(({ layout, entry: { act } }) => ({
      id: act.id,
      label: voice.say("compose.subject.item", {
        kind: kindName(voice, layout.format),
        party: nameOf(compact, act.by),
        at: voice.clock(act.at),
        text: layout.subject ?? "",
      }),
    }));
  const answer = ({ layout, entry: { act } }: MessageLine): void => {
    const [type = ""] = ANSWERED_BY[layout.format as MessageType];
    setWriting({
      subjects,
      values: {
        type,
        of: act.id,
        readers: [act.by],
        "heading.subject": layout.subject ?? "",
        // Only what is truly urgent goes as FLASH: an answer says so itself.
        "heading.precedence": layout.precedence === "flash" ? "immediate" : layout.precedence,
        "heading.asks": "none",
      },
    });
  };
  return (
    <div className="messages-page">
      <PageTitle title={voice.say("messages.title")} />
      <p className="answer-line">{voice.say("messages.waiting", { count: waiting.length })}</p>
      <p className="soft">{voice.say("messages.about")}</p>
      <p>
        <button type="button" className="main" onClick={() => setWriting({ subjects, values: {} })}>
          {voice.say("kind.message.do")}
        </button>
      </p>
      {view.messages.length === 0 ? (
        <p>{voice.say("messages.none")}</p>
      ) : (
        <MessageList messages={view.messages} waiting={waiting} onAnswer={answer} />
      )}
      {writing !== null && (
        <Compose
          kind="message"
          view={null}
          about={writing}
          onClose={() => {
            setWriting(null);
            setSigned(signed + 1);
          }}
        />
      )}
    </div>
  );
}
