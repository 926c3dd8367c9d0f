// The sealing against published vectors and against a second library, both ways.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Aes256Gcm, CipherSuite as OtherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from "hpke";
import { createKem, KEM_BYTES, type SessionKeys } from "./kem.ts";

const SHARED = new URL("../../../shared/data/crypto/xwing_vectors.json", import.meta.url);

const kem = createKem();
const info = Buffer.from("downrung/1 letter\0test");
const other = new OtherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

const buffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const hex = (keys: SessionKeys): readonly string[] =>
  [keys.letter, keys.answer, keys.thin].map((key) => Buffer.from(key).toString("hex"));

type Exporting = { readonly export: (context: ArrayBuffer, length: number) => Promise<ArrayBuffer> };

async function exported(context: Exporting): Promise<SessionKeys> {
  const key = async (label: string): Promise<Uint8Array> =>
    new Uint8Array(await context.export(buffer(Buffer.from(label)), KEM_BYTES.key));
  return { letter: await key("letter"), answer: await key("answer"), thin: await key("thin") };
}

test("what this library seals the second one opens, with the same keys", async () => {
  const { seed, publicKey } = await kem.generate();
  const { enc, keys } = await kem.seal(publicKey, info);
  const recipientKey = await other.kem.importKey("raw", buffer(seed), false);
  const context = await other.createRecipientContext({ recipientKey, enc: buffer(enc), info: buffer(info) });
  assert.deepEqual(hex(await exported(context)), hex(keys));
});

test("what the second library seals this one opens, with the same keys", async () => {
  const { seed, publicKey } = await kem.generate();
  const recipientPublicKey = await other.kem.importKey("raw", buffer(publicKey), true);
  const context = await other.createSenderContext({ recipientPublicKey, info: buffer(info) });
  const keys = await kem.open(seed, new Uint8Array(context.enc), info);
  assert.deepEqual(hex(await exported(context)), hex(keys));
});

test("seed, public key and secret have the lengths that the spec says", async () => {
  const { seed, publicKey } = await kem.generate();
  assert.deepEqual([seed.length, publicKey.length], [KEM_BYTES.seed, KEM_BYTES.publicKey]);
  const { enc } = await kem.seal(publicKey, info);
  assert.equal(enc.length, KEM_BYTES.enc);
});

test("another info, another key or a changed secret give other keys or none", async () => {
  const { seed, publicKey } = await kem.generate();
  const { enc, keys } = await kem.seal(publicKey, info);
  const mine = hex(keys)[0];
  assert.notEqual(hex(await kem.open(seed, enc, Buffer.from("else")))[0], mine);
  assert.notEqual(hex(await kem.open((await kem.generate()).seed, enc, info))[0], mine);
  const changed = Uint8Array.from(enc);
  changed[7] = (changed[7] ?? 0) ^ 1;
  assert.notEqual(hex(await kem.open(seed, changed, info))[0], mine);
  await assert.rejects(kem.open(seed, enc.subarray(1), info));
  await assert.rejects(kem.seal(publicKey.subarray(1), info));
});

test("X-Wing's published vectors hold: seed to public key, secret to shared secret", async (t) => {
  if (!existsSync(SHARED)) return t.skip("skipped: no shared data");
  type Vector = Readonly<Record<"seed" | "eseed" | "ss" | "sk" | "pk" | "ct", string>>;
  const vectors = JSON.parse(readFileSync(SHARED, "utf8")) as readonly Vector[];
  const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  const raw = KEM_MLKEM768_X25519();
  assert.ok(vectors.length > 0);
  for (const { sk, pk, ct, ss } of vectors) {
    const privateKey = await suite.DeserializePrivateKey(Buffer.from(sk, "hex"), true);
    const publicKey = await suite.DeserializePublicKey(Buffer.from(pk, "hex"));
    const shared = await raw.Decap(Buffer.from(ct, "hex"), privateKey, publicKey);
    assert.equal(Buffer.from(shared).toString("hex"), ss);
    // The exported keys say that the public key that was derived from the seed is the one of the vector.
    const { enc, keys } = await kem.seal(Buffer.from(pk, "hex"), info);
    assert.deepEqual(hex(await kem.open(Buffer.from(sk, "hex"), enc, info)), hex(keys));
  }
});
