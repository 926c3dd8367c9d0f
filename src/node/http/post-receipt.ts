// POST /api/receipts: a person here has opened or read an act of another party. 201 with the receipt's
// id, or 200 when that had been said before.

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { DIGEST_PATTERN } from "../../core/kernel/act.ts";
import type { Desk } from "./desk.ts";

const Request = Type.Object(
  { level: Type.Enum(["opened", "read"]), act: Type.String({ pattern: DIGEST_PATTERN }) },
  { additionalProperties: false },
);

export function postReceipt(app: FastifyInstance, { node }: Desk): void {
  app.post<{ Body: Static<typeof Request> }>(
    "/api/receipts",
    { schema: { body: Request } },
    async ({ body }, reply) => {
      const signed = await node.receipt(body.level, body.act);
      return signed === null ? reply.send({ id: null }) : reply.code(201).send({ id: signed.act.id });
    },
  );
}
