// What every store promises of the line: keys to seal to, letters for others, the trail of what was tried.

import assert from "node:assert/strict";
import { sha256 } from "../src/crypto/hash.ts";
import type { Store } from "../src/store/store.ts";

export type Claim = { readonly says: string; readonly holds: (open: () => Store, place: string) => void };

/** Closes the store and opens it again, as after a stop of the process. */
export const again = (store: Store, open: () => Store): Store => {
  store.close();
  return open();
};

export const LINE_CLAIMS: readonly Claim[] = [
  {
    says: "a key to seal to is kept with its private part, once a number, and is gone when removed",
    holds: (open) => {
      let store = open();
      const keyOf = (number: number) => ({
        number,
        seed: Uint8Array.from(sha256(`seed ${number}`)),
        announcement: `{"number":${number}}`,
        destroyAt: 1_000 * number,
      });
      store.transact((writing) => {
        writing.addLineKey(keyOf(9));
        writing.addLineKey(keyOf(7));
      });
      assert.throws(() => store.transact((writing) => writing.addLineKey(keyOf(9))));
      store = again(store, open);
      assert.deepEqual(store.lineKeys(), [keyOf(7), keyOf(9)]);
      store.transact((writing) => writing.removeLineKey(7));
      store.scrub();
      store = again(store, open);
      assert.deepEqual(store.lineKeys(), [keyOf(9)]);
      store.close();
    },
  },
  {
    says: "a letter for somebody else is kept once, comes back in the order in which it came, and is gone when removed",
    holds: (open) => {
      let store = open();
      const letterOf = (digest: string, recipient: string, takenAt: number) => ({
        digest,
        sender: "aurelia",
        recipient,
        takenAt,
        letter: Uint8Array.from({ length: 1_000 }, (_, i) => i & 0xff),
      });
      store.transact((writing) => {
        writing.addRelayed(letterOf("one", "cassia", 10));
        writing.addRelayed(letterOf("two", "cassia", 20));
        writing.addRelayed(letterOf("one", "cassia", 30));
        writing.addRelayed(letterOf("three", "borea", 40));
      });
      store = again(store, open);
      assert.deepEqual(
        { ...store.nextRelayed("cassia", "aurelia"), place: 0 },
        { ...letterOf("one", "cassia", 10), place: 0 },
      );
      assert.deepEqual(store.relayedSize("aurelia"), { letters: 3, bytes: 3_000 });
      assert.deepEqual(store.relayedSize("borea"), { letters: 0, bytes: 0 });
      assert.deepEqual([store.hasRelayed("two"), store.hasRelayed("four")], [true, false]);
      assert.deepEqual(store.relayedKept(), [
        { sender: "aurelia", recipient: "borea", letters: 1, bytes: 1_000, since: 40 },
        { sender: "aurelia", recipient: "cassia", letters: 2, bytes: 2_000, since: 10 },
      ]);
      store.transact((writing) => writing.removeRelayed("one"));
      assert.equal(store.nextRelayed("cassia", "aurelia")?.digest, "two");
      store.transact((writing) => writing.removeRelayedBefore(40));
      assert.equal(store.nextRelayed("cassia", "aurelia"), undefined);
      assert.equal(store.nextRelayed("borea", "aurelia")?.digest, "three");
      store.transact((writing) => writing.removeRelayed("three"));
      store.transact((writing) => writing.addRelayed(letterOf("four", "borea", 50)));
      store.transact((writing) => writing.removeRelayed("three"));
      assert.equal(store.nextRelayed("borea", "aurelia")?.digest, "four", "what is gone takes nobody else with it");
      store.close();
    },
  },
  {
    says: "a line of the trail stands at its place, is brought up to date there, and falls off the end",
    holds: (open) => {
      let store = open();
      const line = {
        place: 1,
        way: "out",
        route: "relay",
        via: "borea",
        through: 7,
        outcome: "failed",
        code: "no-answer",
        because: "no answer in time",
        firstAt: 10,
        lastAt: 10,
        count: 1,
      } as const;
      const direct = { ...line, place: 2, route: "direct", via: null, code: null, because: null } as const;
      store.transact((writing) => {
        writing.putTrail("cassia", line);
        writing.putTrail("cassia", direct);
        writing.putTrail("cassia", { ...line, through: 9, lastAt: 99, count: 5 });
      });
      store = again(store, open);
      assert.deepEqual(store.trail("cassia"), [{ ...line, through: 9, lastAt: 99, count: 5 }, direct]);
      assert.deepEqual(store.trail("borea"), []);
      store.transact((writing) => writing.cutTrail("cassia", 1));
      assert.deepEqual(store.trail("cassia"), [direct]);
      store.close();
    },
  },
];
