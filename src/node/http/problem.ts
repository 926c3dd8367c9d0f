// Failures as RFC 9457 problem details. Nothing of the machine leaks: what is not a known failure says
// only that it is one, and goes to the log.

import { NodeFailure, FAILURES } from "../failure.ts";
import { StoreFailure } from "../../store/store.ts";
import type { Problem } from "./api.ts";

export function problemOf(error: unknown): Problem {
  if (error instanceof NodeFailure) {
    const base = problem(error.code, FAILURES[error.code], error.message);
    const { refusal, field } = error;
    const law = refusal === undefined ? {} : { rule: refusal.rule, args: refusal.args };
    return { ...base, ...law, ...(field === undefined ? {} : { field }) };
  }
  if (error instanceof StoreFailure) {
    return problem(error.code, error.code === "disk-full" ? 507 : 500, error.message);
  }
  const status = statusOf(error);
  const known = status >= 400 && status < 500 && error instanceof Error;
  return problem(
    known ? "bad-request" : "failure",
    status,
    known ? error.message : "the node failed; its log says why",
  );
}

function statusOf(error: unknown): number {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 600 ? status : 500;
}

const problem = (code: string, status: number, detail: string): Problem => ({
  type: `https://downrung.example/problems/${code}`,
  title: code.replaceAll("-", " "),
  status,
  detail,
  code,
});
