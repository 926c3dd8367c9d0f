// A receipt says how far an act has come at the other side. One receipt covers a run of acts of one
// author; receipts are not receipted themselves. spec/line.md

import { Type, type Static } from "typebox";

/** `delivered` by the node, `opened` by the watch officer, `read` by the principal. */
export const RECEIPT_LEVELS = ["delivered", "opened", "read"] as const;
export type ReceiptLevel = (typeof RECEIPT_LEVELS)[number];

export const RECEIPT = "receipt";

export const ReceiptBody = Type.Object(
  {
    level: Type.Enum(RECEIPT_LEVELS),
    of: Type.String({ pattern: "^[a-z][a-z0-9-]{1,30}$" }),
    from: Type.Integer({ minimum: 1 }),
    through: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);
export type ReceiptBody = Static<typeof ReceiptBody>;
