// The compact of a run with keys that come from a name, so that every machine makes the same acts.

import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";
import type { Compact } from "../core/compact/compact.ts";
import type { CompactDocument } from "../core/compact/document.ts";
import { readCompact } from "../core/compact/read.ts";
import type { PartyId } from "../core/kernel/act.ts";
import { sha256, sha256Base64url } from "../crypto/hash.ts";
import { ALGORITHM_OF, rawPublicKey, type KeyUse, type PrivateKeys, type PublicKeys } from "../crypto/keys.ts";
import { readYaml } from "../interop/yaml.ts";

// PKCS #8 prefixes before a seed of 32 bytes: RFC 8410 for Ed25519, RFC 9881 for ML-DSA-44.
const PKCS8_PREFIX = {
  ed25519: Buffer.from("302e020100300506032b657004220420", "hex"),
  "ml-dsa-44": Buffer.from("3034020100300b060960864801650304031104228020", "hex"),
} as const;

type Pair = { readonly publicKey: string; readonly privateKey: string };

function pairFrom(name: string, use: KeyUse): Pair {
  const der = Buffer.concat([PKCS8_PREFIX[ALGORITHM_OF[use]], sha256(`${name}/${use}`)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { publicKey: rawPublicKey(createPublicKey(key)), privateKey: der.toString("base64url") };
}

const ringFrom = (name: string): { readonly publicKeys: PublicKeys; readonly privateKeys: PrivateKeys } => {
  const uses = Object.keys(ALGORITHM_OF) as readonly KeyUse[];
  const pairs = uses.map((use) => [use, pairFrom(name, use)] as const);
  return {
    publicKeys: Object.fromEntries(pairs.map(([use, pair]) => [use, pair.publicKey])) as PublicKeys,
    privateKeys: Object.fromEntries(pairs.map(([use, pair]) => [use, pair.privateKey])) as PrivateKeys,
  };
};

export type Setting = {
  readonly compact: Compact;
  readonly document: CompactDocument;
  readonly privateKeys: ReadonlyMap<PartyId, PrivateKeys>;
};

const DEMO = new URL("../../compacts/demo.yaml", import.meta.url);

/** Measures of every sort, with times that a run reaches. */
const RESPONSES: CompactDocument["responses"] = {
  menu: [
    { measure: "demarche", says: { en: "A démarche." }, category: "preventive", lasts: "12h" },
    {
      measure: "suspension",
      says: { en: "Suspension." },
      category: "restrictive",
      notice: "2h",
      reply: "6h",
      lasts: "24h",
    },
    {
      measure: "joint",
      says: { en: "Jointly." },
      category: "support",
      consults: "addressees",
      reply: "4h",
      agreed: "all",
    },
  ],
};

let demo: CompactDocument | undefined;
const rings = new Map<PartyId, ReturnType<typeof ringFrom>>();

/** The demo compact at this pace. The keys are the same for all seeds. */
export function settingAt(pace: number): Setting {
  const yaml = readYaml(readFileSync(DEMO, "utf8"));
  if (!yaml.ok) throw new Error(`compacts/demo.yaml does not read: ${JSON.stringify(yaml.errors)}`);
  demo ??= yaml.value as CompactDocument;
  const parties: Record<PartyId, CompactDocument["parties"][string]> = {};
  for (const [party, about] of Object.entries(demo.parties)) {
    const ring = rings.get(party) ?? ringFrom(`faults/${party}`);
    rings.set(party, ring);
    parties[party] = { ...about, keys: { ...ring.publicKeys } };
  }
  const document = { ...demo, pace, parties, responses: RESPONSES, "red-lines": [] };
  const reading = readCompact(document, sha256Base64url(canonicalize(document) ?? ""));
  if (!reading.ok) throw new Error(`compacts/demo.yaml does not read: ${JSON.stringify(reading.errors)}`);
  return {
    compact: reading.compact,
    document: reading.document,
    privateKeys: new Map([...rings].map(([party, { privateKeys }]) => [party, privateKeys])),
  };
}
