// The stories behind vectors/casefiles: a valid case for each thing that a case file can hold.

import type { PartyId } from "../src/core/kernel/act.ts";
import { sha256Base64url } from "../src/crypto/hash.ts";
import { createStory, exportCase, type Story } from "./story.ts";

const text = (words: string) => ({ lang: "en", text: words });

export const REPORT = {
  title: "Loss of supply",
  summary: text("Three substations opened their breakers."),
  observed: "2026-11-22T09:58:00.000Z",
  people: 225_000,
  attachments: [] as readonly unknown[],
};

/** The smallest case: one party reports, the other confirms. */
export function small(mode: "drill" | "real" = "real"): Story {
  const story = createStory(mode, ["aurelia", "borea"]);
  story.say("aurelia", "report", { matter: "aurelia-1", body: REPORT });
  story.say("borea", "confirm", { matter: "aurelia-1", body: { seenHere: "no", statement: text("Confirmed.") } });
  story.say("aurelia", "assess", { matter: "aurelia-1", body: { nature: "sabotage", low: 5, high: 7 } });
  story.checkpoint("aurelia");
  story.checkpoint("borea");
  return story;
}

/** Two matters at once, receipts between them, and acts before the second matter is opened. */
export function busy(): Story {
  const names: readonly PartyId[] = ["aurelia", "borea", "cassia"];
  const story = createStory("real", names, "cassia");
  story.say("aurelia", "report", { matter: "aurelia-1", body: REPORT });
  story.say("borea", "receipt", { body: { level: "delivered", of: "aurelia", from: 1, through: 1 } });
  story.say("borea", "confirm", { matter: "aurelia-1", body: { statement: text("Confirmed.") } });
  story.say("cassia", "receipt", { body: { level: "read", of: "aurelia", from: 1, through: 1 } });
  story.say("borea", "report", { matter: "borea-1", body: { ...REPORT, title: "Satellite modems" } });
  story.say("cassia", "receipt", { body: { level: "delivered", of: "borea", from: 3, through: 3 } });
  story.say("aurelia", "assess", { matter: "aurelia-1", body: { nature: "sabotage", low: 5, high: 7 } });
  const notice = story.say("aurelia", "notify", {
    matter: "borea-1",
    body: { subject: "Modems", statement: text("Ours too.") },
  });
  story.say("borea", "acknowledge", { matter: "borea-1", body: { of: notice.act.id } });
  story.say("cassia", "convene", {
    matter: "borea-1",
    body: { statement: text("Tomorrow at noon."), place: "Geneva" },
  });
  story.say("aurelia", "close", { matter: "aurelia-1", body: { outcome: "resolved" } });
  for (const name of names) story.checkpoint(name, names);
  return story;
}

/** An author that tells another history to another listener: the same place in its ledger twice. */
export function forkedActs(): string {
  const story = small();
  const one = story.say("borea", "clarify", { matter: "aurelia-1", body: { answer: text("It was ours.") } });
  const other = story.forge("borea", "clarify", {
    matter: "aurelia-1",
    seq: one.act.seq,
    prev: one.act.prev,
    at: one.act.at,
    body: { answer: text("It was not ours.") },
  });
  story.checkpoint("borea");
  return exportCase(story, "aurelia", "aurelia-1", {
    forks: [{ by: "borea", kind: "acts", one: one.token, other: other.token }],
  });
}

/** An author whose act does not follow its own act before: no two acts for one place, and two histories all the same. */
export function forkedChain(): string {
  const story = small();
  const [one] = story.ledger("borea");
  const other = story.forge("borea", "clarify", { matter: "aurelia-1", prev: "A".repeat(43) });
  return exportCase(story, "aurelia", "aurelia-1", {
    forks: [{ by: "borea", kind: "acts", one: one?.token ?? "", other: other.token }],
  });
}

/** A checkpoint of a size before the acts that the file shows: nothing can be said of its root. */
export function earlierCheckpoint(): string {
  const story = busy();
  const note = story.noteOf("borea", { size: 1, root: story.tree("borea").root(1) }, ["borea"]);
  return exportCase(story, "borea", "borea-1", { checkpoints: [{ by: "borea", note }] });
}

/** A checkpoint over a tree that the acts of the file do not give. */
export function forkedCheckpoint(): { readonly pair: string; readonly further: string } {
  const story = small();
  const note = story.checkpoint("borea");
  const other = story.noteOf("borea", { size: 1, root: Buffer.alloc(32, 7) }, ["borea"]);
  const pair = exportCase(story, "aurelia", "aurelia-1", {
    forks: [{ by: "borea", kind: "checkpoint", one: note, other }],
  });
  const further = exportCase(story, "aurelia", "aurelia-1", { checkpoints: [{ by: "borea", note: other }] });
  return { pair, further };
}

/** Checkpoints of the past fit; one that covers more acts than the file holds says that there are more. */
export function furtherCheckpoints(): string {
  const story = small();
  const past = story.noteOf("aurelia", { size: 1, root: story.tree("aurelia").root(1) }, ["aurelia", "borea"]);
  const ahead = story.noteOf("borea", { size: 9, root: Buffer.alloc(32, 9) }, ["borea"]);
  return exportCase(story, "aurelia", "aurelia-1", {
    checkpoints: [
      { by: "aurelia", note: past },
      { by: "borea", note: ahead },
    ],
  });
}

/** The link was cut: borea had heard more of cassia than aurelia, and cassia's newest act has no checkpoint yet. */
export function late(): string {
  const story = createStory("real", ["aurelia", "borea", "cassia"]);
  story.say("cassia", "key", { body: { epoch: 1 } });
  story.say("aurelia", "report", { matter: "aurelia-1", body: REPORT });
  story.checkpoint("aurelia");
  story.checkpoint("cassia");
  story.say("cassia", "refute", { matter: "aurelia-1", body: { statement: text("Nothing here.") } });
  story.say("borea", "confirm", {
    matter: "aurelia-1",
    body: { statement: text("Here too.") },
    seen: { aurelia: 1, cassia: 4 },
  });
  return exportCase(story, "aurelia", "aurelia-1");
}

export function attached(): string {
  const story = createStory("drill", ["aurelia", "borea"]);
  const bytes = Buffer.from("22.11.2026;09:58;breaker 7 open\n");
  const named = { digest: sha256Base64url(bytes), name: "breakers.csv", type: "text/csv", bytes: bytes.length };
  story.say("aurelia", "report", { matter: "aurelia-1", body: { ...REPORT, attachments: [named] } });
  story.checkpoint("aurelia");
  return exportCase(story, "aurelia", "aurelia-1", { attachments: [{ ...named, bytes }] });
}
