// Whom to reach at a party: its offices, those on duty first, with the ways to them in the order in which
// they are to be tried. spec/contacts.md

import type { ReactNode } from "react";
import type { PartyId } from "../../src/core/kernel/act.ts";
import type { OfficeNow, PartyContacts } from "../../src/core/line/on-duty.ts";
import { useContactsWords, type ContactsWords } from "../line/contacts-words.ts";
import { useContacts } from "../line/use-contacts.ts";
import { useVoice, type Voice } from "../words/voice.tsx";
import { Mark } from "./small.tsx";
import "../styles/contacts.css";

export function ContactsDirectory({ party }: { readonly party: PartyId }): ReactNode {
  const t = useContactsWords();
  const voice = useVoice();
  const view = useContacts();
  const found = view?.contacts.find((each) => each.party === party);
  if (t === null || found === undefined) return null;
  const heading = `contacts-${party}`;
  return (
    <section className="contacts" aria-labelledby={heading}>
      <h3 id={heading}>{t("contacts.title")}</h3>
      <Standing found={found} t={t} voice={voice} />
      {found.offices.length > 0 && (
        <ul>
          {inOrder(found.offices).map((office) => (
            <Office key={office.office.id} now={office} all={found.offices} t={t} voice={voice} />
          ))}
        </ul>
      )}
    </section>
  );
}

type Words = { readonly t: ContactsWords; readonly voice: Voice };

function Standing({ found: { is, directory }, t, voice }: Words & { readonly found: PartyContacts }): ReactNode {
  if (directory === null) return <p className="soft">{t("contacts.none")}</p>;
  if (is === "valid") return null;
  return <p className="contacts-expired">{t("contacts.expired", { until: voice.clock(directory.until) })}</p>;
}

const PLACE: Readonly<Record<OfficeNow["standing"]["is"], number>> = { "on-duty": 0, unknown: 1, "off-duty": 2 };

/** Whoever can answer now stands first; otherwise the order is the party's own. */
const inOrder = (offices: readonly OfficeNow[]): readonly OfficeNow[] =>
  offices.toSorted((a, b) => PLACE[a.standing.is] - PLACE[b.standing.is]);

type OfficeProps = Words & { readonly now: OfficeNow; readonly all: readonly OfficeNow[] };

function Office({ now, all, t, voice }: OfficeProps): ReactNode {
  const { office, standing, shift } = now;
  const named = (id: string): string => all.find((each) => each.office.id === id)?.office.name ?? id;
  const names = new Intl.DisplayNames(voice.tag, { type: "language" });
  const until = standing.is === "unknown" ? null : standing.until;
  return (
    <li className={`office office-${standing.is}`}>
      <p className="office-head">
        <Mark is={standing.is === "on-duty" ? "up" : "untried"} /> <b dir="auto">{office.name}</b>{" "}
        <span className="chip">{t(`contacts.role.${office.role}`)}</span>
      </p>
      <p className="soft">
        {t(`contacts.${standing.is}`)}
        {until !== null && <> {t("contacts.until", { at: voice.clock(until) })}</>}
        {" · "}
        {t("contacts.speaks", { languages: voice.list(office.languages.map((tag) => names.of(tag) ?? tag)) })}
      </p>
      <dl>
        {office.ways.map(({ kind, value }) => (
          <div key={`${kind} ${value}`}>
            <dt>{t(`contacts.way.${kind}`)}</dt>
            <dd>
              <bdi dir="auto">{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {shift !== null && (
        <p className="soft" dir="auto">
          {t("contacts.shift", { shift: shift.shift })} {shift.note ?? ""}
        </p>
      )}
      {office.deputies.length > 0 && (
        <p className="soft">{t("contacts.deputies", { offices: voice.list(office.deputies.map(named)) })}</p>
      )}
    </li>
  );
}
