// A matter is what acts are about: a fold of the acts that name it, never edited by hand.
// Everything in it is immutable data that JSON can carry, so the console reads the same picture
// that the node computed. spec/ladder.md

import type { ActId, MatterId, PartyId } from "./act.ts";
import type { Exchange } from "./exchange.ts";
import type { Attribution } from "./attribution.ts";
import type { Instant, Millis } from "./instant.ts";
import type { Measure } from "./measure.ts";
import type { Mediation, Table } from "./mediation.ts";

export type StepId = string;

/** Where duties stand that belong to no step of the ladder. No compact gives a step one of these names. */
export const BELOW_THE_LADDER = { closing: "closing", measures: "measures", exchanges: "exchanges" } as const;

/** What the report states, under the names of the compact's facts; null where it says that it does not know. */
export type StatedFacts = Readonly<Record<string, string | readonly string[] | number | null>>;

/** Who silence leads to, in this order and no further. Contact is all that a lapse can cause. */
export const CONTACTS = ["other-desk", "principal", "mediator", "convening"] as const;
export type Contact = (typeof CONTACTS)[number];

/** How a duty stands. Each variant holds only what that state has. */
export type DutyState =
  | { readonly is: "owed" }
  | { readonly is: "kept"; readonly act: ActId; readonly at: Instant }
  | { readonly is: "kept-late"; readonly act: ActId; readonly at: Instant; readonly lapsedAt: Instant }
  | {
      readonly is: "lapsed";
      readonly at: Instant;
      /** The contact that silence has reached. */
      readonly contact: Contact;
      readonly contactSince: Instant;
      readonly next: { readonly contact: Contact; readonly at: Instant } | null;
    }
  | { readonly is: "released"; readonly at: Instant };

/** Who owes which act, from when, by when, and whom silence leads to. */
export type Duty = {
  readonly id: string;
  readonly step: StepId;
  readonly by: PartyId;
  /** Any one of these kinds keeps the duty. */
  readonly owes: readonly string[];
  /** The act that this duty answers, when it answers one. */
  readonly answers: ActId | null;
  readonly from: Instant;
  readonly earliest: Instant;
  readonly due: Instant;
  readonly state: DutyState;
};

export type StepState =
  | { readonly is: "ahead" }
  | { readonly is: "open"; readonly since: Instant }
  | { readonly is: "done"; readonly since: Instant; readonly at: Instant };

export type Step = { readonly id: StepId; readonly state: StepState };

/** Where the matter stands as a whole. */
export type Standing =
  | { readonly is: "open" }
  | { readonly is: "cooling-off"; readonly by: PartyId; readonly from: Instant; readonly until: Instant }
  | { readonly is: "stood-down"; readonly at: Instant }
  | { readonly is: "silent"; readonly at: Instant }
  | { readonly is: "closed"; readonly at: Instant };

/** An assessment as one party holds it now: an interval on the compact's scale, never a point. */
export type HeldAssessment = {
  readonly act: ActId;
  readonly at: Instant;
  readonly nature: string;
  readonly low: number;
  readonly high: number;
  readonly civilians: string;
  /** What the party has stated of other facts, under their names; it goes before the report's word. */
  readonly facts: StatedFacts;
  /** The scheme in which the party has judged; null when it names none. */
  readonly scheme: SchemeName | null;
  /** Other matters that the party holds to be of the same campaign. */
  readonly part: readonly MatterId[];
};

/** A severity scheme by its name and version. */
export type SchemeName = { readonly name: string; readonly version: string };

export type Dispute = { readonly act: ActId; readonly by: PartyId; readonly about: ActId; readonly at: Instant };

export type Question = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly to: PartyId;
  readonly at: Instant;
  readonly answer: ActId | null;
};

export type CoolingOff = { readonly act: ActId; readonly by: PartyId; readonly at: Instant; readonly until: Instant };

export type CourseAnswer = { readonly act: ActId; readonly is: "accepted" | "refused"; readonly at: Instant };

/** A course of action that one party has proposed to others of the matter, and what each of them has said to it. */
export type Course = {
  readonly act: ActId;
  readonly by: PartyId;
  readonly to: readonly PartyId[];
  readonly at: Instant;
  /** From this instant on it is no longer answered; null where it stays open. */
  readonly until: Instant | null;
  readonly answers: Readonly<Record<PartyId, CourseAnswer>>;
};

/** What an addressee found, and whether it says that it sees the incident itself. */
export type Confirmation = {
  readonly act: ActId;
  readonly finds: "confirmed" | "refuted";
  readonly seen: boolean;
};

/** A bounded picture: its lists are held short by LIMITS, so that one more act costs the same in any history. */
export type Matter = {
  readonly id: MatterId;
  /** The version of the compact under which it stands. spec/agreement.md */
  readonly version: number;
  readonly opened: { readonly act: ActId; readonly by: PartyId; readonly at: Instant };
  readonly reporter: PartyId;
  readonly addressees: readonly PartyId[];
  readonly facts: StatedFacts;
  /** Whether the addressees see it as reported. */
  readonly confirmations: Readonly<Record<PartyId, Confirmation>>;
  readonly standing: Standing;
  readonly steps: readonly Step[];
  readonly duties: readonly Duty[];
  readonly assessments: Readonly<Record<PartyId, HeldAssessment>>;
  readonly disputes: readonly Dispute[];
  readonly questions: readonly Question[];
  /** Notices and convenings waiting for acknowledgement are duties; these are the acts themselves. */
  readonly notices: Readonly<Record<ActId, PartyId>>;
  readonly acknowledged: Readonly<Record<ActId, readonly PartyId[]>>;
  readonly convened: {
    /** A party, or `compact` when silence convened. */ readonly by: string;
    readonly at: Instant;
  } | null;
  readonly coolingOffs: readonly CoolingOff[];
  readonly standDowns: Readonly<Record<PartyId, ActId>>;
  readonly closings: Readonly<Record<PartyId, ActId>>;
  /** In the order in which they were proposed; each party may propose only so many. */
  readonly measures: readonly Measure[];
  /** In the order in which they were offered. */
  readonly exchanges: readonly Exchange[];
  /** In the order in which they were proposed. */
  readonly courses: readonly Course[];
  /** Null until a mediator is asked for. */
  readonly mediation: Mediation | null;
  /** Null until there is an agenda or a credential. */
  readonly table: Table | null;
  /** Null until there is evidence or a judgement. */
  readonly attribution: Attribution | null;
  readonly lastActAt: Instant;
  /** The matter as it stood at this instant. */
  readonly asOf: Instant;
};

/** The members between whom the matter lies: the reporter first. */
export const membersOf = (matter: Matter): readonly PartyId[] => [matter.reporter, ...matter.addressees];

/** The way down has been taken by every side. */
export const allStoodDown = (matter: Matter): boolean =>
  membersOf(matter).every((party) => matter.standDowns[party] !== undefined);

export const stepOf = (matter: Matter, id: StepId): StepState =>
  matter.steps.find((step) => step.id === id)?.state ?? { is: "ahead" };

/** The step that the matter has reached: the last that is not ahead. */
export const presentStep = (matter: Matter): Step | undefined =>
  matter.steps.findLast((step) => step.state.is === "open") ??
  matter.steps.findLast((step) => step.state.is === "done");

/** Duties that still stand: owed or lapsed. */
export const isStanding = (duty: Duty): boolean => duty.state.is === "owed" || duty.state.is === "lapsed";

/** Silence of some party has led as far as this contact, or the whole matter has been declared silent. */
export const silenceReached = (matter: Matter, contact: Contact): boolean =>
  matter.standing.is === "silent" ||
  matter.duties.some(
    ({ state }) => state.is === "lapsed" && CONTACTS.indexOf(state.contact) >= CONTACTS.indexOf(contact),
  );

/** A matter as its first act opens it: every step ahead, nothing owed. */
export const beginMatter = (
  id: MatterId,
  first: { readonly id: ActId; readonly by: PartyId; readonly at: Instant },
  steps: readonly StepId[],
  version = 1,
): Matter => ({
  id,
  version,
  opened: { act: first.id, by: first.by, at: first.at },
  reporter: first.by,
  addressees: [],
  facts: {},
  confirmations: {},
  standing: { is: "open" },
  steps: steps.map((step) => ({ id: step, state: { is: "ahead" } })),
  duties: [],
  assessments: {},
  disputes: [],
  questions: [],
  notices: {},
  acknowledged: {},
  convened: null,
  coolingOffs: [],
  standDowns: {},
  closings: {},
  measures: [],
  exchanges: [],
  courses: [],
  mediation: null,
  table: null,
  attribution: null,
  lastActAt: first.at,
  asOf: first.at,
});

/** For how long the clocks stood still between `since` and `at`: cooling-off counts neither for nor against anyone. */
export const stoppedBetween = (matter: Matter, since: Instant, at: Instant): Millis =>
  matter.coolingOffs.reduce(
    (sum, pause) => sum + Math.max(0, Math.min(pause.until, at) - Math.max(pause.at, since)),
    0,
  );
