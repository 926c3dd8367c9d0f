// Helpers for tests of the law that read as a story: people of parties give acts, time passes, and the
// matter is looked at. Everything goes through the real compact, the real fold and the real door.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readYaml } from "../../interop/yaml.ts";
import type { Compact } from "../compact/compact.ts";
import type { CompactDocument } from "../compact/document.ts";
import { readCompact } from "../compact/read.ts";
import type { Act, ActId, Body, PartyId } from "../kernel/act.ts";
import { parseDuration, printInstant, type Instant, type Millis } from "../kernel/instant.ts";
import type { Duty, Matter } from "../kernel/matter.ts";
import { createFold, type Fold } from "../law/fold.ts";
import { checkBody } from "../law/validate.ts";
import { attributionBody } from "./attributing.ts";
import { exchangeBody } from "./exchanging.ts";
import { mediationBody } from "./mediating.ts";

/** A Monday morning in the drill. */
export const MONDAY: Instant = Date.UTC(2026, 10, 23, 9, 0, 0, 0);

/** The matter of every story: Aurelia's first. */
export const MATTER = "aurelia-1";

const DEMO = new URL("../../../compacts/demo.yaml", import.meta.url);

/**
 * The demo compact as a document, at the pace of real hours and with its ladder alone: a story that is about
 * measures or red lines brings its own. Tests change what they are about.
 */
export function demoDocument(): Record<string, unknown> {
  const reading = readYaml(readFileSync(DEMO, "utf8"));
  assert.ok(reading.ok);
  const { responses: _responses, "red-lines": _lines, ...document } = reading.value as Record<string, unknown>;
  return { ...document, pace: 1 };
}

export function compactFrom(document: unknown): Compact {
  const reading = readCompact(document, "C".repeat(43));
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.compact;
}

/** The compact of Aurelia, Borea and the mediator Cassia, with the given parts replaced. */
export const demo = (parts: Readonly<Record<string, unknown>> = {}): Compact =>
  compactFrom({ ...demoDocument(), ...parts });

/** The same with a second addressee, Delmar. */
export const demoOfFour = (): Compact => {
  const document = demoDocument();
  const parties = document["parties"] as Record<string, unknown>;
  return compactFrom({
    ...document,
    parties: { ...parties, delmar: { name: "Delmar", role: "member", zone: "Africa/Dakar" } },
  });
};

export const ms = (duration: string): Millis => {
  const length = parseDuration(duration);
  assert.ok(length !== undefined, duration);
  return length;
};

const text = (words: string): { readonly lang: "en"; readonly text: string } => ({ lang: "en", text: words });

const REPORT: Body = {
  title: "Substations lose telemetry",
  summary: text("Twelve substations in the west sent nothing for nine minutes."),
  observed: printInstant(MONDAY - ms("1h")),
  nature: "undetermined",
  effect: "degraded",
  sectors: ["energy"],
  people: "unknown",
  malicious: "unknown",
  crossBorder: "unknown",
  civilians: "unknown",
  recovery: "unknown",
  ongoing: "unknown",
  techniques: [],
  attachments: [],
};

/** The heading of a message that names a clause and asks for an act. */
export const HEADING = { precedence: "priority", subject: "The relay", names: { clauses: ["ladder"] }, asks: "accept" };

/** A body that the door lets in, for each kind; `of` is filled in where the kind needs one. */
export function bodyFor(kind: string, of: ActId | undefined): Body {
  const about = of === undefined ? {} : { of };
  switch (kind) {
    case "report":
      return REPORT;
    case "confirm":
      return { seenHere: "yes", statement: text("We see it too.") };
    case "refute":
      return { statement: text("We see nothing of it.") };
    case "assess":
      return {
        nature: "undetermined",
        low: 2,
        high: 4,
        civilians: "unknown",
        reasons: text("Nine minutes, then normal."),
      };
    case "notify":
      return {
        subject: "Telemetry",
        precedence: "priority",
        statement: text("We notify."),
        asks: text("Check your side."),
      };
    case "acknowledge":
      return about;
    case "ask":
      return { question: text("Was there a test on your side?") };
    case "clarify":
      return { ...about, answer: text("There was none.") };
    case "dispute":
      return { ...about, statement: text("We hold this to be wrong.") };
    case "propose":
      return { heading: HEADING, course: text("Both sides look at the relay together.") };
    case "accept":
      return { ...about, heading: { ...HEADING, asks: "none" } };
    case "refuse":
      return { ...about, heading: { ...HEADING, asks: "none" }, reason: text("We are not ready for it.") };
    case "message":
      return { type: "ask", heading: { ...HEADING, names: {}, asks: "clarify" }, text: text("Is your desk well?") };
    case "joint-statement":
      return { with: "borea", text: text("We will restore the link by noon.") };
    case "convene":
      return { agenda: text("Telemetry.") };
    case "cool-off":
      return { length: "6h", reason: text("We need the night.") };
    case "stand-down":
      return { statement: text("We stand down.") };
    case "close":
      return { outcome: "explained", statement: text("A faulty update.") };
    case "propose-measure":
      return { measure: "demarche", objective: text("That it ends."), ends: text("A week without it.") };
    case "consult-measure":
      return { ...about, view: "agrees", statement: text("We have no objection.") };
    case "adopt-measure":
      return about;
    case "lift-measure":
      return { ...about, statement: text("It has served.") };
    case "extend-measure":
      return { ...about, until: printInstant(MONDAY + ms("60d")), reason: text("It has not served yet.") };
    case "suspend-measure":
      return { ...about, reason: text("Talks have begun.") };
    case "resume-measure":
      return { ...about, reason: text("The talks came to nothing.") };
    case "propose-compact":
      return { reason: text("What we learned last month."), from: printInstant(MONDAY + ms("30d")) };
    case "comment-compact":
      return { ...about, text: text("We could live with it.") };
    case "sign-compact":
      return about;
    case "withdraw-compact":
      return { reason: text("It no longer serves us."), from: printInstant(MONDAY + ms("400d")) };
    case "review-compact":
      return { finding: "keep", text: text("It has served.") };
    case "test-line":
      return { kind: "automatic", text: 1 };
    case "sign-off":
      return { until: printInstant(MONDAY + ms("20d")) };
    case "limit-line":
      return { what: "close", reason: text("Our desk is flooded."), until: printInstant(MONDAY + ms("6d")) };
    case "answer-test":
    case "consent-limit":
    case "restore-line":
      return about;
    case "announce":
      return {
        what: "scan",
        title: "Scan of our own substations",
        from: printInstant(MONDAY + ms("2d")),
        until: printInstant(MONDAY + ms("3d")),
        actors: ["198.51.100.0/24"],
        networks: ["203.0.113.0/24"],
        sectors: ["energy"],
        techniques: ["T1595"],
        seen: text("Many short connections from one block of addresses."),
        contact: { office: "Watch desk", reach: "+995 32 200 0100" },
        stopWord: "heron",
      };
    case "amend-notice":
      return { ...about, title: "Scan of our own relays" };
    case "end-notice":
      return about;
    case "sign-on":
    case "receipt":
      return {};
    // A story says itself what these hold.
    case "contacts":
    case "change-keys":
    case "confirm-keys":
    case "adopt-keys":
    case "replace-keys":
      return about;
    default: {
      const body = attributionBody(kind, of) ?? exchangeBody(kind, of) ?? mediationBody(kind, of);
      assert.ok(body !== undefined, `no body for ${kind}`);
      return body;
    }
  }
}

/** Parts of an act that a story may set otherwise. */
export type With = {
  readonly of?: ActId;
  readonly to?: readonly PartyId[];
  readonly body?: Body;
  /** Null for an act about the compact. */
  readonly matter?: string | null;
  /** What the author has seen; everything, unless said. */
  readonly seen?: Readonly<Record<PartyId, number>>;
  /** Dated so long ago. */
  readonly ago?: string;
  /** Signed now, but underway for some time: `arrives` brings it. */
  readonly held?: boolean;
};

export type Told = {
  readonly act: Act;
  readonly id: ActId;
  /** The rule that stood against it when it came, or null. */
  readonly rule: string | null;
};

export type Story = {
  readonly fold: Fold;
  readonly compact: Compact;
  readonly now: () => Instant;
  readonly passes: (duration: string) => void;
  /** A party gives an act, a millisecond after everything before it. */
  readonly gives: (by: PartyId, kind: string, more?: With) => Told;
  /** An act that was held back comes in. */
  readonly arrives: (told: Told) => string | null;
  readonly matter: () => Matter;
  readonly acts: readonly Act[];
};

export const actId = (by: PartyId, seq: number): ActId => `${by}-${seq}`.padEnd(43, "_");

/** A shared table of acts that a fold may read from. */
export const loaderOf =
  (acts: readonly Act[]) =>
  (by: PartyId, seq: number): Act => {
    const act = acts.find((known) => known.by === by && known.seq === seq);
    assert.ok(act, `${by} ${seq} was never inserted`);
    return act;
  };

/** Begins a story on Monday morning. A story in which the compact is amended needs its document. */
export function begin(compact: Compact = demo(), document: CompactDocument | null = null): Story {
  const acts: Act[] = [];
  const heads = new Map<PartyId, number>();
  let now = MONDAY;
  const fold = createFold(compact, loaderOf(acts), document);
  const others = (by: PartyId): readonly PartyId[] => compact.parties.map(({ id }) => id).filter((id) => id !== by);

  const insert = (act: Act): string | null => {
    acts.push(act);
    const verdict = fold.insert(act).verdict();
    return verdict.ok ? null : verdict.rule;
  };

  return {
    fold,
    compact,
    acts,
    now: () => now,
    passes: (duration) => {
      now += ms(duration);
    },
    gives: (by, kind, more = {}) => {
      now += 1;
      const seq = (heads.get(by) ?? 0) + 1;
      const body = { ...bodyFor(kind, more.of), ...more.body };
      assert.equal(checkBody(kind, body), undefined, `${kind}: ${JSON.stringify(checkBody(kind, body))}`);
      const act: Act = {
        id: actId(by, seq),
        kind,
        compact: compact.id,
        by,
        seq,
        prev: seq === 1 ? compact.id : actId(by, seq - 1),
        seen: more.seen ?? Object.fromEntries([...heads].filter(([party]) => party !== by)),
        at: now - (more.ago === undefined ? 0 : ms(more.ago)),
        matter: more.matter === undefined ? MATTER : more.matter,
        to: more.to ?? others(by),
        marking: compact.marking,
        body,
      };
      heads.set(by, seq);
      return { act, id: act.id, rule: more.held === true ? null : insert(act) };
    },
    arrives: ({ act }) => insert(act),
    matter: () => {
      const matter = fold.matter(MATTER, now);
      assert.ok(matter, "there is no matter yet");
      return matter;
    },
  };
}

/** A story that has come as far as this rung, each party doing what it owes at once. */
export function climbedTo(
  rung: "confirm" | "assess" | "notify" | "deconflict" | "convene",
  compact = demo(),
  story = begin(compact),
): Story {
  const regular = (by: PartyId, kind: string, more: With = {}): Told => {
    const told = story.gives(by, kind, more);
    assert.equal(told.rule, null, `${by} ${kind}`);
    return told;
  };
  const addressees = compact.parties
    .filter(({ id, role }) => role === "member" && id !== "aurelia")
    .map(({ id }) => id);
  regular("aurelia", "report");
  if (rung === "confirm") return story;
  for (const by of addressees) regular(by, "confirm");
  if (rung === "assess") return story;
  story.passes("1h");
  for (const by of ["aurelia", ...addressees]) regular(by, "assess");
  if (rung === "notify") return story;
  const notice = regular("aurelia", "notify");
  for (const by of addressees) regular(by, "acknowledge", { of: notice.id });
  if (rung === "deconflict") return story;
  story.passes("2h");
  regular("borea", "convene");
  return story;
}

/** What a party owes, as the kinds that would keep it, with how each duty stands. */
export const owes = (matter: Matter, by: PartyId): readonly string[] =>
  matter.duties
    .filter((duty) => duty.by === by && duty.state.is === "owed")
    .map(({ owes: kinds }) => kinds.join(" or "));

export const dutyOf = (matter: Matter, by: PartyId, kind: string): Duty => {
  const duty = matter.duties.findLast((known) => known.by === by && known.owes.includes(kind));
  assert.ok(duty, `${by} never owed ${kind}`);
  return duty;
};

export const stepStates = (matter: Matter): Readonly<Record<string, string>> =>
  Object.fromEntries(matter.steps.map(({ id, state }) => [id, state.is]));
