// The clauses that speak of incidents: norms, red lines, indicators of intent, protected objects. spec/clauses.md

import type { Value } from "./clause.ts";
import type { CompactDocument } from "./document.ts";
import { and, condition, count, label, name, note, phrase, quoted, rule, says, section, term } from "./draft-clause.ts";
import type { Draft, Path } from "./draft-clause.ts";

/** The paragraph of the report of 2015 in which the eleven norms stand, by letter: UN A/70/174. */
const NORMS_SOURCE = { document: name("A/70/174"), paragraph: count(13) };

export function normClauses(document: CompactDocument): readonly Draft[] {
  if (document.norms === undefined) return [];
  const children = document.norms.map(({ norm, says: words }, i): Draft => {
    const path: Path = ["norms", i];
    const meant = words === undefined ? [] : [rule(`norms/${norm}/says`, "norm.means", { says: says(words) }, path)];
    return rule(`norms/${norm}`, "norm", { letter: label(norm), says: phrase(`norm.${norm}`) }, path, {
      children: meant,
    });
  });
  return [
    section("norms", "section.norms", {}, ["norms"], {
      children: [note("norms/source", "norms.source", NORMS_SOURCE, ["norms"]), ...children],
    }),
  ];
}

/** Measures by the compact's own words for them. */
export function measuresNamed(document: CompactDocument, ids: readonly string[]): readonly Value[] {
  return ids.map((id) => {
    const entry = document.responses?.menu.find(({ measure }) => measure === id);
    return entry === undefined ? name(id) : quoted(entry.says);
  });
}

export function redLineClauses(document: CompactDocument): readonly Draft[] {
  const lines = document["red-lines"];
  if (lines === undefined) return [];
  const children = lines.map((line, i): Draft => {
    const id = `red-lines/${line.line}`;
    const path: Path = ["red-lines", i];
    const responses = line.responses ?? [];
    const norms = line.norms ?? [];
    const excluded = (line.except ?? []).map(({ says: words, when }, j) =>
      rule(`${id}/except/${j}`, "red-line.except", { says: quoted(words), when: condition(when) }, [
        ...path,
        "except",
        j,
      ]),
    );
    return rule(id, "says", { says: says(line.says) }, path, {
      children: [
        rule(`${id}/kind`, "red-line.kind", { kind: term("nature", line.kind) }, [...path, "kind"]),
        rule(`${id}/when`, "red-line.when", { when: condition(line.when) }, [...path, "when"]),
        ...excluded,
        ...(responses.length === 0
          ? []
          : [
              rule(`${id}/responses`, "red-line.responses", { measures: and(measuresNamed(document, responses)) }, [
                ...path,
                "responses",
              ]),
            ]),
        ...(norms.length === 0
          ? []
          : [
              rule(
                `${id}/norms`,
                "red-line.norms",
                { norms: and(norms.map((norm) => phrase("letter", { letter: label(norm) }))) },
                [...path, "norms"],
              ),
            ]),
      ],
    });
  });
  return [
    section("red-lines", "section.red-lines", {}, ["red-lines"], {
      children: [note("red-lines/unknown", "condition.unknown", {}, ["red-lines"]), ...children],
    }),
  ];
}

export function indicatorClauses(document: CompactDocument): readonly Draft[] {
  const { indicators } = document;
  if (indicators === undefined) return [];
  const children = indicators.map(({ indicator, says: words, means, when }, i): Draft => {
    const id = `indicators/${indicator}`;
    const path: Path = ["indicators", i];
    return rule(id, "says", { says: says(words) }, path, {
      children: [
        rule(`${id}/means`, "indicator.means", { means: term("intent", means) }, [...path, "means"]),
        ...(when === undefined
          ? []
          : [rule(`${id}/when`, "indicator.when", { when: condition(when) }, [...path, "when"])]),
      ],
    });
  });
  return [section("indicators", "section.indicators", {}, ["indicators"], { children })];
}

export function protectedClauses(document: CompactDocument): readonly Draft[] {
  const objects = document.protected;
  if (objects === undefined) return [];
  const children = objects.map(({ object, says: words, sectors }, i): Draft => {
    const id = `protected/${object}`;
    const path: Path = ["protected", i];
    return rule(id, "says", { says: says(words) }, path, {
      children: [
        rule(`${id}/sectors`, "protected.sectors", { sectors: and(sectors.map((one) => term("sector", one))) }, [
          ...path,
          "sectors",
        ]),
      ],
    });
  });
  return [section("protected", "section.protected", {}, ["protected"], { children })];
}
