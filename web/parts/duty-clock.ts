// The stations of a duty: what silence leads to, and when. Pure; the pictures and their tables read it.

import type { Compact } from "../../src/core/compact/compact.ts";
import type { Instant } from "../../src/core/kernel/instant.ts";
import type { Contact, Duty } from "../../src/core/kernel/matter.ts";

export type Station = { readonly contact: Contact; readonly at: Instant; readonly is: "ahead" | "reached" | "present" };

/** Each contact of the compact with the time at which this duty, unanswered, leads to it. */
export function stationsOf(compact: Compact, { due, state }: Duty): readonly Station[] {
  const { silence } = compact;
  if (state.is !== "lapsed") return silence.map(({ contact, after }) => ({ contact, at: due + after, is: "ahead" }));
  const present = silence.findIndex(({ contact }) => contact === state.contact);
  const nextAfter = silence[present + 1]?.after ?? 0;
  return silence.map(({ contact, after }, i) => {
    if (i < present) return { contact, at: state.at + after, is: "reached" };
    if (i === present) return { contact, at: state.contactSince, is: "present" };
    // A pause moves what is still to come, so later contacts count from where the next one now stands.
    return { contact, at: (state.next?.at ?? state.at) + after - nextAfter, is: "ahead" };
  });
}

/** How far the time of a duty has run, from 0 to 1. */
export function shareOf({ from, due }: Duty, at: Instant): number {
  return due <= from ? 1 : Math.min(1, Math.max(0, (at - from) / (due - from)));
}
