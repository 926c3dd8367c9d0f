// What a proposal of a measure states in tests, and in random histories: everything, or everything but one
// thing. spec/measures.md

import type { Compact } from "../compact/compact.ts";
import type { ActId, Body, PartyId } from "../kernel/act.ts";
import { DAY, HOUR, printInstant, type Instant } from "../kernel/instant.ts";
import { membersOf, type Matter } from "../kernel/matter.ts";
import { CHECKLIST } from "../response/preconditions.ts";

const words = (text: string): Body => ({ lang: "en", text });

/** Every item of the checklist answered yes, but for those that are given. */
export const checklist = (but: Readonly<Record<string, "yes" | "no" | "unknown">> = {}): readonly Body[] =>
  CHECKLIST.map(({ item }) => ({ item, met: but[item] ?? "yes", because: words("As the annex shows.") }));

/** What a complete proposal states at this instant, against Borea's own confirmation. */
export const statedAt = (finding: ActId, at: Instant): Body => ({
  addressee: "borea",
  finding,
  ground: "countermeasure",
  checklist: checklist(),
  review: printInstant(at + 5 * DAY),
  undo: words("The order is revoked and the desks are told."),
  triedOnPaper: "yes",
  civilian: words("No one outside the two ministries is touched."),
  protected: { deterrence: "no", "essential-services": "no", medical: "no", csirts: "no", "diplomatic-premises": "no" },
});

/** A proposal by either side that most often is complete, and otherwise lacks or spoils one thing. */
export function statedBy(matter: Matter, by: PartyId, pick: number): Body {
  const finding = Object.values(matter.confirmations)[0]?.act ?? matter.opened.act;
  const addressee = membersOf(matter).find((party) => party !== by) ?? by;
  const review = printInstant(matter.asOf + (20 + 5 * (pick % 5)) * HOUR);
  const whole = { ...statedAt(finding, matter.asOf), review, addressee };
  const spoiled: readonly Body[] = [
    { protected: { deterrence: "yes", "essential-services": "no" } },
    { protected: { deterrence: "unknown", "essential-services": "no" } },
    { checklist: checklist({ commensurate: "unknown" }) },
    { finding: matter.opened.act },
    { addressee: by },
    { review: printInstant(matter.asOf + 800 * DAY) },
  ];
  if (pick % 3 !== 0) return whole;
  const names = Object.keys(whole);
  const left = names[(pick >>> 3) % names.length];
  return pick % 2 === 0
    ? { ...whole, ...spoiled[(pick >>> 3) % spoiled.length] }
    : Object.fromEntries(Object.entries(whole).filter(([name]) => name !== left));
}

/** An end of its own for what is adopted, where a measure without one is not. */
export const ownEnd = ({ preconditions }: Compact, matter: Matter | undefined, pick: number): Body =>
  preconditions === "full" && matter !== undefined && pick % 2 === 0
    ? { until: printInstant(matter.asOf + 40 * HOUR) }
    : {};

/** A later end of some measure of the matter, now and then too late a one. */
export function laterEnd(matter: Matter | undefined, pick: number): Body {
  const ends = (matter?.measures ?? []).flatMap(({ state }) =>
    (state.is === "adopted" || state.is === "suspended") && state.until !== null ? [state.until] : [],
  );
  const end = ends[pick % Math.max(1, ends.length)];
  if (end === undefined) return {};
  const until = printInstant(end + (pick % 4 === 0 ? 40 * DAY : 2 * HOUR));
  return { until, review: until };
}
