// GET /api/matters/:id/evidence.jsonld: the list of evidence with its custody as CASE/UCO. spec/attribution.md

import type { FastifyInstance } from "fastify";
import { partyOf } from "../../core/compact/compact.ts";
import { toCaseUco } from "../../interop/case-uco.ts";
import { MARKINGS, type Marking } from "../../core/kernel/act.ts";
import { matterView } from "../views.ts";
import type { EntryView } from "./api.ts";
import type { Desk } from "./desk.ts";

/** The acts whose content goes into the file: its title, its items, and what was opened of them. */
const HELD: readonly string[] = ["report", "add-evidence", "disclose-evidence"];

/** The strictest marking that anything in the file was given under; where there is nothing, `otherwise`. */
export function markingOf(entries: readonly Pick<EntryView, "act" | "refusal">[], otherwise: Marking): Marking {
  const given = entries.filter(({ act, refusal }) => refusal === null && HELD.includes(act.kind));
  return MARKINGS.findLast((marking) => given.some(({ act }) => act.marking === marking)) ?? otherwise;
}

export function getEvidence(app: FastifyInstance, { node }: Desk): void {
  app.get<{ Params: { id: string } }>("/api/matters/:id/evidence.jsonld", async ({ params }, reply) => {
    const { matter, title, entries, now } = matterView(node, params.id);
    const compact = node.ledgers().fold.compactAt(now);
    const file = toCaseUco(matter, {
      title,
      marking: markingOf(entries, compact.marking),
      drill: compact.mode === "drill",
      nameOf: (party) => partyOf(compact, party)?.name ?? party,
    });
    return reply
      .type("application/ld+json")
      .header("content-disposition", `attachment; filename="evidence-${matter.id}.jsonld"`)
      .send(`${JSON.stringify(file, null, 2)}\n`);
  });
}
