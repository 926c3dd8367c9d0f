// `withdraw-compact`: a member leaves, at its own wish and with the notice that was agreed. What was begun
// before goes on to its end with it (VCLT, Article 70); it opens nothing new. spec/agreement.md

import { type Static } from "typebox";
import { InstantText, Text } from "../kernel/act.ts";
import { parseInstant } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import { isBound, isInForce, versionAt, withdrawalNotice, type AgreementRule } from "./agreement.ts";
import { body } from "./fields.ts";

export const WithdrawBody = body({ reason: Text, from: InstantText });
export type WithdrawBody = Static<typeof WithdrawBody>;

export const withdraw: AgreementRule<WithdrawBody> = {
  kind: "withdraw-compact",
  body: WithdrawBody,
  may: (occasion, agreement) =>
    firstRefusal(
      () => isBound(occasion, agreement),
      () => isInForce(occasion, agreement),
      () => {
        const given = agreement.withdrawals.find(({ by }) => by === occasion.by);
        return given === undefined ? REGULAR : irregular("already-withdrawn", { from: given.from });
      },
    ),
  judge: (act, { versions, founding }) => {
    const compact = versionAt(versions, act.at)?.compact ?? founding.compact;
    const from = act.at + withdrawalNotice(compact);
    return (parseInstant(act.body.from) ?? 0) >= from ? REGULAR : irregular("notice-too-short", { from });
  },
  apply: (agreement, { id, by, at, body: { from } }) => ({
    ...agreement,
    withdrawals: [...agreement.withdrawals, { act: id, by, at, from: parseInstant(from) ?? at }],
  }),
};
