// The way out, up to the ledger: a draft is judged, dated, chained, signed and appended in one job of
// the writer. An act against the law is not signed unless an officer's reason stands in its body.
// spec/act.md, spec/order.md

import type { Act, Draft, PartyId } from "../core/kernel/act.ts";
import { LIMITS } from "../core/kernel/act.ts";
import type { Instant } from "../core/kernel/instant.ts";
import { firstRefusal, type Verdict } from "../core/kernel/verdict.ts";
import { limitOn } from "../core/law/limited.ts";
import { checkBody } from "../core/law/validate.ts";
import { signToken } from "../ledger/sign-token.ts";
import { NodeFailure } from "./failure.ts";
import type { Identity } from "./identity.ts";
import type { Ledgers } from "./ledgers.ts";
import { keyToSign } from "./own-keys.ts";
import type { Chance } from "./world.ts";

export type Signed = {
  readonly act: Act;
  readonly token: string;
  /** The 16 bytes of chance behind the token's salts. */
  readonly seed: Uint8Array;
  readonly verdict: Verdict;
};

/** The instant to sign at: now, and later than everything of others that the node has seen. spec/order.md */
function dateOf(identity: Identity, ledgers: Ledgers, now: Instant): Instant {
  const others = identity.peers.map((party) => ledgers.fold.lastAt(party) + 1);
  return Math.max(now, ledgers.fold.lastAt(identity.party), ...others);
}

const seenOf = (identity: Identity, ledgers: Ledgers): Record<PartyId, number> =>
  Object.fromEntries(
    identity.peers.map((party) => [party, ledgers.head(party)] as const).filter(([, head]) => head > 0),
  );

/**
 * Signs a draft as the next act of this node. Throws NodeFailure: `unknown-kind`, `bad-body` or
 * `too-large` for its shape, `against-the-law` with the refusal unless the body carries `override`.
 * Changes nothing: the caller stores the act and adds it to the ledgers.
 */
export function signDraft(draft: Draft, identity: Identity, ledgers: Ledgers, now: Instant, chance: Chance): Signed {
  const wrong = checkBody(draft.kind, draft.body);
  if (wrong?.error === "unknown-kind") {
    throw new NodeFailure("unknown-kind", `there is no act "${wrong.kind}" under this compact`);
  }
  if (wrong?.error === "bad-body") {
    throw new NodeFailure("bad-body", `${wrong.field}: ${wrong.because}`, { field: wrong.field });
  }
  const head = ledgers.head(identity.party);
  const unsigned: Omit<Act, "id"> = {
    ...draft,
    matter: draft.kind === "report" && draft.matter === null ? ledgers.fold.nextMatter(identity.party) : draft.matter,
    compact: identity.compact.id,
    by: identity.party,
    seq: head + 1,
    prev: head === 0 ? identity.compact.id : ledgers.idAt(identity.party, head),
    seen: seenOf(identity, ledgers),
    at: dateOf(identity, ledgers, now),
  };
  const verdict = firstRefusal(
    () => limitOn(ledgers.fold, draft, identity.party, unsigned.at),
    () => ledgers.fold.judge({ ...unsigned, id: "" }),
  );
  if (!verdict.ok && draft.body["override"] === undefined) {
    const advice = "sign it against the rule only with a reason in `override`";
    throw new NodeFailure("against-the-law", `the rule "${verdict.rule}" stands against this act; ${advice}`, {
      refusal: verdict,
    });
  }
  const key = keyToSign(identity, ledgers, unsigned);
  const seed = chance(16);
  const { token, id } = signToken(unsigned, { mode: identity.compact.mode, seed, key });
  if (token.length > LIMITS.actBytes) {
    throw new NodeFailure(
      "too-large",
      `the act has ${token.length} bytes; at most ${LIMITS.actBytes}: shorten its texts`,
    );
  }
  return { act: { ...unsigned, id }, token, seed, verdict };
}
