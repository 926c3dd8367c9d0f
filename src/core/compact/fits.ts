// What a schema cannot say of a compact: names that must exist, and clocks that must fit each other.
// Whether the whole leads anywhere is the model check's question (src/check). spec/compact.md

import { LIMITS } from "../kernel/act.ts";
import { DAY, parseDuration, parseInstant, type Millis } from "../kernel/instant.ts";
import { BELOW_THE_LADDER, CONTACTS } from "../kernel/matter.ts";
import type { ShapeProblem } from "../kernel/shape.ts";
import { comparisonProblem, comparisonsOf, CONDITION_LIMITS, type Condition } from "./condition.ts";
import { CompactDocument } from "./document.ts";

type Path = readonly (string | number)[];
type Add = (path: Path, message: string) => void;

const timeOf = (text: string | undefined): Millis => parseDuration(text ?? "0s") ?? 0;

/** No clock of a compact is longer: a duty that is due in eleven years binds nobody. */
const LONGEST: Millis = 3653 * DAY;

/** What a schema cannot say: names that must exist, and clocks that must fit each other. */
export function contradictions(document: CompactDocument): readonly ShapeProblem[] {
  const errors: ShapeProblem[] = [];
  const add: Add = (path, message) => {
    errors.push({ path: path.map(String), message });
  };
  partiesFit(document, add);
  ladderFits(document, add);
  silenceFits(document, add);
  clocksFit(document, [], add);
  conditionsFit(document, add);
  responsesFit(document, add);
  agreementFits(document, add);
  return errors;
}

function partiesFit(document: CompactDocument, add: Add): void {
  const members = Object.values(document.parties).filter(({ role }) => role === "member");
  if (members.length < 2) add(["parties"], "a compact needs at least two members");
  if (Object.keys(document.parties).length > LIMITS.parties) add(["parties"], `at most ${LIMITS.parties} parties`);
  for (const party of Object.keys(document.parties)) {
    // What is kept by party would be found where nobody has put it.
    if (party in {})
      add(["parties", party], `"${party}" is a word of the language that reads this; name the party otherwise`);
  }
  if (document.mode === "real" && document.pace !== undefined) add(["pace"], "only a drill has a pace; remove it");
  if (document.scheme.low >= document.scheme.high) add(["scheme", "high"], "must be above low");
  if (timeOf(document.skew) > DAY) add(["skew"], "clocks that differ by more than a day (1d) cannot be compared");
}

function ladderFits(document: CompactDocument, add: Add): void {
  const names = document.ladder.map(({ step }) => step);
  const mediated = Object.values(document.parties).some(({ role }) => role === "mediator");
  document.ladder.forEach((step, i) => {
    if (names.indexOf(step.step) !== i) add(["ladder", i, "step"], `the step "${step.step}" stands twice`);
    if (Object.values<string>(BELOW_THE_LADDER).includes(step.step)) {
      add(["ladder", i, "step"], `"${step.step}" is the law's own word for duties below the ladder; name it otherwise`);
    }
    step.opens.forEach((trigger, j) => {
      if ("lapse" in trigger && !names.includes(trigger.lapse)) {
        add(["ladder", i, "opens", j, "lapse"], `there is no step "${trigger.lapse}"`);
      }
      if (!("after" in trigger)) return;
      const place = names.indexOf(trigger.after);
      if (place < 0) add(["ladder", i, "opens", j, "after"], `there is no step "${trigger.after}"`);
      else if (place >= i) add(["ladder", i, "opens", j, "after"], "a step can only follow one that stands before it");
    });
    step.owes.forEach((owed, j) => {
      const latest = timeOf(owed.latest);
      if (latest === 0) add(["ladder", i, "owes", j, "latest"], "a duty needs time: latest must be above zero");
      else if (timeOf(owed.earliest) >= latest) {
        add(["ladder", i, "owes", j, "earliest"], "must be before latest, or the duty cannot be kept");
      }
      if (owed.by === "asked" && owed.on === undefined) {
        add(["ladder", i, "owes", j, "by"], "`asked` needs `on`: name the act that asks");
      }
      if (owed.by === "mediator" && !mediated) {
        add(["ladder", i, "owes", j, "by"], "the mediator owes this, but no party has that role");
      }
    });
  });
}

/** Every duration of the document, wherever it stands: none is absurd. */
function clocksFit(value: unknown, path: Path, add: Add): void {
  if (typeof value === "string" && /^[0-9]+[smhd]$/.test(value)) {
    if (timeOf(value) > LONGEST) add(path, "longer than ten years; write a time that someone will live to see");
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    // Names and texts may look like anything.
    if (key !== "says" && key !== "title" && key !== "name")
      clocksFit(part, [...path, Array.isArray(value) ? Number(key) : key], add);
  }
}

/** Every condition of the document, with the path to it. */
export function conditionsOf(
  document: CompactDocument,
): readonly { readonly path: Path; readonly condition: Condition }[] {
  const at = (path: Path, condition: Condition | undefined) => (condition === undefined ? [] : [{ path, condition }]);
  return [
    ...(document["red-lines"] ?? []).flatMap(({ when, except }, i) => [
      ...at(["red-lines", i, "when"], when),
      ...(except ?? []).flatMap((one, j) => at(["red-lines", i, "except", j, "when"], one.when)),
    ]),
    ...(document.indicators ?? []).flatMap(({ when }, i) => at(["indicators", i, "when"], when)),
    ...(document.responses?.menu ?? []).flatMap(({ when }, i) => at(["responses", "menu", i, "when"], when)),
    ...(document.responses?.proportion ?? []).flatMap(({ when }, i) =>
      at(["responses", "proportion", i, "when"], when),
    ),
    ...(document.disclosure?.publish ?? []).flatMap(({ when }, i) => at(["disclosure", "publish", i, "when"], when)),
  ];
}

function conditionsFit(document: CompactDocument, add: Add): void {
  for (const { path, condition } of conditionsOf(document)) {
    const comparisons = comparisonsOf(condition);
    if (comparisons.length > CONDITION_LIMITS.comparisons) {
      add(path, `at most ${CONDITION_LIMITS.comparisons} comparisons; split the clause in two`);
    }
    for (const { comparison, path: inner } of comparisons) {
      const problem = comparisonProblem(comparison, document.scheme);
      if (problem !== undefined) add([...path, ...inner], problem);
    }
  }
}

/** Names that stand twice in a list of named things. */
function namesFit(names: readonly string[], place: (i: number) => Path, add: Add): void {
  names.forEach((name, i) => {
    if (names.indexOf(name) !== i) add(place(i), `"${name}" stands twice`);
  });
}

function responsesFit(document: CompactDocument, add: Add): void {
  const menu = document.responses?.menu ?? [];
  const measures = menu.map(({ measure }) => measure);
  const steps = document.ladder.map(({ step }) => step);
  const known = (names: readonly string[], path: Path): void =>
    names.forEach((name, i) => {
      if (!measures.includes(name)) add([...path, i], `there is no measure "${name}" on the menu`);
    });
  if (document.responses?.consultation !== undefined && timeOf(document.responses.consultation) === 0) {
    add(["responses", "consultation"], "must be above zero: who is asked needs time to reply");
  }
  namesFit(measures, (i) => ["responses", "menu", i, "measure"], add);
  if (document.responses?.preconditions === "full") {
    menu.forEach(({ category, active }, i) => {
      if (category === "restrictive" && active === false)
        add(["responses", "menu", i, "active"], "under full preconditions a restrictive measure is active; remove it");
    });
  }
  menu.forEach(({ from, consults, agreed }, i) => {
    if (from !== undefined && !steps.includes(from))
      add(["responses", "menu", i, "from"], `there is no step "${from}"`);
    for (const [name, clock] of Object.entries({ reply: menu[i]?.reply, lasts: menu[i]?.lasts })) {
      if (clock !== undefined && timeOf(clock) === 0) add(["responses", "menu", i, name], "must be above zero");
    }
    const active = menu[i]?.active ?? menu[i]?.category === "restrictive";
    if (agreed !== undefined && (consults ?? (active ? "all" : "none")) === "none") {
      add(["responses", "menu", i, "agreed"], "nobody is consulted, so nobody can agree; say who with `consults`");
    }
  });
  (document.responses?.proportion ?? []).forEach(({ within, consult }, i) => {
    known(within, ["responses", "proportion", i, "within"]);
    known(consult ?? [], ["responses", "proportion", i, "consult"]);
  });
  (document["red-lines"] ?? []).forEach(({ responses }, i) => known(responses ?? [], ["red-lines", i, "responses"]));
}

/** The sections that an amendment may change; `parties` keep their keys whatever it says. */
export const SECTIONS = Object.keys(CompactDocument.properties);

function agreementFits(document: CompactDocument, add: Add): void {
  namesFit(
    (document["red-lines"] ?? []).map(({ line }) => line),
    (i) => ["red-lines", i, "line"],
    add,
  );
  namesFit(
    (document.norms ?? []).map(({ norm }) => norm),
    (i) => ["norms", i, "norm"],
    add,
  );
  namesFit(
    (document.indicators ?? []).map(({ indicator }) => indicator),
    (i) => ["indicators", i, "indicator"],
    add,
  );
  namesFit(
    (document.protected ?? []).map(({ object }) => object),
    (i) => ["protected", i, "object"],
    add,
  );
  namesFit(
    (document.sharing ?? []).map(({ marking }) => marking),
    (i) => ["sharing", i, "marking"],
    add,
  );
  namesFit(
    (document.responses?.proportion ?? []).map(({ row }) => row),
    (i) => ["responses", "proportion", i, "row"],
    add,
  );
  const sections = (document.quorum?.sections ?? []).map(({ section }) => section);
  namesFit(sections, (i) => ["quorum", "sections", i, "section"], add);
  sections.forEach((section, i) => {
    if (!SECTIONS.includes(section)) add(["quorum", "sections", i, "section"], `there is no section "${section}"`);
  });
  const expires = document.expires;
  if (expires !== undefined && parseInstant(`${expires}T00:00:00.000Z`) === undefined)
    add(["expires"], "there is no such day");
  for (const [name, clock] of Object.entries({ notice: document.withdrawal?.notice, every: document.review?.every })) {
    if (clock !== undefined && timeOf(clock) === 0)
      add([name === "notice" ? "withdrawal" : "review", name], "must be above zero");
  }
}

function silenceFits(document: CompactDocument, add: Add): void {
  let contact = -1;
  let after: Millis = -1;
  document.silence.forEach((entry, i) => {
    const place = CONTACTS.indexOf(entry.contact);
    const wait = parseDuration(entry.after) ?? 0;
    if (place <= contact) add(["silence", i, "contact"], `the order is ${CONTACTS.join(", ")}`);
    if (i === 0 && wait !== 0) add(["silence", i, "after"], "the first contact follows the lapse at once: write 0s");
    if (wait <= after && i > 0) add(["silence", i, "after"], "must be later than the contact before it");
    contact = place;
    after = wait;
  });
  if (document.entangled !== undefined && timeOf(document.entangled.contact) === 0)
    add(["entangled", "contact"], "must be above zero: whoever is called needs time to answer");
  const convenes = document.ladder.some(({ opens }) =>
    opens.some((trigger) => "act" in trigger && trigger.act === "convene"),
  );
  const needsTable = document.silence.some(({ contact: name }) => name === "mediator" || name === "convening");
  if (needsTable && !convenes) add(["silence"], "silence leads to a convening, but no step opens on `convene`");
  const mediated = document.silence.some(({ contact: name }) => name === "mediator");
  const hasMediator = Object.values(document.parties).some(({ role }) => role === "mediator");
  if (mediated && !hasMediator) add(["silence"], "silence leads to a mediator, but no party has that role");
}
