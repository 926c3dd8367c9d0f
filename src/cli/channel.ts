// `downrung channel`: the back-channels of an officer of this seat. Each call unlocks with the passphrase, does
// one thing and locks again. The passphrase comes from a file or from standard input, never from the command
// line, where others on the machine could read it. spec/back-channel.md

import { readFileSync } from "node:fs";
import { InvalidArgumentError, Option, type Command } from "commander";
import { LANGUAGES, type Language, type PartyId } from "../core/kernel/act.ts";
import { parseDuration, printInstant } from "../core/kernel/instant.ts";
import type { Said } from "../line/channel-seal.ts";
import type { ActSigned, NodeView } from "../node/http/api.ts";
import type { ChannelLine, ChannelReading, ChannelsView, ChannelView, Sitting } from "../node/http/channel-api.ts";
import { ConfigError } from "../node/config-error.ts";
import type { Client } from "./client.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";
import { USES, type Use } from "../core/line/channel-limits.ts";

type Unlocking = SeatOptions & { readonly role: string; readonly passphraseFile: string };
type Opening = Unlocking & { readonly may: string; readonly lang: Language; readonly for: number };

const MOST_WORDS = 8;

export function channelCommand(program: Command): void {
  const channel = program
    .command("channel")
    .description("back-channels: what two authorised officers say aside, in no record");
  listCommand(channel);
  openCommand(channel);
  answerCommand(channel);
  readCommand(channel);
  sayCommand(channel);
  promoteCommand(channel);
  withSeat(channel.command("end <channel>").description("end it: what was said is destroyed here at once")).action(
    async (id: string, options: SeatOptions) => {
      const client = clientFor(options);
      const { id: full } = await find(client, id);
      await client.post("/api/channels/end", { channel: full });
      print(options.json, { channel: full, is: "ended" }, () => [
        `${full} has ended, and nothing said in it is kept here`,
      ]);
    },
  );
}

function listCommand(channel: Command): void {
  withSeat(channel.command("list").description("the back-channels of this node, without what was said")).action(
    async (options: SeatOptions) => {
      const { channels } = await clientFor(options).get<ChannelsView>("/api/channels");
      print(options.json, { channels }, () =>
        channels.length === 0 ? ["no back-channel"] : channels.flatMap(linesOf),
      );
    },
  );
}

function openCommand(channel: Command): void {
  withSide(channel.command("open <party>").description("offer a back-channel to an officer of another party"))
    .addOption(new Option("--use <rule>", "what may be done with what is said").choices(USES).default("chatham-house"))
    .action(async (party: PartyId, options: Opening & { readonly use: Use }) => {
      const client = clientFor(options);
      const made = await client.post<Sitting>("/api/channels/open", {
        with: party,
        use: options.use,
        ...sideOf(options),
      });
      await lock(client, made);
      print(options.json, { channel: made.channel }, () => [`${made.channel} is offered to ${party}`]);
    });
}

function answerCommand(channel: Command): void {
  withSide(channel.command("answer <channel>").description("answer an offer with an authority of this side")).action(
    async (id: string, options: Opening) => {
      const client = clientFor(options);
      const { id: full, with: party } = await find(client, id);
      await lock(client, await client.post<Sitting>("/api/channels/answer", { channel: full, ...sideOf(options) }));
      print(options.json, { channel: full }, () => [`${full} is open between this side and ${party}`]);
    },
  );
}

function readCommand(channel: Command): void {
  withPassphrase(channel.command("read <channel>").description("what was said")).action(
    async (id: string, options: Unlocking) => {
      const reading = await sitting(options, id, (client, { channel: full, sitting: token }) =>
        client.post<ChannelReading>("/api/channels/read", { channel: full, sitting: token }),
      );
      print(options.json, reading, () => [...linesOf(reading.channel), ...reading.lines.map(lineText)]);
    },
  );
}

function sayCommand(channel: Command): void {
  withPassphrase(channel.command("say <channel> [text...]").description("say, propose or agree to a text"))
    .option("--propose", "propose the text as one that both could sign")
    .option("--agree <number>", "agree to the other side's proposal with this number", count)
    .addOption(new Option("--lang <language>", "the language of the text").choices(LANGUAGES).default("en"))
    .action(async (id: string, words: readonly string[], options: Unlocking & SayOptions) => {
      const said = saidOf(words, options);
      const reading = await sitting(options, id, (client, { channel: full, sitting: token }) =>
        client.post<ChannelReading>("/api/channels/say", { channel: full, sitting: token, said }),
      );
      print(options.json, reading, () => reading.lines.slice(-MOST_WORDS).map(lineText));
    });
}

type SayOptions = { readonly propose?: boolean; readonly agree?: number; readonly lang: Language };

function saidOf(words: readonly string[], { propose, agree, lang }: SayOptions): Said {
  if (agree !== undefined) return { is: "agree", of: agree };
  if (words.length === 0) throw new ConfigError("write what to say, or name a proposal with --agree");
  return { is: propose === true ? "propose" : "words", text: { lang, text: words.join(" ") } };
}

function promoteCommand(channel: Command): void {
  withPassphrase(
    channel
      .command("promote <channel> <number>")
      .description("sign a text to which both agreed, as a formal act of this side"),
  )
    .option("--theirs", "the other side proposed it")
    .action(async (id: string, number: string, options: Unlocking & { readonly theirs?: boolean }) => {
      const signed = await sitting(options, id, async (client, { channel: full, sitting: token }) => {
        const { party } = await client.get<NodeView>("/api/node");
        const { with: other } = await find(client, full);
        const by = options.theirs === true ? other : party;
        return client.post<ActSigned>("/api/channels/promote", {
          channel: full,
          sitting: token,
          by,
          number: count(number),
        });
      });
      print(options.json, signed, () => [
        `signed as act ${signed.seq}: it stands jointly when the other side has signed the same words`,
      ]);
    });
}

const withPassphrase = (command: Command): Command =>
  withSeat(command)
    .requiredOption("--role <office>", "the office that speaks")
    .requiredOption("--passphrase-file <file>", "where the passphrase stands; - for standard input");

const withSide = (command: Command): Command =>
  withPassphrase(command)
    .requiredOption("--may <text>", "of what the officer may speak, and within which limits")
    .requiredOption("--for <length>", "for how long, as in 5d; at most 30d", lengthIn)
    .addOption(new Option("--lang <language>", "the language of that text").choices(LANGUAGES).default("en"));

const sideOf = ({ role, may, lang, for: length, passphraseFile }: Opening) => ({
  role,
  may: { lang, text: may },
  until: printInstant(Date.now() + length),
  passphrase: passphraseIn(passphraseFile),
});

/** Unlocks, does one thing, and locks whatever came of it. */
async function sitting<T>(
  options: Unlocking,
  id: string,
  work: (client: Client, unlocked: Sitting) => Promise<T>,
): Promise<T> {
  const client = clientFor(options);
  const { id: channel } = await find(client, id);
  const passphrase = passphraseIn(options.passphraseFile);
  const unlocked = await client.post<Sitting>("/api/channels/unlock", { channel, role: options.role, passphrase });
  try {
    return await work(client, unlocked);
  } finally {
    await lock(client, unlocked);
  }
}

const lock = (client: Client, { channel, sitting: token }: Sitting): Promise<unknown> =>
  client.post("/api/channels/lock", { channel, sitting: token });

/** A channel by the beginning of its name. */
async function find(client: Client, start: string): Promise<ChannelView> {
  const { channels } = await client.get<ChannelsView>("/api/channels");
  const [found, another] = channels.filter(({ id }) => id.startsWith(start));
  if (found === undefined || another !== undefined)
    throw new ConfigError(`${found === undefined ? "no" : "more than one"} back-channel begins with ${start}`);
  return found;
}

function passphraseIn(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new ConfigError(`cannot read the passphrase from ${file}`, { cause });
  }
}

function lengthIn(value: string): number {
  const milliseconds = parseDuration(value);
  if (milliseconds === undefined || milliseconds === 0)
    throw new InvalidArgumentError("a length is written as in 5d or 12h");
  return milliseconds;
}

function count(value: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(value)) throw new InvalidArgumentError("the number of a text in the channel");
  return Number(value);
}

const printable = (words: string): string => words.replaceAll(/\p{C}/gu, "\uFFFD");

function linesOf({ id, with: other, is, own, theirs, endsAt, texts }: ChannelView): readonly string[] {
  const side = (name: string, authority: ChannelView["own"]): readonly string[] =>
    authority === null ? [] : [`  ${name}: ${authority.role}, ${authority.use}: ${printable(authority.may.text)}`];
  return [
    `${id}  ${other}  ${is}  until ${printInstant(endsAt)}  ${texts.in} in, ${texts.out} out, ${texts.waiting} waiting`,
    ...side("ours", own),
    ...side("theirs", theirs),
  ];
}

function lineText({ by, number, at, said, fate, code, agreed }: ChannelLine): string {
  const words =
    said === null ? "(does not open)" : said.is === "agree" ? `agrees to ${said.of}` : printable(said.text.text);
  const mark = said?.is === "propose" ? ` [proposal${agreed ? ", agreed" : ""}]` : "";
  const way = fate === "taken" ? "" : ` (${fate}${code === null ? "" : `: ${code}`})`;
  return `${printInstant(at)}  ${by} ${number}${mark}: ${words}${way}`;
}
