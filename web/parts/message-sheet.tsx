// A formal message in the layout of the field, on the screen and on paper. The rows are those that the plain
// text and the printed page draw too.

import { useState, type ReactNode } from "react";
import type { Speech } from "../../src/core/compact/clause.ts";
import type { Act } from "../../src/core/kernel/act.ts";
import { formatOf, layoutOf, type Layout } from "../../src/core/line/layout.ts";
import { rowsOf, type Piece } from "../../src/core/line/layout-rows.ts";
import { useNode, useVoice, type Voice } from "../words/voice.tsx";
import { Dialog } from "./dialog.tsx";

function speechIn(voice: Voice): Speech {
  const lists = {
    and: new Intl.ListFormat(voice.tag, { type: "conjunction" }),
    or: new Intl.ListFormat(voice.tag, { type: "disjunction" }),
  };
  const days = new Intl.DateTimeFormat(voice.tag, { dateStyle: "long", timeZone: "UTC" });
  return {
    lang: voice.lang,
    dir: voice.dir,
    name: voice.name,
    list: (items, join) => lists[join].format(items),
    day: (day) => days.format(Date.parse(`${day}T00:00:00Z`)),
  };
}

function PieceLine({ piece }: { readonly piece: Piece }): ReactNode {
  switch (piece.is) {
    case "plain":
      return <p>{piece.text}</p>;
    case "code":
      return (
        <p>
          <bdi dir="ltr" className="sheet-code">
            {piece.text}
          </bdi>
        </p>
      );
    case "text":
      if (piece.label === "") {
        return (
          <p>
            <bdi>{piece.text}</bdi>
          </p>
        );
      }
      return (
        <>
          <p className="soft">{piece.label}</p>
          <p className="sheet-text" lang={piece.lang ?? undefined} dir="auto">
            {piece.text}
          </p>
        </>
      );
    default:
      return piece satisfies never;
  }
}

export function MessageSheet({ layout }: { readonly layout: Layout }): ReactNode {
  const voice = useVoice();
  return (
    <article className="sheet">
      <dl>
        {rowsOf(layout, speechIn(voice)).map(({ row, number, label, pieces }) => (
          <div key={row} className={number === null ? `sheet-${row}` : "sheet-place"}>
            <dt>
              {number !== null && <bdi>{number}.</bdi>} {label}
            </dt>
            <dd>
              {pieces.map((piece, i) => (
                <PieceLine key={`${row} ${i}`} piece={piece} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="sheet-do">
        <button type="button" onClick={() => print()}>
          {voice.say("messages.print")}
        </button>
      </p>
    </article>
  );
}

type ButtonProps = { readonly act: Act; readonly others: readonly Act[]; readonly layout?: Layout };

/** Opens an act as a formal message; nothing for an act that is none. */
export function SheetButton({ act, others, layout }: ButtonProps): ReactNode {
  const { compact } = useNode();
  const { say } = useVoice();
  const [open, setOpen] = useState(false);
  if (formatOf(act) === undefined) return null;
  const drawn = layout ?? layoutOf(act, compact, (id) => others.find((other) => other.id === id));
  return (
    <>
      <button type="button" className="small" onClick={() => setOpen(true)}>
        {say("messages.sheet")}
      </button>
      {open && drawn !== undefined && (
        <Dialog title={drawn.number} onClose={() => setOpen(false)}>
          <MessageSheet layout={drawn} />
        </Dialog>
      )}
    </>
  );
}
