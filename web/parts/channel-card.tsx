// One back-channel: both authorities, and what an officer may do with it: answer, unlock, speak, end.

import { useId, useState, type FormEvent, type ReactNode } from "react";
import type { AuthorityView, ChannelsView, ChannelView, Sitting } from "../../src/node/http/channel-api.ts";
import { post } from "../api/client.ts";
import type { ChannelProps } from "../pages/channel.tsx";
import { nameOf, useNode } from "../words/voice.tsx";
import { ChannelTalk } from "./channel-talk.tsx";
import { Office, Passphrase, SideForm, type SideValues } from "./channel-side.tsx";
import { Told, type Telling } from "./line-told.tsx";
import { Party } from "./small.tsx";

export type CardProps = ChannelProps & {
  readonly channel: ChannelView;
  readonly statements: ChannelsView["statements"];
};

export function ChannelCard(props: CardProps): ReactNode {
  const { channel, t, voice } = props;
  const { compact } = useNode();
  const [sitting, setSitting] = useState<Sitting | null>(null);
  const heading = useId();
  const { id, is, endedBy, endsAt, texts, own, theirs, readable, with: other } = channel;
  const state =
    is === "ended" ? t("channel.is.ended", { party: nameOf(compact, endedBy ?? other) }) : t(`channel.is.${is}`);
  const use = own?.use ?? theirs?.use;
  return (
    <section className={is === "open" ? "channel-card card card-good" : "channel-card card"} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          <Party compact={compact} party={other} /> <span className="card-state">{state}</span>
        </h2>
        <p className="soft">{t("channel.until", { at: voice.clock(endsAt) })}</p>
      </header>
      <div className="channel-sides">
        <Side label={t("channel.ours")} side={own} {...props} />
        <Side label={t("channel.theirs")} side={theirs} {...props} />
      </div>
      {use !== undefined && <p>{t(`channel.use.${use}`)}</p>}
      {(is === "open" || texts.in + texts.out > 0) && <p className="soft">{t("channel.texts", texts)}</p>}
      {is === "offered" && <Answer onSitting={setSitting} {...props} />}
      {sitting === null
        ? readable && is !== "asked" && <Unlock key={id} onSitting={setSitting} {...props} />
        : readable && <ChannelTalk sitting={sitting} onLocked={() => setSitting(null)} {...props} />}
      {endedBy !== null && !readable ? null : <End onEnded={() => setSitting(null)} {...props} />}
    </section>
  );
}

type SideProps = CardProps & { readonly label: string; readonly side: AuthorityView | null };

function Side({ label, side, t, voice }: SideProps): ReactNode {
  if (side === null) return null;
  return (
    <div>
      <h3>{label}</h3>
      <p>{t("channel.side", { office: side.role, at: voice.clock(Date.parse(side.until)) })}</p>
      <p lang={side.may.lang} dir="auto">
        {side.may.text}
      </p>
    </div>
  );
}

type SittingProps = CardProps & { readonly onSitting: (sitting: Sitting) => void };

function Answer({ onSitting, ...props }: SittingProps): ReactNode {
  const { channel, t, onChanged } = props;
  const answer = async (side: SideValues): Promise<Telling> => {
    const outcome = await post<Sitting>("/api/channels/answer", { channel: channel.id, ...side });
    if (!outcome.ok) return outcome;
    onSitting(outcome.value);
    onChanged();
    return null;
  };
  return (
    <details>
      <summary>{t("channel.answer")}</summary>
      <SideForm label={t("channel.answer.do")} onSide={answer} {...props} />
    </details>
  );
}

function Unlock({ channel, onSitting, t, problem, onChanged }: SittingProps): ReactNode {
  const id = useId();
  const [role, setRole] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [told, setTold] = useState<Telling>(null);
  const unlock = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await post<Sitting>("/api/channels/unlock", { channel: channel.id, role, passphrase });
    setPassphrase("");
    if (!outcome.ok) return setTold(problem(outcome));
    onSitting(outcome.value);
    onChanged();
  };
  return (
    <form className="channel-form channel-unlock" onSubmit={(event) => void unlock(event)}>
      <Office id={`${id}-office`} role={role} onRole={setRole} t={t} />
      <Passphrase id={`${id}-passphrase`} passphrase={passphrase} onPassphrase={setPassphrase} t={t} />
      <button type="submit">{t("channel.unlock")}</button>
      <Told telling={told} />
    </form>
  );
}

function End({ channel, onEnded, t, problem, onChanged }: CardProps & { readonly onEnded: () => void }): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const [told, setTold] = useState<Telling>(null);
  const end = async (): Promise<void> => {
    const outcome = await post("/api/channels/end", { channel: channel.id });
    setAsking(false);
    if (outcome.ok) onEnded();
    else setTold(problem(outcome));
    onChanged();
  };
  return (
    <div className="channel-end">
      {isAsking ? (
        <p role="alert">
          {t("channel.end.sure")}{" "}
          <button type="button" onClick={() => void end()}>
            {t("channel.end.do")}
          </button>{" "}
          <button type="button" className="quiet" onClick={() => setAsking(false)}>
            {t("channel.end.keep")}
          </button>
        </p>
      ) : (
        <button type="button" className="small" onClick={() => setAsking(true)}>
          {t("channel.end")}
        </button>
      )}
      <Told telling={told} />
    </div>
  );
}
