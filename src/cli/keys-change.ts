// `downrung keys change|adopt|new|replace`: a party takes other keys, or gets them from the others when its
// own are lost. spec/pairing.md

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { WAYS_OF_READING } from "../core/line/key-bodies.ts";
import type { PublicKeys } from "../crypto/keys.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned } from "../node/http/api.ts";
import type { KeysView } from "../node/http/get-keys.ts";
import type { KeysMade } from "../node/http/post-keys.ts";
import { makeKeys } from "../node/key-file.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

const USES = ["act", "log", "witness", "line"] as const;

export function keysChangeCommands(keys: Command): void {
  withSeat(keys.command("change").description("make new keys at the node and say them to the others"))
    .option("--uses <uses>", "which keys, with commas: act, log, witness, line", USES.join(","))
    .action(change);
  withSeat(keys.command("adopt").description("take the new keys into use, once the others have confirmed them")).action(
    adopt,
  );
  keys
    .command("new")
    .description("make keys in the folder of a node that has lost its own; the others are to replace them")
    .argument("<dir>", "the folder")
    .option("--json", "print JSON")
    .action((dir: string, { json }: { json?: boolean }) => {
      const made = makeKeys(dir);
      print(json, made, () => [
        `made new keys in ${join(dir, "keys.json")}`,
        "bring this to another member, who replaces the keys after reading them aloud with you:",
        JSON.stringify(made),
      ]);
    });
  withSeat(keys.command("replace").description("say the new keys of a party that has lost its own"))
    .argument("<party>", "the party")
    .argument("<file>", "its new public keys, as `keys new --json` gave them")
    .requiredOption("--over <way>", `how they were read aloud with it: ${WAYS_OF_READING.join(", ")}`)
    .action(replace);
}

async function change({ uses, ...options }: SeatOptions & { readonly uses: string }): Promise<void> {
  const wanted = uses.split(",");
  const stranger = wanted.find((use) => !USES.some((known) => known === use));
  if (stranger !== undefined) throw new ConfigError(`there is no key "${stranger}"; use ${USES.join(", ")}`);
  const client = clientFor(options);
  const { keys } = await client.post<KeysMade>("/api/keys", {});
  const said = Object.fromEntries(USES.filter((use) => wanted.includes(use)).map((use) => [use, keys[use]]));
  const signed = await client.post<ActSigned>("/api/acts", { kind: "change-keys", body: { keys: said } });
  print(options.json, signed, () => [
    `said new keys for ${wanted.join(", ")}: ${signed.id}`,
    "each of the others reads them aloud with you and confirms them; then: downrung keys adopt",
  ]);
}

async function adopt(options: SeatOptions): Promise<void> {
  const client = clientFor(options);
  const { party, open } = await client.get<KeysView>("/api/keys");
  const own = open.filter((each) => each.party === party);
  const ready = own.find(({ confirmed, needed }) => confirmed.length >= needed);
  if (ready === undefined) {
    const [first] = own;
    if (first === undefined) throw new ConfigError("no new keys of this party have been said");
    const missing = first.missing.join(", ");
    throw new ConfigError(
      `${first.confirmed.length} of ${first.needed} have confirmed the new keys; not yet: ${missing}`,
    );
  }
  const signed = await client.post<ActSigned>("/api/acts", { kind: "adopt-keys", body: { of: ready.act } });
  print(options.json, signed, () => [`adopted new keys for ${ready.changes.join(", ")}: act ${signed.seq}`]);
}

async function replace(party: string, file: string, options: SeatOptions & { readonly over: string }): Promise<void> {
  const { over } = options;
  const body = { party, keys: keysIn(file), over };
  const signed = await clientFor(options).post<ActSigned>("/api/acts", { kind: "replace-keys", body });
  print(options.json, signed, () => [`said new keys for ${party}: ${signed.id}`]);
}

function keysIn(file: string): PublicKeys {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as PublicKeys;
  } catch (cause) {
    throw new ConfigError(`${file} is no JSON with public keys`, { cause });
  }
}
