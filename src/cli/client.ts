// What the command line asks of a node's console API. A problem becomes an error that says what the
// node said.

import type { Problem } from "../node/http/api.ts";

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: Problem | undefined;

  constructor(message: string, problem?: Problem, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

export type Client = {
  readonly url: string;
  readonly get: <T>(path: string) => Promise<T>;
  readonly text: (path: string) => Promise<string>;
  readonly post: <T>(path: string, body: unknown) => Promise<T>;
  readonly put: <T>(path: string, bytes: Uint8Array) => Promise<T>;
  readonly sendFile: <T>(path: string, bytes: Uint8Array) => Promise<T>;
};

const TIMEOUT_MS = 30_000;

export function clientOf(url: string): Client {
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw new ApiError(
        `no node answers at ${url}; start it with "npm start" or name another with --node`,
        undefined,
        cause,
      );
    }
    if (response.ok) return response;
    const text = await response.text();
    const problem = problemIn(text);
    throw new ApiError(problem?.detail ?? `${url} answered ${response.status}`, problem);
  };
  const send = (method: string, type: string, body: string | Uint8Array): RequestInit => ({
    method,
    headers: { "content-type": type },
    body: body as BodyInit,
  });
  return {
    url,
    get: async <T>(path: string) => (await (await ask(path, {})).json()) as T,
    text: async (path) => (await ask(path, {})).text(),
    post: async <T>(path: string, body: unknown) =>
      (await (await ask(path, send("POST", "application/json", JSON.stringify(body)))).json()) as T,
    sendFile: async <T>(path: string, bytes: Uint8Array) =>
      (await (await ask(path, send("POST", "application/octet-stream", bytes))).json()) as T,
    put: async <T>(path: string, bytes: Uint8Array) =>
      (await (await ask(path, send("PUT", "application/octet-stream", bytes))).json()) as T,
  };
}

function problemIn(text: string): Problem | undefined {
  try {
    const value = JSON.parse(text) as Partial<Problem>;
    return typeof value.detail === "string" ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}
