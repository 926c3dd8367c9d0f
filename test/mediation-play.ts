// A mediation and a sitting on a running drill, each act given at the console API of the seat that gives it.

import { setTimeout as sleep } from "node:timers/promises";
import { clientOf } from "../src/cli/client.ts";
import { printInstant } from "../src/core/kernel/instant.ts";
import type { ActSigned, MatterView } from "../src/node/http/api.ts";
import type { Demo, Seat } from "./demo.ts";

/** At this pace the two hours before a convening pass in six seconds, and no clock runs out meanwhile. */
export const PLAY_PACE = 1_200;

const MATTER = "aurelia-1";
const SEATS = ["aurelia", "borea", "cassia"] as const;
const text = (words: string) => ({ lang: "en", text: words });

export const POSITION = "We can live with a shorter text if the trial is named in it.";

type Play = {
  readonly give: (by: Seat, kind: string, body: unknown, to?: readonly Seat[]) => Promise<string>;
};

/** An act is given when all three have it; so the next one finds it wherever it is given. */
function playOn(seats: Demo["seats"]): Play {
  const matterAt = async (seat: Seat): Promise<MatterView> => clientOf(seats[seat]).get(`/api/matters/${MATTER}`);
  const has = async (seat: Seat, id: string): Promise<boolean> =>
    (await matterAt(seat)).entries.some(({ act }) => act.id === id);
  return {
    give: async (by, kind, body, to) => {
      const draft = { kind, matter: MATTER, body, ...(to === undefined ? {} : { to }) };
      const { id } = await clientOf(seats[by]).post<ActSigned>("/api/acts", draft);
      for (const seat of SEATS) {
        for (let i = 0; !(await has(seat, id)); i += 1) {
          if (i > 200) throw new Error(`${kind} did not reach ${seat}`);
          await sleep(25);
        }
      }
      return id;
    },
  };
}

const soon = (ms: number): string => printInstant(Date.now() + ms);

/** Aurelia asks for Cassia; Borea's word is waited for. */
export const askFor = (seats: Demo["seats"]): Promise<string> =>
  playOn(seats).give("aurelia", "request-mediation", {
    mediator: "cassia",
    reason: text("Each of us should be heard alone by somebody whom both trust."),
  });

/** Agreed and accepted; a sealed position, two offers that fit, and a text that is agreed in its first paragraph. */
export async function mediate(seats: Demo["seats"], request: string): Promise<void> {
  const { give } = playOn(seats);
  await give("borea", "agree-mediation", { of: request });
  await give("cassia", "accept-mediation", {
    disclosure: text("Our regulator advises Borea’s on spectrum; not in this matter."),
  });
  await give("aurelia", "position", { words: text(POSITION), about: text("On the order of the talks") });
  const offers = [
    await give("borea", "offer", { words: text("We could show the maintenance log."), until: soon(3_600_000) }),
    await give("aurelia", "offer", { words: text("We could withdraw our statement."), until: soon(3_600_000) }),
  ];
  await give("cassia", "shuttle-note", { words: text("Would you show the log to us alone?") }, ["borea"]);
  await give("cassia", "match-offers", { offers, until: soon(1_800_000) });
  const of = await give("cassia", "draft-text", {
    paragraphs: [
      "Both sides saw that supply failed at three companies on the same afternoon.",
      "Until both have looked at the logs, neither says in public who did it, and neither takes a step because of it.",
      "The maintenance log is shown to the mediator alone.",
    ].map((words, i) => ({ id: String(i + 1), text: text(words) })),
  });
  const answers = (...says: readonly string[]) => says.map((each, i) => ({ paragraph: String(i + 1), says: each }));
  await give("aurelia", "consent-text", { of, answers: answers("accept", "live-with", "accept") });
  await give("borea", "consent-text", { of, answers: answers("accept", "cannot-yet", "object") });
}

/** Up the ladder as far as a table, as the compact has it. */
export async function convene(seats: Demo["seats"]): Promise<void> {
  const { give } = playOn(seats);
  const hour = 3_600_000 / PLAY_PACE;
  const assessment = { nature: "undetermined", low: 2, high: 6, civilians: "yes", reasons: text("As far as we see.") };
  await give("borea", "confirm", { seenHere: "yes", statement: text("We see it too.") });
  await sleep(hour / 2);
  await give("aurelia", "assess", assessment);
  await give("borea", "assess", assessment);
  const of = await give("aurelia", "notify", {
    subject: "Loss of supply",
    precedence: "immediate",
    statement: text("We say formally what we reported."),
    asks: text("Tell us whether work was under way."),
  });
  await give("borea", "acknowledge", { of });
  await sleep(2 * hour);
  await give("aurelia", "convene", { agenda: text("The text, and when its last paragraph is settled.") });
}

/** Three sit, two of them members; Borea signs the minutes with a dissent, Cassia's signature is waited for. */
export async function sit(seats: Demo["seats"]): Promise<void> {
  const { give } = playOn(seats);
  await give("aurelia", "credential", { office: "Ambassador for cyber matters", authority: "refer" });
  await give("borea", "credential", { office: "Deputy national security adviser", authority: "bind" });
  await give("cassia", "credential", { office: "Special envoy", authority: "speak" });
  const begins = Date.now() + 1_000;
  const of = await give("cassia", "set-agenda", {
    items: ["What stopped, and when", "The wording of the second paragraph", "When we meet again"].map(text),
    place: text("Geneva, in the mediator’s house"),
    meets: printInstant(begins),
    quorum: 2,
  });
  await sleep(Math.max(0, begins - Date.now()) + 50);
  for (const seat of SEATS) await give(seat, "attend", { of });
  const minutes = await give("aurelia", "minutes", {
    of,
    statement: text("Each side said what it saw. The second paragraph stays open."),
    items: [
      { item: 1, outcome: text("Both saw the same two hours.") },
      { item: 2, outcome: text("Borea asks its capital.") },
    ],
  });
  await give("borea", "sign-minutes", { of: minutes, dissent: text("We did not say for how long it stays open.") });
}
