// Mediation and sittings in a matter, calmly: who mediates, where the one text stands, what lies with the
// mediator, and who sits. What is not agreed is said of the text and of nobody.

import type { ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import { mediatorsOf } from "../../src/core/compact/compact.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import { isOfMediation } from "../../src/core/mediation/rules.ts";
import { matchesView, offersView, whoMediates, type MatchView } from "../../src/core/mediation/views.ts";
import type { Move } from "../../src/core/law/views.ts";
import type { EntryView } from "../../src/node/http/api.ts";
import { isText, kindName } from "../words/law.ts";
import { nameOf, type Voice } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import { JointText } from "./mediation-text.tsx";
import { Sittings } from "./mediation-sittings.tsx";

export type MediationProps = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly entries: readonly EntryView[];
  readonly voice: Voice;
  readonly now: number;
};

type Props = MediationProps & { readonly moves: readonly Move[]; readonly onCompose: (kind: string) => void };

/** What answers something that waits comes first, what ends a mediation last. */
const FIRST: readonly string[] = [
  "agree-mediation",
  "accept-mediation",
  "attend",
  "sign-minutes",
  "confirm-offer",
  "consent-text",
];
const LAST: readonly string[] = ["decline-mediation", "recuse-mediation", "leave-mediation"];
const placeOf = (kind: string): number => (FIRST.includes(kind) ? 0 : LAST.includes(kind) ? 2 : 1);

/** Something has begun: then it stands above what one may do, else beside it. */
export const hasMediation = ({ mediation, table }: Matter): boolean => mediation !== null || table !== null;

export function Mediation(props: Props): ReactNode {
  const { compact, matter, moves, voice, onCompose } = props;
  const open = moves
    .filter(({ kind, verdict }) => verdict.ok && isOfMediation(kind))
    .toSorted((a, b) => placeOf(a.kind) - placeOf(b.kind));
  if (mediatorsOf(compact).length === 0 && !hasMediation(matter) && open.length === 0) return null;
  return (
    <section className="mediation" aria-labelledby="mediation">
      <h2 id="mediation">{voice.say("mediation.heading")}</h2>
      <p className="mediation-who">{sayWho(props)}</p>
      <Disclosed {...props} />
      <JointText {...props} />
      <WithTheMediator {...props} />
      <Sittings {...props} />
      {open.length > 0 && (
        <div className="mediation-moves" role="group" aria-label={voice.say("mediation.moves")}>
          {open.map(({ kind }) => (
            <button key={kind} type="button" className="small" onClick={() => onCompose(kind)}>
              {voice.name(`kind.${kind}.do`, kindName(voice, kind))}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

function sayWho({ compact, matter, voice }: MediationProps): string {
  const who = whoMediates(matter);
  if (who.is === "nobody") return voice.say("mediation.nobody");
  const mediator = nameOf(compact, who.mediator);
  switch (who.is) {
    case "asked":
      return voice.say("mediation.asked", {
        mediator,
        parties: voice.list(who.waitsFor.map((party) => nameOf(compact, party))),
      });
    case "mediating":
      return voice.say("mediation.mediating", { mediator, at: `${voice.clock(who.since)} UTC` });
    case "declined":
    case "recused":
    case "left":
      return voice.say(`mediation.${who.is}`, { mediator, at: `${voice.clock(who.at)} UTC` });
    default:
      return who satisfies never;
  }
}

/** What the mediator disclosed when it accepted: nobody should have to look for it. */
function Disclosed({ matter, entries, voice }: MediationProps): ReactNode {
  const who = whoMediates(matter);
  if (who.is !== "mediating") return null;
  const accepted = entries.findLast(({ act }) => act.kind === "accept-mediation" && act.by === who.mediator);
  const said = accepted?.act.body["disclosure"];
  if (!isText(said)) return null;
  return (
    <p>
      {voice.say("mediation.disclosed")} <Words said={said} voice={voice} />
    </p>
  );
}

/** Positions and offers: that they are there, and by whom. What they say stands at their act, for whoever may read it. */
function WithTheMediator({ compact, matter, voice, now }: MediationProps): ReactNode {
  const positions = (matter.mediation?.positions ?? []).filter(({ opened }) => opened === null);
  const offers = offersView(matter, now);
  const matches = matchesView(matter, now);
  if (positions.length + offers.length === 0) return null;
  return (
    <>
      <h3>{voice.say("mediation.sealed")}</h3>
      <ul className="mediation-sealed">
        {positions.map(({ act, by, at }) => (
          <li key={act}>
            {voice.say("mediation.position", { party: nameOf(compact, by), at: `${voice.clock(at)} UTC` })}
          </li>
        ))}
        {offers.map(({ offer, is }) => (
          <li key={offer.act}>
            {voice.say(`mediation.offer.${is}`, {
              party: nameOf(compact, offer.by),
              at: `${voice.clock(offer.until)} UTC`,
            })}
          </li>
        ))}
      </ul>
      {matches.map((match) => (
        <p key={match.match.act} className={`mediation-match match-${match.is}`}>
          {sayMatch(compact, voice, match)}
        </p>
      ))}
    </>
  );
}

const sayMatch = (compact: Compact, voice: Voice, { match, parties, is }: MatchView): string =>
  voice.say(`mediation.match.${is}`, {
    parties: voice.list(parties.map((party) => nameOf(compact, party))),
    at: `${voice.clock(match.until)} UTC`,
  });
