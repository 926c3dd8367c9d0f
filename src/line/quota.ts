// How much a node takes of one peer: a bucket of letters, acts and bytes that fills again with time. What
// must come through at the worst of times, FLASH, receipts and tests, draws on a bucket of its own. What
// is over is not lost: its sender keeps it, and comes again. Pure. spec/seal.md

import { SECOND, type Instant, type Millis } from "../core/kernel/instant.ts";

/** What a letter takes of a bucket. */
export type Load = { readonly letters: number; readonly acts: number; readonly bytes: number };

type Bounds = {
  /** At most so much at once. */
  readonly most: Load;
  /** So much comes back in a second. */
  readonly perSecond: Load;
};

const MIB = 1024 * 1024;

/** The ordinary bucket holds a catch-up after days of silence; what comes back is far above any talk of people. */
export const QUOTA: Bounds = {
  most: { letters: 4_096, acts: 8_192, bytes: 128 * MIB },
  perSecond: { letters: 20, acts: 16, bytes: MIB / 8 },
};

export const RESERVE: Bounds = {
  most: { letters: 512, acts: 1_024, bytes: 16 * MIB },
  perSecond: { letters: 4, acts: 4, bytes: MIB / 32 },
};

/** What a bucket still holds, and since when it fills. */
export type Bucket = Load & { readonly at: Instant };

export const fullBucket = ({ most }: Bounds, now: Instant): Bucket => ({ ...most, at: now });

const each = (make: (of: keyof Load) => number): Load => ({
  letters: make("letters"),
  acts: make("acts"),
  bytes: make("bytes"),
});

/** The bucket at `now`. A clock that was put back fills nothing and takes nothing. */
function filled(bucket: Bucket, { most, perSecond }: Bounds, now: Instant): Bucket {
  const seconds = Math.max(0, now - bucket.at) / SECOND;
  return { ...each((of) => Math.min(most[of], bucket[of] + perSecond[of] * seconds)), at: now };
}

export type Drawing =
  | { readonly ok: true; readonly bucket: Bucket }
  /** There is not enough: what there is stays, and after `wait` there is. */
  | { readonly ok: false; readonly bucket: Bucket; readonly wait: Millis };

const OF = ["letters", "acts", "bytes"] as const;

/** Takes a load from a bucket. One that is larger than the whole bucket waits until it is full. */
export function draw(before: Bucket, load: Load, bounds: Bounds, now: Instant): Drawing {
  const bucket = filled(before, bounds, now);
  const wanted = each((of) => Math.min(load[of], bounds.most[of]));
  const wait = Math.max(...OF.map((of) => ((wanted[of] - bucket[of]) / bounds.perSecond[of]) * SECOND));
  if (wait > 0) return { ok: false, bucket, wait: Math.ceil(wait) };
  return { ok: true, bucket: { ...each((of) => bucket[of] - wanted[of]), at: now } };
}
