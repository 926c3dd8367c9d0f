// The door: what is asked of every act from outside before anything is stored. Size, shape, one
// spelling, whose compact, whose key, which mode, whose turn in the chain, which time. Each answer is
// a code from a closed list with the reason; nothing that fails here leaves a trace in a ledger, and
// what proves a fork is kept as evidence. spec/line.md

import type { Act, PartyId } from "../core/kernel/act.ts";
import type { Instant, Millis } from "../core/kernel/instant.ts";
import { checkBody } from "../core/law/validate.ts";
import { readToken, TOKEN_ERRORS, type Mode, type TokenError } from "../ledger/token.ts";

export const DOOR_CODES = [
  ...TOKEN_ERRORS,
  "wrong-mode",
  "wrong-compact",
  "unknown-party",
  "not-the-sender",
  "unknown-kind",
  "bad-body",
  "withheld-fields",
  "gap",
  "fork",
  "from-the-future",
  "checkpoint-mismatch",
  "bad-checkpoint",
  "keys-not-confirmed",
  "rebuilding",
] as const;
export type DoorCode = (typeof DOOR_CODES)[number];

export type DoorRefusal = { readonly ok: false; readonly code: DoorCode; readonly because: string };

export type Checked = { readonly ok: true; readonly act: Act; readonly jwt: string; readonly token: string };

export type Doorway = {
  readonly compact: string;
  readonly mode: Mode;
  readonly skew: Millis;
  readonly parties: ReadonlySet<PartyId>;
};

const refuse = (code: DoorCode, because: string): DoorRefusal => ({ ok: false, code, because });

const isTokenError = (code: string): code is TokenError => (TOKEN_ERRORS as readonly string[]).includes(code);

/** Everything that a token shows by itself, but for the signature, which may be checked on another thread. */
export function checkShape(token: string, sender: PartyId, door: Doorway, now: Instant): Checked | DoorRefusal {
  const read = readToken(token);
  if (!read.ok) return refuse(isTokenError(read.error) ? read.error : "not-a-token", read.because);
  const { act, jwt, mode, withheld } = read;
  if (mode !== door.mode) {
    return refuse(
      "wrong-mode",
      mode === "drill" ? "a drill act under a real compact" : "a real act under a drill compact",
    );
  }
  if (act.compact !== door.compact) return refuse("wrong-compact", "the act is under another compact");
  if (!door.parties.has(act.by)) return refuse("unknown-party", `${act.by} is no party to this compact`);
  if (act.by !== sender)
    return refuse("not-the-sender", `${sender} may bring only its own acts, and this is ${act.by}'s`);
  if (withheld > 0) return refuse("withheld-fields", "between parties every field of an act is shown");
  const strangers = [...Object.keys(act.seen), ...act.to].filter(
    (party) => !door.parties.has(party) || party === act.by,
  );
  if (strangers.length > 0) return refuse("bad-payload", `${strangers[0]} cannot be seen or addressed by ${act.by}`);
  const wrong = checkBody(act.kind, act.body);
  if (wrong?.error === "unknown-kind") return refuse("unknown-kind", `no act is called ${wrong.kind} here`);
  if (wrong?.error === "bad-body") return refuse("bad-body", `${wrong.field}: ${wrong.because}`);
  if (act.at > now + door.skew)
    return refuse("from-the-future", "the act is dated further ahead than the compact's skew");
  return { ok: true, act, jwt, token };
}

/** Where a checked act stands to what is held of its author. `held` is the act at the same place, if there is one. */
export type Chaining =
  | { readonly is: "next" }
  | { readonly is: "held" }
  | { readonly is: "gap" }
  | { readonly is: "fork"; readonly against: number };

export function chain(act: Act, head: number, idAt: (seq: number) => string): Chaining {
  if (act.seq <= head) return idAt(act.seq) === act.id ? { is: "held" } : { is: "fork", against: act.seq };
  if (act.seq > head + 1) return { is: "gap" };
  // `prev` names the act before, and the first act names the compact.
  return act.prev === (head === 0 ? act.compact : idAt(head)) ? { is: "next" } : { is: "fork", against: head };
}
