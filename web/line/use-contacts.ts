// Directories and keys as this seat's node knows them: read when something was signed or received, and once
// a minute, because who is on duty changes by itself.

import { useEffect, useState } from "react";
import type { ContactsView } from "../../src/node/http/get-contacts.ts";
import type { KeysView } from "../../src/node/http/get-keys.ts";
import { read } from "../api/client.ts";
import { useStore } from "../api/store.ts";

const AGAIN_MS = 60_000;

function useView<T>(path: string): T | null {
  const changes = useStore((state) => state.changes);
  const [view, setView] = useState<T | null>(null);
  useEffect(() => {
    let here = true;
    const look = (): void => {
      void read<T>(path).then((answer) => {
        if (here && answer.ok) setView(answer.value);
      });
    };
    look();
    const timer = setInterval(look, AGAIN_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [path, changes]);
  return view;
}

export const useContacts = (): ContactsView | null => useView<ContactsView>("/api/contacts");
export const useKeys = (): KeysView | null => useView<KeysView>("/api/keys");
