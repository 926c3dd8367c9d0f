// What the acts of attribution ask in common. They have a clock of their own: none asks where the ladder stands,
// whether the matter cools off or is closed, and no rule of the ladder asks them. spec/attribution.md

import { hasRole, type Compact } from "../compact/compact.ts";
import { isMember } from "../compact/occasion.ts";
import type { Context, Occasion } from "../compact/rule.ts";
import type { PartyId } from "../kernel/act.ts";
import { NO_ATTRIBUTION, type Attribution, type Evidence, type Judgement } from "../kernel/attribution.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { irregular, REGULAR, type Verdict } from "../kernel/verdict.ts";

export const NAME_PATTERN = "^[a-z0-9][a-z0-9-]{0,31}$";

/** An item as the others name it: `party/name`. */
export const ITEM_PATTERN = "^[a-z][a-z0-9-]{1,30}/[a-z0-9][a-z0-9-]{0,31}$";

export const attributionOf = ({ attribution }: Matter): Attribution => attribution ?? NO_ATTRIBUTION;

/** The matter with a part of its attribution replaced. */
export const withAttribution = (matter: Matter, part: Partial<Attribution>): Matter => ({
  ...matter,
  attribution: { ...attributionOf(matter), ...part },
});

export const refOf = ({ by, name }: Pick<Evidence, "by" | "name">): string => `${by}/${name}`;

export const evidenceIn = (matter: Matter | undefined, ref: string): Evidence | undefined =>
  matter === undefined ? undefined : attributionOf(matter).evidence.find((item) => refOf(item) === ref);

export const judgementIn = (matter: Matter | undefined, act: string): Judgement | undefined =>
  matter === undefined ? undefined : attributionOf(matter).judgements.find((judgement) => judgement.act === act);

/** Evidence and judgements come from those whom the matter concerns. */
export const onAttribution = (
  { by }: Occasion,
  { matter }: Context,
  ...checks: ReadonlyArray<(matter: Matter) => Verdict>
): Verdict => {
  if (matter === undefined) return irregular("unknown-matter");
  if (!membersOf(matter).includes(by)) return irregular("not-in-this-matter", { party: by });
  return checks.map((check) => check(matter)).find((verdict) => !verdict.ok) ?? REGULAR;
};

/** Every member of the compact may put its name to a judgement, and its mediators look at it from no side. */
export const mayAnswer = (compact: Compact, by: PartyId): Verdict =>
  hasRole(compact, by, "mediator") ? REGULAR : isMember(compact, by);

export const isRoomFor = (kind: string, given: number, most: number): Verdict =>
  given < most ? REGULAR : irregular("too-many-acts", { kind, most });
