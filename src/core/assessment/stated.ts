// Facts as a party states them in an act, beside the kind of the incident and the risk to civilians, which
// have fields of their own: each is optional, and what is left out is not known. spec/assessment.md

import { Type, type Static, type TSchema } from "typebox";
import { COUNT_LIMIT } from "../compact/condition.ts";
import { FACT_NAMES, FACTS, type FactName } from "../compact/facts.ts";
import type { StatedFacts } from "../kernel/matter.ts";

/** What has a field of its own wherever a party states it, and what follows from an assessment. */
const APART: readonly FactName[] = ["nature", "civilians", "severity-low", "severity-high"];

/** The facts that an assessment may state beside its range. */
export const STATED_NAMES: readonly FactName[] = FACT_NAMES.filter((name) => !APART.includes(name));

function schemaOf(name: FactName): TSchema {
  const type = FACTS[name];
  switch (type.is) {
    case "word":
      return Type.Enum([...type.values] as [string, ...string[]]);
    case "set":
      return Type.Array(Type.Enum([...type.values] as [string, ...string[]]), {
        maxItems: type.values.length,
        uniqueItems: true,
      });
    case "count":
      return Type.Union([Type.Integer({ minimum: 0, maximum: COUNT_LIMIT }), Type.Literal("unknown")]);
    default:
      return type satisfies never;
  }
}

/** Facts by their names, each as its own type says it; a count may be said to be unknown. */
export const StatedBody = Type.Object(
  Object.fromEntries(STATED_NAMES.map((name) => [name, Type.Optional(schemaOf(name))])),
  { additionalProperties: false },
);
export type StatedBody = Readonly<Partial<Record<FactName, string | readonly string[] | number>>> &
  Static<typeof StatedBody>;

/** A count that is said to be unknown; and no sector named, because each incident lies in one. */
const isUnknown = (name: FactName, value: unknown): boolean =>
  FACTS[name].is === "count" ? value === "unknown" : name === "sectors" && Array.isArray(value) && value.length === 0;

/** A party's word on each fact that it speaks of: null where it says that it does not know. */
export function statedIn(body: StatedBody): StatedFacts {
  return Object.fromEntries(
    STATED_NAMES.flatMap((name) => {
      const value = body[name];
      if (value === undefined) return [];
      return [[name, isUnknown(name, value) ? null : value]];
    }),
  );
}
