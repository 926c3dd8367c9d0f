// PUT /api/attachments?name=…&type=…: bytes to be named by an act. Answers with their digest.

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { LIMITS } from "../../core/kernel/act.ts";
import { sha256Base64url } from "../../crypto/hash.ts";
import { NodeFailure } from "../failure.ts";
import type { Desk } from "./desk.ts";

const Query = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120 }),
  type: Type.String({ minLength: 1, maxLength: 120 }),
});

export function putAttachment(app: FastifyInstance, { node }: Desk): void {
  app.addContentTypeParser(
    "application/octet-stream",
    { parseAs: "buffer", bodyLimit: LIMITS.attachmentBytes },
    (_request, body, done) => done(null, body),
  );
  app.put<{ Querystring: Static<typeof Query> }>(
    "/api/attachments",
    { schema: { querystring: Query }, bodyLimit: LIMITS.attachmentBytes },
    async ({ body, query }, reply) => {
      if (!Buffer.isBuffer(body)) throw new NodeFailure("bad-request", "send the bytes as application/octet-stream");
      const digest = sha256Base64url(body);
      await node.attach({ digest, name: query.name, type: query.type, bytes: body });
      return reply.code(201).send({ digest, bytes: body.length });
    },
  );
}
