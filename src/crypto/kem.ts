// Sealing to a public key: HPKE (RFC 9180) in base mode with the hybrid KEM X-Wing, HKDF-SHA256 and
// AES-256-GCM. Only the exporter of a context is used: each letter is then one AES-GCM of its own.
// spec/seal.md

import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from "hpke";

/** Lengths in bytes: X-Wing's seed, public key and encapsulated secret, and every exported key. */
export const KEM_BYTES = { seed: 32, publicKey: 1216, enc: 1120, key: 32 } as const;

export type KemPair = { readonly seed: Uint8Array; readonly publicKey: Uint8Array };

/** The keys that both sides of one session export. */
export type SessionKeys = {
  readonly letter: Uint8Array;
  readonly answer: Uint8Array;
  readonly thin: Uint8Array;
};

/** A way to agree on session keys with the holder of a public key. */
export type Kem = {
  readonly generate: () => Promise<KemPair>;
  /** Rejects when the public key is none. */
  readonly seal: (
    publicKey: Uint8Array,
    info: Uint8Array,
  ) => Promise<{ readonly enc: Uint8Array; readonly keys: SessionKeys }>;
  /** Rejects when `enc` is none; one that was made for another key or info gives keys that open nothing. */
  readonly open: (seed: Uint8Array, enc: Uint8Array, info: Uint8Array) => Promise<SessionKeys>;
};

const LABELS = { letter: "letter", answer: "answer", thin: "thin" } as const;

type Exporter = { readonly Export: (context: Uint8Array, length: number) => Promise<Uint8Array> };

async function keysOf(context: Exporter): Promise<SessionKeys> {
  const keyOf = (label: string): Promise<Uint8Array> => context.Export(Buffer.from(label, "ascii"), KEM_BYTES.key);
  const [letter, answer, thin] = await Promise.all([keyOf(LABELS.letter), keyOf(LABELS.answer), keyOf(LABELS.thin)]);
  return { letter, answer, thin };
}

export function createKem(): Kem {
  const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  return {
    generate: async () => {
      const { privateKey, publicKey } = await suite.GenerateKeyPair(true);
      const [seed, raw] = await Promise.all([
        suite.SerializePrivateKey(privateKey),
        suite.SerializePublicKey(publicKey),
      ]);
      return { seed, publicKey: raw };
    },
    seal: async (publicKey, info) => {
      const key = await suite.DeserializePublicKey(publicKey);
      const { encapsulatedSecret, ctx } = await suite.SetupSender(key, { info });
      return { enc: encapsulatedSecret, keys: await keysOf(ctx) };
    },
    open: async (seed, enc, info) => {
      const key = await suite.DeserializePrivateKey(seed, false);
      return keysOf(await suite.SetupRecipient(key, enc, { info }));
    },
  };
}
