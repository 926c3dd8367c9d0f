// How do I know? Each check with its plain meaning, the token taken apart, the proof to carry away, and
// how to check it without this program's word.

import { useEffect, useState, type ReactNode } from "react";
import { RECEIPT_LEVELS } from "../../src/core/kernel/receipt.ts";
import type { ProofCheck, ProofView } from "../../src/node/http/api.ts";
import { read } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import { Facts } from "../parts/body.tsx";
import { Copyable, Id, Mark } from "../parts/small.tsx";
import { readToken } from "../parts/token.ts";
import { Link } from "../router.tsx";
import { kindName } from "../words/law.ts";
import { nameOf, useNode, useSay, useVoice } from "../words/voice.tsx";
import { Lost } from "./lost.tsx";
import { PageTitle } from "./page-title.tsx";

export function ProofPage({ id }: { readonly id: string }): ReactNode {
  const { say } = useSay();
  return (
    <div className="proof-page">
      <PageTitle title={say("proof.title")}>{say("proof.heading")}</PageTitle>
      <Proof id={id} />
    </div>
  );
}

const AGAIN_MS = 1_000;

/** Read again whenever something new comes in: the seal of the ledger follows the act by moments. */
function useProof(id: string): ProofView | "missing" | undefined {
  const changes = useStore((state) => state.changes);
  const [view, setView] = useState<ProofView | "missing">();
  useEffect(() => {
    let wanted = true;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await read<ProofView>(`/api/acts/${encodeURIComponent(id)}`);
      if (!wanted) return;
      if (answer.ok) setView(answer.value);
      else if (answer.problem?.status === 404) setView("missing");
      else again = setTimeout(() => void ask(), AGAIN_MS);
    };
    void ask();
    return () => {
      wanted = false;
      clearTimeout(again);
    };
  }, [id, changes]);
  return view;
}

export function Proof({ id }: { readonly id: string }): ReactNode {
  const view = useProof(id);
  const { say } = useSay();
  if (view === undefined) return <p className="loading">{say("app.loading")}</p>;
  return view === "missing" ? <Lost because="lost-page.act" /> : <ProofOf view={view} />;
}

const CHECKS: readonly ProofCheck[] = ["digests", "signature", "chain", "inclusion", "checkpoint", "cosignatures"];
const SEALING: readonly string[] = ["inclusion", "checkpoint", "cosignatures"];

type Check = ProofView["checks"][number];

/** Every check by name: one that the node could not make yet stands in its place, waiting. */
const allChecks = (view: ProofView): readonly Check[] =>
  CHECKS.map((check) => view.checks.find((made) => made.check === check) ?? { check, ok: false, detail: "" });

/** A check of the seal that fails while no seal covers the act is not a failure but a wait. */
function isPending({ check, ok }: Check, { proof, checkpoint }: ProofView): boolean {
  if (ok || !SEALING.includes(check)) return false;
  return proof === null || (check === "cosignatures" && (checkpoint?.cosigners.length ?? 0) === 0);
}

function ProofOf({ view }: { readonly view: ProofView }): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const { act } = view;
  const checks = allChecks(view);
  const party = nameOf(compact, act.by);
  const bad = checks.filter((check) => !check.ok && !isPending(check, view)).length;
  const pending = checks.some((check) => isPending(check, view));
  return (
    <div className="proof">
      <p className={`verdict ${bad > 0 ? "verdict-bad" : pending ? "verdict-pending" : "verdict-ok"}`}>
        <Mark is={bad > 0 ? "fails" : pending ? "untried" : "kept"} />
        {bad > 0
          ? voice.say("proof.answer.bad", { count: bad })
          : voice.say(pending ? "proof.answer.pending" : "proof.answer.ok")}
      </p>
      <p>
        {voice.say("proof.of", {
          kind: kindName(voice, act.kind),
          party,
          at: voice.clock(act.at),
          received: voice.clock(view.receivedAt),
        })}
        {act.matter !== null && (
          <>
            {" "}
            <Link to={`/matter/${act.matter}`}>{voice.say("proof.matter")}</Link>
          </>
        )}
      </p>
      <h3>{voice.say("proof.checks")}</h3>
      <ol className="checks">
        {checks.map((check) => (
          <CheckLine key={check.check} check={check} pending={isPending(check, view)} party={party} />
        ))}
      </ol>
      <Said view={view} />
      <Receipts view={view} />
      <Carry view={view} />
      <Token view={view} />
      <Offline view={view} />
    </div>
  );
}

function CheckLine({
  check,
  pending,
  party,
}: {
  readonly check: Check;
  readonly pending: boolean;
  readonly party: string;
}): ReactNode {
  const { say, name } = useSay();
  const state = check.ok ? "proof.holds" : pending ? "proof.pending" : "proof.fails";
  return (
    <li className={check.ok ? "check" : pending ? "check check-pending" : "check check-bad"}>
      <Mark is={check.ok ? "kept" : pending ? "untried" : "fails"} />
      <div>
        <p>
          <b>{name(`check.${check.check}`, check.check, { party })}</b>{" "}
          <span className="check-state">{say(state)}</span>
        </p>
        <p className="soft">{name(`check.${check.check}.about`, "", { party })}</p>
        {check.detail !== "" && (
          <p className="check-detail">
            <Id>{check.detail}</Id>
          </p>
        )}
      </div>
    </li>
  );
}

function Said({ view }: { readonly view: ProofView }): ReactNode {
  const voice = useVoice();
  const { body } = view.act;
  return (
    <>
      <h3>{voice.say("proof.said")}</h3>
      {view.act.kind === "receipt" ? (
        <p>
          {voice.name(`receipt.${String(body["level"])}`, "")} ·{" "}
          <Id>{`${String(body["of"])} ${String(body["from"])}–${String(body["through"])}`}</Id>
        </p>
      ) : (
        <Facts kind={view.act.kind} body={body} voice={voice} />
      )}
      <p className="soft">{voice.say("proof.withheld", { count: view.withheld })}</p>
    </>
  );
}

function Receipts({ view }: { readonly view: ProofView }): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const lines = Object.entries(view.receipts).flatMap(([party, levels]) =>
    RECEIPT_LEVELS.flatMap((level) => {
      const received = levels[level];
      return received === undefined ? [] : [{ party, level, ...received }];
    }),
  );
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{voice.say("proof.receipts")}</h3>
      <ul className="plain">
        {lines.map(({ party, level, at, act }) => (
          <li key={`${party} ${level}`}>
            <Link to={`/proof/${act}`}>
              {voice.name(`receipt.${level}`, level)} {voice.clock(at)}
            </Link>{" "}
            <span className="soft">{voice.name(`receipt.${level}.about`, "", { party: nameOf(compact, party) })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Carry({ view }: { readonly view: ProofView }): ReactNode {
  const { compact } = useNode();
  const voice = useVoice();
  const { checkpoint, proof } = view;
  const cosigners = voice.list(
    (checkpoint?.cosigners ?? []).filter((party) => party !== view.act.by).map((party) => nameOf(compact, party)),
  );
  return (
    <>
      <h3>{voice.say("proof.tlog")}</h3>
      <p className="soft">{voice.say(proof === null ? "proof.tlog.none" : "proof.tlog.about")}</p>
      {checkpoint !== null && (
        <p>
          {voice.say("proof.checkpoint", { size: checkpoint.size })} <Id>{checkpoint.root}</Id>{" "}
          {cosigners === "" ? voice.say("proof.cosigners.none") : voice.say("proof.cosigners", { parties: cosigners })}
        </p>
      )}
      {proof !== null && <Copyable text={proof} label={voice.say("proof.tlog")} />}
    </>
  );
}

const printed = (value: unknown): string => JSON.stringify(value, null, 2);

function Token({ view }: { readonly view: ProofView }): ReactNode {
  const { say, name } = useSay();
  const parts = readToken(view.token);
  return (
    <details className="token">
      <summary>{say("proof.token")}</summary>
      <p className="soft">{say("proof.token.about")}</p>
      {parts !== undefined && (
        <>
          <h4>{say("proof.token.header")}</h4>
          <pre dir="ltr">{printed(parts.header)}</pre>
          <h4>{say("proof.token.payload")}</h4>
          <pre dir="ltr">{printed(parts.payload)}</pre>
          <h4>{say("proof.token.signature")}</h4>
          <p>
            <Id>{parts.signature}</Id>
          </p>
          {parts.disclosures.map((disclosure, i) => (
            <div key={disclosure.name}>
              <h4>
                {say("proof.token.disclosure", {
                  number: i + 1,
                  name: name(`field.${disclosure.name}`, disclosure.name),
                })}
              </h4>
              <p className="soft">
                {say("proof.token.salt")} <Id>{disclosure.salt}</Id>
              </p>
              <pre dir="ltr">{printed(disclosure.value)}</pre>
            </div>
          ))}
        </>
      )}
      <h4>{say("proof.token.raw")}</h4>
      <Copyable text={view.token} label={say("proof.token.raw")} />
    </details>
  );
}

function Offline({ view }: { readonly view: ProofView }): ReactNode {
  const { say } = useSay();
  const { matter } = view.act;
  const file = `case-${matter ?? ""}.json`;
  return (
    <>
      <h3>{say("proof.offline")}</h3>
      <ol className="steps">
        <li>
          {matter === null ? (
            say("proof.offline.1")
          ) : (
            <a href={`/api/case/${encodeURIComponent(matter)}`} download>
              {say("proof.offline.1")}
            </a>
          )}
        </li>
        <li>
          {say("proof.offline.2")}
          <Copyable text={`./downrung verify ${file}`} label={say("proof.offline.2")} />
        </li>
        <li>{say("proof.offline.3")}</li>
      </ol>
      <p className="soft">
        {say("proof.id")} <Id>{view.act.id}</Id>
      </p>
    </>
  );
}
