// `downrung pair …`: the first contact of two parties. Keys and an invitation, the compact put together with
// everyone's keys, and the short string that two people read aloud over another way. spec/pairing.md

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { WAYS_OF_READING, type WayOfReading } from "../core/line/key-bodies.ts";
import { invitationLink } from "../line/invitation.ts";
import { grouped } from "../line/short-string.ts";
import { readCompactFile } from "../node/config.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned } from "../node/http/api.ts";
import type { KeysView } from "../node/http/get-keys.ts";
import {
  acceptedInvitations,
  acceptInvitation,
  assembleCompact,
  assembledCompact,
  beginParty,
  beginReading,
  confirmReading,
  doneReadings,
  hearReading,
  installCompact,
  openInvitation,
  ownInvitation,
} from "../node/pairing.ts";
import { clientOf } from "./client.ts";
import { print } from "./output.ts";

type InFolder = { readonly dir: string; readonly json?: boolean };

const inFolder = (command: Command): Command =>
  command.requiredOption("--dir <dir>", "the party's folder").option("--json", "print JSON");

export function pairCommand(program: Command): void {
  const pair = program
    .command("pair")
    .description("meet another party for the first time, and make sure that it is who it says");
  begins(pair);
  accepts(pair);
  assembles(pair);
  compares(pair);
  confirms(pair);
}

type InitOptions = InFolder & {
  readonly party: string;
  readonly name: string;
  readonly line: readonly string[];
  readonly relays?: boolean;
};

function begins(pair: Command): void {
  inFolder(pair.command("init").description("make a party's keys, and the invitation that names them"))
    .requiredOption("--party <id>", "the party's id, as the compact will have it")
    .requiredOption("--name <name>", "the name that people read")
    .requiredOption("--line <url...>", "where others reach this party's line, the first to be tried first")
    .option("--relays", "this party keeps letters for others and hands them on")
    .action(({ dir, json, party, name, line, relays = false }: InitOptions) => {
      const invitation = beginParty(dir, { party, name, line, relays }, Date.now());
      const told = { invitation, file: join(dir, "invitation.json"), link: invitationLink(invitation) };
      print(json, told, () => [
        `${party}: keys made in ${dir}; they never leave it`,
        `the invitation is ${told.file}; the same as a link:`,
        told.link,
      ]);
    });
}

function accepts(pair: Command): void {
  inFolder(pair.command("accept").description("keep another party's invitation"))
    .argument("<invitation>", "a file, or a link that begins with downrung:invitation/")
    .action((given: string, { dir, json }: InFolder) => {
      const invitation = openInvitation(given);
      acceptInvitation(dir, invitation);
      print(json, { accepted: invitation }, () => [
        `kept: an invitation that says it is from ${invitation.name} (${invitation.party}), at ${invitation.line.join(", ")}`,
        "Whether it is shows only when you have read aloud: downrung pair compare",
      ]);
    });
}

type AssembleOptions = InFolder & { readonly host: string; readonly linePort: number; readonly consolePort: number };

const portFrom = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 32767) return port;
  throw new InvalidArgumentError("It is a whole number from 1024 to 32767.");
};

function assembles(pair: Command): void {
  inFolder(pair.command("assemble").description("put the compact together with everyone's keys"))
    .argument("<compact>", "the wording in YAML, the same at every party")
    .argument("[invitation...]", "the other parties' invitations; those that were accepted when left out")
    .option("--host <host>", "where this node's line listens", "0.0.0.0")
    .option("--line-port <port>", "the port of this node's line", portFrom, 7443)
    .option("--console-port <port>", "the port of this node's console", portFrom, 7480)
    .action((path: string, given: readonly string[], { dir, json, host, linePort, consolePort }: AssembleOptions) => {
      const own = ownInvitation(dir);
      for (const one of given) acceptInvitation(dir, openInvitation(one));
      const others = acceptedInvitations(dir);
      const document = readCompactFile(path);
      const named = [own, ...others.filter(({ party }) => Object.hasOwn(document.parties, party))];
      const sealed = assembleCompact(document, named);
      const id = installCompact(dir, sealed, named, { host, linePort, consolePort });
      const parties = named.map(({ party }) => party).toSorted();
      print(json, { compact: id, parties }, () => [
        `the compact ${sealed.title} with the keys of ${parties.join(", ")}: ${id}`,
        "Nothing is sure yet. Read aloud with each of the others: downrung pair compare --with PARTY",
      ]);
    });
}

/** What is read: the compact of this folder, or a change of keys that a running node knows. */
type About = { readonly with: string; readonly of?: string; readonly node?: string };

type CompareOptions = InFolder & About & { readonly theirs?: string };

/** With whom something is read, and about what. */
async function readerIn({ dir, with: other, of, node }: InFolder & About) {
  const { id, document } = assembledCompact(dir);
  const { party } = ownInvitation(dir);
  if (other === party || !Object.hasOwn(document.parties, other))
    throw new ConfigError(`${other} is no other party to this compact`);
  if (of === undefined) return { dir, party, other, subject: id, says: id };
  if (node === undefined) throw new ConfigError("a change of keys is known to a running node; name it with --node");
  const { open } = await clientOf(node).get<KeysView>("/api/keys");
  // The holder reads it with each of the others, and each of the others with the holder.
  const change = open.find((each) => each.act === of && (each.party === other || each.party === party));
  if (change === undefined) throw new ConfigError(`no change of keys of ${other} or ${party} has this name; see keys`);
  // Nobody confirms its own keys: the holder notes the reading, and the other says it to all.
  return { dir, party, other, subject: change.subject, says: change.party === other ? of : null };
}

const about = (command: Command): Command =>
  inFolder(command)
    .requiredOption("--with <party>", "with whom you are speaking")
    .option("--of <act>", "a change of keys; the compact itself when left out")
    .option("--node <url>", "the console address of this party's running node");

/** The rest of the next command, as it was given to this one. */
const again = ({ dir, of, node }: InFolder & About): string =>
  [["of", of] as const, ["node", node] as const, ["dir", dir] as const]
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` --${name} ${value}`)
    .join("");

function compares(pair: Command): void {
  about(pair.command("compare").description("what to say, then what both sides must read alike"))
    .option("--theirs <digits>", "the six digits that the other side said")
    .action(async ({ theirs, ...options }: CompareOptions) => {
      const reader = await readerIn(options);
      const { json, with: other } = options;
      if (theirs === undefined) {
        const mine = beginReading(reader, Date.now(), randomBytes(16));
        print(json, { subject: reader.subject, say: mine }, () => [
          `Call ${other} over a number that you had before, never one from a message or an invitation.`,
          `Say: ${grouped(mine)}`,
          `Ask for theirs, then: downrung pair compare --with ${other} --theirs DIGITS${again(options)}`,
        ]);
        return;
      }
      const string = hearReading(reader, theirs, Date.now());
      print(json, { subject: reader.subject, string }, () => [
        grouped(string),
        "Who called reads the first, third and fifth group; who was called reads the second and fourth.",
        `If all five fit: downrung pair confirm --with ${other} --string DIGITS --over telephone${again(options)}`,
      ]);
    });
}

type ConfirmOptions = InFolder & About & { readonly string: string; readonly over: WayOfReading };

function confirms(pair: Command): void {
  about(pair.command("confirm").description("note that it was read aloud and fitted; with --node, say so to all"))
    .requiredOption("--string <digits>", "the fifteen digits as both read them")
    .addOption(new Option("--over <way>", "the way over which you read").choices(WAYS_OF_READING).makeOptionMandatory())
    .action(async ({ string, over, ...options }: ConfirmOptions) => {
      const reader = await readerIn(options);
      const { dir, json, with: other, node } = options;
      const done = confirmReading(reader, string, over, Date.now());
      const { says } = reader;
      const signed = node === undefined || says === null ? null : await sayConfirmed(node, says, other, over);
      const count = doneReadings(dir).filter(({ subject }) => subject === reader.subject).length;
      print(json, { reading: done, act: signed, readings: count }, () => [
        `noted: you and ${other} read the same keys aloud, ${over}, ${done.at}`,
        ...(signed === null ? [] : [`signed: confirm-keys, act ${signed.seq}, ${signed.id}`]),
      ]);
    });
}

const sayConfirmed = async (node: string, of: string, other: string, over: WayOfReading): Promise<ActSigned> =>
  clientOf(node).post<ActSigned>("/api/acts", { kind: "confirm-keys", matter: null, body: { of, with: other, over } });
