// How commands speak: one line of plain words for people, or JSON with --json; errors on standard error
// with an exit code of 1, and never a stack for what a person can put right.

import { ConfigError } from "../node/config-error.ts";
import { StoreFailure } from "../store/store.ts";
import { ApiError } from "./client.ts";

/** Prints a result: as JSON when asked for, else as the lines given. */
export function print(json: boolean | undefined, value: unknown, lines: () => readonly string[]): void {
  process.stdout.write(json === true ? `${JSON.stringify(value, null, 2)}\n` : `${lines().join("\n")}\n`);
}

/** Says what went wrong and sets the exit code. */
export function fail(error: unknown, json: boolean | undefined): void {
  process.exitCode = 1;
  const known = error instanceof ConfigError || error instanceof StoreFailure || error instanceof ApiError;
  const message = error instanceof Error ? error.message : String(error);
  if (json === true) {
    const problem = error instanceof ApiError ? error.problem : undefined;
    const code = error instanceof StoreFailure ? error.code : undefined;
    process.stdout.write(`${JSON.stringify({ ok: false, error: message, code, problem }, null, 2)}\n`);
  } else process.stderr.write(`downrung: ${known || !(error instanceof Error) ? message : (error.stack ?? message)}\n`);
}

/** A length of time in words: `1 h 20 min`, `45 s`. */
export function inWords(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} d`;
}
