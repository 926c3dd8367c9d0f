// The form of a compact document: one closed JSON Schema, published as spec/compact.schema.json. A
// section that is left out says nothing, and the lint says what that means. spec/compact.md

import { Type, type Static, type TSchema } from "typebox";
import { KIND_PATTERN, LIMITS, MARKINGS, PARTY_PATTERN } from "../kernel/act.ts";
import { DURATION_PATTERN } from "../kernel/instant.ts";
import { CONTACTS } from "../kernel/matter.ts";
import { NATURES, NORMS, SECTORS } from "../kernel/taxonomy.ts";
import {
  AUDIENCES,
  CONSULTED,
  INTENTS,
  MEASURE_CATEGORIES,
  ONWARD,
  OWERS,
  QUORUMS,
  READINESS_FOR,
  ROLES,
} from "./compact.ts";
import { ConditionSchema } from "./condition.ts";

const closed = { additionalProperties: false } as const;

/** Says what a field means: for editors, and for the published schema. */
const field = <S extends TSchema>(description: string, schema: S) => Type.With(schema, { description });
const optional = <S extends TSchema>(description: string, schema: S) => Type.Optional(field(description, schema));

const DURATION_FORM = "a whole number and s, m, h or d, as in 24h";
/** Its form stands in `$comment`, from which an error takes its advice. */
const duration = (means: string) =>
  Type.String({ pattern: DURATION_PATTERN, description: `${means}: ${DURATION_FORM}.`, $comment: DURATION_FORM });
const clock = (means: string) => Type.Optional(duration(means));

const NAME_FORM = "2 to 31 small letters and dashes, a letter first";
const Name = Type.String({ pattern: KIND_PATTERN, $comment: NAME_FORM });
const Names = (maxItems: number) => Type.Array(Name, { maxItems, uniqueItems: true });
const Key = (characters: number) =>
  Type.String({ pattern: `^[A-Za-z0-9_-]{${characters}}$`, $comment: `${characters} characters of base64url` });
/** A day in the calendar: it begins at 00:00 UTC. */
const Day = Type.String({
  pattern: "^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
  $comment: "a day of this century, as in 2031-12-31",
});
const Hour = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$", $comment: 'an hour in quotes, as in "22:00"' });
const Zone = field(
  "IANA time zone.",
  Type.String({
    pattern: "^[A-Za-z][A-Za-z0-9_+/-]{0,63}$",
    $comment: "an IANA time zone, as in Africa/Accra",
  }),
);

/** One line that shows all that it holds: no control characters, no marks that change the order of letters. */
const Line = (minLength: number, maxLength: number) =>
  Type.String({
    minLength,
    maxLength,
    pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]*$",
    $comment: "one line of text without control characters",
  });

/** What people read, in one or more of the six languages. */
const said = (language: string) => optional(`In ${language}.`, Line(1, 600));
export const Words = Type.Object(
  {
    ar: said("Arabic"),
    zh: said("Chinese"),
    en: said("English"),
    fr: said("French"),
    ru: said("Russian"),
    es: said("Spanish"),
  },
  { ...closed, minProperties: 1 },
);
export type Words = Static<typeof Words>;
const says = field("What people read of this clause.", Words);
const maybeSays = Type.Optional(says);
const when = field("The condition under which it applies.", ConditionSchema);
const maybeWhen = Type.Optional(when);

const Keys = Type.Object(
  {
    act: field("Signs acts: a raw Ed25519 public key.", Key(43)),
    log: field("Signs checkpoints: a raw Ed25519 public key.", Key(43)),
    witness: field("Cosigns checkpoints: a raw ML-DSA-44 public key.", Key(1750)),
    line: field("Vouches for the keys to which others seal: a raw Ed25519 public key.", Key(43)),
  },
  closed,
);

const Party = Type.Object(
  {
    name: field("The name that people read.", Line(1, 80)),
    role: field("What the party is here; only members owe duties on the ladder.", Type.Enum(ROLES)),
    zone: Zone,
    keys: optional("Its public keys; a compact is written without them and signed with them.", Keys),
  },
  closed,
);

const Owed = Type.Object(
  {
    by: field("Whom the duty binds.", Type.Enum(OWERS)),
    act: field(
      "The kinds of act that keep it; any one is enough.",
      Type.Array(Name, { minItems: 1, maxItems: 8, uniqueItems: true }),
    ),
    on: optional("The kind of act that calls for it; without this, the opening of the step does.", Name),
    earliest: clock("May be kept from this long after it began"),
    latest: duration("Is due this long after it began"),
  },
  closed,
);

const Trigger = Type.Union([
  Type.Object({ act: field("The step opens when an act of this kind is given.", Name) }, closed),
  Type.Object({ after: field("The step opens when this step is done.", Name) }, closed),
  Type.Object({ lapse: field("The step opens when a duty of this step lapses; only a convening may.", Name) }, closed),
]);

const Step = Type.Object(
  {
    step: field("The step's name.", Name),
    opens: field("What opens it; any one is enough.", Type.Array(Trigger, { minItems: 1, maxItems: 8 })),
    earliest: clock("Not before this long after the step before it was opened"),
    owes: field("The duties that it brings.", Type.Array(Owed, { maxItems: 16 })),
  },
  closed,
);

const Exclusion = Type.Object({ says, when }, closed);
const RedLine = Type.Object(
  {
    line: field("The red line's name.", Name),
    says,
    kind: field("Of what kind the conduct is.", Type.Enum(NATURES)),
    when,
    except: optional("What does not cross it.", Type.Array(Exclusion, { maxItems: 8 })),
    responses: optional("The measures of the menu that are bound to it.", Names(16)),
    norms: optional(
      "The norms that it stands on.",
      Type.Array(Type.Enum(NORMS), { maxItems: NORMS.length, uniqueItems: true }),
    ),
  },
  closed,
);

const Norm = Type.Object(
  { norm: field("The letter of a norm of UN A/70/174, paragraph 13.", Type.Enum(NORMS)), says: maybeSays },
  closed,
);

const Indicator = Type.Object(
  {
    indicator: field("The indicator's name.", Name),
    says,
    means: field("What both sides agree to read in it.", Type.Enum(INTENTS)),
    when: maybeWhen,
  },
  closed,
);

const Measure = Type.Object(
  {
    measure: field("The measure's name.", Name),
    says,
    category: field("Its category in the EU cyber diplomacy toolbox.", Type.Enum(MEASURE_CATEGORIES)),
    active: optional("Whether it changes something for the other side; restrictive measures do.", Type.Boolean()),
    from: optional("The step that must have been opened before it is proposed.", Name),
    notice: clock("Not adopted sooner than this after it was proposed"),
    consults: optional("Who is asked before it is adopted.", Type.Enum(CONSULTED)),
    reply: clock("How long the consulted have to reply"),
    agreed: optional("How many of the consulted must agree; without this a reply is enough.", Type.Enum(QUORUMS)),
    lasts: clock("It ends by itself after this"),
    when: maybeWhen,
  },
  closed,
);

const ProportionRow = Type.Object(
  {
    row: field("The row's name.", Name),
    says: maybeSays,
    when,
    within: field("Measures that are proportionate where this row is the first to apply.", Names(32)),
    consult: optional("Measures that are proportionate only after consultation.", Names(32)),
  },
  closed,
);

const Responses = Type.Object(
  {
    notice: clock("Promised for every active measure; 24h where it is left out"),
    consultation: clock("Promised time to reply; 48h where it is left out"),
    preconditions: optional(
      "What the proposal of a restrictive measure must state; with `full` all of it, its legal checklist too.",
      Type.Enum(["full"]),
    ),
    menu: field("The measures that may be taken.", Type.Array(Measure, { minItems: 1, maxItems: 32 })),
    proportion: optional(
      "What is proportionate: the first row whose condition holds decides.",
      Type.Array(ProportionRow, { maxItems: 32 }),
    ),
  },
  closed,
);

const Quiet = Type.Object(
  {
    from: field("Quiet begins at this hour.", Hour),
    to: field("Quiet ends at this hour; before `from` means on the next day.", Hour),
    zone: Zone,
  },
  closed,
);
const Notices = Type.Object(
  {
    ahead: clock("Planned tests and drills are announced this long before; 24h where it is left out"),
    steps: clock("Everyone concerned is told of a step within this; 24h where it is left out"),
    quiet: optional("Hours in which no test or drill is planned.", Type.Array(Quiet, { maxItems: 16 })),
  },
  closed,
);

const Threshold = Type.Object(
  {
    says: maybeSays,
    when,
    within: duration("Made public within this"),
    consent: field("How many of the members must consent.", Type.Enum(QUORUMS)),
  },
  closed,
);
const Disclosure = Type.Object(
  {
    early: clock("Early warning; 24h where it is left out"),
    report: clock("Structured report; 72h where it is left out"),
    final: clock("Final report; 30d where it is left out"),
    publish: optional("From when on an incident is made public.", Type.Array(Threshold, { maxItems: 16 })),
  },
  closed,
);

const Sharing = Type.Object(
  {
    marking: field("The marking that the rule is for (TLP 2.0).", Type.Enum(MARKINGS)),
    with: field("With whom it is shared.", Type.Enum(AUDIENCES)),
    onward: field("Whether it may be passed on.", Type.Enum(ONWARD)),
    keep: clock("Deleted after this"),
  },
  closed,
);

const ProtectedObject = Type.Object(
  {
    object: field("The protected object's name.", Name),
    says,
    sectors: field(
      "The sectors in which it lies.",
      Type.Array(Type.Enum(SECTORS), { minItems: 1, maxItems: 8, uniqueItems: true }),
    ),
  },
  closed,
);

const SectionQuorum = Type.Object(
  {
    section: field("A section of this document.", Name),
    of: field("How many of the members a change to it needs.", Type.Enum(QUORUMS)),
  },
  closed,
);
const Quorum = Type.Object(
  {
    founding: field("`all`: in force when every member has signed; `none`: as laid out.", Type.Enum(["all", "none"])),
    amendment: field("How many of the members a change needs.", Type.Enum(QUORUMS)),
    sections: optional("Sections that need more, or less.", Type.Array(SectionQuorum, { maxItems: 32 })),
  },
  closed,
);

const Scheme = Type.Object(
  {
    name: field("The scale's name.", Line(1, 40)),
    version: field("The scale's version.", Type.Integer({ minimum: 1 })),
    low: field("Its lowest value.", Type.Integer({ minimum: 0, maximum: 100 })),
    high: field("Its highest value.", Type.Integer({ minimum: 1, maximum: 100 })),
  },
  closed,
);

const Silence = Type.Object(
  {
    contact: field("Whom silence leads to.", Type.Enum(CONTACTS)),
    after: duration("How long after the lapse"),
  },
  closed,
);

const Entangled = Type.Object({ contact: duration("Each contact follows the one before within this") }, closed);

/** The form of a compact document, as JSON Schema. */
export const CompactDocument = Type.Object(
  {
    downrung: field("The format of this document.", Type.Literal("compact/1")),
    name: field(
      "A short name for machines.",
      Type.String({ pattern: "^[a-z][a-z0-9-]{1,62}$", $comment: "2 to 63 small letters, digits and dashes" }),
    ),
    title: field("The title that people read.", Line(3, LIMITS.titleCharacters)),
    version: field("Counts the versions of this compact from 1.", Type.Integer({ minimum: 1, maximum: 9999 })),
    mode: field("Acts under a drill compact are never acts under a real one.", Type.Enum(["drill", "real"])),
    pace: optional(
      "How many times faster than written the clocks of a drill run.",
      Type.Integer({ minimum: 1, maximum: 86_400 }),
    ),
    purposes: optional("Why the parties agree.", Type.Array(Words, { minItems: 1, maxItems: 16 })),
    parties: field(
      "The parties, each under the name that its acts carry.",
      Type.Record(Type.String({ pattern: PARTY_PATTERN }), Party, {
        ...closed,
        $comment: "2 to 31 small letters, digits and dashes, a letter first",
      }),
    ),
    skew: duration("How far ahead of a node's clock an act may be dated"),
    marking: field("The marking of an act that carries no other (TLP 2.0).", Type.Enum(MARKINGS)),
    scheme: field("The scale of severity.", Scheme),
    taxonomy: optional(
      "The words in which incidents are described.",
      Type.Object(
        {
          name: field("The words of this protocol.", Type.Literal("downrung")),
          version: field("Their version.", Type.Literal(1)),
        },
        closed,
      ),
    ),
    norms: optional("Norms that the parties affirm.", Type.Array(Norm, { maxItems: NORMS.length })),
    "red-lines": optional("What the parties agree not to do.", Type.Array(RedLine, { maxItems: 32 })),
    indicators: optional("What can be seen, and what it is agreed to mean.", Type.Array(Indicator, { maxItems: 32 })),
    protected: optional("What no measure and no drill may touch.", Type.Array(ProtectedObject, { maxItems: 32 })),
    ladder: field("The steps, in their order.", Type.Array(Step, { minItems: 1, maxItems: 16 })),
    silence: field(
      "Whom silence leads to after a lapse, in the order of the contacts.",
      Type.Array(Silence, { minItems: 1, maxItems: CONTACTS.length }),
    ),
    entangled: optional("Contact comes sooner where strategic systems are touched; nothing else changes.", Entangled),
    "silent-after": clock("A matter in which nobody acts any more is declared silent after this"),
    "cooling-off": field(
      "A pause that stops every clock.",
      Type.Object(
        {
          longest: duration("No pause is longer"),
          each: field("How often each party may ask for one.", Type.Integer({ minimum: 0, maximum: 16 })),
        },
        closed,
      ),
    ),
    closing: field(
      "The end of a matter.",
      Type.Object({ latest: duration("Closed this long after all have stood down") }, closed),
    ),
    responses: optional("What may be done in answer, and what comes before it.", Responses),
    notices: optional("How planned tests, drills and steps are announced.", Notices),
    disclosure: optional("Who is told what by when, and from when on the public is.", Disclosure),
    sharing: optional(
      "With whom what carries a marking is shared.",
      Type.Array(Sharing, { maxItems: MARKINGS.length }),
    ),
    line: optional(
      "How often the line between the desks is tested.",
      Type.Object(
        {
          automatic: duration("By machine, every"),
          human: clock("By a person, every"),
          readiness: optional(
            "Whether how ready the lines are may be published; for the parties alone where it is left out.",
            Type.Enum(READINESS_FOR),
          ),
        },
        closed,
      ),
    ),
    quorum: optional("How many must agree to what.", Quorum),
    review: optional(
      "How the compact is reviewed.",
      Type.Object(
        { every: duration("A review falls due every"), latest: clock("Done within this; 30d where it is left out") },
        closed,
      ),
    ),
    withdrawal: optional(
      "How a party leaves.",
      Type.Object({ notice: duration("It takes effect this long after it was given") }, closed),
    ),
    expires: optional("From the first instant of this day (UTC) on no new matter is opened.", Day),
  },
  closed,
);
export type CompactDocument = Static<typeof CompactDocument>;
