// `downrung compact sign ID`: a signature in two steps. Without --shown it tells what changes and what the
// check found; with the word that it tells at the end, it signs.

import type { Command } from "commander";
import type { CeremonyView, CheckState, CompactView } from "../node/http/api.ts";
import type { Client } from "./client.ts";
import { giveAboutCompact } from "./compact-say.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & { readonly shown?: string; readonly lang: string };

const LOOK_AGAIN_MS = 500;

export function compactSign(compact: Command): void {
  withSeat(compact.command("sign").description("read what a proposal changes and what the check found; then sign it"))
    .argument("[id]", "the proposal; the founding version when left out")
    .option("--shown <word>", "sign: the word that was told when you had read it")
    .option("--lang <language>", "the language of the sentences", "en")
    .action(async (id: string | undefined, { shown, lang, ...options }: Options) => {
      const client = clientFor(options);
      const of = id ?? (await client.get<CompactView>("/api/compact")).id;
      if (shown !== undefined) return giveAboutCompact(options, "sign-compact", { of }, { shown });
      const view = await ceremonyOf(client, of, lang);
      print(options.json, view, () => linesOf(view));
    });
}

/** What an officer reads before signing, once the check has ended. */
export async function ceremonyOf(client: Client, of: string, lang = "en"): Promise<CeremonyView> {
  for (;;) {
    const view = await client.get<CeremonyView>(`/api/compact/proposals/${of}?lang=${encodeURIComponent(lang)}`);
    if (view.check.is !== "running") return view;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function linesOf({ of, proposal, sentences, check, shown }: CeremonyView): readonly string[] {
  const changes = sentences.flatMap(({ number, before, after }) => [
    ...(before === null ? [] : [`  - ${number} ${before}`]),
    ...(after === null ? [] : [`  + ${number} ${after}`]),
  ]);
  const stands = proposal?.sign;
  return [
    proposal === null ? "the founding version:" : `version ${proposal.version}, proposed by ${proposal.by}, changes:`,
    ...changes,
    ...checkLines(check),
    "A signature cannot be taken back.",
    stands !== undefined && !stands.ok
      ? `You cannot sign it: ${stands.rule}.`
      : `To sign: downrung compact sign ${of} --shown ${shown ?? ""}`,
  ];
}

function checkLines(check: CheckState): readonly string[] {
  switch (check.is) {
    case "running":
      return ["The check is still running."];
    case "failed":
      return [`The check could not be made: ${check.because}.`];
    case "done":
      return [
        `The check, ${check.seconds.toFixed(1)} s:`,
        ...Object.entries(check.report.decided).map(([property, { is }]) => `  ${property}: ${is}`),
      ];
    default:
      return check satisfies never;
  }
}
