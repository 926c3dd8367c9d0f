// The first line of the Compact page: what is in force since when, what waits for this party's signature,
// and which dates come.

import type { ReactNode } from "react";
import type { CompactView } from "../../src/node/http/api.ts";
import { openProposals, versionNow } from "../compact/agreement.ts";
import { useCompactSpeech, useDates } from "../compact/speech.tsx";
import { compactPath, Link } from "../router.tsx";
import { nameOf, useNode, useVoice } from "../words/voice.tsx";

export function CompactAnswer({ view }: { readonly view: CompactView }): ReactNode {
  const { t } = useCompactSpeech();
  const lines = useLines(view);
  const waits = view.founding.sign.ok && view.inForce === null;
  const mine = openProposals(view).filter(({ sign }) => sign.ok).length;
  return (
    <section className={`answer compact-answer${mine > 0 || waits ? " answer-you-owe" : ""}`} aria-labelledby="answer">
      <p className="answer-line" id="answer">
        {useStanding(view)}
      </p>
      <p className="answer-step">{lines.join(" ")}</p>
      {(mine > 0 || waits) && (
        <p>
          <Link to={compactPath("proposed")} className="button">
            {t("compact.answer.read-and-sign")}
          </Link>
        </p>
      )}
    </section>
  );
}

/** What is in force, in one sentence. */
function useStanding(view: CompactView): string {
  const { t, speech } = useCompactSpeech();
  const { compact } = useNode();
  const at = useDates();
  const present = versionNow(view);
  if (present === null) {
    const parties = speech.list(
      view.founding.missing.map((party) => nameOf(compact, party)),
      "and",
    );
    return t("compact.answer.not-in-force", { parties });
  }
  return present.from === null
    ? t("compact.answer.in-force", { version: present.version })
    : t("compact.answer.in-force-since", { version: present.version, from: at(present.from) });
}

function useLines(view: CompactView): readonly string[] {
  const { t } = useCompactSpeech();
  const voice = useVoice();
  const { compact, party: me } = useNode();
  const at = useDates();
  const open = openProposals(view);
  const mine = open.filter(({ sign }) => sign.ok).length;
  const review = view.duties.find(({ by }) => by === me);
  return [
    open.length === 0 ? t("compact.answer.nothing-proposed") : t("compact.answer.proposed", { count: open.length }),
    ...(mine > 0 ? [t("compact.answer.waits-for-you")] : []),
    ...view.withdrawals.map(({ by, from }) =>
      t("compact.answer.leaves", { party: nameOf(compact, by), from: at(from) }),
    ),
    ...(review === undefined ? [] : [t("compact.answer.review-owed", { due: at(review.due) })]),
    view.nextReview === null
      ? t("compact.answer.no-review")
      : t("compact.answer.review", { at: at(view.nextReview), length: voice.length(view.nextReview - view.now) }),
    view.expires === null ? t("compact.answer.no-expiry") : t("compact.answer.expires", { at: at(view.expires) }),
  ];
}
