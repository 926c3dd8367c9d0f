// Requests to this seat's own node. An answer is a value or a problem (RFC 9457); a null problem means
// that the node did not answer at all, which the page says differently.

import type { Problem } from "../../src/node/http/api.ts";

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem | null };

const ANSWER_WITHIN_MS = 8_000;

async function ask<T>(path: string, init: RequestInit): Promise<Outcome<T>> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const text = await response.text();
    const value: unknown = text === "" ? null : JSON.parse(text);
    return response.ok ? { ok: true, value: value as T } : { ok: false, problem: value as Problem };
  } catch {
    return { ok: false, problem: null };
  }
}

export const read = <T>(path: string): Promise<Outcome<T>> => ask(path, { headers: { accept: "application/json" } });

export const post = <T>(path: string, body: unknown): Promise<Outcome<T>> =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** Brings the bytes of an attachment to the node, which answers with their digest. */
export const bring = (
  bytes: Blob,
  name: string,
  type: string,
): Promise<Outcome<{ readonly digest: string; readonly bytes: number }>> =>
  ask(`/api/attachments?${new URLSearchParams({ name: name.slice(0, 120), type: type.slice(0, 120) })}`, {
    method: "PUT",
    headers: { "content-type": "application/octet-stream" },
    body: bytes,
  });

/** A file as it is, to an endpoint that reads octets. */
export const sendFile = <T>(path: string, bytes: Blob): Promise<Outcome<T>> =>
  ask(path, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: bytes });
