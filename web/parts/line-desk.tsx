// Our own desk on the Line page: whether it is there, what others ask of it, what the lines owe, which are
// limited, and what a courier brought.

import { useState, type ReactNode } from "react";
import { HOUR, printInstant } from "../../src/core/kernel/instant.ts";
import { isLimitOver } from "../../src/core/line/limits.ts";
import type { Unpacked } from "../../src/node/http/courier-api.ts";
import type { TestView } from "../../src/node/http/readiness-api.ts";
import { post, sendFile } from "../api/client.ts";
import type { LineProps } from "../pages/line.tsx";
import { sayContact } from "../words/law.ts";
import { nameOf, useNode } from "../words/voice.tsx";
import { LineFilm } from "./line-film.tsx";
import { Told, type Telling } from "./line-told.tsx";

export const LineDesk = (props: LineProps): ReactNode => (
  <>
    <Asked {...props} />
    <Duties {...props} />
    <Presence {...props} />
    <Limits {...props} />
    <Brought {...props} />
  </>
);

/** Tests by people that wait for an answer from this desk. */
function Asked(props: LineProps): ReactNode {
  const { party } = useNode();
  const { t, readiness } = props;
  const asked = readiness.tests.filter(({ to, kind, answer }) => to === party && kind === "human" && answer === null);
  if (asked.length === 0) return null;
  return (
    <section className="line-asked" aria-labelledby="line-asked">
      <h2 id="line-asked">{t("line.asked")}</h2>
      <ul>
        {asked.map((test) => (
          <Answerable key={test.act} test={test} {...props} />
        ))}
      </ul>
    </section>
  );
}

function Answerable({ test, t, voice, onChanged }: LineProps & { readonly test: TestView }): ReactNode {
  const { compact } = useNode();
  const [told, setTold] = useState<Telling>(null);
  const role = test.role ?? "watch";
  const answer = async (): Promise<void> => {
    const outcome = await post("/api/acts", {
      kind: "answer-test",
      matter: null,
      to: [test.by],
      body: { of: test.act, role },
    });
    if (!outcome.ok) setTold(outcome);
    onChanged();
  };
  return (
    <li>
      <p>
        {t("line.asked.item", {
          party: nameOf(compact, test.by),
          office: t(`office.${role}`),
          until: voice.clock(test.due),
        })}
      </p>
      <blockquote>{t(`neutral.${test.text}` as "neutral.1")}</blockquote>
      <button type="button" className="main" onClick={() => void answer()}>
        {t("line.asked.do", { office: t(`office.${role}`) })}
      </button>
      <Told telling={told} />
    </li>
  );
}

function Duties({ t, voice, readiness }: LineProps): ReactNode {
  const { compact, party: me } = useNode();
  // What the node gives by itself is nobody's task before it has lapsed.
  const duties = readiness.duties.filter(
    ({ by, test, state }) => state.is === "lapsed" || (by === me && test === "human"),
  );
  return (
    <section aria-labelledby="line-duties">
      <h2 id="line-duties">{t("line.duties")}</h2>
      {duties.length === 0 && <p className="soft">{t("line.duties.none")}</p>}
      <ul className="plain">
        {duties.map(({ by, owes, test, with: other, due, state }) => (
          <li key={`${by} ${other} ${owes} ${test}`}>
            {t(`line-duty.${by === me ? "you" : "they"}.${owes}`, {
              by: nameOf(compact, by),
              party: nameOf(compact, other),
              how: t(`test.${test}`),
            })}{" "}
            <span className="soft">
              {state.is === "owed"
                ? voice.say("time.until", { at: voice.clock(due) })
                : sayContact(voice, compact, state.contact, by, "reached")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const LONGEST_HOURS = 31 * 24;

function Presence({ t, voice, now, readiness, onChanged }: LineProps): ReactNode {
  const { party } = useNode();
  const [hours, setHours] = useState(8);
  const [told, setTold] = useState<Telling>(null);
  const own = readiness.away.find((absence) => absence.party === party);
  const say = async (kind: "sign-off" | "sign-on"): Promise<void> => {
    const body = kind === "sign-on" ? {} : { until: printInstant(now + hours * HOUR) };
    const outcome = await post("/api/acts", { kind, matter: null, body });
    setTold(outcome.ok ? null : outcome);
    onChanged();
  };
  return (
    <section aria-labelledby="line-desk">
      <h2 id="line-desk">{t("line.desk")}</h2>
      <p>{own === undefined ? t("line.desk.here") : t("line.desk.away", { until: voice.clock(own.until) })}</p>
      {own === undefined ? (
        <details>
          <summary>{t("line.sign-off")}</summary>
          <p className="soft">{t("line.sign-off.about")}</p>
          <form
            className="line-sign-off"
            onSubmit={(event) => {
              event.preventDefault();
              void say("sign-off");
            }}
          >
            <label htmlFor="line-hours">{t("line.sign-off.hours")}</label>
            <input
              id="line-hours"
              type="number"
              min={1}
              max={LONGEST_HOURS}
              value={hours}
              onChange={(event) => setHours(Number(event.target.value))}
            />
            <button type="submit">{t("line.sign-off.do")}</button>
          </form>
        </details>
      ) : (
        <button type="button" className="main" onClick={() => void say("sign-on")}>
          {t("line.sign-on.do")}
        </button>
      )}
      <Told telling={told} />
    </section>
  );
}

function Limits({ t, voice, now, readiness }: LineProps): ReactNode {
  const { compact } = useNode();
  const limits = readiness.limits.filter((limit) => !isLimitOver(limit, now));
  return (
    <section aria-labelledby="line-limits">
      <h2 id="line-limits">{t("line.limits")}</h2>
      <p className="soft">{t("line.limits.about")}</p>
      {limits.length === 0 && <p>{t("line.limits.none")}</p>}
      <ul className="plain">
        {limits.map(({ act, by, with: other, what, until, since, consents }) => (
          <li key={act}>
            {t(since === null ? "line.limits.asked" : "line.limits.in-force", {
              party: nameOf(compact, by),
              other: other === null ? t("line.limits.everyone") : nameOf(compact, other),
              what: t(`limit.${what}`),
              until: voice.clock(until),
              agreed: voice.list(Object.keys(consents).map((party) => nameOf(compact, party))),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Brought({ t, onChanged }: LineProps): ReactNode {
  const [told, setTold] = useState<Telling>(null);
  const unpack = async (chosen: File): Promise<void> => {
    const outcome = await sendFile<Unpacked>("/api/courier/unpack", chosen);
    if (outcome.ok) {
      const { fates, damage } = outcome.value;
      const acts = fates.reduce((sum, fate) => sum + ("acts" in fate ? fate.acts : 0), 0);
      const refused = fates.filter(({ is }) => is === "refused").length;
      setTold(`${t("line.courier.read", { acts, refused })}${damage === null ? "" : ` ${t("line.courier.damaged")}`}`);
    } else setTold(outcome);
    onChanged();
  };
  return (
    <section aria-labelledby="line-brought">
      <h2 id="line-brought">{t("line.brought")}</h2>
      <p className="soft">{t("line.brought.about")}</p>
      <p>
        <label htmlFor="line-file">{t("line.brought.file")}</label>{" "}
        <input
          id="line-file"
          type="file"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen !== undefined) void unpack(chosen);
            event.target.value = "";
          }}
        />
      </p>
      <Told telling={told} />
      <LineFilm />
    </section>
  );
}
