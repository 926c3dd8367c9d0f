// One writer and group commit: what is asked for while a commit is under way goes into the next one,
// so that many acts share one wait for the disk. Each job checks first and writes after; a job that
// refuses touches nothing, and a disk that refuses undoes all jobs of the group.

import { NodeFailure } from "./failure.ts";
import type { Store, Writing } from "../store/store.ts";

/** Thrown by a job before it has written anything: only this job fails, the group goes on. */
export class JobRefused extends Error {
  override readonly name = "JobRefused";
  readonly reason: unknown;

  constructor(reason: unknown) {
    super("a job refused", { cause: reason });
    this.reason = reason;
  }
}

type Job = {
  readonly run: (writing: Writing) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: unknown };

export type Writer = {
  /** Runs `run` inside the next transaction; settles when that transaction is on disk. */
  readonly write: <T>(run: (writing: Writing) => T) => Promise<T>;
};

/** Jobs in one transaction at most, so that one commit never holds the event loop for long. */
const GROUP = 512;

export function createWriter(
  store: Store,
  soon: (work: () => void) => void,
  /** Memory went ahead of a disk that refused: make it again from the store. */
  onRolledBack: () => void,
): Writer {
  let queue: Job[] = [];
  let scheduled = false;

  const flush = (): void => {
    scheduled = false;
    const group = queue.slice(0, GROUP);
    queue = queue.slice(GROUP);
    if (queue.length > 0) schedule();
    const outcomes: Outcome[] = [];
    try {
      store.transact((writing) => {
        for (const job of group) outcomes.push(attempt(job, writing));
      });
    } catch (error) {
      onRolledBack();
      for (const job of group) job.reject(error);
      return;
    }
    group.forEach((job, i) => {
      const outcome = outcomes[i] as Outcome;
      if (outcome.ok) job.resolve(outcome.value);
      else job.reject(outcome.reason);
    });
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    soon(flush);
  };

  return {
    write: <T>(run: (writing: Writing) => T) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ run, resolve: resolve as (value: unknown) => void, reject });
        schedule();
      }),
  };
}

function attempt(job: Job, writing: Writing): Outcome {
  try {
    return { ok: true, value: job.run(writing) };
  } catch (error) {
    if (error instanceof JobRefused) return { ok: false, reason: error.reason };
    throw error;
  }
}

/** A refusal inside a job fails that job alone. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NodeFailure) throw new JobRefused(error);
    throw error;
  }
}
