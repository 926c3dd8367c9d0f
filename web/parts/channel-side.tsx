// Our side of a back-channel, as an officer fills it in: to offer one, or to answer an offer.

import { useId, useState, type FormEvent, type ReactNode } from "react";
import { DAY, printInstant } from "../../src/core/kernel/instant.ts";
import { CHANNEL_LIMITS, LONGEST_CHANNEL, PASSPHRASE, USES, type Use } from "../../src/core/line/channel-limits.ts";
import type { Sitting } from "../../src/node/http/channel-api.ts";
import { post } from "../api/client.ts";
import { nodeNow } from "../api/clock.ts";
import type { ChannelProps } from "../pages/channel.tsx";
import { nameOf, useNode } from "../words/voice.tsx";
import { Told, type Telling } from "./line-told.tsx";

const MOST_DAYS = LONGEST_CHANNEL / DAY;
const USUAL_DAYS = 7;

export type SideValues = {
  readonly role: string;
  readonly may: { readonly lang: string; readonly text: string };
  readonly until: string;
  readonly passphrase: string;
};

type SideFormProps = ChannelProps & {
  readonly label: string;
  readonly children?: ReactNode;
  readonly onSide: (side: SideValues) => Promise<Telling>;
};

/** The fields that both have in common. The passphrase is forgotten with the form. */
export function SideForm({ label, children, onSide, t, voice, problem }: SideFormProps): ReactNode {
  const id = useId();
  const [role, setRole] = useState("");
  const [may, setMay] = useState("");
  const [days, setDays] = useState(USUAL_DAYS);
  const [passphrase, setPassphrase] = useState("");
  const [told, setTold] = useState<Telling>(null);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // A moment less than the most, so that two clocks cannot differ over it.
    const until = printInstant(nodeNow() + Math.min(days * DAY, LONGEST_CHANNEL - DAY / 24));
    const telling = await onSide({ role, may: { lang: voice.lang, text: may }, until, passphrase });
    setPassphrase("");
    setTold(problem(telling));
  };
  return (
    <form className="channel-form" onSubmit={(event) => void send(event)}>
      {children}
      <Office id={`${id}-office`} role={role} onRole={setRole} t={t} />
      <p>
        <label htmlFor={`${id}-may`}>{t("channel.may")}</label>
        <textarea
          id={`${id}-may`}
          rows={3}
          required
          maxLength={CHANNEL_LIMITS.mayCharacters}
          value={may}
          onChange={(event) => setMay(event.target.value)}
        />
      </p>
      <p>
        <label htmlFor={`${id}-days`}>{t("channel.days")}</label>
        <input
          id={`${id}-days`}
          type="number"
          min={1}
          max={MOST_DAYS}
          required
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        />
      </p>
      <Passphrase id={`${id}-passphrase`} isNew passphrase={passphrase} onPassphrase={setPassphrase} t={t} />
      <button type="submit" className="main">
        {label}
      </button>
      <Told telling={told} />
    </form>
  );
}

type OfficeProps = Pick<ChannelProps, "t"> & {
  readonly id: string;
  readonly role: string;
  readonly onRole: (role: string) => void;
};

export const Office = ({ id, role, onRole, t }: OfficeProps): ReactNode => (
  <p>
    <label htmlFor={id}>{t("channel.office")}</label>
    <input
      id={id}
      type="text"
      dir="ltr"
      autoComplete="off"
      required
      pattern="[a-z][a-z0-9\-]{1,30}"
      title={t("channel.office.hint")}
      aria-describedby={`${id}-hint`}
      value={role}
      onChange={(event) => onRole(event.target.value)}
    />
    <small id={`${id}-hint`}>{t("channel.office.hint")}</small>
  </p>
);

type PassphraseProps = Pick<ChannelProps, "t"> & {
  readonly id: string;
  readonly isNew?: boolean;
  readonly passphrase: string;
  readonly onPassphrase: (passphrase: string) => void;
};

export const Passphrase = ({ id, isNew = false, passphrase, onPassphrase, t }: PassphraseProps): ReactNode => (
  <p>
    <label htmlFor={id}>{t("channel.passphrase")}</label>
    <input
      id={id}
      type="password"
      dir="ltr"
      required
      minLength={isNew ? PASSPHRASE.least : 1}
      maxLength={PASSPHRASE.most}
      autoComplete={isNew ? "new-password" : "off"}
      aria-describedby={isNew ? `${id}-hint` : undefined}
      value={passphrase}
      onChange={(event) => onPassphrase(event.target.value)}
    />
    {isNew && <small id={`${id}-hint`}>{t("channel.passphrase.hint")}</small>}
  </p>
);

export function ChannelOffer(props: ChannelProps): ReactNode {
  const { t, onChanged } = props;
  const { compact, party: me } = useNode();
  const id = useId();
  const others = compact.parties.filter((party) => party.id !== me);
  const [to, setTo] = useState(others[0]?.id ?? "");
  const [use, setUse] = useState<Use>("chatham-house");
  const [isOpen, setOpen] = useState(false);
  const offer = async (side: SideValues): Promise<Telling> => {
    const outcome = await post<Sitting>("/api/channels/open", { with: to, use, ...side });
    if (!outcome.ok) return outcome;
    // The officer unlocks it where it stands: one place for the token of a sitting.
    await post("/api/channels/lock", { channel: outcome.value.channel, sitting: outcome.value.sitting });
    setOpen(false);
    onChanged();
    return null;
  };
  return (
    <details className="channel-offer card" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("channel.offer")}</summary>
      <SideForm label={t("channel.offer.do")} onSide={offer} {...props}>
        <p>
          <label htmlFor={`${id}-to`}>{t("channel.offer.to")}</label>
          <select id={`${id}-to`} value={to} onChange={(event) => setTo(event.target.value)}>
            {others.map((party) => (
              <option key={party.id} value={party.id}>
                {nameOf(compact, party.id)}
              </option>
            ))}
          </select>
        </p>
        <fieldset>
          <legend>{t("channel.use")}</legend>
          {USES.map((each) => (
            <label key={each}>
              <input type="radio" name={`${id}-use`} checked={use === each} onChange={() => setUse(each)} />
              <span>{t(`channel.use.${each}`)}</span>
            </label>
          ))}
        </fieldset>
      </SideForm>
    </details>
  );
}
