// What was said, from both sides: the reporter's words at one side, the others' at the other, time
// running down between them.

import type { ReactNode } from "react";
import { hasRole } from "../../src/core/compact/compact.ts";
import { kindName, mainText, sayRule } from "../words/law.ts";
import { nameOf } from "../words/voice.tsx";
import type { EntryView } from "../../src/node/http/api.ts";
import { Entry, type EntryProps } from "./entry.tsx";
import { Party, TableBehind } from "./small.tsx";
import { timelineRows, type Row } from "./timeline-rows.ts";

type TimelineProps = Omit<EntryProps, "fresh"> & { readonly isFresh: (entry: EntryView) => boolean };

export function Timeline(props: TimelineProps): ReactNode {
  const { compact, matter, entries, voice } = props;
  const rows = timelineRows(compact, matter, entries);
  const mediators = compact.parties.filter(({ id }) => hasRole(compact, id, "mediator"));
  return (
    <section className="said" aria-labelledby="said">
      <h2 id="said">
        {voice.say("matter.said")}{" "}
        <span className="count">{voice.say("matter.said.new", { count: entries.length })}</span>
      </h2>
      <div className="sides" aria-hidden="true">
        <Party compact={compact} party={matter.reporter} />
        <span>
          {mediators.map(({ id }) => (
            <Party key={id} compact={compact} party={id} />
          ))}
        </span>
        <span>
          {matter.addressees.map((party) => (
            <Party key={party} compact={compact} party={party} />
          ))}
        </span>
      </div>
      <ol className="timeline">
        {rows.map((row) => (
          <TimelineRow key={row.entry.act.id} row={row} {...props} />
        ))}
      </ol>
      <TableBehind
        caption={voice.say("matter.said")}
        columns={["table.at", "table.party", "table.kind", "table.text", "table.arrived"].map((id) =>
          voice.name(id, id),
        )}
        rows={entries.map(({ act, refusal, receivedAt }) => [
          voice.clock(act.at),
          nameOf(compact, act.by),
          kindName(voice, act.kind),
          refusal === null
            ? (mainText(act)?.text ?? "–")
            : `${mainText(act)?.text ?? "–"} (${sayRule(voice, compact, refusal.rule, refusal.args)})`,
          voice.clock(receivedAt),
        ])}
      />
    </section>
  );
}

function TimelineRow({ row, isFresh, ...props }: TimelineProps & { readonly row: Row }): ReactNode {
  const { compact, voice } = props;
  const { act } = row.entry;
  if (row.is === "shown-above") {
    return (
      <li className="row row-note">
        <time className="row-time">{voice.clock(act.at)}</time>
        <p>
          {voice.name(`kind.${act.kind}.said`, act.kind, { party: nameOf(compact, act.by) })}{" "}
          <a href={`#act-${row.about.act.id}`}>
            {voice.say("matter.said.disputes", { at: voice.clock(row.about.act.at) })}
          </a>
        </p>
      </li>
    );
  }
  return (
    <li className={`row row-${row.side}${row.against.length > 0 ? " row-against" : ""}`}>
      <time className="row-time">{voice.clock(act.at)}</time>
      <div className="row-said">
        <Entry {...props} entry={row.entry} fresh={isFresh(row.entry)} />
      </div>
      {row.against.length > 0 && (
        <div className="row-answer">
          {row.against.map((entry) => (
            <Entry key={entry.act.id} {...props} entry={entry} fresh={isFresh(entry)} />
          ))}
        </div>
      )}
    </li>
  );
}
