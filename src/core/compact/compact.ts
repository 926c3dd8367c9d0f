// The compact: the agreement that people read and machines run. This file is its form as data;
// reading it from a document is read.ts, YAML with line numbers is src/interop/yaml.ts.
// spec/compact.md

import type { Marking, PartyId } from "../kernel/act.ts";
import type { Millis } from "../kernel/instant.ts";
import type { Contact, StepId } from "../kernel/matter.ts";

export const ROLES = ["member", "mediator", "observer", "verifier", "operator"] as const;
export type Role = (typeof ROLES)[number];

export type CompactParty = {
  readonly id: PartyId;
  readonly name: string;
  readonly role: Role;
  /** IANA time zone of the party's desk. */
  readonly zone: string;
  /** Raw public keys in base64url; spec/ledger.md says what each signs. */
  readonly keys: { readonly act: string; readonly log: string; readonly witness: string };
};

/** Whom a duty binds, said by part rather than by name. */
export const OWERS = ["reporter", "addressees", "members", "asked", "mediator"] as const;
export type Ower = (typeof OWERS)[number];

export type DutyRule = {
  readonly by: Ower;
  readonly act: readonly string[];
  /** The act that calls for this duty; null when the opening of the step does. */
  readonly on: string | null;
  readonly earliest: Millis;
  readonly latest: Millis;
};

/** What opens a step: an act of this kind, or the end of the step before. */
export type Trigger = { readonly is: "act"; readonly kind: string } | { readonly is: "after"; readonly step: StepId };

export type LadderStep = {
  readonly id: StepId;
  readonly opens: readonly Trigger[];
  /** Not before this long after the step before it on the ladder was opened. */
  readonly earliest: Millis;
  readonly owes: readonly DutyRule[];
};

export type Compact = {
  /** SHA-256 of the canonical founding document, base64url. Names the compact in every act. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly version: number;
  readonly mode: "drill" | "real";
  /** How many times faster than written the clocks run; 1 outside drills. */
  readonly pace: number;
  readonly parties: readonly CompactParty[];
  /** How far ahead of a node's clock an act may be dated. */
  readonly skew: Millis;
  readonly scheme: { readonly name: string; readonly version: number; readonly low: number; readonly high: number };
  readonly marking: Marking;
  readonly ladder: readonly LadderStep[];
  /** After a lapse: whom silence leads to, and how long after it. */
  readonly silence: readonly { readonly contact: Contact; readonly after: Millis }[];
  /** How long after the last contact the matter is declared silent. */
  readonly silentAfter: Millis;
  readonly coolingOff: { readonly longest: Millis; readonly each: number };
  readonly closing: { readonly latest: Millis };
};

export const partyOf = (compact: Compact, id: PartyId): CompactParty | undefined =>
  compact.parties.find((party) => party.id === id);

export const hasRole = (compact: Compact, id: PartyId, role: Role): boolean => partyOf(compact, id)?.role === role;

export const mediatorsOf = (compact: Compact): readonly PartyId[] =>
  compact.parties.filter((party) => party.role === "mediator").map((party) => party.id);

export const stepRule = (compact: Compact, id: StepId): LadderStep | undefined =>
  compact.ladder.find((step) => step.id === id);
