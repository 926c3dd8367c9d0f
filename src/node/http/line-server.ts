// The line's own door: other nodes bring envelopes here, and nothing else is answered. spec/line.md

import Fastify, { type FastifyInstance } from "fastify";
import { ENVELOPE_LIMITS } from "../../line/envelope.ts";
import type { Node } from "../node.ts";
import { problemOf } from "./problem.ts";

export const LINE_PATH = "/line/v1/envelope";

export function lineServer(node: Node, onError: (error: unknown) => void): FastifyInstance {
  const app = Fastify({ bodyLimit: ENVELOPE_LIMITS.bytes, logger: false, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  // The text is read once, by the envelope's own reader, so that what was received is what is checked.
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.post(LINE_PATH, async (request, reply) => {
    const answer = await node.receive(typeof request.body === "string" ? request.body : "");
    return reply.type("application/json").send(JSON.stringify(answer));
  });
  app.setErrorHandler((error, _request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) onError(error);
    return reply.code(problem.status).type("application/problem+json").send(problem);
  });
  return app;
}
