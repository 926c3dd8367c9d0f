// The whole agreement as numbered clauses. Every field of the document has its clause, and what the
// compact leaves unsaid and the law fills in is a clause too, which says so. spec/clauses.md

import type { Clause, Value } from "./clause.ts";
import type { CompactDocument } from "./document.ts";
import { count, choice, duration, label, name, numbered, rule, says, section, word } from "./draft-clause.ts";
import type { Draft, Path } from "./draft-clause.ts";
import { indicatorClauses, normClauses, protectedClauses, redLineClauses } from "./clauses-incident.ts";
import { closingClauses, coolingOffClauses, ladderClauses, silenceClauses } from "./clauses-ladder.ts";
import { disclosureClauses, noticeClauses, responseClauses, sharingClauses } from "./clauses-response.ts";
import { DEFAULTS } from "./defaults.ts";

/** The clauses of a document that has been read. */
export function clausesOf(document: CompactDocument): readonly Clause[] {
  return numbered([
    ...agreement(document),
    ...purposes(document),
    ...parties(document),
    ...scales(document),
    ...normClauses(document),
    ...redLineClauses(document),
    ...indicatorClauses(document),
    ...protectedClauses(document),
    ...ladderClauses(document),
    ...silenceClauses(document),
    ...coolingOffClauses(document),
    ...closingClauses(document),
    ...responseClauses(document),
    ...noticeClauses(document),
    ...disclosureClauses(document),
    ...sharingClauses(document),
    ...line(document),
    ...quorum(document),
    ...lasting(document),
  ]);
}

function agreement(document: CompactDocument): readonly Draft[] {
  const { name: id, version, mode, pace, skew, marking } = document;
  return [
    section("agreement", "section.agreement", {}, [], {
      children: [
        rule("title", "agreement.title", { title: label(document.title), name: name(id) }, ["title"]),
        rule("version", "agreement.version", { version: count(version) }, ["version"]),
        rule("mode", "agreement.mode", { mode: choice(mode) }, ["mode"]),
        ...(pace === undefined ? [] : [rule("pace", "agreement.pace", { pace: count(pace) }, ["pace"])]),
        rule("marking", "agreement.marking", { marking: { is: "marking", marking } }, ["marking"]),
        rule("skew", "agreement.skew", { skew: duration(skew) }, ["skew"]),
      ],
    }),
  ];
}

function purposes(document: CompactDocument): readonly Draft[] {
  if (document.purposes === undefined) return [];
  const children = document.purposes.map((words, i) =>
    rule(`purposes/${i}`, "says", { says: says(words) }, ["purposes", i]),
  );
  return [section("purposes", "section.purposes", {}, ["purposes"], { children })];
}

/** How much of each key people see: enough to compare by eye with what the other side reads out. */
const SHOWN = { act: 43, log: 43, witness: 24, line: 43 } as const;

function parties(document: CompactDocument): readonly Draft[] {
  const children = Object.entries(document.parties).map(([id, { name: called, role, zone, keys }]): Draft => {
    const path: Path = ["parties", id];
    const args = { party: party(id, called), id: name(id), role: word(`role.${role}`), zone: name(zone) };
    const signed =
      keys === undefined
        ? rule(`parties/${id}/keys`, "party.no-keys", {}, path)
        : rule(
            `parties/${id}/keys`,
            "party.keys",
            {
              act: key(keys.act, SHOWN.act),
              log: key(keys.log, SHOWN.log),
              witness: key(keys.witness, SHOWN.witness),
              line: key(keys.line, SHOWN.line),
            },
            [...path, "keys"],
          );
    return rule(`parties/${id}`, "party", args, path, { children: [signed] });
  });
  return [section("parties", "section.parties", {}, ["parties"], { children })];
}

const party = (id: string, called: string): Value => ({ is: "party", id, name: called });
const key = (text: string, shown: number): Value => ({ is: "key", key: text, shown });

function scales(document: CompactDocument): readonly Draft[] {
  const { scheme, taxonomy } = document;
  const scale = { name: name(scheme.name), version: count(scheme.version), low: count(scheme.low) };
  return [
    section("scheme", "section.scheme", {}, ["scheme"], {
      children: [
        rule("scheme/name", "scheme", { ...scale, high: count(scheme.high) }, ["scheme"]),
        ...(taxonomy === undefined
          ? []
          : [
              rule("taxonomy", "taxonomy", { name: name(taxonomy.name), version: count(taxonomy.version) }, [
                "taxonomy",
              ]),
            ]),
      ],
    }),
  ];
}

function line(document: CompactDocument): readonly Draft[] {
  if (document.line === undefined) return [];
  const { automatic, human, readiness } = document.line;
  return [
    section("line", "section.line", {}, ["line"], {
      children: [
        rule("line/automatic", "line.automatic", { every: duration(automatic) }, ["line", "automatic"]),
        ...(human === undefined
          ? []
          : [rule("line/human", "line.human", { every: duration(human) }, ["line", "human"])]),
        rule(
          "line/readiness",
          "line.readiness",
          { readiness: choice(readiness ?? DEFAULTS.readiness) },
          ["line", "readiness"],
          { assumed: readiness === undefined },
        ),
      ],
    }),
  ];
}

function quorum(document: CompactDocument): readonly Draft[] {
  const { founding, amendment, sections } = document.quorum ?? {};
  const assumed = document.quorum === undefined;
  const at = (...rest: Path): Path => (assumed ? [] : ["quorum", ...rest]);
  return [
    section("quorum", "section.quorum", {}, at(), {
      children: [
        rule("quorum/founding", "quorum.founding", { founding: choice(founding ?? "none") }, at("founding"), {
          assumed,
        }),
        rule("quorum/amendment", "quorum.amendment", { of: choice(amendment ?? "all") }, at("amendment"), { assumed }),
        ...(sections ?? []).map(({ section: id, of }, i) =>
          rule(
            `quorum/sections/${id}`,
            "quorum.section",
            { section: { is: "term", id: `section.${id}`, otherwise: id }, of: choice(of) },
            at("sections", i),
          ),
        ),
      ],
    }),
  ];
}

function lasting(document: CompactDocument): readonly Draft[] {
  const { review, withdrawal, expires } = document;
  const latest = review?.latest ?? DEFAULTS.reviewLatest;
  const reviewed =
    review === undefined
      ? []
      : [
          section("review", "section.review", {}, ["review"], {
            children: [
              rule("review/every", "review.every", { every: duration(review.every) }, ["review", "every"]),
              rule("review/latest", "review.latest", { latest: duration(latest) }, ["review", "latest"], {
                assumed: review.latest === undefined,
              }),
            ],
          }),
        ];
  const left =
    withdrawal === undefined
      ? rule("withdrawal", "withdrawal.none", {}, [])
      : rule("withdrawal", "withdrawal", { notice: duration(withdrawal.notice) }, ["withdrawal"]);
  const ended =
    expires === undefined
      ? rule("expires", "expires.none", {}, [])
      : rule("expires", "expires", { day: { is: "day", day: expires }, hour: { is: "hour", hour: "00:00" } }, [
          "expires",
        ]);
  return [...reviewed, section("lasting", "section.lasting", {}, [], { children: [left, ended] })];
}
