// `report` opens a matter: what one party has observed, short and with unknowns said. spec/ladder.md

import { Type, type Static } from "typebox";
import { hasRole } from "../compact/compact.ts";
import { Attachment, body } from "../compact/fields.ts";
import { isMember } from "../compact/occasion.ts";
import type { ActRule } from "../compact/rule.ts";
import { InstantText, LIMITS, Text, TriState, type MatterId, type PartyId } from "../kernel/act.ts";
import { parseInstant } from "../kernel/instant.ts";
import { firstRefusal, irregular, REGULAR } from "../kernel/verdict.ts";
import type { StatedFacts } from "../kernel/matter.ts";
import {
  DURATIONS,
  FUNCTIONAL_EFFECTS,
  INFORMATION_EFFECTS,
  NATURES,
  PHYSICAL_EFFECTS,
  RECOVERABILITIES,
  SECTORS,
  SPREADS,
  STRATEGIC_SYSTEMS,
} from "../kernel/taxonomy.ts";
import { fitTogether } from "./contradict.ts";

export const ReportBody = body({
  title: Type.String({ minLength: 3, maxLength: LIMITS.titleCharacters }),
  summary: Text,
  observed: InstantText,
  nature: Type.Enum(NATURES),
  effect: Type.Enum(FUNCTIONAL_EFFECTS),
  sectors: Type.Array(Type.Enum(SECTORS), { minItems: 1, maxItems: 8, uniqueItems: true }),
  area: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  people: Type.Union([Type.Integer({ minimum: 0 }), Type.Literal("unknown")]),
  malicious: TriState,
  crossBorder: TriState,
  civilians: TriState,
  recovery: Type.Enum(RECOVERABILITIES),
  ongoing: TriState,
  techniques: Type.Array(Type.String({ pattern: "^T[0-9]{4}(\\.[0-9]{3})?$" }), {
    maxItems: LIMITS.listItems,
    uniqueItems: true,
  }),
  attachments: Type.Array(Attachment, { maxItems: 8 }),
  information: Type.Optional(Type.Enum(INFORMATION_EFFECTS)),
  physical: Type.Optional(Type.Enum(PHYSICAL_EFFECTS)),
  duration: Type.Optional(Type.Enum(DURATIONS)),
  spread: Type.Optional(Type.Enum(SPREADS)),
  /** Where one is stated the matter is entangled. */
  strategic: Type.Optional(
    Type.Array(Type.Enum(STRATEGIC_SYSTEMS), { maxItems: STRATEGIC_SYSTEMS.length, uniqueItems: true }),
  ),
});
export type ReportBody = Static<typeof ReportBody>;

/** The report's word on each fact that a compact may speak of. */
const factsIn = (stated: ReportBody): StatedFacts => ({
  nature: stated.nature,
  effect: stated.effect,
  information: stated.information ?? null,
  physical: stated.physical ?? null,
  recovery: stated.recovery,
  duration: stated.duration ?? null,
  spread: stated.spread ?? null,
  sectors: stated.sectors,
  strategic: stated.strategic ?? null,
  people: stated.people === "unknown" ? null : stated.people,
  malicious: stated.malicious,
  "cross-border": stated.crossBorder,
  civilians: stated.civilians,
  ongoing: stated.ongoing,
});

/** The party and a number: a longer name that begins alike is another party's to give. */
const isNamedFor = (party: PartyId, matter: MatterId | null): boolean =>
  matter?.startsWith(`${party}-`) === true && /^[1-9][0-9]{0,8}$/.test(matter.slice(party.length + 1));

export const report: ActRule<ReportBody> = {
  kind: "report",
  body: ReportBody,
  may: ({ by }, { compact, matter }) =>
    firstRefusal(
      () => isMember(compact, by),
      () => (matter === undefined ? REGULAR : irregular("matter-exists", { matter: matter.id })),
    ),
  judge: (act, { compact }) =>
    firstRefusal(
      () => (isNamedFor(act.by, act.matter) ? REGULAR : irregular("matter-name", { party: act.by })),
      () =>
        act.to.some((party) => party !== act.by && hasRole(compact, party, "member"))
          ? REGULAR
          : irregular("no-addressee"),
      () =>
        (parseInstant(act.body.observed) ?? Infinity) <= act.at
          ? REGULAR
          : irregular("observed-after-report", { at: act.at }),
      () => fitTogether(factsIn(act.body)),
    ),
  apply: (matter, act, compact) => ({
    ...matter,
    reporter: act.by,
    addressees: act.to.filter((party) => party !== act.by && hasRole(compact, party, "member")),
    facts: factsIn(act.body),
  }),
};
