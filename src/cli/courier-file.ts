// `downrung courier pack --to PARTY… --out FILE`: everything that these parties have not receipted, in one
// file. `downrung courier unpack FILE`: takes what is for this node, and writes the receipts and whatever
// else waits as a file for the way back. spec/courier.md

import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import type { PartyId } from "../core/kernel/act.ts";
import { ConfigError } from "../node/config-error.ts";
import type { Packed, Unpacked } from "../node/http/courier-api.ts";
import type { Client } from "./client.ts";
import { countFates, fateLines, isTroubled } from "./courier-fates.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type PackOptions = SeatOptions & { readonly to: readonly PartyId[]; readonly out: string };

export function courierPack(courier: Command): void {
  withSeat(courier.command("pack").description("everything that parties have not receipted, as one sealed file"))
    .requiredOption("--to <party...>", "for whom; a courier may visit several")
    .requiredOption("--out <file>", "where to write it")
    .action(async ({ to, out, ...options }: PackOptions) => {
      const packed = await packInto(clientFor(options), to, out);
      print(options.json, packed, () => packedLines(packed));
    });
}

type UnpackOptions = SeatOptions & { readonly return?: string };

export function courierUnpack(courier: Command): void {
  withSeat(courier.command("unpack").description("take what a courier brought; the file itself is not changed"))
    .argument("<file>", "a courier file")
    .option("--return <file>", "write what goes back to the senders, receipts first of all")
    .action(async (file: string, { return: back, ...options }: UnpackOptions) => {
      const client = clientFor(options);
      const { damage, fates } = await client.sendFile<Unpacked>("/api/courier/unpack", readBytes(file));
      const counted = countFates(fates);
      const returned =
        back === undefined || counted.senders.length === 0 ? null : await packInto(client, counted.senders, back);
      if (damage !== null || isTroubled(counted)) process.exitCode = 1;
      print(options.json, { ok: damage === null && !isTroubled(counted), damage, ...counted, fates, returned }, () => [
        ...(damage === null ? [] : [`DAMAGED: ${damage.because} [${damage.code}]; what could be read was taken`]),
        ...fateLines(fates),
        ...(returned === null ? [] : packedLines(returned)),
      ]);
    });
}

type Written = Omit<Packed, "file"> & { readonly file: string };

async function packInto(client: Client, to: readonly PartyId[], path: string): Promise<Written> {
  const { file, ...packed } = await client.post<Packed>("/api/courier/pack", { to });
  try {
    writeFileSync(path, Buffer.from(file, "base64"));
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written`, { cause });
  }
  return { file: path, ...packed };
}

function packedLines({ file, bytes, letters, keyless, leftOut }: Written): readonly string[] {
  return [
    `${file}: ${bytes} bytes, for ${Object.entries(letters)
      .map(([to, count]) => `${to} ${count} ${count === 1 ? "letter" : "letters"}`)
      .join(", ")}`,
    ...keyless.map((to) => `no key of ${to} is known yet: the file brings it ours, and its answer will bring its own`),
    ...(leftOut > 0 ? [`${leftOut} letters found no room; pack again when these are receipted`] : []),
  ];
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read`, { cause });
  }
}
