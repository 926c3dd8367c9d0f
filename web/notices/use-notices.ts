// Notices as this seat's node knows them: read when something was signed or received, and now and then,
// because a notice begins and ends by time alone.

import { useEffect, useState } from "react";
import type { NoticesView } from "../../src/node/http/notice-api.ts";
import { read } from "../api/client.ts";
import { useStore } from "../api/store.ts";

const AGAIN_MS = 10_000;

/** `signed` counts what was signed here, which is no news to the store. */
export function useNotices(signed: number): NoticesView | null {
  const changes = useStore((state) => state.changes);
  const [view, setView] = useState<NoticesView | null>(null);
  useEffect(() => {
    let here = true;
    const look = (): void => {
      void read<NoticesView>("/api/notices").then((answer) => {
        if (here && answer.ok) setView(answer.value);
      });
    };
    look();
    const timer = setInterval(look, AGAIN_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [changes, signed]);
  return view;
}
