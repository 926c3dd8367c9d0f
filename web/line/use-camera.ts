// The camera as a reader of codes: each picture is looked through for one code, and what it says is handed
// on once. Pictures stay in this page.

import { useEffect, useRef, useState, type RefObject } from "react";
import { decodeQR } from "qr/decode.js";

export type Camera =
  | { readonly is: "off" }
  | { readonly is: "asking" }
  | { readonly is: "on" }
  /** There is none, or it may not be used. */
  | { readonly is: "none" };

/** Between two looks the page has time for everything else. */
const PAUSE_MS = 40;
/** More pixels than this do not make a code of ninety squares easier to read. */
const LARGEST = 1_080;
/** One look may take so long beyond what it must. */
const LOOK_MS = 60;
/** What was seen is remembered, up to so many texts. */
const REMEMBERED = 8_192;

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1_920 }, height: { ideal: 1_080 } },
};

/** Films while `on`; `onText` gets every text that was not seen before. */
export function useCamera(
  on: boolean,
  onText: (text: string) => void,
): { readonly camera: Camera; readonly video: RefObject<HTMLVideoElement | null> } {
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<Camera>({ is: "off" });
  const heard = useRef(onText);
  useEffect(() => {
    heard.current = onText;
  }, [onText]);
  useEffect(() => {
    if (!on) {
      setCamera({ is: "off" });
      return undefined;
    }
    let over = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const seen = new Set<string>();
    const canvas = document.createElement("canvas");
    const watch = (): void => {
      if (over) return;
      const text = video.current === null ? undefined : textIn(video.current, canvas);
      if (text !== undefined && !seen.has(text)) {
        if (seen.size >= REMEMBERED) seen.clear();
        seen.add(text);
        heard.current(text);
      }
      timer = setTimeout(watch, PAUSE_MS);
    };
    const start = async (): Promise<void> => {
      setCamera({ is: "asking" });
      stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (over || video.current === null) return stopAll(stream);
      video.current.srcObject = stream;
      await video.current.play();
      setCamera({ is: "on" });
      watch();
    };
    start().catch(() => {
      if (!over) setCamera({ is: "none" });
    });
    return () => {
      over = true;
      clearTimeout(timer);
      if (stream !== undefined) stopAll(stream);
    };
  }, [on]);
  return { camera, video };
}

const stopAll = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());

/** The text of the code in a video's present picture. */
function textIn(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | undefined {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return undefined;
  const scale = Math.min(1, LARGEST / Math.max(videoWidth, videoHeight));
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  try {
    return decodeQR({ width, height, data }, { timeLimit: LOOK_MS });
  } catch {
    // Most pictures show no code, or half of one.
    return undefined;
  }
}
