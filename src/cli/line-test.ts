// `downrung line test`: tests the line to one party or to all, and waits for the answers. A machine answers
// at once; for a person's answer ask again later, or say how long to wait. spec/readiness.md

import { Option, type Command } from "commander";
import { ROUTES, type Route } from "../core/kernel/route.ts";
import { OFFICE_ROLES, type OfficeRole } from "../core/line/contacts.ts";
import { NEUTRAL_TEXTS } from "../core/line/tests.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned } from "../node/http/api.ts";
import type { ReadinessView } from "../node/http/readiness-api.ts";
import type { Client } from "./client.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & {
  readonly all?: boolean;
  readonly to?: string;
  readonly human?: boolean;
  readonly role: OfficeRole;
  readonly route?: Route;
  readonly wait: string;
};

/** What became of one test. */
type Tested = {
  readonly to: string;
  readonly test: string;
  readonly answered: boolean;
  readonly inTime: boolean;
  readonly tookMs: number | null;
};

const LOOK_EVERY_MS = 250;
const LONGEST_WAIT_S = 3_600;

export function lineTest(line: Command): void {
  withSeat(line.command("test").description("test the line, and see who answers; 1 when somebody does not"))
    .option("--all", "every line of this party; the default without --to")
    .option("--to <party>", "one party")
    .option("--human", "ask for a person, by office")
    .addOption(new Option("--role <office>", "the office that is asked for").choices(OFFICE_ROLES).default("watch"))
    .addOption(new Option("--route <route>", "by which way it is sent, where you know").choices(ROUTES))
    .option("--wait <seconds>", "how long to wait for answers", "10")
    .action(testLines);
}

async function testLines(options: Options): Promise<void> {
  const seconds = Number(options.wait);
  if (!(seconds >= 0 && seconds <= LONGEST_WAIT_S))
    throw new ConfigError(`--wait is a number of seconds up to ${LONGEST_WAIT_S}`);
  const client = clientFor(options);
  const before = await client.get<ReadinessView>("/api/readiness");
  const mine = before.lines.filter(({ by }) => by === before.party);
  const lines = mine.filter(({ to }) => options.to === undefined || to === options.to);
  if (lines.length === 0) throw new ConfigError(`${before.party} keeps no line to ${options.to ?? "anybody"}`);
  const given: { readonly to: string; readonly id: string }[] = [];
  for (const { to, automatic, human } of lines) {
    const text = ((options.human === true ? human.given : automatic.given) % NEUTRAL_TEXTS) + 1;
    const { id } = await give(client, to, text, options);
    given.push({ to, id });
  }
  const tested = await answersTo(client, given, seconds * 1_000);
  if (tested.some(({ answered }) => !answered)) process.exitCode = 1;
  print(options.json, { party: before.party, tested }, () => tested.map(lineOf));
}

const give = (client: Client, to: string, text: number, { human, role, route }: Options): Promise<ActSigned> =>
  client.post<ActSigned>("/api/acts", {
    kind: "test-line",
    matter: null,
    to: [to],
    body: {
      ...(human === true ? { kind: "human", role } : { kind: "automatic" }),
      text,
      ...(route === undefined ? {} : { route }),
    },
  });

/** Looks until every test is answered or the time is over. */
async function answersTo(
  client: Client,
  given: readonly { readonly to: string; readonly id: string }[],
  wait: number,
): Promise<readonly Tested[]> {
  const end = Date.now() + wait;
  for (;;) {
    const { tests } = await client.get<ReadinessView>("/api/readiness");
    const tested = given.map(({ to, id }): Tested => {
      const test = tests.find(({ act }) => act === id);
      const answer = test?.answer ?? null;
      const took = test === undefined || answer === null ? null : answer.at - test.at;
      return {
        to,
        test: id,
        answered: answer !== null,
        inTime: answer !== null && answer.at < (test?.due ?? 0),
        tookMs: took,
      };
    });
    if (Date.now() >= end || tested.every(({ answered }) => answered)) return tested;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

const lineOf = ({ to, answered, inTime, tookMs, test }: Tested): string =>
  answered ? `${to}: answered after ${tookMs} ms${inTime ? "" : ", late"}` : `${to}: no answer yet (${test})`;
