// GET /api/channels: the back-channels of this node, without what was said. POST /api/channels/...: open,
// answer, unlock, lock, read, say, end and promote. What is private comes only with the token of a sitting.
// spec/back-channel.md

import type { FastifyInstance } from "fastify";
import { Type, type Static } from "typebox";
import { InstantText, PARTY_PATTERN } from "../../core/kernel/act.ts";
import { OfficeId } from "../../core/line/contacts.ts";
import { CHANNEL_LIMITS, PASSPHRASE, USES } from "../../core/line/channel-limits.ts";
import { CHANNEL_PATTERN, May } from "../../line/channel.ts";
import { Said } from "../../line/channel-seal.ts";
import { createChannelDesk } from "../channel-desk.ts";
import type { ActSigned } from "./api.ts";
import type { ChannelReading, ChannelsView, Sitting } from "./channel-api.ts";
import type { Desk } from "./desk.ts";

const closed = { additionalProperties: false } as const;
const Party = Type.String({ pattern: PARTY_PATTERN });
const Passphrase = Type.String({ minLength: 1, maxLength: PASSPHRASE.most });
const inChannel = { channel: Type.String({ pattern: CHANNEL_PATTERN }) };
const sitting = { ...inChannel, sitting: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" }) };
const side = { role: OfficeId, may: May, until: InstantText, passphrase: Passphrase };

const Ending = Type.Object(inChannel, closed);
const Opening = Type.Object({ with: Party, use: Type.Enum(USES), ...side }, closed);
const Answering = Type.Object({ ...inChannel, ...side }, closed);
const Unlocking = Type.Object({ ...inChannel, role: OfficeId, passphrase: Passphrase }, closed);
const Reading = Type.Object(sitting, closed);
const Saying = Type.Object({ ...sitting, said: Said }, closed);
const Promoting = Type.Object(
  { ...sitting, by: Party, number: Type.Integer({ minimum: 1, maximum: CHANNEL_LIMITS.words }) },
  closed,
);

type Asked<T extends Parameters<typeof Type.Optional>[0]> = { Body: Static<T> };

export function postChannel(app: FastifyInstance, { node }: Desk): void {
  const desk = createChannelDesk(node);
  app.addHook("onClose", async () => desk.stop());
  app.get("/api/channels", (): ChannelsView => desk.list());
  app.post<Asked<typeof Opening>>("/api/channels/open", { schema: { body: Opening } }, ({ body }): Promise<Sitting> =>
    desk.open(body),
  );
  app.post<Asked<typeof Answering>>(
    "/api/channels/answer",
    { schema: { body: Answering } },
    ({ body: { channel, ...asked } }): Promise<Sitting> => desk.answer(channel, asked),
  );
  app.post<Asked<typeof Unlocking>>(
    "/api/channels/unlock",
    { schema: { body: Unlocking } },
    ({ body }): Promise<Sitting> => desk.unlock(body.channel, body.role, body.passphrase),
  );
  app.post<Asked<typeof Reading>>("/api/channels/lock", { schema: { body: Reading } }, ({ body }) => {
    desk.lock(body.channel, body.sitting);
    return {};
  });
  app.post<Asked<typeof Reading>>(
    "/api/channels/read",
    { schema: { body: Reading } },
    ({ body }): Promise<ChannelReading> => desk.read(body.channel, body.sitting),
  );
  app.post<Asked<typeof Saying>>(
    "/api/channels/say",
    { schema: { body: Saying } },
    ({ body }): Promise<ChannelReading> => desk.say(body.channel, body.sitting, body.said),
  );
  app.post<Asked<typeof Ending>>("/api/channels/end", { schema: { body: Ending } }, async ({ body }) => {
    await desk.end(body.channel);
    return {};
  });
  app.post<Asked<typeof Promoting>>(
    "/api/channels/promote",
    { schema: { body: Promoting } },
    async ({ body: { channel, sitting: token, by, number } }, reply) => {
      const { act } = await node.sign(await desk.draftOf(channel, token, by, number));
      const signed: ActSigned = { id: act.id, seq: act.seq, matter: act.matter, at: act.at };
      return reply.code(201).send(signed);
    },
  );
}
