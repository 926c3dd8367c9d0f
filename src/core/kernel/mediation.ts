// Mediation in a matter, and the sittings of those who were convened. A mediator brings sides together and
// decides nothing; what is here changes no duty and opens no step by itself. spec/mediation.md

import type { ActId, PartyId, Text } from "./act.ts";
import type { Instant } from "./instant.ts";

/** What a party says to one paragraph of the joint text, from consent to objection. */
export const CONSENTS = ["accept", "live-with", "cannot-yet", "object"] as const;
export type Consent = (typeof CONSENTS)[number];

/** What the one who sits for a party may do there. `refer`: agree subject to the word of its capital. */
export const AUTHORITIES = ["listen", "speak", "refer", "bind"] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** How it stands between the sides and one mediator. Each variant holds only what that state has. */
export type MediatorState =
  | { readonly is: "asked" }
  | { readonly is: "mediating"; readonly act: ActId; readonly at: Instant }
  | { readonly is: "declined"; readonly act: ActId; readonly at: Instant }
  /** A mediator that has recused itself does nothing more in this matter. */
  | { readonly is: "recused"; readonly act: ActId; readonly at: Instant }
  /** A member has taken its consent back. */
  | { readonly is: "left"; readonly act: ActId; readonly by: PartyId; readonly at: Instant };

export type AskedMediator = {
  /** The request or the agreement of each member that wants this mediator. */
  readonly wanted: Readonly<Record<PartyId, ActId>>;
  readonly state: MediatorState;
};

/** A position that only the mediator reads, until its author opens it to all. */
export type Position = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly mediator: PartyId;
  readonly at: Instant;
  readonly opened: ActId | null;
};

export type Answered = { readonly act: ActId; readonly says: Consent };

/** One paragraph of the joint text: its wording stands since a version, and answers are to that wording. */
export type Paragraph = {
  readonly id: string;
  readonly text: Text;
  readonly since: number;
  readonly answers: Readonly<Record<PartyId, Answered>>;
};

/** The one text on the table, in its newest version. */
export type JointText = {
  /** The draft of each version; the first is version 1. */
  readonly versions: readonly ActId[];
  readonly paragraphs: readonly Paragraph[];
  /** The newest version to which each member has answered. */
  readonly spokenTo: Readonly<Record<PartyId, number>>;
  /** Set when every member accepted or could live with every paragraph. */
  readonly adopted: { readonly act: ActId; readonly at: Instant } | null;
};

/** What a party would do if the other side does its part, known to the mediator alone until its author opens it. */
export type Offer = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly at: Instant;
  /** The party stands by it until then. */
  readonly until: Instant;
  readonly match: ActId | null;
  readonly opened: ActId | null;
};

/** Two offers that the mediator found to fit. */
export type Match = {
  readonly act: ActId;
  readonly at: Instant;
  readonly until: Instant;
  readonly offers: readonly ActId[];
  readonly confirmed: Readonly<Record<PartyId, { readonly act: ActId; readonly at: Instant }>>;
};

export type Mediation = {
  readonly mediators: Readonly<Record<PartyId, AskedMediator>>;
  readonly positions: readonly Position[];
  /** Notes that the mediator has carried to one side, in all. */
  readonly notes: number;
  readonly text: JointText | null;
  readonly offers: readonly Offer[];
  readonly matches: readonly Match[];
};

export type Credential = {
  readonly act: ActId;
  readonly at: Instant;
  readonly office: string;
  readonly authority: Authority;
  readonly until: Instant | null;
};

export type Minutes = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly at: Instant;
  readonly signed: Readonly<Record<PartyId, { readonly act: ActId; readonly at: Instant; readonly dissent: boolean }>>;
};

/** One sitting of those who were convened. Its agenda is the act that called it. */
export type Sitting = {
  readonly agenda: ActId;
  readonly by: PartyId;
  readonly at: Instant;
  readonly meets: Instant;
  readonly items: number;
  /** How many of the members of the matter have to be present. */
  readonly quorum: number;
  readonly present: Readonly<Record<PartyId, { readonly act: ActId; readonly at: Instant }>>;
  /** The newest minutes; earlier ones and their signatures have no effect any more. */
  readonly minutes: Minutes | null;
  readonly drafts: number;
};

export type Table = {
  /** The newest credential of each party, and how many it has given. */
  readonly credentials: Readonly<Record<PartyId, Credential & { readonly given: number }>>;
  readonly sittings: readonly Sitting[];
};

/** Before any act of mediation. */
export const NO_MEDIATION: Mediation = {
  mediators: {},
  positions: [],
  notes: 0,
  text: null,
  offers: [],
  matches: [],
};

/** Before anyone sits. */
export const NO_TABLE: Table = { credentials: {}, sittings: [] };
