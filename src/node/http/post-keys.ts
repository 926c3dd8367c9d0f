// POST /api/keys: makes new private keys in the node's folder and gives their public parts, for an act that
// says them. They count for nobody until the others have confirmed them. spec/pairing.md

import type { FastifyInstance } from "fastify";
import type { PublicKeys } from "../../crypto/keys.ts";
import { NodeFailure } from "../failure.ts";
import { makeKeys } from "../key-file.ts";
import type { Desk } from "./desk.ts";

export type KeysMade = { readonly keys: PublicKeys };

export function postKeys(app: FastifyInstance, { node, dir }: Desk): void {
  app.post("/api/keys", (_request, reply): KeysMade => {
    if (dir === undefined) throw new NodeFailure("bad-request", "this node has no folder to keep keys in");
    void reply.code(201);
    return { keys: makeKeys(dir, node.identity) };
  });
}
