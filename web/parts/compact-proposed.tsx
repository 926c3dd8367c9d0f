// What is proposed and by whom: the wording as a redline, the reason, what others said of it clause by
// clause, who has signed and who has not, and the day on which it takes force or falls.

import { useMemo, useState, type ReactNode } from "react";
import { clausesOf } from "../../src/core/compact/clauses.ts";
import { renderClauses } from "../../src/core/compact/say-clauses.ts";
import type { CompactDocument } from "../../src/core/compact/document.ts";
import type { CompactView, ProposalView } from "../../src/node/http/api.ts";
import { openProposals } from "../compact/agreement.ts";
import { useCompactSpeech, useDates } from "../compact/speech.tsx";
import { compactPath, Link } from "../router.tsx";
import { nameOf, useNode, useTickingVoice } from "../words/voice.tsx";
import { Words } from "./body.tsx";
import { CommentForm, Comments } from "./compact-comments.tsx";
import { CompactElse } from "./compact-else.tsx";
import { Redline } from "./compact-redline.tsx";
import { SignCeremony } from "./compact-sign.tsx";
import { Why } from "./compact-why.tsx";
import { Mark, Party } from "./small.tsx";

type ProposedProps = { readonly view: CompactView; readonly onChanged: () => void };

export function CompactProposed({ view, onChanged }: ProposedProps): ReactNode {
  const { t } = useCompactSpeech();
  const [signing, setSigning] = useState<string | null>(null);
  const open = openProposals(view);
  const over = view.proposals.filter(({ state }) => state.is !== "open");
  return (
    <div className="proposed">
      {view.inForce === null && <Founding view={view} onSign={() => setSigning(view.id)} />}
      {open.map((proposal) => (
        <OpenProposal key={proposal.id} {...{ view, proposal, onChanged }} onSign={() => setSigning(proposal.id)} />
      ))}
      {open.length === 0 && view.inForce !== null && (
        <div className="teach">
          <h2>{t("compact.proposed.none")}</h2>
          <p>{t("compact.proposed.none.about")}</p>
          <p>
            <Link to={compactPath("write")} className="button">
              {t("compact.write.amend")}
            </Link>
          </p>
        </div>
      )}
      <OnTheCompact view={view} onChanged={onChanged} />
      <CompactElse view={view} onChanged={onChanged} />
      {over.length > 0 && (
        <section aria-labelledby="decided">
          <h2 id="decided">{t("compact.proposed.decided")}</h2>
          <ul className="decided">
            {over.map((proposal) => (
              <Decided key={proposal.id} proposal={proposal} />
            ))}
          </ul>
        </section>
      )}
      {signing !== null && (
        <SignCeremony
          of={signing}
          view={view}
          onClose={() => {
            setSigning(null);
            onChanged();
          }}
        />
      )}
    </div>
  );
}

type OpenProps = ProposedProps & { readonly proposal: ProposalView; readonly onSign: () => void };

/** The wording that a proposal would change. */
export const wordingBefore = (view: CompactView, { version }: Pick<ProposalView, "version">): CompactDocument =>
  view.versions.find((each) => each.version === version - 1)?.document ?? view.founding.document;

function OpenProposal({ view, proposal, onSign, onChanged }: OpenProps): ReactNode {
  const { t, say, speech } = useCompactSpeech();
  const { compact } = useNode();
  const [voice, now] = useTickingVoice();
  const at = useDates();
  const { id, by, version, from, reason, sections, sign } = proposal;
  const why = `why-${id}`;
  const named = sections.map((section) => say.name(`section.${section}`, section));
  return (
    <article className="proposal" aria-labelledby={`proposal-${id}`}>
      <header>
        <h2 id={`proposal-${id}`}>{t("compact.proposal", { version, party: nameOf(compact, by) })}</h2>
        <p className="ref">
          {t("compact.proposal.at", { at: at(proposal.at) })}{" "}
          <Link to={`/proof/${id}`}>{voice.say("matter.said.proof")}</Link>
        </p>
      </header>
      <blockquote className="proposal-reason">
        <Words said={reason} voice={voice} />
      </blockquote>
      <p className="proposal-when">
        {t(`compact.proposal.when.${proposal.quorum}`, {
          from: at(from),
          length: voice.length(from - now),
          needed: proposal.needed,
        })}
      </p>
      <SignedBy proposal={proposal} />
      <p className="proposal-sign">
        <button type="button" className="main" disabled={!sign.ok} aria-describedby={why} onClick={onSign}>
          {t("compact.answer.read-and-sign")}
        </button>
      </p>
      <Why verdict={sign} id={why} />
      <h3>{t("compact.proposal.changes", { sections: speech.list(named, "and") })}</h3>
      <ProposalText {...{ view, proposal, onChanged }} />
    </article>
  );
}

function ProposalText({ view, proposal, onChanged }: Omit<OpenProps, "onSign">): ReactNode {
  const { t, speech } = useCompactSpeech();
  const [about, setAbout] = useState<string | null>(null);
  const { id, document } = proposal;
  const before = wordingBefore(view, proposal);
  const said = useMemo(() => renderClauses(clausesOf(document), speech), [document, speech]);
  const comments = view.comments.filter(({ of }) => of === id);
  return (
    <>
      <Redline before={before} after={document} onComment={setAbout} />
      <h3>{t("compact.comments")}</h3>
      <Comments comments={comments} document={document} said={said} />
      <CommentForm key={about ?? ""} of={id} clause={about} {...{ view, document, said, onChanged }} />
    </>
  );
}

/** Who has signed, with the proof, and who has not: nobody owes a signature. */
function Signatures({ signatures, missing }: Pick<ProposalView, "signatures" | "missing">): ReactNode {
  const { t } = useCompactSpeech();
  const { compact } = useNode();
  const at = useDates();
  return (
    <>
      {signatures.map((signature) => (
        <li key={signature.by}>
          <Mark is="kept" /> <Party compact={compact} party={signature.by} />{" "}
          <Link to={`/proof/${signature.act}`}>{t("compact.proposal.signed-at", { at: at(signature.at) })}</Link>
        </li>
      ))}
      {missing.map((party) => (
        <li key={party}>
          <Mark is="untried" /> <Party compact={compact} party={party} /> {t("compact.proposal.not-signed")}
        </li>
      ))}
    </>
  );
}

function SignedBy({ proposal }: { readonly proposal: ProposalView }): ReactNode {
  const { t } = useCompactSpeech();
  const { signed, missing, needed, signatures } = proposal;
  return (
    <div className="signed-by">
      <h3>{t("compact.proposal.signed", { signed: signed.length, needed })}</h3>
      <ul>
        <Signatures signatures={signatures} missing={missing} />
      </ul>
    </div>
  );
}

/** The founding version before it is in force. */
function Founding({ view, onSign }: { readonly view: CompactView; readonly onSign: () => void }): ReactNode {
  const { t } = useCompactSpeech();
  const { signatures, missing, sign } = view.founding;
  return (
    <article className="proposal" aria-labelledby="founding">
      <h2 id="founding">{t("compact.founding")}</h2>
      <p>{t("compact.founding.about")}</p>
      <ul className="signed-by">
        <Signatures signatures={signatures} missing={missing} />
      </ul>
      <p className="proposal-sign">
        <button type="button" className="main" disabled={!sign.ok} aria-describedby="why-founding" onClick={onSign}>
          {t("compact.answer.read-and-sign")}
        </button>
      </p>
      <Why verdict={sign} id="why-founding" />
    </article>
  );
}

/** What parties have said of the wording in force: lessons come here before anybody proposes a change. */
function OnTheCompact({ view, onChanged }: ProposedProps): ReactNode {
  const { t, speech } = useCompactSpeech();
  const document = view.versions.at(-1)?.document ?? view.founding.document;
  const said = useMemo(() => renderClauses(clausesOf(document), speech), [document, speech]);
  const comments = view.comments.filter(({ of }) => of === view.id);
  return (
    <section className="on-compact" aria-labelledby="on-compact">
      <h2 id="on-compact">{t("compact.comments.compact")}</h2>
      <Comments comments={comments} document={document} said={said} />
      <CommentForm of={view.id} clause={null} {...{ view, document, said, onChanged }} />
    </section>
  );
}

function Decided({ proposal }: { readonly proposal: ProposalView }): ReactNode {
  const { t } = useCompactSpeech();
  const { compact } = useNode();
  const at = useDates();
  const { id, version, by, state } = proposal;
  const how =
    state.is === "void"
      ? t(`compact.decided.${state.why}`, { at: at(state.at) })
      : t("compact.decided.in-force", { at: at(proposal.from) });
  return (
    <li>
      <Mark is={state.is === "void" ? "released" : "kept"} />{" "}
      <Link to={`/proof/${id}`}>{t("compact.proposal", { version, party: nameOf(compact, by) })}</Link> {how}
    </li>
  );
}
