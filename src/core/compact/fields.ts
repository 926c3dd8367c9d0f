// Fields that the bodies of many acts share. spec/act.md

import { Type, type Static, type TProperties } from "typebox";
import { Digest, Text } from "../kernel/act.ts";

/** Every body may carry the reason with which an officer signed it against the law's advice. */
const Override = Type.Optional(Text);

/** A body: the given fields, an optional `override`, and nothing else. */
export const body = <P extends TProperties>(fields: P) =>
  Type.Object({ ...fields, override: Override }, { additionalProperties: false });

/** The act that this one is about, by its id. */
export const Of = Digest;

/** An attachment is named by its digest; its bytes travel apart. */
export const Attachment = Type.Object(
  {
    digest: Digest,
    name: Type.String({ minLength: 1, maxLength: 120 }),
    type: Type.String({ minLength: 1, maxLength: 120 }),
    bytes: Type.Integer({ minimum: 0, maximum: 25 * 1024 * 1024 }),
  },
  { additionalProperties: false },
);
export type Attachment = Static<typeof Attachment>;
