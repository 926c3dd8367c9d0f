// What the Line page and the watch read: the lines with what was tried on them, and how ready they are. Read again when
// something arrives, when a line changes, and now and then, because tests fall due by time alone.

import { useCallback, useEffect, useState } from "react";
import type { LinesView } from "../../src/node/http/line-api.ts";
import type { ReadinessView } from "../../src/node/http/readiness-api.ts";
import { read } from "../api/client.ts";
import { useStore } from "../api/store.ts";

export type Lines = {
  readonly lines: LinesView | null;
  readonly readiness: ReadinessView | null;
  readonly again: () => void;
};

const LOOK_MS = 10_000;

/** Reads at once, when anything changes, and now and then. */
function useAgain(again: () => void): void {
  const changes = useStore((state) => state.changes);
  const live = useStore((state) => state.watch?.lines);
  const link = useStore((state) => state.link);
  useEffect(again, [again, changes, live, link]);
  useEffect(() => {
    const timer = setInterval(again, LOOK_MS);
    return () => clearInterval(timer);
  }, [again]);
}

export function useReadiness(): Pick<Lines, "readiness" | "again"> {
  const [readiness, setReadiness] = useState<ReadinessView | null>(null);
  const again = useCallback((): void => {
    void read<ReadinessView>("/api/readiness").then((answer) => answer.ok && setReadiness(answer.value));
  }, []);
  useAgain(again);
  return { readiness, again };
}

export function useLines(): Lines {
  const live = useStore((state) => state.watch?.lines);
  const [lines, setLines] = useState<LinesView | null>(null);
  const { readiness, again: readReadiness } = useReadiness();
  const readLines = useCallback((): void => {
    void read<LinesView>("/api/line").then((answer) => answer.ok && setLines(answer.value));
  }, []);
  useAgain(readLines);
  const again = useCallback((): void => {
    readLines();
    readReadiness();
  }, [readLines, readReadiness]);
  // The store hears of a change of a line at once; what was tried follows with the next reading.
  const fresh = lines && {
    ...lines,
    lines: lines.lines.map((line) => ({ ...line, ...live?.find(({ party }) => party === line.party) })),
  };
  return { lines: fresh, readiness, again };
}
