// The way in: an envelope is opened and every act in it checked before any of it is stored. The acts
// that pass, the receipt for them and the jobs they cause go to disk in one transaction. spec/line.md

import type { Act } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { RECEIPT } from "../core/kernel/receipt.ts";
import { chain, checkShape, type Checked, type DoorCode, type Doorway } from "../line/door.ts";
import type { Envelope, EnvelopeAnswer } from "../line/envelope.ts";
import type { Store, StoredFork, Writing } from "../store/store.ts";
import { cosignNote, judgeCheckpoint } from "./checkpoints.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";
import type { SignatureCheck, World } from "./world.ts";

type Stop = NonNullable<EnvelopeAnswer["stopped"]>;

/** Acts whose shape and signature are good, and what stopped the reading of the rest. */
export type Opened = { readonly good: readonly Checked[]; readonly stopped: Stop | null };

/** What the door knows: keys and id are those of the founding, the skew is that of the version in force. */
export const doorwayOf = ({ compact, publicKeys }: Identity, inForce = compact): Doorway => ({
  compact: compact.id,
  mode: compact.mode,
  skew: inForce.skew,
  keys: new Map([...publicKeys].map(([party, { act }]) => [party, act])),
});

/** Checks the shape of every act and, together, their signatures. Stops at the first that fails. */
export async function openEnvelope(envelope: Envelope, door: Doorway, held: number, world: World): Promise<Opened> {
  const now = world.clock.now();
  const good: Checked[] = [];
  let stopped: Stop | null = null;
  for (const token of envelope.acts) {
    const checked = checkShape(token, envelope.from, door, now);
    if (!checked.ok) {
      stopped = { code: checked.code, seq: (good.at(-1)?.act.seq ?? held) + 1, because: checked.because };
      break;
    }
    good.push(checked);
  }
  const verdicts = await world.verifyAll(good.map((checked) => signatureOf(checked, door)));
  const forged = verdicts.indexOf(false);
  if (forged >= 0) {
    const because = `the signature is not ${envelope.from}'s`;
    stopped = { code: "wrong-signature", seq: good[forged]?.act.seq ?? 0, because };
    good.length = forged;
  }
  return { good, stopped };
}

function signatureOf({ act, jwt }: Checked, door: Doorway): SignatureCheck {
  const key = door.keys.get(act.by);
  if (key === undefined) throw new Error(`invariant: the door let ${act.by} in without a key`);
  const dot = jwt.lastIndexOf(".");
  return {
    message: Buffer.from(jwt.slice(0, dot), "latin1"),
    key,
    signature: Buffer.from(jwt.slice(dot + 1), "base64url"),
  };
}

export type Taken = {
  /** Acts that are new here, in order. */
  readonly fresh: readonly Act[];
  readonly stopped: Stop | null;
  readonly fork: StoredFork | null;
  /** The sender's checkpoint with our cosignature, to be brought back; null when there is nothing to cosign. */
  readonly cosigned: string | null;
};

/** Inside one transaction: appends what follows in the chain, keeps what proves a fork, judges the checkpoint. */
export function takeActs(
  { good, stopped: unread }: Opened,
  envelope: Envelope,
  identity: Identity,
  ledgers: Ledgers,
  store: Store,
  now: Instant,
): Taken {
  const by = envelope.from;
  const fresh: Checked[] = [];
  let stopped = unread;
  let fork: StoredFork | null = null;
  const tree = ledgers.tree(by);
  const before = tree.size;
  for (const checked of good) {
    const place = chain(checked.act, tree.size, (seq) => ledgers.idAt(by, seq));
    if (place.is === "held") continue;
    if (place.is === "next") {
      tree.append(Buffer.from(checked.act.id, "base64url"));
      fresh.push(checked);
      continue;
    }
    const code: DoorCode = place.is === "gap" ? "gap" : "fork";
    stopped = { code, seq: checked.act.seq, because: REASONS[place.is] };
    if (place.is === "fork") {
      const known = fresh.find(({ act }) => act.seq === place.against)?.token ?? store.act(by, place.against)?.token;
      fork = { by, seq: place.against, noticedAt: now, kind: "acts", one: known ?? "", other: checked.token };
    }
    break;
  }
  const finding = envelope.checkpoint === null ? null : judgeCheckpoint(identity, ledgers, by, envelope.checkpoint);
  // The leaves were added to compare roots; the acts themselves are added once they may be stored.
  tree.truncate(before);
  if (finding?.is === "fork") {
    const one = store.checkpoint(by)?.note ?? "";
    fork = { by, seq: finding.size, noticedAt: now, kind: "checkpoint", one, other: envelope.checkpoint ?? "" };
    const because = "the checkpoint is not the root of the acts that its author signed";
    return { fresh: [], stopped: { code: "checkpoint-mismatch", seq: finding.size, because }, fork, cosigned: null };
  }
  if (finding?.is === "bad") {
    const because = `the checkpoint does not verify: ${finding.because}`;
    return { fresh: [], stopped: { code: "bad-checkpoint", seq: 0, because }, fork, cosigned: null };
  }
  const kept = finding?.is === "fits" ? store.checkpoint(by) : undefined;
  // One that comes again is answered with the cosignature that it has; an old one needs none any more.
  const again = finding?.is === "fits" && kept?.size === finding.size ? kept.note : null;
  const isNew = finding?.is === "fits" && finding.size > (kept?.size ?? 0);
  const cosigned = isNew ? cosignNote(identity, finding.note, now) : again;
  return { fresh: fresh.map(({ act }) => act), stopped, fork, cosigned };
}

const REASONS = {
  gap: "acts before this one are missing here",
  fork: "the author has signed two histories",
} as const;

/** Writes what was taken: the acts as they came, the checkpoint, the evidence. */
export function storeTaken(taken: Taken, opened: Opened, writing: Writing, now: Instant): void {
  const tokens = new Map(opened.good.map(({ act, token }) => [act.seq, token]));
  for (const { by, seq, id, kind, matter } of taken.fresh) {
    writing.addAct({ by, seq, id, kind, matter, receivedAt: now, token: tokens.get(seq) ?? "" });
  }
  if (taken.fork !== null) writing.addFork(taken.fork);
}

/** The run of fresh acts that want a receipt: receipts themselves do not. */
export function runToReceipt(fresh: readonly Act[]): { readonly from: number; readonly through: number } | null {
  const wanting = fresh.filter(({ kind }) => kind !== RECEIPT);
  const [first, last] = [wanting[0], wanting.at(-1)];
  return first === undefined || last === undefined ? null : { from: first.seq, through: last.seq };
}
