// First contact, in a party's folder: keys are made, invitations kept, the compact put together with
// everyone's keys, and what was read aloud is noted. spec/pairing.md

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import canonicalize from "canonicalize";
import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import type { CompactDocument } from "../core/compact/document.ts";
import { DIGEST_PATTERN, PARTY_PATTERN, type PartyId } from "../core/kernel/act.ts";
import { HOUR, printInstant, type Instant, type Millis } from "../core/kernel/instant.ts";
import { WAYS_OF_READING, type WayOfReading } from "../core/line/key-bodies.ts";
import { generateKeys, openPrivateKeys, type PrivateKeys } from "../crypto/keys.ts";
import { compactIdOf } from "../ledger/compact-id.ts";
import { makeInvitation, printInvitation, readInvitation, type Invitation } from "../line/invitation.ts";
import { challengeOf, readChallenge, readShortString, shortString } from "../line/short-string.ts";
import { withKeys, type NodeFile } from "./config.ts";
import { ConfigError } from "./config-error.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const FILES = {
  keys: "keys.json",
  own: "invitation.json",
  accepted: "invitations",
  compact: "compact.json",
  node: "node.json",
  readings: "readings.json",
} as const;

export type Beginning = {
  readonly party: PartyId;
  readonly name: string;
  readonly line: readonly string[];
  readonly relays: boolean;
};

/** Makes a party's folder: four keys and the invitation that names them. Throws where there is one already. */
export function beginParty(dir: string, about: Beginning, now: Instant): Invitation {
  if (existsSync(join(dir, FILES.keys)))
    throw new ConfigError(`${dir} holds the keys of a party already; name another folder`);
  const { publicKeys, privateKeys } = generateKeys();
  const { line: lineKey } = openPrivateKeys(privateKeys);
  const said = { ...about, line: [...about.line], keys: publicKeys, at: printInstant(now) };
  const invitation = makeInvitation(said, lineKey);
  const reading = readInvitation(printInvitation(invitation));
  // What others would refuse is refused before anything is written.
  if (!reading.ok) throw new ConfigError(reading.because);
  mkdirSync(join(dir, FILES.accepted), { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, FILES.keys), json(privateKeys), { mode: 0o600, flag: "wx" });
  writeFileSync(join(dir, FILES.own), printInvitation(invitation));
  return invitation;
}

/** An invitation from its file, or as a link. Throws ConfigError. */
export function openInvitation(given: string): Invitation {
  const reading = readInvitation(given.startsWith("downrung:") ? given : textOf(given));
  if (reading.ok) return reading.invitation;
  throw new ConfigError(`${given.startsWith("downrung:") ? "the link" : given}: ${reading.because}`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read`, { cause });
  }
}

export const ownInvitation = (dir: string): Invitation => openInvitation(join(dir, FILES.own));

const sameKeys = (one: Invitation, other: Invitation): boolean =>
  Object.entries(one.keys).every(([use, key]) => other.keys[use as keyof PrivateKeys] === key);

/** Keeps another party's invitation. One with other keys than those that were accepted is refused: keys are pinned. */
export function acceptInvitation(dir: string, invitation: Invitation): void {
  const own = ownInvitation(dir);
  if (invitation.party === own.party)
    throw new ConfigError(`this invitation says that it is from ${own.party}, which is you`);
  const path = join(dir, FILES.accepted, `${invitation.party}.json`);
  if (existsSync(path) && !sameKeys(openInvitation(path), invitation)) {
    throw new ConfigError(
      `${invitation.party} was accepted with other keys; ask it over another way which are right, ` +
        `then remove ${path} if these are`,
    );
  }
  writeFileSync(path, printInvitation(invitation));
}

export const acceptedInvitations = (dir: string): readonly Invitation[] =>
  readdirSync(join(dir, FILES.accepted))
    .filter((name) => name.endsWith(".json"))
    .map((name) => openInvitation(join(dir, FILES.accepted, name)));

/**
 * The compact with everyone's keys. It depends on the wording and the invitations alone, whatever their order,
 * so that every party that holds the same puts together the same bytes.
 */
export function assembleCompact(document: CompactDocument, invitations: readonly Invitation[]): CompactDocument {
  for (const [party, { name, keys }] of Object.entries(document.parties)) {
    if (keys !== undefined) throw new ConfigError(`the wording holds keys of ${party}; it is agreed on without keys`);
    const given = invitations.filter((each) => each.party === party);
    const [first] = given;
    if (first === undefined) throw new ConfigError(`there is no invitation of ${party}; accept it first`);
    if (given.some((each) => !sameKeys(each, first)))
      throw new ConfigError(`there are two invitations of ${party} with different keys`);
    if (first.name !== name)
      throw new ConfigError(`the wording calls ${party} "${name}", its invitation "${first.name}"; agree on one name`);
  }
  const stray = invitations.find(({ party }) => !Object.hasOwn(document.parties, party));
  if (stray !== undefined) throw new ConfigError(`${stray.party} is no party to this wording`);
  const used = new Set(invitations.flatMap(({ keys }) => Object.values(keys)));
  const parties = new Set(invitations.map(({ party }) => party));
  if (used.size < 4 * parties.size) throw new ConfigError("two parties name the same key; each has keys of its own");
  return withKeys(document, Object.fromEntries(invitations.map(({ party, keys }) => [party, keys])));
}

/** The ports on which a node listens, and the host of its line. */
export type Listening = { readonly host: string; readonly linePort: number; readonly consolePort: number };

/** Writes the compact and the node's file into the folder. A compact that stands there is not exchanged for another. */
export function installCompact(
  dir: string,
  sealed: CompactDocument,
  invitations: readonly Invitation[],
  listening: Listening,
): string {
  const path = join(dir, FILES.compact);
  const id = compactIdOf(sealed);
  if (existsSync(path) && compactIdOf(JSON.parse(readFileSync(path, "utf8"))) !== id)
    throw new ConfigError(`${path} holds another compact; a node that has begun under one does not change it so`);
  const { party, relays } = ownInvitation(dir);
  const peers = invitations.filter((each) => each.party !== party).map((each) => [each.party, each.line[0] ?? ""]);
  const node: NodeFile = {
    party,
    ...(relays ? { relay: { consent: true } } : {}),
    line: { host: listening.host, port: listening.linePort },
    console: { port: listening.consolePort },
    peers: Object.fromEntries(peers) as Record<string, string>,
    seats: [],
    scenario: null,
  };
  // In the one order of its canonical form, so that the files are the same too.
  writeFileSync(path, json(JSON.parse(canonicalize(sealed) ?? "")));
  writeFileSync(join(dir, FILES.node), json(node));
  return id;
}

/** The compact that was put together in this folder. Throws ConfigError. */
export function assembledCompact(dir: string): { readonly id: string; readonly document: CompactDocument } {
  const path = join(dir, FILES.compact);
  if (!existsSync(path)) throw new ConfigError(`${dir} holds no compact yet; put it together with "pair assemble"`);
  const document = JSON.parse(readFileSync(path, "utf8")) as CompactDocument;
  return { id: compactIdOf(document), document };
}

/** Digits of chance are spoken and answered within this time; later ones are new. */
const CHALLENGE_LIFE: Millis = HOUR;

/** The readings that a folder keeps. */
const MOST_READINGS = 256;

const Party = Type.String({ pattern: PARTY_PATTERN });
const Subject = Type.String({ pattern: DIGEST_PATTERN });
const Readings = Type.Object({
  open: Type.Record(
    Party,
    Type.Object({
      subject: Subject,
      mine: Type.String(),
      theirs: Type.Union([Type.String(), Type.Null()]),
      at: Type.Integer(),
    }),
  ),
  done: Type.Array(
    Type.Object({
      with: Party,
      subject: Subject,
      at: Type.String(),
      over: Type.Enum(WAYS_OF_READING),
      said: Type.String(),
    }),
  ),
});
type Readings = Static<typeof Readings>;

export type DoneReading = Readings["done"][number];

function readReadings(dir: string): Readings {
  const path = join(dir, FILES.readings);
  if (!existsSync(path)) return { open: {}, done: [] };
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new ConfigError(`${path} is not JSON`, { cause });
  }
  if (!Value.Check(Readings, value)) throw new ConfigError(`${path} is no list of what was read aloud`);
  return value;
}

/** Written beside and put in place, so that a cut never leaves half a file. */
function writeReadings(dir: string, readings: Readings): void {
  const path = join(dir, FILES.readings);
  writeFileSync(`${path}.new`, json({ ...readings, done: readings.done.slice(-MOST_READINGS) }));
  renameSync(`${path}.new`, path);
}

export const doneReadings = (dir: string): readonly DoneReading[] => readReadings(dir).done;

type Reader = { readonly dir: string; readonly party: PartyId; readonly other: PartyId; readonly subject: string };

/** Our digits to be spoken: those of the reading that is under way, or new ones. */
export function beginReading({ dir, other, subject }: Reader, now: Instant, chance: Uint8Array): string {
  const readings = readReadings(dir);
  const open = readings.open[other];
  const stands =
    open !== undefined && open.subject === subject && open.theirs === null && now - open.at < CHALLENGE_LIFE;
  if (stands) return open.mine;
  const mine = challengeOf(chance);
  const next = { subject, mine, theirs: null, at: now };
  writeReadings(dir, { ...readings, open: { ...readings.open, [other]: next } });
  return mine;
}

/** What both read aloud, once the other's digits were heard. Our own serve once: with others, they are new. */
export function hearReading({ dir, party, other, subject }: Reader, typed: string, now: Instant): string {
  const theirs = readChallenge(typed);
  if (theirs === undefined) throw new ConfigError("the other side says six digits");
  const readings = readReadings(dir);
  const open = readings.open[other];
  const stands = open !== undefined && open.subject === subject && now - open.at < CHALLENGE_LIFE;
  if (!stands) throw new ConfigError("begin again without --theirs: your own six digits are not said yet, or too old");
  if (open.theirs !== null && open.theirs !== theirs)
    throw new ConfigError("your six digits served with others already; begin again without --theirs");
  writeReadings(dir, { ...readings, open: { ...readings.open, [other]: { ...open, theirs } } });
  return shortString(subject, { party, challenge: open.mine }, { party: other, challenge: theirs });
}

/** Notes that the other side read this aloud, and that it fits. Throws when it does not. */
export function confirmReading(reader: Reader, heard: string, over: WayOfReading, now: Instant): DoneReading {
  const { dir, party, other, subject } = reader;
  const readings = readReadings(dir);
  const open = readings.open[other];
  if (open === undefined || open.theirs === null || open.subject !== subject)
    throw new ConfigError("nothing was compared yet; begin with pair compare");
  const expected = shortString(subject, { party, challenge: open.mine }, { party: other, challenge: open.theirs });
  const { [other]: _, ...rest } = readings.open;
  if (readShortString(heard) !== expected) {
    writeReadings(dir, { ...readings, open: rest });
    throw new ConfigError(
      "it does not fit. Do not go on: read once more with new digits, and if it fails again, someone may stand " +
        "between you; meet in person and bring the invitations",
    );
  }
  const done = { with: other, subject, at: printInstant(now), over, said: expected };
  writeReadings(dir, { open: rest, done: [...readings.done, done] });
  return done;
}
