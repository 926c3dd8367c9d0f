// The adversaries of a run. The forger sits on the wire: it has no keys of its own and nothing that it
// makes may ever be stored. The twin has stolen one party's keys and speaks with a forked tongue: what
// it says is stored, and must be found out by whoever hears both stories.

import type { Act, PartyId } from "../core/kernel/act.ts";
import { signToken } from "../ledger/sign-token.ts";
import { createTree, type Tree } from "../ledger/tree.ts";
import { readAnswer, type Envelope } from "../line/envelope.ts";
import { makeCheckpoint } from "../node/checkpoints.ts";
import type { Cluster, Seat } from "./cluster.ts";
import type { Notes } from "./notes.ts";
import type { Random } from "./random.ts";

type Change = (envelope: Envelope) => Envelope;

const spoil = (token: string, random: Random): string => {
  const place = random.between(0, token.length - 1);
  const other = token[place] === "A" ? "B" : "A";
  return token.slice(0, place) + other + token.slice(place + 1);
};

/** A true act as another party's key would sign it. */
function signedByOther(token: string, thief: Seat): string {
  const [jwt = "", ...disclosures] = token.split("~");
  const [head = "", body = ""] = jwt.split(".");
  const { token: stolen } = signToken(emptyAct(thief), {
    mode: "drill",
    seed: new Uint8Array(16),
    key: thief.identity.privateKeys.act,
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

/** One move of the forger: an old envelope again, or one that was changed on the way. */
export function forge(cluster: Cluster, notes: Notes, random: Random): void {
  const heard = cluster.wire.overheard();
  if (heard.length === 0) return;
  const { from, to, text } = random.pick(random.chance(0.5) ? heard.slice(-4) : heard);
  const parties = cluster.seats.map(({ party }) => party);
  const changes: readonly Change[] = [
    (envelope) => envelope,
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
  const envelope = random.pick(changes)({ ...(JSON.parse(text) as Envelope), to: target });
  const whole = JSON.stringify(envelope);
  const sent = random.chance(0.1)
    ? whole.slice(0, random.between(0, whole.length - 1))
    : random.chance(0.1)
      ? spoil(whole, random)
      : whole;
  notes.count("forged");
  notes.tell(`forged ${from} ${target}`);
  // What the forger hears back teaches it nothing; the checkers look at what was stored.
  cluster.deliver(target, sent)?.catch(() => undefined);
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
    key: identity.privateKeys.act,
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
  hearTwin(cluster, notes, { by: author.party, seq, id, to: victim.party }, JSON.stringify(envelope));
}

function hearTwin(
  cluster: Cluster,
  notes: Notes,
  said: { readonly by: PartyId; readonly seq: number; readonly id: string; readonly to: PartyId },
  text: string,
): void {
  const twin: Notes["twins"][number] = { ...said, answer: undefined };
  notes.twins.push(twin);
  cluster.deliver(said.to, text)?.then(
    (answer) => {
      const read = readAnswer(answer);
      if (read !== undefined) twin.answer = { held: read.heads[said.by] ?? 0, stopped: read.stopped?.code ?? null };
    },
    () => undefined,
  );
}
