// The lines on the watch: which desks can be reached, what has lapsed on their lines, and the way to the page
// that says more.

import type { ReactNode } from "react";
import type { NodeView, WatchView } from "../../src/node/http/api.ts";
import { useReadiness } from "../line/use-lines.ts";
import { Link } from "../router.tsx";
import { nameOf, type Voice } from "../words/voice.tsx";
import { lineTime } from "./header.tsx";
import { Mark, Party } from "./small.tsx";

type Props = { readonly node: NodeView; readonly watch: WatchView; readonly voice: Voice; readonly now: number };

export function WatchLines({ node, watch, voice, now }: Props): ReactNode {
  const { compact } = node;
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">{voice.say("watch.lines")}</h2>
      <p className="lines-more">
        <Link to="/line">{voice.say("watch.lines.all")}</Link>
      </p>
      <Lapsed {...{ node, voice }} />
      <ul className="lines">
        {watch.lines.map((line) => (
          <li key={line.party} className={`line line-${line.is}`}>
            <Mark is={line.is} />
            <div>
              <p>
                <Party compact={compact} party={line.party} /> <b>{voice.say(`line.${line.is}`)}</b>{" "}
                <span className="soft">{lineTime(line, voice, now)}</span>
              </p>
              <p className="soft">
                {voice.say("line.undelivered", { count: line.undelivered })}
                {line.roundTripMs !== null && line.is === "up" && (
                  <> {voice.say("line.round-trip", { ms: Math.max(1, Math.round(line.roundTripMs)) })}</>
                )}
              </p>
              {line.forks > 0 && (
                <p>{voice.say("line.fork", { count: line.forks, party: nameOf(compact, line.party) })}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tests and answers that did not come in time: one line here, each of them on the Lines page. */
function Lapsed({ node, voice }: Pick<Props, "node" | "voice">): ReactNode {
  const { readiness } = useReadiness();
  const lapsed = (readiness?.duties ?? []).filter(({ state }) => state.is === "lapsed");
  if (lapsed.length === 0) return null;
  const owing = [...new Set(lapsed.map(({ by }) => nameOf(node.compact, by)))];
  return (
    <p className="lines-lapsed">
      <Link to="/line">{voice.say("watch.lines.lapsed", { count: lapsed.length, parties: voice.list(owing) })}</Link>
    </p>
  );
}
