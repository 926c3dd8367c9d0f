// Reads a compact from a document: shape first, then what the parts must say of each other. Errors
// carry the path to the place, so that a reader of YAML can give line and column. spec/compact.md

import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { KIND_PATTERN, LIMITS, MARKINGS, PARTY_PATTERN } from "../kernel/act.ts";
import { DURATION_PATTERN, parseDuration, type Millis } from "../kernel/instant.ts";
import { CONTACTS } from "../kernel/matter.ts";
import { problemsOf, type ShapeProblem } from "../kernel/shape.ts";
import { OWERS, ROLES, type Compact, type LadderStep } from "./compact.ts";

const closed = { additionalProperties: false } as const;
const Duration = Type.String({ pattern: DURATION_PATTERN });
const Key = (characters: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${characters}}$` });
const Kind = Type.String({ pattern: KIND_PATTERN });

const Keys = Type.Object({ act: Key(43), log: Key(43), witness: Key(1750) }, closed);

const Party = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80 }),
    role: Type.Enum(ROLES),
    zone: Type.String({ minLength: 1, maxLength: 64 }),
    keys: Type.Optional(Keys),
  },
  closed,
);

const Owed = Type.Object(
  {
    by: Type.Enum(OWERS),
    act: Type.Array(Kind, { minItems: 1, maxItems: 8, uniqueItems: true }),
    on: Type.Optional(Kind),
    earliest: Type.Optional(Duration),
    latest: Duration,
  },
  closed,
);

const Step = Type.Object(
  {
    step: Kind,
    opens: Type.Array(Type.Union([Type.Object({ act: Kind }, closed), Type.Object({ after: Kind }, closed)]), {
      minItems: 1,
      maxItems: 8,
    }),
    earliest: Type.Optional(Duration),
    owes: Type.Array(Owed, { maxItems: 16 }),
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
    pace: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
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
    ladder: Type.Array(Step, { minItems: 1, maxItems: 16 }),
    silence: Type.Array(Type.Object({ contact: Type.Enum(CONTACTS), after: Duration }, closed), {
      minItems: 1,
      maxItems: CONTACTS.length,
    }),
    "silent-after": Duration,
    "cooling-off": Type.Object({ longest: Duration, each: Type.Integer({ minimum: 0, maximum: 16 }) }, closed),
    closing: Type.Object({ latest: Duration }, closed),
  },
  closed,
);
export type CompactDocument = Static<typeof CompactDocument>;

/** One thing wrong with a document: where, and what to do. */
export type CompactError = ShapeProblem;

export type CompactReading =
  | { readonly ok: true; readonly document: CompactDocument; readonly compact: Compact }
  | { readonly ok: false; readonly errors: readonly CompactError[] };

const validator = Compile(CompactDocument);

/**
 * Reads a document that has been parsed already. `id` is the digest of its canonical form, or empty
 * while it is being written. The clocks come out in milliseconds with the drill's pace applied.
 */
export function readCompact(document: unknown, id = ""): CompactReading {
  if (!validator.Check(document)) {
    const errors = problemsOf(CompactDocument, document);
    return { ok: false, errors };
  }
  const errors = contradictions(document);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, document, compact: compactOf(document, id) };
}

/** What a schema cannot say: names that must exist, and clocks that must fit each other. */
function contradictions(document: CompactDocument): readonly CompactError[] {
  const errors: CompactError[] = [];
  const add = (path: readonly (string | number)[], message: string): void => {
    errors.push({ path: path.map(String), message });
  };
  const members = Object.values(document.parties).filter(({ role }) => role === "member");
  if (members.length < 2) add(["parties"], "a compact needs at least two members");
  if (Object.keys(document.parties).length > LIMITS.parties) add(["parties"], `at most ${LIMITS.parties} parties`);
  if (document.mode === "real" && document.pace !== undefined) add(["pace"], "only a drill has a pace; remove it");
  if (document.scheme.low >= document.scheme.high) add(["scheme", "high"], "must be above low");
  const names = document.ladder.map(({ step }) => step);
  document.ladder.forEach((step, i) => {
    if (names.indexOf(step.step) !== i) add(["ladder", i, "step"], `the step "${step.step}" stands twice`);
    step.opens.forEach((trigger, j) => {
      if (!("after" in trigger)) return;
      const place = names.indexOf(trigger.after);
      if (place < 0) add(["ladder", i, "opens", j, "after"], `there is no step "${trigger.after}"`);
      else if (place >= i) add(["ladder", i, "opens", j, "after"], "a step can only follow one that stands before it");
    });
    step.owes.forEach((owed, j) => {
      const latest = parseDuration(owed.latest) ?? 0;
      if (latest === 0) add(["ladder", i, "owes", j, "latest"], "a duty needs time: latest must be above zero");
      if ((parseDuration(owed.earliest ?? "0s") ?? 0) >= latest) {
        add(["ladder", i, "owes", j, "earliest"], "must be before latest, or the duty cannot be kept");
      }
      if (owed.by === "asked" && owed.on === undefined) {
        add(["ladder", i, "owes", j, "by"], "`asked` needs `on`: name the act that asks");
      }
    });
  });
  silenceFits(document, add);
  return errors;
}

function silenceFits(
  document: CompactDocument,
  add: (path: readonly (string | number)[], message: string) => void,
): void {
  let contact = -1;
  let after: Millis = -1;
  document.silence.forEach((entry, i) => {
    const place = CONTACTS.indexOf(entry.contact);
    const wait = parseDuration(entry.after) ?? 0;
    if (place <= contact) add(["silence", i, "contact"], `the order is ${CONTACTS.join(", ")}`);
    if (i === 0 && wait !== 0) add(["silence", i, "after"], "the first contact follows the lapse at once: write 0s");
    if (wait <= after && i > 0) add(["silence", i, "after"], "must be later than the contact before it");
    contact = place;
    after = wait;
  });
  const convenes = document.ladder.some(({ opens }) =>
    opens.some((trigger) => "act" in trigger && trigger.act === "convene"),
  );
  const needsTable = document.silence.some(({ contact: name }) => name === "mediator" || name === "convening");
  if (needsTable && !convenes) add(["silence"], "silence leads to a convening, but no step opens on `convene`");
  const mediated = document.silence.some(({ contact: name }) => name === "mediator");
  const hasMediator = Object.values(document.parties).some(({ role }) => role === "mediator");
  if (mediated && !hasMediator) add(["silence"], "silence leads to a mediator, but no party has that role");
}

function compactOf(document: CompactDocument, id: string): Compact {
  const pace = document.pace ?? 1;
  // A clock of a drill never shrinks to nothing: it keeps at least one millisecond.
  const clock = (text: string): Millis => Math.ceil((parseDuration(text) ?? 0) / pace);
  const ladder: readonly LadderStep[] = document.ladder.map((step) => ({
    id: step.step,
    opens: step.opens.map((trigger) =>
      "act" in trigger ? { is: "act", kind: trigger.act } : { is: "after", step: trigger.after },
    ),
    earliest: clock(step.earliest ?? "0s"),
    owes: step.owes.map((owed) => ({
      by: owed.by,
      act: owed.act,
      on: owed.on ?? null,
      earliest: clock(owed.earliest ?? "0s"),
      latest: clock(owed.latest),
    })),
  }));
  return {
    id,
    name: document.name,
    title: document.title,
    version: document.version,
    mode: document.mode,
    pace,
    parties: Object.entries(document.parties).map(([party, { keys, ...rest }]) => ({
      id: party,
      ...rest,
      keys: keys ?? { act: "", log: "", witness: "" },
    })),
    skew: parseDuration(document.skew) ?? 0,
    scheme: document.scheme,
    marking: document.marking,
    ladder,
    silence: document.silence.map(({ contact, after }) => ({ contact, after: clock(after) })),
    silentAfter: clock(document["silent-after"]),
    coolingOff: { longest: clock(document["cooling-off"].longest), each: document["cooling-off"].each },
    closing: { latest: clock(document.closing.latest) },
  };
}
