// The clauses of what may be done and said outward: responses, notices, disclosure, sharing. spec/clauses.md

import type { CompactDocument } from "./document.ts";
import { measuresNamed } from "./clauses-incident.ts";
import { and, choice, condition, duration, name, note, rule, says, section, step, term } from "./draft-clause.ts";
import type { Draft, Path } from "./draft-clause.ts";
import { DEFAULTS } from "./defaults.ts";

type Responses = NonNullable<CompactDocument["responses"]>;
type Entry = Responses["menu"][number];

export function responseClauses(document: CompactDocument): readonly Draft[] {
  const { responses } = document;
  if (responses === undefined) return [];
  const { notice, consultation, preconditions, menu } = responses;
  const path: Path = ["responses"];
  return [
    section("responses", "section.responses", {}, path, {
      children: [
        note("responses/people-decide", "responses.people-decide", {}, path),
        rule(
          "responses/notice",
          "responses.notice",
          { notice: duration(notice ?? DEFAULTS.notice) },
          [...path, "notice"],
          {
            assumed: notice === undefined,
          },
        ),
        rule(
          "responses/consultation",
          "responses.consultation",
          { reply: duration(consultation ?? DEFAULTS.consultation) },
          [...path, "consultation"],
          { assumed: consultation === undefined },
        ),
        ...(preconditions === undefined
          ? []
          : [
              rule("responses/preconditions", "responses.preconditions", { of: choice(preconditions) }, [
                ...path,
                "preconditions",
              ]),
            ]),
        ...menu.map((entry, i) => measureClause(entry, responses, [...path, "menu", i])),
        ...proportionClauses(document, responses),
      ],
    }),
  ];
}

type Own = (field: string, key: string, args: Draft["args"], given: boolean) => Draft;

/** A measure with what the law fills in for it: read.ts does the same for the node. */
function measureClause(entry: Entry, responses: Responses, path: Path): Draft {
  const id = `responses/menu/${entry.measure}`;
  const active = entry.active ?? entry.category === "restrictive";
  const notice = entry.notice ?? (active ? (responses.notice ?? DEFAULTS.notice) : undefined);
  const consults = entry.consults ?? (active ? "all" : "none");
  const reply = entry.reply ?? responses.consultation ?? DEFAULTS.consultation;
  const own: Own = (field, key, args, given) => rule(`${id}/${field}`, key, args, given ? [...path, field] : path);
  return rule(id, "says", { says: says(entry.says) }, path, {
    children: [
      own("category", "measure.category", { category: term("category", entry.category) }, true),
      own("active", "measure.active", { active: choice(active ? "yes" : "no") }, entry.active !== undefined),
      ...(entry.from === undefined ? [] : [own("from", "measure.from", { step: step(entry.from) }, true)]),
      ...(notice === undefined
        ? []
        : [own("notice", "measure.notice", { notice: duration(notice) }, entry.notice !== undefined)]),
      ...consultClauses(own, entry, consults, reply),
      ...(entry.agreed === undefined ? [] : [own("agreed", "measure.agreed", { of: choice(entry.agreed) }, true)]),
      ...(entry.lasts === undefined
        ? active
          ? [own("lasts", "measure.lasts.none", { lasts: duration(DEFAULTS.lasts) }, false)]
          : []
        : [own("lasts", "measure.lasts", { lasts: duration(entry.lasts) }, true)]),
      ...(entry.when === undefined ? [] : [own("when", "measure.when", { when: condition(entry.when) }, true)]),
    ],
  });
}

/** A measure that is not active and names nobody says nothing of consultation. */
function consultClauses(own: Own, entry: Entry, consults: string, reply: string): readonly Draft[] {
  const given = entry.consults !== undefined;
  if (consults !== "none")
    return [own("consults", "measure.consults", { consults: choice(consults), reply: duration(reply) }, given)];
  return given ? [own("consults", "measure.consults.none", {}, given)] : [];
}

function proportionClauses(document: CompactDocument, { proportion }: Responses): readonly Draft[] {
  if (proportion === undefined) return [];
  const path: Path = ["responses", "proportion"];
  const rows = proportion.map(({ row, says: words, when, within, consult }, i): Draft => {
    const id = `responses/proportion/${row}`;
    const place: Path = [...path, i];
    const asked = consult ?? [];
    const children = [
      ...(words === undefined ? [] : [rule(`${id}/says`, "says", { says: says(words) }, [...place, "says"])]),
      within.length === 0
        ? rule(`${id}/within`, "proportion.within.none", {}, [...place, "within"])
        : rule(`${id}/within`, "proportion.within", { measures: and(measuresNamed(document, within)) }, [
            ...place,
            "within",
          ]),
      ...(asked.length === 0
        ? []
        : [
            rule(`${id}/consult`, "proportion.consult", { measures: and(measuresNamed(document, asked)) }, [
              ...place,
              "consult",
            ]),
          ]),
    ];
    return rule(id, "proportion.when", { when: condition(when) }, [...place, "when"], { children });
  });
  return [note("responses/proportion", "proportion.first", {}, path), ...rows];
}

export function noticeClauses({ notices }: CompactDocument): readonly Draft[] {
  const path: Path = notices === undefined ? [] : ["notices"];
  const quiet = (notices?.quiet ?? []).map(({ from, to, zone }, i) =>
    rule(
      `notices/quiet/${i}`,
      "notices.quiet",
      { from: { is: "hour", hour: from }, to: { is: "hour", hour: to }, zone: name(zone) },
      [...path, "quiet", i],
    ),
  );
  return [
    section("notices", "section.notices", {}, path, {
      children: [
        rule(
          "notices/steps",
          "notices.steps",
          { within: duration(notices?.steps ?? DEFAULTS.tellWithin) },
          [...path, "steps"],
          {
            assumed: notices?.steps === undefined,
          },
        ),
        rule(
          "notices/ahead",
          "notices.ahead",
          { ahead: duration(notices?.ahead ?? DEFAULTS.ahead) },
          [...path, "ahead"],
          {
            assumed: notices?.ahead === undefined,
          },
        ),
        ...quiet,
      ],
    }),
  ];
}

export function disclosureClauses({ disclosure }: CompactDocument): readonly Draft[] {
  if (disclosure === undefined) return [];
  const path: Path = ["disclosure"];
  const clock = (field: "early" | "report" | "final"): Draft =>
    rule(
      `disclosure/${field}`,
      `disclosure.${field}`,
      { within: duration(disclosure[field] ?? DEFAULTS[field]) },
      [...path, field],
      { assumed: disclosure[field] === undefined },
    );
  const published = (disclosure.publish ?? []).map(({ says: words, when, within, consent }, i): Draft => {
    const place: Path = [...path, "publish", i];
    const args = { when: condition(when), within: duration(within) };
    const id = `disclosure/publish/${i}`;
    return rule(id, "disclosure.publish", args, place, {
      children: [
        rule(`${id}/consent`, "disclosure.consent", { of: choice(consent) }, [...place, "consent"]),
        ...(words === undefined ? [] : [rule(`${id}/says`, "says", { says: says(words) }, [...place, "says"])]),
      ],
    });
  });
  return [
    section("disclosure", "section.disclosure", {}, path, {
      children: [clock("early"), clock("report"), clock("final"), ...published],
    }),
  ];
}

export function sharingClauses({ sharing }: CompactDocument): readonly Draft[] {
  if (sharing === undefined) return [];
  const children = sharing.map(({ marking, with: audience, onward, keep }, i): Draft => {
    const id = `sharing/${marking}`;
    const path: Path = ["sharing", i];
    return rule(id, "sharing", { marking: { is: "marking", marking }, with: choice(audience) }, path, {
      children: [
        rule(`${id}/onward`, "sharing.onward", { onward: choice(onward) }, [...path, "onward"]),
        ...(keep === undefined
          ? []
          : [rule(`${id}/keep`, "sharing.keep", { keep: duration(keep) }, [...path, "keep"])]),
      ],
    });
  });
  return [section("sharing", "section.sharing", {}, ["sharing"], { children })];
}
