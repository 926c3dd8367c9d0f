// Mediation in stories: bodies that the door lets in, and a matter that is mediated or sits at one table.

import assert from "node:assert/strict";
import type { ActId, Body } from "../kernel/act.ts";
import { printInstant, type Instant } from "../kernel/instant.ts";
import type { Matter } from "../kernel/matter.ts";
import { CONSENTS } from "../kernel/mediation.ts";
import { inEscrow } from "../mediation/offer.ts";
import { climbedTo, MONDAY, ms, type Story, type Told, type With } from "./story.ts";

const text = (words: string): { readonly lang: "en"; readonly text: string } => ({ lang: "en", text: words });

const SEALED: Body = { key: 1, sealed: "A".repeat(64), commitment: "C".repeat(43) };

/** A body for each kind of mediation and of sitting together; undefined for every other kind. */
export function mediationBody(kind: string, of: ActId | undefined, words = "As we said."): Body | undefined {
  const about = of === undefined ? {} : { of };
  switch (kind) {
    case "request-mediation":
      return { mediator: "cassia", reason: text(words) };
    case "agree-mediation":
    case "confirm-offer":
    case "attend":
      return { ...about, statement: text(words) };
    case "accept-mediation":
      return { statement: text(words) };
    case "decline-mediation":
    case "recuse-mediation":
    case "leave-mediation":
      return { reason: text(words) };
    case "position":
    case "shuttle-note":
      return { ...SEALED, about: text(words) };
    case "offer":
      return { ...SEALED, about: text(words), until: printInstant(MONDAY + ms("30d")) };
    case "open-sealed":
      return { ...about, salt: "S".repeat(22), statement: text(words) };
    case "draft-text":
      return {
        paragraphs: [
          { id: "1", text: text("Both sides keep the peace.") },
          { id: "2", text: text("Both sides open their logs.") },
        ],
        statement: text(words),
      };
    case "consent-text":
      return { ...about, answers: [{ paragraph: "1", says: "accept" }], statement: text(words) };
    case "match-offers":
      return {
        offers: [of ?? "A".repeat(43), "B".repeat(43)],
        until: printInstant(MONDAY + ms("20d")),
        statement: text(words),
      };
    case "set-agenda":
      return {
        items: [text("Telemetry."), text(words)],
        place: text("The house by the lake."),
        meets: printInstant(MONDAY + ms("4d")),
        quorum: 2,
      };
    case "credential":
      return { office: "Ambassador at large", authority: "refer", limits: text(words) };
    case "minutes":
      return { ...about, statement: text(words), items: [{ item: 1, outcome: text("Explained.") }] };
    case "sign-minutes":
      return about;
    default:
      return undefined;
  }
}

/** What a body of a random history holds that depends on the matter: times to come, two offers that fit, any answers. */
export function mediationChoice(kind: string, pick: number, matter: Matter | undefined, now: Instant): Body {
  const soon = printInstant(now + ms(["2h", "48h", "300h"][pick % 3] ?? "1h"));
  switch (kind) {
    case "set-agenda":
      return { meets: soon };
    case "offer":
      return { until: soon };
    case "match-offers": {
      const open = matter === undefined ? [] : inEscrow(matter, now);
      const [one] = open;
      const other = open.find(({ by }) => by !== one?.by);
      if (one === undefined || other === undefined) return {};
      return {
        offers: [one.act, other.act],
        until: printInstant(now + Math.floor((Math.min(one.until, other.until) - now) / 2)),
      };
    }
    case "draft-text":
      return {
        paragraphs: Array.from({ length: 1 + (pick % 3) }, (_, i) => ({
          id: String(i + 1),
          text: text(`Wording ${(pick >>> (2 * i + 2)) % 2}.`),
        })),
      };
    case "consent-text":
      return {
        answers: (matter?.mediation?.text?.paragraphs ?? []).map(({ id }, i) => ({
          paragraph: id,
          // Mostly consent, or no text would ever be adopted.
          says: (pick >>> (2 * i)) % 8 === 7 ? "cannot-yet" : CONSENTS[(pick >>> i) % 2],
        })),
      };
    default:
      return {};
  }
}

/** Gives an act that the law lets stand. */
export function regular(story: Story, by: string, kind: string, more: With = {}): Told {
  const told = story.gives(by, kind, more);
  assert.equal(told.rule, null, `${by} ${kind}`);
  return told;
}

/** Both members have asked for Cassia, and Cassia mediates. */
export function mediated(story: Story = climbedTo("deconflict")): Story {
  const request = regular(story, "aurelia", "request-mediation");
  const others = story.compact.parties.filter(({ id, role }) => role === "member" && id !== "aurelia");
  for (const { id } of others) regular(story, id, "agree-mediation", { of: request.id });
  regular(story, "cassia", "accept-mediation");
  return story;
}

/** The parties were convened, have an agenda, and the time of the sitting has come. */
export function atTheTable(story: Story = climbedTo("convene")): { readonly story: Story; readonly agenda: ActId } {
  const meets = printInstant(story.now() + ms("2h"));
  const { id: agenda } = regular(story, "borea", "set-agenda", { body: { meets } });
  for (const by of ["aurelia", "borea", "cassia"]) regular(story, by, "credential");
  story.passes("2h");
  return { story, agenda };
}
