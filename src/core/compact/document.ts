// The form of a compact document: one closed JSON Schema, published as spec/compact.schema.json. A
// section that is left out says nothing, and the lint says what that means. spec/compact.md

import { Type, type Static, type TSchema } from "typebox";
import { KIND_PATTERN, LIMITS, MARKINGS, PARTY_PATTERN } from "../kernel/act.ts";
import { DURATION_PATTERN } from "../kernel/instant.ts";
import { CONTACTS } from "../kernel/matter.ts";
import { NATURES, SECTORS } from "../kernel/taxonomy.ts";
import { AUDIENCES, CONSULTED, INTENTS, MEASURE_CATEGORIES, NORMS, ONWARD, OWERS, QUORUMS, ROLES } from "./compact.ts";
import { ConditionSchema } from "./condition.ts";

const closed = { additionalProperties: false } as const;
const optional = <S extends TSchema>(schema: S) => Type.Optional(schema);
const Duration = Type.String({ pattern: DURATION_PATTERN });
const Key = (characters: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${characters}}$` });
const Name = Type.String({ pattern: KIND_PATTERN });
const Names = (maxItems: number) => Type.Array(Name, { maxItems, uniqueItems: true });
/** A day in the calendar: it begins at 00:00 UTC. */
const Day = Type.String({ pattern: "^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" });
const Hour = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
const Zone = Type.String({ minLength: 1, maxLength: 64 });

/** What people read, in one or more of the six languages. */
const said = Type.Optional(Type.String({ minLength: 1, maxLength: 600 }));
export const Words = Type.Object(
  { ar: said, zh: said, en: said, fr: said, ru: said, es: said },
  { ...closed, minProperties: 1 },
);
export type Words = Static<typeof Words>;

const Keys = Type.Object({ act: Key(43), log: Key(43), witness: Key(1750) }, closed);

const Party = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 80 }), role: Type.Enum(ROLES), zone: Zone, keys: optional(Keys) },
  closed,
);

const Owed = Type.Object(
  {
    by: Type.Enum(OWERS),
    act: Type.Array(Name, { minItems: 1, maxItems: 8, uniqueItems: true }),
    on: optional(Name),
    earliest: optional(Duration),
    latest: Duration,
  },
  closed,
);

const Trigger = Type.Union([
  Type.Object({ act: Name }, closed),
  Type.Object({ after: Name }, closed),
  Type.Object({ lapse: Name }, closed),
]);

const Step = Type.Object(
  {
    step: Name,
    opens: Type.Array(Trigger, { minItems: 1, maxItems: 8 }),
    earliest: optional(Duration),
    owes: Type.Array(Owed, { maxItems: 16 }),
  },
  closed,
);

const RedLine = Type.Object(
  {
    line: Name,
    says: Words,
    kind: Type.Enum(NATURES),
    when: ConditionSchema,
    except: optional(Type.Array(Type.Object({ says: Words, when: ConditionSchema }, closed), { maxItems: 8 })),
    responses: optional(Names(16)),
    norms: optional(Type.Array(Type.Enum(NORMS), { maxItems: NORMS.length, uniqueItems: true })),
  },
  closed,
);

const Norm = Type.Object({ norm: Type.Enum(NORMS), says: optional(Words) }, closed);

const Indicator = Type.Object(
  { indicator: Name, says: Words, means: Type.Enum(INTENTS), when: optional(ConditionSchema) },
  closed,
);

const Measure = Type.Object(
  {
    measure: Name,
    says: Words,
    category: Type.Enum(MEASURE_CATEGORIES),
    active: optional(Type.Boolean()),
    from: optional(Name),
    notice: optional(Duration),
    consults: optional(Type.Enum(CONSULTED)),
    reply: optional(Duration),
    agreed: optional(Type.Enum(QUORUMS)),
    lasts: optional(Duration),
    when: optional(ConditionSchema),
  },
  closed,
);

const ProportionRow = Type.Object(
  { row: Name, says: optional(Words), when: ConditionSchema, within: Names(32), consult: optional(Names(32)) },
  closed,
);

const Responses = Type.Object(
  {
    notice: optional(Duration),
    consultation: optional(Duration),
    menu: Type.Array(Measure, { minItems: 1, maxItems: 32 }),
    proportion: optional(Type.Array(ProportionRow, { maxItems: 32 })),
  },
  closed,
);

const Quiet = Type.Object({ from: Hour, to: Hour, zone: Zone }, closed);
const Notices = Type.Object(
  { ahead: optional(Duration), steps: optional(Duration), quiet: optional(Type.Array(Quiet, { maxItems: 16 })) },
  closed,
);

const Threshold = Type.Object(
  { says: optional(Words), when: ConditionSchema, within: Duration, consent: Type.Enum(QUORUMS) },
  closed,
);
const Disclosure = Type.Object(
  {
    early: optional(Duration),
    report: optional(Duration),
    final: optional(Duration),
    publish: optional(Type.Array(Threshold, { maxItems: 16 })),
  },
  closed,
);

const Sharing = Type.Object(
  { marking: Type.Enum(MARKINGS), with: Type.Enum(AUDIENCES), onward: Type.Enum(ONWARD), keep: optional(Duration) },
  closed,
);

const ProtectedObject = Type.Object(
  {
    object: Name,
    says: Words,
    sectors: Type.Array(Type.Enum(SECTORS), { minItems: 1, maxItems: 8, uniqueItems: true }),
  },
  closed,
);

const Quorum = Type.Object(
  {
    founding: Type.Enum(["all", "none"]),
    amendment: Type.Enum(QUORUMS),
    sections: optional(Type.Array(Type.Object({ section: Name, of: Type.Enum(QUORUMS) }, closed), { maxItems: 32 })),
  },
  closed,
);

/** The form of a compact document, as JSON Schema. */
export const CompactDocument = Type.Object(
  {
    downrung: Type.Literal("compact/1"),
    name: Type.String({ pattern: "^[a-z][a-z0-9-]{1,62}$" }),
    title: Type.String({ minLength: 3, maxLength: LIMITS.titleCharacters }),
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    mode: Type.Enum(["drill", "real"]),
    pace: optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
    purposes: optional(Type.Array(Words, { minItems: 1, maxItems: 16 })),
    parties: Type.Record(Type.String({ pattern: PARTY_PATTERN }), Party, closed),
    skew: Duration,
    marking: Type.Enum(MARKINGS),
    scheme: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 40 }),
        version: Type.Integer({ minimum: 1 }),
        low: Type.Integer({ minimum: 0, maximum: 100 }),
        high: Type.Integer({ minimum: 1, maximum: 100 }),
      },
      closed,
    ),
    taxonomy: optional(Type.Object({ name: Type.Literal("downrung"), version: Type.Literal(1) }, closed)),
    norms: optional(Type.Array(Norm, { maxItems: NORMS.length })),
    "red-lines": optional(Type.Array(RedLine, { maxItems: 32 })),
    indicators: optional(Type.Array(Indicator, { maxItems: 32 })),
    protected: optional(Type.Array(ProtectedObject, { maxItems: 32 })),
    ladder: Type.Array(Step, { minItems: 1, maxItems: 16 }),
    silence: Type.Array(Type.Object({ contact: Type.Enum(CONTACTS), after: Duration }, closed), {
      minItems: 1,
      maxItems: CONTACTS.length,
    }),
    "silent-after": optional(Duration),
    "cooling-off": Type.Object({ longest: Duration, each: Type.Integer({ minimum: 0, maximum: 16 }) }, closed),
    closing: Type.Object({ latest: Duration }, closed),
    responses: optional(Responses),
    notices: optional(Notices),
    disclosure: optional(Disclosure),
    sharing: optional(Type.Array(Sharing, { maxItems: MARKINGS.length })),
    line: optional(Type.Object({ automatic: Duration, human: optional(Duration) }, closed)),
    quorum: optional(Quorum),
    review: optional(Type.Object({ every: Duration, latest: optional(Duration) }, closed)),
    withdrawal: optional(Type.Object({ notice: Duration }, closed)),
    expires: optional(Day),
  },
  closed,
);
export type CompactDocument = Static<typeof CompactDocument>;
