// GET /api/notices: what is announced, where it clashes. GET /api/notices.ics?lang=: the same as a calendar.
// GET /api/matters/:id/notices: what was announced that a matter may be. spec/notice.md

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { LANGUAGES } from "../../core/kernel/act.ts";
import { noticesToCalendar } from "../../interop/notices-calendar.ts";
import { matterView } from "../views.ts";
import { noticesView } from "../notices.ts";
import type { Desk } from "./desk.ts";

const Query = Type.Object({ lang: Type.Optional(Type.Enum(LANGUAGES)) }, { additionalProperties: false });

export function getNotices(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/notices", () => noticesView(node));
  app.get<{ Querystring: Static<typeof Query> }>(
    "/api/notices.ics",
    { schema: { querystring: Query } },
    async ({ query }, reply) => {
      const { notices, now } = noticesView(node);
      const compact = node.ledgers().fold.compactAt(now);
      return reply
        .type("text/calendar; charset=utf-8")
        .header("content-disposition", 'attachment; filename="notices.ics"')
        .send(noticesToCalendar(notices, compact, query.lang ?? "en"));
    },
  );
  app.get<{ Params: { id: string } }>("/api/matters/:id/notices", ({ params }) => matterView(node, params.id).notices);
}
