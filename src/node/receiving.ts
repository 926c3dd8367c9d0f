// The way in: an envelope is opened and every act in it checked before any of it is stored. The acts
// that pass, the receipt for them and the jobs they cause go to disk in one transaction. spec/line.md

import type { Act, PartyId } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { RECEIPT } from "../core/kernel/receipt.ts";
import { isAdoption, type KeyBook } from "../core/line/key-book.ts";
import { ringOf, signersOf } from "../ledger/signers.ts";
import { chain, checkShape, type Checked, type DoorCode, type DoorRefusal, type Doorway } from "../line/door.ts";
import type { Envelope, EnvelopeAnswer } from "../line/envelope.ts";
import type { Store, StoredFork, Writing } from "../store/store.ts";
import { cosignNote, judgeCheckpoint } from "./checkpoints.ts";
import type { Identity } from "./identity.ts";
import { actOf, adoptionIn, type Ledgers } from "./ledgers.ts";
import type { SignatureCheck, World } from "./world.ts";

type Stop = NonNullable<EnvelopeAnswer["stopped"]>;

/** Acts whose shape and signature are good, the keys that they leave, and what stopped the reading of the rest. */
export type Opened = { readonly good: readonly Checked[]; readonly keys: KeyBook; readonly stopped: Stop | null };

/** What the door knows: who and what is that of the founding, the skew is that of the version in force. */
export const doorwayOf = ({ compact }: Identity, inForce = compact): Doorway => ({
  compact: compact.id,
  mode: compact.mode,
  skew: inForce.skew,
  parties: new Set(compact.parties.map(({ id }) => id)),
});

/** Checks the shape of every act and, together, their signatures. Stops at the first that fails. */
export async function openEnvelope(
  envelope: Envelope,
  door: Doorway,
  identity: Identity,
  ledgers: Ledgers,
  world: World,
): Promise<Opened> {
  const now = world.clock.now();
  const { from } = envelope;
  const held = ledgers.head(from);
  // From its `adopt-keys` on, the very same envelope may hold acts that other keys have signed.
  const keys = ledgers.keys.onTrial();
  const good: Checked[] = [];
  let stopped: Stop | null = null;
  for (const token of envelope.acts) {
    const checked = checkShape(token, from, door, now);
    const refused = checked.ok ? enter(checked, keys, identity, held) : checked;
    if (!checked.ok || refused !== null) {
      const { code, because } = refused as DoorRefusal;
      stopped = { code, seq: (good.at(-1)?.act.seq ?? held) + 1, because };
      break;
    }
    good.push(checked);
  }
  const verdicts = await world.verifyAll(good.map((checked) => signatureOf(checked, keys)));
  const forged = verdicts.indexOf(false);
  if (forged >= 0) {
    stopped = { code: "wrong-signature", seq: good[forged]?.act.seq ?? 0, because: `the signature is not ${from}'s` };
    good.length = forged;
  }
  return { good, keys, stopped };
}

/** Writes an act that is new here into the book; one that adopts keys which are not confirmed has to come again. */
function enter({ act, jwt }: Checked, keys: KeyBook, identity: Identity, held: number): DoorRefusal | null {
  if (act.seq <= held) return null;
  const adoption = isAdoption(act) ? adoptionIn(keys, identity, act, jwt) : undefined;
  if (adoption?.ok === false) return { ok: false, code: "keys-not-confirmed", because: adoption.because };
  keys.add(act, adoption);
  return null;
}

function signatureOf({ act, jwt }: Checked, keys: KeyBook): SignatureCheck {
  const names = keys.at(act.by, act.seq);
  if (names === undefined) throw new Error(`invariant: the door let ${act.by} in without a key`);
  const dot = jwt.lastIndexOf(".");
  return {
    message: Buffer.from(jwt.slice(0, dot), "latin1"),
    key: ringOf(names).act,
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
  { good, keys, stopped: unread }: Opened,
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
  const signers = signersOf(identity.compact, keys);
  const finding = envelope.checkpoint === null ? null : judgeCheckpoint(signers, tree, by, envelope.checkpoint);
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
  const cosigned = isNew ? cosignNote(identity, ledgers, finding.note, now) : again;
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

/** What of a party's acts this node holds and has not receipted. */
export function unreceipted({ party }: Identity, ledgers: Ledgers, store: Store, of: PartyId) {
  const from = ledgers.fold.receipts.deliveredThrough(of, party) + 1;
  const through = ledgers.head(of);
  return from > through ? null : runToReceipt(store.acts(of, from, through - from + 1).map(actOf));
}
