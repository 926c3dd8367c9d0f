// Makes vectors/lines/*.json: `node vectors/make-lines.ts`. Each is a story of the lines between three desks:
// a founding document, acts in the order of arrival, an instant, and the verdicts, readiness, duties, absences
// and limits that every implementation must then compute. The rules are spec/readiness.md, and outrank these.

import { mkdirSync, writeFileSync } from "node:fs";
import type { CompactDocument } from "../src/core/compact/document.ts";
import { printInstant, type Instant } from "../src/core/kernel/instant.ts";
import type { Fold } from "../src/core/law/fold.ts";
import { dutiesOnLines, readinessOn } from "../src/core/law/lines.ts";
import type { LineDuty } from "../src/core/line/line-duties.ts";
import { isLimitOver } from "../src/core/line/limits.ts";
import { absenceAt } from "../src/core/line/presence.ts";
import { about, beginUnder, foundingOf } from "../src/core/testing/amending.ts";
import { answers, calls, tests } from "../src/core/testing/lines.ts";
import { ms, type Story } from "../src/core/testing/story.ts";

const FOLDER = new URL("lines/", import.meta.url);

type Case = {
  readonly about: string;
  readonly document: CompactDocument;
  readonly tell: (story: Story) => void;
};

const HOURLY = foundingOf({ line: { automatic: "1h", human: "12h", readiness: "public" } });
const FAST = foundingOf({ pace: 3600, line: { automatic: "1h", human: "12h" } });

const dutyPicture = ({ state, due, from, ...duty }: LineDuty): unknown => ({
  ...duty,
  from: printInstant(from),
  due: printInstant(due),
  state:
    state.is === "owed"
      ? "owed"
      : `lapsed: ${state.contact}${state.next === null ? "" : `, then ${state.next.contact}`}`,
});

/** What a second implementation must find. */
export function linePicture(fold: Fold, now: Instant): Readonly<Record<string, unknown>> {
  const { presence, limits } = fold.line();
  return {
    judged: Object.fromEntries(fold.lineEntries().map(({ id, refusal }) => [id, refusal?.rule ?? null])),
    readiness: readinessOn(fold, now)
      .filter(({ automatic, human }) => automatic.given + human.given > 0)
      .map(({ lastGood, ...line }) => ({
        ...line,
        lastGood: Object.entries(lastGood).map(([route, { test }]) => ({ route, test })),
      })),
    duties: dutiesOnLines(fold, now).map(dutyPicture),
    away: Object.keys(presence).filter((party) => absenceAt(presence, party, now) !== undefined),
    limits: limits.map((limit) => ({
      act: limit.act,
      by: limit.by,
      with: limit.with,
      what: limit.what,
      consents: Object.keys(limit.consents).toSorted(),
      stands: isLimitOver(limit, now) ? "over" : limit.since === null ? "asked" : "in force",
    })),
  };
}

const limits = (story: Story, by: string, length = "5d", body: object = {}) =>
  about(story, by, "limit-line", { until: printInstant(story.now() + ms(length)), with: "borea", ...body });

const CASES: Readonly<Record<string, Case>> = {
  "valid-answered": {
    about: "Tests in both directions, by machine and by a person, answered in time and late.",
    document: HOURLY,
    tell: (story) => {
      const direct = tests(story, "aurelia", "borea", { body: { route: "direct" } });
      story.passes("2s");
      answers(story, "borea", direct);
      const late = tests(story, "borea", "aurelia", { body: { route: "relay" } });
      const call = calls(story, "aurelia", "borea", "principal");
      story.passes("20m");
      answers(story, "aurelia", late);
      answers(story, "borea", call, { role: "watch" });
    },
  },
  "valid-missed": {
    about: "A test that nobody answers, and those after it: silence has reached the mediator and goes no further.",
    document: HOURLY,
    tell: (story) => {
      for (const wait of ["0s", "1h", "1h", "1h", "1h", "12h"]) {
        story.passes(wait);
        tests(story, "aurelia", "borea");
      }
      story.passes("10m");
    },
  },
  "valid-healed": {
    about: "After silence the newest test is answered: what was missed stays missed, and nothing is waited for.",
    document: HOURLY,
    tell: (story) => {
      tests(story, "aurelia", "borea");
      story.passes("1h");
      tests(story, "aurelia", "borea");
      story.passes("1h");
      answers(story, "borea", tests(story, "aurelia", "borea"));
    },
  },
  "valid-late-test": {
    about: "The answer arrives before its test: it is judged again when the test is there.",
    document: HOURLY,
    tell: (story) => {
      const asked = tests(story, "aurelia", "borea", { held: true });
      story.passes("3s");
      answers(story, "borea", asked, {}, { seen: {} });
      story.arrives(asked);
    },
  },
  "valid-paced": {
    about: "A drill 3,600 times as fast: no cadence below ten seconds, no answer sooner than two and a half.",
    document: FAST,
    tell: (story) => {
      const asked = tests(story, "aurelia", "borea");
      story.passes("2s");
      answers(story, "borea", asked);
      tests(story, "borea", "aurelia");
      story.passes("3s");
    },
  },
  "valid-absent": {
    about: "A desk signs off, owes the same, and comes back early; another stays away.",
    document: HOURLY,
    tell: (story) => {
      const until = printInstant(story.now() + ms("3d"));
      about(story, "borea", "sign-off", { until, deputy: "night-desk" });
      about(story, "cassia", "sign-off", { until });
      tests(story, "aurelia", "cassia");
      story.passes("2h");
      about(story, "borea", "sign-on");
    },
  },
  "valid-limited": {
    about: "A limit that waits, one that the quorum has put in force, and one that a mediator has ended.",
    document: HOURLY,
    tell: (story) => {
      const first = limits(story, "aurelia");
      about(story, "borea", "consent-limit", { of: first.id });
      about(story, "cassia", "restore-line", { of: first.id });
      const second = limits(story, "aurelia", "2d", { what: "throttle" });
      about(story, "borea", "consent-limit", { of: second.id });
      limits(story, "borea", "7d", { with: "cassia" });
    },
  },
  "irregular-tests": {
    about: "Tests that are none: to nobody, to all, to a stranger, a person without an office, too many at once.",
    document: HOURLY,
    tell: (story) => {
      about(story, "aurelia", "test-line", {}, { to: [] });
      about(story, "aurelia", "test-line");
      tests(story, "aurelia", "aurelia");
      about(story, "aurelia", "test-line", { kind: "human" }, { to: ["borea"] });
      for (let i = 0; i < 5; i += 1) tests(story, "aurelia", "borea");
    },
  },
  "irregular-answers": {
    about: "Answers that are none: of another, of one's own, of nothing, twice, for no office.",
    document: HOURLY,
    tell: (story) => {
      const asked = tests(story, "aurelia", "borea");
      const call = calls(story, "aurelia", "borea");
      answers(story, "cassia", asked);
      answers(story, "aurelia", asked);
      answers(story, "borea", { id: "nobody".padEnd(43, "_") });
      answers(story, "borea", call);
      const answered = answers(story, "borea", asked);
      answers(story, "borea", asked);
      answers(story, "aurelia", answered);
    },
  },
  "irregular-limits": {
    about: "Limits that are none: too long, past, with a stranger, by a mediator, agreed to twice, ended twice.",
    document: HOURLY,
    tell: (story) => {
      limits(story, "aurelia", "8d");
      about(story, "aurelia", "limit-line", { until: printInstant(story.now()) });
      limits(story, "aurelia", "1d", { with: "delmar" });
      limits(story, "cassia");
      const asked = limits(story, "aurelia");
      about(story, "aurelia", "consent-limit", { of: asked.id });
      about(story, "cassia", "consent-limit", { of: asked.id });
      about(story, "borea", "restore-line", { of: asked.id });
      about(story, "borea", "restore-line", { of: asked.id });
      about(story, "borea", "consent-limit", { of: asked.id });
      about(story, "borea", "consent-limit", { of: "nobody".padEnd(43, "_") });
    },
  },
  "irregular-absence": {
    about: "An absence that has no end in sight, one that ended before it began, and a return from none.",
    document: HOURLY,
    tell: (story) => {
      about(story, "borea", "sign-off", { until: printInstant(story.now() + ms("32d")) });
      about(story, "borea", "sign-off", { until: printInstant(story.now()) });
      about(story, "borea", "sign-on");
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
    expect: linePicture(story.fold, story.now()),
  };
  return `${JSON.stringify(vector, null, 1)}\n`;
}

/** Every vector by its file's name. */
export const lineVectors = (): ReadonlyMap<string, string> =>
  new Map(Object.entries(CASES).map(([name, one]) => [`${name}.json`, vectorOf(one)]));

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of lineVectors()) writeFileSync(new URL(name, FOLDER), text);
}
