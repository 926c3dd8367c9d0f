// One act as a card: what it says, the rule that stands against it, and how far it has come. Every
// receipt opens into its own proof, because a receipt is an act too.

import type { ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { RECEIPT_LEVELS } from "../../src/core/kernel/receipt.ts";
import type { Matter } from "../../src/core/kernel/matter.ts";
import type { EntryView } from "../../src/node/http/api.ts";
import { Link } from "../router.tsx";
import { isText, kindName, mainText, sayRule } from "../words/law.ts";
import { hueOf, nameOf, type Voice } from "../words/voice.tsx";
import { briefOf, Facts, Words } from "./body.tsx";
import { SheetButton } from "./message-sheet.tsx";
import { Mark, Party } from "./small.tsx";
import { cameLate, disputersOf } from "./timeline-rows.ts";

export type EntryProps = {
  readonly compact: Compact;
  readonly matter: Matter;
  readonly entries: readonly EntryView[];
  readonly me: PartyId;
  readonly voice: Voice;
  readonly fresh: boolean;
  readonly onProof: (act: string) => void;
  readonly onRead: (act: string) => void;
};

/** Kinds whose short facts are the whole of what they say beside their main text. */
const SHORT: readonly string[] = [
  "refute",
  "ask",
  "clarify",
  "stand-down",
  "dispute",
  "acknowledge",
  "cool-off",
  "close",
  "consult-measure",
  "lift-measure",
  "position",
  "shuttle-note",
  "open-sealed",
  "agree-mediation",
  "decline-mediation",
  "recuse-mediation",
  "leave-mediation",
  "confirm-offer",
  "attend",
];

export function Entry(props: EntryProps & { readonly entry: EntryView }): ReactNode {
  const { compact, matter, entries, entry, voice, fresh } = props;
  const { act, refusal } = entry;
  const { override } = act.body;
  const text = mainText(act);
  const title = act.body["title"] ?? act.body["subject"];
  const about = entries.find((other) => other.act.id === act.body["of"]);
  const disputers = disputersOf(matter, act.id).map((party) => nameOf(compact, party));
  const classes = [
    "act",
    hueOf(compact, act.by),
    refusal === null ? "" : "irregular",
    disputers.length > 0 || act.kind === "dispute" ? "disputed" : "",
    fresh ? "fresh" : "",
  ];
  return (
    <article
      className={classes.join(" ")}
      id={`act-${act.id}`}
      aria-label={voice.name(`kind.${act.kind}.said`, act.kind, { party: nameOf(compact, act.by) })}
    >
      <header>
        <b>{kindName(voice, act.kind)}</b>
        <Party compact={compact} party={act.by} />
        {briefOf(act.kind, act.body, compact, voice).map((fact) => (
          <span key={fact} className="chip">
            {fact}
          </span>
        ))}
        <time className="act-time">{voice.clock(act.at)}</time>
      </header>
      {typeof title === "string" && <p className="act-title">{title}</p>}
      {text !== undefined && (
        <p className="act-text">
          <Words said={text} voice={voice} />
        </p>
      )}
      <Sealed entry={entry} voice={voice} />
      {isText(act.body["asks"]) && (
        <p className="act-asks">
          <b>{voice.say("field.asks")}</b> <Words said={act.body["asks"]} voice={voice} />
        </p>
      )}
      {(act.kind === "ask" || act.kind === "shuttle-note") && (
        <p className="act-note">
          {voice.say("matter.said.to", { parties: voice.list(act.to.map((party) => nameOf(compact, party))) })}
        </p>
      )}
      {about !== undefined && (
        <p className="act-note">
          {voice.say(act.kind === "dispute" ? "matter.said.disputes" : "matter.said.answers", {
            at: voice.clock(about.act.at),
          })}
        </p>
      )}
      {disputers.length > 0 && (
        <p className="act-note note-disputed">{voice.say("matter.said.disputed", { party: voice.list(disputers) })}</p>
      )}
      {refusal !== null && (
        <div className="act-rule">
          <p>
            <strong>{voice.say("matter.said.irregular")}</strong> {sayRule(voice, compact, refusal.rule, refusal.args)}
          </p>
          {isText(override) && <p>{voice.say("matter.said.override", { reason: override.text })}</p>}
        </div>
      )}
      {cameLate(compact, entry) && (
        <p className="act-note">
          {voice.say("matter.said.late", { said: voice.clock(act.at), arrived: voice.clock(entry.receivedAt) })}
        </p>
      )}
      {!SHORT.includes(act.kind) && (
        <details className="more">
          <summary>{voice.say("matter.said.more")}</summary>
          <Facts kind={act.kind} body={act.body} voice={voice} />
        </details>
      )}
      <Receipts {...props} />
    </article>
  );
}

/** What was sealed, where this node can read it; and of an opening, whether these were the words. */
function Sealed({ entry: { words }, voice }: Pick<EntryProps, "voice"> & { readonly entry: EntryView }): ReactNode {
  if (words === undefined) return null;
  switch (words.is) {
    case "readable":
      return (
        <p className="act-text">
          <span className="chip">{voice.say("words.readable")}</span> <Words said={words.words} voice={voice} />
        </p>
      );
    case "sealed":
      return <p className="act-note">{voice.say("words.sealed")}</p>;
    case "opened":
      return <p className="act-note">{voice.say(words.fits ? "words.fits" : "words.fits-not")}</p>;
    default:
      return words satisfies never;
  }
}

function Receipts({
  compact,
  entries,
  entry,
  me,
  voice,
  onProof,
  onRead,
}: EntryProps & { readonly entry: EntryView }): ReactNode {
  const { act, receipts } = entry;
  const parties = compact.parties.map(({ id }) => id).filter((party) => party !== act.by && act.to.includes(party));
  const unread = act.by !== me && act.to.includes(me) && receipts[me]?.read === undefined;
  return (
    <footer className="receipts">
      {parties.map((party) => (
        <p key={party} className="receipt">
          <span className="receipt-party">{party === me ? voice.say("matter.said.own") : nameOf(compact, party)}</span>
          <span className="receipt-levels">
            {receipts[party]?.delivered === undefined && party !== me && (
              <span className="soft">{voice.say("matter.said.pending")}</span>
            )}
            {RECEIPT_LEVELS.map((level) => {
              const received = receipts[party]?.[level];
              if (received === undefined) return null;
              return (
                <Link
                  key={level}
                  to={`/proof/${received.act}`}
                  className="receipt-level"
                  instead={() => onProof(received.act)}
                >
                  <Mark is="kept" />
                  {voice.name(`receipt.${level}`, level)} <time>{voice.clock(received.at)}</time>
                </Link>
              );
            })}
          </span>
        </p>
      ))}
      <p className="receipt-do">
        <SheetButton act={act} others={entries.map((other) => other.act)} />
        <Link to={`/proof/${act.id}`} instead={() => onProof(act.id)}>
          {voice.say("matter.said.proof")}
        </Link>
        {unread && (
          <button type="button" className="small" onClick={() => onRead(act.id)}>
            {voice.say("matter.said.read")}
          </button>
        )}
      </p>
    </footer>
  );
}
