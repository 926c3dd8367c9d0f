// A small story told with fixed keys, fixed seeds and fixed times, for vectors and for tests: parties sign
// acts and checkpoints, and whoever likes exports a case. ML-DSA-44 signatures have chance in them: those
// kept in vectors/casefiles/cosignatures.json are used again where they fit, so that the files come out the same.

import { createPrivateKey, createPublicKey, hash, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Act, PartyId } from "../src/core/kernel/act.ts";
import { rawPublicKey, type PublicKeys } from "../src/crypto/keys.ts";
import { verify } from "../src/crypto/sign.ts";
import { buildCase, type CaseInput } from "../src/ledger/case-build.ts";
import { cosignedMessage, ledgerOrigin } from "../src/ledger/checkpoint.ts";
import { compactIdOf } from "../src/ledger/compact-id.ts";
import { cosign, signCheckpoint } from "../src/ledger/sign-checkpoint.ts";
import { signToken } from "../src/ledger/sign-token.ts";
import type { Mode } from "../src/ledger/token.ts";
import { createTree, type Tree } from "../src/ledger/tree.ts";

/** The seeds are public: these keys sign vectors and nothing else. */
const SEED_PREFIX = {
  ed25519: "302e020100300506032b657004220420",
  "ml-dsa-44": "3034020100300b060960864801650304031104228020",
} as const;

function keyFrom(algorithm: keyof typeof SEED_PREFIX, words: string): { key: KeyObject; raw: string } {
  const seed = hash("sha256", words, "buffer");
  const der = Buffer.concat([Buffer.from(SEED_PREFIX[algorithm], "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { key, raw: rawPublicKey(createPublicKey(key)) };
}

export type Keys = {
  readonly act: KeyObject;
  readonly log: KeyObject;
  readonly witness: KeyObject;
  readonly line: KeyObject;
  readonly public: PublicKeys;
};

export function keysOf(name: string): Keys {
  const [act, log, witness, line] = [
    keyFrom("ed25519", `${name} act`),
    keyFrom("ed25519", `${name} log`),
    keyFrom("ml-dsa-44", `${name} witness`),
    keyFrom("ed25519", `${name} line`),
  ];
  return {
    act: act.key,
    log: log.key,
    witness: witness.key,
    line: line.key,
    public: { act: act.raw, log: log.raw, witness: witness.raw, line: line.raw },
  };
}

/** 2026-11-22T10:00:00.000Z */
export const START = Date.UTC(2026, 10, 22, 10);

const KEPT = new URL("casefiles/cosignatures.json", import.meta.url);
const kept = new Map<string, string>(
  existsSync(KEPT) ? Object.entries(JSON.parse(readFileSync(KEPT, "utf8")) as Record<string, string>) : [],
);
const used = new Map<string, string>();
/** The cosignatures that this process has used, to be kept. */
export const usedCosignatures = (): Readonly<Record<string, string>> => Object.fromEntries([...used].sort());

type Signed = Parameters<typeof cosign>[0] & { readonly witnessPublicKey: KeyObject };

function cosignOnce({ witnessPublicKey, ...cosigning }: Signed): string {
  const message = cosignedMessage(cosigning.checkpoint, cosigning.name, cosigning.timestampSeconds);
  const name = hash("sha256", message, "base64url");
  const line = kept.get(name) ?? used.get(name);
  const bytes = Buffer.from(line?.split(" ")[2] ?? "", "base64").subarray(12);
  const fits = line !== undefined && verify(message, witnessPublicKey, bytes);
  const made = fits ? line : cosign(cosigning);
  used.set(name, made);
  return made;
}

const step = {
  step: "confirm",
  opens: [{ act: "report" }],
  owes: [{ by: "addressees", act: ["confirm"], latest: "24h" }],
};

/** A compact document with the given parties; the last may be a mediator. */
export const documentOf = (mode: Mode, names: readonly PartyId[], mediator?: PartyId) => ({
  downrung: "compact/1",
  name: "vectors",
  title: "A compact for test vectors",
  version: 1,
  mode,
  parties: Object.fromEntries(
    names.map((name) => [
      name,
      {
        name: name.toUpperCase(),
        role: name === mediator ? "mediator" : "member",
        zone: "Etc/UTC",
        keys: keysOf(name).public,
      },
    ]),
  ),
  skew: "5m",
  marking: "TLP:AMBER",
  scheme: { name: "vectors", version: 1, low: 0, high: 10 },
  ladder: [step],
  silence: [{ contact: "other-desk", after: "0s" }],
  "silent-after": "24h",
  "cooling-off": { longest: "24h", each: 1 },
  closing: { latest: "24h" },
});

type Said = { readonly act: Act; readonly token: string };
export type Saying = Partial<
  Pick<Act, "matter" | "to" | "body" | "seen" | "prev" | "at" | "compact" | "seq" | "marking">
> & {
  readonly key?: KeyObject;
  readonly mode?: Mode;
};

/** One world of ledgers. Whatever is said is heard by all at once, unless `seen` says otherwise. */
export function createStory(mode: Mode, names: readonly PartyId[], mediator?: PartyId) {
  const document = documentOf(mode, names, mediator);
  const id = compactIdOf(document);
  const keys = new Map(names.map((name) => [name, keysOf(name)]));
  const ledgers = new Map<PartyId, Said[]>(names.map((name) => [name, []]));
  const trees = new Map<PartyId, Tree>(names.map((name) => [name, createTree()]));
  const checkpoints = new Map<PartyId, { size: number; note: string }>();
  let now = START;

  const keysFor = (name: PartyId): Keys => keys.get(name) ?? keysOf(name);
  const ledger = (name: PartyId): readonly Said[] => ledgers.get(name) ?? [];
  const seenBy = (name: PartyId): Record<PartyId, number> =>
    Object.fromEntries(
      names
        .filter((other) => other !== name && ledger(other).length > 0)
        .map((other) => [other, ledger(other).length] as const),
    );

  /** Signs an act as it would stand next in the author's ledger, without putting it there. */
  const forge = (by: PartyId, kind: string, { key, mode: other, ...said }: Saying = {}): Said => {
    const last = ledger(by).at(-1);
    const act = {
      kind,
      by,
      seq: ledger(by).length + 1,
      prev: last?.act.id ?? id,
      compact: id,
      seen: seenBy(by),
      at: now,
      matter: null,
      to: names.filter((name) => name !== by),
      marking: "TLP:AMBER" as const,
      body: {},
      ...said,
    };
    const seed = hash("sha256", `${by} ${act.seq} ${kind}`, "buffer").subarray(0, 16);
    const signed = signToken(act, { mode: other ?? mode, seed, key: key ?? keysFor(by).act });
    return { act: { ...act, id: signed.id }, token: signed.token };
  };

  const noteOf = (
    by: PartyId,
    { size, root }: { size: number; root: Uint8Array },
    cosigners: readonly PartyId[],
  ): string => {
    const checkpoint = { origin: ledgerOrigin(id, by), size, root };
    const note = signCheckpoint({ ...checkpoint, logKey: keysFor(by).log, logPublic: keysFor(by).public.log });
    const lines = cosigners.map((name) => {
      const {
        witness,
        public: { witness: witnessPublic },
      } = keysFor(name);
      const signing = {
        name: ledgerOrigin(id, name),
        witnessKey: witness,
        witnessPublic,
        timestampSeconds: Math.floor(now / 1000),
      };
      return cosignOnce({ checkpoint, ...signing, witnessPublicKey: createPublicKey(witness) });
    });
    return note + lines.join("");
  };

  return {
    document,
    id,
    keysFor,
    ledger,
    forge,
    noteOf,
    tree: (name: PartyId): Tree => trees.get(name) ?? createTree(),
    say: (by: PartyId, kind: string, saying: Saying = {}): Said => {
      now += 1000;
      const said = forge(by, kind, saying);
      ledgers.get(by)?.push(said);
      trees.get(by)?.append(Buffer.from(said.act.id, "base64url"));
      return said;
    },
    checkpoint: (by: PartyId, cosigners: readonly PartyId[] = [by]): string => {
      const tree = trees.get(by) ?? createTree();
      const note = noteOf(by, { size: tree.size, root: tree.root() }, cosigners);
      checkpoints.set(by, { size: tree.size, note });
      return note;
    },
    /** From here on the party signs with these. */
    takeKeys: (by: PartyId, taken: Keys): void => void keys.set(by, taken),
    /** What `by` must give to buildCase. */
    input: (by: PartyId, matter: string, more: Partial<CaseInput> = {}): CaseInput => ({
      matter,
      compactDocument: document,
      exportedBy: by,
      logKey: keysFor(by).log,
      at: now + 60_000,
      ledgers: {
        head: (party) => ledger(party).length,
        checkpoint: (party) => checkpoints.get(party),
        acts: (party, from, through) =>
          ledger(party)
            .slice(from - 1, through)
            .map(({ act, token }) => ({ seq: act.seq, kind: act.kind, matter: act.matter, token })),
        firstOn: (party) => ledger(party).find(({ act }) => act.matter === matter)?.act.seq,
        rangeBefore: (party, size) => (trees.get(party) ?? createTree()).rangeAt(size).hashes,
      },
      ...more,
    }),
  };
}
export type Story = ReturnType<typeof createStory>;

/** The case's text. A story that makes none is a mistake in the story. */
export function exportCase(story: Story, by: PartyId, matter: string, more: Partial<CaseInput> = {}): string {
  const built = buildCase(story.input(by, matter, more));
  if (!built.ok) throw new Error(`${built.reason}: ${built.because}`);
  return built.text;
}
