// The officers of a run: each reads its node's views as a person would, gives what it owes or may give,
// sometimes what it may not, sometimes much at once, sometimes nothing for long.

import type { Compact } from "../core/compact/compact.ts";
import { hasRole } from "../core/compact/compact.ts";
import type { ActId, Body, Draft, MatterId } from "../core/kernel/act.ts";
import { DAY, printInstant } from "../core/kernel/instant.ts";
import { membersOf, type Matter } from "../core/kernel/matter.ts";
import { MEASURE_VIEWS } from "../core/kernel/measure.ts";
import { RECEIPT } from "../core/kernel/receipt.ts";
import { MATTER_KINDS, type MatterKind } from "../core/law/table.ts";
import { attributionBody } from "../core/testing/attributing.ts";
import { exchangeBody } from "../core/testing/exchanging.ts";
import { mediationBody } from "../core/testing/mediating.ts";
import { addresseesOf, mainMove, movesOf, subjectsOf } from "../core/law/views.ts";
import { sha256Base64url } from "../crypto/hash.ts";
import { NodeFailure } from "../node/failure.ts";
import type { Node } from "../node/node.ts";
import type { StoredAttachment } from "../store/store.ts";
import { StoreFailure } from "../store/store.ts";
import type { Seat } from "./cluster.ts";
import { draftAboutCompact, wantsToAmend } from "./drafter.ts";
import type { Attempt, Notes } from "./notes.ts";
import type { Random } from "./random.ts";

const MOST_MATTERS = 4;

const text = (marker: string) => ({ lang: "en", text: marker });

type Desk = { readonly node: Node; readonly compact: Compact; readonly random: Random };

/** Now and then it names a clause that there is not, or is as urgent as can be without a reason. */
const headingFor = (random: Random): Body => ({
  precedence: random.pick(["routine", "priority", "flash"]),
  subject: "A course",
  names: { clauses: [random.pick(["ladder", "ladder", "ladder", "nowhere"])] },
  asks: "accept",
});

function measureBody(kind: string, of: ActId, marker: string, { node, compact, random }: Desk): Body | undefined {
  switch (kind) {
    case "propose-measure":
      return {
        measure: compact.measures.length > 0 ? random.pick(compact.measures).id : "demarche",
        objective: text(marker),
        ends: text("that it ends"),
      };
    case "consult-measure":
      return { of, view: random.pick(MEASURE_VIEWS), statement: text(marker) };
    case "suspend-measure":
    case "resume-measure":
      return { of, reason: text(marker) };
    case "extend-measure":
      return { of, until: printInstant(node.world.clock.now() + random.between(1, 40) * DAY), reason: text(marker) };
    default:
      return undefined;
  }
}

/** A body that fits the kind; every one carries the marker in a text. */
function bodyFor(kind: MatterKind, of: ActId, marker: string, desk: Desk): Body {
  const { node, compact, random } = desk;
  const low = random.between(compact.scheme.low, compact.scheme.high);
  switch (kind) {
    case "report":
      return {
        title: "An incident",
        summary: text(marker),
        observed: printInstant(node.world.clock.now() - random.between(0, 60_000)),
        nature: "undetermined",
        effect: random.pick(["degraded", "interrupted"]),
        sectors: ["energy"],
        people: random.between(0, 1e6),
        malicious: "unknown",
        crossBorder: "unknown",
        civilians: "yes",
        recovery: "unknown",
        ongoing: "yes",
        techniques: [],
        attachments: [],
      };
    case "confirm":
      return { seenHere: random.pick(["yes", "no", "unknown"]), statement: text(marker) };
    case "assess":
      return {
        nature: random.pick(["sabotage", "undetermined"]),
        low,
        high: random.between(low, compact.scheme.high),
        civilians: "unknown",
        reasons: text(marker),
      };
    case "notify":
      return { subject: "Notice", precedence: "immediate", statement: text(marker), asks: text("answer") };
    case "ask":
      return { question: text(marker) };
    case "clarify":
      return { of, answer: text(marker) };
    case "propose":
      return { heading: headingFor(random), course: text(marker) };
    case "accept":
      return { of, heading: headingFor(random), statement: text(marker) };
    case "refuse":
      return { of, heading: headingFor(random), reason: text(marker) };
    case "convene":
      return { agenda: text(marker) };
    case "cool-off":
      return { length: `${random.between(1, 13)}h`, reason: text(marker) };
    case "close":
      return { outcome: "resolved", statement: text(marker) };
    case "add-evidence":
      return { ...attributionBody(kind, of), statement: text(marker) };
    case "attribute":
    case "answer-attribution":
      return { ...attributionBody(kind, of), reasons: text(marker) };
    case "refute":
    case "stand-down":
      return { statement: text(marker) };
    case "sign-minutes":
      return { of, dissent: text(marker) };
    default:
      return (
        measureBody(kind, of, marker, desk) ??
        mediationBody(kind, of, marker) ??
        exchangeBody(kind, of, marker) ??
        attributionBody(kind, of) ?? { of, statement: text(marker) }
      );
  }
}

function draftFor(
  kind: MatterKind,
  matter: Matter | undefined,
  id: MatterId | null,
  marker: string,
  desk: Desk,
): Draft {
  const { node, compact, random } = desk;
  const { party } = node.identity;
  const entries = id === null ? [] : node.ledgers().fold.entries(id);
  const subjects = matter === undefined ? [] : subjectsOf(matter, kind, party, entries);
  const of = subjects.length > 0 ? random.pick(subjects) : (entries.at(-1)?.id ?? sha256Base64url(marker));
  const body = bodyFor(kind, of, marker, desk);
  const others = addresseesOf(compact, matter, party, body);
  const asked = matter === undefined ? others : membersOf(matter).filter((member) => member !== party);
  const to = kind === "ask" ? [random.pick(asked.length > 0 ? asked : others)] : others;
  return { kind, matter: id, to, marking: compact.marking, body };
}

export type Officer = { readonly act: () => void };

/** The officers of one party. `act` is one look at the desk. */
export function createOfficer(seat: Seat, random: Random, notes: Notes): Officer {
  const { party, identity } = seat;
  const { compact } = identity;
  let calls = 0;

  const sign = (
    node: Node,
    draft: Draft,
    marker: string | null,
    attachments: readonly StoredAttachment[] = [],
  ): void => {
    const attempt: Attempt = { by: party, marker, outcome: "unknown", id: null, seq: 0 };
    notes.attempts.push(attempt);
    const life = seat.up?.life;
    const attached = Promise.all(attachments.map(node.attach));
    const settled = attached
      .then(() => node.sign(draft))
      .then(({ act, verdict }) => {
        if (life?.alive !== true) return;
        Object.assign(attempt, { outcome: "signed", id: act.id, seq: act.seq });
        notes.count("act");
        if (!verdict.ok) notes.count("irregular");
        for (const { digest } of attachments) {
          notes.count("attachment");
          if (node.world.store.attachment(digest) === undefined)
            notes.problem("an attachment is stored with its act", digest);
        }
        notes.tell(`signed ${party} ${act.seq} ${act.kind} ${verdict.ok ? "ok" : verdict.rule}`);
      });
    settled.catch((error: unknown) => {
      if (life?.alive === true) refused(attempt, draft.kind, error);
    });
  };

  const refused = (attempt: Attempt, kind: string, error: unknown): void => {
    const code = error instanceof NodeFailure || error instanceof StoreFailure ? error.code : undefined;
    notes.tell(`refused ${party} ${kind} ${code ?? String(error)}`);
    switch (code) {
      case "against-the-law":
        attempt.outcome = "refused";
        return notes.count("refused");
      case "disk-full":
        attempt.outcome = "refused";
        return notes.count("failed");
      case "unreadable":
      case "store-broken":
        return notes.count("failed");
      default:
        notes.problem("signing fails only in known ways", `${party} ${kind}: ${String(error)}`);
    }
  };

  const nextMarker = (): string => `${party}#${(calls += 1)}.`;

  const report = (node: Node): void => {
    const marker = nextMarker();
    const draft = draftFor("report", undefined, null, marker, { node, compact, random });
    if (!random.chance(0.3)) return sign(node, draft, marker);
    const bytes = random.bytes(random.between(0, 2_000));
    const attachment = { digest: sha256Base64url(bytes), name: "log.txt", type: "text/plain", bytes };
    const listed = { digest: attachment.digest, name: "log.txt", type: "text/plain", bytes: bytes.length };
    sign(node, { ...draft, body: { ...draft.body, attachments: [listed] } }, marker, [attachment]);
  };

  const chooseKind = (matter: Matter, now: number): MatterKind | undefined => {
    const main = mainMove(compact, matter, party, now);
    if (main?.verdict.ok === true && random.chance(0.65)) return main.kind;
    const open = movesOf(compact, matter, party, now).filter(({ verdict }) => verdict.ok);
    return open.length === 0 ? main?.kind : random.pick(open).kind;
  };

  const onMatter = (node: Node, id: MatterId): void => {
    const now = node.world.clock.now();
    const matter = node.ledgers().fold.matter(id, now);
    const desk = { node, compact, random };
    const marker = nextMarker();
    const odd = random.chance(0.12);
    const kind = odd || matter === undefined ? random.pick(MATTER_KINDS) : chooseKind(matter, now);
    if (kind === undefined) return;
    const draft = draftFor(kind, matter, id, marker, desk);
    const insists = odd && random.chance(0.6);
    sign(node, insists ? { ...draft, body: { ...draft.body, override: text("it must be said") } } : draft, marker);
  };

  /** A signature has no text of its own, and is found again by its place alone. */
  const amend = (node: Node): void => {
    const marker = nextMarker();
    const draft = draftAboutCompact(node, random, marker);
    if (draft !== undefined) sign(node, draft, draft.kind === "sign-compact" ? null : marker);
  };

  /** A person opens or reads an act of another party; an impatient one presses twice. */
  const read = (node: Node, id: MatterId): void => {
    const theirs = node
      .ledgers()
      .fold.entries(id)
      .filter(({ by, kind }) => by !== party && kind !== RECEIPT);
    if (theirs.length === 0) return;
    const entry = random.pick(theirs);
    const level = random.pick(["opened", "read"] as const);
    for (let i = random.chance(0.2) ? 2 : 1; i > 0; i -= 1) {
      const life = seat.up?.life;
      const attempt: Attempt = { by: party, marker: null, outcome: "unknown", id: null, seq: 0 };
      const settled = node.receipt(level, entry.id).then((signed) => {
        if (signed === null || life?.alive !== true) return;
        notes.count("person-receipt");
        notes.attempts.push(
          Object.assign(attempt, { outcome: "signed" as const, id: signed.act.id, seq: signed.act.seq }),
        );
      });
      settled.catch((error: unknown) => {
        if (life?.alive === true) refused(attempt, RECEIPT, error);
      });
    }
  };

  return {
    act: () => {
      const node = seat.up?.node;
      if (node === undefined) return;
      const matters = node.ledgers().fold.matters();
      const fewer = matters.length < MOST_MATTERS && hasRole(compact, party, "member");
      if (fewer && random.chance(matters.length === 0 ? 0.5 : 0.06)) return report(node);
      if (matters.length === 0) return;
      if (wantsToAmend(node, random)) return amend(node);
      if (random.chance(0.25)) return read(node, random.pick(matters));
      const times = random.chance(0.12) ? random.between(2, 6) : 1;
      if (times > 1) notes.count("at-once");
      for (let i = 0; i < times; i += 1) onMatter(node, random.pick(matters));
    },
  };
}

/** The markers in a body, to find an act of a run by what it says. */
export const markersIn = (body: Body): readonly string[] =>
  [...JSON.stringify(body).matchAll(/"([a-z-]+#\d+\.)"/g)].map(([, marker]) => marker ?? "");
