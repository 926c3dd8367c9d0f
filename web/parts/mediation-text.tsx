// The joint text, paragraph by paragraph, with what each member says to it. Levels differ in shape and in
// word, and none of them is louder than another.

import type { ReactNode } from "react";
import type { Consent } from "../../src/core/kernel/mediation.ts";
import { textView, type ParagraphView } from "../../src/core/mediation/views.ts";
import { nameOf } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import type { MediationProps } from "./mediation.tsx";
import { Party } from "./small.tsx";

const SHAPES: Readonly<Record<Consent | "none", ReactNode>> = {
  accept: <path d="M3 8.5 6.5 12 13 4.5" fill="none" strokeWidth="2.5" />,
  "live-with": <path d="M2.5 9.5c2-4 4-4 5.5-1.5s3.5 2.5 5.5-1.5" fill="none" strokeWidth="2.5" />,
  "cannot-yet": <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.5l2 1.5" fill="none" strokeWidth="2" />,
  object: <path d="M3.5 3.5h9v9h-9zM6 8h4" fill="none" strokeWidth="2" />,
  none: <path d="M5 8h6" fill="none" strokeWidth="2" strokeDasharray="2 2" />,
};

const ConsentMark = ({ says }: { readonly says: Consent | null }): ReactNode => (
  <svg className={`mark consent-${says ?? "none"}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    {SHAPES[says ?? "none"]}
  </svg>
);

export function JointText(props: MediationProps): ReactNode {
  const { compact, matter, voice } = props;
  const text = textView(matter);
  if (text === null) return null;
  const agreed = text.paragraphs.filter(({ is }) => is === "agreed").length;
  const waits = text.waitsFor.map((party) => nameOf(compact, party));
  return (
    <>
      <h3>
        {voice.say("mediation.text")} ·{" "}
        <span className="soft">{voice.say("mediation.text.version", { version: text.version })}</span>
      </h3>
      <p>
        {text.adoptedAt === null ? (
          <>
            {voice.say("mediation.text.count", { agreed, all: text.paragraphs.length })}{" "}
            {waits.length > 0 && voice.say("mediation.text.waits", { parties: voice.list(waits) })}
          </>
        ) : (
          <strong>{voice.say("mediation.text.adopted", { at: `${voice.clock(text.adoptedAt)} UTC` })}</strong>
        )}
      </p>
      <ol className="joint-text">
        {text.paragraphs.map((view) => (
          <Paragraph key={view.paragraph.id} view={view} {...props} />
        ))}
      </ol>
    </>
  );
}

function Paragraph({ view, compact, voice }: MediationProps & { readonly view: ParagraphView }): ReactNode {
  const { paragraph, says, is } = view;
  return (
    <li className={`paragraph paragraph-${is}`}>
      <span className="paragraph-id">{paragraph.id}</span>
      <div>
        <p className="paragraph-text">
          <Words said={paragraph.text} voice={voice} />
        </p>
        <ul className="consents">
          {says.map((one) => (
            <li key={one.party}>
              <ConsentMark says={one.says} />
              <Party compact={compact} party={one.party} /> {voice.say(`consent.${one.says ?? "none"}`)}
            </li>
          ))}
        </ul>
      </div>
      <span className="chip">{voice.say(`mediation.text.${is}`)}</span>
    </li>
  );
}
