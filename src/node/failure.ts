// Failures of a node: a closed list of codes, each with the HTTP status that fits it and a sentence
// that says what to do. Refusals by the law are data and travel as such. RFC 9457 over HTTP.

import type { Refusal } from "../core/kernel/verdict.ts";

export const FAILURES = {
  "against-the-law": 409,
  "unknown-kind": 422,
  "bad-body": 422,
  "bad-request": 400,
  "too-large": 413,
  "unknown-act": 404,
  "unknown-matter": 404,
  "unknown-proposal": 404,
  "not-shown": 409,
  "unknown-attachment": 404,
  "attachment-missing": 422,
  "disk-full": 507,
  "store-broken": 500,
  "node-stopped": 503,
  "not-local": 403,
  "not-public": 403,
  "no-key": 409,
  "unknown-channel": 404,
  "channel-not-open": 409,
  "channel-over": 409,
  "channel-full": 409,
  "channel-times": 422,
  "channel-locked": 403,
  "wrong-passphrase": 403,
  "wrong-office": 403,
  "weak-passphrase": 422,
  "not-agreed-aside": 409,
  rebuilding: 503,
} as const satisfies Record<string, number>;
export type FailureCode = keyof typeof FAILURES;

export class NodeFailure extends Error {
  override readonly name = "NodeFailure";
  readonly code: FailureCode;
  readonly refusal: Refusal | undefined;
  readonly field: string | undefined;

  constructor(
    code: FailureCode,
    message: string,
    more: { readonly refusal?: Refusal; readonly field?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.refusal = more.refusal;
    this.field = more.field;
  }
}
