// `downrung report --stix FILE`: a STIX 2.1 bundle becomes an incident report; the bundle itself is kept
// as an attachment that the report names by its digest.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { LANGUAGES, LIMITS, type Language } from "../core/kernel/act.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { reportFromStix } from "../interop/stix.ts";
import { ConfigError } from "../node/config-error.ts";
import type { ActSigned } from "../node/http/api.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & { readonly stix: string; readonly lang: string; readonly dryRun?: boolean };

const STIX_TYPE = "application/stix+json;version=2.1";

export function reportCommand(program: Command): void {
  withSeat(program.command("report").description("open a matter with a report made from a file"))
    .requiredOption("--stix <file>", "a STIX 2.1 bundle")
    .option("--lang <language>", `the language of the summary: ${LANGUAGES.join(", ")}`, "en")
    .option("--dry-run", "show the report without signing it")
    .action(async (options: Options) => {
      const lang = LANGUAGES.find((language) => language === options.lang);
      if (lang === undefined) throw new ConfigError(`--lang is one of ${LANGUAGES.join(", ")}`);
      const { bytes, draft } = draftFrom(options.stix, lang);
      const request = {
        kind: "report",
        body: draft.body,
        ...(draft.marking === null ? {} : { marking: draft.marking }),
      };
      if (options.dryRun === true) {
        print(options.json, { request, notes: draft.notes }, () => [JSON.stringify(request, null, 2), ...draft.notes]);
        return;
      }
      const client = clientFor(options);
      const query = new URLSearchParams({ name: basename(options.stix), type: STIX_TYPE });
      await client.put(`/api/attachments?${query.toString()}`, bytes);
      const signed = await client.post<ActSigned>("/api/acts", request);
      print(options.json, { ...signed, notes: draft.notes }, () => [
        `reported: ${signed.matter ?? ""}, act ${signed.seq}; the bundle is kept under ${sha256Base64url(bytes)}`,
        ...draft.notes.map((note) => `  ${note}`),
      ]);
    });
}

function draftFrom(path: string, lang: Language) {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read`, { cause });
  }
  if (bytes.length > LIMITS.attachmentBytes) {
    throw new ConfigError(`${path} has ${bytes.length} bytes; at most ${LIMITS.attachmentBytes} are taken`);
  }
  const about = { lang, now: Date.now(), name: basename(path), digest: sha256Base64url(bytes), bytes: bytes.length };
  const draft = reportFromStix(bytes.toString("utf8"), about);
  if (draft.ok) return { bytes, draft };
  throw new ConfigError(draft.errors.map(({ path: place, message }) => `${path}: ${place}: ${message}`).join("\n"));
}
