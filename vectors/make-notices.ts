// Makes vectors/notices/*.json: `node vectors/make-notices.ts`. Each is a story of notices between three
// desks: a founding document, acts in the order of arrival, an instant, and the verdicts, standings, clashes
// and matches that every implementation must then compute. The rules are spec/notice.md, and outrank these.

import { mkdirSync, writeFileSync } from "node:fs";
import type { CompactDocument } from "../src/core/compact/document.ts";
import { parseInstant, printInstant, type Instant } from "../src/core/kernel/instant.ts";
import type { Fold } from "../src/core/law/fold.ts";
import { matchNotices, type Incident } from "../src/core/notice/match.ts";
import { clashesOf, noticesAt } from "../src/core/notice/views.ts";
import { about, beginUnder, foundingOf } from "../src/core/testing/amending.ts";
import { ms, type Story } from "../src/core/testing/story.ts";

const FOLDER = new URL("notices/", import.meta.url);

type Case = {
  readonly about: string;
  readonly document: CompactDocument;
  readonly tell: (story: Story) => void;
};

const DAY_AHEAD = foundingOf();
const WEEK_AHEAD = foundingOf({ notices: { ahead: "7d" } });

/** Seen on Wednesday at 11:00, told in words that name a network. */
const INCIDENT: Omit<Incident, "observed"> & { readonly observed: string } = {
  observed: "2026-11-25T11:00:00.000Z",
  nature: "undetermined",
  sectors: ["energy", "health"],
  techniques: ["T1595.002"],
  networks: ["203.0.113.77"],
};

/** What a second implementation must find. */
export function noticePicture(fold: Fold, now: Instant): Readonly<Record<string, unknown>> {
  const { notices } = fold.line();
  const incident = { ...INCIDENT, observed: parseInstant(INCIDENT.observed) ?? 0 };
  return {
    judged: Object.fromEntries(fold.lineEntries().map(({ id, refusal }) => [id, refusal?.rule ?? null])),
    notices: noticesAt(notices, now).map(({ act, is, end, late, scope }) => ({
      act,
      is,
      end: printInstant(end),
      late,
      scope: { ...scope, from: printInstant(scope.from), until: printInstant(scope.until) },
    })),
    clashes: clashesOf(notices, now).map(({ from, until, ...clash }) => ({
      ...clash,
      from: printInstant(from),
      until: printInstant(until),
    })),
    incident: INCIDENT,
    matches: matchNotices(incident, notices).map(({ notice, score, reasons }) => ({
      notice,
      score,
      reasons: reasons.map(({ is, names }) => [is, ...names].join(" ")),
    })),
  };
}

const tells = (story: Story, by: string, body: object = {}) => about(story, by, "announce", { ...body });
const after = (story: Story, length: string): string => printInstant(story.now() + 1 + ms(length));
const text = (words: string) => ({ lang: "en", text: words });

const CASES: Readonly<Record<string, Case>> = {
  "valid-live": {
    about: "A notice is ahead, live and over by itself; another is stopped while it runs.",
    document: DAY_AHEAD,
    tell: (story) => {
      tells(story, "aurelia");
      const stopped = tells(story, "borea", { what: "test", sectors: ["health"], networks: [] });
      tells(story, "cassia", { what: "maintenance", from: after(story, "5d"), until: after(story, "6d") });
      story.passes("50h");
      about(story, "borea", "end-notice", { of: stopped.id, reason: text("It was stopped.") });
      story.passes("23h");
    },
  },
  "valid-amended": {
    about:
      "An amendment widens in time, one widens urgently and late, one cuts back; what stood when it was seen counts.",
    document: DAY_AHEAD,
    tell: (story) => {
      const told = tells(story, "aurelia", { networks: [], techniques: ["T1110"] });
      about(story, "aurelia", "amend-notice", { of: told.id, techniques: ["T1110", "T1595"] });
      story.passes("47h");
      about(story, "aurelia", "amend-notice", { of: told.id, sectors: ["energy", "space"], urgent: text("A flaw.") });
      story.passes("12h");
      about(story, "aurelia", "amend-notice", { of: told.id, sectors: ["space"], until: after(story, "2h") });
    },
  },
  "valid-clashes": {
    about: "Two plans meet in a network, a third lies where quiet is asked for, and one party’s own plans are its own.",
    document: DAY_AHEAD,
    tell: (story) => {
      tells(story, "aurelia", { sectors: [] });
      tells(story, "aurelia", { sectors: [] });
      tells(story, "borea", { sectors: ["space"], networks: ["203.0.113.128/25"], from: after(story, "60h") });
      tells(story, "cassia", { what: "quiet", sectors: ["space"], networks: [], techniques: [] });
    },
  },
  "valid-urgent": {
    about: "What cannot wait for a week says why, and is marked as announced late.",
    document: WEEK_AHEAD,
    tell: (story) => {
      tells(story, "aurelia");
      tells(story, "aurelia", { urgent: text("A flaw is in use.") });
    },
  },
  "irregular-windows": {
    about: "Windows that are none: past, ended before they begin, on no day, too long, too soon, too far ahead.",
    document: DAY_AHEAD,
    tell: (story) => {
      tells(story, "aurelia", { from: printInstant(story.now()), urgent: text("Now.") });
      tells(story, "aurelia", { from: after(story, "3d"), until: after(story, "2d") });
      tells(story, "aurelia", { from: "2026-02-30T00:00:00.000Z" });
      tells(story, "aurelia", { until: after(story, "100d") });
      tells(story, "aurelia", { from: after(story, "23h") });
      tells(story, "aurelia", { from: after(story, "367d"), until: after(story, "368d") });
    },
  },
  "irregular-places": {
    about: "Notices of nowhere, of no network, to nobody.",
    document: DAY_AHEAD,
    tell: (story) => {
      tells(story, "aurelia", { networks: [], sectors: [] });
      tells(story, "aurelia", { networks: ["203.0.113.0/33"] });
      about(story, "aurelia", "announce", {}, { to: [] });
    },
  },
  "irregular-changes": {
    about:
      "Changes that are none: of another’s notice, of nothing, of what is over, of a beginning that has begun, too soon.",
    document: DAY_AHEAD,
    tell: (story) => {
      const told = tells(story, "aurelia");
      about(story, "borea", "end-notice", { of: told.id });
      tells(story, "borea");
      about(story, "borea", "end-notice", { of: told.id });
      about(story, "aurelia", "amend-notice", { of: "nobody".padEnd(43, "_") });
      story.passes("47h");
      about(story, "aurelia", "amend-notice", { of: told.id, sectors: ["health"] });
      story.passes("2h");
      about(story, "aurelia", "amend-notice", { of: told.id, from: after(story, "3h") });
      about(story, "aurelia", "amend-notice", { of: told.id, until: printInstant(story.now()) });
      about(story, "aurelia", "end-notice", { of: told.id });
      about(story, "aurelia", "end-notice", { of: told.id });
    },
  },
};

function vectorOf({ about: words, document, tell }: Case): string {
  const story = beginUnder(document);
  tell(story);
  const vector = {
    about: words,
    compact: document,
    acts: story.acts.map(({ at, compact: _compact, ...act }) => ({ ...act, at: printInstant(at) })),
    at: printInstant(story.now()),
    expect: noticePicture(story.fold, story.now()),
  };
  return `${JSON.stringify(vector, null, 1)}\n`;
}

/** Every vector by its file's name. */
export const noticeVectors = (): ReadonlyMap<string, string> =>
  new Map(Object.entries(CASES).map(([name, one]) => [`${name}.json`, vectorOf(one)]));

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, file] of noticeVectors()) writeFileSync(new URL(name, FOLDER), file);
}
