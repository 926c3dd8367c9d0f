// Why a try did not arrive, as one of a few codes that mean the same on every machine. spec/routes.md

import { LETTER_CODES, type LetterCode } from "../line/letter.ts";
import { NodeFailure } from "./failure.ts";

export const WAY_CODES = [
  "no-answer",
  "nobody-listens",
  "no-way",
  "no-address",
  "broken-off",
  "bad-answer",
  "no-key",
  "failed",
] as const;
export type WayCode = (typeof WAY_CODES)[number];

/** Thrown by whoever knows which it is. A code of a letter means that it arrived and was not taken. */
export class WayFailure extends Error {
  override readonly name = "WayFailure";
  readonly code: WayCode | LetterCode;

  constructor(code: WayCode | LetterCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What the system's errors mean for somebody who waits for an answer. */
const SYSTEM: Readonly<Record<string, WayCode>> = {
  ETIMEDOUT: "no-answer",
  ECONNREFUSED: "nobody-listens",
  EHOSTUNREACH: "no-way",
  ENETUNREACH: "no-way",
  ENETDOWN: "no-way",
  EADDRNOTAVAIL: "no-way",
  ENOTFOUND: "no-address",
  EAI_AGAIN: "no-address",
  ECONNRESET: "broken-off",
  EPIPE: "broken-off",
};

export type Failed = {
  readonly outcome: "failed" | "refused";
  readonly code: WayCode | LetterCode;
  readonly because: string;
};

const isLetterCode = (code: string): boolean => (LETTER_CODES as readonly string[]).includes(code);

export function failureOf(error: unknown): Failed {
  const because = error instanceof Error ? error.message : "it failed without saying why";
  if (error instanceof WayFailure) {
    return { outcome: isLetterCode(error.code) ? "refused" : "failed", code: error.code, because };
  }
  if (error instanceof NodeFailure && error.code === "no-key") return { outcome: "failed", code: "no-key", because };
  const system = error instanceof Error && "code" in error ? SYSTEM[String(error.code)] : undefined;
  return { outcome: "failed", code: system ?? "failed", because };
}
