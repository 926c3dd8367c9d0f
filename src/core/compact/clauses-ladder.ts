// The clauses of the ladder, of silence, of cooling off and of closing. What they mean is spec/ladder.md's;
// a few sentences are the law's own and stand in every compact, so that a reader meets them here. spec/clauses.md

import type { Args, Value } from "./clause.ts";
import { parseDuration } from "../kernel/instant.ts";
import type { CompactDocument } from "./document.ts";
import { count, duration, heading, kind, note, or, phrase, rule, section, step, word } from "./draft-clause.ts";
import type { Draft, Path } from "./draft-clause.ts";

type StepEntry = CompactDocument["ladder"][number];
type Owed = StepEntry["owes"][number];

export function ladderClauses(document: CompactDocument): readonly Draft[] {
  const path: Path = ["ladder"];
  return [
    section("ladder", "section.ladder", {}, path, {
      children: [
        note("ladder/parties-to-a-matter", "ladder.parties-to-a-matter", {}, path),
        note("ladder/way-down", "ladder.way-down", {}, path),
        ...document.ladder.map(stepClause),
      ],
    }),
  ];
}

function stepClause(entry: StepEntry, i: number): Draft {
  const id = `ladder/${entry.step}`;
  const path: Path = ["ladder", i];
  return heading(id, "step", { step: step(entry.step) }, path, {
    children: [
      rule(`${id}/opens`, "step.opens", { opens: or(entry.opens.map(triggerOf)) }, [...path, "opens"]),
      ...(entry.earliest === undefined
        ? []
        : [rule(`${id}/earliest`, "step.earliest", { earliest: duration(entry.earliest) }, [...path, "earliest"])]),
      ...entry.owes.map((owed, j) => owedClause(owedId(id, entry.owes, j), owed, [...path, "owes", j])),
    ],
  });
}

export function triggerOf(trigger: StepEntry["opens"][number]): Value {
  if ("act" in trigger) return phrase("opens.act", { kind: kind(trigger.act) });
  if ("after" in trigger) return phrase("opens.after", { step: step(trigger.after) });
  return phrase("opens.lapse", { step: step(trigger.lapse) });
}

/** A duty is named by what is owed, so that its clause keeps its name when another is put before it; twins go by their place. */
function owedId(id: string, owes: readonly Owed[], place: number): string {
  const named = owes.map(({ act }) => act.join("+"));
  const own = named[place] ?? "";
  return `${id}/owes/${named.indexOf(own) === place ? own : place}`;
}

function owedClause(id: string, { by, act, on, earliest, latest }: Owed, path: Path): Draft {
  const args: Args = {
    who: word(`who.${by}`),
    kinds: or(act.map(kind)),
    latest: duration(latest),
    ...(earliest === undefined ? {} : { earliest: duration(earliest) }),
    ...(on === undefined ? {} : { on: kind(on) }),
  };
  return rule(id, `owes${on === undefined ? "" : ".on"}${earliest === undefined ? "" : ".earliest"}`, args, path);
}

export function silenceClauses(document: CompactDocument): readonly Draft[] {
  const silent = document["silent-after"];
  return [
    section("silence", "section.silence", {}, ["silence"], {
      children: [
        note("silence/contact-only", "silence.contact-only", {}, ["silence"]),
        ...document.silence.map(({ contact, after }, i) => {
          const led = { contact: word(`contact.${contact}`) };
          const path: Path = ["silence", i];
          return parseDuration(after) === 0
            ? rule(`silence/${contact}`, "silence.at-once", led, path)
            : rule(`silence/${contact}`, "silence.after", { ...led, after: duration(after) }, path);
        }),
        ...(document.entangled === undefined
          ? []
          : [
              rule("entangled/contact", "entangled.contact", { contact: duration(document.entangled.contact) }, [
                "entangled",
                "contact",
              ]),
            ]),
        silent === undefined
          ? rule("silent-after", "silent-after.none", {}, [])
          : rule("silent-after", "silent-after", { after: duration(silent) }, ["silent-after"]),
      ],
    }),
  ];
}

export function coolingOffClauses(document: CompactDocument): readonly Draft[] {
  const { longest, each } = document["cooling-off"];
  const path: Path = ["cooling-off"];
  return [
    section("cooling-off", "section.cooling-off", {}, path, {
      children: [
        rule("cooling-off/each", "cooling-off.each", { each: count(each) }, [...path, "each"]),
        rule("cooling-off/longest", "cooling-off.longest", { longest: duration(longest) }, [...path, "longest"]),
        note("cooling-off/clocks", "cooling-off.clocks", {}, path),
      ],
    }),
  ];
}

export const closingClauses = (document: CompactDocument): readonly Draft[] => [
  section("closing", "section.closing", {}, ["closing"], {
    children: [
      rule("closing/latest", "closing", { latest: duration(document.closing.latest) }, ["closing", "latest"]),
      note("closing/closed", "closing.closed", {}, ["closing"]),
    ],
  }),
];
