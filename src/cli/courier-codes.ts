// `downrung courier codes --to PARTY --out FILE`: everything that a party has not receipted as codes: a page
// to print (.html), their texts (.txt), or a folder with one drawing a code. `downrung courier scan FILE…`:
// takes such texts back, one to a line, as a hand scanner types them. spec/courier.md

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { partyOf } from "../core/compact/compact.ts";
import { LANGUAGES, type Language } from "../core/kernel/act.ts";
import { codesHtml, codesSpeech, codeSvg } from "../interop/codes-page.ts";
import { isLanguage } from "../interop/speech.ts";
import { FRAME_LIMITS } from "../line/frames.ts";
import { ConfigError } from "../node/config-error.ts";
import type { NodeView } from "../node/http/api.ts";
import type { Fate, Scanned, ShownCodes } from "../node/http/courier-api.ts";
import { countFates, fateLines, isTroubled } from "./courier-fates.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type CodesOptions = SeatOptions & { readonly to: string; readonly out: string; readonly lang: string };

export function courierCodes(courier: Command): void {
  withSeat(courier.command("codes").description("everything that a party has not receipted, as codes to print or show"))
    .requiredOption("--to <party>", "for whom")
    .requiredOption("--out <file>", "a page (.html), the codes' texts (.txt), or a folder for one drawing each")
    .option("--lang <language>", LANGUAGES.join(", "), "en")
    .action(async ({ to, out, lang, ...options }: CodesOptions) => {
      if (!isLanguage(lang))
        throw new ConfigError(`there is no language "${lang}"; name one of ${LANGUAGES.join(", ")}`);
      const client = clientFor(options);
      const shown = await client.post<ShownCodes>("/api/courier/codes", { to });
      const node = await client.get<NodeView>("/api/node");
      try {
        writeCodes(shown, node, out, lang);
      } catch (cause) {
        throw new ConfigError(`${out} cannot be written`, { cause });
      }
      const { messages, leftOut, sealed } = shown;
      const codes = messages.reduce((sum, { frames }) => sum + frames.length, 0);
      print(options.json, { out, to, sealed, messages: messages.length, codes, leftOut }, () => [
        messages.length === 0
          ? `${to} has receipted everything`
          : `${out}: ${codes} codes of ${messages.length} messages`,
        ...(sealed
          ? []
          : [`no key of ${to} is known yet: these codes bring it ours, and its answer will bring its own`]),
        ...(leftOut > 0 ? [`${leftOut} letters found no room; make codes again when these are receipted`] : []),
      ]);
    });
}

function writeCodes(shown: ShownCodes, { compact }: NodeView, out: string, lang: Language): void {
  const { messages } = shown;
  if (out.endsWith(".txt")) {
    writeFileSync(out, messages.flatMap(({ frames }) => frames.map((frame) => `${frame}\n`)).join(""));
    return;
  }
  if (out.endsWith(".html")) {
    const nameOf = (party: string): string => partyOf(compact, party)?.name ?? party;
    const names = { from: nameOf(shown.from), to: nameOf(shown.to) };
    writeFileSync(out, codesHtml({ ...shown, ...names, letters: messages, drill: compact.mode === "drill" }, lang));
    return;
  }
  const t = codesSpeech(lang);
  mkdirSync(out, { recursive: true });
  messages.forEach(({ frames }, message) => {
    frames.forEach((frame, i) => {
      const name = `${String(message + 1).padStart(3, "0")}-${String(i + 1).padStart(3, "0")}.svg`;
      writeFileSync(join(out, name), codeSvg(frame, t("codes.code", { number: i + 1, total: frames.length })));
    });
  });
}

/** So many texts go to the node at once. */
const BATCH = 256;

export function courierScan(courier: Command): void {
  withSeat(
    courier.command("scan").description("take the texts of codes, one to a line, from files or from a hand scanner"),
  )
    .argument("<files...>", 'files with texts; "-" reads what a scanner types')
    .action(async (files: readonly string[], options: SeatOptions) => {
      const client = clientFor(options);
      const lines = files.flatMap(readLines);
      const answers: Scanned[] = [];
      for (let at = 0; at < lines.length; at += BATCH) {
        answers.push(await client.post<Scanned>("/api/courier/scan", { frames: lines.slice(at, at + BATCH) }));
      }
      const fates = settled(answers);
      const dropped = answers.reduce((sum, answer) => sum + answer.dropped, 0);
      const parts = answers.at(-1)?.parts ?? [];
      const forged = [...new Set(answers.flatMap((answer) => answer.forged))];
      const counted = countFates(fates);
      const ok = parts.length === 0 && !isTroubled(counted);
      if (!ok) process.exitCode = 1;
      print(options.json, { ok, codes: lines.length, dropped, forged, parts, ...counted, fates }, () => [
        `${lines.length} codes, ${dropped} of them damaged or no frames`,
        ...fateLines(fates),
        ...forged.map((id) => `FORGED: the codes of message ${id} do not fit together; it is collected anew`),
        ...parts.map(
          ({ id, have, of }) =>
            `message ${id} is not whole yet: ${have} of ${of}; scan ${of - have} more, or a few beyond`,
        ),
      ]);
    });
}

/** A letter that came too early is told of again with each that comes; only the last word counts. */
function settled(answers: readonly Scanned[]): readonly Fate[] {
  const isGap = (fate: Fate): boolean => fate.is === "stopped" && fate.code === "gap";
  const last = answers.findLast(({ fates }) => fates.length > 0);
  return answers.flatMap((answer) => (answer === last ? answer.fates : answer.fates.filter((fate) => !isGap(fate))));
}

function readLines(path: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read`, { cause });
  }
  // A line that is too long for a frame is none, and must not keep the others out.
  return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim().slice(0, FRAME_LIMITS.chars)]));
}
