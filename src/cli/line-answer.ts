// `downrung line answer`: a person at this desk answers the newest test that asks for one. spec/readiness.md

import { Option, type Command } from "commander";
import { OFFICE_ROLES, type OfficeRole } from "../core/line/contacts.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned } from "../node/http/api.ts";
import type { ReadinessView } from "../node/http/readiness-api.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & { readonly role?: OfficeRole };

export function lineAnswer(line: Command): void {
  withSeat(line.command("answer").description("answer a test that asks for a person"))
    .argument("[test]", "the test; the newest that waits when left out")
    .addOption(
      new Option("--role <office>", "the office that answers; the one that was asked for when left out").choices(
        OFFICE_ROLES,
      ),
    )
    .action(async (named: string | undefined, { role, ...options }: Options) => {
      const client = clientFor(options);
      const { tests, party } = await client.get<ReadinessView>("/api/readiness");
      const waiting = tests.filter(({ to, kind, answer }) => to === party && kind === "human" && answer === null);
      const test = named === undefined ? waiting[0] : waiting.find(({ act }) => act === named);
      if (test === undefined) throw new ConfigError("no test waits here for a person's answer");
      const body = { of: test.act, role: role ?? test.role ?? "watch" };
      const signed = await client.post<ActSigned>("/api/acts", {
        kind: "answer-test",
        matter: null,
        to: [test.by],
        body,
      });
      print(options.json, signed, () => [`answered: the test of ${test.by}, act ${signed.seq}, ${signed.id}`]);
    });
}
