// GET /api/messages: the formal messages outside every matter. GET /api/messages/:id: one act as a formal
// message, whatever matter it belongs to.

import type { FastifyInstance } from "fastify";
import { messagesView, messageView } from "../messages.ts";
import type { Desk } from "./desk.ts";

export function getMessages(app: FastifyInstance, { node }: Desk): void {
  app.get("/api/messages", () => messagesView(node));
  app.get<{ Params: { id: string } }>("/api/messages/:id", ({ params }) => messageView(node, params.id));
}
