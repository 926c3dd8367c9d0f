// POST /api/courier/pack: everything that some parties have not receipted, as one file for removable media,
// with our own key, so that they can answer. POST /api/courier/unpack: a file that was brought here.
// Nothing is believed of a file but what its letters prove. spec/courier.md

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { LIMITS, PARTY_PATTERN, type PartyId } from "../../core/kernel/act.ts";
import { COURIER_LIMITS, packCourier, readCourier } from "../../line/courier.ts";
import { bringCarried, noteLeft } from "../carried.ts";
import { NodeFailure } from "../failure.ts";
import type { Node } from "../node.ts";
import type { Packed, Unpacked } from "./courier-api.ts";
import type { Desk } from "./desk.ts";

const Asked = Type.Object(
  { to: Type.Array(Type.String({ pattern: PARTY_PATTERN }), { minItems: 1, maxItems: LIMITS.parties }) },
  { additionalProperties: false },
);

export function postCourier(app: FastifyInstance, { node }: Desk): void {
  app.post<{ Body: Static<typeof Asked> }>(
    "/api/courier/pack",
    { schema: { body: Asked } },
    async ({ body }): Promise<Packed> => packFor(node, [...new Set(body.to)]),
  );
  app.post("/api/courier/unpack", { bodyLimit: COURIER_LIMITS.bytes }, async ({ body }): Promise<Unpacked> => {
    if (!Buffer.isBuffer(body)) throw new NodeFailure("bad-request", "send the file as application/octet-stream");
    const read = readCourier(body);
    if (!read.ok) throw new NodeFailure(read.code === "too-large" ? "too-large" : "bad-request", read.because);
    return { damage: read.damage, fates: await bringCarried(node, read.letters, "courier") };
  });
}

async function packFor(node: Node, to: readonly PartyId[]): Promise<Packed> {
  const stranger = to.find((party) => !node.identity.peers.includes(party));
  if (stranger !== undefined) throw new NodeFailure("bad-request", `${stranger} is no other party to the compact`);
  const keyless = to.filter((party) => node.lineKeys.of(party) === undefined);
  const hello = node.lineKeys.hello();
  const things: Uint8Array[] = hello === null ? [] : [Buffer.from(hello, "utf8")];
  const letters: Record<PartyId, number> = {};
  for (const party of to) {
    const packed = keyless.includes(party) ? [] : await node.pack(party);
    letters[party] = packed.length;
    things.push(...packed);
  }
  const { file, leftOut } = packCourier(things);
  if (leftOut === 0) for (const party of to) if ((letters[party] ?? 0) > 0) noteLeft(node, party, "courier");
  return { file: file.toString("base64"), bytes: file.length, letters, keyless, leftOut };
}
