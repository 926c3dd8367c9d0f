// The line's own door: other nodes bring letters here and say hello, and nothing else is answered. spec/seal.md

import Fastify, { type FastifyInstance } from "fastify";
import { HELLO_LIMITS } from "../../line/hello.ts";
import { LETTER_LIMITS } from "../../line/letter.ts";
import type { Node } from "../node.ts";
import { problemOf } from "./problem.ts";

export const LETTER_PATH = "/line/v1/letter";
/** Letters that this node is asked to keep for somebody else, and letters that somebody kept for it. */
export const RELAY_PATH = "/line/v1/relay";
export const RELAYED_PATH = "/line/v1/relayed";
export const HELLO_PATH = "/line/v1/hello";

export function lineServer(node: Node, onError: (error: unknown) => void): FastifyInstance {
  const app = Fastify({ bodyLimit: LETTER_LIMITS.bytes, logger: false, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  // The text is read once, by the hello's own reader, so that what was received is what is checked.
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body));
  const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  for (const [path, route] of [
    [LETTER_PATH, "direct"],
    [RELAYED_PATH, "relay"],
  ] as const) {
    app.post(path, async ({ body }, reply) =>
      reply.type("application/octet-stream").send(await node.receive(bytesOf(body), route)),
    );
  }
  app.post(RELAY_PATH, async ({ body }, reply) =>
    reply.type("application/json").send(JSON.stringify(await node.relay.take(bytesOf(body)))),
  );
  app.post(HELLO_PATH, { bodyLimit: HELLO_LIMITS.bytes }, async (request, reply) => {
    const { of } = request.query as { readonly of?: unknown };
    const asked = typeof of === "string" ? of : undefined;
    const answer = await node.hello(typeof request.body === "string" ? request.body : "", asked);
    return reply.type("application/json").send(answer);
  });
  app.setErrorHandler((error, _request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) onError(error);
    return reply.code(problem.status).type("application/problem+json").send(problem);
  });
  return app;
}
