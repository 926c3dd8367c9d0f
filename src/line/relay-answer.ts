// What a relay says to a letter for somebody else: it keeps it, or why not. The answer is not signed:
// whoever stands between can forge it, and nothing follows from it but when to try again. What proves
// delivery is the recipient's receipt. spec/routes.md

import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";

export const RELAY_CODES = [
  "not-a-letter",
  "too-large",
  "wrong-recipient",
  "unknown-party",
  "wrong-session-signature",
  "no-consent",
  "shelf-full",
] as const;
export type RelayCode = (typeof RELAY_CODES)[number];

export const RELAY_ANSWER_BYTES = 1_024;

export const RelayAnswer = Type.Union([
  Type.Object({ held: Type.Literal(true) }, { additionalProperties: false }),
  Type.Object(
    { held: Type.Literal(false), code: Type.Enum(RELAY_CODES), because: Type.String({ maxLength: 200 }) },
    { additionalProperties: false },
  ),
]);
export type RelayAnswer = Static<typeof RelayAnswer>;

const isAnswer = Compile(RelayAnswer);

export const HELD: RelayAnswer = { held: true };

export const notHeld = (code: RelayCode, because: string): RelayAnswer => ({
  held: false,
  code,
  because: because.slice(0, 200),
});

/** Reads a relay's answer; undefined when it is none. */
export function readRelayAnswer(text: string): RelayAnswer | undefined {
  if (text.length > RELAY_ANSWER_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isAnswer.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
