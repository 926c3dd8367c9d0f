// Nodes in one process for tests: real stores in memory, real keys, and a network that a test can hold.

import { randomBytes, verify } from "node:crypto";
import { fileURLToPath } from "node:url";
import { blackoutReport } from "../src/cli/play-report.ts";
import type { CompactDocument } from "../src/core/compact/document.ts";
import { readCompact } from "../src/core/compact/read.ts";
import type { Compact } from "../src/core/compact/compact.ts";
import type { Act, Body, Draft, PartyId } from "../src/core/kernel/act.ts";
import { generateKeys, openPrivateKeys, type KeyRing, type PrivateKeys } from "../src/crypto/keys.ts";
import { createKem } from "../src/crypto/kem.ts";
import { compactIdOf } from "../src/ledger/compact-id.ts";
import { signToken } from "../src/ledger/sign-token.ts";
import type { Mode } from "../src/ledger/token.ts";
import { readAnswer, type Envelope, type EnvelopeAnswer } from "../src/line/envelope.ts";
import { readHello } from "../src/line/hello.ts";
import { readRefusal } from "../src/line/letter.ts";
import { readCompactFile, withKeys } from "../src/node/config.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { createSealing, type Sealing } from "../src/node/sealing.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import type { Store } from "../src/store/store.ts";

const DEMO = fileURLToPath(new URL("../compacts/demo.yaml", import.meta.url));

export const text = (words: string): { readonly lang: "en"; readonly text: string } => ({ lang: "en", text: words });

export type Agreement = {
  readonly document: CompactDocument;
  readonly compact: Compact;
  readonly privateKeys: Readonly<Record<PartyId, PrivateKeys>>;
  readonly rings: Readonly<Record<PartyId, KeyRing>>;
};

/** The demo compact with fresh keys, as a drill at some pace or as a real one, with the given parts. */
export function agree(mode: Mode = "drill", pace = 3600, parts: Partial<CompactDocument> = {}): Agreement {
  const { pace: _pace, ...given } = readCompactFile(DEMO);
  const written = { ...given, ...parts };
  const template: CompactDocument = mode === "drill" ? { ...written, mode, pace } : { ...written, mode };
  const pairs = Object.fromEntries(Object.keys(template.parties).map((party) => [party, generateKeys()]));
  const publicKeys = Object.fromEntries(Object.entries(pairs).map(([party, pair]) => [party, pair.publicKeys]));
  const document = withKeys(template, publicKeys);
  const reading = readCompact(document, compactIdOf(document));
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  const privateKeys = Object.fromEntries(Object.entries(pairs).map(([party, pair]) => [party, pair.privateKeys]));
  const rings = Object.fromEntries(Object.entries(privateKeys).map(([party, keys]) => [party, openPrivateKeys(keys)]));
  return { document, compact: reading.compact, privateKeys, rings };
}

export type Bench = {
  readonly node: Node;
  readonly store: Store;
  readonly agreement: Agreement;
  readonly stop: () => void;
};

const kem = createKem();

/** One node that reaches nobody: what it is told comes in through `receive`. */
export function nodeAlone(party: PartyId, agreement: Agreement, store: Store = openSqlite(":memory:")): Bench {
  const node = startNode(
    openIdentity(party, agreement.compact, agreement.privateKeys[party] as PrivateKeys, agreement.document),
    {
      store,
      clock: {
        now: () => Date.now(),
        after: (wait, work) => {
          const timer = setTimeout(work, wait);
          timer.unref();
          return () => clearTimeout(timer);
        },
        soon: (work) => {
          setImmediate(work);
        },
      },
      chance: (count) => randomBytes(count),
      network: {
        send: () => Promise.reject(new Error("nobody is there")),
        hello: () => Promise.reject(new Error("nobody is there")),
        relay: () => Promise.reject(new Error("nobody is there")),
        handOn: () => Promise.reject(new Error("nobody is there")),
      },
      kem,
      verifyAll: async (checks) => checks.map(({ message, key, signature }) => verify(null, message, key, signature)),
    },
  );
  return {
    node,
    store,
    agreement,
    stop: () => {
      node.stop();
      store.close();
    },
  };
}

/** A report as its body stands. */
export const reportBody = (more: Body = {}): Body => blackoutReport(60_000, more);

/** The next act of a party's own chain, signed outside any node: for what an honest node would never send. */
export function forge(
  agreement: Agreement,
  by: PartyId,
  draft: Partial<Draft> & Pick<Draft, "kind">,
  more: Partial<Act> & { readonly mode?: Mode; readonly signer?: PartyId } = {},
): { readonly token: string; readonly id: string } {
  const { compact, rings } = agreement;
  const { mode = compact.mode, signer = by, ...place } = more;
  const others = compact.parties.map(({ id }) => id).filter((id) => id !== by);
  const act: Omit<Act, "id"> = {
    compact: compact.id,
    by,
    seq: 1,
    prev: compact.id,
    seen: {},
    at: Date.now(),
    matter: `${by}-1`,
    to: others,
    marking: compact.marking,
    body: reportBody(),
    ...draft,
    ...place,
  };
  return signToken(act, { mode, seed: randomBytes(16), key: (rings[signer] as KeyRing).act });
}

/** The node's own key is made soon after it starts. */
export async function helloOf({ node }: Bench): Promise<string> {
  for (;;) {
    const hello = node.lineKeys.hello();
    if (hello !== null) return hello;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Seals as a party would that has the keys and no node. */
export async function sealerFor(bench: Bench, agreement: Agreement, from: PartyId): Promise<Sealing> {
  const hello = readHello(await helloOf(bench));
  return createSealing({
    compact: agreement.compact.id,
    party: from,
    peers: agreement.compact.parties.map(({ id }) => id).filter((id) => id !== from),
    lineKey: () => (agreement.rings[from] as KeyRing).line,
    lineKeysOf: () => [],
    keyOf: () => hello?.said,
    seedOf: () => undefined,
    kem,
    chance: (count) => randomBytes(count),
    clock: { now: () => Date.now() },
  });
}

/** Brings a text to a node in a letter, as the wire would. Rejects with the code when the letter is refused. */
export async function bringText(
  bench: Bench,
  agreement: Agreement,
  from: PartyId,
  words: string,
): Promise<EnvelopeAnswer> {
  const sealing = await sealerFor(bench, agreement, from);
  const sealed = await sealing.seal(bench.node.identity.party, words);
  const bytes = await bench.node.receive(sealed.letter, "direct");
  const answer = readAnswer(sealed.openAnswer(bytes) ?? "");
  if (answer === undefined) throw new Error(`refused: ${readRefusal(bytes) ?? "no answer"}`);
  return answer;
}

/** Brings acts to a node in an envelope, sealed with the keys of the party that it comes from. */
export async function bring(
  bench: Bench,
  from: PartyId,
  acts: readonly string[],
  more: Partial<Envelope> = {},
): Promise<EnvelopeAnswer> {
  const { identity } = bench.node;
  const envelope: Envelope = {
    downrung: "envelope/1",
    compact: identity.compact.id,
    from,
    to: identity.party,
    heads: {},
    acts: [...acts],
    checkpoint: null,
    cosigned: [],
    ...more,
  };
  return bringText(bench, bench.agreement, from, JSON.stringify(envelope));
}
