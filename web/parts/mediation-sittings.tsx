// Sittings of those who were convened: agenda, quorum, who sits with what authority, who was present, and
// whose signature the minutes have.

import type { ReactNode } from "react";
import { mediatorsOf } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { membersOf, type Matter } from "../../src/core/kernel/matter.ts";
import type { Sitting } from "../../src/core/kernel/mediation.ts";
import { sittingsView, type SittingView } from "../../src/core/mediation/views.ts";
import type { EntryView } from "../../src/node/http/api.ts";
import { isText, type Said } from "../words/law.ts";
import { nameOf, type Voice } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import type { MediationProps } from "./mediation.tsx";
import { Party } from "./small.tsx";

export function Sittings(props: MediationProps): ReactNode {
  const { matter, voice, now } = props;
  const sittings = sittingsView(matter, now);
  const credentials = Object.keys(matter.table?.credentials ?? {});
  if (sittings.length === 0 && credentials.length === 0) return null;
  return (
    <>
      <h3>{voice.say("sitting.heading")}</h3>
      {sittings.map((view) => (
        <OneSitting key={view.sitting.agenda} view={view} {...props} />
      ))}
      {sittings.length === 0 && (
        <ul className="mediation-sealed">
          {credentials.map((party) => (
            <li key={party}>
              <Party compact={props.compact} party={party} /> {sayCredential(matter, party, voice)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const bodyOf = (entries: readonly EntryView[], id: string): Readonly<Record<string, unknown>> =>
  entries.find(({ act }) => act.id === id)?.act.body ?? {};

function sayCredential({ table }: Matter, party: PartyId, voice: Voice): string {
  const held = table?.credentials[party];
  return held === undefined
    ? voice.say("sitting.no-credential")
    : `${held.office} · ${voice.say(`authority.${held.authority}`)}`;
}

function saySignature({ minutes, present }: Sitting, party: PartyId, voice: Voice): string {
  if (minutes === null || present[party] === undefined) return "–";
  const signed = minutes.signed[party];
  if (signed === undefined) return voice.say("sitting.awaited");
  return voice.say(signed.dissent ? "sitting.dissents" : "sitting.signed");
}

function OneSitting(props: MediationProps & { readonly view: SittingView }): ReactNode {
  const { view, compact, matter, entries, voice } = props;
  const { sitting, is, members } = view;
  const { items, place } = bodyOf(entries, sitting.agenda);
  const outcomes = bodyOf(entries, sitting.minutes?.act ?? "");
  const agenda = Array.isArray(items) ? items.filter(isText) : [];
  const seats = [...membersOf(matter), ...mediatorsOf(compact)];
  return (
    <article className="sitting">
      <header>
        <b>{voice.say("sitting.at", { at: voice.clock(sitting.meets) })}</b>{" "}
        <span className="chip">{voice.say(`sitting.${is}`)}</span>
      </header>
      {isText(place) && (
        <p>
          <Words said={place} voice={voice} />
        </p>
      )}
      <ol className="agenda">
        {agenda.map((item, i) => (
          <li key={i}>
            <Words said={item} voice={voice} />
            <Outcome said={outcomeOf(outcomes["items"], i + 1)} voice={voice} />
          </li>
        ))}
      </ol>
      {isText(outcomes["statement"]) && sitting.minutes !== null && (
        <p className="act-text">
          <b>{voice.say("sitting.minutes-of", { party: nameOf(compact, sitting.minutes.by) })}</b>{" "}
          <Words said={outcomes["statement"]} voice={voice} />
        </p>
      )}
      <p className="soft">{voice.say("sitting.quorum", { given: members, needed: sitting.quorum })}</p>
      <div className="table-scroll" role="region" aria-label={voice.say("sitting.attendance")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {["sitting.credential", "sitting.attendance", "sitting.signature"].map((id) => (
                <th key={id} scope="col">
                  {voice.name(id, id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {seats.map((party) => (
              <tr key={party}>
                <th scope="row">
                  <Party compact={compact} party={party} />
                  <span className="sitting-office">{sayCredential(matter, party, voice)}</span>
                </th>
                <td>{voice.say(sitting.present[party] === undefined ? "sitting.absent" : "sitting.present")}</td>
                <td>
                  {saySignature(sitting, party, voice)}
                  <Outcome said={dissentOf(sitting, party, entries)} voice={voice} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}

/** The words of a dissent, and not only that there is one. */
function dissentOf({ minutes }: Sitting, party: PartyId, entries: readonly EntryView[]): Said | undefined {
  const signed = minutes?.signed[party];
  const said = signed === undefined ? undefined : bodyOf(entries, signed.act)["dissent"];
  return isText(said) ? said : undefined;
}

function outcomeOf(items: unknown, item: number): Said | undefined {
  if (!Array.isArray(items)) return undefined;
  const found = (items as readonly { readonly item?: unknown; readonly outcome?: unknown }[]).find(
    (each) => each.item === item,
  );
  return isText(found?.outcome) ? found.outcome : undefined;
}

const Outcome = ({ said, voice }: { readonly said: Said | undefined; readonly voice: Voice }): ReactNode =>
  said === undefined ? null : (
    <p className="outcome">
      <Words said={said} voice={voice} />
    </p>
  );
