// Codes come in by the camera, or by the keys of a hand scanner: what was read goes to the node in small
// batches, and the node says what is whole and what became of it. spec/courier.md

import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import type { Compact } from "../../src/core/compact/compact.ts";
import type { Fate, Scanned } from "../../src/node/http/courier-api.ts";
import { post } from "../api/client.ts";
import { useCodesWords, type CodesWords } from "../line/codes-words.ts";
import { useCamera } from "../line/use-camera.ts";
import { nameOf, useNode } from "../words/voice.tsx";
import { Id } from "./small.tsx";

/** What was read is brought this often, at most so many texts at once. */
const BRING_MS = 400;
const BATCH = 256;
/** The newest of these are shown. */
const FATES_SHOWN = 24;

type Brought = {
  readonly seen: number;
  readonly dropped: number;
  readonly parts: Scanned["parts"];
  readonly forged: readonly string[];
  readonly fates: readonly Fate[];
  readonly failed: boolean;
};

const NOTHING: Brought = { seen: 0, dropped: 0, parts: [], forged: [], fates: [], failed: false };

/** Texts wait in a row; one batch is under way at a time, and one that the node did not take waits on. */
function useBringing(): { readonly brought: Brought; readonly add: (texts: readonly string[]) => void } {
  const [brought, setBrought] = useState(NOTHING);
  const waiting = useRef<string[]>([]);
  const busy = useRef(false);
  const bring = useCallback(async (): Promise<void> => {
    if (busy.current || waiting.current.length === 0) return;
    busy.current = true;
    const frames = waiting.current.slice(0, BATCH);
    const outcome = await post<Scanned>("/api/courier/scan", { frames });
    busy.current = false;
    if (!outcome.ok) {
      setBrought((so) => ({ ...so, failed: true }));
      return;
    }
    waiting.current = waiting.current.slice(frames.length);
    const { dropped, parts, forged, fates } = outcome.value;
    setBrought((so) => ({
      seen: so.seen + frames.length,
      dropped: so.dropped + dropped,
      parts,
      forged: forged.length > 0 ? forged : so.forged,
      fates: [...so.fates, ...fates].slice(-FATES_SHOWN),
      failed: false,
    }));
  }, []);
  useEffect(() => {
    const timer = setInterval(() => void bring(), BRING_MS);
    return () => clearInterval(timer);
  }, [bring]);
  const add = useCallback((texts: readonly string[]) => {
    waiting.current = [...waiting.current, ...texts];
  }, []);
  return { brought, add };
}

export function LineFilm(): ReactNode {
  const t = useCodesWords();
  const { compact } = useNode();
  const [on, setOn] = useState(false);
  const { brought, add } = useBringing();
  const { camera, video } = useCamera(on, (text) => add([text]));
  if (t === null) return null;
  return (
    <div className="line-film">
      <p className="soft">{t("codes.film.about")}</p>
      <button type="button" onClick={() => setOn(!on)}>
        {t(on ? "codes.stop" : "codes.film")}
      </button>
      <video ref={video} hidden={camera.is !== "on"} muted playsInline aria-label={t("codes.camera")} />
      {camera.is === "none" && <p role="alert">{t("codes.no-camera")}</p>}
      <Typed t={t} onTyped={add} />
      <Progress brought={brought} t={t} compact={compact} />
    </div>
  );
}

/** The longest line that can be a frame; what is longer is cut, and then is none. */
const LINE_CHARS = 2_048;

function Typed({
  t,
  onTyped,
}: {
  readonly t: CodesWords;
  readonly onTyped: (texts: readonly string[]) => void;
}): ReactNode {
  const [text, setText] = useState("");
  const take = (): void => {
    onTyped(text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim().slice(0, LINE_CHARS)])));
    setText("");
  };
  return (
    <details className="codes-typed">
      <summary>{t("codes.typed")}</summary>
      <textarea
        aria-label={t("codes.typed")}
        dir="ltr"
        rows={4}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" disabled={text.trim() === ""} onClick={take}>
        {t("codes.take")}
      </button>
    </details>
  );
}

type ProgressProps = { readonly brought: Brought; readonly t: CodesWords; readonly compact: Compact };

function Progress({ brought, t, compact }: ProgressProps): ReactNode {
  const { seen, dropped, parts, forged, fates, failed } = brought;
  return (
    <div className="codes-progress">
      <p>
        {t("codes.seen", { count: seen })} {dropped > 0 && t("codes.dropped", { count: dropped })}
      </p>
      {failed && <p role="alert">{t("codes.failed")}</p>}
      {parts.map(({ id, have, of }) => (
        <p key={id}>
          <progress max={of} value={have} aria-label={t("codes.part", { id, have, of })} /> <Id>{id.slice(0, 8)}</Id>{" "}
          {have}/{of}
        </p>
      ))}
      {forged.map((id) => (
        <p key={id} role="alert">
          {t("codes.forged", { id: id.slice(0, 8) })}
        </p>
      ))}
      <ul className="codes-fates" aria-live="polite">
        {fates.map((fate, i) => (
          <li key={i}>{fateText(fate, t, compact)}</li>
        ))}
      </ul>
    </div>
  );
}

function fateText(fate: Fate, t: CodesWords, compact: Compact): string {
  const name = (party: string): string => nameOf(compact, party);
  switch (fate.is) {
    case "taken":
      return t("codes.fate.taken", { from: name(fate.from), acts: fate.acts });
    case "held":
      return t("codes.fate.held", { from: name(fate.from) });
    case "key":
      return t("codes.fate.key", { from: name(fate.from) });
    case "for-another":
      return t("codes.fate.for-another", { from: name(fate.from), to: name(fate.to) });
    case "refused":
      return t("codes.fate.refused", { because: fate.because });
    case "stopped":
      if (fate.code === "gap") return t("codes.fate.early", { from: name(fate.from) });
      return t("codes.fate.stopped", { from: name(fate.from), seq: fate.seq, because: fate.because });
    default:
      return fate satisfies never;
  }
}
