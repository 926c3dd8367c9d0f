// The stream of what happens. It is read with fetch and not with EventSource, because EventSource hides
// the server's comment lines, and their silence is how a broken connection shows.

import type { NodeEvent } from "../../src/node/http/api.ts";

/** The server writes at least every three seconds; a break must show within five. */
const SILENCE_MS = 4_500;
const RETRY_MS = 1_000;

export type Listener = {
  readonly onEvent: (event: NodeEvent) => void;
  readonly onHeard: () => void;
  readonly onLink: (up: boolean) => void;
};

/** Takes a piece of the stream; gives whole `data:` fields back and keeps the rest. */
export function createParser(): (piece: string) => readonly string[] {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks
      .map((block) =>
        block
          .split("\n")
          .filter((line) => line.startsWith("data:"))
          .map((line) => line.slice(5).trimStart())
          .join("\n"),
      )
      .filter((data) => data !== "");
  };
}

async function readStream(listener: Listener, stop: AbortController): Promise<void> {
  let watchdog = setTimeout(() => stop.abort(), SILENCE_MS);
  const heard = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => stop.abort(), SILENCE_MS);
    listener.onHeard();
  };
  try {
    const response = await fetch("/api/events", { headers: { accept: "text/event-stream" }, signal: stop.signal });
    if (!response.ok || response.body === null) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parse = createParser();
    listener.onLink(true);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      for (const data of parse(value)) listener.onEvent(JSON.parse(data) as NodeEvent);
    }
  } finally {
    clearTimeout(watchdog);
  }
}

/** Listens until the returned function is called; connects again by itself after every break. */
export function listen(listener: Listener): () => void {
  let over = false;
  let stop = new AbortController();
  const run = async (): Promise<void> => {
    while (!over) {
      stop = new AbortController();
      await readStream(listener, stop).catch(() => undefined);
      if (over) return;
      listener.onLink(false);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  void run();
  return () => {
    over = true;
    stop.abort();
  };
}
