// The tests of one line, in both directions: when the last was answered, how many were, how long people
// took; and a test by a person, now.

import { useState, type ReactNode } from "react";
import { partyOf } from "../../src/core/compact/compact.ts";
import type { PartyId } from "../../src/core/kernel/act.ts";
import { keepLine } from "../../src/core/line/cadence.ts";
import { OFFICE_ROLES, type OfficeRole } from "../../src/core/line/contacts.ts";
import type { LineReadiness, TestFigures } from "../../src/core/line/readiness.ts";
import { NEUTRAL_TEXTS } from "../../src/core/line/tests.ts";
import { TEST_KINDS } from "../../src/core/line/cadence.ts";
import { post } from "../api/client.ts";
import type { LineProps } from "../pages/line.tsx";
import { nameOf, useNode } from "../words/voice.tsx";
import { Told, type Telling } from "./line-told.tsx";

export function LineTests({ party, ...props }: LineProps & { readonly party: PartyId }): ReactNode {
  const { compact, party: me } = useNode();
  const { t, readiness } = props;
  const ways = readiness.lines.filter(({ by, to }) => (by === me && to === party) || (by === party && to === me));
  const heading = `tests-${party}`;
  return (
    <section className="line-tests" aria-labelledby={heading}>
      <h3 id={heading}>{t("line.tests")}</h3>
      {ways.length === 0 && <p className="soft">{t("line.tests.no-line")}</p>}
      {ways.length > 0 && (
        <ul>
          {ways.map((way) => (
            <Way key={way.by} way={way} {...props} />
          ))}
        </ul>
      )}
      {keepLine(compact, me, party) && <TestNow party={party} {...props} />}
    </section>
  );
}

function Way({ way, t, voice, now }: LineProps & { readonly way: LineReadiness }): ReactNode {
  const { compact } = useNode();
  const { median, p95 } = way.humanAnswer;
  const words = (figures: TestFigures): string =>
    figures.given === 0
      ? t("line.tests.none")
      : `${t("line.tests.share", { answered: figures.answered, given: figures.given })} ${
          figures.lastAnsweredAt === null ? "" : t("line.tests.last", { ago: voice.ago(figures.lastAnsweredAt, now) })
        }`;
  return (
    <li>
      <b>{t("line.tests.way", { by: nameOf(compact, way.by), to: nameOf(compact, way.to) })}</b>
      <dl>
        {TEST_KINDS.map((kind) => (
          <div key={kind}>
            <dt>{t(`test.${kind}`)}</dt>
            <dd>{words(way[kind])}</dd>
          </div>
        ))}
        {median !== null && p95 !== null && (
          <div>
            <dt>{t("line.tests.people")}</dt>
            <dd>{t("line.tests.times", { median: voice.length(median), p95: voice.length(p95) })}</dd>
          </div>
        )}
      </dl>
    </li>
  );
}

function TestNow({ party, t, now, onChanged }: LineProps & { readonly party: PartyId }): ReactNode {
  const { compact } = useNode();
  const [role, setRole] = useState<OfficeRole>("watch");
  const [told, setTold] = useState<Telling>(null);
  const field = `test-role-${party}`;
  const test = async (): Promise<void> => {
    const text = (Math.floor(now / 1000) % NEUTRAL_TEXTS) + 1;
    const body = { kind: "human", role, text };
    const outcome = await post("/api/acts", { kind: "test-line", matter: null, to: [party], body });
    setTold(outcome.ok ? t("line.test.sent", { party: partyOf(compact, party)?.name ?? party }) : outcome);
    onChanged();
  };
  return (
    <form
      className="line-test-now"
      onSubmit={(event) => {
        event.preventDefault();
        void test();
      }}
    >
      <label htmlFor={field}>{t("line.test.role")}</label>
      <select id={field} value={role} onChange={(event) => setRole(event.target.value as OfficeRole)}>
        {OFFICE_ROLES.map((each) => (
          <option key={each} value={each}>
            {t(`office.${each}`)}
          </option>
        ))}
      </select>
      <button type="submit">{t("line.test.do", { party: nameOf(compact, party) })}</button>
      <Told telling={told} />
    </form>
  );
}
