// Attribution in tests: bodies that the door lets in, items with what they open to, and a matter with a list of
// evidence and a judgement that rests on it.

import { commitmentTo, type Opening } from "../attribution/commitment.ts";
import { itemsOf } from "../attribution/views.ts";
import type { ActId, Body, PartyId } from "../kernel/act.ts";
import { printInstant } from "../kernel/instant.ts";
import { MARKS } from "../kernel/attribution.ts";
import type { Matter } from "../kernel/matter.ts";
import { digestOf } from "../kernel/sha256.ts";
import { regular } from "./mediating.ts";
import { climbedTo, MATTER, MONDAY, ms, type Story } from "./story.ts";

const text = (words: string): { readonly lang: "en"; readonly text: string } => ({ lang: "en", text: words });

const LOG = digestOf("the relay's log");

/** An item that all may see, with the way it came. */
export const openItem = (name: string, more: Body = {}): Body => ({
  name,
  kind: "log",
  source: "B",
  information: 2,
  digest: LOG,
  custody: [
    { holder: "The relay's operator", at: printInstant(MONDAY - ms("4h")), hash: LOG },
    { holder: "National laboratory", at: printInstant(MONDAY - ms("2h")), hash: LOG },
  ],
  shown: ["borea", "cassia"],
  cost: "none",
  about: text("The relay's log of the night."),
  ...more,
});

export const OPENING: Opening = {
  salt: digestOf("thirty-two bytes of chance"),
  digest: digestOf("a recording"),
  custody: [{ holder: "Service", at: "2026-11-23T06:00:00.000Z", hash: digestOf("a recording") }],
  about: text("A recording of the night before."),
};

/** An item of which all see the grade and nobody the thing. */
export const committedItem = (by: PartyId, name: string, more: Body = {}): Body => ({
  name,
  kind: "human",
  source: "A",
  information: 3,
  commitment: commitmentTo({ matter: MATTER, by, name }, OPENING),
  shown: ["cassia"],
  cost: "high",
  costs: text("It tells where we listen."),
  ...more,
});

/** Every hypothesis that is always asked for, and one state. The words can mean a hundred percent together. */
export const HYPOTHESES: readonly Body[] = [
  { id: "state", kind: "state", actor: "Service 9", responsibility: "ordered", likelihood: "likely" },
  { id: "crime", kind: "criminal", responsibility: "ignored", likelihood: "very-unlikely" },
  { id: "insider", kind: "insider", likelihood: "very-unlikely" },
  { id: "accident", kind: "accident", likelihood: "almost-no-chance" },
  { id: "third", kind: "third-party", likelihood: "almost-no-chance" },
  { id: "flag", kind: "false-flag", likelihood: "very-unlikely" },
];

/** A body for each kind of attribution; undefined for every other kind. */
export function attributionBody(kind: string, of: ActId | undefined): Body | undefined {
  switch (kind) {
    case "add-evidence":
      return { items: [openItem("log")], statement: text("What we have so far.") };
    case "disclose-evidence":
      return { item: "tape" };
    case "attribute":
      return {
        hypotheses: HYPOTHESES,
        confidence: "moderate",
        reasons: text("One good log, and one recording that cannot be shown to all."),
        matrix: [],
      };
    case "answer-attribution":
      return { ...(of === undefined ? {} : { of }), answer: "join", reasons: text("We see the same.") };
    default:
      return undefined;
  }
}

/** What a body of a random history holds that depends on the matter: which item, what it says, which answer. */
export function attributionChoice(kind: string, pick: number, by: PartyId, matter: Matter | undefined): Body {
  switch (kind) {
    case "add-evidence": {
      const name = `item-${pick % 3}`;
      return { items: [pick % 2 === 0 ? openItem(name, { custody: [] }) : committedItem(by, name)] };
    }
    case "disclose-evidence":
      return { item: `item-${pick % 3}`, opening: OPENING };
    case "attribute": {
      const items = matter === undefined ? [] : itemsOf(matter);
      const ids = HYPOTHESES.map(({ id }) => String(id));
      const marksOf = (i: number): Body => Object.fromEntries(ids.map((id, j) => [id, MARKS[(pick >>> (i + j)) % 5]]));
      return { matrix: items.map((item, i) => ({ item, marks: marksOf(i) })) };
    }
    case "answer-attribution":
      return { answer: ["join", "join", "abstain", "dissent"][pick % 4] };
    default:
      return {};
  }
}

/** What Aurelia's log and tape say to each hypothesis. */
export const MATRIX: readonly Body[] = [
  { item: "aurelia/log", marks: { state: "c", crime: "i", insider: "ii", accident: "ii", third: "n", flag: "c" } },
  { item: "aurelia/tape", marks: { state: "cc", crime: "n", insider: "i", accident: "i", third: "ii", flag: "ii" } },
];

/** Aurelia has put a log and a tape on the list and judged by them. */
export function attributed(story: Story = climbedTo("confirm")): { readonly story: Story; readonly of: ActId } {
  const items = [openItem("log"), committedItem("aurelia", "tape")];
  regular(story, "aurelia", "add-evidence", { body: { items } });
  return { story, of: regular(story, "aurelia", "attribute", { body: { matrix: MATRIX } }).id };
}
