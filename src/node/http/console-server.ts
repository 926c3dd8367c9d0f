// The console's server: the API for officers and the built pages. It listens on loopback only and
// answers only to its own name, because there is no sign-in yet: a page from elsewhere, or a name that
// was pointed here, gets nothing.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { LIMITS } from "../../core/kernel/act.ts";
import { NodeFailure } from "../failure.ts";
import type { Desk } from "./desk.ts";
import { getCase } from "./get-case.ts";
import { getCompact } from "./get-compact.ts";
import { getCompacts } from "./get-compacts.ts";
import { getContacts } from "./get-contacts.ts";
import { getEvidence } from "./get-evidence.ts";
import { getEvents } from "./get-events.ts";
import { getKeys } from "./get-keys.ts";
import { getLedgers } from "./get-ledgers.ts";
import { getLine } from "./get-line.ts";
import { getAgreement } from "./get-agreement.ts";
import { getMatter } from "./get-matter.ts";
import { getMeasures } from "./get-measures.ts";
import { getMessages } from "./get-messages.ts";
import { getNode } from "./get-node.ts";
import { getNotices } from "./get-notices.ts";
import { getProof } from "./get-proof.ts";
import { getReadiness } from "./get-readiness.ts";
import { getWatch } from "./get-watch.ts";
import { getWhy } from "./get-why.ts";
import { postAct } from "./post-act.ts";
import { postChannel } from "./post-channel.ts";
import { postCodes } from "./post-codes.ts";
import { postCourier } from "./post-courier.ts";
import { postKeys } from "./post-keys.ts";
import { postReceipt } from "./post-receipt.ts";
import { postRebuild } from "./post-rebuild.ts";
import { postThin } from "./post-thin.ts";
import { problemOf } from "./problem.ts";
import { putAttachment } from "./put-attachment.ts";

const PAGES = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

/** Every endpoint of the console. */
const ENDPOINTS = [
  getNode,
  getNotices,
  getWatch,
  getMatter,
  getAgreement,
  getMeasures,
  getMessages,
  getProof,
  getReadiness,
  getLedgers,
  getCase,
  getCompact,
  getCompacts,
  getContacts,
  getKeys,
  getEvents,
  getEvidence,
  getLine,
  getWhy,
  postAct,
  postChannel,
  postKeys,
  postReceipt,
  postRebuild,
  postCourier,
  postCodes,
  postThin,
  putAttachment,
] as const;

export async function consoleServer(desk: Desk, onError: (error: unknown) => void): Promise<FastifyInstance> {
  // Unknown fields are refused and nothing is guessed: the framework would drop the ones and convert the others.
  const ajv = { customOptions: { removeAdditional: false, coerceTypes: false } } as const;
  const app = Fastify({ bodyLimit: 4 * LIMITS.actBytes, logger: false, forceCloseConnections: true, ajv });
  app.addHook("onRequest", async (request) => fromHere(request));
  // Before any plugin is awaited: routes that are loaded by then would keep the framework's own handler.
  app.setErrorHandler((error, _request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) onError(error);
    return reply.code(problem.status).type("application/problem+json").send(problem);
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  for (const endpoint of ENDPOINTS) endpoint(app, desk);
  if (existsSync(PAGES)) await app.register(fastifyStatic, { root: PAGES, wildcard: false });
  app.setNotFoundHandler(async (request, reply) => {
    // Pages have addresses of their own; the console's script finds out which it is.
    if (request.method === "GET" && !request.url.startsWith("/api/") && existsSync(PAGES))
      return reply.sendFile("index.html");
    const problem = problemOf(new NodeFailure("unknown-act", `there is nothing at ${request.url.slice(0, 200)}`));
    return reply
      .code(404)
      .type("application/problem+json")
      .send({ ...problem, code: "not-found", title: "not found" });
  });
  return app;
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

function fromHere(request: FastifyRequest): void {
  const { host, origin } = request.headers;
  const strange = host === undefined || !LOCAL.test(host) || (origin !== undefined && origin !== `http://${host}`);
  if (strange) throw new NodeFailure("not-local", "the console answers only to pages of its own, on this machine");
}
