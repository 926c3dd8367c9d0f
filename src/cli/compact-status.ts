// `downrung compact status`: which version is in force, what is proposed, who has signed and who has not.

import type { Command } from "commander";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import type { CompactView, ProposalView } from "../node/http/api.ts";
import { print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function compactStatus(compact: Command): void {
  withSeat(compact.command("status").description("the versions, what is proposed, and who has signed")).action(
    async (options: SeatOptions) => {
      const view = await clientFor(options).get<CompactView>("/api/compact");
      print(options.json, view, () => linesOf(view));
    },
  );
}

const day = (at: Instant | null): string => (at === null ? "the beginning" : printInstant(at));
const names = (parties: readonly string[]): string => parties.join(", ") || "nobody";

function linesOf(view: CompactView): readonly string[] {
  const { founding, inForce, versions, proposals, withdrawals, duties, nextReview, expires, moves } = view;
  const { title } = versions.at(-1)?.document ?? founding.document;
  return [
    inForce === null
      ? `${title}: not in force; waiting for ${names(founding.missing)}`
      : `${title}: version ${inForce} is in force`,
    ...versions.map(({ version, from, until }) => {
      const end = until === null ? "" : ` until ${day(until)}`;
      return `  version ${version}: from ${day(from)}${end}`;
    }),
    ...proposals.map(proposalLine),
    ...withdrawals.map(({ by, from }) => `  ${by} leaves at ${day(from)}`),
    ...duties.map(
      ({ by, due, is }) => `  ${by} owes its review by ${day(due)}${is === "lapsed" ? " (not given)" : ""}`,
    ),
    ...(nextReview === null ? [] : [`  next review: ${day(nextReview)}`]),
    ...(expires === null ? [] : [`  expires: ${day(expires)}`]),
    `you may: ${names(moves.filter(({ verdict }) => verdict.ok).map(({ kind }) => kind))}`,
  ];
}

function proposalLine({ id, version, by, from, state, signed, missing, needed }: ProposalView): string {
  const count = `signed by ${names(signed)}; missing ${names(missing)}; ${needed} needed`;
  const stands = state.is === "open" ? `from ${day(from)} if signed` : state.is === "void" ? state.why : "in force";
  return `  proposal ${id} of version ${version} by ${by}, ${stands}: ${count}`;
}
