// POST /api/acts: an officer's draft becomes a signed act. 201 with its id; 409 when the law stands
// against it and no reason to override was given; 422 when its shape is wrong.

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { KIND_PATTERN, LIMITS, MARKINGS, MATTER_PATTERN, PARTY_PATTERN, type Draft } from "../../core/kernel/act.ts";
import { addresseesOf } from "../../core/law/views.ts";
import { NodeFailure } from "../failure.ts";
import type { ActSigned } from "./api.ts";
import type { Desk } from "./desk.ts";

const Request = Type.Object(
  {
    kind: Type.String({ pattern: KIND_PATTERN }),
    matter: Type.Optional(Type.Union([Type.String({ pattern: MATTER_PATTERN }), Type.Null()])),
    to: Type.Optional(
      Type.Array(Type.String({ pattern: PARTY_PATTERN }), { maxItems: LIMITS.parties, uniqueItems: true }),
    ),
    marking: Type.Optional(Type.Enum(MARKINGS)),
    body: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false },
);

export function postAct(app: FastifyInstance, { node }: Desk): void {
  app.post<{ Body: Static<typeof Request> }>("/api/acts", { schema: { body: Request } }, async ({ body }, reply) => {
    const { act } = await node.sign(draftOf(node, body));
    const signed: ActSigned = { id: act.id, seq: act.seq, matter: act.matter, at: act.at };
    return reply.code(201).send(signed);
  });
}

function draftOf(node: Desk["node"], request: Static<typeof Request>): Draft {
  const { compact, party } = node.identity;
  if (request.kind === "receipt") throw new NodeFailure("unknown-kind", "receipts have an endpoint of their own");
  const matter = request.matter ?? null;
  const present = matter === null ? undefined : node.ledgers().fold.matter(matter, node.world.clock.now());
  const to = request.to ?? addresseesOf(compact, present, party);
  const known = to.every((id) => id !== party && compact.parties.some((other) => other.id === id));
  if (!known) throw new NodeFailure("bad-request", "`to` names other parties to this compact", { field: "to" });
  for (const digest of attachmentsOf(request.body)) {
    if (node.world.store.attachment(digest) === undefined) {
      throw new NodeFailure("attachment-missing", `no attachment ${digest} has been brought; PUT it first`);
    }
  }
  return { kind: request.kind, matter, to, marking: request.marking ?? compact.marking, body: request.body };
}

const attachmentsOf = (body: Readonly<Record<string, unknown>>): readonly string[] => {
  const { attachments } = body;
  return Array.isArray(attachments) ? attachments.map((item: { digest?: unknown }) => String(item?.digest)) : [];
};
