// The compact: the agreement that people read and machines run. This file is its form as data;
// reading it from a document is read.ts, YAML with line numbers is src/interop/yaml.ts.
// spec/compact.md

import type { Language, Marking, PartyId } from "../kernel/act.ts";
import type { Instant, Millis } from "../kernel/instant.ts";
import type { Contact, StepId } from "../kernel/matter.ts";
import type { Condition } from "./condition.ts";

export const ROLES = ["member", "mediator", "observer", "verifier", "operator", "court"] as const;
export type Role = (typeof ROLES)[number];

export type CompactParty = {
  readonly id: PartyId;
  readonly name: string;
  readonly role: Role;
  /** IANA time zone of the party's desk. */
  readonly zone: string;
  /** Raw public keys in base64url; spec/ledger.md and spec/seal.md say what each signs. */
  readonly keys: Readonly<Record<"act" | "log" | "witness" | "line", string>>;
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

/**
 * What opens a step: an act of this kind, the end of the step before, or the lapse of a duty on another step.
 * The last can be written, so that the check can say why it must not be: only a convening may follow a lapse.
 */
export type Trigger =
  | { readonly is: "act"; readonly kind: string }
  | { readonly is: "after"; readonly step: StepId }
  | { readonly is: "lapse"; readonly step: StepId };

export type LadderStep = {
  readonly id: StepId;
  readonly opens: readonly Trigger[];
  /** Not before this long after the step before it on the ladder was opened. */
  readonly earliest: Millis;
  readonly owes: readonly DutyRule[];
};

/** What an indicator of intent is agreed to mean. */
export const INTENTS = ["preparation", "probing", "signal", "mistake", "routine", "restraint"] as const;

/** The five categories of the EU cyber diplomacy toolbox (Council 13007/17), in words that any party can use. */
export const MEASURE_CATEGORIES = ["preventive", "cooperative", "stability", "restrictive", "support"] as const;

/** Who is asked before a measure is adopted. `all`: the other members of the compact and its mediators. */
export const CONSULTED = ["none", "addressees", "members", "mediator", "all"] as const;

/** How many of the members a change needs. */
export const QUORUMS = ["all", "two-thirds", "majority"] as const;
export type Quorum = (typeof QUORUMS)[number];

/** How many of so many parties a quorum needs. A majority is more than half. */
export function quorumOf(quorum: Quorum, parties: number): number {
  switch (quorum) {
    case "all":
      return parties;
    case "two-thirds":
      return Math.ceil((2 * parties) / 3);
    case "majority":
      return Math.floor(parties / 2) + 1;
    default:
      return quorum satisfies never;
  }
}

/** With whom what carries a marking is shared, and whether it may be passed on. */
export const AUDIENCES = ["addressees", "members", "parties", "public"] as const;
export const ONWARD = ["no", "with-consent", "yes"] as const;

/** For whom it is how ready the lines are. */
export const READINESS_FOR = ["parties", "public"] as const;

/** What people read of a clause, in those languages in which it was agreed. The law reads none of it. */
export type Says = { readonly [language in Language]?: string | undefined };

/** A measure of the response menu, with what must come before it. */
export type MeasureRule = {
  readonly id: string;
  readonly says: Says;
  readonly category: (typeof MEASURE_CATEGORIES)[number];
  /** An active measure changes something for the other side; a démarche does not. */
  readonly active: boolean;
  /** The step that must have been opened; null when it is open from the first. */
  readonly from: StepId | null;
  /** Not adopted sooner than this after it was proposed to those whom it concerns. */
  readonly notice: Millis;
  readonly consults: (typeof CONSULTED)[number];
  /** How long the consulted have to reply. */
  readonly reply: Millis;
  /** How many of the consulted must agree; null when a reply is enough. */
  readonly agreed: Quorum | null;
  /** It ends by itself after this long; null when no length was agreed. */
  readonly lasts: Millis | null;
  readonly when: Condition | null;
};

/** A line that is not to be crossed: of what kind, when, and when not. */
export type RedLine = {
  readonly id: string;
  readonly says: Says;
  readonly kind: string;
  readonly when: Condition;
  readonly except: readonly Condition[];
  readonly responses: readonly string[];
};

/** The first row whose condition holds says what is proportionate. */
export type ProportionRow = {
  readonly id: string;
  readonly when: Condition;
  readonly within: readonly string[];
  readonly consult: readonly string[];
};

/** Hours of each day in a zone, as `22:00`; quiet that ends before it begins ends on the next day. */
export type QuietHours = { readonly from: string; readonly to: string; readonly zone: string };

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
  /** In an entangled matter, the longest time from one contact to the next; null where nothing was agreed. */
  readonly entangled: { readonly contact: Millis } | null;
  /** How long after the last contact the matter is declared silent; null when the compact never says so. */
  readonly silentAfter: Millis | null;
  readonly coolingOff: { readonly longest: Millis; readonly each: number };
  readonly closing: { readonly latest: Millis };
  readonly redLines: readonly RedLine[];
  readonly measures: readonly MeasureRule[];
  /** `full`: a restrictive measure is not filed without everything that a proposal can state. */
  readonly preconditions: "full" | "none";
  readonly proportion: readonly ProportionRow[];
  /** What the compact promises for every active measure, whatever its menu says of each. */
  readonly promised: { readonly notice: Millis; readonly consultation: Millis };
  /** How often the line between two desks is tested, by machine and by a person; null where none was agreed. */
  readonly line: {
    readonly automatic: Millis;
    readonly human: Millis | null;
    readonly readiness: (typeof READINESS_FOR)[number];
  } | null;
  /** How long ahead what is planned is announced, and the hours of the day in which nothing is planned. */
  readonly notices: { readonly ahead: Millis; readonly quiet: readonly QuietHours[] };
  /** Within which everyone concerned is told of a step. */
  readonly tellWithin: Millis;
  readonly quorum: {
    /** `none`: in force as laid out, as in a drill; `all`: in force when every member has signed. */
    readonly founding: "all" | "none";
    readonly amendment: Quorum;
    readonly sections: readonly { readonly section: string; readonly of: Quorum }[];
  };
  readonly review: { readonly every: Millis; readonly latest: Millis } | null;
  /** How long before it takes effect a withdrawal is given; null when none was agreed. */
  readonly withdrawal: { readonly notice: Millis } | null;
  /** From this instant on no new matter is opened; open ones go on to their end. */
  readonly expires: Instant | null;
  /** Every numbered clause by its name, so that a message can name one: `ladder/confirm` is `9.1`. */
  readonly clauses: Readonly<Record<string, string>>;
};

export const partyOf = (compact: Compact, id: PartyId): CompactParty | undefined =>
  compact.parties.find((party) => party.id === id);

export const hasRole = (compact: Compact, id: PartyId, role: Role): boolean => partyOf(compact, id)?.role === role;

export const mediatorsOf = (compact: Compact): readonly PartyId[] =>
  compact.parties.filter((party) => party.role === "mediator").map((party) => party.id);
