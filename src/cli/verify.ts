// `downrung verify FILE`: checks a case file offline. It opens no database and no connection; the checks
// themselves are src/ledger/casefile.ts. Exit code 0 with a summary, 1 with the reason.

import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { printInstant } from "../core/kernel/instant.ts";
import type { Verified } from "../ledger/case-types.ts";
import { verifyCaseFile } from "../ledger/casefile.ts";
import { ConfigError } from "../node/config-error.ts";
import { print } from "./output.ts";

export function verifyCommand(program: Command): void {
  program
    .command("verify")
    .description("check a case file offline")
    .argument("<file>", "a case file")
    .option("--compact <id>", "the id of the compact that you expect, known from elsewhere")
    .option("--json", "print JSON")
    .action((file: string, { compact, json }: { compact?: string; json?: boolean }) => {
      let text: string;
      try {
        text = readFileSync(file, "utf8");
      } catch (cause) {
        throw new ConfigError(`${file} cannot be read`, { cause });
      }
      const verdict = verifyCaseFile(text);
      if (!verdict.ok) {
        const { where } = verdict;
        const place = where === null ? "" : ` (${where.party}${where.seq === null ? "" : `, act ${where.seq}`})`;
        print(json, verdict, () => [`NOT VERIFIED: ${verdict.because}${place} [${verdict.reason}]`]);
        process.exitCode = 1;
        return;
      }
      if (compact !== undefined && compact !== verdict.compact.id) {
        const because = `the case is under the compact ${verdict.compact.id}, not under ${compact}`;
        print(json, { ok: false, reason: "other-compact", where: null, because }, () => [`NOT VERIFIED: ${because}`]);
        process.exitCode = 1;
        return;
      }
      const { document: _document, ...compactLine } = verdict.compact;
      print(json, { ...verdict, compact: compactLine, acts: verdict.acts.length }, () => summary(verdict));
    });
}

function summary(verified: Verified): readonly string[] {
  const { compact, matter, kinds, firstAt, lastAt, ledgers, forks, missing, openings, withheld, exported } = verified;
  const said = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`);
  return [
    `VERIFIED: the case of ${matter}, ${verified.acts.length} acts${compact.mode === "drill" ? ", of a DRILL" : ""}`,
    `  under ${compact.title}, version ${compact.version}, compact ${compact.id}`,
    `  exported by ${exported.by} at ${printInstant(exported.at)}`,
    `  said between ${printInstant(firstAt)} and ${printInstant(lastAt)}: ${said.join(", ")}`,
    ...ledgers.map(({ party, first, size, ofMatter, checkpoint }) => {
      const signers = checkpoint?.cosigners.map(({ party: cosigner }) => cosigner).join(", ");
      const vouched =
        checkpoint === null
          ? "no checkpoint"
          : `checkpoint over ${checkpoint.size}, cosigned by ${signers === "" ? "nobody" : signers}`;
      return `  ${party}: acts ${first} to ${size} without a gap, ${ofMatter} of this matter; ${vouched}`;
    }),
    ...(withheld > 0 ? [`  ${withheld} fields are withheld; what is shown is proven all the same`] : []),
    ...missing.map(
      ({ party, held, seen, told }) => `  ${told.by} says that it saw ${seen} acts of ${party}; the file holds ${held}`,
    ),
    ...openings
      .filter(({ fits }) => fits === false)
      .map(({ act }) => `  OTHER WORDS: act ${act} opens words that are not those that were sealed`),
    ...forks.map(({ by, kind, at }) => `  FORKED: ${by} signed two histories (${kind} ${at}); both are in the file`),
  ];
}
