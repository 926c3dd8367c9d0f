// A node's folder: who it is, its keys, the compact it stands under, and where it listens. Everything a
// node needs is in one folder, so that a backup is a copy. The store lies beside these files.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import type { Compact } from "../core/compact/compact.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { readCompact } from "../core/compact/read.ts";
import { LIMITS, PARTY_PATTERN, type PartyId } from "../core/kernel/act.ts";
import { problemsOf } from "../core/kernel/shape.ts";
import { generateKeys, type PublicKeys } from "../crypto/keys.ts";
import { compactIdOf } from "../ledger/compact-id.ts";
import { ConfigError } from "./config-error.ts";
import type { KeyFile } from "./identity.ts";
import { WIRE_PATTERN } from "./thin-wire.ts";
import { readYamlFile } from "./yaml-file.ts";

const closed = { additionalProperties: false } as const;
const Party = Type.String({ pattern: PARTY_PATTERN });
// Below the range from which systems hand out ports by themselves.
const Port = Type.Integer({ minimum: 1024, maximum: 32767 });

const NodeFile = Type.Object(
  {
    party: Party,
    /** Where other nodes bring their envelopes. */
    line: Type.Object({ host: Type.String(), port: Port }, closed),
    /** Where officers read and act. Loopback only, until there is sign-in. */
    console: Type.Object({ port: Port }, closed),
    /** Whether this node keeps letters for others and hands them on. Not, unless it says so. spec/routes.md */
    relay: Type.Optional(Type.Object({ consent: Type.Boolean() }, closed)),
    peers: Type.Record(Party, Type.String({ pattern: "^https?://" })),
    seats: Type.Array(Type.Object({ party: Party, url: Type.String({ pattern: "^http://" }) }, closed)),
    /** Wires to other nodes for the thin route, each with its speed. spec/thin.md */
    thin: Type.Optional(
      Type.Array(
        Type.Object(
          {
            party: Party,
            connect: Type.String({ pattern: WIRE_PATTERN }),
            bitsPerSecond: Type.Integer({ minimum: 10, maximum: 1_000_000 }),
          },
          closed,
        ),
        { maxItems: LIMITS.parties },
      ),
    ),
    /** A drill's scenario file, for the console to tell. */
    scenario: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);
export type NodeFile = Static<typeof NodeFile>;

export type NodeFolder = {
  readonly dir: string;
  readonly file: NodeFile;
  readonly keys: KeyFile;
  readonly document: CompactDocument;
  readonly compact: Compact;
  readonly storePath: string;
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read; make the node's folder with "downrung setup"`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${path} is not JSON: ${cause instanceof Error ? cause.message : ""}`, { cause });
  }
}

/** Reads a compact written in YAML; errors name line and column. */
export const readCompactFile = (path: string): CompactDocument =>
  readYamlFile(path, (value) => readCompact(value)).document;

/** Writes the parties' public keys into a compact: from here on its digest names it. */
export function withKeys(document: CompactDocument, keys: Readonly<Record<PartyId, PublicKeys>>): CompactDocument {
  const parties = Object.entries(document.parties).map(([party, about]) => {
    const own = keys[party];
    if (own === undefined) throw new ConfigError(`the compact names ${party}, and no keys were given for it`);
    return [party, { ...about, keys: own }] as const;
  });
  return { ...document, parties: Object.fromEntries(parties) };
}

export type SetupNode = Omit<NodeFile, "party">;

/** Makes a folder for every party of a compact, each with keys of its own, and writes the keys into the compact. */
export function setUpNodes(
  root: string,
  document: CompactDocument,
  place: (party: PartyId, index: number) => SetupNode,
): CompactDocument {
  const parties = Object.keys(document.parties);
  const pairs = new Map(parties.map((party) => [party, generateKeys()]));
  const publicKeys = Object.fromEntries([...pairs].map(([party, pair]) => [party, pair.publicKeys]));
  const sealed = withKeys(document, publicKeys);
  parties.forEach((party, index) => {
    const dir = join(root, party);
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    writeFileSync(join(dir, "keys.json"), json(pairs.get(party)?.privateKeys), { mode: 0o600 });
    writeFileSync(join(dir, "compact.json"), json(sealed));
    writeFileSync(join(dir, "node.json"), json({ party, ...place(party, index) }));
  });
  return sealed;
}

/** Opens a node's folder. Throws ConfigError. */
export function openFolder(dir: string): NodeFolder {
  const file = readJson(join(dir, "node.json"));
  if (!Value.Check(NodeFile, file)) {
    const [first] = problemsOf(NodeFile, file);
    throw new ConfigError(
      `${join(dir, "node.json")}: ${first?.path.join(".") ?? ""}: ${first?.message ?? "does not fit"}`,
    );
  }
  const document = readJson(join(dir, "compact.json"));
  const reading = readCompact(document, compactIdOf(document));
  if (!reading.ok) {
    const [first] = reading.errors;
    throw new ConfigError(`${join(dir, "compact.json")}: ${first?.path.join(".") ?? ""} ${first?.message ?? ""}`);
  }
  return {
    dir,
    file,
    keys: readJson(join(dir, "keys.json")) as KeyFile,
    document: reading.document,
    compact: reading.compact,
    storePath: join(dir, "store.sqlite"),
  };
}
