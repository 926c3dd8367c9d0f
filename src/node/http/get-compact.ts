// GET /api/compact: what was agreed and what is proposed. GET /api/compact/proposals/:id?lang=: what an
// officer reads before signing, with the check's result and the word `shown` that the signature brings back.

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { DIGEST_PATTERN, LANGUAGES } from "../../core/kernel/act.ts";
import { compactView } from "../agreement-view.ts";
import { ceremonyView } from "../ceremony.ts";
import type { Desk } from "./desk.ts";

const Params = Type.Object({ id: Type.String({ pattern: DIGEST_PATTERN }) });
const Query = Type.Object({ lang: Type.Optional(Type.Enum(LANGUAGES)) }, { additionalProperties: false });

export function getCompact(app: FastifyInstance, { node, checks }: Desk): void {
  app.get("/api/compact", () => compactView(node));
  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof Query> }>(
    "/api/compact/proposals/:id",
    { schema: { params: Params, querystring: Query } },
    ({ params, query }) => ceremonyView(node, checks, params.id, query.lang ?? "en"),
  );
}
