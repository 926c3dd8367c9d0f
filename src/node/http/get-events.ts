// GET /api/events: what changes, as it changes (server-sent events). A comment every two seconds lets
// the page notice a broken connection within five.

import type { FastifyInstance } from "fastify";
import type { Desk } from "./desk.ts";

const BEAT_MS = 2_000;

/** Pages that may listen at once: a browser holds a few, and each costs a timer and a socket. */
const LISTENERS = 64;

export function getEvents(app: FastifyInstance, { node }: Desk): void {
  let listeners = 0;
  let count = 0;
  app.get("/api/events", (_request, reply) => {
    if (listeners >= LISTENERS) return reply.code(503).send();
    listeners += 1;
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" });
    raw.write(": listening\n\n");
    const stop = node.subscribe((event) => {
      count += 1;
      raw.write(`id: ${count}\nevent: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`);
    });
    const beat = setInterval(() => raw.write(": beat\n\n"), BEAT_MS);
    raw.on("close", () => {
      listeners -= 1;
      clearInterval(beat);
      stop();
    });
    return reply;
  });
}
