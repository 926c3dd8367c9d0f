// The line of one node: its keys and sessions, the door for letters, the mailboxes, the relays that it
// asks and the relay that it is. The node signs, judges and stores; this brings it there. spec/routes.md

import type { Act, Draft, PartyId } from "../core/kernel/act.ts";
import { precedenceOf } from "../core/kernel/heading.ts";
import { isAdoption } from "../core/line/key-book.ts";
import type { Route } from "../core/kernel/route.ts";
import type { Envelope, EnvelopeAnswer } from "../line/envelope.ts";
import { printHello } from "../line/hello.ts";
import { LETTER_LIMITS } from "../line/letter.ts";
import { isUp } from "../line/mailbox.ts";
import { routesOf, type Situation } from "../line/route.ts";
import type { Writing } from "../store/store.ts";
import { startChannels, type Channels } from "./channels.ts";
import { startDeposits } from "./deposits.ts";
import { NodeFailure } from "./failure.ts";
import type { NodeEvent } from "./http/api.ts";
import type { Identity } from "./identity.ts";
import { actOf, type Ledgers } from "./ledgers.ts";
import { createLetters, type Letters, type RefusedLetter } from "./letters.ts";
import { WayFailure } from "./line-failure.ts";
import { isOver, startLineKeys, type LineKeys } from "./line-keys.ts";
import { stateOf, type Way } from "./line-views.ts";
import { firstUnreceipted, packAll } from "./packing.ts";
import { startPeers, type Peers } from "./peers.ts";
import { startRelay, type Relay } from "./relay.ts";
import { createSealing, type KnownSession } from "./sealing.ts";
import { openTrails, type Trails } from "./trails.ts";
import { createVouching, type Vouching } from "./vouching.ts";
import type { World } from "./world.ts";
import type { Writer } from "./writer.ts";

export type LineOptions = {
  /** Keeps letters for others and hands them on. */
  readonly relays?: boolean;
  /** Whether a thin link to this party is set up. */
  readonly hasThin?: (party: PartyId) => boolean;
  readonly onRefused?: (refused: RefusedLetter) => void;
  /** A session that both sides hold: the thin route lives on its key. */
  readonly onSession?: (peer: PartyId, session: KnownSession, way: "out" | "in") => void;
};

/** What of the line a node shows as its own. */
export type Line = {
  readonly peers: Peers;
  readonly relay: Relay;
  readonly trails: Trails;
  readonly channels: Channels;
  /**
   * Takes a letter, by whichever way it came; the answer goes back where there is a way back. Rejects with
   * NodeFailure when the node itself cannot take it now; a letter that is refused is answered with its code.
   */
  readonly receive: (letter: Uint8Array, route: Route) => Promise<Uint8Array>;
  /** The same for what a person brings: says what became of the letter. */
  readonly bring: Letters["bring"];
  /** Answers another node's hello with our own, or a third party's. Rejects with NodeFailure for a stranger. */
  readonly hello: (hello: string, of?: PartyId) => Promise<string>;
  /**
   * Letters with everything of ours that a party has not receipted, in order, none longer than `bytes`.
   * Empty when there is nothing. Rejects with NodeFailure `no-key` while no key of the party is known.
   */
  readonly pack: (to: PartyId, options?: { readonly bytes?: number }) => Promise<readonly Uint8Array[]>;
  readonly vouching: Vouching;
  readonly lineKeys: Pick<LineKeys, "hello" | "learn" | "of">;
  /** The letters that were refused last, newest first. */
  readonly refused: () => readonly RefusedLetter[];
  /** The routes that are of use for this party now. */
  readonly routesTo: (party: PartyId) => readonly Route[];
  /** What is known of the way to a party. */
  readonly wayTo: (party: PartyId) => Way;
};

export type LineParts = {
  readonly identity: Identity;
  readonly world: World;
  readonly ledgers: () => Ledgers;
  readonly writer: Writer;
  /** Signs and stores an act; `also` writes in the same transaction. */
  readonly publish: (draft: Draft, also: (writing: Writing) => void) => Promise<void>;
  readonly take: (envelope: Envelope, route: Route) => Promise<EnvelopeAnswer>;
  readonly emit: (event: NodeEvent) => void;
  readonly options: LineOptions;
  /** Whether a new key may be published as an act now; it is told in a hello in any case. */
  readonly mayPublish: () => boolean;
  readonly onWord: (peer: PartyId, held: number) => void;
};

/** A deposit at a relay is at most so many letters, none longer than this; what is beyond follows the receipts. */
const DEPOSIT = { bytes: 300 * 1024, letters: 8 } as const;

/** At start so many acts that wait are looked through for one of the highest precedence. */
const LOOKED_THROUGH = 128;

export function startLine(
  parts: LineParts,
): Line & { readonly onSigned: (act: Act) => void; readonly wake: () => void; readonly stop: () => void } {
  const { identity, world, ledgers, writer, publish, take, emit, options } = parts;
  const { store, clock } = world;
  const { party: self } = identity;
  const onSession = options.onSession ?? (() => {});
  const trails = openTrails(world, writer);
  /** Our newest act of the highest precedence; null until the acts that wait have been looked through. */
  let flash: number | null = null;

  const heardOf = (to: PartyId): number =>
    Math.max(peers.standing(to).held, ledgers().fold.receipts.deliveredThrough(self, to));
  const vouching = createVouching(identity, ledgers, clock.now, heardOf, () => !parts.mayPublish());
  const lineKeys = startLineKeys({
    identity,
    vouching,
    world,
    ledgers,
    publish,
    mayPublish: parts.mayPublish,
    write: writer.write,
    relays: options.relays === true,
    onDestroyed: (isDestroyed) => sealing.drop(isDestroyed),
    onPublished: () => peers.wake(),
  });
  const sealing = createSealing({
    compact: identity.compact.id,
    party: self,
    peers: identity.peers,
    lineKey: vouching.own,
    lineKeysOf: vouching.keysOf,
    keyOf: lineKeys.of,
    seedOf: lineKeys.seedOf,
    kem: world.kem,
    chance: world.chance,
    clock,
  });
  const channels = startChannels({
    identity,
    world,
    write: writer.write,
    lineKey: () => vouching.own(),
    lineKeysOf: vouching.keysOf,
    emit,
    wake: () => peers.wake(),
  });
  const letters = createLetters({
    identity,
    sealing,
    now: clock.now,
    heads: () => ledgers().heads(),
    take: (envelope, route) => {
      const work = async (): Promise<EnvelopeAnswer> => {
        const answer = await take(envelope, route);
        const fates = await channels.take(envelope.from, envelope.channel ?? []);
        return fates.length === 0 ? answer : { ...answer, channel: [...fates] };
      };
      // On every other way the answer comes late or not at all.
      return route === "direct" ? peers.answer(envelope.from, envelope.heads[self] ?? 0, work) : work();
    },
    onRefused: (refused) => {
      const { route, from, code, because } = refused;
      trails.note(from, { way: "in", route, via: null, through: 0, outcome: "refused", code, because });
      options.onRefused?.(refused);
    },
    onSession: (peer, session) => onSession(peer, session, "in"),
  });

  /** Our acts through this one need not be brought to a party: it has receipted them, or said that it holds them. */
  const heldBy = (to: PartyId, word: number): number => {
    const through = Math.max(word, ledgers().fold.receipts.deliveredThrough(self, to));
    const first = firstUnreceipted(identity, ledgers(), store, to, through);
    return first === null ? through : first - 1;
  };

  const newestFlash = (): number => {
    if (flash !== null) return flash;
    const head = ledgers().head(self);
    const waiting = store.acts(self, Math.max(1, head - LOOKED_THROUGH + 1), LOOKED_THROUGH);
    flash = waiting.findLast((stored) => isFlash(actOf(stored)))?.seq ?? 0;
    return flash;
  };

  const relaysFor = (to: PartyId): readonly PartyId[] =>
    identity.peers.filter(
      (party) => party !== to && isUp(peers.mailboxOf(party)) && lineKeys.of(party)?.relays === true,
    );

  const situationOf = (to: PartyId): Situation => {
    const { held: word } = peers.standing(to);
    const direct = stateOf(peers.mailboxOf(to));
    const head = ledgers().head(self);
    const mayNeedHelp = direct === "cut" || newestFlash() > word;
    const held = mayNeedHelp ? heldBy(to, word) : word;
    return {
      direct,
      head,
      held,
      urgent: newestFlash() > held,
      relays: mayNeedHelp ? relaysFor(to) : [],
      thin: options.hasThin?.(to) === true,
    };
  };

  const packFrom = async (to: PartyId, held: number, bytes: number, most: number) => {
    const envelopes = packAll(identity, ledgers(), store, { ...peers.standing(to), to, held, bytes }).slice(0, most);
    const sealed: Uint8Array[] = [];
    for (const envelope of envelopes) sealed.push((await sealing.seal(to, JSON.stringify(envelope))).letter);
    return { letters: sealed, through: held + envelopes.reduce((sum, { acts }) => sum + acts.length, 0) };
  };

  const deposits = startDeposits({
    world,
    trails,
    situationOf,
    pack: (to, first) => packFrom(to, first - 1, DEPOSIT.bytes, DEPOSIT.letters),
    keyNumberOf: (to) => lineKeys.of(to)?.number,
    meet: async (to, via, patience) => {
      const known = lineKeys.of(to);
      const own = lineKeys.hello();
      if (own === null || (known !== undefined && !isOver(known, clock.now()))) return;
      if (lineKeys.learn(await world.network.hello(via, own, patience, to)) !== to) {
        throw new WayFailure("bad-answer", `${via} did not give a hello of ${to}`);
      }
    },
    onChange: (to) => peers.show(to),
  });

  const wayTo = (party: PartyId): Way => ({
    party,
    mailbox: peers.mailboxOf(party),
    relays: deposits.routeTo(party),
    situation: situationOf(party),
    trail: trails.of(party),
  });

  const peers = startPeers({
    identity,
    world,
    ledgers,
    sealing,
    vouching,
    lineKeys,
    trails,
    channels,
    take,
    emit,
    onWord: parts.onWord,
    onSession: (peer, session) => onSession(peer, session, "out"),
    onLook: deposits.look,
    onUp: (party) => relay.wake(party),
    wayTo,
  });
  const relay = startRelay({ identity, vouching, world, writer, trails }, options.relays === true);

  return {
    peers,
    relay,
    trails,
    channels,
    receive: letters.receive,
    bring: letters.bring,
    hello: async (said, of = self) => {
      const known = of === self ? undefined : lineKeys.of(of);
      const own =
        of === self ? lineKeys.hello() : known === undefined ? null : printHello(identity.compact.id, of, known);
      if (lineKeys.learn(said) === undefined)
        throw new NodeFailure("bad-request", "that is no hello under this compact");
      if (own === null) throw new NodeFailure("no-key", `no key of ${of} is known here yet; try again`);
      return own;
    },
    pack: async (to, { bytes = LETTER_LIMITS.bytes } = {}) =>
      (await packFrom(to, heldBy(to, peers.standing(to).held), bytes, Infinity)).letters,
    vouching,
    lineKeys,
    refused: letters.refused,
    routesTo: (party) => routesOf(situationOf(party)),
    wayTo,
    onSigned: (act) => {
      if (flash !== null && isFlash(act)) flash = act.seq;
      if (isAdoption(act)) lineKeys.wake();
    },
    wake: () => {
      lineKeys.wake();
      peers.wake();
    },
    stop: () => {
      lineKeys.stop();
      peers.stop();
      deposits.stop();
      channels.stop();
      relay.stop();
      trails.stop();
    },
  };
}

const isFlash = ({ body }: Act): boolean => precedenceOf(body) === "flash";
