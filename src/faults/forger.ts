// The adversaries of a run. The forger sits on the wire without any key, or in a node that it broke into,
// where it seals with that node's keys but cannot sign acts: nothing that it makes may ever be stored. The twin has stolen one party's keys and speaks with a forked tongue: what
// it says is stored, and must be found out by whoever hears both stories.

import type { KeyObject } from "node:crypto";
import type { Act, PartyId } from "../core/kernel/act.ts";
import { signToken } from "../ledger/sign-token.ts";
import { createTree, type Tree } from "../ledger/tree.ts";
import { readAnswer, type Envelope } from "../line/envelope.ts";
import { readHello } from "../line/hello.ts";
import { HEAD_BYTES } from "../line/letter.ts";
import { makeCheckpoint } from "../node/checkpoints.ts";
import { createSealing } from "../node/sealing.ts";
import type { Cluster, Seat } from "./cluster.ts";
import type { Notes } from "./notes.ts";
import type { Random } from "./random.ts";

type Change = (envelope: Envelope) => Envelope;

const spoil = (token: string, random: Random): string => {
  const place = random.between(0, token.length - 1);
  const other = token[place] === "A" ? "B" : "A";
  return token.slice(0, place) + other + token.slice(place + 1);
};

/** The private key of a seat's own: nobody changes keys in a run. */
function keyOf({ party, identity }: Seat, use: "act" | "line"): KeyObject {
  const [keys] = identity.ownKeys();
  const key = identity.privateKey(keys?.[use] ?? "");
  if (key === undefined) throw new Error(`invariant: ${party} has no keys`);
  return key;
}

/** A true act as another party's key would sign it. */
function signedByOther(token: string, thief: Seat): string {
  const [jwt = "", ...disclosures] = token.split("~");
  const [head = "", body = ""] = jwt.split(".");
  const { token: stolen } = signToken(emptyAct(thief), {
    mode: "drill",
    seed: new Uint8Array(16),
    key: keyOf(thief, "act"),
  });
  const signature = (stolen.split("~")[0] ?? "").split(".")[2] ?? "";
  return [`${head}.${body}.${signature}`, ...disclosures].join("~");
}

const emptyAct = ({ party, identity }: Seat): Omit<Act, "id"> => ({
  kind: "ask",
  compact: identity.compact.id,
  by: party,
  seq: 1,
  prev: identity.compact.id,
  seen: {},
  at: 0,
  matter: null,
  to: [],
  marking: identity.compact.marking,
  body: {},
});

const withoutOne = (tokens: readonly string[], random: Random): string[] => {
  const gone = random.between(0, tokens.length - 1);
  return tokens.filter((_, i) => i !== gone);
};

type Heard = { readonly letter: Uint8Array; readonly to: PartyId };

/** What somebody on the wire can do to a letter who holds no key. */
function onTheWire({ letter, to }: Heard, cluster: Cluster, random: Random): Heard {
  const parties = cluster.seats.map(({ party }) => party);
  const other = random.pick(cluster.wire.overheard()).letter;
  const changes: readonly (() => Heard)[] = [
    () => ({ letter, to }),
    () => ({ letter, to: random.pick(parties) }),
    () => ({ letter: spoilByte(letter, random), to }),
    () => ({ letter: spoilByte(letter, random, HEAD_BYTES), to }),
    () => ({ letter: letter.subarray(0, random.between(0, letter.length - 1)), to }),
    () => ({ letter: Buffer.concat([letter, random.bytes(random.between(1, 2_000))]), to }),
    // The head of one letter over what another holds.
    () => ({ letter: Buffer.concat([letter.subarray(0, HEAD_BYTES), other.subarray(HEAD_BYTES)]), to }),
    () => ({ letter: random.bytes(random.pick([0, 3, HEAD_BYTES, 3_000])), to }),
  ];
  return random.pick(changes)();
}

function spoilByte(letter: Uint8Array, random: Random, below = letter.length): Uint8Array {
  const spoiled = Uint8Array.from(letter);
  const place = random.between(0, below - 1);
  spoiled[place] = (spoiled[place] ?? 0) ^ (1 << random.between(0, 7));
  return spoiled;
}

/** What a node can do that was broken into: it seals with its own keys what no honest node would say. */
async function fromWithin(
  { letter, to }: Heard,
  from: PartyId,
  cluster: Cluster,
  random: Random,
): Promise<Heard | undefined> {
  const text = cluster.eye.see(letter)?.text;
  if (text === undefined) return undefined;
  const parties = cluster.seats.map(({ party }) => party);
  const changes: readonly Change[] = [
    (envelope) => ({ ...envelope, from: random.pick(parties) }),
    (envelope) => ({ ...envelope, heads: Object.fromEntries(parties.map((party) => [party, random.between(0, 300)])) }),
    (envelope) => ({ ...envelope, acts: envelope.acts.toReversed() }),
    (envelope) => ({ ...envelope, acts: withoutOne(envelope.acts, random) }),
    (envelope) => ({ ...envelope, acts: envelope.acts.map((token) => spoil(token, random)) }),
    (envelope) => ({ ...envelope, acts: envelope.acts.map((token) => signedByOther(token, cluster.seat(to))) }),
    (envelope) => ({ ...envelope, checkpoint: envelope.checkpoint && spoil(envelope.checkpoint, random) }),
    (envelope) => ({ ...envelope, cosigned: envelope.checkpoint === null ? [] : [envelope.checkpoint] }),
  ];
  const target = random.chance(0.15) ? random.pick(parties) : to;
  const whole = JSON.stringify(random.pick(changes)({ ...(JSON.parse(text) as Envelope), to: target }));
  const said = random.chance(0.1)
    ? whole.slice(0, random.between(0, whole.length - 1))
    : random.chance(0.1)
      ? spoil(whole, random)
      : whole;
  return sealed(cluster, random, from, target, said);
}

/** A letter with the keys of a party, past its node. Undefined when the recipient has no key to seal to. */
async function sealed(
  cluster: Cluster,
  random: Random,
  from: PartyId,
  to: PartyId,
  text: string,
): Promise<Heard | undefined> {
  const { identity, clock } = cluster.seat(from);
  const key = readHello(cluster.seat(to).up?.node.lineKeys.hello() ?? "")?.said;
  if (key === undefined || from === to) return undefined;
  const sealing = createSealing({
    compact: identity.compact.id,
    party: from,
    peers: identity.peers,
    lineKey: () => keyOf(cluster.seat(from), "line"),
    lineKeysOf: () => [],
    keyOf: () => key,
    seedOf: () => undefined,
    kem: cluster.eye.kemOf(random),
    chance: random.bytes,
    clock,
  });
  return { letter: (await sealing.seal(to, text)).letter, to };
}

/** A hello that was changed on the way, or that one party makes in another's name. */
function forgeHello(cluster: Cluster, random: Random): void {
  const [one, other] = random.shuffled(cluster.seats);
  const hello = one?.up?.node.lineKeys.hello() ?? null;
  if (hello === null || one === undefined || other === undefined) return;
  const said = random.chance(0.5) ? spoil(hello, random) : hello.replace(`"${one.party}"`, `"${other.party}"`);
  cluster.doors.hello(random.pick(cluster.seats).party, said)?.catch(() => undefined);
}

/** One move of the forger: an old letter again, one that was changed on the way, or one from within. */
export function forge(cluster: Cluster, notes: Notes, random: Random): void {
  const overheard = cluster.wire.overheard();
  if (overheard.length === 0) return;
  const heard = random.pick(random.chance(0.5) ? overheard.slice(-4) : overheard);
  const { from } = heard;
  notes.count("forged");
  if (random.chance(0.1)) return forgeHello(cluster, random);
  const within = random.chance(0.5);
  const making = within ? fromWithin(heard, from, cluster, random) : Promise.resolve(onTheWire(heard, cluster, random));
  notes.tell(`forged ${within ? "within" : "wire"} ${from} ${heard.to}`);
  // What the forger hears back teaches it nothing; the checkers look at what was stored.
  void making.then((made) => made && cluster.doors.letter(made.to, made.letter)?.catch(() => undefined));
}

/** A tree with these leaves up to `size`, and one more. */
function treeWith(tree: Tree, size: number, leaf: string): Tree {
  const made = createTree();
  for (let i = 0; i < size; i += 1) made.append(tree.leaf(i));
  made.append(Buffer.from(leaf, "base64url"));
  return made;
}

/** The twin tells `victim` another story than its party told, or will tell: once at the head, once in the past. */
export function forkTongue(cluster: Cluster, notes: Notes, random: Random): void {
  const [author, victim] = random.shuffled(cluster.seats);
  const up = author?.up ?? null;
  const heard = victim?.up ?? null;
  if (author === undefined || victim === undefined || up === null || heard === null) return;
  const { identity } = author;
  const ledgers = up.node.ledgers();
  const head = ledgers.head(author.party);
  const held = heard.node.ledgers().head(author.party);
  const ahead = random.chance(0.6) || head === 0;
  const seq = ahead ? head + 1 : random.between(1, head);
  const prev = seq === 1 ? identity.compact.id : ledgers.idAt(author.party, seq - 1);
  const lasts = cluster.seats.map(({ party }) => ledgers.fold.lastAt(party) + 1);
  const [matter] = random.shuffled(ledgers.fold.matters());
  const draft: Omit<Act, "id"> = {
    ...emptyAct(author),
    kind: "ask",
    seq,
    prev,
    seen: Object.fromEntries(identity.peers.map((party) => [party, ledgers.head(party)]).filter(([, n]) => n !== 0)),
    at: Math.max(author.clock.now(), ...lasts),
    matter: matter ?? `${author.party}-999`,
    to: [victim.party],
    body: { question: { lang: "en", text: "the other story" } },
  };
  const { token, id } = signToken(draft, {
    mode: identity.compact.mode,
    seed: random.bytes(16),
    key: keyOf(author, "act"),
  });
  const before = up.store.acts(author.party, held + 1, Math.max(0, seq - 1 - held)).map((act) => act.token);
  const withCheckpoint = random.chance(0.5);
  const twinTree = treeWith(ledgers.tree(author.party), seq - 1, id);
  const note = withCheckpoint
    ? makeCheckpoint(identity, { ...ledgers, tree: () => twinTree }, author.clock.now()).note
    : null;
  const envelope: Envelope = {
    downrung: "envelope/1",
    compact: identity.compact.id,
    from: author.party,
    to: victim.party,
    heads: ledgers.heads(),
    acts: [...before, token],
    checkpoint: note,
    cosigned: [],
  };
  notes.count("twin-act");
  if (withCheckpoint) notes.count("twin-checkpoint");
  notes.tell(`twin ${author.party} ${victim.party} ${seq} of ${head}`);
  void hearTwin(cluster, notes, random, { by: author.party, seq, id, to: victim.party }, JSON.stringify(envelope));
}

async function hearTwin(
  cluster: Cluster,
  notes: Notes,
  random: Random,
  said: { readonly by: PartyId; readonly seq: number; readonly id: string; readonly to: PartyId },
  text: string,
): Promise<void> {
  const twin: Notes["twins"][number] = { ...said, answer: undefined };
  const made = await sealed(cluster, random, said.by, said.to, text);
  if (made === undefined) return;
  notes.twins.push(twin);
  try {
    const bytes = await cluster.doors.letter(made.to, made.letter);
    const answer = readAnswer(cluster.eye.seeAnswer(made.letter, bytes ?? new Uint8Array()) ?? "");
    if (answer !== undefined) twin.answer = { held: answer.heads[said.by] ?? 0, stopped: answer.stopped?.code ?? null };
  } catch {
    // The node went down, or its disk refused: the twin was not heard.
  }
}
