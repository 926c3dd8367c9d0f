// POST /api/acts: an officer's draft becomes a signed act. 201 with its id; 409 when the law stands
// against it and no reason to override was given; 422 when its shape is wrong.

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import {
  DIGEST_PATTERN,
  KIND_PATTERN,
  LIMITS,
  MARKINGS,
  MATTER_PATTERN,
  PARTY_PATTERN,
  type Draft,
} from "../../core/kernel/act.ts";
import { hasLeft } from "../../core/compact/agreement.ts";
import type { Matter } from "../../core/kernel/matter.ts";
import { addresseesOf } from "../../core/law/views.ts";
import { requireShown } from "../ceremony.ts";
import { NodeFailure } from "../failure.ts";
import { sealDraft } from "../sealed-words.ts";
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
    shown: Type.Optional(Type.String({ pattern: DIGEST_PATTERN })),
    body: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false },
);

export function postAct(app: FastifyInstance, { node, checks }: Desk): void {
  app.post<{ Body: Static<typeof Request> }>("/api/acts", { schema: { body: Request } }, async ({ body }, reply) => {
    if (body.kind === "sign-compact") requireShown(node, checks, body.body, body.shown);
    const { act } = await node.sign(await sealDraft(node, draftOf(node, body)));
    const signed: ActSigned = { id: act.id, seq: act.seq, matter: act.matter, at: act.at };
    return reply.code(201).send(signed);
  });
}

function draftOf(node: Desk["node"], request: Static<typeof Request>): Draft {
  const { party } = node.identity;
  const now = node.world.clock.now();
  const { fold } = node.ledgers();
  const compact = fold.compactAt(now);
  if (request.kind === "receipt") throw new NodeFailure("unknown-kind", "receipts have an endpoint of their own");
  const matter = request.matter ?? null;
  const present = matter === null ? undefined : fold.matter(matter, now);
  const to = request.to ?? defaultTo(node, present, request);
  const known = to.every((id) => id !== party && compact.parties.some((other) => other.id === id));
  if (!known) throw new NodeFailure("bad-request", "`to` names other parties to this compact", { field: "to" });
  for (const digest of attachmentsOf(request.body)) {
    if (node.world.store.attachment(digest) === undefined) {
      throw new NodeFailure("attachment-missing", `no attachment ${digest} has been brought; PUT it first`);
    }
  }
  return { kind: request.kind, matter, to, marking: request.marking ?? compact.marking, body: request.body };
}

/** Everyone whom it concerns; who has left the compact is told of nothing new. */
function defaultTo(
  { identity, ledgers, world }: Desk["node"],
  matter: Matter | undefined,
  request: Static<typeof Request>,
) {
  const now = world.clock.now();
  const { fold } = ledgers();
  const to = addresseesOf(fold.compactAt(now), matter, identity.party, request.body);
  const agreement = fold.agreement(now);
  return matter === undefined ? to.filter((party) => !hasLeft(agreement, party, now)) : to;
}

const attachmentsOf = (body: Readonly<Record<string, unknown>>): readonly string[] => {
  const { attachments } = body;
  return Array.isArray(attachments) ? attachments.map((item: { digest?: unknown }) => String(item?.digest)) : [];
};
