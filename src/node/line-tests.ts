// The node's own part in the tests of its lines: it gives the automatic ones that it owes in good time,
// spread over the others so that they do not come all at once, and answers those of others at once. What
// people test and answer they do themselves. spec/readiness.md

import type { ActId, Draft, PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import type { Route } from "../core/kernel/route.ts";
import { dutiesOnLines } from "../core/law/lines.ts";
import { cadenceOf } from "../core/line/cadence.ts";
import { NEUTRAL_TEXTS, runOf } from "../core/line/tests.ts";
import type { NodeEvent } from "./http/api.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";
import type { Cancel, World } from "./world.ts";

/** A test is given so long before it is due, as a part of the cadence: between this and twice this. */
const AHEAD = 1 / 10;

/**
 * What is owed is looked at again after this part of the cadence, and at least once a minute: the compact may
 * take force, or turn, without an act of ours.
 */
const LOOK = 1 / 20;
const LONGEST_SLEEP: Millis = 60_000;

export type LineTestParts = {
  readonly identity: Identity;
  readonly world: World;
  readonly ledgers: () => Ledgers;
  readonly sign: (draft: Draft) => Promise<unknown>;
  readonly subscribe: (listener: (event: NodeEvent) => void) => Cancel;
  /** The routes that are of use for a party now, and whether the direct one works. */
  readonly routesTo: (party: PartyId) => readonly Route[];
  readonly isUp: (party: PartyId) => boolean;
};

export function startLineTests({ identity, world, ledgers, sign, subscribe, routesTo, isUp }: LineTestParts): {
  readonly stop: () => void;
} {
  const { clock } = world;
  const { party: self } = identity;
  /** What is being signed, so that it is not signed twice. */
  const signing = new Set<string>();
  let timer: Cancel = () => {};
  let stopped = false;

  const compact = () => ledgers().fold.compactAt(clock.now());

  const draftOf = (kind: string, to: PartyId, body: Draft["body"]): Draft => ({
    kind,
    matter: null,
    to: [to],
    marking: compact().marking,
    body,
  });

  /** Signs once; what the law or the disk refuses is tried again at the next look, if it is still owed then. */
  const signOnce = (name: string, draft: Draft): void => {
    if (signing.has(name)) return;
    signing.add(name);
    sign(draft)
      .catch(() => undefined)
      .finally(() => signing.delete(name));
  };

  /** By which route a test goes, where that is known before it goes. */
  const routeTo = (party: PartyId): { readonly route?: Route } => {
    if (isUp(party)) return { route: "direct" };
    return routesTo(party).includes("relay") ? { route: "relay" } : {};
  };

  const test = (to: PartyId, given: number): void => {
    const text = (given % NEUTRAL_TEXTS) + 1;
    signOnce(`test ${to}`, draftOf("test-line", to, { kind: "automatic", text, ...routeTo(to) }));
  };

  /** Only the newest test is answered: after a cut that says all that many answers would. */
  const answer = (by: PartyId): void => {
    const newest = runOf(ledgers().fold.line().tests, by, self, "automatic").newest.at(-1);
    if (newest !== undefined && newest.answer === null) answerOne(by, newest.act);
  };

  const answerOne = (by: PartyId, of: ActId): void => signOnce(`answer ${of}`, draftOf("answer-test", by, { of }));

  /** Gives what is due soon. */
  const giveTests = (now: Instant, every: Millis): void => {
    const { fold } = ledgers();
    for (const duty of dutiesOnLines(fold, now)) {
      if (duty.by !== self || duty.owes !== "test-line" || duty.test !== "automatic") continue;
      const place = identity.peers.indexOf(duty.with) / identity.peers.length;
      const giveAt = duty.due - Math.floor(every * AHEAD * (1 + place));
      if (giveAt <= now)
        test(duty.with, runOf(fold.line().tests, self, duty.with, "automatic").newest.at(-1)?.text ?? 0);
    }
  };

  const look = (): void => {
    if (stopped) return;
    const now = clock.now();
    const every = cadenceOf(compact(), "automatic");
    if (every !== null) giveTests(now, every);
    for (const peer of identity.peers) answer(peer);
    lookIn(Math.min(LONGEST_SLEEP, (every ?? LONGEST_SLEEP) * LOOK));
  };

  const lookIn = (wait: Millis): void => {
    timer();
    if (!stopped) timer = clock.after(wait, look);
  };

  const unsubscribe = subscribe((event) => {
    if (event.event === "act" && event.kind === "test-line" && event.by !== self && !stopped) answer(event.by);
  });
  clock.soon(look);

  return {
    stop: () => {
      stopped = true;
      unsubscribe();
      timer();
    },
  };
}
