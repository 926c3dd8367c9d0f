// Whether two people have read a party's keys aloud, and which of its keys are to change. Reading aloud is
// not done here: it goes over another way than this line. spec/pairing.md

import type { ReactNode } from "react";
import { partyOf } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import type { KeyChangeView } from "../../src/node/http/get-keys.ts";
import { useContactsWords, type ContactsWords } from "../line/contacts-words.ts";
import { useKeys } from "../line/use-contacts.ts";
import { nameOf, useNode, useVoice } from "../words/voice.tsx";
import { Id, Mark } from "./small.tsx";
import "../styles/contacts.css";

export function PairingKeys({ party }: { readonly party: PartyId }): ReactNode {
  const { compact } = useNode();
  const t = useContactsWords();
  const voice = useVoice();
  const view = useKeys();
  if (t === null || view === null || partyOf(compact, party) === undefined) return null;
  const mine = view.parties.find((each) => each.party === view.party)?.readings;
  const reading = mine?.find((each) => each.with === party);
  const open = view.open.filter((change) => change.party === party);
  const heading = `keys-${party}`;
  return (
    <section className="pairing" aria-labelledby={heading}>
      <h3 id={heading}>{t("keys.title")}</h3>
      {reading === undefined ? (
        <>
          <p>
            <Mark is="owed" /> {t("keys.unread")}
          </p>
          <p>
            <Id>{`downrung pair compare --with ${party} --dir …`}</Id>
          </p>
        </>
      ) : (
        <p>
          <Mark is="kept" /> {t("keys.read", { over: t(`keys.over.${reading.over}`), at: voice.clock(reading.at) })}
        </p>
      )}
      {open.map((change) => (
        <Change key={change.act} change={change} t={t} />
      ))}
    </section>
  );
}

function Change({ change, t }: { readonly change: KeyChangeView; readonly t: ContactsWords }): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const { act, by, party, changes, confirmed, missing, needed } = change;
  const names = (parties: readonly PartyId[]): string => voice.list(parties.map((each) => nameOf(compact, each)));
  return (
    <div className="key-change">
      <p>
        <Mark is="owed" /> {t("keys.change", { by: nameOf(compact, by), party: nameOf(compact, party) })}{" "}
        {t("keys.uses", { uses: voice.list(changes.map((use) => t(`keys.use.${use}`))) })}
      </p>
      <p className="soft">
        {t("keys.count", { confirmed: confirmed.length, needed })}{" "}
        {missing.length > 0 && t("keys.missing", { parties: names(missing) })}
      </p>
      <p>
        <Id>{`downrung pair compare --with ${party} --of ${act} --node … --dir …`}</Id>
      </p>
    </div>
  );
}
