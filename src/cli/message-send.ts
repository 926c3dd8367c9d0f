// `downrung message send`: writes a formal message, says who will see it and what speaks against sending it
// so, and signs it. The advice is the console's, from the same function.

import type { Command } from "commander";
import { LANGUAGES, type Language, type PartyId, type Text } from "../core/kernel/act.ts";
import { adviseOn, ASKS, PRECEDENCES, type Heading, type Names } from "../core/kernel/heading.ts";
import { audienceOf } from "../core/line/audience.ts";
import { isAnswerType, MESSAGE_TYPES, type MessageType } from "../core/line/message.ts";
import { isLanguage, speechOf } from "../interop/speech.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned, NodeView } from "../node/http/api.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & {
  readonly type: string;
  readonly to: string;
  readonly subject: string;
  readonly precedence: string;
  readonly asks: string;
  readonly text: string;
  readonly lang: string;
  readonly names?: string;
  readonly why?: string;
  readonly remarks?: string;
  readonly of?: string;
  readonly matter?: string;
  readonly onPurpose?: boolean;
  readonly dryRun?: boolean;
};

/** The field that holds the text of each type inside a matter. A notice says more: `downrung act notify`. */
const TEXT_FIELDS: Readonly<Partial<Record<MessageType, string>>> = {
  ask: "question",
  clarify: "answer",
  propose: "course",
  accept: "statement",
  refuse: "reason",
  "stand-down": "statement",
};

export function messageSend(message: Command): void {
  withSeat(message.command("send").description("write a formal message and sign it"))
    .requiredOption("--type <type>", MESSAGE_TYPES.join(", "))
    .requiredOption("--to <parties>", "to whom, with commas")
    .requiredOption("--subject <line>", "what it is about")
    .requiredOption("--text <text>", "what it says")
    .requiredOption("--asks <act>", `the act that it asks for: ${ASKS.join(", ")}`)
    .option("--precedence <word>", PRECEDENCES.join(", "), "routine")
    .option("--names <list>", "what it names, with commas: line:NAME, norm:LETTER, clause:NAME")
    .option("--why <text>", "why this channel; a FLASH message says it")
    .option("--remarks <text>", "remarks")
    .option("--of <id>", "the act that it answers")
    .option("--matter <id>", "the matter that it belongs to; without it, none")
    .option("--lang <language>", `the language of what you write: ${LANGUAGES.join(", ")}`, "en")
    .option("--on-purpose", "send it although it names nothing or asks for nothing")
    .option("--dry-run", "say who would see it and what speaks against it, and sign nothing")
    .action(async (options: Options) => {
      const { type, lang } = checked(options);
      const to = options.to.split(",");
      const heading = headingOf(options, lang);
      const client = clientFor(options);
      const { compact, party } = await client.get<NodeView>("/api/node");
      const audience = audienceLines(compact, party, to, lang);
      const advice = adviceLines(heading, type, options, lang);
      const request = { ...actOf(options, type, lang, heading), to };
      if (options.dryRun === true) {
        print(options.json, { request, audience, advice }, () => [...audience, ...advice]);
        return;
      }
      if (advice.length > 0) throw new ConfigError(advice.join("\n"));
      const signed = await client.post<ActSigned>("/api/acts", request);
      print(options.json, { ...signed, audience }, () => [
        `signed: ${type}, act ${signed.seq}, ${signed.id}`,
        ...audience,
      ]);
    });
}

function checked({ type, lang }: Options): { readonly type: MessageType; readonly lang: Language } {
  const found = MESSAGE_TYPES.find((known) => known === type);
  if (found === undefined) throw new ConfigError(`--type is one of ${MESSAGE_TYPES.join(", ")}`);
  if (!isLanguage(lang)) throw new ConfigError(`--lang is one of ${LANGUAGES.join(", ")}`);
  return { type: found, lang };
}

const written = (text: string | undefined, lang: Language): Text | undefined =>
  text === undefined ? undefined : { lang, text };

function headingOf({ subject, precedence, asks, names, why, remarks }: Options, lang: Language): Heading {
  const word = PRECEDENCES.find((known) => known === precedence.toLowerCase());
  if (word === undefined) throw new ConfigError(`--precedence is one of ${PRECEDENCES.join(", ")}`);
  const act = ASKS.find((known) => known === asks);
  if (act === undefined) throw new ConfigError(`--asks is one of ${ASKS.join(", ")}`);
  const said = { why: written(why, lang), remarks: written(remarks, lang) };
  return {
    precedence: word,
    subject,
    names: namesOf(names ?? ""),
    asks: act,
    ...(said.why === undefined ? {} : { why: said.why }),
    ...(said.remarks === undefined ? {} : { remarks: said.remarks }),
  };
}

const NAMED = { line: "lines", norm: "norms", clause: "clauses" } as const;

function namesOf(list: string): Names {
  const names: Record<string, string[]> = {};
  for (const item of list.split(",").filter((text) => text !== "")) {
    const [what = "", ...rest] = item.split(":");
    if (!Object.hasOwn(NAMED, what) || rest.length === 0) {
      throw new ConfigError(`--names: "${item}" is not line:NAME, norm:LETTER or clause:NAME`);
    }
    const family = NAMED[what as keyof typeof NAMED];
    names[family] = [...(names[family] ?? []), rest.join(":")];
  }
  return names;
}

function actOf({ matter, of, text }: Options, type: MessageType, lang: Language, heading: Heading) {
  const about = of === undefined ? {} : { of };
  const said = { lang, text };
  if (matter === undefined) return { kind: "message", matter: null, body: { type, ...about, heading, text: said } };
  const field = TEXT_FIELDS[type];
  if (field === undefined) throw new ConfigError(`a ${type} in a matter has fields of its own: downrung act ${type}`);
  return { kind: type, matter, body: { ...about, heading, [field]: said } };
}

const audienceLines = (
  compact: NodeView["compact"],
  by: PartyId,
  to: readonly PartyId[],
  lang: Language,
): readonly string[] =>
  audienceOf(compact, by, to).map(({ name, why, clause }) =>
    speechOf(lang).name(`audience.${why}`, name, { party: name, clause }),
  );

/** What is missing on purpose is said so; a FLASH that does not say why is against the law all the same. */
function adviceLines(heading: Heading, type: MessageType, { onPurpose }: Options, lang: Language): readonly string[] {
  return adviseOn(heading, isAnswerType(type))
    .filter((advice) => advice === "flash-without-why" || onPurpose !== true)
    .map((advice) => speechOf(lang).name(`advice.${advice}`, advice));
}
