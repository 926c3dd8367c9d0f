// `downrung keys`: whose keys are which, who has read them aloud with whom, and which are to change.
// spec/pairing.md

import type { Command } from "commander";
import { printInstant } from "../core/kernel/instant.ts";
import type { KeyChangeView, KeysView, PartyKeysView } from "../node/http/get-keys.ts";
import { keysChangeCommands } from "./keys-change.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function keysCommand(program: Command): void {
  const keys = program
    .command("keys")
    .description("whose keys are which, who has read them aloud, and which are to change");
  withSeat(keys.command("list", { isDefault: true }).description("the keys of all parties")).action(
    async (options: SeatOptions) => {
      const view = await clientFor(options).get<KeysView>("/api/keys");
      print(options.json, view, () => [...view.parties.flatMap(partyLines), ...view.open.flatMap(changeLines)]);
    },
  );
  keysChangeCommands(keys);
}

const partyLines = ({ party, keys, readings }: PartyKeysView): readonly string[] => [
  `${party}: act ${keys.act}, line ${keys.line}, log ${keys.log}, witness ${keys.witness.slice(0, 16)}…`,
  ...(readings.length === 0 ? ["  has read with nobody yet"] : []),
  ...readings.map((reading) => `  read with ${reading.with}, ${reading.over}, ${printInstant(reading.at)}`),
];

function changeLines({ act, by, party, changes, confirmed, missing, needed }: KeyChangeView): readonly string[] {
  const whose = by === party ? `${party} changes` : `${by} replaces for ${party}`;
  return [
    `${whose}: ${changes.join(", ")} (${act})`,
    `  confirmed by ${confirmed.join(", ") || "nobody"}; not by ${missing.join(", ") || "nobody"}; needed: ${needed}`,
    `  read it aloud: downrung pair compare --with ${party} --of ${act} --node URL --dir DIR`,
  ];
}
