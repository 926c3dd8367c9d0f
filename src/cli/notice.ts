// `downrung notice …`: announces what is planned, lists what others plan and where it clashes, ends a notice,
// writes the calendar, and says which notices a matter may be. spec/notice.md

import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { LANGUAGES } from "../core/kernel/act.ts";
import { PLANNED } from "../core/notice/notice.ts";
import type { NoticeNow } from "../core/notice/views.ts";
import { isLanguage } from "../interop/speech.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned } from "../node/http/api.ts";
import type { MatterNotices, NoticesView } from "../node/http/notice-api.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

const clean = (text: string): string => text.replaceAll(/\p{C}/gu, "\uFFFD");
const day = (at: number): string => new Date(at).toISOString().replace(":00.000Z", "Z");
const items = (text: string | undefined): readonly string[] => (text ?? "").split(",").filter((item) => item !== "");

export function noticeCommand(program: Command): void {
  const notice = program.command("notice").description("what is announced ahead: list it, announce, end, match");
  list(notice);
  announce(notice);
  end(notice);
  match(notice);
  calendar(notice);
}

function list(notice: Command): void {
  withSeat(notice.command("list").description("all notices, the live ones first, and where they clash")).action(
    async (options: SeatOptions) => {
      const view = await clientFor(options).get<NoticesView>("/api/notices");
      print(options.json, view, () => [
        ...(view.notices.length === 0 ? ["nothing is announced"] : view.notices.flatMap(linesOf)),
        ...view.clashes.map(
          ({ is, notices: [one, other], from, until, sectors, networks }) =>
            `${is === "quiet" ? "where quiet was asked for" : "clash"}: ${one} and ${other}, ${day(from)} to ${day(until)}, ${[...sectors, ...networks].join(", ")}`,
        ),
        ...view.quiet.map(({ notice: id, hours }) => `in quiet hours: ${id}, ${hours.from}-${hours.to} ${hours.zone}`),
      ]);
    },
  );
}

function linesOf({ act, by, what, title, scope, is, end: over, contact, late }: NoticeNow): readonly string[] {
  return [
    `${is}  ${day(scope.from)} to ${day(over)}  ${what}  ${by}: ${clean(title)}${late ? "  (announced late)" : ""}`,
    `  ${[...scope.sectors, ...scope.networks, ...scope.techniques].map(clean).join(", ")}`,
    `  on duty: ${clean(contact.office)}, ${clean(contact.reach)}`,
    `  ${act}`,
  ];
}

type Announcing = SeatOptions & {
  readonly what: string;
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly seen: string;
  readonly office: string;
  readonly reach: string;
  readonly actors?: string;
  readonly networks?: string;
  readonly sectors?: string;
  readonly techniques?: string;
  readonly stopWord?: string;
  readonly urgent?: string;
  readonly lang: string;
};

function announce(notice: Command): void {
  withSeat(notice.command("announce").description("announce what you plan, before it can be taken for an attack"))
    .requiredOption("--what <kind>", PLANNED.join(", "))
    .requiredOption("--title <line>", "what it is")
    .requiredOption("--from <instant>", "when it begins, as 2026-12-01T08:00:00.000Z")
    .requiredOption("--until <instant>", "when it ends, at most 90 days later")
    .requiredOption("--seen <text>", "what others will see of it")
    .requiredOption("--office <name>", "which of your offices is on duty for it")
    .requiredOption("--reach <way>", "how that office is reached")
    .option("--networks <list>", "the networks that it reaches, with commas: blocks, domains, AS numbers")
    .option("--sectors <list>", "the sectors that it reaches, with commas")
    .option("--techniques <list>", "ATT&CK ids, with commas")
    .option("--actors <list>", "from where it is done, with commas: networks or offices")
    .option("--stop-word <word>", "with which the others have it stopped; drills, scans and tests need one")
    .option("--urgent <text>", "why it is announced later than the compact promises")
    .option("--lang <language>", `the language of what you write: ${LANGUAGES.join(", ")}`, "en")
    .action(async (options: Announcing) => {
      const { json, lang, what, title, from, until, seen, office, reach, stopWord, urgent } = options;
      if (!isLanguage(lang)) throw new ConfigError(`--lang is one of ${LANGUAGES.join(", ")}`);
      const body = {
        what,
        title,
        from,
        until,
        actors: items(options.actors),
        networks: items(options.networks),
        sectors: items(options.sectors),
        techniques: items(options.techniques),
        seen: { lang, text: seen },
        contact: { office, reach },
        ...(stopWord === undefined ? {} : { stopWord }),
        ...(urgent === undefined ? {} : { urgent: { lang, text: urgent } }),
      };
      const signed = await clientFor(options).post<ActSigned>("/api/acts", { kind: "announce", matter: null, body });
      print(json, signed, () => [`announced: ${clean(title)}, act ${signed.seq}, ${signed.id}`]);
    });
}

type Ending = SeatOptions & { readonly reason?: string; readonly lang: string };

function end(notice: Command): void {
  withSeat(notice.command("end").description("say that what you announced is over, stopped or called off"))
    .argument("<id>", "the notice")
    .option("--reason <text>", "why")
    .option("--lang <language>", `the language of the reason: ${LANGUAGES.join(", ")}`, "en")
    .action(async (of: string, options: Ending) => {
      const { reason, lang } = options;
      if (!isLanguage(lang)) throw new ConfigError(`--lang is one of ${LANGUAGES.join(", ")}`);
      const body = { of, ...(reason === undefined ? {} : { reason: { lang, text: reason } }) };
      const request = { kind: "end-notice", matter: null, body };
      const signed = await clientFor(options).post<ActSigned>("/api/acts", request);
      print(options.json, signed, () => [`ended: act ${signed.seq}, ${signed.id}`]);
    });
}

function match(notice: Command): void {
  withSeat(notice.command("match").description("which notices a matter may be, why, and whom to ask"))
    .argument("<matter>", "the matter")
    .action(async (matter: string, options: SeatOptions) => {
      const path = `/api/matters/${encodeURIComponent(matter)}/notices`;
      const found = await clientFor(options).get<MatterNotices>(path);
      print(options.json, found, () => matchLines(found));
    });
}

function matchLines({ matches, question }: MatterNotices): readonly string[] {
  if (matches.length === 0) return ["no notice speaks of it"];
  return [
    ...matches.flatMap(({ score, reasons, stated, arrivedLate }) => [
      `${score.toFixed(2)}  ${stated.what}, ${stated.by}: ${clean(stated.title)}`,
      ...(arrivedLate ? ["  came here only after it was observed: it explains nothing by itself"] : []),
      ...reasons.map(({ is, factor, names }) => `  ${factor.toFixed(2)}  ${[is, ...names].map(clean).join(" ")}`),
    ]),
    ...(question === null
      ? matches[0]?.arrivedLate
        ? []
        : ["the likeliest notice is your own: tell the others before they ask"]
      : [`${question.asked === null ? "ask" : "asked"} ${question.to}: is it part of what you announced?`]),
  ];
}

type Calendar = SeatOptions & { readonly output?: string; readonly lang: string };

function calendar(notice: Command): void {
  withSeat(notice.command("calendar").description("all notices as an iCalendar file"))
    .option("-o, --output <file>", "where to write it; without it, to the terminal")
    .option("--lang <language>", LANGUAGES.join(", "), "en")
    .action(async (options: Calendar) => {
      const { output, lang } = options;
      if (!isLanguage(lang)) throw new ConfigError(`--lang is one of ${LANGUAGES.join(", ")}`);
      const text = await clientFor(options).text(`/api/notices.ics?lang=${lang}`);
      if (output === undefined) {
        print(options.json, { calendar: text }, () => [text.trimEnd()]);
        return;
      }
      writeFileSync(output, text);
      print(options.json, { file: output }, () => [`written: ${output}`]);
    });
}
