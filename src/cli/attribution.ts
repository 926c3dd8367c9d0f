// `downrung attribution MATTER`: the list of evidence and each judgement on who it was, with its ranking, the item
// that would move it most and what the others say to it. --case FILE writes the evidence as CASE/UCO. Likelihood
// and confidence never stand in one line. spec/attribution.md

import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { attributionView, bandOf, type EvidenceView, type JudgementView } from "../core/attribution/views.ts";
import { printInstant } from "../core/kernel/instant.ts";
import type { MatterView } from "../node/http/api.ts";
import { ConfigError } from "../node/config-error.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

type Options = SeatOptions & { readonly case?: string };

export function attributionCommand(program: Command): void {
  withSeat(program.command("attribution").description("who it was: the evidence, each judgement and the answers to it"))
    .argument("<matter>", "the matter, such as aurelia-1")
    .option("--case <file>", "write the evidence with its custody as CASE/UCO JSON-LD")
    .action(async (id: string, options: Options) => {
      const client = clientFor(options);
      const path = `/api/matters/${encodeURIComponent(id)}`;
      const { matter, title } = await client.get<MatterView>(path);
      if (options.case !== undefined) write(options.case, await client.text(`${path}/evidence.jsonld`));
      const view = attributionView(matter) ?? { evidence: [], judgements: [] };
      print(options.json, { matter: matter.id, ...view, written: options.case ?? null }, () => [
        `${matter.id}  ${title}`,
        ...(view.evidence.length === 0 ? ["no evidence is on the list"] : view.evidence.flatMap(evidenceLines)),
        ...(view.judgements.length === 0 ? ["nobody has judged who it was"] : view.judgements.flatMap(judgementLines)),
        ...(options.case === undefined ? [] : [`${options.case}: the evidence as CASE/UCO`]),
      ]);
    });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new ConfigError(`${file} cannot be written`, { cause });
  }
}

function evidenceLines({ item, evidence, breaks }: EvidenceView): readonly string[] {
  const { kind, source, information, bound, cost, shown, disclosed } = evidence;
  const binds = bound.is === "open" ? `digest ${bound.digest}` : `kept back, commitment ${bound.commitment}`;
  const to = shown.length === 0 ? "nobody" : shown.join(", ");
  return [
    `  ${item}  ${kind} ${source}${information}, ${binds}; may be shown to ${to}, at a cost: ${cost}`,
    ...(bound.is === "open" ? bound.custody : []).map(({ holder, at }) => `    ${printInstant(at)}  held by ${holder}`),
    ...breaks.map(({ holder, at }) => `    CHANGED: ${holder} held other bytes at ${printInstant(at)}`),
    ...disclosed.map(
      ({ to: reader, at }) =>
        `    ${printInstant(at)}  ${reader === null ? "opened to all" : `given under seal to ${reader}`}`,
    ),
  ];
}

function judgementLines({ judgement, is, ranking, most, answers }: JudgementView): readonly string[] {
  const { by, act, hypotheses, confidence } = judgement;
  return [
    `${by} judges${is === "replaced" ? " (replaced)" : ""}: ${act}`,
    ...ranking.flatMap(({ id, against }) =>
      hypotheses
        .filter((hypothesis) => hypothesis.id === id)
        .map((hypothesis) => {
          const { low, high } = bandOf(hypothesis);
          const who = [hypothesis.actor, hypothesis.responsibility].filter((part) => part !== null).join(", ");
          const named = `${id} (${hypothesis.kind}${who === "" ? "" : `: ${who}`})`;
          return `  ${named}: ${hypothesis.likelihood}, ${low} to ${high} %; ${against} speak against it`;
        }),
    ),
    `  confidence in sources and argument: ${confidence}`,
    ...(most === null
      ? []
      : [
          `  ${most.item} would move it most, without it first: ${most.without.join(", ")}`,
          `  showing it costs: ${most.evidence.cost}`,
        ]),
    ...answers.map(
      (answer) => `  ${answer.party} ${ANSWERED[answer.is]}${answer.as === "assessor" ? " as an assessor" : ""}`,
    ),
  ];
}

const ANSWERED = { join: "puts its name to it", abstain: "abstains", dissent: "dissents" } as const;
