// Invitations: what was written is read, from a file or a link; whatever else is refused with a reason.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { generateKeys, openPrivateKeys } from "../crypto/keys.ts";
import {
  INVITATION_CODES,
  INVITATION_LIMITS,
  invitationLink,
  makeInvitation,
  printInvitation,
  readInvitation,
  type Invitation,
} from "./invitation.ts";

const pair = generateKeys();
const lineKey = openPrivateKeys(pair.privateKeys).line;

const BOREA = makeInvitation(
  {
    party: "borea",
    name: "Republic of Borea",
    keys: pair.publicKeys,
    line: ["https://line.borea.example:7443", "http://[2001:db8::7]:7443"],
    relays: true,
    at: "2026-11-23T09:00:00.000Z",
  },
  lineKey,
);

const codeOf = (text: string): string => {
  const reading = readInvitation(text);
  return reading.ok ? "read" : reading.code;
};

test("an invitation says the same as a file and as a link", () => {
  for (const text of [printInvitation(BOREA), invitationLink(BOREA), `  ${invitationLink(BOREA)}\r\n`]) {
    const reading = readInvitation(text);
    assert.ok(reading.ok);
    assert.deepEqual(reading.invitation, BOREA);
  }
  assert.match(invitationLink(BOREA), /^downrung:invitation\/[A-Za-z0-9_-]+$/);
});

test("an invitation in which anything was changed does not carry its maker's proof", () => {
  const stranger = generateKeys().publicKeys;
  const changes: readonly Partial<Invitation>[] = [
    { party: "aurelia" },
    { name: "Aurelia" },
    { line: ["https://line.mallory.example:7443"] },
    { relays: false },
    { at: "2026-11-24T09:00:00.000Z" },
    { keys: { ...BOREA.keys, act: stranger.act } },
    { keys: { ...BOREA.keys, log: stranger.log } },
    { keys: { ...BOREA.keys, witness: stranger.witness } },
    { keys: { ...BOREA.keys, line: stranger.line } },
  ];
  for (const change of changes) assert.equal(codeOf(JSON.stringify({ ...BOREA, ...change })), "wrong-proof");
});

test("an invitation with a key twice, with a key that is none, or with an address that hides one is refused", () => {
  const twice = { ...BOREA, keys: { ...BOREA.keys, log: BOREA.keys.act } };
  assert.equal(codeOf(JSON.stringify(twice)), "bad-key");
  for (const line of [
    "https://borea.example@mallory.example",
    "https://borea.example/path",
    "ftp://borea.example",
    "https://borea.example:99999999",
    "https://bor\u0435a.example",
  ]) {
    assert.equal(codeOf(JSON.stringify({ ...BOREA, line: [line] })), "not-an-invitation", line);
  }
});

test("a link that was cut or changed is refused, and so is what is too large", () => {
  const link = invitationLink(BOREA);
  assert.equal(codeOf(link.slice(0, -40)), "not-an-invitation");
  assert.equal(codeOf(`${link}=`), "not-an-invitation");
  assert.equal(codeOf(link.slice("downrung:invitation/".length)), "not-an-invitation");
  assert.equal(codeOf(`${printInvitation(BOREA)}${" ".repeat(3 * INVITATION_LIMITS.bytes)}`), "too-large");
  const long = { ...BOREA, name: "B".repeat(3 * INVITATION_LIMITS.bytes) };
  assert.equal(codeOf(invitationLink(long)), "too-large");
});

test("whatever text is given, it is read or refused with a code and a reason", () => {
  const file = printInvitation(BOREA);
  const changed = fc
    .tuple(
      fc.boolean(),
      fc.nat(4_000),
      fc.nat(20),
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("{", '"', "\0")),
    )
    .map(([asLink, at, length, put]) => {
      const text = asLink ? invitationLink(BOREA) : file;
      return text.slice(0, at % text.length) + put + text.slice((at % text.length) + length);
    });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), changed), (text) => {
      const reading = readInvitation(text);
      if (reading.ok) assert.deepEqual(reading.invitation, BOREA);
      else {
        assert.ok(INVITATION_CODES.includes(reading.code));
        assert.ok(reading.because.length > 8);
      }
    }),
    { numRuns: 1_000 },
  );
});
