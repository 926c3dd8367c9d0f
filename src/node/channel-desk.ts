// The desk of the officers who speak in back-channels: opens and answers them, and holds an unlocked key for
// one sitting and in memory only, so that other desks at the same node cannot read. spec/back-channel.md

import type { Draft, PartyId } from "../core/kernel/act.ts";
import { MINUTE, printInstant, type Instant, type Millis } from "../core/kernel/instant.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { KEM_BYTES } from "../crypto/kem.ts";
import { CHANNEL_LIMITS, PASSPHRASE, type Use } from "../core/line/channel-limits.ts";
import { authorityDigest, endsAt, judgeTimes, type Authority, type Words } from "../line/channel.ts";
import { closeBox, makePair, openBox, openSaid, sealSaid, takePair, type Said } from "../line/channel-seal.ts";
import type { StoredChannel, StoredChannelItem } from "../store/line-store.ts";
import { ofAuthority } from "./channels.ts";
import { NodeFailure } from "./failure.ts";
import type {
  AuthorityView,
  ChannelLine,
  ChannelReading,
  ChannelsView,
  ChannelView,
  Sitting,
} from "./http/channel-api.ts";
import type { Node } from "./node.ts";
import type { Cancel } from "./world.ts";

/** A sitting ends by itself after so long without a word or a look. */
export const SITTING: Millis = 30 * MINUTE;

const TOKEN_BYTES = 32;
const CHANNEL_BYTES = 16;

/** Our side of a channel, as its officer fills it in. */
export type Side = {
  readonly role: string;
  readonly may: Authority["may"];
  readonly until: string;
  readonly passphrase: string;
};

export type ChannelDesk = {
  readonly list: () => ChannelsView;
  readonly open: (asked: Side & { readonly with: PartyId; readonly use: Use }) => Promise<Sitting>;
  readonly answer: (channel: string, asked: Side) => Promise<Sitting>;
  /** One officer at a time: a new sitting takes the place of the one before. */
  readonly unlock: (channel: string, role: string, passphrase: string) => Promise<Sitting>;
  readonly lock: (channel: string, sitting: string) => void;
  readonly read: (channel: string, sitting: string) => Promise<ChannelReading>;
  readonly say: (channel: string, sitting: string, said: Said) => Promise<ChannelReading>;
  readonly end: (channel: string) => Promise<void>;
  /** The act of a text to which both sides have agreed here. */
  readonly draftOf: (channel: string, sitting: string, by: PartyId, number: number) => Promise<Draft>;
  readonly stop: () => void;
};

type Unlocked = {
  readonly token: string;
  readonly seed: Uint8Array;
  /** Undefined until the other has answered. */
  pairKey: Uint8Array | undefined;
  readonly opened: Map<string, Said>;
  until: Instant;
  timer: Cancel;
};

export function createChannelDesk(node: Node): ChannelDesk {
  const { identity, world, channels } = node;
  const { clock, chance, kem } = world;
  const { party: self } = identity;
  const sittings = new Map<string, Unlocked>();
  /** Guesses and words go one after the other: each guess takes 128 MiB, each word its own number. */
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  const find = (id: string): StoredChannel => {
    const channel = channels.all().find((each) => each.id === id);
    if (channel === undefined || channel.endsAt <= clock.now())
      throw new NodeFailure("unknown-channel", "there is no such back-channel here, or it is over");
    return channel;
  };

  const forget = (id: string): void => {
    const sitting = sittings.get(id);
    if (sitting === undefined) return;
    sitting.timer();
    sitting.seed.fill(0);
    sitting.pairKey?.fill(0);
    sitting.opened.clear();
    sittings.delete(id);
  };

  const keepOpen = (id: string, sitting: Unlocked): void => {
    sitting.timer();
    sitting.until = clock.now() + SITTING;
    sitting.timer = clock.after(SITTING, () => forget(id));
  };

  const begin = (id: string, seed: Uint8Array, pairKey: Uint8Array | undefined): Sitting => {
    forget(id);
    const token = Buffer.from(chance(TOKEN_BYTES)).toString("base64url");
    const sitting: Unlocked = { token, seed, pairKey, opened: new Map(), until: 0, timer: () => {} };
    sittings.set(id, sitting);
    keepOpen(id, sitting);
    return { channel: id, sitting: token, until: sitting.until };
  };

  const sittingOf = (id: string, token: string): { readonly channel: StoredChannel; readonly sitting: Unlocked } => {
    const channel = find(id);
    const sitting = sittings.get(id);
    if (sitting === undefined || sitting.token !== token || sitting.until <= clock.now())
      throw new NodeFailure("channel-locked", "this back-channel is locked; unlock it with its passphrase");
    keepOpen(id, sitting);
    return { channel, sitting };
  };

  const needOffice = (asked: Side): void => {
    if (asked.passphrase.normalize("NFKC").length < PASSPHRASE.least)
      throw new NodeFailure("weak-passphrase", `a passphrase has at least ${PASSPHRASE.least} characters`);
  };

  /** Signs our side, keeps its key under the passphrase, and sends it. */
  const establish = async (
    asked: Side,
    before: Pick<Authority, "channel" | "with" | "use">,
    opening: Authority | null,
  ): Promise<Sitting> => {
    needOffice(asked);
    const now = clock.now();
    const pair = await kem.generate();
    const secret = opening === null ? null : await pairFor(opening);
    const { role, may, until } = asked;
    const said: Omit<Authority, "proof"> = {
      downrung: "channel-authority/1",
      compact: identity.compact.id,
      party: self,
      role,
      may,
      until,
      ...before,
      from: printInstant(now),
      key: Buffer.from(pair.publicKey).toString("base64url"),
      answer: opening === null || secret === null ? null : { of: authorityDigest(opening), enc: secret.enc },
    };
    if (judgeTimes(said, now) !== null)
      throw new NodeFailure("channel-times", "a back-channel ends in the future, and within 30 days", {
        field: "until",
      });
    const item = JSON.stringify(channels.prove(said));
    const contents = Buffer.concat([pair.seed, secret?.pairKey ?? Buffer.alloc(0)]);
    const box = await closeBox(contents, asked.passphrase, before.channel, chance);
    contents.fill(0);
    const theirs = opening === null ? null : JSON.stringify(opening);
    await channels.write((writing) => {
      const known = { id: before.channel, peer: before.with, own: item, theirs, box, endedBy: null };
      writing.putChannel({ ...known, endsAt: endsAt(said, opening) });
      writing.addChannelItem({ ...ofOurs(before.channel, "authority", 0, item, now), copy: null });
    });
    return begin(before.channel, pair.seed, secret?.pairKey);
  };

  const pairFor = (opening: Authority): ReturnType<typeof makePair> =>
    makePair(opening, self, kem).catch((cause: unknown) => {
      throw new NodeFailure("channel-not-open", "the other side's key is none; ask it to open another", { cause });
    });

  const pairKeyOf = async (channel: StoredChannel, sitting: Unlocked): Promise<Uint8Array | undefined> => {
    const [own, theirs] = [ofAuthority(channel.own), ofAuthority(channel.theirs)];
    if (own !== null && theirs !== null) sitting.pairKey ??= await takePair(own, theirs, sitting.seed, kem);
    return sitting.pairKey;
  };

  const unlock = async (id: string, role: string, passphrase: string): Promise<Sitting> => {
    const channel = find(id);
    const own = ofAuthority(channel.own);
    if (own === null || channel.box === null)
      throw new NodeFailure(
        "channel-not-open",
        "there is nothing to unlock: this side has not spoken, or has ended it",
      );
    if (own.role !== role)
      throw new NodeFailure("wrong-office", `only the office ${own.role} has the authority to speak here`);
    const box = await openBox(channel.box, passphrase, id);
    if (box === undefined) throw new NodeFailure("wrong-passphrase", "the passphrase does not open this back-channel");
    const pairKey = box.length > KEM_BYTES.seed ? Uint8Array.from(box.subarray(KEM_BYTES.seed)) : undefined;
    const seed = Uint8Array.from(box.subarray(0, KEM_BYTES.seed));
    box.fill(0);
    return begin(id, seed, pairKey);
  };

  const openItem = async (item: StoredChannelItem, channel: StoredChannel, sitting: Unlocked): Promise<Said | null> => {
    const pairKey = await pairKeyOf(channel, sitting);
    if (pairKey === undefined) return null;
    const known = sitting.opened.get(item.digest);
    if (known !== undefined) return known;
    const isOurs = item.way === "out";
    const sealed = isOurs ? (item.copy ?? "") : (JSON.parse(item.item) as Words).sealed;
    const between = { channel: channel.id, from: isOurs ? self : channel.peer, to: self, number: item.number };
    const said = await openSaid(sealed, between, sitting.seed, pairKey, kem);
    if (said !== undefined) sitting.opened.set(item.digest, said);
    return said ?? null;
  };

  const linesOf = async (channel: StoredChannel, sitting: Unlocked): Promise<readonly ChannelLine[]> => {
    const lines: Omit<ChannelLine, "agreed">[] = [];
    for (const item of channels.items(channel.id).filter(({ kind }) => kind === "words")) {
      const { number, at, fate, code, way } = item;
      const said = await openItem(item, channel, sitting);
      lines.push({ by: way === "out" ? self : channel.peer, number, at, said, fate, code });
    }
    const isAgreed = ({ by, number, said }: Omit<ChannelLine, "agreed">): boolean =>
      said?.is === "propose" &&
      lines.some((each) => each.by !== by && each.said?.is === "agree" && each.said.of === number);
    return lines.map((line) => ({ ...line, agreed: isAgreed(line) }));
  };

  const reading = async (channel: StoredChannel, sitting: Unlocked): Promise<ChannelReading> => ({
    channel: viewOf(channel),
    lines: await linesOf(channel, sitting),
  });

  const say = async (id: string, token: string, said: Said): Promise<ChannelReading> => {
    const { channel, sitting } = sittingOf(id, token);
    if (channel.endedBy !== null) throw new NodeFailure("channel-over", "this back-channel has ended");
    const [theirs, pairKey] = [ofAuthority(channel.theirs), await pairKeyOf(channel, sitting)];
    const own = ofAuthority(channel.own);
    if (theirs === null || own === null || pairKey === undefined)
      throw new NodeFailure("channel-not-open", "the other side has not answered yet");
    const lines = await linesOf(channel, sitting);
    if (
      said.is === "agree" &&
      !lines.some(({ by, number, said: of }) => by !== self && number === said.of && of?.is === "propose")
    )
      throw new NodeFailure("bad-request", "the other side has proposed nothing with this number");
    const number = lines.filter(({ by }) => by === self).length + 1;
    if (number > CHANNEL_LIMITS.words)
      throw new NodeFailure("channel-full", `one side says at most ${CHANNEL_LIMITS.words} texts in a back-channel`);
    const between = { channel: id, from: self, number };
    const seal = (to: PartyId, { key }: Authority) =>
      sealSaid(said, { ...between, to }, Buffer.from(key, "base64url"), pairKey, kem);
    const [sealed, copy] = [await seal(channel.peer, theirs), await seal(self, own)];
    if (sealed === undefined || copy === undefined)
      throw new NodeFailure("too-large", "the text is too long for a back-channel; shorten it");
    const item = JSON.stringify({ downrung: "channel-words/1", channel: id, number, sealed } satisfies Words);
    await channels.write((writing) =>
      writing.addChannelItem({ ...ofOurs(id, "words", number, item, clock.now()), copy }),
    );
    return reading(find(id), sitting);
  };

  const draftOf = async (id: string, token: string, by: PartyId, number: number): Promise<Draft> => {
    const { channel, sitting } = sittingOf(id, token);
    const lines = await linesOf(channel, sitting);
    const line = lines.find((each) => each.by === by && each.number === number);
    if (line?.said?.is !== "propose" || !line.agreed)
      throw new NodeFailure("not-agreed-aside", "the two sides have not agreed to this text here");
    const { marking } = node.ledgers().fold.compactAt(clock.now());
    const body = { with: channel.peer, text: line.said.text };
    return { kind: "joint-statement", matter: null, to: [channel.peer], marking, body };
  };

  const viewOf = (channel: StoredChannel): ChannelView => {
    const { id, peer, box, endedBy, endsAt: over } = channel;
    const words = channels.items(id).filter(({ kind }) => kind === "words");
    const count = (way: StoredChannelItem["way"]): number => words.filter((each) => each.way === way).length;
    return {
      id,
      with: peer,
      is: stateOf(channel),
      endedBy,
      endsAt: over,
      own: authorityView(channel.own),
      theirs: authorityView(channel.theirs),
      readable: box !== null,
      unlocked: (sittings.get(id)?.until ?? 0) > clock.now(),
      texts: { in: count("in"), out: count("out"), waiting: words.filter(({ fate }) => fate === "waiting").length },
    };
  };

  /** What is over is locked at once. */
  const stopListening = node.subscribe(({ event }) => {
    if (event !== "channel") return;
    const held = new Set(channels.all().flatMap(({ id, box }) => (box === null ? [] : [id])));
    for (const id of sittings.keys()) if (!held.has(id)) forget(id);
  });

  return {
    list: () => ({
      channels: channels
        .all()
        .filter((each) => each.endsAt > clock.now())
        .map(viewOf),
      statements: node.ledgers().fold.line().statements,
    }),
    open: ({ with: other, use, ...asked }) => {
      if (!identity.peers.includes(other))
        throw new NodeFailure("bad-request", `${other} is no other party to the compact`, { field: "with" });
      if (channels.all().filter(({ peer }) => peer === other).length >= CHANNEL_LIMITS.channels)
        throw new NodeFailure(
          "channel-full",
          `at most ${CHANNEL_LIMITS.channels} back-channels with one party at once`,
        );
      const bytes = Buffer.from(chance(CHANNEL_BYTES));
      // No hyphen comes first: on a command line the name would be read as an option.
      bytes[0] = (bytes[0] ?? 0) & 0x7f;
      const channel = bytes.toString("base64url");
      return inTurn(() => establish(asked, { channel, with: other, use }, null));
    },
    answer: (id, asked) =>
      inTurn(async () => {
        const channel = find(id);
        const theirs = ofAuthority(channel.theirs);
        if (theirs === null || channel.own !== null || channel.endedBy !== null)
          throw new NodeFailure("channel-not-open", "there is no offer to answer here");
        return establish(asked, { channel: id, with: channel.peer, use: theirs.use }, theirs);
      }),
    unlock: (id, role, passphrase) => inTurn(() => unlock(id, role, passphrase)),
    lock: (id, token) => {
      sittingOf(id, token);
      forget(id);
    },
    read: async (id, token) => {
      const { channel, sitting } = sittingOf(id, token);
      return reading(channel, sitting);
    },
    say: (id, token, said) => inTurn(() => say(id, token, said)),
    end: async (id) => {
      const channel = find(id);
      if (channel.endedBy === self) throw new NodeFailure("channel-over", "this back-channel has ended");
      forget(id);
      const at = printInstant(clock.now());
      const end = { downrung: "channel-end/1", compact: identity.compact.id, channel: id, at } as const;
      await channels.finish(channel, channels.prove({ ...end, party: self, with: channel.peer }));
    },
    draftOf,
    stop: () => {
      stopListening();
      for (const id of sittings.keys()) forget(id);
    },
  };
}

const ofOurs = (
  channel: string,
  kind: StoredChannelItem["kind"],
  number: number,
  item: string,
  at: Instant,
): Omit<StoredChannelItem, "copy"> => ({
  channel,
  way: "out",
  kind,
  number,
  digest: sha256Base64url(item),
  item,
  at,
  fate: "waiting",
  code: null,
});

function stateOf({ own, theirs, endedBy }: StoredChannel): ChannelView["is"] {
  if (endedBy !== null) return "ended";
  if (own === null) return "offered";
  return theirs === null ? "asked" : "open";
}

function authorityView(text: string | null): AuthorityView | null {
  const said = ofAuthority(text);
  if (said === null) return null;
  const { role, may, use, from, until } = said;
  return { role, may, use, from, until };
}
