// What was said in a back-channel that is unlocked in this page, and what is said next. A text that both sides
// have agreed to here can be signed as an act of this side, which is the one way out of the channel.

import { useCallback, useEffect, useId, useState, type FormEvent, type ReactNode } from "react";
import type { Text } from "../../src/core/kernel/act.ts";
import type { ActSigned } from "../../src/node/http/api.ts";
import type { ChannelLine, ChannelReading, Sitting } from "../../src/node/http/channel-api.ts";
import { CHANNEL_LIMITS } from "../../src/core/line/channel-limits.ts";
import { post, type Outcome } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import { nameOf, useNode } from "../words/voice.tsx";
import type { CardProps } from "./channel-card.tsx";
import { Told, type Telling } from "./line-told.tsx";

type TalkProps = CardProps & { readonly sitting: Sitting; readonly onLocked: () => void };

export function ChannelTalk({ sitting, onLocked, ...props }: TalkProps): ReactNode {
  const { channel, t, problem, onChanged } = props;
  const [reading, setReading] = useState<ChannelReading | null>(null);
  const [told, setTold] = useState<Telling>(null);
  const changes = useStore((state) => state.changes);
  const key = { channel: sitting.channel, sitting: sitting.sitting };
  const take = useCallback(
    (outcome: Outcome<ChannelReading>): void => {
      if (outcome.ok) return setReading(outcome.value);
      if (outcome.problem?.code === "channel-locked") onLocked();
      else setTold(problem(outcome));
    },
    [onLocked, problem],
  );
  useEffect(() => {
    const { channel: id, sitting: token } = sitting;
    void post<ChannelReading>("/api/channels/read", { channel: id, sitting: token }).then(take);
    // Read again when something has come; a page that nobody uses must lock, so nothing else asks.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [sitting, changes]);
  const say = async (said: object): Promise<boolean> => {
    setTold(null);
    const outcome = await post<ChannelReading>("/api/channels/say", { ...key, said });
    take(outcome);
    return outcome.ok;
  };
  const sign = async ({ by, number }: ChannelLine): Promise<void> => {
    const outcome = await post<ActSigned>("/api/channels/promote", { ...key, by, number });
    setTold(outcome.ok ? null : problem(outcome));
    onChanged();
  };
  const lock = (): void => {
    void post("/api/channels/lock", key);
    onLocked();
  };
  return (
    <div className="channel-talk">
      <h3>{t("channel.said")}</h3>
      {reading?.lines.length === 0 && <p className="soft">{t("channel.said.none")}</p>}
      <ol className="channel-lines">
        {reading?.lines.map((line) => (
          <Line
            key={`${line.by} ${line.number}`}
            line={line}
            onAgree={() => void say({ is: "agree", of: line.number })}
            onSign={() => void sign(line)}
            {...props}
          />
        ))}
      </ol>
      <Told telling={told} />
      {channel.is === "open" && <Say onSay={say} {...props} />}
      <p className="soft">
        <button type="button" className="small" onClick={lock}>
          {t("channel.lock")}
        </button>{" "}
        {t("channel.locks")}
      </p>
    </div>
  );
}

type LineProps = CardProps & {
  readonly line: ChannelLine;
  readonly onAgree: () => void;
  readonly onSign: () => void;
};

const isSame = (one: Text, other: Text): boolean => one.lang === other.lang && one.text === other.text;

function Line({ line, onAgree, onSign, channel, statements, t, voice }: LineProps): ReactNode {
  const { compact, party: me } = useNode();
  const { by, at, said, fate, agreed, number } = line;
  const isSigned = statements.some(
    (each) => each.by === me && each.with === channel.with && said?.is === "propose" && isSame(each.text, said.text),
  );
  return (
    <li className={by === me ? "channel-line ours" : "channel-line"}>
      <p className="soft">
        {t("channel.by", { party: nameOf(compact, by), at: voice.clock(at) })}
        {said?.is === "propose" && <> · {t("channel.proposal", { number })}</>}
      </p>
      {said === null && <p>{t("channel.unreadable")}</p>}
      {said?.is === "agree" && <p>{t("channel.agrees", { number: said.of })}</p>}
      {said !== null && said.is !== "agree" && (
        <blockquote lang={said.text.lang} dir="auto">
          {said.text.text}
        </blockquote>
      )}
      {fate !== "taken" && <p className="soft">{t(`channel.fate.${fate}`)}</p>}
      {said?.is === "propose" && !agreed && by !== me && channel.is === "open" && (
        <button type="button" onClick={onAgree}>
          {t("channel.agree")}
        </button>
      )}
      {agreed && isSigned && <p>{t("channel.signed")}</p>}
      {agreed && !isSigned && (
        <div className="channel-agreed">
          <p>
            {t("channel.agreed")} {t("channel.sign.about", { party: nameOf(compact, channel.with) })}
          </p>
          <button type="button" className="main" onClick={onSign}>
            {t("channel.sign")}
          </button>
        </div>
      )}
    </li>
  );
}

function Say({ onSay, t, voice }: CardProps & { readonly onSay: (said: object) => Promise<boolean> }): ReactNode {
  const id = useId();
  const [text, setText] = useState("");
  const [proposes, setProposes] = useState(false);
  const say = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const said = { is: proposes ? "propose" : "words", text: { lang: voice.lang, text } };
    if (!(await onSay(said))) return;
    setText("");
    setProposes(false);
  };
  return (
    <form className="channel-form channel-say" onSubmit={(event) => void say(event)}>
      <p>
        <label htmlFor={`${id}-text`}>{t("channel.say.text")}</label>
        <textarea
          id={`${id}-text`}
          rows={3}
          required
          dir="auto"
          maxLength={CHANNEL_LIMITS.wordCharacters}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </p>
      <label className="channel-propose">
        <input type="checkbox" checked={proposes} onChange={(event) => setProposes(event.target.checked)} />
        <span>{t("channel.say.propose")}</span>
      </label>
      <button type="submit" className="main">
        {t("channel.say")}
      </button>
    </form>
  );
}
