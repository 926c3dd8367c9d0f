// The ways to another desk as a table, and what was tried on them. A state is a shape and a word; why a
// way does not work stands beside it.

import type { ReactNode } from "react";
import type { LinesView, RouteView } from "../../src/node/http/line-api.ts";
import type { LineWords } from "../line/line-words.ts";
import type { LineProps } from "../pages/line.tsx";
import { nameOf, useNode } from "../words/voice.tsx";
import { Mark, type MarkIs } from "./small.tsx";

type Line = LinesView["lines"][number];

const MARKS: Readonly<Record<RouteView["is"], MarkIs>> = {
  up: "up",
  cut: "cut",
  untried: "untried",
  holding: "owed",
  offered: "owed",
  idle: "released",
  missing: "untried",
};

const routeName = (t: LineWords, route: RouteView["route"], via: string | null): string =>
  via === null ? t(`route.${route}`) : t("route.relay.by", { party: via });

export function LineRoutes({ line, t, voice, now }: LineProps & { readonly line: Line }): ReactNode {
  const { compact } = useNode();
  return (
    <div className="table-scroll" role="region" aria-label={t("line.routes")} tabIndex={0}>
      <table className="line-routes">
        <caption className="unseen">{t("line.routes")}</caption>
        <thead>
          <tr>
            {(["route", "state", "good", "waiting"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`line.col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {line.routes.map(({ route, via, is, goodAt, waiting, code }) => (
            <tr key={`${route} ${via}`} className={`route-${is}`}>
              <th scope="row">{routeName(t, route, via === null ? null : nameOf(compact, via))}</th>
              <td>
                <Mark is={MARKS[is]} /> {t(`route-is.${is}`)}
                {code !== null && is === "cut" && (
                  <span className="soft">
                    {" "}
                    <bdi dir="ltr">{code}</bdi>
                  </span>
                )}
              </td>
              <td>{goodAt === null ? "–" : voice.ago(goodAt, now)}</td>
              <td>{waiting === 0 ? "–" : waiting}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const SHOWN = 24;

/** The newest tries first. */
export function LineTried({ line, t, voice }: LineProps & { readonly line: Line }): ReactNode {
  const { compact } = useNode();
  if (line.trail.length === 0) return null;
  return (
    <details className="line-tried">
      <summary>{t("line.tried")}</summary>
      <div className="table-scroll" role="region" aria-label={t("line.tried")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {(["when", "way", "route", "came", "times"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`line.col.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {line.trail
              .slice(-SHOWN)
              .toReversed()
              .map(({ place, way, route, via, outcome, code, because, firstAt, lastAt, count }) => (
                <tr key={place}>
                  <td>
                    {voice.clock(firstAt)}
                    {lastAt > firstAt && <>–{voice.clock(lastAt)}</>}
                  </td>
                  <td>{t(`way.${way}`)}</td>
                  <td>{routeName(t, route, via === null ? null : nameOf(compact, via))}</td>
                  <td title={because ?? undefined}>
                    {t(`outcome.${outcome}`)}
                    {code !== null && (
                      <span className="soft">
                        {" "}
                        <bdi dir="ltr">{code}</bdi>
                      </span>
                    )}
                  </td>
                  <td>{count}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
